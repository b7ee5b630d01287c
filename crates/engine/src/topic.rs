//! What may have changed, for those who show it.

use kernel::state::Event;

/// A kind of thing that pages show.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Topic {
    /// Workspace, session, read-only.
    App,
    /// People, groups, grants.
    People,
    /// Open changes.
    Changes,
    /// Rules and connectors.
    Rules,
    /// Tasks.
    Inbox,
    /// Requests.
    Runs,
    /// Workflows and versions.
    Workflows,
    /// Entries.
    Log,
    /// State of the record.
    Seal,
}

impl Topic {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::App,
        Self::People,
        Self::Changes,
        Self::Rules,
        Self::Inbox,
        Self::Runs,
        Self::Workflows,
        Self::Log,
        Self::Seal,
    ];

    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::People => "people",
            Self::Changes => "changes",
            Self::Rules => "rules",
            Self::Inbox => "inbox",
            Self::Runs => "runs",
            Self::Workflows => "workflows",
            Self::Log => "log",
            Self::Seal => "seal",
        }
    }

    /// What an event may have changed.
    pub fn of(event: &Event) -> &'static [Self] {
        match event {
            Event::ChangeOpened(_) | Event::ChangeClosed(_) => &[Self::Changes, Self::App],
            Event::ChangeInForce { .. } | Event::BootstrapEnded => &[
                Self::Changes,
                Self::People,
                Self::Rules,
                Self::Workflows,
                Self::Inbox,
                Self::App,
            ],
            Event::VersionCreated(_) => &[Self::Workflows],
            // The workflow says when it starts next.
            Event::StartedByTimer(..) => &[Self::Workflows, Self::Runs],
            Event::RequestStarted(_)
            | Event::RequestEnded(..)
            | Event::FieldsWritten(_)
            | Event::TaskOpened(..)
            | Event::Decided(..)
            | Event::DecisionsVoided(..)
            | Event::TaskClosed(..)
            | Event::IncidentRaised(..)
            | Event::IncidentClosed(..) => &[Self::Runs, Self::Inbox, Self::App],
            Event::JobDue(..)
            | Event::JobStarted(..)
            | Event::JobClosed(..)
            | Event::TimerSet(..)
            | Event::TimerClosed(..)
            | Event::MessageAwaited(..)
            | Event::MessageClosed(..) => &[Self::Runs],
        }
    }
}
