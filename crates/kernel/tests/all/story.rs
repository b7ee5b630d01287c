//! One workspace from its first entry to its export: every act and every kind of change at least once.

use kernel::{
    act::{
        Body,
        approval::{self, Verdict},
        change::{self, Proposal, Subject},
        data::Reveal,
        incident::{self, Way},
        job, message, request, session, task, timer, version,
    },
    authority::Mode,
    commitment::Commitment,
    digest::Digest,
    field::{Open, Writes},
    id::{ActId, PersonId, RequestId, Signer},
    process,
    role::Role,
    scope::Scope,
    sorted::SortedMap,
};

use crate::log::*;

const FIN: PersonId = PersonId(6);
const RULE: &str = r#"{"id":"payments","name":"Payments","eligible":{"role":"approver","scope":"workflow:pay"},"needed":1,"distinct":true}"#;
const CONNECTOR: &str = r#"{"id":"erp","name":"ERP","kind":"http","base":"https://erp.example/v1","idempotent":false,"scope":{"methods":["POST"],"paths":["/payments"]},"outputs":{"number":{"path":"id","data":"open"}}}"#;
const REQUEST: &str = r#"{"id":"request","components":[{"type":"textfield","key":"payee","validate":{"required":true}},{"type":"number","key":"amount"},{"type":"textfield","key":"iban","properties":{"countersign.data":"sealed","countersign.retention":"P10Y"}}]}"#;
const SHOWN: &str = r#"{"id":"shown","components":[{"type":"textfield","key":"payee","disabled":true},{"type":"number","key":"amount","disabled":true},{"type":"textfield","key":"iban","disabled":true,"properties":{"countersign.data":"sealed","countersign.retention":"P10Y"}}]}"#;
const CHECKED: &str = r#"{"id":"checked","components":[{"type":"checkbox","key":"checked"}]}"#;
const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="d"><b:process id="pay" isExecutable="true">
<b:startEvent id="start"><b:extensionElements><z:formDefinition formId="request"/></b:extensionElements></b:startEvent>
<b:userTask id="check"><b:extensionElements><z:userTask/><z:formDefinition formId="checked"/></b:extensionElements></b:userTask>
<b:userTask id="approve"><b:extensionElements><z:userTask/><z:formDefinition formId="shown"/><z:properties><z:property name="countersign.rule" value="payments"/></z:properties></b:extensionElements></b:userTask>
<b:serviceTask id="pay_it"><b:extensionElements><z:taskDefinition type="countersign.connector"/><z:taskHeaders><z:header key="connector" value="erp"/><z:header key="method" value="POST"/><z:header key="path" value="/payments"/></z:taskHeaders><z:ioMapping><z:input source="=payee" target="payee"/><z:input source="=amount" target="amount"/><z:input source="=iban" target="iban"/></z:ioMapping></b:extensionElements></b:serviceTask>
<b:endEvent id="end"/>
<b:sequenceFlow id="f1" sourceRef="start" targetRef="check"/><b:sequenceFlow id="f2" sourceRef="check" targetRef="approve"/><b:sequenceFlow id="f3" sourceRef="approve" targetRef="pay_it"/><b:sequenceFlow id="f4" sourceRef="pay_it" targetRef="end"/>
</b:process></b:definitions>"#;

const WAITS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="d"><b:message id="m" name="confirmed"><b:extensionElements><z:subscription correlationKey="=payee"/></b:extensionElements></b:message><b:process id="pay" isExecutable="true">
<b:startEvent id="start"><b:extensionElements><z:formDefinition formId="request"/></b:extensionElements></b:startEvent>
<b:subProcess id="inside"><b:extensionElements><z:ioMapping><z:input source="=amount * 2" target="double"/></z:ioMapping></b:extensionElements>
<b:startEvent id="begin"/>
<b:intermediateCatchEvent id="confirmed"><b:extensionElements><z:ioMapping><z:output source="=reference" target="confirmation"/></z:ioMapping></b:extensionElements><b:messageEventDefinition messageRef="m"/></b:intermediateCatchEvent>
<b:intermediateCatchEvent id="pause"><b:timerEventDefinition><b:timeDuration>PT30S</b:timeDuration></b:timerEventDefinition></b:intermediateCatchEvent>
<b:endEvent id="done"/>
<b:sequenceFlow id="i1" sourceRef="begin" targetRef="confirmed"/><b:sequenceFlow id="i2" sourceRef="confirmed" targetRef="pause"/><b:sequenceFlow id="i3" sourceRef="pause" targetRef="done"/>
</b:subProcess>
<b:endEvent id="end"/>
<b:sequenceFlow id="f1" sourceRef="start" targetRef="inside"/><b:sequenceFlow id="f2" sourceRef="inside" targetRef="end"/>
</b:process></b:definitions>"#;

