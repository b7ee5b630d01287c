//! The runner on a real workspace and a real server: every way a call can end gives the right act.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a failing test may panic"
)]

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};

use engine::{
    Engine, EngineError, NewWorkspace, Options, Plain, Session, VaultChoice,
    acts::{Proposed, people::NewGrant, requests::Resolution},
    clock::Clock,
    credential::Cost,
    rebuild::Repair,
    runner::{Ran, RunReport, background::Runner},
    vault::{MemoryVault, Vault},
};
use kernel::{
    act::{
        Body,
        change::{Subject, Verdict},
        incident::Way,
    },
    digest::Digest,
    field::{FieldValue, Open},
    id::{RequestId, WorkflowId},
    role::Role,
    scope::Scope,
    state::{IncidentCode, JobState},
    time::Timestamp,
};
use zeroize::Zeroizing;

use crate::loopback::{Loopback, Received, Reply};

const TOKEN: &str = "TEST-token-of-the-connector";
const IBAN: &str = "DE89 3704 0044 0532 0130 00";
const PASSWORD: &str = "TEST vermilion otter quay 58";
const MINUTE: u64 = 60_000;

const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<b:process id="pay" name="Pay" isExecutable="true">
<b:startEvent id="start"><b:extensionElements><z:formDefinition formId="ask"/></b:extensionElements></b:startEvent>
<b:serviceTask id="call"><b:extensionElements><z:taskDefinition type="countersign.connector"/>
<z:taskHeaders><z:header key="connector" value="erp"/><z:header key="method" value="POST"/><z:header key="path" value="/pay"/></z:taskHeaders>
<z:ioMapping><z:input source="=name" target="vendor.name"/><z:input source="=iban" target="vendor.iban"/><z:input source="=amount" target="amount"/></z:ioMapping>
</b:extensionElements></b:serviceTask>
<b:userTask id="look"><b:extensionElements><z:userTask/><z:formDefinition formId="look"/></b:extensionElements></b:userTask>
<b:endEvent id="end"/>
<b:sequenceFlow id="f1" sourceRef="start" targetRef="call"/>
<b:sequenceFlow id="f2" sourceRef="call" targetRef="look"/>
<b:sequenceFlow id="f3" sourceRef="look" targetRef="end"/>
</b:process></b:definitions>"#;
const ASK: &str = r#"{"id":"ask","components":[{"type":"textfield","key":"name","validate":{"required":true}},{"type":"number","key":"amount"},
{"type":"textfield","key":"iban","properties":{"countersign.data":"sealed","countersign.retention":"P10Y"}}]}"#;
const LOOK: &str =
    r#"{"id":"look","components":[{"type":"textfield","key":"name","disabled":true}]}"#;

