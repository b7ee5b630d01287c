//! Workflows that start by themselves: given a publication and what happened since, when the time comes, then who answers
//! for the request, or which rule refuses.

use proptest::prelude::*;

use super::log::*;
use crate::{
    act::{
        Body,
        approval::{self, Verdict},
        change::Proposal,
        request,
        timer::Start,
        version::Create,
    },
    authority::Mode,
    check::answers_for,
    digest::Digest,
    field::Writes,
    id::{PersonId, RequestId, ScheduleId, Signer},
    process::{
        covers,
        tests::support::{APPROVERS, Files, REQUEST, SHOWN, draw},
    },
    role::Role,
    state::{Event, Schedule, Workflow},
    time::Timestamp,
};

const FLOW: &str = "pay";
const HOUR: u64 = 60 * MINUTE;

/// A person or `event` starts it; then somebody approves.
fn files(event: &str) -> Files {
    drawn(&[
        "start req",
        &format!("on auto {event}"),
        "start > a",
        "auto > a",
    ])
}

/// Only `event` starts it.
fn unattended(event: &str) -> Files {
    drawn(&[&format!("on auto {event}"), "auto > a"])
}

fn drawn(starts: &[&str]) -> Files {
    let lines = [starts, &["approval a pay-rule show", "end e", "a > e"]].concat();
    let files = Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("show", SHOWN)
    .rule("pay-rule", APPROVERS, 1);
    match starts.contains(&"start req") {
        true => files.form("req", REQUEST),
        false => files,
    }
}

/// Cal and Bea build, Dan owns the workflow; Cal may start it, Cal and Dan may approve.
fn world() -> Log {
    let mut log = Log::team();
    for (person, role) in [
        (CAL, Role::Builder),
        (CAL, Role::Requester),
        (CAL, Role::Approver),
        (DAN, Role::WorkflowOwner),
        (DAN, Role::Approver),
    ] {
        log.change(ADA, BEA, grant(person, role));
    }
    log.change(ADA, BEA, person_add(EVE));
    log.change(ADA, BEA, grant(EVE, Role::Builder));
    log
}

fn pin(log: &mut Log, files: &Files) -> Create {
    let (manifest, blobs) = files.pin(FLOW);
    log.facts.blobs.extend(blobs.0);
    let rule = slug("pay-rule");
    let file = manifest.rules[&rule];
    if log.kernel.state.rules.get(&rule).map(|known| known.file) != Some(file) {
        log.change(CAL, DAN, Proposal::RuleSet { file, rule });
    }
    manifest
}

fn create(log: &mut Log, files: &Files) -> Digest {
    let manifest = pin(log, files);
    log.by(CAL, Body::VersionCreate(manifest.clone())).unwrap();
    manifest.digest()
}

fn publish(log: &mut Log, by: PersonId, version: Digest) {
    let workflow = slug(FLOW);
    log.change(by, DAN, Proposal::VersionPublish { version, workflow });
}

/// A world in which a version with this timer start is in force, proposed by Cal.
fn scheduled(event: &str) -> Log {
    let mut log = world();
    let version = create(&mut log, &files(event));
    publish(&mut log, CAL, version);
    log
}

fn workflow(log: &Log) -> &Workflow {
    &log.kernel.state.workflows[&slug(FLOW)]
}

/// The only time that is waited for.
fn next(log: &Log) -> (ScheduleId, Schedule) {
    let schedules = &workflow(log).schedules;
    assert_eq!(schedules.len(), 1);
    let (id, schedule) = schedules.iter().next().unwrap();
    (*id, schedule.clone())
}

fn start(log: &Log) -> Start {
    Start {
        schedule: next(log).0,
        version: workflow(log).published.unwrap(),
        workflow: slug(FLOW),
    }
}

/// Log time goes on to this instant.
fn until(log: &mut Log, time: Timestamp) {
    let millis = time.0.saturating_sub(log.kernel.state.time.0);
    if millis > 0 {
        log.wait(millis);
    }
}

