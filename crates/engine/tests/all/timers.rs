//! Timers on a real workspace with a clock that the test moves: each fires once, in order, and says how late.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use engine::{
    Engine, NewWorkspace, Options, Plain, Session, VaultChoice,
    acts::people::NewGrant,
    clock::Clock,
    credential::Cost,
    runner::{RunReport, TimerReport},
    vault::{MemoryVault, Vault},
};
use kernel::{
    act::change::{Subject, Verdict},
    digest::Digest,
    id::{RequestId, WorkflowId},
    role::Role,
    scope::Scope,
    time::Timestamp,
};
use zeroize::Zeroizing;

const PASSWORD: &str = "TEST vermilion otter quay 58";
pub(crate) const MINUTE: u64 = 60_000;
pub(crate) const HOUR: u64 = 60 * MINUTE;
pub(crate) const BEGIN: u64 = 1_795_339_800_000;

/// A delay that the requester chooses, then a task that is reminded of three times.
const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<b:process id="later" name="Later" isExecutable="true">
<b:startEvent id="start"><b:extensionElements><z:formDefinition formId="ask"/></b:extensionElements></b:startEvent>
<b:intermediateCatchEvent id="delay" name="Delay"><b:timerEventDefinition id="t1"><b:timeDuration>=delay</b:timeDuration></b:timerEventDefinition></b:intermediateCatchEvent>
<b:userTask id="look" name="Look"><b:extensionElements><z:userTask/><z:formDefinition formId="look"/></b:extensionElements></b:userTask>
<b:boundaryEvent id="remind" name="Remind" attachedToRef="look" cancelActivity="false"><b:timerEventDefinition id="t2"><b:timeCycle>R3/PT10M</b:timeCycle></b:timerEventDefinition></b:boundaryEvent>
<b:endEvent id="end"/><b:endEvent id="reminded"/>
<b:sequenceFlow id="f1" sourceRef="start" targetRef="delay"/>
<b:sequenceFlow id="f2" sourceRef="delay" targetRef="look"/>
<b:sequenceFlow id="f3" sourceRef="look" targetRef="end"/>
<b:sequenceFlow id="f4" sourceRef="remind" targetRef="reminded"/>
</b:process></b:definitions>"#;
const ASK: &str = r#"{"id":"ask","components":[{"type":"textfield","key":"delay","validate":{"required":true}}]}"#;
const LOOK: &str =
    r#"{"id":"look","components":[{"type":"textfield","key":"delay","disabled":true}]}"#;

struct HandClock(AtomicU64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

fn options(clock: &Arc<HandClock>) -> Options {
    Options {
        clock: clock.clone(),
        cost: Cost::DEMO,
        minimum_cost: Cost::DEMO,
    }
}

pub(crate) struct World {
    pub(crate) engine: Engine,
    pub(crate) admin: Session,
    pub(crate) worker: Session,
    clock: Arc<HandClock>,
    version: Digest,
    vault: Arc<dyn Vault>,
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        Self::running(PROCESS)
    }

    /// A world in which this process is in force, published by the worker.
    pub(crate) fn running(process: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock(AtomicU64::new(BEGIN)));
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::new("00000000000000ab").unwrap());
        let options = options(&clock);
        let new = NewWorkspace {
            name: "Test".into(),
            origin: None,
            admin_name: "Ana".into(),
            password: Zeroizing::new(PASSWORD.into()),
            demo: true,
        };
        let path = folder.path().join("workspace");
        let (engine, admin) =
            Engine::create(&path, &new, &VaultChoice::Given(vault.clone()), options).unwrap();
        let person = |name: &str, roles: &[Role]| {
            let (id, _) = engine
                .add_person(&admin, None, name, None, PASSWORD, None)
                .unwrap();
            for role in roles {
                let grant = NewGrant {
                    subject: Subject::Person(id),
                    role: *role,
                    scope: Scope::parse("workspace").unwrap(),
                    from: None,
                    until: None,
                };
                engine.add_grant(&admin, None, grant, None).unwrap();
            }
            engine.sign_in(&id, PASSWORD).unwrap()
        };
        let worker = person("Bo", &[Role::Builder, Role::Requester]);
        let owner = person("Cy", &[Role::WorkflowOwner]);
        let files = [
            ("process.bpmn", process),
            ("forms/ask.form", ASK),
            ("forms/look.form", LOOK),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into();
        let made = engine.import(&worker, None, &files, None).unwrap();
        let (version, _) = made.version.unwrap();
        let workflow = WorkflowId::parse("later").unwrap();
        let proposed = engine
            .publish(&worker, None, &workflow, Some(version), None)
            .unwrap();
        let digest = engine.live().kernel.state.changes[&proposed.change].digest;
        engine
            .decide_change(
                &owner,
                None,
                proposed.change,
                digest,
                Verdict::Approve,
                None,
            )
            .unwrap();
        Self {
            engine,
            admin,
            worker,
            clock,
            version,
            vault,
            folder,
        }
    }

    /// The program ends and begins again.
    pub(crate) fn reopened(self) -> Self {
        let path = self.folder.path().join("workspace");
        drop(self.engine);
        let engine = Engine::open(&path, self.vault.clone(), options(&self.clock)).unwrap();
        Self { engine, ..self }
    }

    pub(crate) fn start(&self, delay: &str) -> RequestId {
        let values: BTreeMap<String, Plain> =
            [("delay".to_owned(), Plain::Text(delay.into()))].into();
        let workflow = WorkflowId::parse("later").unwrap();
        self.engine
            .start_request(&self.worker, None, &workflow, self.version, &values)
            .unwrap()
            .0
    }

    pub(crate) fn pass(&self, millis: u64) {
        self.clock.0.fetch_add(millis, Ordering::SeqCst);
    }

    pub(crate) fn run(&self) -> RunReport {
        self.engine.run_due(&AtomicBool::new(false)).unwrap()
    }
}

