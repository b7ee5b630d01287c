//! What the verifier keeps of a replay: counts, void acts, commitments, who used which workstation.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use kernel::{
    act::{Act, Body, approval, change::Proposal},
    commitment::Commitment,
    digest::Digest,
    id::{ChangeId, WorkstationId},
    state::{Event, TaskKind},
};
use ledger::Hash;
use serde::Serialize;

use super::{folder::Folder, tree::Leaves};
use crate::replay::{Decided, Observer};

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are the words of the report")]
pub struct Checks {
    pub files: u64,
    pub blobs: u64,
    pub entries: u64,
    pub signatures: u64,
    pub acts: u64,
    pub void: u64,
    pub commitments: u64,
    pub disclosed: u64,
    pub withheld: u64,
    pub approvals: u64,
    pub approvals_on_one_workstation: u64,
    pub changes: u64,
    pub changes_on_one_word: u64,
    pub changes_on_one_workstation: u64,
    pub ticks: u64,
    pub connector_answers: u64,
    pub cosignatures: u64,
}

/// The observer of an export's replay.
pub(super) struct Record<'f, 'w> {
    pub folder: &'f Folder,
    pub leaves: Leaves,
    pub checks: Checks,
    pub commitments: Vec<[u8; 32]>,
    pub blobs: BTreeSet<Digest>,
    /// Where open changes were proposed.
    proposed: BTreeMap<ChangeId, WorkstationId>,
    watch: &'w mut dyn FnMut(u64, u64) -> ControlFlow<()>,
}

impl<'f, 'w> Record<'f, 'w> {
    pub fn new(
        folder: &'f Folder,
        leaves: Leaves,
        watch: &'w mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Self {
        Self {
            folder,
            leaves,
            checks: Checks::default(),
            commitments: Vec::new(),
            blobs: BTreeSet::new(),
            proposed: BTreeMap::new(),
            watch,
        }
    }

    fn count_act(&mut self, act: &Act) {
        let checks = &mut self.checks;
        match &act.body {
            Body::ClockTick(_) => checks.ticks += 1,
            Body::JobCompleted(_) | Body::JobFailed(_) | Body::JobUnknown(_) => {
                checks.connector_answers += 1
            }
            Body::VersionCreate(version) => self.blobs.extend(version.blobs().copied()),
            Body::ChangePropose(propose) => {
                if let Proposal::RuleSet { file, .. } | Proposal::ConnectorSet { file, .. } =
                    &propose.change
                {
                    self.blobs.insert(*file);
                }
            }
            _ => {}
        }
    }

    fn count_events(&mut self, decided: &Decided<'_>, act: &Act, events: &[Event]) {
        for event in events {
            match event {
                Event::ChangeOpened(change) => {
                    self.proposed.insert(*change, act.via);
                }
                Event::ChangeInForce {
                    on_one_word: true, ..
                } => self.checks.changes_on_one_word += 1,
                Event::ChangeInForce {
                    change,
                    on_one_word: false,
                } => {
                    self.checks.changes += 1;
                    if self.proposed.remove(change) == Some(act.via) {
                        self.checks.changes_on_one_workstation += 1;
                    }
                }
                Event::ChangeClosed(change) => {
                    self.proposed.remove(change);
                }
                Event::TaskClosed(..) => self.count_approval(decided, act),
                _ => {}
            }
        }
    }

    /// A decision by which an approval was reached: did request and decisions come from one workstation?
    fn count_approval(&mut self, decided: &Decided<'_>, act: &Act) {
        let Body::ApprovalDecide(body) = &act.body else {
            return;
        };
        if body.verdict != approval::Verdict::Approve {
            return;
        }
        let Some(instance) = decided.before.state.request(&body.request) else {
            return;
        };
        let Some(TaskKind::Approval(given)) = instance.tasks.get(&body.task).map(|task| &task.kind)
        else {
            return;
        };
        self.checks.approvals += 1;
        if instance.via == act.via && given.iter().all(|given| given.via == act.via) {
            self.checks.approvals_on_one_workstation += 1;
        }
    }
}

impl Observer for Record<'_, '_> {
    fn leaf(&mut self, index: u64, leaf: &Hash) -> ControlFlow<()> {
        self.leaves.take(self.folder, index, leaf)
    }

    fn decided(&mut self, decided: &Decided<'_>) {
        self.checks.entries += 1;
        if let Some(entry) = decided.entry {
            commitments(&entry.act.body, |commitment| {
                self.commitments.push(commitment.0.0)
            });
        }
        match (decided.verdict, decided.entry) {
            (Ok(outcome), Some(entry)) => {
                self.checks.acts += 1;
                self.checks.signatures += u64::try_from(entry.note.signatures.len()).unwrap_or(0);
                self.count_act(&entry.act);
                self.count_events(decided, &entry.act, &outcome.events);
            }
            (Err(refusal), _) => {
                self.checks.void += 1;
                self.folder
                    .findings()
                    .at(decided.index, refusal.code(), refusal.to_string());
            }
            (Ok(_), None) => {}
        }
    }

    fn progress(&mut self, done: u64, total: u64) -> ControlFlow<()> {
        (self.watch)(done, total)
    }
}

/// The commitments an act makes; those it only repeats, as `covers` and `values` do, are not its own.
fn commitments(body: &Body, mut each: impl FnMut(&Commitment)) {
    match body {
        Body::ApprovalDecide(body) => body.reason.iter().for_each(each),
        Body::ChangeDecide(body) => body.reason.iter().for_each(each),
        Body::ChangePropose(body) => {
            body.reason.iter().for_each(&mut each);
            if let Proposal::PersonAdd { name, .. } = &body.change {
                each(name);
            }
        }
        Body::IncidentResolve(body) => {
            each(&body.reason);
            body.outputs.sealed.values().for_each(each);
        }
        Body::JobCompleted(body) => body.outputs.sealed.values().for_each(each),
        Body::JobFailed(body) => each(&body.error),
        Body::JobStarted(body) => each(&body.content),
        Body::RequestCancel(body) => body.reason.iter().for_each(each),
        Body::RequestModify(body) => {
            each(&body.reason);
            body.fields.sealed.values().for_each(each);
        }
        Body::RequestRevise(body) => body.fields.sealed.values().for_each(each),
        Body::RequestStart(body) => body.fields.sealed.values().for_each(each),
        Body::TaskComplete(body) => body.fields.sealed.values().for_each(each),
        Body::WorkspaceCreate(body) => each(&body.admin_name),
        Body::ChangeWithdraw(_)
        | Body::ClockTick(_)
        | Body::DataExport(_)
        | Body::DataReveal(_)
        | Body::JobUnknown(_)
        | Body::MessagePublish(_)
        | Body::SessionRefused(_)
        | Body::TimerFire(_)
        | Body::TimerStart(_)
        | Body::VersionCreate(_) => {}
    }
}
