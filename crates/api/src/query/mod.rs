//! Answers to queries, one file a noun.

mod app;
mod changes;
mod drafts;
mod ended;
mod expression;
mod log;
mod people;
mod requests;
mod rules;
mod run;
mod runs;
mod tasks;
mod workflows;

pub use app::app_state;
pub(crate) use app::seal;
pub use changes::changes_list;
pub use drafts::{drafts_lint, drafts_list, drafts_open};
pub use expression::feel_check;
pub(crate) use log::rows as log_rows;
pub use log::{log_entry, log_page};
pub use people::{people_list, people_person};
pub use requests::{requests_form, requests_startable};
pub use rules::{connectors_list, rules_list};
pub use run::runs_detail;
pub(crate) use runs::runner;
pub use runs::runs_list;
pub use tasks::{inbox_list, inbox_task};
pub use workflows::{workflows_detail, workflows_list, workflows_version};
