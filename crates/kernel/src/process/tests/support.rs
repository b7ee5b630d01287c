//! A small world for tests: people, grants, one workflow drawn in a few words, and acts checked and applied in order.
//! Acts go through `check::check`, so authority, rules and executor are all under test.

use std::{collections::BTreeMap, sync::Arc};

use ledger::Hash;

use crate::{
    Kernel, Refusal,
    act::{
        Act, Body, Seen, approval, approval::Verdict, incident, incident::Way, job, message,
        request, task, timer, version,
    },
    authority::{Mode, Policies},
    check::{self, Context},
    commitment::Commitment,
    definition::Definition,
    digest::Digest,
    field::{FieldValue, Open, Writes},
    id::{ActId, JobId, PersonId, RequestId, Signer, Slug, TaskId, WaitId, WorkstationId},
    lookup::Lookup,
    process,
    role::Role,
    rule::Rule,
    scope::Scope,
    state::{
        EndState, Event, Genesis, Grant, Group, IncidentCode, Instance, Outcome, Person, State,
        Task, VersionRecord, Vouch, Wait, WaitRole, Workflow, Workstation,
    },
    time::Timestamp,
};

pub const ANA: PersonId = PersonId(1);
pub const BOSS: PersonId = PersonId(2);
pub const CY: PersonId = PersonId(3);
pub const DEE: PersonId = PersonId(4);
pub const EVE: PersonId = PersonId(5);
pub const OPS: PersonId = PersonId(6);
pub const OWNER: PersonId = PersonId(7);
pub const GONE: PersonId = PersonId(8);
pub const DESK: WorkstationId = WorkstationId(1);
pub const OTHER_DESK: WorkstationId = WorkstationId(2);
pub const LEASE: &str = "00000000000000000000000000000001";
pub const LEASE_2: &str = "00000000000000000000000000000002";
/// The workflow every test runs.
pub const FLOW: &str = "pay";
pub const NOW: Timestamp = Timestamp(1_795_339_800_000);

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub fn text(text: &str) -> Open {
    Open::Text(text.into())
}

pub fn sealed(byte: u8) -> Commitment {
    Commitment(Digest([byte; 32]))
}

/// Open values to write.
pub fn open(fields: &[(&str, Open)]) -> Writes {
    Writes {
        open: fields
            .iter()
            .map(|(path, value)| ((*path).to_owned(), value.clone()))
            .collect(),
        ..Writes::default()
    }
}

/// The files of a version.
#[derive(Clone, Default)]
pub struct Files {
    pub process: String,
    pub forms: BTreeMap<String, String>,
    pub rules: BTreeMap<String, String>,
    pub connectors: BTreeMap<String, String>,
    pub decisions: BTreeMap<String, String>,
    /// Workflows it calls.
    pub called: BTreeMap<String, Files>,
}

/// Record blobs in memory; every head and id is accepted, since the envelope is not under test here.
#[derive(Clone, Default)]
pub struct Blobs(
    pub BTreeMap<Digest, Arc<[u8]>>,
    pub BTreeMap<Digest, version::Create>,
);

impl Lookup for Blobs {
    fn root_at(&self, _: u64) -> Option<Hash> {
        Some(Hash([0; 32]))
    }
    fn time_at(&self, _: u64) -> Option<Timestamp> {
        Some(NOW)
    }
    fn id_used(&self, _: &Signer, _: &ActId) -> bool {
        false
    }
    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.0.get(digest).cloned()
    }
    fn version(&self, digest: &Digest) -> Option<version::Create> {
        self.1.get(digest).cloned()
    }
}

impl Blobs {
    fn add(&mut self, bytes: &str) -> Digest {
        let digest = Digest::of(bytes.as_bytes());
        self.0.insert(digest, bytes.as_bytes().into());
        digest
    }
}

