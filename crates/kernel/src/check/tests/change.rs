//! Decisions on changes: who may, what they are bound to, what they change; and proposals taken back.

use super::log::*;
use crate::{
    act::{
        Body, Entry,
        change::{Decide, Proposal, Subject, Verdict, Withdraw},
    },
    digest::Digest,
    id::{ChangeId, GrantId, PersonId, Signer},
    role::Role,
    scope::Scope,
    state::{Event, Vouch},
};

/// A third access admin, so that somebody is left to decide on everything.
fn three() -> Log {
    let mut log = Log::team();
    log.change(ADA, BEA, grant(CAL, Role::AccessAdmin));
    log
}

fn reset(person: PersonId, seed: u8) -> Proposal {
    Proposal::KeyReset {
        key: vkey(&key(Signer::Person(person), seed)),
        person,
    }
}

#[test]
fn who_may_decide() {
    let heads = || Subject::Group(slug("heads"));
    let rows = [
        (
            "another access admin",
            grant(DAN, Role::Requester),
            BEA,
            "permitted",
        ),
        (
            "the proposer",
            grant(DAN, Role::Requester),
            ADA,
            "proposer_approval",
        ),
        (
            "somebody without the permission",
            grant(CAL, Role::Requester),
            DAN,
            "not_permitted",
        ),
        (
            "who gets the role",
            grant(BEA, Role::Builder),
            BEA,
            "self_benefit",
        ),
        (
            "a member of the group that gets it",
            grant_to(heads(), Role::Builder),
            BEA,
            "self_benefit",
        ),
        (
            "who joins a group",
            group("new", &[BEA]),
            BEA,
            "self_benefit",
        ),
        (
            "who stays in a group",
            group("heads", &[BEA, DAN]),
            BEA,
            "permitted",
        ),
        (
            "who leaves a group",
            group("heads", &[DAN]),
            BEA,
            "permitted",
        ),
        (
            "who becomes somebody's manager",
            Proposal::PersonManager {
                manager: Some(BEA),
                person: DAN,
            },
            BEA,
            "self_benefit",
        ),
        (
            "whose manager it becomes",
            Proposal::PersonManager {
                manager: Some(DAN),
                person: BEA,
            },
            BEA,
            "self_benefit",
        ),
        (
            "who would have no manager any more",
            Proposal::PersonManager {
                manager: None,
                person: BEA,
            },
            BEA,
            "self_benefit",
        ),
        (
            "somebody else for the new manager",
            Proposal::PersonManager {
                manager: Some(BEA),
                person: DAN,
            },
            CAL,
            "permitted",
        ),
    ];
    let mut base = three();
    base.change(ADA, CAL, group("heads", &[BEA]));
    for (reason, change, by, want) in rows {
        let mut log = base.clone();
        let id = log.pending(ADA, change);
        let result = log.approve(by, id);
        assert_eq!(code(&result), want, "{reason}");
        assert_eq!(
            log.kernel.state.changes.contains_key(&id),
            want != "permitted",
            "{reason}: refused, it waits on"
        );
    }
}

#[test]
fn whose_key_is_reset_does_not_decide_on_it() {
    let mut log = three();
    let id = ChangeId(log.size());
    log.propose_with(ADA, reset(BEA, 60), Some(key(Signer::Person(BEA), 60)))
        .unwrap();
    log.keys.insert(Signer::Person(BEA), first_key(BEA));
    assert_eq!(code(&log.approve(BEA, id)), "self_benefit");
    assert_eq!(code(&log.approve(CAL, id)), "permitted");
}

#[test]
fn what_it_is_bound_to() {
    type Edit = fn(&mut Decide);
    let rows: &[(&str, Edit, &str)] = &[
        ("approved", |_| {}, "permitted"),
        (
            "approved with a reason",
            |body| body.reason = Some(commitment(1)),
            "permitted",
        ),
        (
            "another proposal",
            |body| body.digest = Digest([1; 32]),
            "change_digest_mismatch",
        ),
        (
            "no such change",
            |body| body.change = ChangeId(1),
            "change_not_open",
        ),
        (
            "rejected with a reason",
            |body| {
                body.verdict = Verdict::Reject;
                body.reason = Some(commitment(1));
            },
            "permitted",
        ),
        (
            "rejected without one",
            |body| body.verdict = Verdict::Reject,
            "reason_missing",
        ),
    ];
    for (reason, edit, want) in rows {
        let mut log = Log::team();
        let id = log.pending(ADA, grant(CAL, Role::Builder));
        let mut body = log.decision(id, Verdict::Approve);
        edit(&mut body);
        assert_eq!(
            code(&log.by(BEA, Body::ChangeDecide(body))),
            *want,
            "{reason}"
        );
    }
}

