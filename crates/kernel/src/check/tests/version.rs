//! Versions, publications, exports and reveals.

use std::sync::Arc;

use super::log::*;
use crate::{
    act::{
        Body,
        change::{Proposal, Subject},
        data::Reveal,
        version::Create,
    },
    digest::Digest,
    id::{ChangeId, PersonId, RequestId, Signer},
    process::tests::support::{APPROVERS, Files, REQUEST, SHOWN, draw},
    role::Role,
    scope::Scope,
    state::{Event, Instance},
};

const FLOW: &str = "pay";

fn files(needed: u8) -> Files {
    let process = draw(&[
        "start req",
        "approval a pay-rule show",
        "end e",
        "start > a",
        "a > e",
    ]);
    Files {
        process,
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("show", SHOWN)
    .rule("pay-rule", APPROVERS, needed)
}

/// Cal is a builder, Dan and Bea own the workflow, the rule that needs one approval is in force.
fn world() -> (Log, Create) {
    let mut log = Log::team();
    log.change(ADA, BEA, grant(CAL, Role::Builder));
    log.change(ADA, BEA, grant(DAN, Role::WorkflowOwner));
    log.change(BEA, ADA, grant(DAN, Role::Builder));
    let manifest = pin(&mut log, &files(1));
    set_rule(&mut log, &manifest);
    (log, manifest)
}

fn pin(log: &mut Log, files: &Files) -> Create {
    let (manifest, blobs) = files.pin(FLOW);
    log.facts.blobs.extend(blobs.0);
    manifest
}

fn set_rule(log: &mut Log, manifest: &Create) {
    let rule = slug("pay-rule");
    log.change(
        CAL,
        DAN,
        Proposal::RuleSet {
            file: manifest.rules[&rule],
            rule,
        },
    );
}

fn create(log: &Log, by: PersonId, manifest: &Create) -> &'static str {
    code(&log.check(&log.draft(Signer::Person(by), Body::VersionCreate(manifest.clone()))))
}

#[test]
fn versions() {
    type Edit = fn(&mut Create);
    let rows: &[(&str, Edit, &str)] = &[
        ("everything in force and readable", |_| {}, "permitted"),
        ("no name", |body| body.name.clear(), "proposal_invalid"),
        (
            "the longest name",
            |body| body.name = "ä".repeat(120),
            "permitted",
        ),
        (
            "a longer name",
            |body| body.name = "ä".repeat(121),
            "proposal_invalid",
        ),
        (
            "a rule with another file",
            |body| {
                body.rules.insert(slug("pay-rule"), Digest([1; 32]));
            },
            "pin_not_in_force",
        ),
        (
            "a rule nobody reviewed",
            |body| {
                body.rules
                    .insert(slug("other"), body.rules[&slug("pay-rule")]);
            },
            "pin_not_in_force",
        ),
        (
            "a connector nobody reviewed",
            |body| {
                body.connectors.insert(slug("erp"), Digest([1; 32]));
            },
            "pin_not_in_force",
        ),
        (
            "a diagram that is not there",
            |body| body.process = Digest([1; 32]),
            "blob_missing",
        ),
        (
            "a form that is not there",
            |body| {
                body.forms.insert("req".into(), Digest([1; 32]));
            },
            "blob_missing",
        ),
        (
            "a diagram that is none",
            |body| body.process = body.rules[&slug("pay-rule")],
            "file_invalid",
        ),
        (
            "201 files",
            |body| {
                body.forms
                    .extend((0..199).map(|n| (format!("f{n}"), body.process)))
            },
            "proposal_invalid",
        ),
    ];
    let (log, manifest) = world();
    for (reason, edit, want) in rows {
        let mut body = manifest.clone();
        edit(&mut body);
        assert_eq!(create(&log, CAL, &body), *want, "{reason}");
    }
    assert_eq!(
        create(&log, ADA, &manifest),
        "not_permitted",
        "only a builder"
    );
}