impl Files {
    /// The manifest and blobs.
    pub fn pin(&self, workflow: &str) -> (version::Create, Blobs) {
        let mut blobs = Blobs::default();
        let mut called = BTreeMap::new();
        for (name, files) in &self.called {
            let (manifest, others) = files.pin(name);
            called.insert(slug(name), manifest.digest());
            blobs.0.extend(others.0);
            blobs.1.extend(others.1);
            blobs.1.insert(manifest.digest(), manifest);
        }
        let manifest = version::Create {
            called,
            decisions: self
                .decisions
                .iter()
                .map(|(id, file)| (id.clone(), blobs.add(file)))
                .collect(),
            tests: BTreeMap::new(),
            connectors: self
                .connectors
                .iter()
                .map(|(id, file)| (slug(id), blobs.add(file)))
                .collect(),
            forms: self
                .forms
                .iter()
                .map(|(id, file)| (id.clone(), blobs.add(file)))
                .collect(),
            name: "Test".into(),
            process: blobs.add(&self.process),
            rules: self
                .rules
                .iter()
                .map(|(id, file)| (slug(id), blobs.add(file)))
                .collect(),
            workflow: slug(workflow),
        };
        (manifest, blobs)
    }

    pub fn compile(&self) -> Result<Definition, Refusal> {
        let (manifest, blobs) = self.pin(FLOW);
        Definition::compile(&manifest, &blobs)
    }

    pub fn form(mut self, id: &str, components: &str) -> Self {
        self.forms.insert(
            id.into(),
            format!(r#"{{"id":"{id}","components":[{components}]}}"#),
        );
        self
    }

    pub fn rule(mut self, id: &str, eligible: &str, needed: u8) -> Self {
        let file = format!(
            r#"{{"id":"{id}","name":"{id}","eligible":{eligible},"needed":{needed},"distinct":true}}"#
        );
        self.rules.insert(id.into(), file);
        self
    }

    pub fn calls(mut self, name: &str, files: Files) -> Self {
        self.called.insert(name.into(), files);
        self
    }

    pub fn decision(mut self, id: &str, file: &str) -> Self {
        self.decisions.insert(id.into(), file.into());
        self
    }

    pub fn connector(mut self, id: &str, idempotent: bool, outputs: &str) -> Self {
        let file = format!(
            r#"{{"id":"{id}","name":"{id}","kind":"http","base":"http://erp.example:8080/v1","idempotent":{idempotent},
                "scope":{{"methods":["POST"],"paths":["/pay","/vendors/*"]}},"outputs":{{{outputs}}}}}"#
        );
        self.connectors.insert(id.into(), file);
        self
    }
}

/// Approvers of the workflow.
pub const APPROVERS: &str = r#"{"role":"approver","scope":"workflow:pay"}"#;
/// A name, an amount and a sealed account, as the requester fills them in.
pub const REQUEST: &str = r#"{"type":"textfield","key":"name","validate":{"required":true}},
    {"type":"number","key":"amount"},{"type":"checkbox","key":"urgent"},
    {"type":"textfield","key":"iban","properties":{"countersign.data":"sealed","countersign.retention":"P10Y"}}"#;
/// The same, shown only.
pub const SHOWN: &str = r#"{"type":"textfield","key":"name","disabled":true},{"type":"number","key":"amount","disabled":true},
    {"type":"textfield","key":"iban","disabled":true,"properties":{"countersign.data":"sealed","countersign.retention":"P10Y"}}"#;
pub use super::draw::draw;

pub const OUTPUTS: &str =
    r#""number":{"path":"id","data":"open"},"secret":{"path":"s","data":"sealed"}"#;

/// Kernel, blobs and the number of entries.
pub struct World {
    pub kernel: Kernel,
    pub blobs: Blobs,
    pub version: Digest,
    pub workflow: String,
    pub now: u64,
    pub last: Option<Outcome>,
    /// What was permitted, in order.
    pub done: Vec<Act>,
}

fn vouch() -> Vouch {
    Vouch {
        proposed: OWNER,
        decided: None,
        index: 0,
    }
}

