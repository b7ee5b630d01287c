//! Permissions and the built-in roles.
//!
//! A permission is a verb on an object type. A role is a named set of them, each least-privilege; no role holds
//! everything. A role lists which roles its holder may bind (hand out): nobody hands out what they neither hold nor may
//! bind, and nobody ever binds to themselves.
//!
//! New permission: add it to the enum, to the role that needs it, and to the table in `docs/roles.md`.

use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$item])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// All of them, in the order of their definition.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// Reads the stable name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|item| item.as_str() == text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

named! {
    /// What somebody may do to an object.
    Permission {
        /// Propose people, their managers and keys.
        PersonEdit = "person.edit",
        /// Decide on proposed people and keys.
        PersonApprove = "person.approve",
        /// Propose groups and their members.
        GroupEdit = "group.edit",
        /// Decide on groups.
        GroupApprove = "group.approve",
        /// Propose to give or take a role.
        RoleGrant = "role.grant",
        /// Decide on grants.
        GrantApprove = "grant.approve",
        /// Propose approval rules.
        RuleEdit = "rule.edit",
        /// Decide on approval rules.
        RuleApprove = "rule.approve",
        /// Propose connectors and their scopes.
        ConnectorEdit = "connector.edit",
        /// Decide on connectors.
        ConnectorApprove = "connector.approve",
        /// Make a version of a workflow.
        WorkflowEdit = "workflow.edit",
        /// Propose that a version be published.
        VersionPublish = "version.publish",
        /// Decide on publications.
        PublicationApprove = "publication.approve",
        /// Propose workstations.
        WorkstationEdit = "workstation.edit",
        /// Decide on workstations.
        WorkstationApprove = "workstation.approve",
        /// Submit a request.
        RequestStart = "request.start",
        /// Cancel a request of somebody else.
        RequestCancel = "request.cancel",
        /// See requests of others and where they stand.
        RunRead = "run.read",
        /// Complete a plain task.
        TaskComplete = "task.complete",
        /// Decide on an approval task that a rule gives one.
        TaskDecide = "task.decide",
        /// Resolve what stopped: retry, state the outcome, cancel.
        IncidentResolve = "incident.resolve",
        /// Pass over a step that stopped.
        IncidentSkip = "incident.skip",
        /// Change fields of a running request.
        RequestModify = "request.modify",
        /// Tell a waiting request of a message.
        MessagePublish = "message.publish",
        /// Read the log.
        AuditRead = "audit.read",
        /// Export the record.
        DataExport = "data.export",
        /// Open a sealed value outside one's own task.
        DataReveal = "data.reveal",
        /// Back up and restore.
        WorkspaceBackup = "workspace.backup",
    }
}

named! {
    /// A built-in role.
    Role {
        /// Submits requests.
        Requester = "requester",
        /// Decides on approval tasks.
        Approver = "approver",
        /// Keeps things running: plain tasks, incidents.
        Operator = "operator",
        /// Draws workflows, proposes rules, connectors and publications.
        Builder = "builder",
        /// Decides what is published for a workflow.
        WorkflowOwner = "workflow_owner",
        /// Reads, exports and verifies the record.
        Auditor = "auditor",
        /// Adds people and gives roles, together with another.
        AccessAdmin = "access_admin",
        /// Keeps workstations, connectors and backups.
        PlatformAdmin = "platform_admin",
    }
}

impl Role {
    /// What its holder may do, on the scope of the grant.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::Requester => &[P::RequestStart],
            Self::Approver => &[P::TaskDecide],
            Self::Operator => &[
                P::TaskComplete,
                P::IncidentResolve,
                P::IncidentSkip,
                P::RequestModify,
                P::MessagePublish,
                P::RunRead,
                P::RequestCancel,
            ],
            Self::Builder => &[
                P::WorkflowEdit,
                P::VersionPublish,
                P::RuleEdit,
                P::ConnectorEdit,
            ],
            Self::WorkflowOwner => &[
                P::TaskDecide,
                P::PublicationApprove,
                P::RuleApprove,
                P::ConnectorApprove,
                P::RunRead,
            ],
            Self::Auditor => &[P::AuditRead, P::RunRead, P::DataExport, P::DataReveal],
            Self::AccessAdmin => &[
                P::PersonEdit,
                P::PersonApprove,
                P::GroupEdit,
                P::GroupApprove,
                P::RoleGrant,
                P::GrantApprove,
            ],
            Self::PlatformAdmin => &[
                P::WorkstationEdit,
                P::WorkstationApprove,
                P::ConnectorApprove,
                P::WorkspaceBackup,
                P::RunRead,
                P::AuditRead,
                P::DataExport,
            ],
        }
    }

    /// The roles its holder may hand out, within the scope of the grant, never to themselves. A role that binds others
    /// holds `role.grant`, without which nothing can be proposed.
    pub fn binds(self) -> &'static [Role] {
        match self {
            Self::AccessAdmin => Self::ALL,
            Self::Requester
            | Self::Approver
            | Self::Operator
            | Self::Builder
            | Self::WorkflowOwner
            | Self::Auditor
            | Self::PlatformAdmin => &[],
        }
    }

    /// Whether the role holds the permission.
    pub fn holds(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_role_holds_everything_and_every_permission_is_held() {
        for role in Role::ALL {
            assert!(
                role.permissions().len() < Permission::ALL.len() / 2,
                "{role} holds too much"
            );
        }
        for permission in Permission::ALL {
            assert!(
                Role::ALL.iter().any(|role| role.holds(*permission)),
                "nobody can {permission}"
            );
        }
    }

    #[test]
    fn who_may_bind_roles_may_propose_grants() {
        for role in Role::ALL {
            assert_eq!(
                role.holds(Permission::RoleGrant),
                !role.binds().is_empty(),
                "{role}"
            );
        }
    }

    #[test]
    fn authors_and_deciders_of_publications_are_different_roles() {
        for role in Role::ALL {
            assert!(
                !(role.holds(Permission::WorkflowEdit)
                    && role.holds(Permission::PublicationApprove)),
                "{role}"
            );
        }
    }
}