const TIMED: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><b:process id="pay" isExecutable="true">
<b:startEvent id="nightly"><b:timerEventDefinition><b:timeCycle>R3/PT1M</b:timeCycle></b:timerEventDefinition></b:startEvent>
<b:endEvent id="end"/>
<b:sequenceFlow id="f1" sourceRef="nightly" targetRef="end"/>
</b:process></b:definitions>"#;

/// Tells the whole story.
pub fn tell(mode: Mode) -> Log {
    let mut log = Log::bootstrap(mode);
    people(&mut log);
    let version = publish(&mut log);
    paid(&mut log, version);
    let waits = publish_waits(&mut log);
    let cancelled = start(&mut log, waits);
    log.by(
        EVE,
        Body::RequestCancel(request::Cancel {
            reason: Some(commitment(21)),
            request: cancelled,
        }),
    )
    .unwrap();
    after(&mut log);
    waited(&mut log, waits);
    // Something is left open, so that the state holds it.
    start(&mut log, waits);
    log.pending(ADA, group("clerks", &[DAN, FIN]));
    by_itself(&mut log);
    log
}

fn on_pay(person: PersonId, role: Role) -> Proposal {
    let scope = Scope::Workflow(slug("pay"));
    Proposal::GrantAdd {
        from: None,
        role,
        scope,
        subject: Subject::Person(person),
        until: None,
    }
}

fn people(log: &mut Log) {
    for person in [BEA, CAL, DAN, EVE, FIN] {
        log.propose(ADA, person_add(person)).unwrap();
    }
    for (person, role) in [
        (CAL, Role::Builder),
        (BEA, Role::WorkflowOwner),
        (BEA, Role::Auditor),
    ] {
        log.propose(ADA, grant(person, role)).unwrap();
    }
    log.propose(ADA, grant(BEA, Role::AccessAdmin)).unwrap();
    log.wait(MINUTE);
    for (person, role) in [(EVE, Role::Requester), (DAN, Role::Operator)] {
        log.change(ADA, BEA, on_pay(person, role));
    }
    log.change(ADA, BEA, group("clerks", &[FIN]));
    log.change(
        BEA,
        ADA,
        grant_to(Subject::Group(slug("clerks")), Role::Approver),
    );
    log.change(
        ADA,
        BEA,
        Proposal::PersonManager {
            manager: Some(DAN),
            person: EVE,
        },
    );
    let back = log.pending(BEA, grant(DAN, Role::Auditor));
    log.by(BEA, Body::ChangeWithdraw(change::Withdraw { change: back }))
        .unwrap();
    let no = log.pending(BEA, grant(DAN, Role::Auditor));
    let no = log.decision(no, change::Verdict::Reject);
    log.by(ADA, Body::ChangeDecide(no)).unwrap();
}

fn publish(log: &mut Log) -> Digest {
    let mut blob = |text: &str| log.add_blob(text.as_bytes());
    let (rule, connector) = (blob(RULE), blob(CONNECTOR));
    let forms = [("checked", CHECKED), ("request", REQUEST), ("shown", SHOWN)];
    let forms = forms.map(|(id, form)| (id.to_owned(), blob(form))).into();
    let process = blob(PROCESS);
    log.change(
        CAL,
        BEA,
        Proposal::RuleSet {
            file: rule,
            rule: slug("payments"),
        },
    );
    let token = Some(Digest([5; 32]));
    log.change(
        CAL,
        BEA,
        Proposal::ConnectorSet {
            connector: slug("erp"),
            file: connector,
            token,
        },
    );
    let manifest = version::Create {
        called: Default::default(),
        decisions: Default::default(),
        tests: Default::default(),
        connectors: [(slug("erp"), connector)].into(),
        forms,
        name: "Payments".into(),
        process,
        rules: [(slug("payments"), rule)].into(),
        workflow: slug("pay"),
    };
    let version = manifest.digest();
    log.by(CAL, Body::VersionCreate(manifest)).unwrap();
    log.change(
        CAL,
        BEA,
        Proposal::VersionPublish {
            version,
            workflow: slug("pay"),
        },
    );
    version
}

