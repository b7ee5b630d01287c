//! Proposing people, groups and grants.

use engine::acts::people::NewGrant;
use kernel::{
    act::change::Subject,
    id::{ActId, GrantId, GroupId},
    role::Role,
    scope::Scope,
    time::Timestamp,
};

use super::{parsed, proposed};
use crate::{
    ApiError, Host,
    contract::{
        people::{AddGrant, AddPerson, DisablePerson, ResetKey, RevokeGrant, SetGroup, SetManager},
        shared::Proposed,
    },
};

/// `people.add`.
pub fn people_add(host: &Host, args: &AddPerson, id: Option<ActId>) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let manager = args.manager.as_deref().filter(|name| !name.is_empty());
    let manager = manager
        .map(|manager| engine.find_person(manager))
        .transpose()?;
    let (_, made) = engine.add_person(
        &session,
        id,
        &args.name,
        manager,
        &args.password,
        args.reason.as_deref(),
    )?;
    proposed(&engine, &made)
}

/// `people.set_manager`.
pub fn people_set_manager(
    host: &Host,
    args: &SetManager,
    id: Option<ActId>,
) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let person = engine.find_person(&args.person)?;
    let manager = args.manager.as_deref().filter(|name| !name.is_empty());
    let manager = manager
        .map(|manager| engine.find_person(manager))
        .transpose()?;
    proposed(
        &engine,
        &engine.set_manager(&session, id, person, manager, args.reason.as_deref())?,
    )
}

/// `people.disable`.
pub fn people_disable(
    host: &Host,
    args: &DisablePerson,
    id: Option<ActId>,
) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let person = engine.find_person(&args.person)?;
    proposed(
        &engine,
        &engine.disable_person(&session, id, person, args.reason.as_deref())?,
    )
}

/// `people.reset_key`.
pub fn people_reset_key(
    host: &Host,
    args: &ResetKey,
    id: Option<ActId>,
) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let person = engine.find_person(&args.person)?;
    proposed(
        &engine,
        &engine.reset_key(&session, id, person, &args.password, args.reason.as_deref())?,
    )
}

/// `groups.set`.
pub fn groups_set(host: &Host, args: &SetGroup, id: Option<ActId>) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let group = parsed(
        GroupId::parse(&args.group),
        "group",
        "1 to 63 of a-z, 0-9 and -",
    )?;
    let members: Result<_, _> = args
        .members
        .iter()
        .map(|member| engine.find_person(member))
        .collect();
    proposed(
        &engine,
        &engine.set_group(
            &session,
            id,
            &group,
            &args.name,
            members?,
            args.reason.as_deref(),
        )?,
    )
}

/// `grants.add`.
pub fn grants_add(host: &Host, args: &AddGrant, id: Option<ActId>) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let subject = match args.subject.strip_prefix("group:") {
        Some(group) => Subject::Group(parsed(GroupId::parse(group), "subject", "group:name")?),
        None => Subject::Person(engine.find_person(&args.subject)?),
    };
    let grant = NewGrant {
        subject,
        role: parsed(
            Role::parse(&args.role),
            "role",
            "a built-in role such as approver",
        )?,
        scope: parsed(
            Scope::parse(&args.scope),
            "scope",
            "workspace, workflow:name or connector:name",
        )?,
        from: instant(args.from.as_deref(), "from")?,
        until: instant(args.until.as_deref(), "until")?,
    };
    proposed(
        &engine,
        &engine.add_grant(&session, id, grant, args.reason.as_deref())?,
    )
}

fn instant(text: Option<&str>, field: &str) -> Result<Option<Timestamp>, ApiError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let day = Timestamp::parse(&format!("{text}T00:00:00Z"));
    parsed(
        Timestamp::parse(text).or(day),
        field,
        "an instant such as 2026-11-22T09:30:00Z, or a date",
    )
    .map(Some)
}

/// `grants.revoke`.
pub fn grants_revoke(
    host: &Host,
    args: &RevokeGrant,
    id: Option<ActId>,
) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let grant = parsed(GrantId::parse(&args.grant), "grant", "a grant such as g_57")?;
    proposed(
        &engine,
        &engine.revoke_grant(&session, id, grant, args.reason.as_deref())?,
    )
}
