//! The names of items, and what may be one.
//!
//! INVARIANT: names and workspace ids hold no line feed and no character outside their lists, so a text made of both
//! (an account of the keyring, the context of a sealed item) can be read in one way only.

use super::VaultError;

/// The key that signs checkpoints; its name is the origin.
pub const LOG_KEY: &str = "log-key";
/// The key with which this workstation signs acts.
pub const ACT_KEY: &str = "act-key";
/// The key with which this workstation signs what it saw of other logs.
pub const WITNESS_KEY: &str = "witness-key";
/// 32 random bytes that go into the wrapping key of every person on this workstation.
pub const DEVICE_SECRET: &str = "device-secret";
/// Wraps the data keys of sealed values.
pub const STORE_KEY: &str = "store-key";
/// Authenticates snapshots of kernel state.
pub const SNAPSHOT_KEY: &str = "snapshot-key";
/// The newest checkpoint this workstation has seen, so that an older copy put back is noticed.
pub const NEWEST_CHECKPOINT: &str = "newest-checkpoint";

/// The items that every workspace has. The keyring looks for these without an index.
pub(crate) const WELL_KNOWN: [&str; 7] = [
    ACT_KEY,
    DEVICE_SECRET,
    LOG_KEY,
    NEWEST_CHECKPOINT,
    SNAPSHOT_KEY,
    STORE_KEY,
    WITNESS_KEY,
];

/// The largest secret. Windows takes 2,560 bytes in one item of its keyring.
pub const MAX_SECRET: usize = 2_048;
pub(super) const MAX_ITEMS: usize = 1_024;
const MAX_NAME: usize = 128;

/// The item of a connector's token: `token/` and the digest that names it, in hexadecimal.
pub fn token_item(digest: &[u8]) -> String {
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("token/{hex}")
}

pub(super) fn check_item(item: &str) -> Result<(), VaultError> {
    let segments = item
        .split('/')
        .all(|segment| !segment.is_empty() && segment.bytes().all(is_item_byte));
    let reserved = item == "index" || item.starts_with("index/");
    if item.len() <= MAX_NAME && segments && !reserved {
        Ok(())
    } else {
        Err(VaultError::InvalidItem(
            item.chars().take(MAX_NAME).collect(),
        ))
    }
}

fn is_item_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

pub(super) fn check_workspace(workspace: &str) -> Result<(), VaultError> {
    let fits = (1..=MAX_NAME).contains(&workspace.len());
    if fits
        && workspace
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    {
        Ok(())
    } else {
        Err(VaultError::InvalidWorkspace(
            workspace.chars().take(MAX_NAME).collect(),
        ))
    }
}

pub(super) fn check_secret(secret: &[u8]) -> Result<(), VaultError> {
    if secret.len() <= MAX_SECRET {
        Ok(())
    } else {
        Err(VaultError::TooLarge {
            what: "the secret",
            limit: MAX_SECRET,
        })
    }
}
