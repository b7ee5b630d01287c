//! Proposals: each row is one proposal by Ada in a team, and what the check says to it.

use std::sync::Arc;

use super::log::*;
use crate::{
    act::{
        Body,
        change::{Proposal, Subject},
    },
    digest::Digest,
    id::{ChangeId, GrantId, PersonId, Signer},
    limits,
    role::Role,
    scope::Scope,
    state::Change,
};

/// A team with a disabled person (Dan), a group that Ada is in, and a workstation's key.
fn world() -> Log {
    let mut log = Log::team();
    log.change(ADA, BEA, group("clerks", &[CAL]));
    log.change(ADA, BEA, group("heads", &[ADA]));
    log.change(ADA, BEA, Proposal::PersonDisable { person: DAN });
    log
}

fn propose(log: &Log, change: Proposal) -> &'static str {
    let body = Body::ChangePropose(log.proposal(change));
    code(&log.check(&log.draft(Signer::Person(ADA), body)))
}

fn with_key(person: PersonId, seed: u8) -> Proposal {
    Proposal::PersonAdd {
        key: vkey(&key(Signer::Person(person), seed)),
        manager: None,
        name: commitment(1),
        person,
    }
}

fn manager(person: PersonId, manager: Option<PersonId>) -> Proposal {
    Proposal::PersonManager { manager, person }
}

fn reset(person: PersonId, seed: u8) -> Proposal {
    Proposal::KeyReset {
        key: vkey(&key(Signer::Person(person), seed)),
        person,
    }
}

fn desk(workstation: crate::id::WorkstationId, seed: u8) -> Proposal {
    Proposal::WorkstationAdd {
        key: vkey(&key(Signer::Workstation(workstation), seed)),
        workstation,
    }
}

#[test]
fn people_keys_and_workstations() {
    let added = |manager| Proposal::PersonAdd {
        key: vkey(&first_key(EVE)),
        manager,
        name: commitment(1),
        person: EVE,
    };
    let renamed = Proposal::PersonAdd {
        key: vkey(&first_key(CAL)),
        manager: None,
        name: commitment(1),
        person: EVE,
    };
    let low_order = format!(
        "{}+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        Signer::Person(EVE).key_name(ORIGIN)
    );
    let weak = Proposal::PersonAdd {
        key: low_order,
        manager: None,
        name: commitment(1),
        person: EVE,
    };
    let rows = [
        ("a new person", person_add(EVE), "permitted"),
        ("with a manager", added(Some(CAL)), "permitted"),
        (
            "whose manager is nobody",
            added(Some(PersonId(99))),
            "proposal_invalid",
        ),
        (
            "whose manager is disabled",
            added(Some(DAN)),
            "proposal_invalid",
        ),
        (
            "who is their own manager",
            added(Some(EVE)),
            "proposal_invalid",
        ),
        ("who is enrolled", with_key(CAL, 60), "proposal_invalid"),
        ("who is disabled", with_key(DAN, 60), "proposal_invalid"),
        (
            "with a key of somebody else",
            with_key(EVE, 13),
            "key_enrolled_before",
        ),
        (
            "with the key of the log",
            with_key(EVE, 3),
            "key_enrolled_before",
        ),
        (
            "with the key of the workstation",
            with_key(EVE, 2),
            "key_enrolled_before",
        ),
        ("with a key under another name", renamed, "weak_key"),
        ("with a key of low order", weak, "weak_key"),
        ("another manager", manager(CAL, Some(BEA)), "permitted"),
        ("no manager", manager(CAL, None), "permitted"),
        (
            "a manager for nobody",
            manager(EVE, Some(BEA)),
            "proposal_invalid",
        ),
        (
            "a manager for a disabled person",
            manager(DAN, Some(BEA)),
            "proposal_invalid",
        ),
        (
            "nobody as manager",
            manager(CAL, Some(EVE)),
            "proposal_invalid",
        ),
        (
            "a disabled manager",
            manager(CAL, Some(DAN)),
            "proposal_invalid",
        ),
        (
            "oneself as manager",
            manager(CAL, Some(CAL)),
            "proposal_invalid",
        ),
        (
            "disabled",
            Proposal::PersonDisable { person: CAL },
            "permitted",
        ),
        (
            "disabled again",
            Proposal::PersonDisable { person: DAN },
            "proposal_invalid",
        ),
        (
            "nobody disabled",
            Proposal::PersonDisable { person: EVE },
            "proposal_invalid",
        ),
        ("another key", reset(CAL, 60), "permitted"),
        (
            "a key for a disabled person",
            reset(DAN, 60),
            "proposal_invalid",
        ),
        ("a key for nobody", reset(EVE, 60), "proposal_invalid"),
        ("the key they have", reset(CAL, 13), "key_enrolled_before"),
        ("another workstation", desk(OTHER_DESK, 60), "permitted"),
        ("the same workstation", desk(DESK, 60), "proposal_invalid"),
        (
            "a workstation with an enrolled key",
            desk(OTHER_DESK, 13),
            "key_enrolled_before",
        ),
    ];
    let log = world();
    for (reason, change, want) in rows {
        assert_eq!(
            propose(&log, change.clone()),
            want,
            "{}: {reason}",
            change.kind()
        );
    }
}