impl World {
    pub fn new(files: &Files) -> Self {
        Self::running(files, FLOW)
    }

    /// A world in which the workflow is published under this name.
    pub fn running(files: &Files, workflow: &str) -> Self {
        let (manifest, blobs) = files.pin(workflow);
        let definition = Definition::compile(&manifest, &blobs).unwrap();
        let version = manifest.digest();
        let mut kernel = Kernel::default();
        let state = &mut kernel.state;
        state.genesis = Some(Arc::new(Genesis {
            ws: Digest([9; 32]),
            origin: "test.example/ws".into(),
            name: "Test".into(),
            log_key: String::new(),
            admin: OWNER,
        }));
        state.time = NOW;
        for desk in [DESK, OTHER_DESK] {
            state.workstations.insert(
                desk,
                Arc::new(Workstation {
                    keys: vec![],
                    vouch: vouch(),
                }),
            );
        }
        for person in [ANA, BOSS, CY, DEE, EVE, OPS, OWNER, GONE] {
            let manager = (person == ANA).then_some(BOSS);
            let record = Person {
                name: sealed(0),
                manager,
                disabled: person == GONE,
                keys: vec![],
                vouch: vouch(),
            };
            state.persons.insert(person, Arc::new(record));
        }
        let record = VersionRecord {
            manifest,
            number: 1,
            author: OWNER,
            index: 0,
        };
        state.versions.insert(version, Arc::new(record));
        let record = Workflow {
            name: "Test".into(),
            latest: 1,
            published: Some(version),
            vouch: None,
            schedules: BTreeMap::new(),
        };
        state.workflows.insert(slug(workflow), Arc::new(record));
        kernel
            .compiled
            .definitions
            .insert(version, Arc::new(definition));
        let mut world = Self {
            kernel,
            blobs,
            version,
            workflow: workflow.into(),
            now: 100,
            last: None,
            done: Vec::new(),
        };
        for person in [ANA, CY] {
            world.grant(person, Role::Requester);
        }
        for person in [ANA, CY, DEE, EVE, GONE] {
            world.grant(person, Role::Approver);
        }
        world.grant(OPS, Role::Operator);
        world.grant(ANA, Role::Operator);
        world.grant(OWNER, Role::WorkflowOwner);
        world
    }

    fn changed(&mut self) {
        self.kernel.state.epoch += 1;
        self.kernel.compiled.policies =
            Arc::new(Policies::compile(&self.kernel.state, Mode::Plain));
    }

    pub fn grant(&mut self, person: PersonId, role: Role) {
        let id = crate::id::GrantId(self.kernel.state.grants.len() as u64);
        let grant = Grant {
            subject: crate::act::change::Subject::Person(person),
            role,
            scope: Scope::Workflow(slug(&self.workflow)),
            from: None,
            until: None,
            vouch: vouch(),
        };
        self.kernel.state.grants.insert(id, Arc::new(grant));
        self.changed();
    }

    pub fn revoke(&mut self, person: PersonId, role: Role) {
        let subject = crate::act::change::Subject::Person(person);
        let grants = std::mem::take(&mut self.kernel.state.grants);
        let others = grants
            .into_iter()
            .filter(|(_, grant)| !(grant.subject == subject && grant.role == role));
        self.kernel.state.grants = others.collect();
        self.changed();
    }

    pub fn disable(&mut self, person: PersonId) {
        let mut record = (*self.kernel.state.persons[&person]).clone();
        record.disabled = true;
        self.kernel.state.persons.insert(person, Arc::new(record));
        self.changed();
    }

    pub fn group(&mut self, name: &str, members: &[PersonId]) {
        let group = Group {
            name: name.into(),
            members: members.iter().copied().collect(),
            vouch: vouch(),
        };
        self.kernel.state.groups.insert(slug(name), Arc::new(group));
        self.changed();
    }

