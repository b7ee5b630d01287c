//! Verification of a whole export: files, tree, signatures, and every act decided again.
//!
//! INVARIANT: no byte of an export can change unseen. Every file is under the manifest, the manifest is signed by a key
//! that the log enrolled, the log is under the checkpoint, and every signature line anywhere is of a known key in its one
//! spelling.
//!
//! INVARIANT: nothing in the export makes it trusted. Trust is what the auditor gave ([`Given`]).

mod anchors;
mod answer;
pub mod codes;
mod findings;
mod folder;
pub mod layout;
mod manifest;
mod record;
mod sealed;
mod tree;
mod trust;
mod vouching;

use std::{num::NonZeroUsize, ops::ControlFlow, path::Path, thread::available_parallelism};

use kernel::{
    act::{Body, Entry},
    digest::Digest,
};
use ledger::{
    checkpoint::Checkpoint,
    note::VerifierKey,
    policy::{Policy, PolicyError},
};
use serde::Serialize;

pub use anchors::{Anchor, Cosigned};
pub use answer::{Statement, Verdict, unreadable};
pub use findings::Findings;
pub use record::Checks;
pub use trust::{Given, Trust};
pub use vouching::Vouched;

use crate::replay::{Ended, Replayed, Source as _, Start, replay};
use folder::Folder;
use record::Record;
use tree::{Entries, Leaves};
use trust::{Keys, Opened};

/// Why there is nothing to judge.
#[derive(Debug, thiserror::Error)]
pub enum Unjudged {
    /// Not a folder.
    #[error("{0}")]
    NotAFolder(String),
    /// Neither checkpoint nor manifest.
    #[error("there is no export: neither `checkpoint` nor `manifest` is there")]
    NoExport,
    /// The policy that was given cannot be used.
    #[error("the policy cannot be used: {0}")]
    Policy(#[from] PolicyError),
    /// The watcher ended it.
    #[error("cancelled")]
    Cancelled,
}

/// Which log it is and how far it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogHead {
    /// Its name.
    pub origin: String,
    /// Entries the checkpoint names.
    pub size: u64,
    /// The root it names, in base64.
    pub root: String,
    /// SHA-256 of the first entry.
    pub fingerprint: Option<Digest>,
}

/// What was found.
#[derive(Debug)]
pub struct Verification {
    /// What trust rests on.
    pub trust: Trust,
    /// The log; `None` if the checkpoint cannot be read.
    pub log: Option<LogHead>,
    /// The key that the record says is its log's.
    pub log_key: Option<String>,
    /// The name the workspace gives itself.
    pub workspace: Option<String>,
    /// What was counted.
    pub checks: Checks,
    /// What is not as it must be.
    pub findings: Findings,
    /// What ties the record to something outside.
    pub anchors: Vec<Anchor>,
    /// What is worth knowing and no finding.
    pub statements: Vec<Statement>,
    /// Who vouched for whom.
    pub vouching: Vec<Vouched>,
}

/// Verifies the export in `dir`; `watch` hears of progress and may break to cancel.
///
/// # Errors
/// [`Unjudged`] when there is nothing to judge. Everything else is a finding.
pub fn verify_export(
    dir: &Path,
    given: &Given,
    watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Verification, Unjudged> {
    match dir.metadata() {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(Unjudged::NotAFolder("not a folder".to_owned())),
        Err(error) => return Err(Unjudged::NotAFolder(error.to_string())),
    }
    let is_there = |name: &str| dir.join(name).symlink_metadata().is_ok();
    if !is_there(layout::CHECKPOINT) && !is_there(layout::MANIFEST) {
        return Err(Unjudged::NoExport);
    }
    let folder = Folder::open(dir);
    let policy = given.read_policy(&mut folder.findings())?;
    let mut verification = Verification {
        trust: given.trust(),
        log: None,
        log_key: None,
        workspace: None,
        checks: Checks::default(),
        findings: Findings::default(),
        anchors: Vec::new(),
        statements: Vec::new(),
        vouching: Vec::new(),
    };
    let case = Case {
        folder: &folder,
        given,
        policy: policy.as_ref(),
    };
    case.judge(&mut verification, watch)?;
    verification.findings = folder.into_findings();
    Ok(verification)
}

/// The export and what was given to judge it by.
struct Case<'a> {
    folder: &'a Folder,
    given: &'a Given,
    policy: Option<&'a Policy>,
}

