//! `sealed.jsonl`: disclosed values, a canonical JSON object a line, sorted by commitment.
//!
//! INVARIANT: nothing is disclosed but what opens a commitment of the log. What is not disclosed is counted as withheld.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{commitment::Commitment, digest::Digest, id::ActId};
use ledger::json::check_canonical;
use serde::Deserialize;

use super::{codes, folder::Folder, layout};
use crate::input::Line;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Disclosed {
    commit: Commitment,
    id: ActId,
    path: String,
    salt: String,
    value: String,
}

impl Disclosed {
    fn parse(line: &[u8]) -> Result<Self, &'static str> {
        check_canonical(line).map_err(|_| "the line is not canonical JSON")?;
        let disclosed: Self = serde_json::from_slice(line)
            .map_err(|_| "the line is not commit, id, path, salt and value")?;
        let salt = STANDARD
            .decode(&disclosed.salt)
            .ok()
            .and_then(|salt| <[u8; 32]>::try_from(salt).ok());
        let salt = salt.ok_or("the salt is not 32 bytes of base64")?;
        let Self {
            commit,
            id,
            path,
            value,
            ..
        } = &disclosed;
        if commit.opens(id, path, &salt, value.as_bytes()) {
            Ok(disclosed)
        } else {
            Err("the value does not open the commitment")
        }
    }
}

/// Checks every line against the log's commitments, which it sorts; returns how many are disclosed and how many there are.
pub(super) fn check(
    folder: &Folder,
    commitments: &mut Vec<[u8; 32]>,
    complete: bool,
) -> (u64, u64) {
    commitments.sort_unstable();
    commitments.dedup();
    let mut disclosed = 0;
    let mut last: Option<Digest> = None;
    folder.lines(layout::SEALED, |number, line| {
        let Line::Bytes(bytes) = line else {
            return folder.findings().in_file(
                layout::SEALED,
                codes::SEALED_LINE,
                format!("line {number} is too long"),
            );
        };
        let commit = match Disclosed::parse(&bytes) {
            Ok(found) => found.commit.0,
            Err(reason) => {
                return folder.findings().in_file(
                    layout::SEALED,
                    codes::SEALED_LINE,
                    format!("line {number}: {reason}"),
                );
            }
        };
        if last.replace(commit).is_some_and(|last| last >= commit) {
            let message = format!("line {number} is out of order or stands twice");
            folder
                .findings()
                .in_file(layout::SEALED, codes::SEALED_LINE, message);
        }
        match commitments.binary_search(&commit.0) {
            Ok(_) => disclosed += 1,
            Err(_) if complete => {
                let message = format!("line {number} discloses a value that the log does not know");
                folder
                    .findings()
                    .in_file(layout::SEALED, codes::SEALED_UNKNOWN, message);
            }
            Err(_) => {}
        }
    });
    (
        disclosed,
        u64::try_from(commitments.len()).unwrap_or(u64::MAX),
    )
}