    /// Checks an act and, if it is permitted, applies it.
    pub fn act(
        &mut self,
        by: Signer,
        via: WorkstationId,
        body: Body,
    ) -> Result<Vec<Event>, Refusal> {
        let id = match &body {
            Body::MessagePublish(message) => message.act_id(),
            _ => ActId(u128::from(self.now).to_be_bytes()),
        };
        let act = Act {
            at: self.kernel.state.time,
            body,
            by,
            id,
            seen: Seen {
                root: Hash([0; 32]),
                size: 0,
            },
            until: self.kernel.state.time,
            v: 1,
            via,
            ws: Some(Digest([9; 32])),
        };
        let context = Context {
            kernel: &self.kernel,
            act: &act,
            digest: Digest::default(),
            index: self.now,
            lookup: &self.blobs,
        };
        let outcome = check::check(&context)?;
        self.kernel.apply(&outcome);
        self.now += 1;
        let read = State::from_bytes(&self.kernel.state.to_bytes());
        assert!(
            read.as_ref() == Some(&self.kernel.state),
            "what is kept is all there is"
        );
        let events = outcome.events.clone();
        self.last = Some(outcome);
        self.done.push(act);
        Ok(events)
    }

    pub fn by(&mut self, person: PersonId, body: Body) -> Result<Vec<Event>, Refusal> {
        self.act(Signer::Person(person), DESK, body)
    }

    pub fn desk(&mut self, body: Body) -> Result<Vec<Event>, Refusal> {
        self.act(Signer::Workstation(DESK), DESK, body)
    }

    pub fn start(&mut self, fields: Writes) -> Result<Vec<Event>, Refusal> {
        self.start_by(ANA, fields)
    }

    pub fn start_by(&mut self, person: PersonId, fields: Writes) -> Result<Vec<Event>, Refusal> {
        let (version, workflow) = (self.version, slug(&self.workflow));
        self.by(
            person,
            Body::RequestStart(request::Start {
                fields,
                version,
                workflow,
            }),
        )
    }

    /// The only open request.
    pub fn request(&self) -> RequestId {
        *self
            .kernel
            .state
            .requests
            .keys()
            .next()
            .expect("a request is open")
    }

    pub fn instance(&self) -> &Instance {
        &self.kernel.state.requests[&self.request()]
    }

    pub fn is_open(&self) -> bool {
        !self.kernel.state.requests.is_empty()
    }

    pub fn definition(&self) -> &Definition {
        self.kernel.definition(&self.version).unwrap()
    }

    pub fn name(&self, node: crate::state::NodeIx) -> &str {
        &self.definition().node(node).unwrap().id
    }

    /// The open task at a node.
    pub fn task(&self, node: &str) -> (TaskId, &Task) {
        let found = self
            .instance()
            .tasks
            .iter()
            .find(|(_, task)| self.name(task.node) == node);
        found
            .map(|(id, task)| (*id, task))
            .unwrap_or_else(|| panic!("no task at {node}: {:?}", self.where_it_is()))
    }

    /// The job at a node.
    pub fn job(&self, node: &str) -> JobId {
        let found = self
            .instance()
            .jobs
            .iter()
            .find(|(_, job)| self.name(job.node) == node);
        found
            .map(|(id, _)| *id)
            .unwrap_or_else(|| panic!("no job at {node}: {:?}", self.where_it_is()))
    }

    /// Where tokens are: `task:a`, `job:b`, `stop:c:no_flow`, `join:d`, sorted; empty when the request is over.
    pub fn where_it_is(&self) -> Vec<String> {
        let Some(instance) = self.kernel.state.requests.values().next() else {
            return vec![];
        };
        let name = |node| self.name(node).to_owned();
        let mut places: Vec<String> = vec![];
        places.extend(
            instance
                .tasks
                .values()
                .map(|task| format!("task:{}", name(task.node))),
        );
        places.extend(
            instance
                .jobs
                .values()
                .map(|job| format!("job:{}", name(job.node))),
        );
        places.extend(
            instance
                .incidents
                .values()
                .map(|i| format!("stop:{}:{}", name(i.node), i.code.as_str())),
        );
        places.extend(
            instance
                .joins
                .keys()
                .map(|place| format!("join:{}", name(place.node))),
        );
        let waits = instance.waits.values();
        places.extend(waits.map(|wait| {
            let kind = match wait.role {
                WaitRole::Token | WaitRole::Gate(_) => "wait",
                WaitRole::Border => "border",
                WaitRole::Start => "handler",
            };
            format!("{kind}:{}", name(wait.node))
        }));
        places.sort();
        places
    }

