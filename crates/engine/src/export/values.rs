//! `sealed.jsonl`: the sealed values that are disclosed, each with what opens its commitment.
//!
//! One canonical JSON object a line, in the order of the commitments. What is not there is withheld; the commitments
//! stay in the acts.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::act::data::Disclosure;
use ledger::json::check_canonical;
use serde::Serialize;
use store::{OpenedValue, Reader, SealedRow};
use verify::export::layout;
use zeroize::Zeroizing;

use super::{NewFolder, log::Contents};
use crate::EngineError;

/// Rows read at a time: a row can have 1 MiB.
const PAGE: usize = 64;

/// Fields in the order of their names, as canonical JSON has them.
#[derive(Serialize)]
struct Line<'a> {
    commit: String,
    id: String,
    path: &'a str,
    salt: &'a str,
    value: &'a str,
}

/// Writes what is disclosed; answers how many values are and how many are not.
pub(super) fn write(
    draft: &mut NewFolder,
    reader: &Reader,
    store_key: &[u8; 32],
    contents: &Contents,
    discloses: Disclosure,
) -> Result<(u64, u64), EngineError> {
    let (mut disclosed, mut withheld) = (0, 0);
    let mut file = draft.file(layout::SEALED)?;
    let mut after = None;
    loop {
        let rows = reader.sealed_from(after.as_ref(), PAGE)?;
        let Some(last) = rows.last() else { break };
        after = Some(last.commitment);
        // A value may belong to an act that was appended after the head of this export.
        for row in rows.iter().filter(|row| contents.acts.contains(&row.act)) {
            match line(row, store_key, wanted(row, contents, discloses))? {
                Some(line) => {
                    file.append(&line)?;
                    disclosed += 1;
                }
                None => withheld += 1,
            }
        }
    }
    file.finish()?;
    Ok((disclosed, withheld))
}

fn wanted(row: &SealedRow, contents: &Contents, discloses: Disclosure) -> bool {
    match discloses {
        Disclosure::All => true,
        Disclosure::Names => contents.names.contains(&row.commitment),
        Disclosure::Nothing => false,
    }
}

/// The line of a value; `None` if it is not wanted, does not open, is not text, or is beyond what one line may have
/// (1 MiB): such a value is withheld.
fn line(
    row: &SealedRow,
    store_key: &[u8; 32],
    wanted: bool,
) -> Result<Option<Zeroizing<Vec<u8>>>, EngineError> {
    if !wanted {
        return Ok(None);
    }
    let Ok(OpenedValue { salt, value }) = row.open(store_key) else {
        return Ok(None);
    };
    let Ok(value) = std::str::from_utf8(&value) else {
        return Ok(None);
    };
    let salt = Zeroizing::new(STANDARD.encode(salt));
    let line = Line {
        commit: row.commitment.to_string(),
        id: row.act.to_string(),
        path: &row.path,
        salt: &salt,
        value,
    };
    let mut bytes = Zeroizing::new(
        serde_json::to_vec(&line).map_err(|error| EngineError::Internal(error.to_string()))?,
    );
    if check_canonical(&bytes).is_err() {
        return Ok(None);
    }
    bytes.push(b'\n');
    Ok(Some(bytes))
}
