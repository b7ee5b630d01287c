//! Matching of grants: one Cedar permit each, asked with a store of just the person, their groups and the scope chain.
//!
//! INVARIANT: a permit's policy id is the grant's id, and its meaning depends on the grant alone: validity windows are
//! log time's business, so only permits of grants in force are asked.

use cedar_policy::{
    Authorizer, Context, Decision as Verdict, Entities, Entity, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression,
};

use super::vocabulary::Vocabulary;
use crate::{
    act::change::Subject,
    id::{GrantId, PersonId},
    role::Permission,
    scope::Scope,
    state::{Grant, State},
};

/// The permit of a grant, as Cedar text.
pub fn permit_text(grant: &Grant) -> Result<String, String> {
    let vocabulary = Vocabulary::get()?;
    let principal = match &grant.subject {
        Subject::Person(person) => format!("principal == {}", vocabulary.person(*person)),
        Subject::Group(group) => format!("principal in {}", vocabulary.group(group)),
    };
    let actions: Vec<String> = grant
        .role
        .permissions()
        .iter()
        .map(|permission| vocabulary.action(*permission).to_string())
        .collect();
    let scope = vocabulary.scope(&grant.scope);
    Ok(format!(
        "permit ({principal}, action in [{}], resource in {scope});",
        actions.join(", ")
    ))
}

/// The permit of a grant.
pub(super) fn permit(id: GrantId, grant: &Grant) -> Result<Policy, String> {
    let text = permit_text(grant)?;
    Policy::parse(Some(PolicyId::new(id.to_string())), text).map_err(|error| error.to_string())
}

/// The oldest of the grants in `permits` that gives `permission` on `scope` to the person.
pub(super) fn matching(
    state: &State,
    permits: &PolicySet,
    person: PersonId,
    permission: Permission,
    scope: &Scope,
) -> Result<Option<GrantId>, String> {
    let request = request(person, permission, scope)?;
    let response =
        Authorizer::new().is_authorized(&request, permits, &entities(state, person, scope)?);
    if let Some(error) = response.diagnostics().errors().next() {
        return Err(error.to_string());
    }
    if response.decision() == Verdict::Deny {
        return Ok(None);
    }
    let oldest = response
        .diagnostics()
        .reason()
        .filter_map(|id| GrantId::parse(id.as_ref()))
        .min();
    oldest
        .map(Some)
        .ok_or_else(|| "a permit that is not a grant".to_owned())
}

/// The request of a match. Permits read no facts, so it states none.
pub(super) fn request(
    person: PersonId,
    permission: Permission,
    scope: &Scope,
) -> Result<Request, String> {
    let vocabulary = Vocabulary::get()?;
    let no = || RestrictedExpression::new_bool(false);
    let names = ["active", "by_rule", "granted"];
    let context = Context::from_pairs(names.map(|name| (name.to_owned(), no())))
        .map_err(|error| error.to_string())?;
    let (person, action) = (vocabulary.person(person), vocabulary.action(permission));
    Request::new(person, action, vocabulary.scope(scope), context, None)
        .map_err(|error| error.to_string())
}

/// The person in their groups, and the scopes within each other.
pub(super) fn entities(state: &State, person: PersonId, scope: &Scope) -> Result<Entities, String> {
    let vocabulary = Vocabulary::get()?;
    let is_member =
        |(_, group): &(_, &std::sync::Arc<crate::state::Group>)| group.members.contains(&person);
    let groups: Vec<EntityUid> = state
        .groups
        .iter()
        .filter(is_member)
        .map(|(id, _)| vocabulary.group(id))
        .collect();
    let scopes: Vec<EntityUid> = scope
        .chain()
        .iter()
        .map(|scope| vocabulary.scope(scope))
        .collect();
    let mut entities: Vec<Entity> = groups.iter().map(|group| bare(group, &[])).collect();
    entities.push(bare(&vocabulary.person(person), &groups));
    let mut rest = scopes.as_slice();
    while let Some((scope, wider)) = rest.split_first() {
        entities.push(bare(scope, wider));
        rest = wider;
    }
    Entities::from_entities(entities, None).map_err(|error| error.to_string())
}

fn bare(entity: &EntityUid, parents: &[EntityUid]) -> Entity {
    Entity::new_no_attrs(entity.clone(), parents.iter().cloned().collect())
}
