//! Commands, one file a noun. Each takes the client's command id, so that delivering it twice is harmless.

mod app;
mod changes;
mod drafts;
mod log;
mod people;
mod requests;
mod rules;
mod tasks;
mod verify;
mod workflows;

use std::collections::BTreeMap;

use engine::{Appended, Engine};

pub use app::{
    session_sign_in, session_sign_out, workspace_close, workspace_create, workspace_open,
};
pub use changes::{changes_decide, changes_withdraw};
pub use drafts::{drafts_delete, drafts_save};
pub use log::{checkpoint_save, export_write};
pub use people::{
    grants_add, grants_revoke, groups_set, people_add, people_disable, people_reset_key,
    people_set_manager,
};
pub use requests::{
    data_reveal, incidents_resolve, requests_cancel, requests_revise, requests_start,
};
pub use rules::{connectors_set, rules_set};
pub use tasks::{approvals_decide, tasks_complete};
pub use verify::{verify_start, verify_stop};
pub use workflows::{workflows_import, workflows_publish};

use crate::{
    ApiError,
    contract::shared::{Plain, Proposed, Receipt},
    view,
};

/// The receipt of an act, to keep elsewhere.
pub(crate) fn receipt(engine: &Engine, appended: &Appended) -> Result<Receipt, ApiError> {
    let receipt = engine.receipt(appended)?;
    Ok(Receipt {
        index: receipt.index,
        leaf_hash: receipt.leaf.to_string(),
        proof: receipt.proof,
    })
}

fn proposed(engine: &Engine, proposed: &engine::acts::Proposed) -> Result<Proposed, ApiError> {
    Ok(Proposed {
        change: proposed.change.to_string(),
        in_force: proposed.in_force,
        receipt: receipt(engine, &proposed.appended)?,
    })
}

fn values(fields: &BTreeMap<String, Plain>) -> BTreeMap<String, engine::Plain> {
    fields
        .iter()
        .map(|(path, value)| (path.clone(), view::to_engine(value)))
        .collect()
}

/// An argument that has to be of a certain form.
fn parsed<T>(found: Option<T>, field: &str, expected: &str) -> Result<T, ApiError> {
    found.ok_or_else(|| {
        ApiError::Engine(engine::EngineError::Input {
            what: field.to_owned(),
            reason: expected.to_owned(),
        })
    })
}
