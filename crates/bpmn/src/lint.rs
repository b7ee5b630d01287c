//! What stands between a diagram and a workflow that runs.
//!
//! INVARIANT: a document without a finding of severity [`Severity::Error`] runs: the executor knows
//! each of its elements. A warning names what is probably not meant, an info what has no effect.
//!
//! INVARIANT: findings come in a fixed order, by place in the file and then by code.
//!
//! Where a file has executable processes, those are looked at; where it has none, all of them.
//! Rules about forms, rules and connectors themselves live where those files are read.
//!
//! New rule: a file in this folder, a line in [`DOCUMENT_RULES`] or [`PROCESS_RULES`], a row in
//! `tests/all/lint.rs`. A code is never reused for something else.

mod boundary;
mod call_activity;
mod condition;
mod connection;
mod connector_call;
mod cycle;
mod dangling;
mod decision;
mod drawing;
mod effect;
mod event_gateway;
mod executable;
mod expression;
mod fork;
mod gateway;
mod identity;
mod ignored;
mod inclusive;
mod mapping;
mod message;
mod multi_instance;
mod reach;
mod reference;
mod script;
mod start;
mod sub_process;
mod thrown;
mod timer;
mod token_flow;
mod unsupported;
mod user_task;

use crate::{Document, Node, Position, Process};

/// One thing found in a diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable name of the rule that found it.
    pub code: &'static str,
    /// Id of the element, empty if it has none.
    pub element: String,
    /// Whether it can run nevertheless.
    pub severity: Severity,
    /// What is wrong, in words of the diagram.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
    /// Where in the file.
    pub position: Position,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot run.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// The word that front ends show and write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

type DocumentRule = fn(&Document, &mut Vec<Finding>);
type ProcessRule = fn(&Process, &mut Vec<Finding>);

/// Rules about the file as a whole.
const DOCUMENT_RULES: &[DocumentRule] = &[identity::check, executable::check, drawing::check];

/// Rules about one process.
const PROCESS_RULES: &[ProcessRule] = &[
    unsupported::check,
    dangling::check,
    connection::check,
    start::check,
    sub_process::check,
    boundary::check,
    reach::check,
    gateway::check,
    event_gateway::check,
    inclusive::check,
    condition::check,
    expression::check,
    mapping::check,
    reference::check,
    message::check,
    thrown::check,
    timer::check,
    user_task::check,
    connector_call::check,
    script::check,
    decision::check,
    call_activity::check,
    multi_instance::check,
    fork::check,
    cycle::check,
    effect::check,
    token_flow::check,
    ignored::check,
];

/// Everything found in a document.
pub fn lint(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in DOCUMENT_RULES {
        rule(document, &mut findings);
    }
    for process in looked_at(document) {
        for rule in PROCESS_RULES {
            rule(process, &mut findings);
        }
    }
    findings
        .sort_by(|a, b| (a.position, a.code, &a.element).cmp(&(b.position, b.code, &b.element)));
    findings
}

/// Whether nothing stands in the way of running it.
pub fn is_executable(findings: &[Finding]) -> bool {
    !findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

fn looked_at(document: &Document) -> impl Iterator<Item = &Process> {
    let any = document.processes.iter().any(|process| process.executable);
    document
        .processes
        .iter()
        .filter(move |process| process.executable || !any)
}

/// The process itself, and each sub-process that has something in it.
fn scopes(process: &Process) -> impl Iterator<Item = Option<&Node>> {
    let inner = process
        .nodes_in_order()
        .filter(|node| !node.children.is_empty());
    std::iter::once(None).chain(inner.map(Some))
}

/// What a rule says about an element, before the element is named.
struct Verdict {
    code: &'static str,
    severity: Severity,
    message: String,
    help: &'static str,
}

impl Verdict {
    fn error(code: &'static str, message: String, help: &'static str) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message,
            help,
        }
    }

    fn warning(code: &'static str, message: String, help: &'static str) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message, help)
        }
    }

    fn info(code: &'static str, message: String, help: &'static str) -> Self {
        Self {
            severity: Severity::Info,
            ..Self::error(code, message, help)
        }
    }

    fn at(self, element: &str, position: Position) -> Finding {
        Finding {
            code: self.code,
            element: element.to_owned(),
            severity: self.severity,
            message: self.message,
            help: self.help,
            position,
        }
    }

    fn on(self, node: &Node) -> Finding {
        self.at(&node.id, node.position)
    }
}

/// Why a FEEL text cannot be read. It may ask for the time, which is the time of the log.
fn feel_error(text: &str) -> Option<feel::ParseError> {
    feel::Expression::parse_in(text, &feel::Names::new()).err()
}

/// Whether a text can name a field: a letter, then letters, digits and underscores.
fn is_name(text: &str) -> bool {
    const LONGEST: usize = 100;
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    starts && text.len() <= LONGEST && text.chars().all(is_part)
}

/// Text of the file in a message: in backticks, and short whatever the file holds.
fn quote(text: &str) -> String {
    const LONGEST: usize = 80;
    // A name may be as long as the file, and be named by thousands of findings.
    let text: String = text.chars().take(4 * LONGEST).collect();
    let mut shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if shown.chars().count() > LONGEST {
        shown = shown.chars().take(LONGEST).chain(['…']).collect();
    }
    format!("`{shown}`")
}