/// A version that waits for a message and for a time.
fn publish_waits(log: &mut Log) -> Digest {
    let process = log.add_blob(WAITS.as_bytes());
    let request = log.add_blob(REQUEST.as_bytes());
    let manifest = version::Create {
        called: Default::default(),
        connectors: Default::default(),
        decisions: Default::default(),
        forms: [("request".to_owned(), request)].into(),
        name: "Payments".into(),
        process,
        rules: Default::default(),
        tests: Default::default(),
        workflow: slug("pay"),
    };
    let version = manifest.digest();
    log.by(CAL, Body::VersionCreate(manifest)).unwrap();
    let workflow = slug("pay");
    log.change(CAL, BEA, Proposal::VersionPublish { version, workflow });
    version
}

/// A message comes, the amount is changed, and the time is over.
fn waited(log: &mut Log, version: Digest) {
    let request = start(log, version);
    let fields = Writes {
        open: [("reference".to_owned(), Open::Text("R-9".into()))].into(),
        ..Writes::default()
    };
    log.desk(Body::MessagePublish(message::Publish {
        fields,
        id: "mail-1".into(),
        key: "Nordwind".into(),
        name: "confirmed".into(),
    }))
    .unwrap();
    log.by(
        DAN,
        Body::RequestModify(request::Modify {
            fields: amount("121"),
            reason: commitment(26),
            request,
        }),
    )
    .unwrap();
    log.wait(MINUTE);
    let (timer, _) = one(&log.kernel.state.requests[&request].waits);
    log.desk(Body::TimerFire(timer::Fire { request, timer }))
        .unwrap();
}

/// A version that a time starts: once it has, and twice it will.
fn by_itself(log: &mut Log) {
    log.change(ADA, BEA, grant(EVE, Role::Builder));
    let process = log.add_blob(TIMED.as_bytes());
    let manifest = version::Create {
        called: Default::default(),
        connectors: Default::default(),
        decisions: Default::default(),
        forms: Default::default(),
        name: "Payments".into(),
        process,
        rules: Default::default(),
        tests: Default::default(),
        workflow: slug("pay"),
    };
    let version = manifest.digest();
    log.by(EVE, Body::VersionCreate(manifest)).unwrap();
    let workflow = slug("pay");
    let publish = Proposal::VersionPublish { version, workflow };
    log.change(EVE, BEA, publish);
    log.wait(MINUTE);
    let workflow = slug("pay");
    let set = &log.kernel.state.workflows[&workflow].schedules;
    let schedule = *set.keys().next().unwrap();
    log.desk(Body::TimerStart(timer::Start {
        schedule,
        version,
        workflow,
    }))
    .unwrap();
}

fn amount(text: &str) -> Writes {
    Writes {
        open: [("amount".to_owned(), Open::Text(text.into()))].into(),
        ..Writes::default()
    }
}

fn start(log: &mut Log, version: Digest) -> RequestId {
    let id = RequestId(log.size());
    let act = log.draft(Signer::Person(EVE), export()).id;
    let mut fields = amount("120.50");
    fields
        .open
        .insert("payee".into(), Open::Text("Nordwind".into()));
    fields.sealed.insert("iban".into(), iban(&act));
    log.by(
        EVE,
        Body::RequestStart(request::Start {
            fields,
            version,
            workflow: slug("pay"),
        }),
    )
    .unwrap();
    id
}

fn iban(act: &ActId) -> Commitment {
    Commitment::make(act, "iban", &[7; 32], b"DE89370400440532013000")
}

/// Checked, returned, revised, approved; the call's outcome is unknown, then it fails, then it is answered.
fn paid(log: &mut Log, version: Digest) {
    let request = start(log, version);
    log.wait(MINUTE);
    let (task, open) = one(&log.kernel.state.requests[&request].tasks);
    let fields = Writes {
        open: [("checked".to_owned(), Open::Boolean(true))].into(),
        ..Writes::default()
    };
    let round = open.round;
    log.by(
        DAN,
        Body::TaskComplete(task::Complete {
            fields,
            request,
            round,
            task,
        }),
    )
    .unwrap();
    decide(log, request, Verdict::Return);
    log.by(
        EVE,
        Body::RequestRevise(request::Revise {
            fields: amount("99.90"),
            request,
        }),
    )
    .unwrap();
    decide(log, request, Verdict::Approve);
    let (job, attempt, lease) = leave(log, request);
    log.desk(Body::JobUnknown(job::Unknown {
        attempt,
        job,
        lease,
        request,
    }))
    .unwrap();
    resolve(log, request);
    let (job, attempt, lease) = leave(log, request);
    let error = commitment(22);
    log.desk(Body::JobFailed(job::Failed {
        attempt,
        error,
        job,
        lease,
        request,
        status: 503,
    }))
    .unwrap();
    resolve(log, request);
    let (job, attempt, lease) = leave(log, request);
    let outputs = Writes {
        open: [("number".to_owned(), Open::Text("P-17".into()))].into(),
        ..Writes::default()
    };
    log.desk(Body::JobCompleted(job::Completed {
        attempt,
        job,
        lease,
        outputs,
        request,
        status: 201,
    }))
    .unwrap();
    assert!(
        !log.kernel.state.requests.contains_key(&request),
        "it is paid"
    );
    let values = vec![iban(&ActId([8; 16]))];
    log.by(BEA, Body::DataReveal(Reveal { request, values }))
        .unwrap();
}