    /// What waits at a node.
    pub fn wait(&self, node: &str) -> (WaitId, &Wait) {
        let mut waits = self.instance().waits.iter();
        let found = waits.find(|(_, wait)| self.name(wait.node) == node);
        found
            .map(|(id, wait)| (*id, wait))
            .unwrap_or_else(|| panic!("nothing waits at {node}: {:?}", self.where_it_is()))
    }

    /// Log time goes on, to an instant.
    pub fn tick(&mut self, time: Timestamp) {
        self.kernel.state.time = time;
    }

    /// Log time goes on until the timer at a node is due, which then fires.
    pub fn fire(&mut self, node: &str) -> Result<Vec<Event>, Refusal> {
        let (timer, wait) = self.wait(node);
        let due = wait.timer().expect("a timer").due;
        self.tick(self.kernel.state.time.max(due));
        let request = self.request();
        self.desk(Body::TimerFire(timer::Fire { request, timer }))
    }

    pub fn publish_by(
        &mut self,
        by: Signer,
        (name, key, id): (&str, &str, &str),
        fields: Writes,
    ) -> Result<Vec<Event>, Refusal> {
        let body = message::Publish {
            fields,
            id: id.into(),
            key: key.into(),
            name: name.into(),
        };
        self.act(by, DESK, Body::MessagePublish(body))
    }

    /// A message comes to the workstation, with an id of its own.
    pub fn publish(
        &mut self,
        name: &str,
        key: &str,
        fields: Writes,
    ) -> Result<Vec<Event>, Refusal> {
        let id = format!("id-{}", self.now);
        self.publish_by(Signer::Workstation(DESK), (name, key, &id), fields)
    }

    pub fn modify(&mut self, person: PersonId, fields: Writes) -> Result<Vec<Event>, Refusal> {
        let request = self.request();
        let reason = sealed(5);
        let body = request::Modify {
            fields,
            reason,
            request,
        };
        self.by(person, Body::RequestModify(body))
    }

    /// A field as the request holds it.
    pub fn value(&self, path: &str) -> Option<FieldValue> {
        let field = self.instance().fields.get(path);
        field.map(|field| field.value.clone())
    }

    /// The decision as an honest client makes it.
    pub fn decision(&self, node: &str, verdict: Verdict) -> approval::Decide {
        let (id, task) = self.task(node);
        approval::Decide {
            covers: process::covers(self.definition(), self.instance(), task),
            environment: "production".into(),
            reason: (verdict != Verdict::Approve).then(|| sealed(1)),
            request: self.request(),
            round: task.round,
            rule: self.definition().approval(task.node).unwrap().digest,
            task: id,
            verdict,
            version: self.version,
        }
    }

    pub fn decide(
        &mut self,
        person: PersonId,
        node: &str,
        verdict: Verdict,
    ) -> Result<Vec<Event>, Refusal> {
        let body = self.decision(node, verdict);
        self.by(person, Body::ApprovalDecide(body))
    }

    pub fn approve(&mut self, person: PersonId, node: &str) -> Result<Vec<Event>, Refusal> {
        self.decide(person, node, Verdict::Approve)
    }

    pub fn complete(
        &mut self,
        person: PersonId,
        node: &str,
        fields: Writes,
    ) -> Result<Vec<Event>, Refusal> {
        let (task, round) = (self.task(node).0, self.task(node).1.round);
        let request = self.request();
        self.by(
            person,
            Body::TaskComplete(task::Complete {
                fields,
                request,
                round,
                task,
            }),
        )
    }

