//! Check of `workspace.create`: the first entry.
//!
//! The administrator gets *access admin* (`g_0`) and *platform admin* (`g_1`). Entry 1 is always a tick, so no other
//! entry can make a grant of that name.

use ledger::note::{KeyKind, VerifierKey};

use super::Context;
use crate::{
    act::{change::Subject, workspace::Create},
    id::{GrantId, Signer},
    limits,
    refusal::Refusal,
    role::Role,
    scope::Scope,
    signature,
    state::{Delta, Genesis, Grant, KeyRange, Outcome, Person, Vouch, Workstation},
};

pub(super) fn check(cx: &Context<'_>, body: &Create) -> Result<Outcome, Refusal> {
    let invalid = |reason: &str| Refusal::ProposalInvalid {
        reason: reason.into(),
    };
    if cx.act.by != Signer::Person(body.admin) || cx.act.via != body.workstation {
        return Err(invalid("the administrator signs on the first workstation"));
    }
    if body.name.is_empty() || body.name.chars().count() > limits::NAME_CHARS {
        return Err(invalid("the workspace needs a name of 1 to 120 characters"));
    }
    let log =
        VerifierKey::parse(&body.log_key).map_err(|_| Refusal::WeakKey { name: "log".into() })?;
    if log.kind() != KeyKind::Ed25519 {
        return Err(Refusal::WeakKey {
            name: log.name().to_owned(),
        });
    }
    let enrolled = signature::enrols(cx.act, log.name())?;
    let [admin, workstation] = enrolled.as_slice() else {
        return Err(invalid("two keys are enrolled"));
    };
    let keys = [
        *admin.key.public().as_bytes(),
        *workstation.key.public().as_bytes(),
        *log.public().as_bytes(),
    ];
    let [admin_key, workstation_key, log_key] = keys;
    if admin_key == workstation_key || admin_key == log_key || workstation_key == log_key {
        return Err(Refusal::KeyEnrolledBefore {
            name: log.name().to_owned(),
        });
    }
    Ok(Outcome {
        deltas: deltas(cx, body, log.name(), admin_key, workstation_key),
        ..Outcome::default()
    })
}

fn deltas(
    cx: &Context<'_>,
    body: &Create,
    origin: &str,
    admin_key: [u8; 32],
    workstation_key: [u8; 32],
) -> Vec<Delta> {
    let vouch = Vouch {
        proposed: body.admin,
        decided: None,
        index: cx.index,
    };
    let keys = |key| {
        vec![KeyRange {
            key,
            from: 0,
            until: None,
        }]
    };
    let grant = |role| Grant {
        subject: Subject::Person(body.admin),
        role,
        scope: Scope::Workspace,
        from: None,
        until: None,
        vouch,
    };
    let person = Person {
        name: body.admin_name,
        manager: None,
        disabled: false,
        keys: keys(admin_key),
        vouch,
    };
    let genesis = Genesis {
        ws: cx.digest,
        origin: origin.to_owned(),
        name: body.name.clone(),
        log_key: body.log_key.clone(),
        admin: body.admin,
    };
    vec![
        Delta::Genesis(genesis),
        Delta::Bootstrap(true),
        Delta::Person(body.admin, person),
        Delta::Key(admin_key, Signer::Person(body.admin)),
        Delta::Workstation(
            body.workstation,
            Workstation {
                keys: keys(workstation_key),
                vouch,
            },
        ),
        Delta::Key(workstation_key, Signer::Workstation(body.workstation)),
        Delta::Grant(GrantId(0), grant(Role::AccessAdmin)),
        Delta::Grant(GrantId(1), grant(Role::PlatformAdmin)),
    ]
}