#[test]
fn a_version_exists_once_and_runs_nothing_by_itself() {
    let (mut log, manifest) = world();
    let outcome = log.by(CAL, Body::VersionCreate(manifest.clone())).unwrap();
    let version = manifest.digest();
    assert_eq!(outcome.events, [Event::VersionCreated(version)]);
    assert_eq!(create(&log, CAL, &manifest), "version_exists");
    assert_eq!(
        create(&log, DAN, &manifest),
        "version_exists",
        "another author changes nothing"
    );
    let workflow = &log.kernel.state.workflows[&slug(FLOW)];
    assert_eq!(
        (workflow.latest, workflow.published),
        (1, None),
        "nothing runs on it until it is published"
    );
    assert!(log.kernel.definition(&version).is_some());
}

fn publish(log: &mut Log, version: Digest) -> ChangeId {
    log.pending(
        CAL,
        Proposal::VersionPublish {
            version,
            workflow: slug(FLOW),
        },
    )
}

#[test]
fn publications() {
    let (mut log, manifest) = world();
    let version = manifest.digest();
    log.by(CAL, Body::VersionCreate(manifest)).unwrap();
    let propose = |log: &Log, workflow: &str, version| {
        let body = log.proposal(Proposal::VersionPublish {
            version,
            workflow: slug(workflow),
        });
        code(&log.check(&log.draft(Signer::Person(CAL), Body::ChangePropose(body))))
    };
    assert_eq!(
        propose(&log, FLOW, Digest([1; 32])),
        "proposal_invalid",
        "no such version"
    );
    assert_eq!(
        propose(&log, "other", version),
        "proposal_invalid",
        "a version of another workflow"
    );
    let id = publish(&mut log, version);
    assert_eq!(code(&log.approve(CAL, id)), "proposer_approval");
    assert_eq!(
        code(&log.approve(BEA, id)),
        "not_permitted",
        "an access admin publishes nothing"
    );
    assert_eq!(code(&log.approve(DAN, id)), "permitted");
    assert_eq!(
        log.kernel.state.workflows[&slug(FLOW)].published,
        Some(version)
    );
    assert_eq!(
        propose(&log, FLOW, version),
        "proposal_invalid",
        "it is published already"
    );
}

#[test]
fn the_author_does_not_approve_their_own_version() {
    let (mut log, manifest) = world();
    log.by(DAN, Body::VersionCreate(manifest.clone())).unwrap();
    let id = publish(&mut log, manifest.digest());
    assert_eq!(
        code(&log.approve(DAN, id)),
        "author_approval",
        "proposed by somebody else, and still their own"
    );
    log.change(ADA, BEA, grant(CAL, Role::WorkflowOwner));
    assert_eq!(
        code(&log.approve(CAL, id)),
        "proposer_approval",
        "nor does the proposer"
    );
}

#[test]
fn a_publication_whose_pins_have_moved_does_not_come_into_force() {
    let (mut log, manifest) = world();
    log.by(CAL, Body::VersionCreate(manifest.clone())).unwrap();
    let id = publish(&mut log, manifest.digest());
    let stricter = pin(&mut log, &files(2));
    set_rule(&mut log, &stricter);
    assert_eq!(
        code(&log.approve(DAN, id)),
        "pin_not_in_force",
        "the rule was changed since"
    );
    let version = manifest.digest();
    let body = log.proposal(Proposal::VersionPublish {
        version,
        workflow: slug(FLOW),
    });
    let act = log.draft(Signer::Person(CAL), Body::ChangePropose(body));
    assert_eq!(
        code(&log.check(&act)),
        "pin_not_in_force",
        "nor can it be proposed again"
    );
}

