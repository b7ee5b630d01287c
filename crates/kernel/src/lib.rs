//! Acts, state, check and apply: the deterministic core.
