//! Elements that the executor cannot run yet.

use super::{Finding, Verdict, quote};
use crate::{NodeKind, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        if let NodeKind::Other(what) = &node.kind {
            let message = format!(
                "{} is {}, which cannot run yet",
                quote(node.label()),
                words(what)
            );
            let help = "use start, end, user task, service task, exclusive or parallel gateway";
            out.push(Verdict::error("unsupported_element", message, help).on(node));
        }
    }
}

/// The words of the drawing tools for an element, with the part that stands in the way.
fn words(what: &str) -> String {
    let (element, obstacle) = match what.split_once(" with ") {
        Some((element, obstacle)) => (element, Some(obstacle)),
        None => (what, None),
    };
    let element = match spaced(element).as_str() {
        "task" => "a task of no type".to_owned(),
        other => with_article(other),
    };
    match obstacle {
        Some("isForCompensation") => format!("{element} for compensation"),
        Some(obstacle) => format!("{element} with {}", with_article(&spaced(obstacle))),
        None => element,
    }
}

/// `timerEventDefinition` to `timer event definition`.
fn spaced(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            text.push(' ');
        }
        text.push(character.to_ascii_lowercase());
    }
    text.trim().to_owned()
}

fn with_article(name: &str) -> String {
    if name.ends_with("characteristics") {
        return name.to_owned();
    }
    // The only names that begin with `u` are those of user tasks.
    let vowel = name.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}
