//! Open changes, what they would do, and whether the signed-in person may decide.

use std::collections::BTreeMap;

use engine::Engine;
use kernel::{
    act::change::{Proposal, Subject},
    authority,
    check::{approve_permission, review_object},
    id::{ChangeId, PersonId},
    state::{Change, State},
};

use crate::{
    ApiError, Host,
    contract::{
        app::Nothing,
        changes::{ChangeList, ChangeRow, ImpactRow},
    },
    view,
};

/// `changes.list`.
pub fn changes_list(host: &Host, _: &Nothing) -> Result<ChangeList, ApiError> {
    let (engine, session) = host.signed_in()?;
    Ok(ChangeList {
        changes: open_changes(&engine, session.person())?,
    })
}

/// Open changes, the newest first.
pub(crate) fn open_changes(engine: &Engine, you: PersonId) -> Result<Vec<ChangeRow>, ApiError> {
    let live = engine.live();
    let state = &live.kernel.state;
    let rows = state
        .changes
        .iter()
        .rev()
        .map(|(id, change)| row(engine, state, id, change, you));
    Ok(rows.collect())
}

fn row(engine: &Engine, state: &State, id: &ChangeId, change: &Change, you: PersonId) -> ChangeRow {
    let mut object = review_object(state, &change.proposal);
    object.proposer = Some(change.by);
    let (before, after) = texts(engine, state, &change.proposal);
    ChangeRow {
        id: id.to_string(),
        kind: change.proposal.kind().to_owned(),
        args: args(engine, state, &change.proposal, *id),
        by: view::person(engine, &change.by),
        at: view::time_of(engine, id.0),
        reason: sealed_of(engine, id.0, "reason"),
        digest: change.digest.to_string(),
        before,
        after,
        impact: impact(engine, state, change, *id),
        may_decide: view::may(engine, you, approve_permission(&change.proposal), &object),
        yours: change.by == you,
    }
}

/// What the sentence of the change names.
fn args(
    engine: &Engine,
    state: &State,
    proposal: &Proposal,
    id: ChangeId,
) -> BTreeMap<String, String> {
    let name = |person: &PersonId| engine.name_of(person);
    let mut args: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |key: &str, value: String| {
        args.insert(key.to_owned(), value);
    };
    match proposal {
        Proposal::PersonAdd {
            person, manager, ..
        } => {
            put(
                "person",
                sealed_of(engine, id.0, "name").unwrap_or_else(|| person.to_string()),
            );
            put(
                "manager",
                manager.as_ref().and_then(name).unwrap_or_default(),
            );
        }
        Proposal::PersonManager { person, manager } => {
            put("person", name(person).unwrap_or_default());
            put(
                "manager",
                manager.as_ref().and_then(name).unwrap_or_default(),
            );
        }
        Proposal::PersonDisable { person } | Proposal::KeyReset { person, .. } => {
            put("person", name(person).unwrap_or_default());
        }
        Proposal::WorkstationAdd { workstation, .. } => put("workstation", workstation.to_string()),
        Proposal::GroupSet {
            group,
            members,
            name: label,
        } => {
            put("group", group.to_string());
            put("name", label.clone());
            put(
                "members",
                members
                    .iter()
                    .filter_map(name)
                    .collect::<Vec<_>>()
                    .join(", "),
            );
        }
        Proposal::GrantAdd {
            from,
            role,
            scope,
            subject,
            until,
        } => {
            put("role", role.to_string());
            put("scope", scope.to_string());
            put("from", from.map(view::time).unwrap_or_default());
            put("until", until.map(view::time).unwrap_or_default());
            put(
                "person",
                match subject {
                    Subject::Person(person) => name(person).unwrap_or_default(),
                    Subject::Group(group) => state
                        .groups
                        .get(group)
                        .map_or_else(|| group.to_string(), |group| group.name.clone()),
                },
            );
        }
        Proposal::GrantRevoke { grant } => {
            if let Some(grant) = state.grants.get(grant) {
                put("role", grant.role.to_string());
                put("scope", grant.scope.to_string());
                put(
                    "person",
                    match &grant.subject {
                        Subject::Person(person) => name(person).unwrap_or_default(),
                        Subject::Group(group) => group.to_string(),
                    },
                );
            }
        }
        Proposal::RuleSet { rule, .. } => put("rule", rule.to_string()),
        Proposal::ConnectorSet { connector, .. } => put("connector", connector.to_string()),
        Proposal::VersionPublish { workflow, version } => {
            let known = state
                .workflows
                .get(workflow)
                .map(|workflow| workflow.name.clone());
            put("workflow", known.unwrap_or_else(|| workflow.to_string()));
            let number = state
                .versions
                .get(version)
                .map(|record| record.number.to_string());
            put("version", number.unwrap_or_default());
            put("digest", version.to_string());
        }
    }
    args
}

/// A sealed text of the entry, where this workstation holds it.
pub(crate) fn sealed_of(engine: &Engine, index: u64, path: &str) -> Option<String> {
    let stored = engine.read(|reader| reader.entry(index)).ok()??;
    let entry = kernel::act::Entry::parse(&stored.bytes).ok()?;
    let rows = engine.read(|reader| reader.sealed_of(&entry.act.id)).ok()?;
    let row = rows.into_iter().find(|row| row.path == path)?;
    engine.open_sealed(&row.commitment).ok()?
}

/// The file as it is and as it would be.
fn texts(engine: &Engine, state: &State, proposal: &Proposal) -> (Option<String>, Option<String>) {
    let (known, file) = match proposal {
        Proposal::RuleSet { file, rule } => (state.rules.get(rule), file),
        Proposal::ConnectorSet {
            connector, file, ..
        } => (state.connectors.get(connector), file),
        _ => return (None, None),
    };
    (
        known.map(|known| view::text_of(engine, &known.file)),
        Some(view::text_of(engine, file)),
    )
}

/// Who could do what they cannot do now, and the other way round.
fn impact(engine: &Engine, state: &State, change: &Change, id: ChangeId) -> Vec<ImpactRow> {
    let Some(after) = kernel::check::preview(state, change, id) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for found in authority::impact(state, &after) {
        let gain = found.gain.iter().map(|person| (person, true));
        let lose = found.lose.iter().map(|person| (person, false));
        rows.extend(gain.chain(lose).map(|(person, gains)| ImpactRow {
            person: view::person(engine, person),
            permission: found.permission.to_string(),
            scope: found.scope.to_string(),
            gains,
        }));
    }
    rows
}
