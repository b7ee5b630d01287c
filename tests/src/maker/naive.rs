//! The tree and its files from their definitions, deliberately simple.

use std::{fs, path::Path};

use ::base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// SHA-256 of the parts in a row.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().into()
}

/// Lower-case hexadecimal characters.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The standard alphabet with padding.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// RFC 6962's MTH over leaf hashes.
pub fn mth(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => sha256(&[]),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(more.len().next_power_of_two() / 2);
            sha256(&[&[1], &mth(left), &mth(right)])
        }
    }
}

/// The leaf hash of an entry.
pub(super) fn leaf(entry: &[u8]) -> [u8; 32] {
    sha256(&[&[0], entry])
}

/// `x001/x234/067`.
fn number(index: usize) -> String {
    let mut name = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        name = format!("x{:03}/{name}", rest % 1000);
        rest /= 1000;
    }
    name
}

fn write(dir: &Path, path: &str, bytes: &[u8]) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
    fs::write(path, bytes).expect("files can be written");
}

fn suffix(width: usize) -> String {
    if width == 256 {
        String::new()
    } else {
        format!(".p/{width}")
    }
}

/// Writes every tile and bundle of these entries; returns the root.
pub(super) fn write_tiles(dir: &Path, entries: &[Vec<u8>]) -> [u8; 32] {
    for (index, bundle) in entries.chunks(256).enumerate() {
        let mut bytes = Vec::new();
        for entry in bundle {
            // What does not fit a length of two bytes is written with what remains of it.
            bytes.extend_from_slice(
                &u16::try_from(entry.len() % 65_536)
                    .expect("below 65,536")
                    .to_be_bytes(),
            );
            bytes.extend_from_slice(entry);
        }
        write(
            dir,
            &format!("tile/entries/{}{}", number(index), suffix(bundle.len())),
            &bytes,
        );
    }
    let leaves: Vec<[u8; 32]> = entries.iter().map(|entry| leaf(entry)).collect();
    let mut hashes = leaves.clone();
    for level in 0.. {
        if hashes.is_empty() {
            break;
        }
        for (index, tile) in hashes.chunks(256).enumerate() {
            write(
                dir,
                &format!("tile/{level}/{}{}", number(index), suffix(tile.len())),
                &tile.concat(),
            );
        }
        hashes = hashes.chunks_exact(256).map(mth).collect();
    }
    mth(&leaves)
}
