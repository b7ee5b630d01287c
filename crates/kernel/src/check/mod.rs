//! Whether an act is permitted in the state before it, and what it changes.
//!
//! INVARIANT: every refusal happens here and changes nothing. The order is fixed: envelope, signer, then the noun's own
//! check; within a noun, authority comes before anything that depends on content a person may not see.
//!
//! New act: a function `check(&Context, &Body) -> Result<Outcome, Refusal>` in the file of its noun, a line in `noun`.

mod approval;
mod change;
mod clock;
mod data;
mod envelope;
mod incident;
mod job;
mod message;
mod propose;
mod request;
mod task;
#[cfg(test)]
pub(crate) mod tests;
mod timer;
mod version;
mod workspace;

use crate::{
    act::{Act, Body},
    authority::{self, Decision, Object, Question},
    digest::Digest,
    id::PersonId,
    lookup::Lookup,
    refusal::Refusal,
    role::Permission,
    state::{Kernel, Outcome, State},
};

pub use change::{approve_permission, current_digest, preview, review_object};
pub use envelope::check_envelope;
pub use timer::answers_for;

/// An act that is to be checked, and where.
pub struct Context<'a> {
    /// State before it.
    pub kernel: &'a Kernel,
    /// The act.
    pub act: &'a Act,
    /// SHA-256 of its entry.
    pub digest: Digest,
    /// The index it gets.
    pub index: u64,
    /// Facts of the log.
    pub lookup: &'a dyn Lookup,
}

/// Checks an act whose signatures are verified (`signature::verify`).
pub fn check(context: &Context<'_>) -> Result<Outcome, Refusal> {
    check_envelope(context)?;
    noun(context)
}

fn noun(cx: &Context<'_>) -> Result<Outcome, Refusal> {
    match &cx.act.body {
        Body::ApprovalDecide(body) => approval::check(cx, body),
        Body::ChangeDecide(body) => change::decide(cx, body),
        Body::ChangePropose(body) => propose::check(cx, body),
        Body::ChangeWithdraw(body) => change::withdraw(cx, body),
        Body::ClockTick(body) => clock::check(cx, body),
        Body::DataExport(_) => data::export(cx),
        Body::DataReveal(body) => data::reveal(cx, body),
        Body::IncidentResolve(body) => incident::check(cx, body),
        Body::JobCompleted(body) => job::completed(cx, body),
        Body::JobFailed(body) => job::failed(cx, body),
        Body::JobStarted(body) => job::started(cx, body),
        Body::JobUnknown(body) => job::unknown(cx, body),
        Body::MessagePublish(body) => message::check(cx, body),
        Body::RequestCancel(body) => request::cancel(cx, body),
        Body::RequestModify(body) => request::modify(cx, body),
        Body::RequestRevise(body) => request::revise(cx, body),
        Body::RequestStart(body) => request::start(cx, body),
        Body::SessionRefused(_) => Ok(Outcome::default()),
        Body::TaskComplete(body) => task::check(cx, body),
        Body::TimerFire(body) => timer::check(cx, body),
        Body::TimerStart(body) => timer::start(cx, body),
        Body::VersionCreate(body) => version::check(cx, body),
        Body::WorkspaceCreate(body) => workspace::check(cx, body),
    }
}

impl<'a> Context<'a> {
    /// The state before the act.
    pub fn state(&self) -> &'a State {
        &self.kernel.state
    }

    /// The person who acts.
    pub fn person(&self) -> Result<PersonId, Refusal> {
        self.act
            .by
            .person()
            .ok_or(Refusal::WrongSignerKind { wanted: "a person" })
    }

    /// Asks for a permission on an object; a denial is the refusal that names the rule.
    pub fn permit(&self, permission: Permission, object: &Object) -> Result<Decision, Refusal> {
        permit(self.kernel, self.person()?, permission, object)
    }
}

/// Asks for a permission of a person, whoever signs.
fn permit(
    kernel: &Kernel,
    person: PersonId,
    permission: Permission,
    object: &Object,
) -> Result<Decision, Refusal> {
    let question = Question {
        person,
        permission,
        object,
    };
    let decision = authority::decide(&kernel.state, &kernel.compiled.policies, &question);
    if decision.allowed {
        Ok(decision)
    } else {
        Err(decision.refusal(person, permission))
    }
}
