//! Bootstrap: while one administrator is alone, their proposals are in force at once; a second access admin ends that
//! for ever, and from then on two remain.

use super::log::*;
use crate::{
    act::change::{Proposal, Subject},
    authority::Mode,
    id::{ChangeId, GrantId},
    role::Role,
    scope::Scope,
    state::{Event, Outcome},
};

fn on_one_word(outcome: &Outcome) -> Option<bool> {
    outcome.events.iter().find_map(|event| match event {
        Event::ChangeInForce { on_one_word, .. } => Some(*on_one_word),
        _ => None,
    })
}

fn ended(outcome: &Outcome) -> bool {
    outcome.events.contains(&Event::BootstrapEnded)
}

/// Ada alone, with Bea, Cal and Dan enrolled.
fn alone() -> Log {
    let mut log = Log::bootstrap(Mode::Memoised);
    for person in [BEA, CAL, DAN] {
        log.propose(ADA, person_add(person)).unwrap();
    }
    log
}

#[test]
fn the_single_administrators_word_counts_and_is_marked() {
    let mut log = Log::bootstrap(Mode::Memoised);
    let outcome = log.propose(ADA, person_add(BEA)).unwrap();
    assert_eq!(on_one_word(&outcome), Some(true));
    let person = &log.kernel.state.persons[&BEA];
    assert_eq!(
        (person.vouch.proposed, person.vouch.decided),
        (ADA, None),
        "nobody else vouched"
    );
    assert!(log.kernel.state.changes.is_empty(), "nothing waits");
}

#[test]
fn a_proposal_of_somebody_else_waits() {
    let mut log = alone();
    log.propose(ADA, grant(CAL, Role::PlatformAdmin)).unwrap();
    let change = Proposal::WorkstationAdd {
        key: vkey(&key(crate::id::Signer::Workstation(OTHER_DESK), 50)),
        workstation: OTHER_DESK,
    };
    let fresh = key(crate::id::Signer::Workstation(OTHER_DESK), 50);
    let id = ChangeId(log.size());
    let outcome = log.propose_with(CAL, change, Some(fresh)).unwrap();
    assert_eq!(
        outcome.events,
        [Event::ChangeOpened(id)],
        "only the administrator is alone"
    );
    let outcome = log.approve(ADA, id).unwrap();
    assert_eq!(on_one_word(&outcome), Some(false), "two people");
}

#[test]
fn what_ends_it() {
    type Steps = fn(&mut Log) -> Outcome;
    let rows: &[(&str, Steps, bool)] = &[
        (
            "a grant of another role",
            |log| log.propose(ADA, grant(BEA, Role::PlatformAdmin)).unwrap(),
            false,
        ),
        (
            "access admin on one workflow only",
            |log| {
                let scope = Scope::Workflow(slug("pay"));
                log.propose(
                    ADA,
                    Proposal::GrantAdd {
                        from: None,
                        role: Role::AccessAdmin,
                        scope,
                        subject: Subject::Person(BEA),
                        until: None,
                    },
                )
                .unwrap()
            },
            false,
        ),
        (
            "access admin for a time only: it would end and leave one alone",
            |log| {
                let until = Some(START.plus_millis(60 * MINUTE));
                log.propose(
                    ADA,
                    Proposal::GrantAdd {
                        from: None,
                        role: Role::AccessAdmin,
                        scope: Scope::Workspace,
                        subject: Subject::Person(BEA),
                        until,
                    },
                )
                .unwrap()
            },
            false,
        ),
        (
            "access admin for a person",
            |log| log.propose(ADA, grant(BEA, Role::AccessAdmin)).unwrap(),
            true,
        ),
        (
            "access admin for a group without members",
            |log| {
                log.propose(ADA, group("admins", &[])).unwrap();
                log.propose(
                    ADA,
                    grant_to(Subject::Group(slug("admins")), Role::AccessAdmin),
                )
                .unwrap()
            },
            false,
        ),
        (
            "access admin for a group with one",
            |log| {
                log.propose(ADA, group("admins", &[BEA])).unwrap();
                log.propose(
                    ADA,
                    grant_to(Subject::Group(slug("admins")), Role::AccessAdmin),
                )
                .unwrap()
            },
            true,
        ),
        (
            "a member for a group that has it",
            |log| {
                log.propose(ADA, group("admins", &[])).unwrap();
                log.propose(
                    ADA,
                    grant_to(Subject::Group(slug("admins")), Role::AccessAdmin),
                )
                .unwrap();
                log.propose(ADA, group("admins", &[BEA])).unwrap()
            },
            true,
        ),
    ];
    for (reason, steps, want) in rows {
        let mut log = alone();
        let outcome = steps(&mut log);
        assert_eq!(
            (ended(&outcome), !log.kernel.state.bootstrap),
            (*want, *want),
            "{reason}"
        );
        assert_eq!(
            on_one_word(&outcome),
            Some(true),
            "{reason}: the last one on one person's word"
        );
    }
}