/// A clock that a test moves.
struct HandClock(AtomicU64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

struct World {
    engine: Arc<Engine>,
    worker: Session,
    owner: Session,
    clock: Arc<HandClock>,
    vault: Arc<MemoryVault>,
    version: Digest,
    _folder: tempfile::TempDir,
}

fn approve(engine: &Engine, by: &Session, proposed: Proposed) {
    let live = engine.live();
    let digest = live.kernel.state.changes[&proposed.change].digest;
    engine
        .decide_change(by, None, proposed.change, digest, Verdict::Approve, None)
        .unwrap();
}

impl World {
    /// A workspace with one workflow: a form, one call of the server, a task.
    fn new(base: &str, idempotent: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(HandClock(AtomicU64::new(1_795_339_800_000)));
        let vault = Arc::new(MemoryVault::new("00000000000000aa").unwrap());
        let options = Options {
            clock: clock.clone(),
            cost: Cost::DEMO,
            minimum_cost: Cost::DEMO,
        };
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
            let (id, added) = engine
                .add_person(&admin, None, name, None, PASSWORD, None)
                .unwrap();
            assert!(added.in_force, "bootstrap");
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
        let owner = person("Cy", &[Role::WorkflowOwner, Role::Operator]);
        let connector = format!(
            r#"{{"id":"erp","name":"ERP","kind":"http","base":"{base}","idempotent":{idempotent},"timeout_s":1,
            "scope":{{"methods":["POST"],"paths":["/pay"],"private_addresses":true}},
            "outputs":{{"number":{{"path":"data.id","data":"open"}},"secret":{{"path":"data.pin","data":"sealed"}}}}}}"#
        );
        let token = Some(Zeroizing::new(TOKEN.to_owned()));
        let proposed = engine.set_connector(&worker, None, connector.as_bytes(), token, None);
        approve(&engine, &owner, proposed.unwrap());
        let files = [
            ("process.bpmn", PROCESS),
            ("forms/ask.form", ASK),
            ("forms/look.form", LOOK),
            ("connectors/erp.json", connector.as_str()),
        ];
        let files = files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
            .collect();
        let (version, _) = engine
            .import(&worker, None, &files, None)
            .unwrap()
            .version
            .unwrap();
        let workflow = WorkflowId::parse("pay").unwrap();
        let proposed = engine.publish(&worker, None, &workflow, Some(version), None);
        approve(&engine, &owner, proposed.unwrap());
        Self {
            engine: Arc::new(engine),
            worker,
            owner,
            clock,
            vault,
            version,
            _folder: folder,
        }
    }

    fn start(&self) -> RequestId {
        let text = |text: &str| Plain::Text(text.into());
        let values: BTreeMap<String, Plain> = [
            ("name", text("ACME")),
            ("amount", text("12.50")),
            ("iban", text(IBAN)),
        ]
        .map(|(path, value)| (path.to_owned(), value))
        .into();
        let workflow = WorkflowId::parse("pay").unwrap();
        self.engine
            .start_request(&self.worker, None, &workflow, self.version, &values)
            .unwrap()
            .0
    }

    fn run(&self) -> RunReport {
        self.engine.run_due(&AtomicBool::new(false)).unwrap()
    }

    /// Runs and expects exactly one call.
    fn run_one(&self) -> Ran {
        let mut report = self.run();
        assert_eq!(report.jobs.len(), 1, "{report:?}");
        report.jobs.remove(0).ran
    }

    fn incident(&self, request: RequestId) -> Option<(u32, IncidentCode)> {
        let live = self.engine.live();
        let instance = live.kernel.state.request(&request).unwrap();
        instance
            .incidents
            .iter()
            .next()
            .map(|(number, incident)| (*number, incident.code))
    }

    fn resolve(&self, request: RequestId, way: Way) {
        let (incident, _) = self.incident(request).unwrap();
        let resolution = Resolution {
            request,
            incident,
            way,
            reason: "TEST looked at it",
        };
        self.engine
            .resolve_incident(&self.owner, None, &resolution, &BTreeMap::new())
            .unwrap();
    }

    fn advance(&self, millis: u64) {
        self.clock.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// Names of the acts about jobs, in order, and the last such body.
    fn job_acts(&self) -> (Vec<&'static str>, Vec<Body>) {
        let size = self.engine.live().head.size;
        let bodies: Vec<Body> = (0..size)
            .map(|index| self.engine.body_at(index).unwrap().unwrap())
            .filter(|body| body.name().starts_with("job."))
            .collect();
        (bodies.iter().map(Body::name).collect(), bodies)
    }

    fn lease_files(&self) -> usize {
        let names = std::fs::read_dir(self.engine.folder()).unwrap();
        names
            .filter(|name| {
                name.as_ref()
                    .unwrap()
                    .file_name()
                    .to_str()
                    .unwrap()
                    .contains("lease-")
            })
            .count()
    }
}

const ANSWER: &str = r#"{"data":{"id":4711,"pin":"9999","other":"not kept"}}"#;

