//! The transparency log: RFC 6962 tree, C2SP notes, checkpoints, tiles, cosignatures, proofs, policy.
