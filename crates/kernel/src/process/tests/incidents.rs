//! Incidents: which ways there are, and who may choose them.

use super::support::*;
use crate::{
    act::incident::Way,
    field::Writes,
    process,
    state::{EndState, Incident, IncidentCode, Phase, ScopeId},
};
fn due() -> World {
    let lines = [
        "start req",
        "call c POST /pay n==name",
        "end e",
        "start > c",
        "c > e",
    ];
    let files = Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .connector("erp", false, OUTPUTS);
    let mut world = World::new(&files);
    world.start(open(&[("name", text("x"))])).unwrap();
    world.run("c", LEASE).unwrap();
    world
}

#[test]
fn done_is_for_unknown_outcomes_only() {
    use IncidentCode as C;
    let codes = [
        C::Expression,
        C::SealedRead,
        C::NoFlow,
        C::NobodyEligible,
        C::ChangedAfterApproval,
        C::JobFailed,
        C::OutcomeUnknown,
        C::Limit,
    ];
    let world = due();
    let incident = |code, node: &str| Incident {
        node: world.definition().find(node).unwrap(),
        scope: ScopeId::REQUEST,
        phase: Phase::Body,
        code,
        job: None,
        index: 0,
        detail: String::new(),
    };
    for code in codes {
        let allows = |way| process::allows(world.definition(), &incident(code, "c"), way);
        assert_eq!(
            [Way::Retry, Way::Cancel, Way::Done, Way::Skip].map(allows),
            [true, true, code == C::OutcomeUnknown, true],
            "{}",
            code.as_str()
        );
    }
}

#[test]
fn a_person_who_is_not_the_requester_resolves() {
    let mut world = due();
    world.failed("c").unwrap();
    assert_eq!(
        code(world.resolve(CY, Way::Retry, Writes::default())),
        "not_permitted"
    );
    assert_eq!(
        code(world.resolve(ANA, Way::Retry, Writes::default())),
        "self_approval",
        "the requester, an operator"
    );
    assert_eq!(
        code(world.resolve(OPS, Way::Done, Writes::default())),
        "incident_way",
        "it failed for certain"
    );
    assert_eq!(
        code(world.resolve(OPS, Way::Retry, open(&[("number", text("1"))]))),
        "incident_way",
        "no outputs"
    );
    assert_eq!(
        code(world.resolve(OPS, Way::Retry, Writes::default())),
        "permitted"
    );
    assert_eq!(world.where_it_is(), ["job:c"]);
    assert_eq!(world.starting("c", LEASE).attempt, 2, "the next attempt");
}

#[test]
fn an_unknown_outcome_is_stated_repeated_knowingly_or_cancelled() {
    let unknown = || {
        let mut world = due();
        world.unknown("c").unwrap();
        world
    };
    let mut world = unknown();
    assert_eq!(
        code(world.resolve(OPS, Way::Done, open(&[("name", text("y"))]))),
        "field_unknown"
    );
    let events = world
        .resolve(OPS, Way::Done, open(&[("number", text("V-1"))]))
        .unwrap();
    assert_eq!(
        ended(&events),
        Some(EndState::Completed),
        "the token goes on"
    );
    let mut world = unknown();
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_eq!(
        code(world.run("c", LEASE_2)),
        "permitted",
        "a person decided it, though the call is not idempotent"
    );
    let mut world = unknown();
    assert_eq!(
        ended(&world.resolve(OPS, Way::Cancel, Writes::default()).unwrap()),
        Some(EndState::Cancelled)
    );
}

#[test]
fn an_incident_that_is_not_there_cannot_be_resolved() {
    let mut world = due();
    world.failed("c").unwrap();
    let body = crate::act::incident::Resolve {
        incident: 9,
        outputs: Writes::default(),
        reason: sealed(1),
        request: world.request(),
        way: Way::Retry,
    };
    assert_eq!(
        code(world.by(OPS, crate::act::Body::IncidentResolve(body))),
        "incident_way"
    );
}
