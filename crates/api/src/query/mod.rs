//! Answers to queries, one file a noun.

mod app;
mod changes;
mod log;
mod people;
mod requests;
mod rules;
mod tasks;
mod workflows;

pub use app::app_state;
pub(crate) use app::seal;
pub use changes::changes_list;
pub(crate) use log::rows as log_rows;
pub use log::{log_entry, log_page};
pub use people::{people_list, people_person};
pub use requests::{requests_form, requests_startable, runs_detail, runs_list};
pub use rules::{connectors_list, rules_list};
pub use tasks::{inbox_list, inbox_task};
pub use workflows::{workflows_detail, workflows_list, workflows_version};