#[test]
fn groups() {
    let named = |name: &str| Proposal::GroupSet {
        group: slug("new"),
        members: [CAL].into(),
        name: name.into(),
    };
    let many = |count: u64| Proposal::GroupSet {
        group: slug("new"),
        members: (100..100 + count).map(PersonId).collect(),
        name: "n".into(),
    };
    let rows = [
        ("a new group", group("new", &[CAL, BEA]), "permitted"),
        (
            "the proposer in it, while it holds nothing",
            group("new", &[ADA]),
            "permitted",
        ),
        ("nobody in it", group("new", &[]), "permitted"),
        ("without a name", named(""), "proposal_invalid"),
        ("the longest name", named(&"ä".repeat(120)), "permitted"),
        ("a longer name", named(&"ä".repeat(121)), "proposal_invalid"),
        (
            "a member who is nobody",
            group("new", &[CAL, EVE]),
            "proposal_invalid",
        ),
        (
            "a disabled member",
            group("new", &[DAN]),
            "proposal_invalid",
        ),
        ("other members", group("clerks", &[BEA]), "permitted"),
        ("the proposer leaves", group("heads", &[]), "permitted"),
    ];
    let mut log = world();
    for (reason, change, want) in rows {
        assert_eq!(propose(&log, change), want, "{reason}");
    }
    let record = log.kernel.state.persons[&CAL].clone();
    log.kernel
        .state
        .persons
        .extend((100..5102).map(|id| (PersonId(id), record.clone())));
    assert_eq!(propose(&log, many(5_000)), "permitted", "the largest group");
    assert_eq!(
        propose(&log, many(5_001)),
        "proposal_invalid",
        "a larger group"
    );
}

#[test]
fn groups_that_hold_something() {
    let mut log = world();
    log.change(
        ADA,
        BEA,
        grant_to(Subject::Group(slug("clerks")), Role::Requester),
    );
    assert_eq!(
        propose(&log, group("clerks", &[CAL, ADA])),
        "self_grant",
        "membership is what the group holds"
    );
    assert_eq!(
        propose(&log, group("clerks", &[CAL, BEA])),
        "permitted",
        "for somebody else"
    );
    assert_eq!(
        propose(&log, group("clerks", &[])),
        "permitted",
        "nobody gains"
    );
}

#[test]
fn grants() {
    let until = |from: Option<u64>, until: Option<u64>| {
        let at = |minutes: u64| START.plus_millis(minutes * MINUTE);
        Proposal::GrantAdd {
            from: from.map(at),
            role: Role::Requester,
            scope: Scope::Workspace,
            subject: Subject::Person(CAL),
            until: until.map(at),
        }
    };
    let rows = [
        ("for somebody else", grant(CAL, Role::Builder), "permitted"),
        ("for oneself", grant(ADA, Role::Requester), "self_grant"),
        (
            "for a group",
            grant_to(Subject::Group(slug("clerks")), Role::Builder),
            "permitted",
        ),
        (
            "for a group one is in",
            grant_to(Subject::Group(slug("heads")), Role::Builder),
            "self_grant",
        ),
        ("for nobody", grant(EVE, Role::Builder), "proposal_invalid"),
        (
            "for a disabled person",
            grant(DAN, Role::Builder),
            "proposal_invalid",
        ),
        (
            "for no group",
            grant_to(Subject::Group(slug("nobody")), Role::Builder),
            "proposal_invalid",
        ),
        ("for a time", until(Some(1), Some(2)), "permitted"),
        ("from later on", until(Some(1), None), "permitted"),
        ("until later", until(None, Some(1)), "permitted"),
        ("until now", until(None, Some(0)), "proposal_invalid"),
        ("for no time", until(Some(2), Some(2)), "proposal_invalid"),
        ("backwards", until(Some(3), Some(2)), "proposal_invalid"),
        (
            "a grant taken back",
            Proposal::GrantRevoke { grant: GrantId(1) },
            "permitted",
        ),
        (
            "no such grant",
            Proposal::GrantRevoke { grant: GrantId(99) },
            "proposal_invalid",
        ),
    ];
    let log = world();
    for (reason, change, want) in rows {
        assert_eq!(propose(&log, change), want, "{reason}");
    }
}

