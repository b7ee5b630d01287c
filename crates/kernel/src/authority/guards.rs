//! Built-in guards: forbids that no role or grant overrides.
//!
//! They belong to the rules version and cannot be edited. Each is a Cedar policy over the facts of one question, which
//! come as its context: `active` (the person is enrolled and not disabled), `granted` (a grant in force matches),
//! `by_rule` (the task's rule makes the person eligible), and, where they are known, `requester`, `editors`, `proposer`,
//! `author` and `beneficiaries`. Persons are compared, never keys or accounts.
//!
//! INVARIANT: evaluated on each question, never memoised. Which permissions a guard is about is read from its own action
//! clause, so a question meets exactly the guards that could forbid it.
//!
//! New guard: a variant with its text, sentence and denial, its fact in [`super::question::Object`] and in
//! `decide::history`, and a row in the table of `tests/guards.rs` that is allowed without it.

use std::sync::LazyLock;

use cedar_policy::{ActionConstraint, EntityUid, Policy, PolicyId, PolicySet};

use super::{question::Denial, vocabulary::Vocabulary};
use crate::role::Permission;

/// A built-in guard. The order is the order in which one of several is named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Guard {
    /// Disabled people do nothing.
    Disabled,
    /// A requester never decides on their own request.
    Requester,
    /// Who edited the data never decides on it.
    Editor,
    /// A proposer never decides on their own change.
    Proposer,
    /// An author never approves the publication of their own version.
    Author,
    /// Nobody decides on what benefits themselves.
    Beneficiary,
}

impl Guard {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Disabled,
        Self::Requester,
        Self::Editor,
        Self::Proposer,
        Self::Author,
        Self::Beneficiary,
    ];

    /// The stable name of its policy.
    pub fn id(self) -> &'static str {
        match self {
            Self::Disabled => "guard-disabled",
            Self::Requester => "guard-requester",
            Self::Editor => "guard-editor",
            Self::Proposer => "guard-proposer",
            Self::Author => "guard-author",
            Self::Beneficiary => "guard-beneficiary",
        }
    }

    /// The policy.
    pub fn text(self) -> &'static str {
        match self {
            Self::Disabled => DISABLED,
            Self::Requester => REQUESTER,
            Self::Editor => EDITOR,
            Self::Proposer => PROPOSER,
            Self::Author => AUTHOR,
            Self::Beneficiary => BENEFICIARY,
        }
    }

    /// What it says to people.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Disabled => "people who are disabled or not enrolled may do nothing",
            Self::Requester => "who requested something never decides on it",
            Self::Editor => "who edited the data of a request never decides on it",
            Self::Proposer => "who proposed a change never decides on it",
            Self::Author => "who made a version never approves its publication",
            Self::Beneficiary => "who would gain by a change never decides on it",
        }
    }

    /// The denial it leads to.
    pub fn denial(self) -> Denial {
        match self {
            Self::Disabled => Denial::Disabled,
            Self::Requester => Denial::SelfApproval,
            Self::Editor => Denial::EditorApproval,
            Self::Proposer => Denial::ProposerApproval,
            Self::Author => Denial::AuthorApproval,
            Self::Beneficiary => Denial::SelfBenefit,
        }
    }

    fn by_id(id: &PolicyId) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|guard| AsRef::<str>::as_ref(id) == guard.id())
    }
}

/// Disabled people do nothing.
pub const DISABLED: &str = r#"
forbid (principal, action, resource)
unless { context.active };
"#;

/// A requester never decides on their own request, nor on what stopped in it, nor changes it under way.
pub const REQUESTER: &str = r#"
forbid (
  principal,
  action in [
    Action::"task.decide", Action::"incident.resolve", Action::"incident.skip", Action::"request.modify"
  ],
  resource
)
when { context has requester && context.requester == principal };
"#;

/// Who edited the data never decides on it.
pub const EDITOR: &str = r#"
forbid (principal, action == Action::"task.decide", resource)
when { context has editors && context.editors.contains(principal) };
"#;

/// A proposer never decides on their own change.
pub const PROPOSER: &str = r#"
forbid (
  principal,
  action in [
    Action::"person.approve", Action::"group.approve", Action::"grant.approve", Action::"rule.approve",
    Action::"connector.approve", Action::"publication.approve", Action::"workstation.approve"
  ],
  resource
)
when { context has proposer && context.proposer == principal };
"#;

