//! Bytes to text: size first, then the encodings that BPMN tools write.
//!
//! UTF-8 is the rule, UTF-16 with a byte order mark and Latin-1 by declaration exist in old files.

use std::borrow::Cow;

use crate::{Limits, Position, ReadError};

const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];
const UTF16_BIG: &[u8] = &[0xFE, 0xFF];
const UTF16_LITTLE: &[u8] = &[0xFF, 0xFE];

pub(super) fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Cow<'a, str>, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::TooLarge {
            bytes: bytes.len(),
            limit: limits.bytes,
        });
    }
    if let Some(rest) = bytes.strip_prefix(UTF16_BIG) {
        return utf16(rest, u16::from_be_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(UTF16_LITTLE) {
        return utf16(rest, u16::from_le_bytes);
    }
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    match declared(bytes).as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => utf8(bytes),
        // Latin-1 bytes are the first 256 code points.
        Some("iso-8859-1" | "latin1" | "latin-1") => {
            Ok(bytes.iter().map(|byte| char::from(*byte)).collect())
        }
        Some(other) => Err(refuse(
            Position::START,
            format!("encoding `{other}` is not read; save the file as UTF-8"),
        )),
    }
}

/// The encoding that the XML declaration names, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes
        .iter()
        .take(200)
        .map(|byte| char::from(*byte))
        .collect();
    let (declaration, _) = head.strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (name, _) = value.strip_prefix(quote)?.split_once(quote)?;
    Some(name.to_ascii_lowercase())
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    std::str::from_utf8(bytes)
        .map(Cow::Borrowed)
        .map_err(|error| {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let good = String::from_utf8_lossy(good);
            let position = crate::position::Positions::new(&good).end();
            refuse(position, "a byte is not UTF-8".to_owned())
        })
}

fn utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'a, str>, ReadError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(refuse(Position::START, "half a UTF-16 unit".to_owned()));
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .collect::<Result<String, _>>()
        .map(Cow::Owned)
        .map_err(|_| refuse(Position::START, "a surrogate stands alone".to_owned()))
}

fn refuse(position: Position, reason: String) -> ReadError {
    ReadError::NotXml { position, reason }
}
