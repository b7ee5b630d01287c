//! Connector calls: what is called, who may say so, and what an answer does.

use super::support::*;
use crate::{
    act::{Body, job},
    field::Writes,
    id::{JobId, Signer},
    limits, process,
    state::{EndState, ScopeId},
};

fn files(idempotent: bool, path: &str) -> Files {
    let call = format!("call c POST {path} vendor.name=name account=iban sum=amount+1 kind=vendor");
    let call = call
        .replace("=name", "==name")
        .replace("=iban", "==iban")
        .replace("=amount+1", "==amount+1");
    let lines = [
        "start req",
        "approval a rule show",
        &call,
        "end e",
        "start > a",
        "a > c",
        "c > e",
    ];
    Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("show", SHOWN)
    .rule("rule", APPROVERS, 1)
    .connector("erp", idempotent, OUTPUTS)
}

fn request(name: &str) -> Writes {
    let mut fields = open(&[("name", text(name)), ("amount", text("9.50"))]);
    fields.sealed.insert("iban".into(), sealed(7));
    fields
}

fn due(idempotent: bool) -> World {
    let mut world = World::new(&files(idempotent, "/pay"));
    world.start(request("Nordwind")).unwrap();
    world.approve(CY, "a").unwrap();
    world
}

#[test]
fn a_call_is_what_the_diagram_and_the_fields_say_and_sealed_values_stay_handles() {
    let world = due(false);
    let job = world.instance().jobs.get(&world.job("c")).unwrap();
    let call = process::expected_call(world.definition(), world.instance(), job).unwrap();
    assert_eq!(
        (call.method.as_str(), call.host.as_str(), call.path.as_str()),
        ("POST", "erp.example:8080", "/v1/pay")
    );
    let inputs = call.inputs;
    let number = feel::Value::Number("10.50".parse().unwrap());
    let want = [
        ("vendor.name", feel::Value::from("Nordwind")),
        ("account", feel::Value::Opaque(sealed(7).to_string())),
        ("sum", number),
        ("kind", feel::Value::from("vendor")),
    ];
    assert_eq!(
        inputs,
        want.map(|(target, value)| (target.to_owned(), value))
    );
}