#[test]
fn a_change_is_decided_once_and_named_by_its_entry() {
    let mut log = Log::team();
    let id = log.pending(ADA, grant(CAL, Role::Builder));
    let entry = Entry::parse(log.entries.last().unwrap()).unwrap();
    let change = log.kernel.state.changes[&id].clone();
    assert_eq!(
        (change.digest, change.by),
        (entry.digest, ADA),
        "bound to the proposing entry's bytes"
    );
    let body = log.decision(id, Verdict::Approve);
    let outcome = log.by(BEA, Body::ChangeDecide(body.clone())).unwrap();
    assert_eq!(
        outcome.events,
        [Event::ChangeInForce {
            change: id,
            on_one_word: false
        }]
    );
    let vouch = log.kernel.state.grants[&GrantId(id.0)].vouch;
    assert_eq!(
        vouch,
        Vouch {
            proposed: ADA,
            decided: Some(BEA),
            index: log.size() - 1
        }
    );
    assert_eq!(
        code(&log.by(BEA, Body::ChangeDecide(body))),
        "change_not_open"
    );
}

#[test]
fn a_rejected_change_does_nothing() {
    let mut log = Log::team();
    let before = log.kernel.state.grants.clone();
    let id = log.pending(ADA, grant(CAL, Role::Builder));
    let body = log.decision(id, Verdict::Reject);
    let outcome = log.by(BEA, Body::ChangeDecide(body)).unwrap();
    assert_eq!(outcome.events, [Event::ChangeClosed(id)]);
    assert!(log.kernel.state.changes.is_empty());
    assert_eq!(log.kernel.state.grants, before);
}

#[test]
fn a_proposal_lapses_when_what_it_replaces_moves() {
    let workstation = || Proposal::WorkstationAdd {
        key: vkey(&key(Signer::Workstation(OTHER_DESK), 60)),
        workstation: OTHER_DESK,
    };
    let fresh = Some(key(Signer::Workstation(OTHER_DESK), 60));
    let rows = [
        ("a group", group("heads", &[]), group("heads", &[BEA, DAN])),
        (
            "a group that was new",
            group("new", &[DAN]),
            group("new", &[]),
        ),
        (
            "a person's manager",
            Proposal::PersonManager {
                manager: None,
                person: DAN,
            },
            Proposal::PersonManager {
                manager: Some(BEA),
                person: DAN,
            },
        ),
        (
            "a person who is disabled",
            Proposal::PersonManager {
                manager: Some(BEA),
                person: DAN,
            },
            Proposal::PersonDisable { person: DAN },
        ),
        (
            "a grant",
            Proposal::GrantRevoke { grant: GrantId(1) },
            Proposal::GrantRevoke { grant: GrantId(1) },
        ),
        ("a workstation that was new", workstation(), workstation()),
        ("a person who was new", person_add(EVE), person_add(EVE)),
    ];
    let mut base = three();
    base.change(ADA, CAL, group("heads", &[BEA]));
    base.change(
        BEA,
        CAL,
        Proposal::GrantAdd {
            from: None,
            role: Role::PlatformAdmin,
            scope: Scope::Workspace,
            subject: Subject::Person(DAN),
            until: None,
        },
    );
    for (reason, first, second) in rows {
        let mut log = base.clone();
        let add = |log: &mut Log, change: Proposal| {
            let id = ChangeId(log.size());
            match change {
                Proposal::WorkstationAdd { .. } => {
                    log.propose_with(ADA, change, fresh.clone()).unwrap()
                }
                change => log.propose(ADA, change).unwrap(),
            };
            id
        };
        let (waits, moves) = (add(&mut log, first), add(&mut log, second));
        let by = if reason.contains("workstation") {
            DAN
        } else {
            CAL
        };
        log.approve(by, moves).unwrap();
        assert_eq!(code(&log.approve(by, waits)), "change_lapsed", "{reason}");
        let body = log.decision(waits, Verdict::Reject);
        assert_eq!(
            code(&log.by(by, Body::ChangeDecide(body))),
            "permitted",
            "{reason}: it can still be closed"
        );
    }
}