/// The time comes, and the workstation says so.
fn fire(log: &mut Log) -> (RequestId, Vec<Event>) {
    let due = next(log).1.timer.due;
    until(log, due);
    let body = start(log);
    let request = RequestId(log.size());
    let outcome = log.desk(Body::TimerStart(body)).unwrap();
    (request, outcome.events)
}

#[test]
fn whoever_proposed_the_publication_answers_for_what_starts_by_itself() {
    let mut log = scheduled("cycle R3/PT1H");
    let (first, set) = next(&log);
    let due = log.kernel.state.time.plus_millis(HOUR);
    assert_eq!(set.timer.due, due, "counted from when it came into force");
    let (request, events) = fire(&mut log);
    let instance = &log.kernel.state.requests[&request];
    assert_eq!((instance.requester, instance.via), (CAL, DESK));
    assert!(instance.fields.is_empty() && instance.tasks.len() == 1);
    assert_eq!(events[0], Event::StartedByTimer(request, due));
    let started = |event: &Event| matches!(event, Event::RequestStarted(started) if started.request == request && started.requester == CAL);
    assert!(events.iter().any(started));
    let (second, set) = next(&log);
    assert_ne!(first, second, "each time has its own name");
    assert_eq!(set.timer.left, Some(2));
}

#[test]
fn a_start_is_refused_by_the_rule_that_it_breaks() {
    type Until = fn(&mut Log);
    type Given = fn(&mut Log, &mut Start);
    let due: Until = |log| {
        let due = next(log).1.timer.due;
        until(log, due);
    };
    let early: Until = |log| {
        let due = next(log).1.timer.due;
        until(log, due.minus_millis(1));
    };
    let rows: &[(&str, Until, Given, &str)] = &[
        ("the time has come", due, |_, _| {}, "permitted"),
        ("a millisecond early", early, |_, _| {}, "timer_not_due"),
        (
            "another version",
            due,
            |_, body| body.version = Digest([7; 32]),
            "version_not_published",
        ),
        (
            "a time that is not set",
            due,
            |_, body| body.schedule.nth += 1,
            "schedule_not_set",
        ),
        (
            "a workflow that is not there",
            due,
            |_, body| body.workflow = slug("other"),
            "schedule_not_set",
        ),
        (
            "the person is disabled",
            due,
            |log, _| log.change(ADA, BEA, Proposal::PersonDisable { person: CAL }),
            "person_disabled",
        ),
        (
            "the person may not start it any more",
            due,
            |log, _| revoke(log, CAL, Role::Requester),
            "not_permitted",
        ),
        (
            "another permission of the person does not matter",
            due,
            |log, _| revoke(log, CAL, Role::Builder),
            "permitted",
        ),
    ];
    for (reason, time, given, want) in rows {
        let mut log = scheduled("cycle R/PT1H");
        time(&mut log);
        let mut body = start(&log);
        given(&mut log, &mut body);
        let before = workflow(&log).clone();
        let found = log.desk(Body::TimerStart(body));
        assert_eq!(code(&found), *want, "{reason}");
        if found.is_err() {
            assert_eq!(*workflow(&log), before, "{reason}: it goes on waiting");
        }
    }
}

fn revoke(log: &mut Log, person: PersonId, role: Role) {
    let subject = crate::act::change::Subject::Person(person);
    let mut grants = log.kernel.state.grants.iter();
    let found = grants.find(|(_, grant)| grant.subject == subject && grant.role == role);
    let grant = *found.unwrap().0;
    log.change(ADA, BEA, Proposal::GrantRevoke { grant });
}

#[test]
fn a_person_signs_no_start_by_time() {
    let mut log = scheduled("cycle R/PT1H");
    let due = next(&log).1.timer.due;
    until(&mut log, due);
    let body = Body::TimerStart(start(&log));
    assert_eq!(code(&log.by(CAL, body)), "wrong_signer_kind");
}

