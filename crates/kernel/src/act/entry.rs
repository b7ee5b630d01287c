//! An entry of the log: the signed note, its canonical line read into an [`Act`], and its digests.
//!
//! INVARIANT: an [`Entry`] exists only for bytes that are a canonical note with a canonical line. Nothing here says that
//! a signature is right or the act permitted; `signature` and `check` do.

use ledger::{
    Hash, json,
    note::{Note, NoteLimits},
    tree::leaf_hash,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Act, Body, Seen};
use crate::{
    digest::Digest,
    id::{ActId, Signer, WorkstationId},
    limits,
    refusal::Refusal,
    time::Timestamp,
};

/// An act is signed by its signer and at most two newly enrolled keys.
const SIGNATURES: usize = 3;

/// An entry as it was read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it says.
    pub act: Act,
    /// The note: text and signature lines.
    pub note: Note,
    /// SHA-256 of the entry's bytes, as other acts name it.
    pub digest: Digest,
    /// RFC 6962 leaf hash of the entry's bytes.
    pub leaf: Hash,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    act: &'a str,
    at: Timestamp,
    #[serde(borrow)]
    body: &'a RawValue,
    by: Signer,
    id: ActId,
    on: &'a str,
    seen: Seen,
    until: Timestamp,
    v: u32,
    via: WorkstationId,
    ws: &'a str,
}

#[derive(Serialize)]
struct Written<'a> {
    act: &'a str,
    at: Timestamp,
    body: &'a Body,
    by: Signer,
    id: ActId,
    on: String,
    seen: Seen,
    until: Timestamp,
    v: u32,
    via: WorkstationId,
    ws: String,
}

impl Entry {
    /// Reads an entry.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > limits::ENTRY_BYTES {
            return Err(Refusal::EntryTooLarge { bytes: bytes.len() });
        }
        let note = Note::parse(
            bytes,
            NoteLimits {
                bytes: limits::ENTRY_BYTES,
                signatures: SIGNATURES,
            },
        )
        .map_err(|error| Refusal::NotANote {
            reason: error.to_string(),
        })?;
        let line = note.text.strip_suffix('\n').unwrap_or(&note.text);
        json::check_canonical(line.as_bytes()).map_err(Refusal::from_canonical)?;
        let act = parse_line(line)?;
        Ok(Self {
            act,
            digest: Digest::of(bytes),
            leaf: leaf_hash(bytes),
            note,
        })
    }
}

fn parse_line(text: &str) -> Result<Act, Refusal> {
    let shape = |error: serde_json::Error| Refusal::Shape {
        reason: error.to_string(),
    };
    let line: Line<'_> = serde_json::from_str(text).map_err(shape)?;
    let body = Body::parse(line.act, line.body.get())
        .ok_or_else(|| Refusal::UnknownAct {
            name: line.act.chars().take(60).collect(),
        })?
        .map_err(shape)?;
    if body.on() != line.on {
        return Err(Refusal::ObjectMismatch {
            on: line.on.chars().take(120).collect(),
        });
    }
    let ws = match line.ws {
        "" => None,
        text => Some(Digest::parse(text).ok_or(Refusal::OtherWorkspace)?),
    };
    let Line {
        at,
        by,
        id,
        seen,
        until,
        v,
        via,
        ..
    } = line;
    Ok(Act {
        at,
        body,
        by,
        id,
        seen,
        until,
        v,
        via,
        ws,
    })
}

impl Act {
    /// The text a signer signs: the canonical line and its newline.
    pub fn to_text(&self) -> Result<String, Refusal> {
        let written = Written {
            act: self.body.name(),
            at: self.at,
            body: &self.body,
            by: self.by,
            id: self.id,
            on: self.body.on(),
            seen: self.seen,
            until: self.until,
            v: self.v,
            via: self.via,
            ws: self.ws.map(|digest| digest.to_string()).unwrap_or_default(),
        };
        let bytes = json::to_canonical(&written).map_err(|error| Refusal::Shape {
            reason: error.to_string(),
        })?;
        let mut text = String::from_utf8(bytes).map_err(|error| Refusal::Shape {
            reason: error.to_string(),
        })?;
        text.push('\n');
        Ok(text)
    }
}
