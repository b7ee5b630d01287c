//! Names of the world in Cedar: persons, groups, actions and scopes.
//!
//! INVARIANT: an entity's id is the id as acts write it, and its alphabet (letters, digits, `_`, `-`) cannot end a Cedar
//! string, so a policy text means what it is meant to. Actions are permissions under their stable names.

use std::{str::FromStr, sync::LazyLock};

use cedar_policy::{EntityId, EntityTypeName, EntityUid};

use crate::{
    id::{GroupId, PersonId},
    role::Permission,
    scope::Scope,
};

/// The entity types of every policy.
#[derive(Debug)]
pub(super) struct Vocabulary {
    action: EntityTypeName,
    connector: EntityTypeName,
    environment: EntityTypeName,
    folder: EntityTypeName,
    group: EntityTypeName,
    person: EntityTypeName,
    workflow: EntityTypeName,
    workspace: EntityTypeName,
}

static VOCABULARY: LazyLock<Result<Vocabulary, String>> = LazyLock::new(|| {
    let kind = |name: &str| EntityTypeName::from_str(name).map_err(|error| error.to_string());
    Ok(Vocabulary {
        action: kind("Action")?,
        connector: kind("Connector")?,
        environment: kind("Environment")?,
        folder: kind("Folder")?,
        group: kind("Group")?,
        person: kind("Person")?,
        workflow: kind("Workflow")?,
        workspace: kind("Workspace")?,
    })
});

impl Vocabulary {
    /// The one vocabulary there is.
    pub fn get() -> Result<&'static Self, String> {
        VOCABULARY.as_ref().map_err(Clone::clone)
    }

    /// A permission.
    pub fn action(&self, permission: Permission) -> EntityUid {
        uid(&self.action, permission.as_str())
    }

    /// A person.
    pub fn person(&self, person: PersonId) -> EntityUid {
        uid(&self.person, &person.to_string())
    }

    /// A group.
    pub fn group(&self, group: &GroupId) -> EntityUid {
        uid(&self.group, group.as_str())
    }

    /// A scope, and whatever lies there.
    pub fn scope(&self, scope: &Scope) -> EntityUid {
        match scope {
            Scope::Workspace => uid(&self.workspace, "workspace"),
            Scope::Environment(name) => uid(&self.environment, name.as_str()),
            Scope::Folder(name) => uid(&self.folder, name.as_str()),
            Scope::Workflow(name) => uid(&self.workflow, name.as_str()),
            Scope::Connector(name) => uid(&self.connector, name.as_str()),
        }
    }
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}