#[test]
fn a_path_from_fields_is_within_the_scope_or_stops() {
    let rows = [
        ("acme", &["job:c"][..], "one segment"),
        ("a/b", &["job:c", "stop:c:expression"], "another path"),
        ("..", &["job:c", "stop:c:expression"], "a way up"),
        ("a?x=1", &["job:c", "stop:c:expression"], "a query"),
        ("", &["job:c", "stop:c:expression"], "nothing"),
    ];
    for (name, places, why) in rows {
        // A required text may not be empty on the form, so the name is optional here.
        let form = REQUEST.replace(r#","validate":{"required":true}"#, "");
        let mut world = World::new(&files(false, r#"="/vendors/"+name"#).form("req", &form));
        world.start(request(name)).unwrap();
        world.approve(CY, "a").unwrap();
        assert_eq!(world.where_it_is(), places, "{why}");
    }
}

#[test]
fn an_input_may_be_empty_but_a_failing_one_stops() {
    let mut fields = request("x");
    fields.open.remove("amount");
    let mut world = World::new(&files(false, "/pay"));
    world.start(fields).unwrap();
    world.approve(CY, "a").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c", "stop:c:expression"],
        "null + 1 warns"
    );
    let lines = [
        "start req",
        "approval a rule show",
        "call c POST /pay sum==amount",
        "end e",
        "start > a",
        "a > c",
        "c > e",
    ];
    let mut world = World::new(&Files {
        process: draw(&lines),
        ..files(false, "/pay")
    });
    world.start(open(&[("name", text("x"))])).unwrap();
    world.approve(CY, "a").unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c"],
        "an optional field is null in the body"
    );
}

#[test]
fn what_json_has_no_form_for_stops_and_dates_are_text() {
    let rows = [
        (
            "=[1..amount]",
            "job:c stop:c:expression",
            "a range has no form in JSON",
        ),
        (
            "=[{a:function(x)x}]",
            "job:c stop:c:expression",
            "nor has a function, however deep",
        ),
        ("=date(\"2026-11-22\")", "job:c", "a date is text"),
        ("=duration(\"P1D\")", "job:c", "so is a duration"),
    ];
    for (input, want, why) in rows {
        let call = format!("call c POST /pay sum={input}");
        let lines = [
            "start req",
            "approval a rule show",
            &call,
            "end e",
            "start > a",
            "a > c",
            "c > e",
        ];
        let mut world = World::new(&Files {
            process: draw(&lines),
            ..files(false, "/pay")
        });
        world.start(request("x")).unwrap();
        world.approve(CY, "a").unwrap();
        assert_eq!(world.where_it_is().join(" "), want, "{input}: {why}");
    }
}

#[test]
fn a_start_that_differs_from_what_is_expected_is_refused() {
    type Change = fn(&mut job::Started);
    let rows: [(Change, &str, &str); 12] = [
        (|_| {}, "permitted", "as expected"),
        (|s| s.method = "GET".into(), "job_scope", "another method"),
        (
            |s| s.host = "evil.example".into(),
            "job_scope",
            "another host",
        ),
        (
            |s| s.path = "/v1/vendors/x".into(),
            "job_scope",
            "another path, though within the scope",
        ),
        (|s| s.attempt = 2, "job_state", "not the next attempt"),
        (|s| s.attempt = 0, "job_state", "no attempt"),
        (|s| s.lease = "1".into(), "job_state", "no lease"),
        (|s| s.lease = "A".repeat(32), "job_state", "upper case"),
        (
            |s| s.job = JobId { index: 1, nth: 1 },
            "job_state",
            "no such job",
        ),
        (
            |s| s.request = crate::id::RequestId(1),
            "request_not_open",
            "no such request",
        ),
        (
            |s| s.request = crate::id::RequestId(9_999),
            "request_not_open",
            "a request to come",
        ),
        (|s| s.attempt = u32::MAX, "job_state", "far away"),
    ];
    for (change, want, why) in rows {
        let mut world = due(false);
        let mut body = world.starting("c", LEASE);
        change(&mut body);
        assert_eq!(code(world.desk(Body::JobStarted(body))), want, "{why}");
    }
    let mut world = due(false);
    let body = world.starting("c", LEASE);
    assert_eq!(
        code(world.by(CY, Body::JobStarted(body))),
        "wrong_signer_kind",
        "people start no calls"
    );
}

#[test]
fn only_the_attempt_that_was_started_is_answered_and_only_once() {
    type Change = fn(&mut job::Completed);
    let rows: [(Change, &str, &str); 6] = [
        (|_| {}, "permitted", "as started"),
        (|c| c.attempt = 2, "job_state", "another attempt"),
        (|c| c.lease = LEASE_2.into(), "job_state", "another lease"),
        (|c| c.status = 404, "job_state", "no success"),
        (|c| c.status = 300, "job_state", "a redirect"),
        (
            |c| c.job = JobId { index: 1, nth: 1 },
            "job_state",
            "another job",
        ),
    ];
    for (change, want, why) in rows {
        let mut world = due(false);
        assert_eq!(
            code(world.answered("c", Writes::default())),
            "job_state",
            "not started"
        );
        world.run("c", LEASE).unwrap();
        let mut body = world.answer("c", Writes::default());
        change(&mut body);
        assert_eq!(code(world.desk(Body::JobCompleted(body))), want, "{why}");
    }
    let mut world = due(false);
    world.run("c", LEASE).unwrap();
    assert_eq!(code(world.run("c", LEASE)), "job_state", "under way");
    assert_eq!(
        code(world.run("c", LEASE_2)),
        "job_state",
        "not idempotent: no second call"
    );
    let body = world.answer("c", Writes::default());
    let elsewhere = world.act(
        Signer::Workstation(OTHER_DESK),
        OTHER_DESK,
        Body::JobCompleted(body),
    );
    assert_eq!(code(elsewhere), "job_state", "another workstation");
    assert_eq!(
        ended(&world.answered("c", Writes::default()).unwrap()),
        Some(EndState::Completed)
    );
}

#[test]
fn what_came_of_a_call_is_noted_after_the_end_of_its_request_and_changes_nothing() {
    type Change = fn(&mut job::Completed);
    let rows: [(Change, &str, &str); 8] = [
        (|_| {}, "permitted", "as started"),
        (|c| c.status = 404, "job_state", "no success"),
        (|c| c.attempt = 0, "job_state", "no attempt"),
        (|c| c.attempt = limits::ATTEMPTS + 1, "job_state", "too far"),
        (|c| c.lease = "1".into(), "job_state", "no lease"),
        (
            |c| c.job.index = 9_999,
            "request_not_open",
            "a job that is still to come",
        ),
        (
            |c| c.request = crate::id::RequestId(9_999),
            "request_not_open",
            "a request to come",
        ),
        (
            |c| {
                c.outputs.open.insert("a b".into(), text("x"));
            },
            "fields_beyond_limits",
            "no field",
        ),
    ];
    for (change, want, why) in rows {
        let mut world = due(false);
        world.run("c", LEASE).unwrap();
        let mut body = world.answer("c", Writes::default());
        world.cancel(ANA).unwrap();
        change(&mut body);
        let by_person = world.by(CY, Body::JobCompleted(body.clone()));
        assert_ne!(code(by_person), "permitted", "{why}: a person");
        let closed = world.kernel.state.closed;
        let told = world.desk(Body::JobCompleted(body));
        if let Ok(events) = &told {
            assert!(events.is_empty(), "{why}: nothing follows");
        }
        assert_eq!(code(told), want, "{why}");
        assert!(!world.is_open() && world.kernel.state.closed == closed);
    }
    let mut world = due(false);
    world.run("c", LEASE).unwrap();
    let started = world.answer("c", Writes::default());
    world.cancel(ANA).unwrap();
    let (attempt, job, lease, request) = (
        started.attempt,
        started.job,
        started.lease.clone(),
        started.request,
    );
    let failed = job::Failed {
        attempt,
        error: sealed(6),
        job,
        lease: lease.clone(),
        request,
        status: 500,
    };
    assert_eq!(code(world.desk(Body::JobFailed(failed))), "permitted");
    let unknown = job::Unknown {
        attempt,
        job,
        lease,
        request,
    };
    assert_eq!(code(world.desk(Body::JobUnknown(unknown))), "permitted");
}

#[test]
fn outputs_are_the_declared_ones_open_or_sealed_as_declared() {
    use crate::field::Open;
    let both = {
        let mut outputs = open(&[("number", text("V-1"))]);
        outputs.sealed.insert("secret".into(), sealed(5));
        outputs
    };
    let mut hidden = Writes::default();
    hidden.sealed.insert("number".into(), sealed(5));
    let rows = [
        (both, "permitted", "all"),
        (Writes::default(), "permitted", "none"),
        (
            open(&[("number", Open::Integer(5))]),
            "permitted",
            "a number",
        ),
        (
            open(&[("number", Open::Boolean(true))]),
            "permitted",
            "a boolean",
        ),
        (
            open(&[("number", Open::List(vec![]))]),
            "field_value",
            "a list",
        ),
        (
            open(&[("name", text("x"))]),
            "field_unknown",
            "a field of the request",
        ),
        (
            open(&[("secret", text("x"))]),
            "field_disclosure",
            "a sealed output in the clear",
        ),
        (hidden, "field_disclosure", "an open output sealed"),
    ];
    for (outputs, want, why) in rows {
        let mut world = due(false);
        world.run("c", LEASE).unwrap();
        assert_eq!(code(world.answered("c", outputs)), want, "{why}");
    }
}

#[test]
fn an_idempotent_call_of_unknown_outcome_is_repeated_and_others_wait_for_a_person() {
    let mut world = due(true);
    world.run("c", LEASE).unwrap();
    assert_eq!(
        code(world.run("c", LEASE)),
        "job_state",
        "not twice under one lease"
    );
    world.run("c", LEASE_2).unwrap();
    assert_eq!(
        world.instance().jobs.get(&world.job("c")).unwrap().attempt,
        2,
        "another process takes over"
    );
    let mut world = due(true);
    world.run("c", LEASE).unwrap();
    world.unknown("c").unwrap();
    assert_eq!(world.where_it_is(), ["job:c", "stop:c:outcome_unknown"]);
    world.run("c", LEASE).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c"],
        "the incident is closed by the retry"
    );
    world.failed("c").unwrap();
    assert_eq!(world.where_it_is(), ["job:c", "stop:c:job_failed"]);
    assert_eq!(
        code(world.run("c", LEASE)),
        "job_state",
        "a certain failure waits for a person"
    );
    let mut world = due(false);
    world.run("c", LEASE).unwrap();
    world.unknown("c").unwrap();
    assert_eq!(
        code(world.run("c", LEASE_2)),
        "job_state",
        "not declared idempotent"
    );
}