/// The only one of them.
fn one<K: Copy + Ord, V: Clone>(map: &SortedMap<K, V>) -> (K, V) {
    assert_eq!(map.len(), 1);
    map.iter()
        .map(|(key, value)| (*key, value.clone()))
        .next()
        .unwrap()
}

fn decide(log: &mut Log, request: RequestId, verdict: Verdict) {
    let instance = &log.kernel.state.requests[&request];
    let (task, open) = one(&instance.tasks);
    let definition = log.kernel.definition(&instance.version).unwrap();
    let body = approval::Decide {
        covers: process::covers(definition, instance, &open),
        environment: "production".into(),
        reason: (verdict != Verdict::Approve).then(|| commitment(23)),
        request,
        round: open.round,
        rule: definition.approval(open.node).unwrap().digest,
        task,
        verdict,
        version: instance.version,
    };
    log.by(FIN, Body::ApprovalDecide(body)).unwrap();
}

/// The next attempt of the call leaves.
fn leave(log: &mut Log, request: RequestId) -> (kernel::id::JobId, u32, String) {
    let instance = &log.kernel.state.requests[&request];
    let (job, open) = one(&instance.jobs);
    let definition = log.kernel.definition(&instance.version).unwrap();
    let call = process::expected_call(definition, instance, &open).unwrap();
    let (attempt, lease) = (open.attempt + 1, "0".repeat(32));
    let (content, host, method, path) = (commitment(24), call.host, call.method, call.path);
    let started = job::Started {
        attempt,
        content,
        host,
        job,
        lease: lease.clone(),
        method,
        path,
        request,
    };
    log.desk(Body::JobStarted(started)).unwrap();
    (job, attempt, lease)
}

fn resolve(log: &mut Log, request: RequestId) {
    let (incident, _) = one(&log.kernel.state.requests[&request].incidents);
    let (outputs, reason, way) = (Writes::default(), commitment(25), Way::Retry);
    log.by(
        DAN,
        Body::IncidentResolve(incident::Resolve {
            incident,
            outputs,
            reason,
            request,
            way,
        }),
    )
    .unwrap();
}

/// Keys, people and workstations change; the record leaves.
fn after(log: &mut Log) {
    log.wait(MINUTE);
    log.desk(Body::SessionRefused(session::Refused { count: 4 }))
        .unwrap();
    let dan = Signer::Person(DAN);
    let id = kernel::id::ChangeId(log.size());
    let reset = Proposal::KeyReset {
        key: vkey(&key(dan, 60)),
        person: DAN,
    };
    log.propose_with(ADA, reset, Some(key(dan, 60))).unwrap();
    log.approve(BEA, id).unwrap();
    let scope = Scope::Workspace;
    let until = Some(START.plus_millis(60 * MINUTE));
    let subject = Subject::Person(DAN);
    log.change(
        ADA,
        BEA,
        Proposal::GrantAdd {
            from: None,
            role: Role::PlatformAdmin,
            scope,
            subject,
            until,
        },
    );
    let other = Signer::Workstation(OTHER_DESK);
    let id = kernel::id::ChangeId(log.size());
    let add = Proposal::WorkstationAdd {
        key: vkey(&key(other, 61)),
        workstation: OTHER_DESK,
    };
    log.propose_with(DAN, add, Some(key(other, 61))).unwrap();
    log.approve(ADA, id).unwrap();
    let builders = log
        .kernel
        .state
        .grants
        .iter()
        .find(|(_, grant)| grant.role == Role::Builder);
    let grant = *builders.unwrap().0;
    log.change(BEA, ADA, Proposal::GrantRevoke { grant });
    log.change(ADA, BEA, Proposal::PersonDisable { person: CAL });
    log.by(ADA, export()).unwrap();
}