#[test]
fn each_time_starts_one_request() {
    let mut log = scheduled("date 2026-12-01T09:00:00Z");
    let body = start(&log);
    fire(&mut log);
    assert!(workflow(&log).schedules.is_empty(), "a date comes once");
    let again = log.desk(Body::TimerStart(body));
    assert_eq!(code(&again), "schedule_not_set");

    let mut log = scheduled("cycle R2/PT1H");
    let first = start(&log);
    fire(&mut log);
    assert_eq!(
        code(&log.desk(Body::TimerStart(first))),
        "schedule_not_set",
        "the first time is over, though there is a second"
    );
    fire(&mut log);
    assert!(workflow(&log).schedules.is_empty(), "it was due twice");
    assert_eq!(log.kernel.state.requests.len(), 2);
}

#[test]
fn it_counts_from_when_it_was_due_and_not_from_when_it_was_started() {
    let mut log = scheduled("cycle R/PT1H");
    let first = next(&log).1.timer.due;
    until(&mut log, first.plus_millis(150 * MINUTE));
    let mut due = vec![];
    for _ in 0..3 {
        due.push(next(&log).1.timer.due);
        fire(&mut log);
    }
    let hours = [0, 1, 2].map(|hour| first.plus_millis(hour * HOUR));
    assert_eq!(due, hours, "what was slept through starts too, in order");
    let body = Body::TimerStart(start(&log));
    assert_eq!(code(&log.desk(body)), "timer_not_due");
}

#[test]
fn nobody_approves_the_request_they_answer_for() {
    let mut log = scheduled("cycle R/PT1H");
    let (request, _) = fire(&mut log);
    let instance = &log.kernel.state.requests[&request];
    let (task, open) = instance.tasks.iter().next().unwrap();
    let definition = log.kernel.definition(&instance.version).unwrap();
    let body = approval::Decide {
        covers: covers(definition, instance, open),
        environment: "production".into(),
        reason: None,
        request,
        round: open.round,
        rule: definition.approval(open.node).unwrap().digest,
        task: *task,
        verdict: Verdict::Approve,
        version: instance.version,
    };
    let decide = |log: &Log, by| {
        let act = log.draft(Signer::Person(by), Body::ApprovalDecide(body.clone()));
        code(&log.check(&act))
    };
    assert_eq!(
        decide(&log, CAL),
        "self_approval",
        "an approver, but theirs"
    );
    assert_eq!(decide(&log, DAN), "permitted");
}

#[test]
fn a_next_version_ends_the_times_of_the_one_before() {
    let mut log = scheduled("cycle R/PT1H");
    let version = workflow(&log).published.unwrap();
    let old = start(&log);
    let other = create(&mut log, &files("cycle R/PT2H"));
    assert_eq!(
        start(&log),
        old,
        "a version that is not in force ends nothing"
    );
    publish(&mut log, EVE, other);
    let due = log.kernel.state.time.plus_millis(2 * HOUR);
    assert_eq!(next(&log).1.timer.due, due);
    until(&mut log, due);
    let old = log.desk(Body::TimerStart(old));
    assert_eq!(code(&old), "schedule_not_set");
    let new = Body::TimerStart(start(&log));
    assert_eq!(
        code(&log.desk(new.clone())),
        "not_permitted",
        "Eve proposed it and may not start it; Cal has nothing to do with it any more"
    );
    log.change(ADA, BEA, grant(EVE, Role::Requester));
    assert_eq!(code(&log.desk(new)), "permitted");
    publish(&mut log, CAL, version);
    let back = log.kernel.state.time.plus_millis(HOUR);
    assert_eq!(next(&log).1.timer.due, back, "rolled back: its times again");
    let without = create(&mut log, &drawn(&["start req", "start > a"]));
    publish(&mut log, CAL, without);
    assert!(workflow(&log).schedules.is_empty());
}