#[test]
fn it_never_comes_back() {
    let mut log = Log::team();
    let id = ChangeId(log.size());
    let outcome = log.propose(ADA, grant(CAL, Role::AccessAdmin)).unwrap();
    assert_eq!(
        outcome.events,
        [Event::ChangeOpened(id)],
        "it waits for Bea"
    );
    log.approve(BEA, id).unwrap();
    log.change(ADA, CAL, Proposal::PersonDisable { person: BEA });
    assert!(!log.kernel.state.bootstrap);
    let outcome = log.propose(ADA, group("g", &[])).unwrap();
    assert_eq!(
        on_one_word(&outcome),
        None,
        "two are left, and still two are needed"
    );
}

#[test]
fn two_access_admins_remain() {
    type Change = fn(&Log) -> Proposal;
    let revoke: Change = |log| Proposal::GrantRevoke {
        grant: *log.kernel.state.grants.keys().max().unwrap(),
    };
    let rows: &[(&str, Change)] = &[
        ("the second one's grant is taken back", revoke),
        ("the first one's grant is taken back", |_| {
            Proposal::GrantRevoke { grant: GrantId(0) }
        }),
        ("the second one is disabled", |_| Proposal::PersonDisable {
            person: BEA,
        }),
        ("the first one is disabled", |_| Proposal::PersonDisable {
            person: ADA,
        }),
    ];
    for (reason, change) in rows {
        let mut log = Log::team();
        let id = log.pending(ADA, change(&log.clone()));
        assert_eq!(code(&log.approve(BEA, id)), "last_access_admin", "{reason}");
        assert!(
            log.kernel.state.changes.contains_key(&id),
            "{reason}: it still waits"
        );
    }
}

#[test]
fn a_third_access_admin_makes_one_dispensable_unless_theirs_ends_by_itself() {
    for (until, want) in [
        (None, "permitted"),
        (Some(START.plus_millis(60 * MINUTE)), "last_access_admin"),
    ] {
        let mut log = Log::team();
        let subject = Subject::Person(CAL);
        log.change(
            ADA,
            BEA,
            Proposal::GrantAdd {
                from: None,
                role: Role::AccessAdmin,
                scope: Scope::Workspace,
                subject,
                until,
            },
        );
        let id = log.pending(ADA, Proposal::PersonDisable { person: BEA });
        assert_eq!(code(&log.approve(CAL, id)), want, "until {until:?}");
    }
}

#[test]
fn members_of_the_group_that_holds_it_remain_too() {
    let mut log = alone();
    log.propose(ADA, group("admins", &[BEA])).unwrap();
    log.propose(
        ADA,
        grant_to(Subject::Group(slug("admins")), Role::AccessAdmin),
    )
    .unwrap();
    let id = log.pending(ADA, group("admins", &[]));
    assert_eq!(
        code(&log.approve(BEA, id)),
        "last_access_admin",
        "the only member leaves"
    );
    let id = log.pending(ADA, group("admins", &[CAL]));
    assert_eq!(
        code(&log.approve(BEA, id)),
        "permitted",
        "another one comes"
    );
}

#[test]
fn in_bootstrap_the_only_one_stays() {
    for change in [
        Proposal::GrantRevoke { grant: GrantId(0) },
        Proposal::PersonDisable { person: ADA },
    ] {
        let mut log = alone();
        assert_eq!(
            code(&log.propose(ADA, change.clone())),
            "last_access_admin",
            "{}",
            change.kind()
        );
    }
    let mut log = alone();
    assert_eq!(
        code(&log.propose(ADA, Proposal::GrantRevoke { grant: GrantId(1) })),
        "permitted",
        "platform admin is another role"
    );
}
