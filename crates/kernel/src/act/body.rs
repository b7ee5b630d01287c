//! The typed bodies of acts and their names.
//!
//! INVARIANT: one name, one type; unknown fields are refused, so an act means the same to every reader.

use serde::{Deserialize, Serialize};

use super::{
    approval, change, clock, data, incident, job, message, request, session, task, timer, version,
    workspace,
};

macro_rules! bodies {
    ($($(#[$doc:meta])* $name:literal => $variant:ident($type:ty),)*) => {
        /// What an act does.
        #[derive(Clone, PartialEq, Debug, Serialize)]
        #[serde(untagged)]
        pub enum Body { $($(#[$doc])* $variant($type),)* }

        impl Body {
            /// The names of all acts of rules version 1.
            pub const NAMES: &[&str] = &[$($name,)*];

            /// The act's name, `noun.verb`.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name,)* }
            }

            /// The object the act is on, as `on` must write it.
            pub fn on(&self) -> String {
                match self { $(Self::$variant(body) => body.on(),)* }
            }

            /// Reads the body of the act called `name`; `None` if no act is called so.
            pub fn parse(name: &str, json: &str) -> Option<Result<Self, serde_json::Error>> {
                match name {
                    $($name => Some(parse::<$type>(json).map(Self::$variant)),)*
                    _ => None,
                }
            }
        }
    };
}

fn parse<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, serde_json::Error> {
    serde_json::from_str(json)
}

bodies! {
    /// A person decides on an approval task.
    "approval.decide" => ApprovalDecide(approval::Decide),
    /// Somebody decides on a proposed change.
    "change.decide" => ChangeDecide(change::Decide),
    /// Somebody proposes a change.
    "change.propose" => ChangePropose(change::Propose),
    /// Somebody takes their own proposal back.
    "change.withdraw" => ChangeWithdraw(change::Withdraw),
    /// The workstation says that time passed.
    "clock.tick" => ClockTick(clock::Tick),
    /// The record leaves the workspace.
    "data.export" => DataExport(data::Export),
    /// Sealed values are opened outside a task.
    "data.reveal" => DataReveal(data::Reveal),
    /// A person resolves what stopped.
    "incident.resolve" => IncidentResolve(incident::Resolve),
    /// A connector answered.
    "job.completed" => JobCompleted(job::Completed),
    /// A connector call failed for certain.
    "job.failed" => JobFailed(job::Failed),
    /// A connector call is about to leave.
    "job.started" => JobStarted(job::Started),
    /// Nobody knows whether a connector call took effect.
    "job.unknown" => JobUnknown(job::Unknown),
    /// A message comes from outside.
    "message.publish" => MessagePublish(message::Publish),
    /// A request is taken back or stopped.
    "request.cancel" => RequestCancel(request::Cancel),
    /// An operator changes fields of a request.
    "request.modify" => RequestModify(request::Modify),
    /// The requester changes what was returned to them.
    "request.revise" => RequestRevise(request::Revise),
    /// A person submits a request.
    "request.start" => RequestStart(request::Start),
    /// The workstation refused sign-ins.
    "session.refused" => SessionRefused(session::Refused),
    /// A person completes a plain task.
    "task.complete" => TaskComplete(task::Complete),
    /// A time that a request waited for has come.
    "timer.fire" => TimerFire(timer::Fire),
    /// A time has come at which a workflow starts by itself.
    "timer.start" => TimerStart(timer::Start),
    /// A person makes a version of a workflow.
    "version.create" => VersionCreate(version::Create),
    /// The first entry.
    "workspace.create" => WorkspaceCreate(workspace::Create),
}