    pub fn revise(&mut self, person: PersonId, fields: Writes) -> Result<Vec<Event>, Refusal> {
        let request = self.request();
        self.by(
            person,
            Body::RequestRevise(request::Revise { fields, request }),
        )
    }

    /// The start of a call as an honest runner reports it.
    pub fn starting(&self, node: &str, lease: &str) -> job::Started {
        let id = self.job(node);
        let job = self.instance().jobs.get(&id).unwrap();
        let call = process::expected_call(self.definition(), self.instance(), job).unwrap();
        job::Started {
            attempt: job.attempt + 1,
            content: sealed(2),
            host: call.host,
            job: id,
            lease: lease.into(),
            method: call.method,
            path: call.path,
            request: self.request(),
        }
    }

    pub fn run(&mut self, node: &str, lease: &str) -> Result<Vec<Event>, Refusal> {
        let body = self.starting(node, lease);
        self.desk(Body::JobStarted(body))
    }

    pub fn answer(&self, node: &str, outputs: Writes) -> job::Completed {
        let id = self.job(node);
        let attempt = self.instance().jobs.get(&id).unwrap().attempt;
        job::Completed {
            attempt,
            job: id,
            lease: LEASE.into(),
            outputs,
            request: self.request(),
            status: 201,
        }
    }

    pub fn answered(&mut self, node: &str, outputs: Writes) -> Result<Vec<Event>, Refusal> {
        let body = self.answer(node, outputs);
        self.desk(Body::JobCompleted(body))
    }

    pub fn failed(&mut self, node: &str) -> Result<Vec<Event>, Refusal> {
        let job::Completed {
            attempt,
            job,
            lease,
            request,
            ..
        } = self.answer(node, Writes::default());
        self.desk(Body::JobFailed(job::Failed {
            attempt,
            error: sealed(3),
            job,
            lease,
            request,
            status: 500,
        }))
    }

    pub fn unknown(&mut self, node: &str) -> Result<Vec<Event>, Refusal> {
        let job::Completed {
            attempt,
            job,
            lease,
            request,
            ..
        } = self.answer(node, Writes::default());
        self.desk(Body::JobUnknown(job::Unknown {
            attempt,
            job,
            lease,
            request,
        }))
    }

    pub fn resolve(
        &mut self,
        person: PersonId,
        way: Way,
        outputs: Writes,
    ) -> Result<Vec<Event>, Refusal> {
        let incident = *self
            .instance()
            .incidents
            .keys()
            .next()
            .expect("something stopped");
        let request = self.request();
        let body = incident::Resolve {
            incident,
            outputs,
            reason: sealed(4),
            request,
            way,
        };
        self.by(person, Body::IncidentResolve(body))
    }

    pub fn cancel(&mut self, person: PersonId) -> Result<Vec<Event>, Refusal> {
        let request = self.request();
        self.by(
            person,
            Body::RequestCancel(request::Cancel {
                reason: None,
                request,
            }),
        )
    }
}

/// The way an act's events say the request ended.
pub fn ended(events: &[Event]) -> Option<EndState> {
    events.iter().find_map(|event| match event {
        Event::RequestEnded(_, how) => Some(*how),
        _ => None,
    })
}

/// The code a check refused with.
pub fn code(result: Result<Vec<Event>, Refusal>) -> &'static str {
    match result {
        Ok(_) => "permitted",
        Err(refusal) => refusal.code(),
    }
}

pub fn rule_of(world: &World, node: &str) -> Rule {
    world
        .definition()
        .rule(world.definition().find(node).unwrap())
        .unwrap()
        .clone()
}

pub fn codes(instance: &Instance) -> Vec<IncidentCode> {
    instance
        .incidents
        .values()
        .map(|incident| incident.code)
        .collect()
}