impl Case<'_> {
    fn judge(
        &self,
        verification: &mut Verification,
        watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<(), Unjudged> {
        let Some((bytes, stated)) = self.stated_checkpoint() else {
            self.finish_files(verification, None, false);
            return Ok(());
        };
        let first = self.first_entry(stated.size);
        let log_key = first.as_ref().and_then(claimed_log_key);
        verification.log = Some(LogHead {
            origin: stated.origin.clone(),
            size: stated.size,
            root: stated.root.to_string(),
            fingerprint: first.as_ref().map(|entry| entry.digest),
        });
        verification.log_key = log_key.as_ref().map(VerifierKey::to_string);
        if stated.size == 0 {
            self.folder
                .findings()
                .general(codes::LOG_EMPTY, "the record has no entries");
        }
        self.compare_given(first.as_ref(), log_key.as_ref(), &stated.origin);
        let keys = Keys::new(log_key.clone(), self.policy, &stated.origin);
        // An unverified checkpoint names a size that nothing bounds, so nothing is read by it.
        let opened = match keys.open(&bytes) {
            Ok(opened) => opened,
            Err((code, message)) => {
                self.folder
                    .findings()
                    .in_file(layout::CHECKPOINT, code, message);
                self.finish_files(verification, Some(stated.size), false);
                return Ok(());
            }
        };
        self.check_signers(&opened, &keys, log_key.as_ref());
        self.replay(verification, &opened, &keys, log_key.as_ref(), watch)
    }

    fn stated_checkpoint(&self) -> Option<(Vec<u8>, Checkpoint)> {
        let bytes = self
            .folder
            .read(layout::CHECKPOINT, codes::CHECKPOINT_MISSING)?;
        match trust::parse(&bytes) {
            Ok((_, checkpoint)) => Some((bytes, checkpoint)),
            Err((code, message)) => {
                self.folder
                    .findings()
                    .in_file(layout::CHECKPOINT, code, message);
                None
            }
        }
    }

    fn first_entry(&self, size: u64) -> Option<Entry> {
        if size == 0 {
            return None;
        }
        let batch = Entries {
            folder: self.folder,
            size,
        }
        .read(0, 1)
        .ok()?;
        batch
            .iter()
            .next()
            .and_then(|bytes| Entry::parse(bytes).ok())
    }

    /// Policy and fingerprint against the first entry.
    fn compare_given(&self, first: Option<&Entry>, log_key: Option<&VerifierKey>, origin: &str) {
        let mut findings = self.folder.findings();
        if let Some(key) = log_key.filter(|key| key.name() != origin) {
            let message = format!(
                "the checkpoint is of log `{origin}`, the first entry of log `{}`",
                key.name()
            );
            findings.general(codes::ORIGIN_MISMATCH, message);
        }
        if let Some(policy) = self.policy {
            let mut logs = policy
                .logs()
                .iter()
                .filter(|log| log.vkey.name() == origin)
                .peekable();
            if logs.peek().is_none() {
                findings.general(
                    codes::ORIGIN_MISMATCH,
                    format!("the policy names no log `{origin}`"),
                );
            } else if let Some(key) = log_key.filter(|key| !logs.any(|log| log.vkey == **key)) {
                findings.general(
                    codes::LOG_KEY_MISMATCH,
                    format!("the policy does not name the log key `{key}`"),
                );
            }
        }
        if let Some(wanted) = self.given.fingerprint
            && first.map(|entry| entry.digest) != Some(wanted)
        {
            findings.general(
                codes::FINGERPRINT_MISMATCH,
                format!("the first entry is not `{wanted}`"),
            );
        }
    }

    /// The signature lines of the export's checkpoint.
    fn check_signers(&self, opened: &Opened, keys: &Keys, log_key: Option<&VerifierKey>) {
        let mut findings = self.folder.findings();
        if log_key.is_some_and(|key| !keys.signed_by(opened, key)) {
            let message = "the log key of the first entry did not sign the checkpoint";
            findings.in_file(layout::CHECKPOINT, codes::LOG_KEY_MISMATCH, message);
        }
        for line in opened
            .verified
            .unknown
            .iter()
            .filter_map(|at| opened.note.signatures.get(*at))
        {
            let message = format!("`{}` signed with a key that is not known", line.name);
            findings.in_file(layout::CHECKPOINT, codes::UNKNOWN_SIGNATURE, message);
        }
        if let Some(policy) = self.policy
            && !policy.quorum_met(&keys.witnesses(opened, policy))
        {
            let message = "the cosignatures do not meet the policy's quorum";
            findings.in_file(layout::CHECKPOINT, codes::QUORUM_NOT_MET, message);
        }
    }

    fn replay(
        &self,
        verification: &mut Verification,
        opened: &Opened,
        keys: &Keys,
        log_key: Option<&VerifierKey>,
        watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<(), Unjudged> {
        let head = &opened.checkpoint;
        let entries = Entries {
            folder: self.folder,
            size: head.size,
        };
        let mut record = Record::new(self.folder, Leaves::read(self.folder, head), watch);
        let threads = self
            .given
            .threads
            .or_else(|| available_parallelism().ok())
            .unwrap_or(NonZeroUsize::MIN);
        let replayed = replay(
            &entries,
            Start::fresh(self.given.mode),
            threads,
            &mut record,
        );
        let complete = self.check_end(&replayed, &record.leaves, &entries, head)?;
        verification.checks = record.checks;
        let (disclosed, commitments) =
            sealed::check(self.folder, &mut record.commitments, complete);
        verification.checks.disclosed = disclosed;
        verification.checks.commitments = commitments;
        verification.checks.withheld = commitments.saturating_sub(disclosed);
        let state = &replayed.kernel.state;
        if complete {
            self.check_derived(state, log_key);
            self.folder
                .manifest()
                .check_signature(state, &mut self.folder.findings());
        }
        verification.workspace = state.genesis.as_ref().map(|genesis| genesis.name.clone());
        verification.vouching = vouching::of(state);
        verification.anchors = anchors::check(self.folder, self.given, keys, opened, &replayed);
        verification.checks.cosignatures = anchors::cosignatures(&verification.anchors);
        self.finish_files(verification, Some(head.size), true);
        answer::state(verification, &record.blobs, self.folder);
        Ok(())
    }

    /// Whether every entry was decided on the tree that was signed.
    fn check_end(
        &self,
        replayed: &Replayed<'_>,
        leaves: &Leaves,
        entries: &Entries<'_>,
        head: &Checkpoint,
    ) -> Result<bool, Unjudged> {
        let from = match &replayed.ended {
            Ended::Cancelled => return Err(Unjudged::Cancelled),
            Ended::Complete => {
                leaves.finish(self.folder);
                let (found, wanted) = (replayed.range.root(), head.root);
                if found != wanted {
                    let message = format!("the entries lead to the root {found}, not {wanted}");
                    self.folder
                        .findings()
                        .general(codes::ROOT_MISMATCH, message);
                }
                return Ok(found == wanted);
            }
            Ended::Stopped(index) => *index,
            Ended::Unreadable(error) => error.index,
        };
        match leaves {
            Leaves::Signed(_) => leaves.compare_from(self.folder, entries, from),
            Leaves::Computed(_) => {
                let message = format!(
                    "from entry {from} on entries cannot be read, so the root is not known"
                );
                self.folder.findings().general(codes::ROOT_UNKNOWN, message);
            }
        }
        Ok(false)
    }

    /// Files that follow from the log.
    fn check_derived(&self, state: &kernel::state::State, log_key: Option<&VerifierKey>) {
        if let Some(found) = self.folder.read(layout::KEYS, codes::FILE_MISSING) {
            let found = found.strip_suffix(b"\n").unwrap_or(&found);
            if let Some((code, message)) = layout::judge_keys(state, found) {
                self.folder.findings().in_file(layout::KEYS, code, message);
            }
        }
        let wanted = log_key.map(|key| layout::policy_file(&key.to_string()));
        if let Some(found) = self.folder.read(layout::POLICY, codes::FILE_MISSING)
            && Some(found.as_slice()) != wanted.as_ref().map(String::as_bytes)
        {
            let message = "the file is not exactly the log's key and `quorum none`";
            self.folder
                .findings()
                .in_file(layout::POLICY, codes::POLICY_FILE_MISMATCH, message);
        }
    }

    /// Every file that nothing has read, blobs by their names, and what is listed or lies there.
    fn finish_files(&self, verification: &mut Verification, size: Option<u64>, replayed: bool) {
        let blobs: Vec<&String> = self
            .folder
            .manifest()
            .files
            .keys()
            .filter(|path| path.starts_with(layout::BLOBS))
            .collect();
        for path in &blobs {
            let named = path.strip_prefix(layout::BLOBS).and_then(Digest::parse);
            let Some(named) = named else { continue };
            if let Some(bytes) = self.folder.read(path, codes::FILE_MISSING)
                && Digest::of(&bytes) != named
            {
                let message = "the bytes do not have the digest the file is named by";
                self.folder
                    .findings()
                    .in_file(path, codes::BLOB_MISMATCH, message);
            }
        }
        verification.checks.blobs = u64::try_from(blobs.len()).unwrap_or(u64::MAX);
        if !replayed {
            sealed::check(self.folder, &mut Vec::new(), false);
        }
        self.folder.compare_rest();
        if self.folder.manifest().note.is_some()
            && !self.folder.manifest().files.contains_key(layout::README)
        {
            self.folder.read(layout::README, codes::FILE_MISSING);
        }
        verification.checks.files = self.folder.check_listing(size);
    }
}

fn claimed_log_key(entry: &Entry) -> Option<VerifierKey> {
    match &entry.act.body {
        Body::WorkspaceCreate(create) => VerifierKey::parse(&create.log_key).ok(),
        _ => None,
    }
}
