//! Approval rules: who decides on a task, and how many of them.
//!
//! A user task names a rule, never a person. A rule is a record blob (schema in `docs/schema/rule.schema.json`) that is
//! in force after review; a version pins it by digest.
//!
//! New way to be eligible: add a variant to [`Eligible`], its resolution in `process::pool`, a row in the table tests.

use serde::{Deserialize, Serialize};

use crate::{
    id::{GroupId, RuleId},
    limits,
    role::Role,
    scope::Scope,
};

/// Whose manager is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// The person who submitted the request.
    Requester,
}

/// Who may decide.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Eligible {
    /// Holders of a role on a scope.
    Role(RoleOnScope),
    /// The manager of somebody.
    Manager(ManagerOf),
    /// Members of a group.
    Group(MemberOf),
}

/// Holders of a role on a scope.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleOnScope {
    /// The role.
    pub role: Role,
    /// The scope it must cover.
    pub scope: Scope,
}

/// The manager of somebody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagerOf {
    /// Whose manager.
    pub manager_of: Of,
}

/// Members of a group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberOf {
    /// The group.
    pub group: GroupId,
}

/// An approval rule.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its stable name.
    pub id: RuleId,
    /// The name people read.
    pub name: String,
    /// Who may decide.
    pub eligible: Eligible,
    /// How many of them must approve: n of m, where m is the number of eligible persons.
    pub needed: u8,
    /// Must be true: approvals are counted by person. Said in the file so that a reader need not know.
    pub distinct: bool,
}

/// Why a rule file is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RuleError {
    /// Not JSON of the schema.
    #[error("the rule file does not follow the schema: {0}")]
    Shape(String),
    /// `needed` is out of range.
    #[error("a rule needs between 1 and 20 approvals, not {0}")]
    Needed(u8),
    /// `distinct` is false.
    #[error("approvals are always by different persons; write `distinct: true`")]
    NotDistinct,
    /// A manager is one person.
    #[error("a person has one manager, so {0} approvals can never be reached")]
    Unreachable(u8),
    /// The name is empty or too long.
    #[error("the name needs 1 to {} characters", limits::NAME_CHARS)]
    Name,
}

impl Rule {
    /// Reads a rule file.
    pub fn parse(bytes: &[u8]) -> Result<Self, RuleError> {
        if bytes.len() > limits::BLOB_BYTES {
            return Err(RuleError::Shape("larger than 1 MiB".into()));
        }
        let rule: Self =
            serde_json::from_slice(bytes).map_err(|error| RuleError::Shape(error.to_string()))?;
        if !(1..=20).contains(&rule.needed) {
            return Err(RuleError::Needed(rule.needed));
        }
        if !rule.distinct {
            return Err(RuleError::NotDistinct);
        }
        if matches!(rule.eligible, Eligible::Manager(_)) && rule.needed > 1 {
            return Err(RuleError::Unreachable(rule.needed));
        }
        if rule.name.is_empty() || rule.name.chars().count() > limits::NAME_CHARS {
            return Err(RuleError::Name);
        }
        Ok(rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_files_are_read_or_refused_by_name() {
        let file = |eligible: &str, needed: &str, distinct: &str| {
            format!(
                r#"{{"id":"vendor","name":"Vendor payments","eligible":{eligible},"needed":{needed},"distinct":{distinct}}}"#
            )
        };
        let role = r#"{"role":"approver","scope":"workflow:vendor-onboarding"}"#;
        let manager = r#"{"manager_of":"requester"}"#;
        assert!(Rule::parse(file(role, "2", "true").as_bytes()).is_ok());
        assert!(Rule::parse(file(manager, "1", "true").as_bytes()).is_ok());
        assert!(Rule::parse(file(r#"{"group":"finance"}"#, "1", "true").as_bytes()).is_ok());
        assert_eq!(
            Rule::parse(file(role, "0", "true").as_bytes()),
            Err(RuleError::Needed(0))
        );
        assert_eq!(
            Rule::parse(file(role, "1", "false").as_bytes()),
            Err(RuleError::NotDistinct)
        );
        assert_eq!(
            Rule::parse(file(manager, "2", "true").as_bytes()),
            Err(RuleError::Unreachable(2))
        );
        for wrong in [
            r#"{"role":"king","scope":"workspace"}"#,
            r#"{"role":"approver"}"#,
            r#"{"people":["ana"]}"#,
            "null",
        ] {
            assert!(
                matches!(
                    Rule::parse(file(wrong, "1", "true").as_bytes()),
                    Err(RuleError::Shape(_))
                ),
                "{wrong}"
            );
        }
    }
}
