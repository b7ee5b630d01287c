//! The one function that decides.
//!
//! It matches grants ([`Policies`]), states the facts of the question, and lets Cedar decide over the guards and the one
//! permit. A denial names the first guard that forbids, else the nearest grant that is missing.
//!
//! INVARIANT: allowed means that Cedar allowed it, without any error, over this question's own facts.

use std::{collections::BTreeSet, sync::LazyLock};

use cedar_policy::{
    Authorizer, Context, Decision as Verdict, Entities, Request, Response,
    RestrictedExpression as Expression,
};

use super::{
    guards::{self, GuardSet},
    policies::{Match, Policies},
    question::{Decision, Denial, Question, is_active},
    reason,
    vocabulary::Vocabulary,
};
use crate::{id::PersonId, role::Permission, scope::Scope, state::State};

/// Decides a question. `policies` are those compiled from the epoch of `state`.
pub fn decide(state: &State, policies: &Policies, question: &Question<'_>) -> Decision {
    GuardSet::built_in()
        .and_then(|guards| decide_under(guards, state, policies, question))
        .unwrap_or_else(Decision::policy_error)
}

/// Whether a grant gives an active person the permission on `scope`. Guards, which need an object, are not asked.
pub fn has_permission(
    state: &State,
    policies: &Policies,
    person: PersonId,
    permission: Permission,
    scope: &Scope,
) -> bool {
    is_active(state, person)
        && matches!(
            policies.matched(state, person, permission, scope),
            Ok(Match::Granted(_))
        )
}

/// Decides a question under the guards given.
pub(super) fn decide_under(
    guards: &GuardSet,
    state: &State,
    policies: &Policies,
    question: &Question<'_>,
) -> Result<Decision, String> {
    let matched = policies.matched(
        state,
        question.person,
        question.permission,
        &question.object.scope,
    )?;
    let response = ask(
        guards,
        state,
        question,
        matches!(matched, Match::Granted(_)),
    )?;
    if let Some(error) = response.diagnostics().errors().next() {
        return Err(error.to_string());
    }
    let guard = guards::first(response.diagnostics().reason());
    Ok(match (response.decision(), guard, matched) {
        (Verdict::Allow, _, Match::Granted(because)) => Decision::allow(because.as_ref().into()),
        (Verdict::Allow, _, Match::Missing(_)) => Decision::allow(reason::BY_RULE.into()),
        (Verdict::Deny, Some(guard), _) => Decision::deny(guard.denial(), guard.sentence().into()),
        (Verdict::Deny, None, Match::Missing(nearest)) => Decision::deny(
            Denial::NoGrant {
                nearest: nearest.as_ref().into(),
            },
            nearest.as_ref().into(),
        ),
        (Verdict::Deny, None, Match::Granted(_)) => {
            return Err("a matched grant did not permit".into());
        }
    })
}

fn ask(
    guards: &GuardSet,
    state: &State,
    question: &Question<'_>,
    granted: bool,
) -> Result<Response, String> {
    let guarded = guards.on(question.permission)?;
    let request = request(state, question, granted, guarded.reads_history)?;
    Ok(Authorizer::new().is_authorized(&request, &guarded.policies, &Entities::empty()))
}

/// The request that the guards decide on: who, what, where, and the facts.
pub(super) fn request(
    state: &State,
    question: &Question<'_>,
    granted: bool,
    with_history: bool,
) -> Result<Request, String> {
    let vocabulary = Vocabulary::get()?;
    let standing = Standing {
        active: is_active(state, question.person),
        by_rule: question.object.by_rule,
        granted,
    };
    let context = match with_history {
        true => context(
            standing
                .facts()
                .into_iter()
                .chain(history(vocabulary, question)),
        )?,
        false => standing.context()?,
    };
    let person = vocabulary.person(question.person);
    let action = vocabulary.action(question.permission);
    let scope = vocabulary.scope(&question.object.scope);
    Request::new(person, action, scope, context, None).map_err(|error| error.to_string())
}

/// The facts that every question has.
#[derive(Clone, Copy)]
struct Standing {
    active: bool,
    by_rule: bool,
    granted: bool,
}

/// Contexts of the questions that have no others, by [`Standing::place`].
static STANDINGS: LazyLock<Result<Vec<Context>, String>> = LazyLock::new(|| {
    let standing = |bits: u8| Standing {
        active: bits & 4 != 0,
        by_rule: bits & 2 != 0,
        granted: bits & 1 != 0,
    };
    (0..8).map(|bits| context(standing(bits).facts())).collect()
});

impl Standing {
    fn place(self) -> usize {
        usize::from(self.active) << 2 | usize::from(self.by_rule) << 1 | usize::from(self.granted)
    }

    fn facts(self) -> [(String, Expression); 3] {
        [
            fact("active", Expression::new_bool(self.active)),
            fact("by_rule", Expression::new_bool(self.by_rule)),
            fact("granted", Expression::new_bool(self.granted)),
        ]
    }

    fn context(self) -> Result<Context, String> {
        let contexts = STANDINGS.as_ref().map_err(Clone::clone)?;
        contexts
            .get(self.place())
            .cloned()
            .ok_or_else(|| "no such standing".to_owned())
    }
}

fn context(facts: impl IntoIterator<Item = (String, Expression)>) -> Result<Context, String> {
    Context::from_pairs(facts).map_err(|error| error.to_string())
}

/// Who did what with the object so far.
fn history(
    vocabulary: &Vocabulary,
    question: &Question<'_>,
) -> impl Iterator<Item = (String, Expression)> {
    let object = question.object;
    let person = |id: PersonId| Expression::new_entity_uid(vocabulary.person(id));
    let one = |name, id: Option<PersonId>| id.map(|id| fact(name, person(id)));
    let some = |name, ids: &BTreeSet<PersonId>| {
        (!ids.is_empty()).then(|| fact(name, Expression::new_set(ids.iter().map(|id| person(*id)))))
    };
    let facts = [
        one("requester", object.requester),
        some("editors", &object.editors),
        one("proposer", object.proposer),
        one("author", object.author),
        some("beneficiaries", &object.beneficiaries),
    ];
    facts.into_iter().flatten()
}

fn fact(name: &str, value: Expression) -> (String, Expression) {
    (name.to_owned(), value)
}