#[test]
fn what_lies_before_it_came_into_force_starts_nothing() {
    // Log time is 2026-11-22T09:30:00Z.
    let rows: &[(&str, Option<&str>, Option<u32>)] = &[
        ("date 2026-11-22T09:29:59Z", None, None),
        (
            "date 2026-11-22T09:30:00Z",
            Some("2026-11-22T09:30:00Z"),
            None,
        ),
        (
            "date 9999-12-31T23:59:59Z",
            Some("9999-12-31T23:59:59Z"),
            None,
        ),
        (
            "cycle R/2026-11-01T08:00:00Z/P1D",
            Some("2026-11-23T08:00:00Z"),
            None,
        ),
        (
            "cycle R/2026-01-31T08:00:00Z/P1M",
            Some("2026-11-28T08:00:00Z"),
            None,
        ),
        (
            "cycle R30/2026-11-01T08:00:00Z/P1D",
            Some("2026-11-23T08:00:00Z"),
            Some(8),
        ),
        ("cycle R3/2026-11-01T08:00:00Z/P1D", None, None),
        (
            "cycle R/1970-01-01T00:00:00Z/PT15S",
            Some("2026-11-22T09:30:00Z"),
            None,
        ),
        (
            "cycle 0 0 9 * * MON-FRI",
            Some("2026-11-23T09:00:00Z"),
            None,
        ),
        (
            "cycle R/2026-12-01T08:00:00+01:00/P1W",
            Some("2026-12-01T07:00:00Z"),
            None,
        ),
        // At most five within a minute: they can be looked at.
        ("cycle R/PT12S", Some("2026-11-22T09:30:12Z"), None),
        (
            "cycle R5/PT0.001S",
            Some("2026-11-22T09:30:00.001Z"),
            Some(5),
        ),
        (
            r#"date =now() + duration("PT90M")"#,
            Some("2026-11-22T11:00:00Z"),
            None,
        ),
    ];
    for (event, due, left) in rows {
        let log = scheduled(event);
        let timers = workflow(&log).schedules.values();
        let found: Vec<_> = timers.map(|set| (set.timer.due, set.timer.left)).collect();
        let want: Vec<_> = due
            .iter()
            .map(|due| (Timestamp::parse(due).unwrap(), *left))
            .collect();
        assert_eq!(found, want, "{event}");
    }
}

