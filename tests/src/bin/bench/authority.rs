//! `authority_decide`: decisions of the kernel's one function, beside plain Cedar on the same grants.
//!
//! The reference asks Cedar's authorizer with one permit a grant and a store of everything: people, groups, scopes.

use std::{
    collections::{HashMap, HashSet},
    hint::black_box,
    sync::Arc,
    time::Instant,
};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request,
    RestrictedExpression,
};
use kernel::{
    act::change::Subject,
    authority::{self, Mode, Object, Policies, Question},
    commitment::Commitment,
    digest::Digest,
    id::{GrantId, GroupId, PersonId},
    role::{Permission, Role},
    scope::Scope,
    state::{Grant, Group, Person, State, Vouch},
};

use crate::{
    Failed,
    report::{Report, median},
};

const PEOPLE: u64 = 100;
const GROUPS: u64 = 10;
const GRANTS: u64 = 60;
const WORKFLOWS: u64 = 10;
const VOUCH: Vouch = Vouch {
    proposed: PersonId(1),
    decided: Some(PersonId(2)),
    index: 7,
};

fn scope_of(number: u64) -> Result<Scope, Failed> {
    Scope::parse(&format!("workflow:flow-{}", number % WORKFLOWS))
        .ok_or_else(|| "a scope that is none".into())
}

fn group_of(number: u64) -> Result<GroupId, Failed> {
    GroupId::parse(&format!("group-{}", number % GROUPS))
        .ok_or_else(|| "a group that is none".into())
}

/// A company: every person in one group, each group and every fifth person with roles on workflows.
fn state() -> Result<State, Failed> {
    let mut state = State::default();
    for number in 1..=PEOPLE {
        let name = Commitment(Digest::default());
        let person = Person {
            name,
            manager: None,
            disabled: false,
            keys: Vec::new(),
            vouch: VOUCH,
        };
        state.persons.insert(PersonId(number), Arc::new(person));
    }
    for number in 0..GROUPS {
        let members = (1..=PEOPLE)
            .filter(|person| person % GROUPS == number)
            .map(PersonId)
            .collect();
        let group = Group {
            name: format!("Group {number}"),
            members,
            vouch: VOUCH,
        };
        state.groups.insert(group_of(number)?, Arc::new(group));
    }
    let roles = [
        Role::Requester,
        Role::Approver,
        Role::Operator,
        Role::Builder,
    ];
    for number in 0..GRANTS {
        let subject = match number % 3 {
            0 => Subject::Person(PersonId(number + 1)),
            _ => Subject::Group(group_of(number)?),
        };
        let role = roles
            .iter()
            .cycle()
            .nth(usize::try_from(number)?)
            .copied()
            .ok_or("no role")?;
        let grant = Grant {
            subject,
            role,
            scope: scope_of(number / 2)?,
            from: None,
            until: None,
            vouch: VOUCH,
        };
        state.grants.insert(GrantId(number), Arc::new(grant));
    }
    state.epoch = 1;
    Ok(state)
}

