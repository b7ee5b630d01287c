//! `rebuild`: folds the log anew and compares the tables with what comes out.

use clap::Args;
use engine::rebuild::{RebuildReport, Repair};
use serde_json::json;

use crate::{Answer, Exit, Failure, Invocation, show::printable};

/// Differences that the text form lists.
const LISTED: usize = 20;

/// Arguments of `rebuild`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub(crate) struct RebuildArgs {
    /// Compare and say what differs
    #[arg(long, group = "what")]
    pub check: bool,
    /// Replace the tables that differ; the log itself is never changed
    #[arg(long, group = "what")]
    pub repair: bool,
}

/// Compares.
pub(crate) fn run(args: &RebuildArgs, call: &Invocation) -> Result<Answer, Failure> {
    let engine = call.open()?;
    let report = engine.rebuild_check(if args.repair { Repair::Yes } else { Repair::No })?;
    let equal = report.count == 0 && report.state_digest_equal;
    // What was repaired is as it must be; a state in memory that differs cannot be repaired here.
    let exit = if equal || (report.repaired && report.state_digest_equal) {
        Exit::Yes
    } else {
        Exit::No
    };
    Answer::with(exit, &as_json(&report), text(call, &report, equal))
}

fn as_json(report: &RebuildReport) -> serde_json::Value {
    let differences: Vec<_> = report
        .differences
        .iter()
        .map(|row| json!({"table": row.table, "key": row.key, "stored": row.stored, "rebuilt": row.rebuilt}))
        .collect();
    json!({
        "entries": report.entries,
        "rows": report.rows,
        "count": report.count,
        "differences": differences,
        "stateDigestEqual": report.state_digest_equal,
        "repaired": report.repaired,
    })
}

fn text(call: &Invocation, report: &RebuildReport, equal: bool) -> String {
    let words = &call.words;
    let said = [
        ("entries", report.entries.to_string()),
        ("rows", report.rows.to_string()),
        ("count", report.count.to_string()),
    ];
    let said: Vec<(&str, &str)> = said
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    let mut text = words.say(
        if equal {
            "ctl-rebuilt-equal"
        } else {
            "ctl-rebuilt-differs"
        },
        &said,
    );
    for row in report.differences.iter().take(LISTED) {
        text += &format!("\n  {} {}", row.table, printable(&row.key));
    }
    if !report.state_digest_equal {
        text += &format!("\n{}", words.say("ctl-rebuilt-state", &[]));
    }
    if report.repaired {
        text += &format!("\n{}", words.say("ctl-rebuilt-repaired", &[]));
    }
    text
}
