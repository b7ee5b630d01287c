//! `instances_one_approval` and `instances_two_parallel`: requests a second from submitted to ended, each act signed,
//! checked and durable, beside engines that run the same diagram.
//!
//! Ours and the references take turns, so that noise meets all; each kind has a workspace of its own. The diagrams are in
//! `tests/bench`. A reference that is not installed has `-` in its place, and what was missing is said.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

use engine::{
    Engine, NewWorkspace, Options, Plain, Session, VaultChoice,
    acts::{
        import::read_files,
        people::NewGrant,
        tasks::{Decision, approval_body, shown},
    },
    credential::Cost,
    random,
    sample::{self, SamplePerson},
};
use kernel::{
    act::{
        approval::Verdict,
        change::{self, Subject},
    },
    digest::Digest,
    id::{ChangeId, PersonId, RequestId, TaskId, WorkflowId},
    role::Role,
    scope::Scope,
};
use tests::loopback::Loopback;
use zeroize::Zeroizing;

use crate::{
    Failed,
    reference::{FOLDER, ROUND, Reference},
    report::{Report, median},
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
        let server = Loopback::start()?;
        let new = NewWorkspace {
            name: "Bench".into(),
            origin: None,
            admin_name: "Ana Reyes".into(),
            password: Zeroizing::new(random::password()?.to_string()),
            demo: true,
        };
        let options = Options {
            cost: Cost::DEMO,
            minimum_cost: Cost::DEMO,
            ..Options::default()
        };
        let (engine, admin) = Engine::create(folder, &new, &VaultChoice::Memory, options)?;
        let sample = sample::fill(
            &engine,
            admin,
            &new.admin_name,
            &new.password,
            server.base(),
        )?;
        let people = Cast(&engine, &sample.people);
        publish(&people, name)?;
        let (workflow, version) = engine.published(name)?;
        let requester = people.sign_in("Gus Pereira")?;
        let approvers = vec![people.sign_in("Eli Novak")?, people.sign_in("Fay Duarte")?];
        for approver in &approvers {
            people.make_approver(approver, name)?;
        }
        Ok(Self {
            requester,
            approvers,
            workflow,
            version,
            values: BTreeMap::from([("amount".to_owned(), Plain::Text("120.50".to_owned()))]),
            engine,
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
        let (stop, ended) = (AtomicBool::new(false), AtomicU64::new(0));
        let (failed, failures) = mpsc::channel();
        let mut rate = 0.0;
        std::thread::scope(|scope| {
            for _ in 0..CALLERS {
                let (stop, ended, failed) = (&stop, &ended, failed.clone());
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        match self.instance() {
                            Ok(()) => ended.fetch_add(1, Ordering::Relaxed),
                            Err(error) => return failed.send(error).unwrap_or_default(),
                        };
                    }
                });
            }
            std::thread::sleep(Duration::from_millis(300)); // all callers are there
            let (first, began) = (ended.load(Ordering::Relaxed), Instant::now());
            std::thread::sleep(ROUND);
            rate = (ended.load(Ordering::Relaxed) - first) as f64 / began.elapsed().as_secs_f64();
            stop.store(true, Ordering::Relaxed);
        });
        match failures.try_recv() {
            Ok(error) => Err(error),
            Err(_) => Ok(rate),
        }
    }
}

/// The people of the sample, by name.
struct Cast<'a>(&'a Engine, &'a [SamplePerson]);

impl Cast<'_> {
    fn sign_in(&self, name: &str) -> Result<Session, Failed> {
        let person = self.1.iter().find(|person| person.name == name);
        let person = person.ok_or_else(|| format!("nobody is called {name}"))?;
        let id = PersonId::parse(&person.id).ok_or("an id that is none")?;
        Ok(self.0.sign_in(&id, &person.password)?)
    }

    fn approve(&self, by: &Session, change: ChangeId) -> Result<(), Failed> {
        let digest = {
            let live = self.0.live();
            let open = live.kernel.state.changes.get(&change);
            open.ok_or("a change that is not there")?.digest
        };
        self.0
            .decide_change(by, None, change, digest, change::Verdict::Approve, None)?;
        Ok(())
    }

    fn make_approver(&self, person: &Session, workflow: &str) -> Result<(), Failed> {
        let scope = Scope::parse(&format!("workflow:{workflow}")).ok_or("a scope that is none")?;
        let grant = NewGrant {
            subject: Subject::Person(person.person()),
            role: Role::Approver,
            scope,
            from: None,
            until: None,
        };
        let admin = self.sign_in("Ana Reyes")?;
        let proposed = self.0.add_grant(&admin, None, grant, None)?;
        self.approve(&self.sign_in("Bo Lindqvist")?, proposed.change)
    }
}

/// Its rules are proposed by the builder and approved by the workflow owner, then the version likewise.
fn publish(people: &Cast<'_>, name: &str) -> Result<(), Failed> {
    let engine = people.0;
    let (builder, owner) = (people.sign_in("Dee Marsh")?, people.sign_in("Cy Okafor")?);
    let files = read_files(&Path::new(FOLDER).join(name))?;
    let mut imported = engine.import(&builder, None, &files, None)?;
    for change in std::mem::take(&mut imported.changes) {
        people.approve(&owner, change)?;
    }
    if imported.version.is_none() {
        imported = engine.import(&builder, None, &files, None)?;
    }
    let (version, _) = imported.version.ok_or("the version waits for pins")?;
    let workflow = WorkflowId::parse(name).ok_or("a name that is none")?;
    let proposed = engine.publish(&builder, None, &workflow, Some(version), None)?;
    if !proposed.in_force {
        people.approve(&owner, proposed.change)?;
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
