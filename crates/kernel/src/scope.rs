//! Where a grant holds: the whole workspace, an environment, a folder, a workflow or a connector.
//!
//! Written `workspace`, `environment:production`, `folder:finance`, `workflow:refund`, `connector:erp`. A grant covers an
//! object when its scope is one of the object's scopes ([`Scope::chain`]).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{id::Slug, text::from_text};

/// The only environment of rules version 1; others come with promotion.
pub const PRODUCTION: &str = "production";

/// A scope.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Scope {
    /// Everything.
    Workspace,
    /// All objects of one environment.
    Environment(Slug),
    /// All workflows of one folder. Reserved: folders come later, no object lies in one yet.
    Folder(Slug),
    /// One workflow with its requests and tasks.
    Workflow(Slug),
    /// One connector.
    Connector(Slug),
}

impl Scope {
    /// Reads a scope as it is written.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "workspace" {
            return Some(Self::Workspace);
        }
        let (kind, name) = text.split_once(':')?;
        let name = Slug::parse(name)?;
        match kind {
            "environment" => Some(Self::Environment(name)),
            "folder" => Some(Self::Folder(name)),
            "workflow" => Some(Self::Workflow(name)),
            "connector" => Some(Self::Connector(name)),
            _ => None,
        }
    }

    /// The scopes that cover an object lying at `self`, itself first, the workspace last.
    pub fn chain(&self) -> Vec<Scope> {
        let production = Slug::parse(PRODUCTION).map(Scope::Environment);
        match self {
            Self::Workspace => vec![Self::Workspace],
            Self::Environment(_) | Self::Folder(_) => vec![self.clone(), Self::Workspace],
            Self::Workflow(_) | Self::Connector(_) => std::iter::once(self.clone())
                .chain(production)
                .chain([Self::Workspace])
                .collect(),
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Workspace => f.write_str("workspace"),
            Self::Environment(name) => write!(f, "environment:{name}"),
            Self::Folder(name) => write!(f, "folder:{name}"),
            Self::Workflow(name) => write!(f, "workflow:{name}"),
            Self::Connector(name) => write!(f, "connector:{name}"),
        }
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a scope is `workspace` or `workflow:name` and the like";
        from_text(deserializer, expected, Self::parse)
    }
}
