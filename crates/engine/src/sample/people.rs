//! The people of the sample: who they are, whom they report to, what they may do.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{act::change::Subject, id::GroupId, role::Role, scope::Scope};

use super::{Cast, approve};
use crate::{Engine, EngineError, Session, acts::people::NewGrant, random};

/// A person of the sample and the password that was drawn.
#[derive(Clone, Debug)]
pub struct SamplePerson {
    /// Name.
    pub name: String,
    /// Id.
    pub id: String,
    /// What they do, in words.
    pub part: &'static str,
    /// The password, drawn when the sample was made.
    pub password: String,
}

/// Name, manager, part.
const PEOPLE: &[(&str, Option<&str>, &str)] = &[
    (
        "Bo Lindqvist",
        None,
        "access admin: gives roles together with Ana",
    ),
    (
        "Cy Okafor",
        None,
        "access admin and workflow owner: approves rules, connectors and publications",
    ),
    (
        "Dee Marsh",
        Some("Cy Okafor"),
        "builder: imports workflows and proposes their publication",
    ),
    (
        "Hana Sato",
        Some("Cy Okafor"),
        "manager; approves contract terms",
    ),
    (
        "Eli Novak",
        Some("Cy Okafor"),
        "finance: approves vendors and refunds",
    ),
    (
        "Fay Duarte",
        Some("Cy Okafor"),
        "finance: approves vendors and refunds",
    ),
    ("Gus Pereira", Some("Hana Sato"), "submits requests"),
    (
        "Ivo Brandt",
        Some("Hana Sato"),
        "operator and owner of the systems behind access requests",
    ),
    (
        "Joy Adeyemi",
        None,
        "auditor: reads, exports and verifies the record",
    ),
];

/// Roles given to single people.
const GRANTS: &[(&str, Role, &str)] = &[
    ("Cy Okafor", Role::AccessAdmin, "workspace"),
    ("Cy Okafor", Role::WorkflowOwner, "workspace"),
    ("Dee Marsh", Role::Builder, "workspace"),
    ("Hana Sato", Role::Approver, "workflow:employee-lifecycle"),
    ("Ivo Brandt", Role::Operator, "environment:production"),
    ("Ivo Brandt", Role::WorkflowOwner, "workflow:access-request"),
    ("Joy Adeyemi", Role::Auditor, "workspace"),
];

/// A group: id, name, members, and the roles it holds with their scopes.
type SampleGroup = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [(Role, &'static str)],
);

/// Groups, their members and what they hold.
const GROUPS: &[SampleGroup] = &[
    (
        "finance",
        "Finance",
        &["Eli Novak", "Fay Duarte"],
        &[
            (Role::Approver, "workflow:vendor-onboarding"),
            (Role::Approver, "workflow:customer-refund"),
        ],
    ),
    (
        "staff",
        "Staff",
        &[
            "Cy Okafor",
            "Dee Marsh",
            "Hana Sato",
            "Eli Novak",
            "Fay Duarte",
            "Gus Pereira",
            "Ivo Brandt",
        ],
        &[(Role::Requester, "workspace")],
    ),
];

/// Adds everybody. The administrator begins alone; the second access admin ends bootstrap.
pub(super) fn enrol(
    engine: &Engine,
    admin: Session,
    admin_name: &str,
    password: &str,
) -> Result<(Cast, Vec<SamplePerson>), EngineError> {
    let mut people = vec![SamplePerson {
        name: admin_name.to_owned(),
        id: admin.person().to_string(),
        part: "administrator: created the workspace",
        password: password.to_owned(),
    }];
    let mut cast = Cast {
        sessions: BTreeMap::from([("admin", admin)]),
    };
    for (name, manager, part) in PEOPLE {
        people.push(add(engine, &mut cast, name, *manager, part)?);
        if *name == "Bo Lindqvist" {
            grant(
                engine,
                &cast,
                person(&cast, name)?,
                Role::AccessAdmin,
                "workspace",
            )?;
        }
    }
    for (name, role, scope) in GRANTS {
        grant(engine, &cast, person(&cast, name)?, *role, scope)?;
    }
    for (id, name, members, roles) in GROUPS {
        let group = GroupId::parse(id).ok_or_else(|| not_found("group", id))?;
        let members: Result<BTreeSet<_>, _> =
            members.iter().map(|name| cast.person(name)).collect();
        let proposed =
            engine.set_group(cast.session("admin")?, None, &group, name, members?, None)?;
        approve(engine, &cast, "Bo Lindqvist", &proposed)?;
        for (role, scope) in *roles {
            grant(engine, &cast, Subject::Group(group.clone()), *role, scope)?;
        }
    }
    Ok((cast, people))
}

fn add(
    engine: &Engine,
    cast: &mut Cast,
    name: &'static str,
    manager: Option<&'static str>,
    part: &'static str,
) -> Result<SamplePerson, EngineError> {
    let password = random::password()?.to_string();
    let manager = manager.map(|manager| cast.person(manager)).transpose()?;
    let (id, proposed) =
        engine.add_person(cast.session("admin")?, None, name, manager, &password, None)?;
    approve(engine, cast, "Bo Lindqvist", &proposed)?;
    cast.sessions.insert(name, engine.sign_in(&id, &password)?);
    Ok(SamplePerson {
        name: name.to_owned(),
        id: id.to_string(),
        part,
        password,
    })
}

fn grant(
    engine: &Engine,
    cast: &Cast,
    subject: Subject,
    role: Role,
    scope: &str,
) -> Result<(), EngineError> {
    let scope = Scope::parse(scope).ok_or_else(|| not_found("scope", scope))?;
    let grant = NewGrant {
        subject,
        role,
        scope,
        from: None,
        until: None,
    };
    let proposed = engine.add_grant(cast.session("admin")?, None, grant, None)?;
    approve(engine, cast, "Bo Lindqvist", &proposed)
}

fn person(cast: &Cast, name: &'static str) -> Result<Subject, EngineError> {
    cast.person(name).map(Subject::Person)
}

fn not_found(what: &'static str, name: &str) -> EngineError {
    EngineError::NotFound {
        what,
        name: name.to_owned(),
    }
}