#[test]
fn a_publication_lapses_when_another_one_comes_first() {
    let (mut log, manifest) = world();
    log.by(CAL, Body::VersionCreate(manifest.clone())).unwrap();
    let mut second = manifest.clone();
    second.name = "Second".into();
    log.by(CAL, Body::VersionCreate(second.clone())).unwrap();
    assert_eq!(log.kernel.state.versions[&second.digest()].number, 2);
    let (first, other) = (
        publish(&mut log, manifest.digest()),
        publish(&mut log, second.digest()),
    );
    log.approve(DAN, other).unwrap();
    assert_eq!(code(&log.approve(DAN, first)), "change_lapsed");
}

#[test]
fn who_may_export() {
    let mut log = Log::team();
    log.change(ADA, BEA, grant(CAL, Role::Auditor));
    let scope = Scope::Workflow(slug(FLOW));
    log.change(
        ADA,
        BEA,
        Proposal::GrantAdd {
            from: None,
            role: Role::Auditor,
            scope,
            subject: Subject::Person(DAN),
            until: None,
        },
    );
    let rows = [
        ("a platform admin", ADA, "permitted"),
        ("an auditor", CAL, "permitted"),
        ("an access admin", BEA, "not_permitted"),
        ("an auditor of one workflow", DAN, "not_permitted"),
    ];
    for (reason, by, want) in rows {
        let before = log.kernel.state.clone();
        assert_eq!(code(&log.by(by, export())), want, "{reason}");
        let after = crate::state::State {
            size: before.size,
            ..log.kernel.state.clone()
        };
        assert_eq!(after, before, "{reason}: nothing but the record changes");
    }
}

#[test]
fn who_may_reveal() {
    let mut log = Log::team();
    log.change(ADA, BEA, grant(CAL, Role::Auditor));
    let scope = Scope::Workflow(slug(FLOW));
    log.change(
        ADA,
        BEA,
        Proposal::GrantAdd {
            from: None,
            role: Role::Auditor,
            scope,
            subject: Subject::Person(DAN),
            until: None,
        },
    );
    let (open, closed, other) = (RequestId(3), RequestId(4), RequestId(5));
    for (id, workflow) in [(open, FLOW), (other, "other")] {
        log.kernel
            .state
            .requests
            .insert(id, Arc::new(instance(id, workflow)));
    }
    let next = RequestId(log.size());
    let rows: &[(&str, PersonId, RequestId, usize, &str)] = &[
        ("an auditor", CAL, open, 1, "permitted"),
        ("an auditor of its workflow", DAN, open, 1, "permitted"),
        (
            "an auditor of another workflow",
            DAN,
            other,
            1,
            "not_permitted",
        ),
        (
            "a closed request is of no workflow",
            DAN,
            closed,
            1,
            "not_permitted",
        ),
        ("an auditor of everything", CAL, closed, 1, "permitted"),
        ("a platform admin", ADA, open, 1, "not_permitted"),
        ("nothing to reveal", CAL, open, 0, "fields_beyond_limits"),
        ("as many as a request can have", CAL, open, 500, "permitted"),
        ("more", CAL, open, 501, "fields_beyond_limits"),
        (
            "a request that cannot be yet",
            CAL,
            next,
            1,
            "fields_beyond_limits",
        ),
    ];
    for (reason, by, request, count, want) in rows {
        let values = vec![commitment(1); *count];
        let act = log.draft(
            Signer::Person(*by),
            Body::DataReveal(Reveal {
                request: *request,
                values,
            }),
        );
        assert_eq!(code(&log.check(&act)), *want, "{reason}");
    }
}

fn instance(id: RequestId, workflow: &str) -> Instance {
    Instance {
        id,
        workflow: slug(workflow),
        version: Digest([1; 32]),
        requester: DAN,
        via: DESK,
        fields: Default::default(),
        editors: Default::default(),
        joins: Default::default(),
        tasks: Default::default(),
        jobs: Default::default(),
        incidents: Default::default(),
        next_incident: 1,
        approved: Default::default(),
        passed: Default::default(),
        scopes: Default::default(),
        next_scope: 1,
        waits: Default::default(),
    }
}