/// Person, permission and scope of the nth question: 400 classes that repeat.
fn question(number: u64) -> Result<(PersonId, Permission, Scope), Failed> {
    let permissions = [Permission::RequestStart, Permission::TaskDecide];
    let permission = permissions
        .iter()
        .cycle()
        .nth(usize::try_from(number % 2)?)
        .copied()
        .ok_or("no permission")?;
    Ok((
        PersonId(number * 7 % PEOPLE + 1),
        permission,
        scope_of(number % 4)?,
    ))
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, Failed> {
    Ok(format!("{kind}::{id:?}").parse()?)
}

/// The same grants as plain Cedar.
struct Plain {
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Request>,
}

impl Plain {
    fn new(state: &State, questions: &[(PersonId, Permission, Scope)]) -> Result<Self, Failed> {
        let mut text = String::new();
        for grant in state.grants.values() {
            let principal = match &grant.subject {
                Subject::Person(person) => format!("principal == Person::\"{person}\""),
                Subject::Group(group) => format!("principal in Group::\"{group}\""),
            };
            let actions: Vec<String> = grant
                .role
                .permissions()
                .iter()
                .map(|permission| format!("Action::\"{}\"", permission.as_str()))
                .collect();
            let actions = actions.join(", ");
            text += &format!(
                "permit ({principal}, action in [{actions}], resource in Scope::\"{}\");\n",
                grant.scope
            );
        }
        // The guard that every decision meets: whoever asked for it does not decide on it.
        text += "forbid (principal, action == Action::\"task.decide\", resource) when { resource.requester == principal };\n";
        let mut entities = Vec::new();
        for person in state.persons.keys() {
            let groups = state
                .groups
                .iter()
                .filter(|(_, group)| group.members.contains(person));
            let parents: Result<HashSet<_>, _> = groups
                .map(|(id, _)| uid("Group", &id.to_string()))
                .collect();
            entities.push(Entity::new(
                uid("Person", &person.to_string())?,
                HashMap::new(),
                parents?,
            )?);
        }
        for group in state.groups.keys() {
            entities.push(Entity::new(
                uid("Group", &group.to_string())?,
                HashMap::new(),
                HashSet::new(),
            )?);
        }
        let nobody = RestrictedExpression::new_entity_uid(uid("Person", "nobody")?);
        let workspace = uid("Scope", "workspace")?;
        entities.push(Entity::new(
            workspace.clone(),
            HashMap::new(),
            HashSet::new(),
        )?);
        for number in 0..WORKFLOWS {
            let attributes = HashMap::from([("requester".to_owned(), nobody.clone())]);
            let id = uid("Scope", &scope_of(number)?.to_string())?;
            entities.push(Entity::new(
                id,
                attributes,
                HashSet::from([workspace.clone()]),
            )?);
        }
        let requests = questions.iter().map(|(person, permission, scope)| {
            let principal = uid("Person", &person.to_string())?;
            let action = uid("Action", permission.as_str())?;
            let resource = uid("Scope", &scope.to_string())?;
            Ok(Request::new(
                principal,
                action,
                resource,
                Context::empty(),
                None,
            )?)
        });
        let requests: Result<Vec<Request>, Failed> = requests.collect();
        Ok(Self {
            policies: text.parse()?,
            entities: Entities::from_entities(entities, None)?,
            requests: requests?,
        })
    }
}

/// Decisions a second: the median over blocks of all questions.
fn rate(count: usize, mut decide: impl FnMut() -> usize) -> f64 {
    let blocks = (0..15).map(|_| {
        let began = Instant::now();
        black_box(decide());
        count as f64 / began.elapsed().as_secs_f64()
    });
    median(blocks.collect())
}

/// Measures, after both have decided every question alike.
pub fn measure(report: &mut Report) -> Result<(), Failed> {
    let state = state()?;
    let questions: Result<Vec<_>, Failed> = (0..400).map(question).collect();
    let questions = questions?;
    let policies = Policies::compile(&state, Mode::Memoised);
    let objects: Vec<Object> = questions
        .iter()
        .map(|(_, _, scope)| Object::at(scope.clone()))
        .collect();
    let asked = || {
        questions
            .iter()
            .zip(&objects)
            .map(|((person, permission, _), object)| {
                let question = Question {
                    person: *person,
                    permission: *permission,
                    object,
                };
                authority::decide(&state, &policies, &question).allowed
            })
    };
    let plain = Plain::new(&state, &questions)?;
    let authorizer = Authorizer::new();
    let cedar = || {
        let answers = plain.requests.iter();
        answers.map(|request| {
            authorizer
                .is_authorized(request, &plain.policies, &plain.entities)
                .decision()
                == Decision::Allow
        })
    };
    let (ours, theirs): (Vec<bool>, Vec<bool>) = (asked().collect(), cedar().collect());
    if ours != theirs || !ours.contains(&true) || !ours.contains(&false) {
        return Err("the kernel and plain Cedar decide differently".into());
    }
    let count = questions.len();
    let ours = rate(count, || asked().filter(|allowed| *allowed).count());
    let theirs = rate(count, || cedar().filter(|allowed| *allowed).count());
    report.line("authority_decide", ours, "/s", "cedar", Some(theirs))
}