#[test]
fn what_can_never_start_is_refused_where_it_stands() {
    let rows = [
        ("duration PT1H", "file_invalid", "after what?"),
        ("cycle 0 0 0 30 2 *", "file_invalid", "no such day"),
        ("date =amount", "file_invalid", "no field is there yet"),
        ("date 2026-13-01T00:00:00Z", "file_invalid", "no such month"),
        (r#"date ="tomorrow""#, "proposal_invalid", "no date"),
        ("date =null", "proposal_invalid", "nothing"),
        (
            r#"cycle ="0 0 0 30 2 *""#,
            "proposal_invalid",
            "no such day",
        ),
        (r#"cycle ="R/PT0S""#, "proposal_invalid", "without a pause"),
        ("cycle R/PT11.999S", "file_invalid", "six within a minute"),
        ("cycle * * * * * *", "file_invalid", "sixty within a minute"),
        (
            r#"cycle ="R/PT0.001S""#,
            "proposal_invalid",
            "thousands within a minute",
        ),
        (
            "cycle 0-5 0 3 1 1 *",
            "file_invalid",
            "rarely, but six at once",
        ),
    ];
    for (event, want, reason) in rows {
        let mut log = world();
        let manifest = pin(&mut log, &files(event));
        let version = manifest.digest();
        let made = log.by(CAL, Body::VersionCreate(manifest));
        let found = made.and_then(|_| {
            let workflow = slug(FLOW);
            log.propose(CAL, Proposal::VersionPublish { version, workflow })
        });
        let refusal = found.unwrap_err();
        assert_eq!(refusal.code(), want, "{reason}: {refusal}");
        assert!(refusal.to_string().contains("auto"), "{reason}: {refusal}");
    }
}

#[test]
fn no_person_submits_what_only_times_start() {
    let mut log = world();
    let version = create(&mut log, &unattended("cycle R/PT1H"));
    publish(&mut log, CAL, version);
    let body = request::Start {
        fields: Writes::default(),
        version,
        workflow: slug(FLOW),
    };
    assert_eq!(
        code(&log.by(CAL, Body::RequestStart(body))),
        "no_form_start"
    );
    let (request, _) = fire(&mut log);
    assert_eq!(log.kernel.state.requests[&request].requester, CAL);
}

#[test]
fn pages_can_ask_who_answers_and_what_stands_in_the_way() {
    let mut log = scheduled("cycle R/PT1H");
    let asked = |log: &Log| answers_for(&log.kernel, &slug(FLOW));
    assert_eq!(asked(&log), Some((CAL, Ok(()))));
    revoke(&mut log, CAL, Role::Requester);
    let (person, allowed) = asked(&log).unwrap();
    assert_eq!((person, code(&allowed)), (CAL, "not_permitted"));
    assert_eq!(answers_for(&log.kernel, &slug("other")), None);
}

/// One step of a random history: time goes on, the desk starts what is set, people come and go, versions change.
fn step(log: &mut Log, versions: &[Digest], what: u8) {
    let by = if what & 1 == 0 { CAL } else { EVE };
    match what % 8 {
        0..=2 => log.wait(u64::from(what) * MINUTE),
        3 | 4 => {
            let Some((id, set)) = workflow(log).schedules.iter().next() else {
                return;
            };
            let (schedule, due) = (*id, set.timer.due);
            let (person, allowed) = answers_for(&log.kernel, &slug(FLOW)).unwrap();
            let version = workflow(log).published.unwrap();
            let request = RequestId(log.size());
            let fits = due <= log.kernel.state.time && allowed.is_ok();
            let body = Start {
                schedule,
                version,
                workflow: slug(FLOW),
            };
            let found = log.desk(Body::TimerStart(body.clone()));
            assert_eq!(found.is_ok(), fits, "{found:?}");
            if fits {
                assert_eq!(log.kernel.state.requests[&request].requester, person);
                let again = log.desk(Body::TimerStart(body));
                assert_eq!(code(&again), "schedule_not_set");
            }
        }
        5 => {
            let role = Role::Requester;
            let subject = crate::act::change::Subject::Person(by);
            let mut grants = log.kernel.state.grants.values();
            match grants.any(|grant| grant.subject == subject && grant.role == role) {
                true => revoke(log, by, role),
                false => log.change(ADA, BEA, grant(by, role)),
            }
        }
        _ => {
            let version = versions[usize::from(what) / 8 % versions.len()];
            if workflow(log).published != Some(version) {
                publish(log, by, version);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_log_with_starts_by_time_is_folded_alike_by_everybody(steps in prop::collection::vec(any::<u8>(), 1..30)) {
        let mut log = scheduled("cycle R/PT30M");
        let other = create(&mut log, &files("cycle R3/2026-11-22T08:00:00Z/PT1H"));
        let versions = [workflow(&log).published.unwrap(), other];
        for what in steps {
            step(&mut log, &versions, what);
        }
        let mut replay = Log::empty(Mode::Plain);
        replay.facts.blobs = log.facts.blobs.clone();
        for entry in log.entries.clone() {
            replay.append(entry).unwrap();
        }
        prop_assert_eq!(&replay.kernel.state, &log.kernel.state);
        let state = &log.kernel.state;
        let kept = crate::state::State::from_bytes(&state.to_bytes());
        prop_assert_eq!(kept.as_ref(), Some(state));
    }
}
