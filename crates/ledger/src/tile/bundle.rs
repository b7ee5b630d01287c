//! Entry bundles: for each entry its length as u16 big-endian and its bytes.

use crate::tile::TILE_WIDTH;

/// Most bytes that an entry can have.
pub const ENTRY_LIMIT: usize = 65_535;

/// Why bytes are not a bundle, or entries do not make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An entry over [`ENTRY_LIMIT`].
    #[error("entry {position} of the bundle has {found} bytes, more than 65535")]
    EntryTooLarge {
        /// Position in the bundle.
        position: usize,
        /// Bytes found.
        found: usize,
    },
    /// A bundle holds 1 to 256 entries.
    #[error("a bundle cannot hold {count} entries")]
    WrongCount {
        /// How many were asked for.
        count: usize,
    },
    /// The bytes end within an entry or before it.
    #[error("the bundle ends before entry {position} is complete")]
    TooShort {
        /// Position in the bundle.
        position: usize,
    },
    /// Bytes after the last entry.
    #[error("the bundle has {surplus} bytes after its last entry")]
    TooLong {
        /// How many bytes.
        surplus: usize,
    },
}

impl BundleError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EntryTooLarge { .. } => "bundle.entry_too_large",
            Self::WrongCount { .. } => "bundle.wrong_count",
            Self::TooShort { .. } => "bundle.too_short",
            Self::TooLong { .. } => "bundle.too_long",
        }
    }
}

fn check_count(count: usize) -> Result<(), BundleError> {
    if (1..=usize::from(TILE_WIDTH)).contains(&count) {
        Ok(())
    } else {
        Err(BundleError::WrongCount { count })
    }
}

/// The bytes of a bundle of these entries.
///
/// # Errors
/// When there are none or more than 256, or one is too large.
pub fn encode_bundle<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, BundleError> {
    check_count(entries.len())?;
    let mut bytes = Vec::with_capacity(entries.iter().map(|entry| entry.as_ref().len() + 2).sum());
    for (position, entry) in entries.iter().enumerate() {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::EntryTooLarge {
            position,
            found: entry.len(),
        })?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The `count` entries of a bundle, each a slice of its bytes.
///
/// # Errors
/// When the bytes are not exactly `count` entries.
pub fn decode_bundle(bytes: &[u8], count: usize) -> Result<Vec<&[u8]>, BundleError> {
    check_count(count)?;
    let mut entries = Vec::with_capacity(count);
    let mut rest = bytes;
    for position in 0..count {
        let short = BundleError::TooShort { position };
        let (length, tail) = rest.split_first_chunk::<2>().ok_or(short)?;
        let (entry, tail) = tail
            .split_at_checked(usize::from(u16::from_be_bytes(*length)))
            .ok_or(short)?;
        entries.push(entry);
        rest = tail;
    }
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(BundleError::TooLong {
            surplus: rest.len(),
        })
    }
}
