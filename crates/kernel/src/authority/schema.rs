//! The Cedar schema of rules version 1: which entities, actions and facts there are.
//!
//! Policies are generated, so the schema guards the generator: the tests validate every generated policy, guard, request
//! and entity store strictly against it. It is text, so that a reader can take it to any other Cedar tool.

use crate::role::Permission;

const ENTITIES: &str = r#"
entity Workspace;
entity Environment in [Workspace];
entity Folder in [Environment, Workspace];
entity Workflow in [Folder, Environment, Workspace];
entity Connector in [Environment, Workspace];
entity Group;
entity Person in [Group];

type Facts = {
  active: Bool,
  granted: Bool,
  by_rule: Bool,
  requester?: Person,
  editors?: Set<Person>,
  proposer?: Person,
  author?: Person,
  beneficiaries?: Set<Person>,
};
"#;

const APPLIES_TO: &str = r#"appliesTo {
  principal: [Person],
  resource: [Workspace, Environment, Folder, Workflow, Connector],
  context: Facts,
};
"#;

/// The schema as Cedar text.
pub fn schema() -> String {
    let mut text = ENTITIES.to_owned();
    for permission in Permission::ALL {
        text.push_str(&format!("\naction \"{permission}\" {APPLIES_TO}"));
    }
    text
}
