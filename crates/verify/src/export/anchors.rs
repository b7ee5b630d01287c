//! Anchors: checkpoints known from elsewhere, and cosignatures.
//!
//! A checkpoint that was given must be of this log, signed by its key, no longer than the record, and have the root that
//! the record had at its size. A cosignature ties a tree to an outside clock, which ticks must not contradict.

use kernel::{limits::CLOCK_SKEW_MILLIS, time::Timestamp};
use serde::Serialize;

use super::{
    codes,
    folder::Folder,
    layout,
    trust::{Given, Keys, Opened},
};
use crate::replay::{Ended, Replayed};

/// A cosignature that verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cosigned {
    /// Name of the cosigner's key.
    pub name: String,
    /// When the cosigner says it saw the tree.
    pub time: Timestamp,
}

/// What ties the record to something outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Anchor {
    /// The file, as it was given, or `checkpoint` of the export itself.
    pub path: String,
    /// Entries it covers.
    pub size: u64,
    /// Its root, in base64.
    pub root: String,
    /// Entries of the record behind it: only the log's own key speaks for those.
    pub newer: u64,
    /// Log time of the last entry it covers.
    pub log_time: Option<Timestamp>,
    /// Who cosigned it.
    pub cosignatures: Vec<Cosigned>,
}

/// Checks what was given and the export's own cosignatures; returns those that hold.
pub(super) fn check(
    folder: &Folder,
    given: &Given,
    keys: &Keys,
    own: &Opened,
    replayed: &Replayed<'_>,
) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    if !keys.cosignatures(own).is_empty() {
        anchors.push(anchor(
            layout::CHECKPOINT,
            own,
            keys,
            own.checkpoint.size,
            replayed,
        ));
    }
    for (path, bytes) in &given.checkpoints {
        match judge(bytes, keys, own, replayed) {
            Ok(opened) => anchors.push(anchor(path, &opened, keys, own.checkpoint.size, replayed)),
            Err((code, message)) => folder.findings().in_file(path, code, message),
        }
    }
    if replayed.ended == Ended::Complete {
        for anchor in &anchors {
            for cosigned in &anchor.cosignatures {
                if let Some(message) = contradiction(anchor.size, cosigned, replayed) {
                    folder
                        .findings()
                        .in_file(&anchor.path, codes::LOG_TIME_CONTRADICTION, message);
                }
            }
        }
    }
    anchors
}

/// Cosignatures on all anchors.
pub(super) fn cosignatures(anchors: &[Anchor]) -> u64 {
    let count: usize = anchors.iter().map(|anchor| anchor.cosignatures.len()).sum();
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn judge(
    bytes: &[u8],
    keys: &Keys,
    own: &Opened,
    replayed: &Replayed<'_>,
) -> Result<Opened, (&'static str, String)> {
    let opened = keys.open(bytes)?;
    let (known, found) = (&opened.checkpoint, &own.checkpoint);
    if known.size > found.size {
        let message = format!(
            "a checkpoint of {} entries is known, the record ends at {}",
            known.size, found.size
        );
        return Err((codes::BEHIND_KNOWN_CHECKPOINT, message));
    }
    let root = if known.size == found.size {
        Some(found.root)
    } else {
        replayed.history.root_at(known.size)
    };
    match root {
        Some(root) if root != known.root => {
            let message = format!(
                "at size {} the known root is {}, the record's is {root}",
                known.size, known.root
            );
            Err((codes::FORK, message))
        }
        Some(_) => Ok(opened),
        None => Err((
            codes::ROOT_UNKNOWN,
            format!("the record cannot be read up to size {}", known.size),
        )),
    }
}

fn anchor(path: &str, opened: &Opened, keys: &Keys, size: u64, replayed: &Replayed<'_>) -> Anchor {
    let seconds = |time: u64| Timestamp(0).plus_millis(time.saturating_mul(1000));
    let cosignatures = keys.cosignatures(opened).into_iter();
    Anchor {
        path: path.to_owned(),
        size: opened.checkpoint.size,
        root: opened.checkpoint.root.to_string(),
        newer: size.saturating_sub(opened.checkpoint.size),
        log_time: replayed.history.time_at(opened.checkpoint.size),
        cosignatures: cosignatures
            .map(|(name, time)| Cosigned {
                name,
                time: seconds(time),
            })
            .collect(),
    }
}

/// Ticks before the cosigned tree cannot be later than the cosignature, ticks behind it cannot be earlier.
fn contradiction(size: u64, cosigned: &Cosigned, replayed: &Replayed<'_>) -> Option<String> {
    let Cosigned { name, time } = cosigned;
    let last = replayed.history.time_at(size)?;
    if last > time.plus_millis(CLOCK_SKEW_MILLIS) {
        return Some(format!(
            "`{name}` saw {size} entries at {time}, but log time was {last} by then"
        ));
    }
    let next = replayed.history.next_time(size)?;
    if next < time.minus_millis(CLOCK_SKEW_MILLIS) {
        return Some(format!(
            "`{name}` saw {size} entries at {time}, but the tick after them says {next}"
        ));
    }
    None
}
