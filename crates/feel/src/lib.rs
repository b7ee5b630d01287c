//! FEEL expressions: parsed, bounded, deterministic.
