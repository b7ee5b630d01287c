//! People, groups and grants.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::shared::{May, PersonRef, VouchView};

/// Everybody, and what the signed-in person may propose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleList {
    /// People.
    pub people: Vec<PersonRow>,
    /// Groups.
    pub groups: Vec<GroupRow>,
    /// Roles that exist, with what they permit.
    pub roles: Vec<RoleView>,
    /// Scopes that exist, as they are written.
    pub scopes: Vec<String>,
    /// Whether a person may be proposed.
    pub may_add: May,
    /// Whether a grant may be proposed.
    pub may_grant: May,
    /// Whether a group may be proposed.
    pub may_group: May,
}

/// A person in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    /// The person.
    pub person: PersonRef,
    /// Their manager.
    pub manager: Option<PersonRef>,
    /// Whether they may do nothing any more.
    pub disabled: bool,
    /// Whether it is the signed-in person.
    pub you: bool,
    /// Grants that apply, own ones and by group.
    pub grants: Vec<GrantRow>,
    /// Who vouched for them.
    pub vouch: VouchView,
}

/// A grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GrantRow {
    /// `g_…`.
    pub id: String,
    /// The role.
    pub role: String,
    /// The scope as it is written.
    pub scope: String,
    /// The group it comes from; none: given to the person.
    pub group: Option<String>,
    /// Not before.
    pub from: Option<String>,
    /// Not after.
    pub until: Option<String>,
    /// Whether it is in force now.
    pub in_force: bool,
    /// Who gave it.
    pub vouch: VouchView,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GroupRow {
    /// Its stable name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Members.
    pub members: Vec<PersonRef>,
    /// Its grants.
    pub grants: Vec<GrantRow>,
}

/// A built-in role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoleView {
    /// Its stable name.
    pub id: String,
    /// What it permits.
    pub permissions: Vec<String>,
    /// What its holder may hand out.
    pub binds: Vec<String>,
}

/// Arguments of `people.person`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonQuery {
    /// The person.
    pub person: String,
}

/// A person in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonDetail {
    /// As in the list.
    pub row: PersonRow,
    /// Keys over time.
    pub keys: Vec<KeyRow>,
    /// Permissions with the grant each comes from.
    pub permissions: Vec<PermissionRow>,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeyRow {
    /// The vkey.
    pub vkey: String,
    /// First entry it may sign.
    #[ts(type = "number")]
    pub from: u64,
    /// First entry it may not sign any more.
    #[ts(type = "number | null")]
    pub until: Option<u64>,
}

/// A permission and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionRow {
    /// The permission.
    pub permission: String,
    /// The scope.
    pub scope: String,
    /// The grant.
    pub grant: String,
}

/// Arguments of `people.add`: the new person sets their own password, so both sit at the keyboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddPerson {
    /// The name; sealed.
    pub name: String,
    /// Their manager.
    pub manager: Option<String>,
    /// The new person's password, 15 characters or more.
    pub password: String,
    /// Why; sealed.
    pub reason: Option<String>,
}

/// Arguments of `people.set_manager`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetManager {
    /// The person.
    pub person: String,
    /// The manager, or nobody.
    pub manager: Option<String>,
    /// Why; sealed.
    pub reason: Option<String>,
}

/// Arguments of `people.disable`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DisablePerson {
    /// The person.
    pub person: String,
    /// Why; sealed.
    pub reason: Option<String>,
}

/// Arguments of `people.reset_key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResetKey {
    /// The person.
    pub person: String,
    /// Their new password.
    pub password: String,
    /// Why; sealed.
    pub reason: Option<String>,
}

/// Arguments of `groups.set`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetGroup {
    /// Its stable name.
    pub group: String,
    /// Its name.
    pub name: String,
    /// All members from then on.
    pub members: Vec<String>,
    /// Why; sealed.
    pub reason: Option<String>,
}

/// Arguments of `grants.add`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddGrant {
    /// `p_…` or `group:…`.
    pub subject: String,
    /// The role.
    pub role: String,
    /// The scope as it is written.
    pub scope: String,
    /// Not before.
    pub from: Option<String>,
    /// Not after.
    pub until: Option<String>,
    /// Why; sealed.
    pub reason: Option<String>,
}

/// Arguments of `grants.revoke`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevokeGrant {
    /// `g_…`.
    pub grant: String,
    /// Why; sealed.
    pub reason: Option<String>,
}