/// An author never approves the publication of their own version.
pub const AUTHOR: &str = r#"
forbid (principal, action == Action::"publication.approve", resource)
when { context has author && context.author == principal };
"#;

/// Nobody decides on what benefits themselves.
pub const BENEFICIARY: &str = r#"
forbid (
  principal,
  action in [
    Action::"person.approve", Action::"group.approve", Action::"grant.approve", Action::"rule.approve",
    Action::"connector.approve", Action::"publication.approve", Action::"workstation.approve"
  ],
  resource
)
when { context has beneficiaries && context.beneficiaries.contains(principal) };
"#;

/// The only permit: a grant matched, or, for a decision on a task, its own rule makes the person eligible.
pub const PERMIT: &str = r#"
permit (principal, action, resource)
when { context.granted || (context.by_rule && action == Action::"task.decide") };
"#;

/// Name of the permit.
const PERMIT_ID: &str = "permit";

/// The policies that a question about one permission meets besides the grants.
#[derive(Debug)]
pub struct Guarded {
    /// The permit and the forbids.
    pub policies: PolicySet,
    /// Whether some of them read more than `active`, `granted` and `by_rule`.
    pub reads_history: bool,
}

/// The guards, by permission.
#[derive(Debug)]
pub struct GuardSet {
    by_permission: Vec<Guarded>,
}

static BUILT_IN: LazyLock<Result<GuardSet, String>> = LazyLock::new(|| GuardSet::of(Guard::ALL));

impl GuardSet {
    /// All built-in guards.
    pub fn built_in() -> Result<&'static Self, String> {
        BUILT_IN.as_ref().map_err(Clone::clone)
    }

    /// The permit and some of the guards.
    pub(super) fn of(guards: &[Guard]) -> Result<Self, String> {
        let guards = guards.iter().map(|guard| (guard.id(), guard.text()));
        Self::read(std::iter::once((PERMIT_ID, PERMIT)).chain(guards))
    }

    /// Policies under their ids.
    pub(super) fn read<'a>(
        texts: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, String> {
        let vocabulary = Vocabulary::get()?;
        let policies = texts
            .map(|(id, text)| parse(id, text))
            .collect::<Result<Vec<_>, _>>()?;
        let of = |permission: &Permission| guarded(&policies, &vocabulary.action(*permission));
        let by_permission = Permission::ALL.iter().map(of).collect::<Result<_, _>>()?;
        Ok(Self { by_permission })
    }

    /// What decides on `permission`.
    pub fn on(&self, permission: Permission) -> Result<&Guarded, String> {
        self.by_permission
            .get(permission as usize)
            .ok_or_else(|| format!("no guards for `{permission}`"))
    }
}

/// The guard to name among the policies that determined a denial.
pub(super) fn first<'a>(reasons: impl Iterator<Item = &'a PolicyId>) -> Option<Guard> {
    reasons.filter_map(Guard::by_id).min()
}

fn parse(id: &str, text: &str) -> Result<Policy, String> {
    Policy::parse(Some(PolicyId::new(id)), text).map_err(|error| error.to_string())
}

fn guarded(policies: &[Policy], action: &EntityUid) -> Result<Guarded, String> {
    let about = || policies.iter().filter(|policy| is_about(policy, action));
    let history =
        |policy: &Policy| Guard::by_id(policy.id()).is_some_and(|guard| guard != Guard::Disabled);
    let reads_history = about().any(history);
    let decided = about().map(without_action).collect::<Result<Vec<_>, _>>()?;
    let policies = PolicySet::from_policies(decided).map_err(|error| error.to_string())?;
    Ok(Guarded {
        policies,
        reads_history,
    })
}

/// The policy for an action that its clause is known to match: without the clause, and by way of JSON without the source
/// positions that evaluation would copy around. Half of a guard's cost is these two.
fn without_action(policy: &Policy) -> Result<Policy, String> {
    let mut json = policy.to_json().map_err(|error| error.to_string())?;
    if let Some(policy) = json.as_object_mut() {
        policy.insert("action".into(), serde_json::json!({ "op": "All" }));
    }
    Policy::from_json(Some(policy.id().clone()), json).map_err(|error| error.to_string())
}

fn is_about(policy: &Policy, action: &EntityUid) -> bool {
    match policy.action_constraint() {
        ActionConstraint::Any => true,
        ActionConstraint::Eq(one) => one == *action,
        ActionConstraint::In(some) => some.contains(action),
    }
}
