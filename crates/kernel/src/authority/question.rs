//! What is asked of authority, and what it answers.
//!
//! INVARIANT: an [`Object`] holds facts only; which of them forbid is said by the guards alone.

use std::collections::BTreeSet;

use crate::{
    id::PersonId,
    refusal::Refusal,
    role::Permission,
    scope::Scope,
    state::{Instance, State},
};

/// May this person do this to this object?
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Who.
    pub person: PersonId,
    /// What.
    pub permission: Permission,
    /// To what.
    pub object: &'a Object,
}

/// The facts about an object that decide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Object {
    /// Where it lies; [`Scope::chain`] gives the scopes that cover it.
    pub scope: Scope,
    /// Who submitted it: of a request, its tasks and incidents.
    pub requester: Option<PersonId>,
    /// Who wrote its fields after the start.
    pub editors: BTreeSet<PersonId>,
    /// Who proposed it: of a change.
    pub proposer: Option<PersonId>,
    /// Who made the version that a change publishes.
    pub author: Option<PersonId>,
    /// Who gains by a change: the grant's subject, members of a group that gains, the person whose key is reset.
    pub beneficiaries: BTreeSet<PersonId>,
    /// Whether the task's rule itself makes the person eligible, as the manager of the requester: then `task.decide`
    /// needs no grant.
    pub by_rule: bool,
}

impl Default for Object {
    fn default() -> Self {
        Self::workspace()
    }
}

impl Object {
    /// The workspace itself.
    pub fn workspace() -> Self {
        Self::at(Scope::Workspace)
    }

    /// Something without a history, at `scope`.
    pub fn at(scope: Scope) -> Self {
        Self {
            scope,
            requester: None,
            editors: BTreeSet::new(),
            proposer: None,
            author: None,
            beneficiaries: BTreeSet::new(),
            by_rule: false,
        }
    }

    /// A request, or a task or incident of it.
    pub fn of_request(request: &Instance) -> Self {
        Self {
            requester: Some(request.requester),
            editors: request.editors.clone(),
            ..Self::at(Scope::Workflow(request.workflow.clone()))
        }
    }
}

/// The answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Whether it is permitted.
    pub allowed: bool,
    /// The grant with its role, scope and grantors; or the guard that forbids; or the nearest grant that is missing.
    pub because: String,
    /// What denied it; `None` if it is permitted.
    pub denial: Option<Denial>,
}

/// What denied it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Denial {
    /// The person is disabled or not enrolled.
    Disabled,
    /// The requester decides on their own request.
    SelfApproval,
    /// Who edited the data decides on it.
    EditorApproval,
    /// The proposer decides on their own change.
    ProposerApproval,
    /// The author decides on the publication of their own version.
    AuthorApproval,
    /// Somebody decides on what benefits themselves.
    SelfBenefit,
    /// No grant in force gives the permission here.
    NoGrant {
        /// The nearest grant that is missing.
        nearest: String,
    },
    /// The policies could not be evaluated.
    PolicyError(String),
}

impl Decision {
    pub(super) fn allow(because: String) -> Self {
        Self {
            allowed: true,
            because,
            denial: None,
        }
    }

    pub(super) fn deny(denial: Denial, because: String) -> Self {
        Self {
            allowed: false,
            because,
            denial: Some(denial),
        }
    }

    pub(super) fn policy_error(error: String) -> Self {
        Self::deny(
            Denial::PolicyError(error.clone()),
            format!("the policies could not be evaluated: {error}"),
        )
    }

    /// The refusal that names what denied it.
    pub fn refusal(&self, person: PersonId, permission: Permission) -> Refusal {
        match &self.denial {
            Some(Denial::Disabled) => Refusal::PersonDisabled { person },
            Some(Denial::SelfApproval) => Refusal::SelfApproval { person },
            Some(Denial::EditorApproval) => Refusal::EditorApproval { person },
            Some(Denial::ProposerApproval) => Refusal::ProposerApproval { person },
            Some(Denial::AuthorApproval) => Refusal::AuthorApproval { person },
            Some(Denial::SelfBenefit) => Refusal::SelfBenefit { person },
            Some(Denial::NoGrant { .. } | Denial::PolicyError(_)) | None => Refusal::NotPermitted {
                person,
                permission,
                because: self.because.clone(),
            },
        }
    }
}

/// Whether the person is enrolled and not disabled.
pub(super) fn is_active(state: &State, person: PersonId) -> bool {
    state.active_person(&person).is_some()
}
