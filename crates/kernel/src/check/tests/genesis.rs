//! The first entry: each row changes one thing of a first entry that is permitted without the change.

use super::log::*;
use crate::{
    act::{Act, Body, workspace::Create},
    authority::Mode,
    digest::Digest,
    id::{PersonId, Signer},
    role::Role,
    scope::Scope,
};
use ledger::{
    Hash,
    note::{KeyKind, SignerKey},
};

type Edit = fn(&mut Act, &mut Create);

#[test]
fn the_first_entry() {
    let rows: &[(&str, Edit, &str)] = &[
        ("as it should be", |_, _| {}, "permitted"),
        (
            "it names a workspace",
            |act, _| act.ws = Some(Digest([1; 32])),
            "genesis_misplaced",
        ),
        (
            "other kernel rules",
            |act, _| act.v = 2,
            "other_rules_version",
        ),
        (
            "somebody else signs",
            |act, _| act.by = Signer::Person(BEA),
            "proposal_invalid",
        ),
        (
            "the workstation signs",
            |act, _| act.by = Signer::Workstation(DESK),
            "proposal_invalid",
        ),
        (
            "on another workstation",
            |act, _| act.via = OTHER_DESK,
            "proposal_invalid",
        ),
        (
            "it has seen something",
            |act, _| act.seen.size = 1,
            "seen_ahead",
        ),
        (
            "another empty tree",
            |act, _| act.seen.root = Hash([0; 32]),
            "seen_mismatch",
        ),
        ("no name", |_, body| body.name.clear(), "proposal_invalid"),
        (
            "the longest name",
            |_, body| body.name = "ä".repeat(120),
            "permitted",
        ),
        (
            "a longer name",
            |_, body| body.name = "ä".repeat(121),
            "proposal_invalid",
        ),
        (
            "the log key is none",
            |_, body| body.log_key = "log".into(),
            "weak_key",
        ),
        (
            "the log key cosigns",
            |_, body| body.log_key = vkey_of(KeyKind::Cosignature, 3),
            "weak_key",
        ),
        (
            "keys under another origin",
            |_, body| body.log_key = other_origin(),
            "weak_key",
        ),
        (
            "the person's key is none",
            |_, body| body.admin_key.clear(),
            "weak_key",
        ),
        (
            "the person's key under the workstation's name",
            |_, body| body.admin_key = body.workstation_key.clone(),
            "weak_key",
        ),
        (
            "the workstation's key is none",
            |_, body| body.workstation_key.clear(),
            "weak_key",
        ),
        (
            "person and workstation share a key",
            |_, body| body.workstation_key = vkey(&key(Signer::Workstation(DESK), 11)),
            "key_enrolled_before",
        ),
        (
            "person and log share a key",
            |_, body| body.admin_key = vkey(&key(Signer::Person(ADA), 3)),
            "key_enrolled_before",
        ),
        (
            "workstation and log share a key",
            |_, body| body.workstation_key = vkey(&key(Signer::Workstation(DESK), 3)),
            "key_enrolled_before",
        ),
    ];
    let log = Log::empty(Mode::Plain);
    for (reason, edit, want) in rows {
        let mut body = genesis();
        let mut act = log.draft(Signer::Person(ADA), export());
        edit(&mut act, &mut body);
        act.body = Body::WorkspaceCreate(body);
        assert_eq!(code(&log.check(&act)), *want, "{reason}");
    }
}

fn vkey_of(kind: KeyKind, seed: u8) -> String {
    vkey(&SignerKey::from_seed(ORIGIN, kind, &[seed; 32]).unwrap())
}

fn other_origin() -> String {
    vkey(&SignerKey::from_seed("other.example/log", KeyKind::Ed25519, &[3; 32]).unwrap())
}

#[test]
fn it_stands_first_and_nowhere_else() {
    let empty = Log::empty(Mode::Plain);
    let first = empty.draft(Signer::Person(ADA), Body::WorkspaceCreate(genesis()));
    let team = Log::team();
    let mut again = team.draft(Signer::Person(ADA), Body::WorkspaceCreate(genesis()));
    assert_eq!(
        code(&team.check(&again)),
        "genesis_misplaced",
        "a second one"
    );
    again.ws = None;
    assert_eq!(
        code(&team.check(&again)),
        "genesis_misplaced",
        "a second one as the first was"
    );
    assert_eq!(
        code(&empty.check_at(&first, 1)),
        "genesis_misplaced",
        "after an entry that counts for nothing"
    );
    let other = empty.draft(Signer::Person(ADA), export());
    assert_eq!(
        code(&empty.check(&other)),
        "genesis_misplaced",
        "something else first"
    );
}

#[test]
fn what_it_leads_to() {
    let log = Log::bootstrap(Mode::Plain);
    let state = &log.kernel.state;
    let known = state.genesis.as_ref().unwrap();
    assert_eq!(
        known.ws,
        Digest::of(&log.entries[0]),
        "the fingerprint is the first entry's"
    );
    assert_eq!((known.origin.as_str(), known.admin), (ORIGIN, ADA));
    assert!(state.bootstrap, "one person's word counts");
    let roles: Vec<(Role, &Scope, PersonId)> = state
        .grants
        .values()
        .map(|grant| (grant.role, &grant.scope, grant.vouch.proposed))
        .collect();
    assert_eq!(
        roles,
        [
            (Role::AccessAdmin, &Scope::Workspace, ADA),
            (Role::PlatformAdmin, &Scope::Workspace, ADA)
        ]
    );
    assert_eq!(
        state.keys.len(),
        2,
        "person and workstation; the log's key signs no act"
    );
}