#[test]
fn a_call_carries_the_opened_values_and_its_outputs_are_written() {
    let server = Loopback::always(201, ANSWER);
    let world = World::new(&server.base(), false);
    let request = world.start();
    assert_eq!(
        world.run_one(),
        Ran::Completed {
            status: 201,
            left_out: vec![]
        }
    );
    let got = server.received().remove(0);
    let body = format!(r#"{{"amount":12.5,"vendor":{{"iban":"{IBAN}","name":"ACME"}}}}"#);
    assert_eq!(
        (got.method.as_str(), got.path.as_str(), got.body.as_str()),
        ("POST", "/pay", body.as_str())
    );
    assert_eq!(got.headers["authorization"], format!("Bearer {TOKEN}"));
    let key = &got.headers["idempotency-key"];
    let fingerprint = world.engine.fingerprint().to_string();
    assert_eq!(
        key,
        &format!("{}-j_{}_0", &fingerprint[..16], request.0),
        "workspace and job"
    );

    let live = world.engine.live();
    let instance = live.kernel.state.request(&request).unwrap();
    assert_eq!(
        instance.fields.get("number").unwrap().value,
        FieldValue::Open(Open::Integer(4711))
    );
    let FieldValue::Sealed(secret) = &instance.fields.get("secret").unwrap().value else {
        panic!("sealed")
    };
    assert_eq!(
        world.engine.open_sealed(secret).unwrap().as_deref(),
        Some("9999")
    );
    assert!(
        instance.jobs.is_empty() && instance.tasks.len() == 1,
        "the token went on"
    );

    let (names, bodies) = world.job_acts();
    assert_eq!(names, ["job.started", "job.completed"]);
    let Body::JobStarted(started) = &bodies[0] else {
        panic!("started")
    };
    assert_eq!(
        world.engine.open_sealed(&started.content).unwrap(),
        Some(body),
        "committed to before it left"
    );
    assert_eq!(
        (
            started.method.as_str(),
            started.path.as_str(),
            started.attempt
        ),
        ("POST", "/pay", 1)
    );
    assert!(
        !started.lease.is_empty() && world.lease_files() == 0,
        "the lease is given back"
    );
    assert!(world.run().jobs.is_empty(), "nothing is called twice");
    assert_eq!(server.received().len(), 1);
}

#[test]
fn every_answer_gives_the_right_act() {
    type Case = (fn() -> Reply, &'static str, &'static str);
    let cases: &[Case] = &[
        (
            || Reply::Whole(200, ANSWER.into()),
            "job.completed",
            "an answer with both outputs",
        ),
        (
            || Reply::Whole(204, String::new()),
            "job.completed",
            "an empty answer has no outputs",
        ),
        (
            || Reply::Whole(200, r#"{"data":{"id":[1]}}"#.into()),
            "job.completed",
            "an output of another type is left out",
        ),
        (|| Reply::Whole(400, "no".into()), "job.failed", "refused"),
        (|| Reply::Whole(500, "no".into()), "job.failed", "failed"),
        (
            || Reply::Redirect,
            "job.failed",
            "a redirect is not followed",
        ),
        (|| Reply::Silence, "job.unknown", "no answer in time"),
        (
            || Reply::Drip,
            "job.unknown",
            "an answer that does not end in time",
        ),
        (|| Reply::Close, "job.unknown", "closed without an answer"),
        (
            || Reply::Raw(b"SSH-2.0-OpenSSH\r\n".to_vec()),
            "job.unknown",
            "not HTTP",
        ),
        (|| Reply::Cut(200), "job.unknown", "half an answer"),
        (
            || Reply::Whole(200, "x".repeat(2 << 20)),
            "job.unknown",
            "an answer beyond the limit",
        ),
        (
            || Reply::Whole(200, "<html>Sign in</html>".into()),
            "job.unknown",
            "some other program answered",
        ),
    ];
    let next = Arc::new(AtomicU64::new(0));
    let at = next.clone();
    let server = Loopback::start(move |_| {
        cases[usize::try_from(at.fetch_add(1, Ordering::SeqCst)).unwrap()].0()
    });
    let world = World::new(&server.base(), false);
    for (done, (_, act, why)) in cases.iter().enumerate() {
        let request = world.start();
        let ran = world.run_one();
        let (names, _) = world.job_acts();
        assert_eq!(names.len(), 2 * (done + 1), "{why}: {ran:?}");
        assert_eq!(
            (names[2 * done], &names[2 * done + 1]),
            ("job.started", act),
            "{why}: {ran:?}"
        );
        let incident = world.incident(request).map(|(_, code)| code);
        let wanted = match *act {
            "job.failed" => Some(IncidentCode::JobFailed),
            "job.unknown" => Some(IncidentCode::OutcomeUnknown),
            _ => None,
        };
        assert_eq!(incident, wanted, "{why}");
        world.advance(MINUTE);
        assert!(
            world.run().jobs.is_empty(),
            "{why}: nothing is repeated by itself"
        );
        assert_eq!(server.received().len(), done + 1, "{why}");
    }
}

#[test]
fn a_failure_keeps_no_secret_and_is_retried_only_by_a_person() {
    let served = AtomicU64::new(0);
    let server = Loopback::start(move |got| match served.fetch_add(1, Ordering::SeqCst) {
        0 => Reply::Whole(
            422,
            format!("bad {} for {}", got.headers["authorization"], got.body),
        ),
        _ => Reply::Whole(200, ANSWER.into()),
    });
    let world = World::new(&server.base(), true);
    let request = world.start();
    assert_eq!(world.run_one(), Ran::Failed { status: 422 });
    let (_, bodies) = world.job_acts();
    let Some(Body::JobFailed(failed)) = bodies.last() else {
        panic!("failed")
    };
    let text = world.engine.open_sealed(&failed.error).unwrap().unwrap();
    assert_eq!(
        text,
        r#"bad Bearer […] for {"amount":12.5,"vendor":{"iban":"[…]","name":"ACME"}}"#
    );
    world.advance(60 * MINUTE);
    assert!(
        world.run().jobs.is_empty(),
        "idempotent or not, a failure waits for a person"
    );
    world.resolve(request, Way::Retry);
    assert_eq!(
        world.run_one(),
        Ran::Completed {
            status: 200,
            left_out: vec![]
        }
    );
    let got = server.received();
    assert_eq!(
        got[0].headers["idempotency-key"],
        got[1].headers["idempotency-key"]
    );
}

/// What the server answers after the requester has taken the request back, and the act that must follow.
#[test]
fn what_came_of_a_call_is_recorded_when_its_request_was_cancelled_meanwhile() {
    type Case = (fn() -> Reply, &'static str);
    let cases: [Case; 3] = [
        (|| Reply::Whole(200, ANSWER.into()), "job.completed"),
        (|| Reply::Whole(500, "no".into()), "job.failed"),
        (|| Reply::Close, "job.unknown"),
    ];
    for (reply, act) in cases {
        let told: Arc<OnceLock<(Arc<World>, RequestId)>> = Arc::default();
        let hand = told.clone();
        let server = Loopback::start(move |_: &Received| {
            let (world, request) = hand.get().unwrap();
            world
                .engine
                .cancel_request(&world.worker, None, *request, None)
                .unwrap();
            reply()
        });
        let world = Arc::new(World::new(&server.base(), false));
        let request = world.start();
        assert!(told.set((world.clone(), request)).is_ok());
        let ran = world.run_one();
        assert!(ran.has_moved(), "{act}: {ran:?}");
        assert_eq!(world.job_acts().0, ["job.started", act]);
        let row = world
            .engine
            .read(|reader| reader.request(&request))
            .unwrap()
            .unwrap();
        assert_eq!(row.state.as_str(), "cancelled", "{act}: it stays ended");
        let filter = store::ActFilter {
            request: Some(request),
            ..store::ActFilter::default()
        };
        let page = store::Page {
            order: store::Order::NewestFirst,
            after: None,
            limit: 1,
        };
        let acts = world.engine.read(|reader| reader.acts(&filter, &page));
        assert_eq!(
            acts.unwrap()[0].view.name,
            act,
            "it stands among the acts of the request"
        );
        let report = world.engine.rebuild_check(Repair::No).unwrap();
        assert_eq!((report.count, report.state_digest_equal), (0, true));
        assert!(world.run().jobs.is_empty(), "nothing is left to do");
    }
}

#[test]
fn a_call_that_cannot_leave_has_failed_for_certain() {
    let gone = Loopback::always(200, "{}").base();
    let world = World::new(&gone, false);
    let request = world.start();
    assert_eq!(world.run_one(), Ran::Failed { status: 0 });
    assert_eq!(world.incident(request).unwrap().1, IncidentCode::JobFailed);
}

#[test]
fn without_its_token_a_call_is_not_started() {
    let server = Loopback::always(200, ANSWER);
    let world = World::new(&server.base(), false);
    let request = world.start();
    let token = world
        .vault
        .items()
        .unwrap()
        .into_iter()
        .find(|item| item.starts_with("token/"))
        .unwrap();
    world.vault.delete(&token).unwrap();
    assert_eq!(world.run_one(), Ran::TokenMissing);
    assert!(server.received().is_empty() && world.job_acts().0.is_empty());
    let due = |world: &World| {
        world
            .engine
            .live()
            .kernel
            .state
            .request(&request)
            .unwrap()
            .jobs
            .values()
            .next()
            .cloned()
    };
    assert_eq!(due(&world).unwrap().state, JobState::Due);
    world.vault.set(&token, TOKEN.as_bytes()).unwrap();
    assert_eq!(
        world.run_one(),
        Ran::Completed {
            status: 200,
            left_out: vec![]
        }
    );
}

/// A token belongs to the address it was given for; an older version that pins another address does not get it.
#[test]
fn a_token_is_not_sent_to_another_address() {
    let (old, new) = (Loopback::always(200, ANSWER), Loopback::always(200, ANSWER));
    let world = World::new(&old.base(), false);
    world.start();
    let live = world.engine.live();
    let in_force = live.kernel.state.connectors.values().next().unwrap().file;
    let file = world
        .engine
        .read(|reader| reader.record_blob(&in_force))
        .unwrap()
        .unwrap();
    let moved = String::from_utf8(file.to_vec())
        .unwrap()
        .replace(&old.base(), &new.base());
    let token = Some(Zeroizing::new("TEST-token-of-the-new-address".to_owned()));
    let proposed = world
        .engine
        .set_connector(&world.worker, None, moved.as_bytes(), token, None)
        .unwrap();
    approve(&world.engine, &world.owner, proposed);
    assert_eq!(world.run_one(), Ran::TokenMissing);
    assert!(old.received().is_empty() && new.received().is_empty());
}

/// While a call is on its way a second pass, as of another process, leaves it alone.
#[test]
fn a_call_on_its_way_is_left_alone() {
    let engine: Arc<OnceLock<Arc<Engine>>> = Arc::default();
    let second: Arc<Mutex<Vec<RunReport>>> = Arc::default();
    let (other, reports) = (engine.clone(), second.clone());
    let server = Loopback::start(move |_| {
        let report = other
            .get()
            .unwrap()
            .run_due(&AtomicBool::new(false))
            .unwrap();
        reports.lock().unwrap().push(report);
        Reply::Whole(200, ANSWER.into())
    });
    let world = World::new(&server.base(), true);
    assert!(engine.set(world.engine.clone()).is_ok());
    world.start();
    assert_eq!(
        world.run_one(),
        Ran::Completed {
            status: 200,
            left_out: vec![]
        }
    );
    assert_eq!(*second.lock().unwrap(), [RunReport::default()]);
    assert_eq!(server.received().len(), 1);
}

#[test]
fn of_many_runners_one_makes_the_call() {
    let server = Loopback::always(200, ANSWER);
    let world = World::new(&server.base(), false);
    let requests: Vec<RequestId> = (0..5).map(|_| world.start()).collect();
    let reports: Vec<RunReport> = std::thread::scope(|scope| {
        let runners: Vec<_> = (0..4).map(|_| scope.spawn(|| world.run())).collect();
        runners
            .into_iter()
            .map(|runner| runner.join().unwrap())
            .collect()
    });
    let completed: usize = reports
        .iter()
        .map(|report| report.count(|ran| matches!(ran, Ran::Completed { .. })))
        .sum();
    assert_eq!(
        (completed, server.received().len()),
        (requests.len(), requests.len()),
        "{reports:?}"
    );
    let others = |ran: &Ran| {
        !matches!(
            ran,
            Ran::Completed { .. } | Ran::Refused { code: "job_state" }
        )
    };
    assert!(
        reports.iter().all(|report| report.count(others) == 0),
        "{reports:?}"
    );
}

/// The outcome cannot be appended: the clock is set back while the call is on its way. The pass ends, its lease is dead.
fn lose_the_outcome(idempotent: bool) -> (World, Loopback, RequestId) {
    let clock: Arc<OnceLock<Arc<HandClock>>> = Arc::default();
    let hand = clock.clone();
    let served = AtomicU64::new(0);
    let server = Loopback::start(move |_: &Received| {
        if served.fetch_add(1, Ordering::SeqCst) == 0 {
            hand.get()
                .unwrap()
                .0
                .fetch_sub(10 * MINUTE, Ordering::SeqCst);
        }
        Reply::Whole(200, ANSWER.into())
    });
    let world = World::new(&server.base(), idempotent);
    assert!(clock.set(world.clock.clone()).is_ok());
    let request = world.start();
    let lost = world.engine.run_due(&AtomicBool::new(false));
    assert!(matches!(lost, Err(EngineError::ClockBehind)), "{lost:?}");
    world.advance(10 * MINUTE);
    assert_eq!(world.job_acts().0, ["job.started"]);
    (world, server, request)
}

#[test]
fn a_lost_outcome_is_unknown_and_waits_for_a_person() {
    let (world, server, request) = lose_the_outcome(false);
    assert!(matches!(world.run_one(), Ran::Unknown { .. }));
    assert_eq!(world.job_acts().0, ["job.started", "job.unknown"]);
    assert_eq!(
        world.incident(request).unwrap().1,
        IncidentCode::OutcomeUnknown
    );
    world.advance(60 * MINUTE);
    assert!(world.run().jobs.is_empty());
    assert_eq!(server.received().len(), 1, "never repeated");
}

#[test]
fn a_lost_outcome_is_repeated_where_that_is_harmless() {
    let (world, server, request) = lose_the_outcome(true);
    assert_eq!(
        world.run_one(),
        Ran::Completed {
            status: 200,
            left_out: vec![]
        }
    );
    assert_eq!(
        world.job_acts().0,
        ["job.started", "job.started", "job.completed"]
    );
    assert_eq!(world.incident(request), None);
    let got = server.received();
    assert_eq!((got.len(), &got[0].body), (2, &got[1].body));
    assert_eq!(
        got[0].headers["idempotency-key"],
        got[1].headers["idempotency-key"]
    );
}

#[test]
fn an_unknown_outcome_is_repeated_after_a_wait_that_grows() {
    let served = AtomicU64::new(0);
    let server = Loopback::start(move |_| match served.fetch_add(1, Ordering::SeqCst) {
        0 | 1 => Reply::Close,
        _ => Reply::Whole(200, ANSWER.into()),
    });
    let world = World::new(&server.base(), true);
    let request = world.start();
    for (attempt, wait) in [(1, 5_000), (2, 10_000)] {
        let report = world.run();
        assert!(
            matches!(report.jobs[0].ran, Ran::Unknown { .. }) && report.jobs[0].attempt == attempt,
            "{report:?}"
        );
        assert!(
            matches!(world.run_one(), Ran::Waiting { .. }),
            "not at once"
        );
        world.advance(wait - 2);
        assert!(
            matches!(world.run_one(), Ran::Waiting { .. }),
            "attempt {attempt}: not before its time"
        );
        world.advance(1_002);
    }
    assert_eq!(
        world.run_one(),
        Ran::Completed {
            status: 200,
            left_out: vec![]
        }
    );
    assert_eq!(
        world.incident(request),
        None,
        "the incident is closed by the next attempt"
    );
    let keys: std::collections::BTreeSet<String> = server
        .received()
        .iter()
        .map(|got| got.headers["idempotency-key"].clone())
        .collect();
    assert_eq!((server.received().len(), keys.len()), (3, 1));
}

#[test]
fn a_stopped_pass_begins_nothing() {
    let server = Loopback::always(200, ANSWER);
    let world = World::new(&server.base(), false);
    world.start();
    let report = world.engine.run_due(&AtomicBool::new(true)).unwrap();
    assert!(report.stopped && report.jobs.is_empty() && server.received().is_empty());
}

#[test]
fn in_the_background_calls_are_made_as_they_become_due() {
    let server = Loopback::always(200, ANSWER);
    let world = World::new(&server.base(), false);
    let (tell, told) = mpsc::channel();
    world.engine.on_changed(move |_| {
        let _ = tell.send(());
    });
    let runner = Runner::start(world.engine.clone());
    for _ in 0..2 {
        let request = world.start();
        let is_done = || {
            world
                .engine
                .live()
                .kernel
                .state
                .request(&request)
                .unwrap()
                .jobs
                .is_empty()
        };
        while !is_done() {
            told.recv_timeout(Duration::from_secs(60)).unwrap();
        }
    }
    drop(runner);
    let request = world.start();
    assert_eq!(
        world
            .engine
            .live()
            .kernel
            .state
            .request(&request)
            .unwrap()
            .jobs
            .len(),
        1,
        "nobody calls any more"
    );
    assert_eq!(server.received().len(), 2);
}
