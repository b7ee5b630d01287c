//! `countersign-verify log`: a tlog-tiles directory, made by anyone.
//!
//! Verified when at least one given key signed the checkpoint and none failed, the entries lead to
//! its root, and every entry bundle and hash tile that its size needs agrees with them. A partial
//! tile may be missing once the full one is there. Smaller partial tiles must agree; files of a
//! larger tree are noted.
//!
//! INVARIANT: the checkpoint is verified before any tile is read, and one bundle is in memory at a
//! time.

mod files;
mod walk;

use std::io::Write;

use ledger::checkpoint::{Checkpoint, CheckpointError, open_checkpoint};
use ledger::tile::{TILE_WIDTH, Tile, TileKind, Tiling};
use ledger::tree::{CompactRange, leaf_hash};
use serde_json::{Value, json};

use crate::cli::LogArgs;
use crate::command::signers;
use crate::input::{ReadError, read_file};
use crate::report::{CannotRun, Outcome, Report};
use files::LogFiles;

const CHECKPOINT_LIMIT: u64 = 1_000_000;

/// Verifies the directory.
pub fn run(arguments: &LogArgs, output: &mut impl Write) -> Result<Outcome, CannotRun> {
    let dir = &arguments.dir;
    let unreadable = |reason: String| CannotRun::Unreadable {
        path: dir.display().to_string(),
        reason,
    };
    match dir.metadata() {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(unreadable("not a folder".to_owned())),
        Err(error) => return Err(unreadable(error.to_string())),
    }
    let mut report = Report::default();
    let (headline, facts) = match checkpoint(arguments, &mut report) {
        Some((checkpoint, signatures)) => {
            check_tree(
                LogFiles::new(dir, checkpoint.size),
                &checkpoint,
                &mut report,
            );
            let Checkpoint {
                origin, size, root, ..
            } = checkpoint;
            (
                format!("log `{origin}`, {size} entries, root {root}"),
                json!({
                    "log": {"origin": origin, "size": size, "root": root.to_string()},
                    "signatures": signatures,
                }),
            )
        }
        None => (
            "the checkpoint is not verified, so nothing else was read".to_owned(),
            json!({"log": null}),
        ),
    };
    report.write(arguments.format, &headline, facts, output)
}

fn checkpoint(arguments: &LogArgs, report: &mut Report) -> Option<(Checkpoint, Value)> {
    const PATH: &str = "checkpoint";
    let keys = &arguments.keys.keys;
    let bytes = match read_file(&arguments.dir.join(PATH), CHECKPOINT_LIMIT) {
        Ok(bytes) => bytes,
        Err(ReadError::Missing) => {
            report.find_in(
                PATH,
                "checkpoint_missing",
                None,
                "the checkpoint is missing",
            );
            return None;
        }
        Err(error) => {
            report.find_in(PATH, "checkpoint_unreadable", None, error.to_string());
            return None;
        }
    };
    match open_checkpoint(&bytes, keys) {
        Ok(open) => {
            let signatures = signers::describe(&open.note, &open.verified, keys, report);
            if !open.checkpoint.extensions.is_empty() {
                report.note("the checkpoint has extension lines, which nothing can audit");
            }
            Some((open.checkpoint, signatures))
        }
        Err(error) => {
            let code = match &error {
                CheckpointError::Note(error) => signers::finding_code(error),
                CheckpointError::Malformed(_) | CheckpointError::BadEmptyTree => {
                    "checkpoint_malformed"
                }
            };
            report.find_in(PATH, code, None, error.to_string());
            None
        }
    }
}

/// Computes the tree from the entries and compares every tile on the way.
fn check_tree(files: LogFiles, checkpoint: &Checkpoint, report: &mut Report) {
    let size = checkpoint.size;
    let mut range = CompactRange::new();
    let mut tiling = Tiling::new();
    let width = u64::from(TILE_WIDTH);
    for index in 0..size.div_ceil(width) {
        if report.is_full() {
            report.note(format!(
                "the search ended at entry {} after too many findings",
                index.saturating_mul(width)
            ));
            return;
        }
        let bundle = Tile {
            kind: TileKind::Entries,
            index,
            width: files::needed_width(TileKind::Entries, index, size),
        };
        let entries = files.entries(&bundle, report);
        let leaves = match &entries {
            Some(entries) => entries.iter().map(|entry| leaf_hash(entry)).collect(),
            // Without the entries the tile's own hashes show whether the rest of the tree holds.
            None => match files.leaf_hashes(index) {
                Some(leaves) => leaves,
                None => {
                    files.check_presence_after(index, report);
                    return;
                }
            },
        };
        for leaf in leaves {
            range.push(leaf);
            tiling.push(leaf, |tile, hashes| {
                files.check_hashes(&tile, hashes, report)
            });
        }
    }
    for (tile, hashes) in tiling.partial() {
        files.check_hashes(&tile, hashes, report);
    }
    if range.root() != checkpoint.root {
        let message = format!(
            "the entries lead to the root {}, not {}",
            range.root(),
            checkpoint.root
        );
        report.find("root_mismatch", message);
    }
    files.note_others(report);
}