#[test]
fn rules_and_connectors() {
    let mut log = world();
    log.change(ADA, BEA, grant(CAL, Role::Builder));
    let rule = |id: &str| {
        format!(
            r#"{{"id":"{id}","name":"Pay","eligible":{{"group":"clerks"}},"needed":1,"distinct":true}}"#
        )
    };
    let connector = |id: &str| {
        format!(
            r#"{{"id":"{id}","name":"ERP","kind":"http","base":"https://erp.example","idempotent":true,"scope":{{"methods":["POST"],"paths":["/pay"]}}}}"#
        )
    };
    let (pay, other) = (
        log.add_blob(rule("pay").as_bytes()),
        log.add_blob(rule("other").as_bytes()),
    );
    let (erp, crm) = (
        log.add_blob(connector("erp").as_bytes()),
        log.add_blob(connector("crm").as_bytes()),
    );
    let (none, odd) = (Digest([1; 32]), log.add_blob(b"{}"));
    let set = |file| Proposal::RuleSet {
        file,
        rule: slug("pay"),
    };
    let to = |file| Proposal::ConnectorSet {
        connector: slug("erp"),
        file,
        token: None,
    };
    let rows = [
        ("a rule", set(pay), "permitted"),
        ("a file that is not there", set(none), "blob_missing"),
        ("a file that is no rule", set(odd), "file_invalid"),
        ("a file of another rule", set(other), "proposal_invalid"),
        ("a connector", to(erp), "permitted"),
        ("a file that is not there", to(none), "blob_missing"),
        ("a file that is no connector", to(odd), "file_invalid"),
        ("a rule as a connector", to(pay), "file_invalid"),
        ("a file of another connector", to(crm), "proposal_invalid"),
    ];
    for (reason, change, want) in rows {
        let body = Body::ChangePropose(log.proposal(change.clone()));
        let act = log.draft(Signer::Person(CAL), body);
        assert_eq!(code(&log.check(&act)), want, "{}: {reason}", change.kind());
    }
}

#[test]
fn who_may_propose_what() {
    let file = Digest([1; 32]);
    let rows = [
        (
            "access admins enrol people",
            ADA,
            person_add(EVE),
            "permitted",
        ),
        ("others do not", CAL, person_add(EVE), "not_permitted"),
        (
            "not even managers",
            CAL,
            manager(CAL, None),
            "not_permitted",
        ),
        (
            "nor disable",
            CAL,
            Proposal::PersonDisable { person: BEA },
            "not_permitted",
        ),
        ("nor reset keys", CAL, reset(CAL, 60), "not_permitted"),
        (
            "platform admins enrol workstations",
            ADA,
            desk(OTHER_DESK, 60),
            "permitted",
        ),
        (
            "access admins do not",
            BEA,
            desk(OTHER_DESK, 60),
            "not_permitted",
        ),
        ("groups", CAL, group("new", &[]), "not_permitted"),
        ("grants", CAL, grant(BEA, Role::Requester), "not_permitted"),
        (
            "taking back",
            CAL,
            Proposal::GrantRevoke { grant: GrantId(1) },
            "not_permitted",
        ),
        (
            "rules are a builder's",
            ADA,
            Proposal::RuleSet {
                file,
                rule: slug("pay"),
            },
            "not_permitted",
        ),
        (
            "connectors too",
            ADA,
            Proposal::ConnectorSet {
                connector: slug("erp"),
                file,
                token: None,
            },
            "not_permitted",
        ),
        (
            "publications too",
            ADA,
            Proposal::VersionPublish {
                version: file,
                workflow: slug("pay"),
            },
            "not_permitted",
        ),
    ];
    let log = world();
    for (reason, by, change, want) in rows {
        let body = Body::ChangePropose(log.proposal(change.clone()));
        let act = log.draft(Signer::Person(by), body);
        assert_eq!(code(&log.check(&act)), want, "{}: {reason}", change.kind());
    }
}

#[test]
fn it_names_what_it_replaces() {
    let log = world();
    let changes = [
        group("clerks", &[BEA]),
        manager(CAL, Some(BEA)),
        Proposal::PersonDisable { person: CAL },
        Proposal::GrantRevoke { grant: GrantId(1) },
    ];
    for change in changes {
        for (reason, replaces) in [("nothing", None), ("something else", Some(Digest([1; 32])))] {
            let mut body = log.proposal(change.clone());
            assert!(
                body.replaces.is_some(),
                "{} replaces something",
                change.kind()
            );
            body.replaces = replaces;
            let act = log.draft(Signer::Person(ADA), Body::ChangePropose(body));
            assert_eq!(
                code(&log.check(&act)),
                "change_lapsed",
                "{}: {reason}",
                change.kind()
            );
        }
    }
    let mut body = log.proposal(group("new", &[]));
    assert_eq!(body.replaces, None, "a new object replaces nothing");
    body.replaces = Some(Digest([1; 32]));
    let act = log.draft(Signer::Person(ADA), Body::ChangePropose(body));
    assert_eq!(
        code(&log.check(&act)),
        "change_lapsed",
        "it claims to replace something"
    );
}

#[test]
fn only_so_many_wait() {
    let mut log = world();
    let waiting = Arc::new(Change {
        proposal: group("new", &[]),
        replaces: None,
        by: ADA,
        digest: Digest::default(),
    });
    let count = u64::try_from(limits::OPEN_CHANGES).unwrap();
    log.kernel.state.changes = (0..count - 1)
        .map(|id| (ChangeId(id), waiting.clone()))
        .collect();
    assert_eq!(
        propose(&log, group("new", &[])),
        "permitted",
        "the last one"
    );
    log.kernel.state.changes.insert(ChangeId(count), waiting);
    assert_eq!(propose(&log, group("new", &[])), "too_many_changes");
}
