//! Workflows that start by themselves, on a real workspace with a clock that the test moves: each time once, in order with
//! the timers of requests, for a person who may.

use std::ops::ControlFlow;

use engine::{acts::people::NewGrant, rebuild::Repair, runner::StartReport};
use kernel::{
    act::{change::Subject, data::Disclosure::Nothing},
    id::{RequestId, WorkflowId},
    role::Role,
    scope::Scope,
};

use verify::export::{Given, verify_export};

use crate::timers::{BEGIN, HOUR, MINUTE, World};

/// A person or every hour starts it; a delay that only a form gives, then a task.
const PROCESS: &str = r#"<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<b:process id="later" name="Later" isExecutable="true">
<b:startEvent id="start"><b:extensionElements><z:formDefinition formId="ask"/></b:extensionElements></b:startEvent>
<b:startEvent id="hourly" name="Hourly"><b:timerEventDefinition id="t0"><b:timeCycle>R/PT1H</b:timeCycle></b:timerEventDefinition></b:startEvent>
<b:intermediateCatchEvent id="delay" name="Delay"><b:timerEventDefinition id="t1"><b:timeDuration>=delay</b:timeDuration></b:timerEventDefinition></b:intermediateCatchEvent>
<b:userTask id="look" name="Look"><b:extensionElements><z:userTask/><z:formDefinition formId="look"/></b:extensionElements></b:userTask>
<b:endEvent id="end"/>
<b:sequenceFlow id="f1" sourceRef="start" targetRef="delay"/>
<b:sequenceFlow id="f2" sourceRef="delay" targetRef="look"/>
<b:sequenceFlow id="f3" sourceRef="look" targetRef="end"/>
<b:sequenceFlow id="f4" sourceRef="hourly" targetRef="look"/>
</b:process></b:definitions>"#;

/// Minutes after the begin at which each was due, in the order of the log.
fn due_in_order(world: &World) -> Vec<u64> {
    let late = |index| world.engine.read(|reader| reader.fired_due(index)).unwrap();
    let size = world.engine.live().head.size;
    let due = (0..size).filter_map(late);
    due.map(|due| (due.0 - BEGIN) / MINUTE).collect()
}

fn refused(starts: &[StartReport]) -> Vec<Option<&'static str>> {
    starts.iter().map(|start| start.refused).collect()
}

fn requester_role(world: &World, held: bool) {
    let person = world.worker.person();
    if held {
        let grant = NewGrant {
            subject: Subject::Person(person),
            role: Role::Requester,
            scope: Scope::parse("workspace").unwrap(),
            from: None,
            until: None,
        };
        world
            .engine
            .add_grant(&world.admin, None, grant, None)
            .unwrap();
        return;
    }
    let live = world.engine.live();
    let mut grants = live.kernel.state.grants.iter();
    let of = |subject: &Subject| *subject == Subject::Person(person);
    let grant = grants.find(|(_, grant)| grant.role == Role::Requester && of(&grant.subject));
    let grant = *grant.unwrap().0;
    world
        .engine
        .revoke_grant(&world.admin, None, grant, None)
        .unwrap();
}

#[test]
fn after_a_sleep_each_time_starts_one_request_in_order_with_the_timers() {
    let world = World::running(PROCESS);
    world.start("PT90M");
    world.pass(59 * MINUTE);
    assert!(world.run().starts.is_empty(), "nothing early");
    world.pass(2 * HOUR + 14 * MINUTE);
    let report = world.run();
    assert!(report.has_moved());
    let told: Vec<_> = report
        .starts
        .iter()
        .map(|start| (start.step.as_str(), start.late_s / 60, start.refused))
        .collect();
    let want = [
        ("Hourly", 133, None),
        ("Hourly", 73, None),
        ("Hourly", 13, None),
    ];
    assert_eq!(told, want);
    assert_eq!(due_in_order(&world), [60, 90, 120, 180]);
    assert!(world.run().starts.is_empty(), "once");
    for start in &report.starts {
        let request: RequestId = start.request.unwrap();
        let row = world.engine.read(|reader| reader.request(&request));
        let row = row.unwrap().unwrap();
        let workflow = WorkflowId::parse("later").unwrap();
        assert_eq!(
            (row.requester, row.workflow),
            (world.worker.person(), workflow)
        );
    }
}

#[test]
fn what_nobody_may_start_waits_without_an_act_and_says_so() {
    let world = World::running(PROCESS);
    requester_role(&world, false);
    world.pass(2 * HOUR);
    // The act above ticked; from now on nothing but the runner would write.
    let size = world.engine.live().head.size;
    for _ in 0..3 {
        let report = world.run();
        assert_eq!(refused(&report.starts), [Some("not_permitted")]);
        assert_eq!(report.starts[0].person, world.worker.person());
        assert!(!report.has_moved(), "or a runner would look again at once");
    }
    assert_eq!(
        world.engine.live().head.size,
        size,
        "nothing is signed for it"
    );
    requester_role(&world, true);
    assert_eq!(refused(&world.run().starts), [None, None], "both hours");
}

#[test]
fn what_is_built_again_from_the_log_is_what_was_stored_and_an_auditor_decides_alike() {
    let world = World::running(PROCESS);
    world.pass(HOUR);
    assert_eq!(refused(&world.run().starts), [None]);
    let world = world.reopened();
    let found = world.engine.rebuild_check(Repair::No).unwrap();
    assert_eq!((found.count, found.state_digest_equal), (0, true));
    world.pass(HOUR);
    assert_eq!(refused(&world.run().starts), [None], "it goes on");
    let out = world.engine.folder().join("out");
    let go_on = &mut |_, _| ControlFlow::Continue(());
    world
        .engine
        .export(&world.admin, None, &out, Nothing, go_on)
        .unwrap();
    let verification = verify_export(&out, &Given::default(), &mut |_, _| {
        ControlFlow::Continue(())
    });
    let verification = verification.unwrap();
    assert_eq!(verification.findings.listed().len(), 0);
}