#[test]
fn what_held_when_it_was_proposed_must_hold_when_it_comes_into_force() {
    let mut log = three();
    let id = log.pending(CAL, grant(DAN, Role::Builder));
    let change = *log.kernel.state.grants.keys().max().unwrap();
    log.change(ADA, BEA, Proposal::GrantRevoke { grant: change });
    assert_eq!(
        code(&log.approve(BEA, id)),
        "may_not_bind",
        "the proposer is no access admin any more"
    );

    let mut log = three();
    log.change(ADA, BEA, group("clerks", &[]));
    let joins = log.pending(CAL, group("clerks", &[DAN]));
    log.change(
        ADA,
        BEA,
        grant_to(Subject::Group(slug("clerks")), Role::Builder),
    );
    let cals = *log
        .kernel
        .state
        .grants
        .iter()
        .find(|(_, grant)| grant.subject == Subject::Person(CAL))
        .unwrap()
        .0;
    log.change(ADA, BEA, Proposal::GrantRevoke { grant: cals });
    assert_eq!(
        code(&log.approve(BEA, joins)),
        "may_not_bind",
        "the group holds now what the proposer may not hand out"
    );

    let mut log = three();
    let until = Some(START.plus_millis(MINUTE));
    let id = log.pending(
        ADA,
        Proposal::GrantAdd {
            from: None,
            role: Role::Builder,
            scope: Scope::Workspace,
            subject: Subject::Person(DAN),
            until,
        },
    );
    log.wait(MINUTE);
    assert_eq!(
        code(&log.approve(BEA, id)),
        "proposal_invalid",
        "its time is over"
    );

    let mut log = three();
    let id = log.pending(ADA, group("clerks", &[DAN]));
    log.change(ADA, BEA, Proposal::PersonDisable { person: DAN });
    assert_eq!(
        code(&log.approve(BEA, id)),
        "proposal_invalid",
        "a member was disabled since"
    );

    let mut log = three();
    let id = log.pending(ADA, group("clerks", &[ADA]));
    log.change(BEA, CAL, group("others", &[]));
    log.change(
        BEA,
        CAL,
        grant_to(Subject::Group(slug("others")), Role::Builder),
    );
    assert_eq!(
        code(&log.approve(BEA, id)),
        "permitted",
        "another group's roles do not matter"
    );
}

#[test]
fn two_proposals_of_one_key_enrol_it_once() {
    let mut log = three();
    let shared = first_key(EVE);
    let first = ChangeId(log.size());
    log.propose(ADA, person_add(EVE)).unwrap();
    let second = ChangeId(log.size());
    let again = key(Signer::Person(DAN), 15);
    assert_eq!(again.verifier().public(), shared.verifier().public());
    log.propose_with(ADA, reset(DAN, 15), Some(again)).unwrap();
    log.approve(BEA, first).unwrap();
    assert_eq!(code(&log.approve(BEA, second)), "key_enrolled_before");
}

#[test]
fn the_old_key_ends_where_the_new_one_begins() {
    let mut log = three();
    let (old, fresh) = (first_key(DAN), key(Signer::Person(DAN), 60));
    let id = ChangeId(log.size());
    log.propose_with(ADA, reset(DAN, 60), Some(fresh.clone()))
        .unwrap();
    let by_dan = |log: &Log, signer: &ledger::note::SignerKey| {
        let act = log.draft(Signer::Person(DAN), export());
        code(&log.judge(&Log::sign(&act, &[signer]).to_bytes()))
    };
    assert_eq!(
        by_dan(&log, &old),
        "not_permitted",
        "while it waits, the old key signs"
    );
    assert_eq!(
        by_dan(&log, &fresh),
        "signer_unknown",
        "and the new one does not"
    );
    log.approve(BEA, id).unwrap();
    let decided = log.size() - 1;
    assert_eq!(
        by_dan(&log, &old),
        "key_not_valid_at_index",
        "from the next entry on the old key signs nothing"
    );
    assert_eq!(
        by_dan(&log, &fresh),
        "not_permitted",
        "and the new one does"
    );
    let keys = &log.kernel.state.persons[&DAN].keys;
    let ranges: Vec<_> = keys
        .iter()
        .map(|range| (range.covers(decided), range.covers(decided + 1)))
        .collect();
    assert_eq!(
        ranges,
        [(true, false), (false, true)],
        "no entry has two keys or none"
    );
}

#[test]
fn only_the_proposer_takes_it_back() {
    let rows = [
        ("the proposer", ADA, "permitted"),
        ("somebody who could decide", BEA, "not_permitted"),
        ("somebody else", DAN, "not_permitted"),
    ];
    for (reason, by, want) in rows {
        let mut log = Log::team();
        let id = log.pending(ADA, grant(CAL, Role::Builder));
        let result = log.by(by, Body::ChangeWithdraw(Withdraw { change: id }));
        assert_eq!(code(&result), want, "{reason}");
        assert_eq!(
            log.kernel.state.changes.is_empty(),
            want == "permitted",
            "{reason}"
        );
    }
    let mut log = Log::team();
    let body = Body::ChangeWithdraw(Withdraw {
        change: ChangeId(1),
    });
    assert_eq!(code(&log.by(ADA, body)), "change_not_open");
}
