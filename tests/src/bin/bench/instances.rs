//! `instances_one_approval` and `instances_two_parallel`: requests a second from submitted to ended, each act signed,
//! checked and durable, beside engines that run the same diagram.
//!
//! Ours and the references take turns, so that noise meets all; each kind has a workspace of its own. The diagrams are in
//! `tests/bench`. A reference that is not installed has `-` in its place, and what was missing is said.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use engine::{
    Engine, Plain, Session,
    acts::{
        import::read_files,
        people::NewGrant,
        tasks::{Decision, approval_body, shown},
    },
};
use kernel::{
    act::{
        approval::Verdict,
        change::{self, Subject},
    },
    digest::Digest,
    id::{ChangeId, RequestId, TaskId, WorkflowId},
    role::Role,
    scope::Scope,
};

use crate::{
    Failed, load,
    reference::{FOLDER, ROUND, Reference},
    report::{Report, median},
    workspace::SampleWorkspace,
};

/// Who asks at the same time; a commit carries the acts of all who wait.
const CALLERS: usize = 64;
const ROUNDS: usize = 3;

/// A workspace in which one workflow is published.
pub struct Bench {
    engine: Engine,
    requester: Session,
    approvers: Vec<Session>,
    workflow: WorkflowId,
    version: Digest,
    values: BTreeMap<String, Plain>,
}

impl Bench {
    /// A new workspace in `folder` with the people of the sample and the workflow `name`.
    pub fn new(folder: &Path, name: &str) -> Result<Self, Failed> {
        Self::of(SampleWorkspace::new(folder)?, name)
    }

    /// The workflow `name` in a workspace of the sample.
    pub fn of(sample: SampleWorkspace, name: &str) -> Result<Self, Failed> {
        publish(&sample, name)?;
        let (workflow, version) = sample.engine.published(name)?;
        let requester = sample.sign_in("Gus Pereira")?;
        let approvers = vec![sample.sign_in("Eli Novak")?, sample.sign_in("Fay Duarte")?];
        for approver in &approvers {
            make_approver(&sample, approver, name)?;
        }
        Ok(Self {
            requester,
            approvers,
            workflow,
            version,
            values: BTreeMap::from([("amount".to_owned(), Plain::Text("120.50".to_owned()))]),
            engine: sample.engine,
        })
    }

    /// A request that waits for its approvals.
    pub fn start(&self) -> Result<RequestId, Failed> {
        let (request, _) = self.engine.start_request(
            &self.requester,
            None,
            &self.workflow,
            self.version,
            &self.values,
        )?;
        Ok(request)
    }

    /// So many requests, from callers that ask at the same time.
    pub fn start_many(&self, requests: usize) -> Result<(), Failed> {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let work = || {
                while next.fetch_add(1, Ordering::Relaxed) < requests {
                    self.start()?;
                }
                Ok(())
            };
            let callers: Vec<_> = (0..CALLERS).map(|_| scope.spawn(work)).collect();
            callers
                .into_iter()
                .try_for_each(|caller| caller.join().map_err(|_| "a caller panicked")?)
        })
    }

    /// The workspace.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The kernel's state as it stands.
    pub fn state(&self) -> Vec<u8> {
        self.engine.live().kernel.state.to_bytes()
    }

    /// From submitted to ended: every approval is given by an approver of its own.
    fn instance(&self) -> Result<(), Failed> {
        let request = self.start()?;
        let mut approvers = self.approvers.iter();
        while let Some((task, round)) = self.open_task(request) {
            let approver = approvers.next().ok_or("more approvals than approvers")?;
            self.approve(approver, request, task, round)?;
        }
        Ok(())
    }

    /// The first task of the request that waits; none when it has ended.
    fn open_task(&self, request: RequestId) -> Option<(TaskId, u32)> {
        let live = self.engine.live();
        let instance = live.kernel.state.requests.get(&request)?;
        let (id, task) = instance.tasks.iter().next()?;
        Some((*id, task.round))
    }

    fn approve(
        &self,
        approver: &Session,
        request: RequestId,
        task: TaskId,
        round: u32,
    ) -> Result<(), Failed> {
        let live = self.engine.live();
        let body = approval_body(&live, request, task, Verdict::Approve)?;
        let decision = Decision {
            request,
            task,
            round,
            shown: shown(&body.covers),
            verdict: Verdict::Approve,
            reason: None,
        };
        self.engine.decide_approval(approver, None, &decision)?;
        Ok(())
    }

    /// Instances a second that end while all callers ask.
    fn rate(&self) -> Result<f64, Failed> {
        load::rate(CALLERS, Duration::from_millis(300), ROUND, || {
            self.instance().map(|()| 1)
        })
    }
}

fn approve(sample: &SampleWorkspace, by: &Session, change: ChangeId) -> Result<(), Failed> {
    let engine = &sample.engine;
    let digest = {
        let live = engine.live();
        let open = live.kernel.state.changes.get(&change);
        open.ok_or("a change that is not there")?.digest
    };
    engine.decide_change(by, None, change, digest, change::Verdict::Approve, None)?;
    Ok(())
}

fn make_approver(sample: &SampleWorkspace, person: &Session, workflow: &str) -> Result<(), Failed> {
    let scope = Scope::parse(&format!("workflow:{workflow}")).ok_or("a scope that is none")?;
    let grant = NewGrant {
        subject: Subject::Person(person.person()),
        role: Role::Approver,
        scope,
        from: None,
        until: None,
    };
    let admin = sample.sign_in("Ana Reyes")?;
    let proposed = sample.engine.add_grant(&admin, None, grant, None)?;
    approve(sample, &sample.sign_in("Bo Lindqvist")?, proposed.change)
}

/// Its rules are proposed by the builder and approved by the workflow owner, then the version likewise.
fn publish(sample: &SampleWorkspace, name: &str) -> Result<(), Failed> {
    let engine = &sample.engine;
    let (builder, owner) = (sample.sign_in("Dee Marsh")?, sample.sign_in("Cy Okafor")?);
    let files = read_files(&Path::new(FOLDER).join(name))?;
    let mut imported = engine.import(&builder, None, &files, None)?;
    for change in std::mem::take(&mut imported.changes) {
        approve(sample, &owner, change)?;
    }
    if imported.version.is_none() {
        imported = engine.import(&builder, None, &files, None)?;
    }
    let (version, _) = imported.version.ok_or("the version waits for pins")?;
    let workflow = WorkflowId::parse(name).ok_or("a name that is none")?;
    let proposed = engine.publish(&builder, None, &workflow, Some(version), None)?;
    if !proposed.in_force {
        approve(sample, &owner, proposed.change)?;
    }
    Ok(())
}

/// Measures both diagrams.
pub fn measure(scratch: &Path, report: &mut Report) -> Result<(), Failed> {
    for (name, line) in [
        ("one-approval", "instances_one_approval"),
        ("two-parallel", "instances_two_parallel"),
    ] {
        let bench = Bench::new(&scratch.join(name), name)?;
        let references = Reference::all(name, scratch)?;
        let mut ours = Vec::new();
        let mut theirs: Vec<Vec<f64>> = vec![Vec::new(); references.len()];
        for _ in 0..ROUNDS {
            ours.push(bench.rate()?);
            for (reference, rates) in references.iter().zip(&mut theirs) {
                rates.extend(reference.rate()?);
            }
        }
        let ours = median(ours);
        for (reference, rates) in references.iter().zip(theirs) {
            let rate = (!rates.is_empty()).then(|| median(rates));
            let named = rate.map_or("-", |_| reference.name);
            report.line(line, ours, "/s", named, rate)?;
        }
    }
    Ok(())
}
