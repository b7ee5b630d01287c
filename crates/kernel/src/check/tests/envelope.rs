//! What every act has in common: each row changes one thing of an act that is permitted without the change.

use super::log::*;
use crate::{
    act::{Act, Body, session},
    authority::Mode,
    digest::Digest,
    id::{PersonId, Signer, WorkstationId},
    time::Timestamp,
};
use ledger::Hash;

type Edit = fn(&mut Act);

const DAYS_7: u64 = 7 * 24 * 60 * MINUTE;

/// A team whose log time is ten minutes after the head at size 8.
fn world() -> Log {
    let mut log = Log::team();
    log.wait(10 * MINUTE);
    log
}

#[test]
fn an_act_of_a_person() {
    let rows: &[(&str, Edit, &str)] = &[
        ("as an honest client drafts it", |_| {}, "permitted"),
        ("other kernel rules", |act| act.v = 2, "other_rules_version"),
        ("older kernel rules", |act| act.v = 0, "other_rules_version"),
        (
            "another workspace",
            |act| act.ws = Some(Digest([1; 32])),
            "other_workspace",
        ),
        ("no workspace", |act| act.ws = None, "other_workspace"),
        (
            "a workstation nobody enrolled",
            |act| act.via = OTHER_DESK,
            "workstation_unknown",
        ),
        (
            "a person nobody enrolled",
            |act| act.by = Signer::Person(EVE),
            "signer_unknown",
        ),
        (
            "the workstation as a person",
            |act| act.by = Signer::Workstation(DESK),
            "wrong_signer_kind",
        ),
        (
            "more entries than there are",
            |act| act.seen.size += 1,
            "seen_ahead",
        ),
        (
            "another history",
            |act| act.seen.root = Hash([7; 32]),
            "seen_mismatch",
        ),
        (
            "a root of another size",
            |act| act.seen.size -= 1,
            "seen_mismatch",
        ),
        (
            "used after its time",
            |act| act.until = now().minus_millis(1),
            "expired",
        ),
        (
            "used at the last moment",
            |act| act.until = now(),
            "permitted",
        ),
        (
            "held back for 7 days",
            |act| act.until = act.at.plus_millis(DAYS_7),
            "permitted",
        ),
        (
            "held back for longer",
            |act| act.until = act.at.plus_millis(DAYS_7 + 1),
            "until_too_far",
        ),
        (
            "5 minutes before the head's time",
            |act| act.at = now().minus_millis(5 * MINUTE),
            "permitted",
        ),
        (
            "earlier",
            |act| act.at = now().minus_millis(5 * MINUTE + 1),
            "time_mismatch",
        ),
        (
            "5 minutes after log time",
            |act| act.at = now().plus_millis(5 * MINUTE),
            "permitted",
        ),
        (
            "later",
            |act| act.at = now().plus_millis(5 * MINUTE + 1),
            "time_mismatch",
        ),
    ];
    let log = world();
    for (reason, edit, want) in rows {
        let mut act = log.draft(Signer::Person(ADA), export());
        edit(&mut act);
        assert_eq!(code(&log.check(&act)), *want, "{reason}");
    }
}

fn now() -> Timestamp {
    START.plus_millis(10 * MINUTE)
}

#[test]
fn an_act_signed_on_an_older_head_is_judged_by_that_heads_time() {
    let log = world();
    let before = Log::team();
    let head = before.draft(Signer::Person(ADA), export()).seen;
    let mut act = log.draft(Signer::Person(ADA), export());
    act.seen = head;
    act.at = START.minus_millis(5 * MINUTE);
    assert_eq!(
        code(&log.check(&act)),
        "permitted",
        "the head was ten minutes older"
    );
    act.at = START.minus_millis(5 * MINUTE + 1);
    assert_eq!(code(&log.check(&act)), "time_mismatch");
}

#[test]
fn who_may_sign_an_act_of_the_system() {
    let refused = || Body::SessionRefused(session::Refused { count: 3 });
    let other = Signer::Workstation(OTHER_DESK);
    let rows: &[(&str, Signer, WorkstationId, &str)] = &[
        (
            "the workstation it was made on",
            Signer::Workstation(DESK),
            DESK,
            "permitted",
        ),
        ("another workstation", other, DESK, "wrong_signer_kind"),
        ("a person", Signer::Person(ADA), DESK, "wrong_signer_kind"),
        (
            "an unknown workstation",
            other,
            OTHER_DESK,
            "workstation_unknown",
        ),
    ];
    let log = world();
    for (reason, by, via, want) in rows {
        for body in [refused(), tick(now())] {
            let mut act = log.draft(*by, body);
            act.via = *via;
            assert_eq!(
                code(&log.check(&act)),
                *want,
                "{reason}: {}",
                act.body.name()
            );
        }
    }
}

#[test]
fn disabled_people_do_nothing() {
    let mut log = Log::team();
    log.change(
        ADA,
        BEA,
        crate::act::change::Proposal::PersonDisable { person: CAL },
    );
    let act = log.draft(Signer::Person(CAL), export());
    assert_eq!(code(&log.check(&act)), "person_disabled");
}

#[test]
fn an_id_is_used_once_by_each_signer() {
    let mut log = world();
    log.by(ADA, export()).unwrap();
    let rows: &[(&str, PersonId, &str)] = &[
        ("the same signer again", ADA, "id_used"),
        ("another signer", BEA, "not_permitted"),
    ];
    let used = crate::act::Entry::parse(log.entries.last().unwrap()).unwrap();
    for (reason, by, want) in rows {
        let mut act = log.draft(Signer::Person(*by), export());
        act.id = used.act.id;
        assert_eq!(code(&log.check(&act)), *want, "{reason}");
    }
}

#[test]
fn log_time_never_decreases() {
    let log = world();
    let rows: &[(&str, Timestamp, &str)] = &[
        ("later", now().plus_millis(1), "permitted"),
        ("the same", now(), "permitted"),
        ("earlier", now().minus_millis(1), "clock_backwards"),
        (
            "so long before that `at` cannot fit it",
            Timestamp(1),
            "time_mismatch",
        ),
    ];
    for (reason, time, want) in rows {
        let mut act = log.draft(Signer::Workstation(DESK), tick(*time));
        act.at = now();
        act.until = now().plus_millis(MINUTE);
        assert_eq!(code(&log.check(&act)), *want, "{reason}");
    }
}

#[test]
fn a_tick_says_the_time_of_its_own_clock() {
    let log = world();
    let far = now().plus_millis(60 * MINUTE);
    let mut act = log.draft(Signer::Workstation(DESK), tick(far));
    act.at = far.plus_millis(5 * MINUTE + 1);
    act.until = act.at;
    assert_eq!(
        code(&log.check(&act)),
        "time_mismatch",
        "`at` is measured against the tick's own time"
    );
    act.until = far.minus_millis(1);
    act.at = far;
    assert_eq!(code(&log.check(&act)), "expired");
}

#[test]
fn nothing_is_judged_before_the_first_tick() {
    let mut log = Log::empty(Mode::Plain);
    log.by(ADA, Body::WorkspaceCreate(genesis())).unwrap();
    let act = log.draft(Signer::Person(ADA), export());
    assert_eq!(code(&log.check(&act)), "clock_backwards");
    log.desk(tick(START)).unwrap();
    let act = log.draft(Signer::Person(ADA), export());
    assert_eq!(code(&log.check(&act)), "permitted");
}