#[test]
fn a_call_is_not_attempted_for_ever() {
    let mut world = due(true);
    for attempt in 1..=limits::ATTEMPTS {
        world
            .run("c", LEASE)
            .unwrap_or_else(|refusal| panic!("attempt {attempt}: {refusal}"));
        world.unknown("c").unwrap();
    }
    assert_eq!(code(world.run("c", LEASE)), "job_state");
    assert_eq!(
        code(world.resolve(OPS, crate::act::incident::Way::Retry, Writes::default())),
        "incident_way"
    );
    assert_eq!(
        code(world.resolve(OPS, crate::act::incident::Way::Done, Writes::default())),
        "permitted"
    );
}

#[test]
fn a_failed_call_names_no_success() {
    let mut world = due(false);
    world.run("c", LEASE).unwrap();
    let job::Completed {
        attempt,
        job,
        lease,
        request,
        ..
    } = world.answer("c", Writes::default());
    let body = job::Failed {
        attempt,
        error: sealed(3),
        job,
        lease,
        request,
        status: 204,
    };
    assert_eq!(code(world.desk(Body::JobFailed(body.clone()))), "job_state");
    assert_eq!(
        code(world.desk(Body::JobFailed(job::Failed { status: 0, ..body }))),
        "permitted",
        "it never left"
    );
}

#[test]
fn reading_a_sealed_value_stops_as_that_and_not_as_any_error() {
    let world = due(false);
    let (definition, instance) = (world.definition(), world.instance());
    let scope = process::values::Names {
        definition,
        instance,
        scope: ScopeId::REQUEST,
    };
    let rows = [
        ("iban = \"DE89\"", Some("sealed_read"), "compared"),
        ("iban + 1", Some("sealed_read"), "computed with"),
        ("iban", None, "moved whole"),
        ("amount / 0", Some("expression"), "another failure"),
    ];
    for (text, want, why) in rows {
        let expression = feel::Expression::parse(text).unwrap();
        let stop = process::call::evaluate(&expression, &scope, "here").err();
        assert_eq!(stop.map(|stop| stop.code.as_str()), want, "{why}");
    }
}
