//! How much XML is read.
//!
//! INVARIANT: the constants of a kernel rule version never change, because they decide which
//! diagrams a verifier can read years later. A new version gets a constant of its own.

/// Bounds on one diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// Elements in all.
    pub elements: usize,
    /// Attributes of one element.
    pub attributes: usize,
    /// Namespace declarations in all.
    pub namespaces: usize,
    /// Bytes of an id.
    pub id_bytes: usize,
}

impl Limits {
    /// Kernel rule version 1.
    pub const V1: Self = Self {
        bytes: 1_048_576,
        depth: 64,
        elements: 20_000,
        attributes: 128,
        namespaces: 1_024,
        id_bytes: 255,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::V1
    }
}