/// Request, step, minutes after the begin at which it was due, and minutes late.
fn told(reports: &[TimerReport]) -> Vec<(RequestId, String, u64, u64)> {
    let row = |report: &TimerReport| {
        assert_eq!(report.refused, None);
        let due = (report.due.0 - BEGIN) / MINUTE;
        (report.request, report.step.clone(), due, report.late_s / 60)
    };
    reports.iter().map(row).collect()
}

#[test]
fn after_a_sleep_each_fires_once_in_the_order_in_which_it_became_due() {
    let world = World::new();
    let (slow, fast) = (world.start("PT3H"), world.start("PT1H"));
    let quick = world.start("PT1H");
    assert!(world.run().timers.is_empty(), "nothing is due");
    world.pass(59 * MINUTE);
    assert!(world.run().timers.is_empty(), "nothing early");
    world.pass(3 * HOUR + 13 * MINUTE);
    let name = |step: &str| step.to_owned();
    let report = world.run();
    let want = [
        (fast, name("Delay"), 60, 192),
        (quick, name("Delay"), 60, 192),
        (slow, name("Delay"), 180, 72),
    ];
    assert_eq!(told(&report.timers), want);
    assert!(report.has_moved());
    assert!(world.run().timers.is_empty(), "once");
    let late = |index| world.engine.read(|reader| reader.fired_due(index)).unwrap();
    let head = world.engine.live().head.size;
    let due: Vec<u64> = (0..head)
        .filter_map(late)
        .map(|due| due.0 - BEGIN)
        .collect();
    assert_eq!(
        due,
        [HOUR, HOUR, 3 * HOUR],
        "the record says when each was due"
    );
}

#[test]
fn what_repeats_keeps_its_place_among_the_others() {
    let world = World::new();
    let first = world.start("PT1M");
    world.pass(MINUTE);
    assert_eq!(world.run().timers.len(), 1);
    // The task is there at minute 1: it is reminded of at 11, 21 and 31.
    let other = world.start("PT14M");
    world.pass(5 * HOUR);
    let steps: Vec<_> = told(&world.run().timers)
        .into_iter()
        .map(|(request, step, due, _)| (request, step, due))
        .collect();
    let name = |step: &str| step.to_owned();
    let want = [
        (first, name("Remind"), 11),
        (other, name("Delay"), 15),
        (first, name("Remind"), 21),
        (first, name("Remind"), 31),
    ];
    assert_eq!(steps, want);
}

#[test]
fn a_clock_that_goes_back_fires_nothing_early_and_nothing_twice() {
    let world = World::new();
    let (early, later) = (world.start("PT10M"), world.start("PT12M"));
    world.pass(11 * MINUTE);
    assert_eq!(told(&world.run().timers)[0].0, early);
    world.clock.0.fetch_sub(4 * MINUTE, Ordering::SeqCst);
    assert!(world.run().timers.is_empty(), "back by four minutes");
    world.pass(4 * MINUTE);
    assert!(world.run().timers.is_empty(), "where it was before");
    world.pass(MINUTE);
    let fired = told(&world.run().timers);
    assert_eq!((fired.len(), fired[0].0, fired[0].3), (1, later, 0));
}

#[test]
fn two_runners_at_once_fire_each_timer_once() {
    let world = World::new();
    for _ in 0..40 {
        world.start("PT1M");
    }
    world.pass(HOUR);
    let reports: Vec<TimerReport> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| world.engine.run_due(&AtomicBool::new(false))))
            .collect();
        runs.into_iter()
            .flat_map(|run| run.join().unwrap().unwrap().timers)
            .collect()
    });
    let fired = reports
        .iter()
        .filter(|report| report.refused.is_none() && report.step == "Delay");
    assert_eq!(fired.count(), 40);
    let refused = reports.iter().filter_map(|report| report.refused);
    assert!(refused.into_iter().all(|code| code == "timer_not_set"));
    let live = world.engine.live();
    assert!(
        live.kernel
            .state
            .requests
            .values()
            .all(|request| request.tasks.len() == 1)
    );
}
