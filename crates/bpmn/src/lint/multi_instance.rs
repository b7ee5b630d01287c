//! What runs once for each item of a list names the list.

use super::{Finding, Verdict, is_name, quote};
use crate::{MultiInstance, Node, Process};

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    for node in process.nodes_in_order() {
        let Some(repeated) = &node.multi_instance else {
            continue;
        };
        out.extend(list(node, repeated).map(|verdict| verdict.on(node)));
        out.extend(results(node, repeated).map(|verdict| verdict.on(node)));
        let names = repeated.element.iter().chain(&repeated.output_collection);
        for name in names.filter(|name| !is_name(name)) {
            let message = format!("{} of {} is not a name", quote(name), quote(node.label()));
            let help = "begin with a letter, go on with letters, digits and underscores";
            out.push(Verdict::error("repeated_name", message, help).on(node));
        }
        if node.is_approval() {
            let message = format!(
                "nobody approves at {} when its list is empty",
                quote(node.label())
            );
            let help = "how many people must approve is said by the rule; take the repetition away, or be sure that the list has an item";
            out.push(Verdict::warning("approval_repeated", message, help).on(node));
        }
    }
}

fn list(node: &Node, repeated: &MultiInstance) -> Option<Verdict> {
    let label = quote(node.label());
    if repeated.collection.is_empty() {
        let message = format!("{label} runs several times, but no list says how often");
        let help = "name the list it runs over, such as =items; a fixed number does not run here";
        return Some(Verdict::error("repeated_without_list", message, help));
    }
    if !repeated.collection.starts_with('=') {
        let message = format!(
            "the list {} of {label} is not an expression",
            quote(&repeated.collection)
        );
        let help = "write an equals sign before it, such as =items";
        return Some(Verdict::error("repeated_not_expression", message, help));
    }
    None
}

fn results(node: &Node, repeated: &MultiInstance) -> Option<Verdict> {
    if repeated.output_collection.is_some() == repeated.output_element.is_some() {
        return None;
    }
    let message = format!(
        "the results of {} are lost: a list of results and what each run adds to it belong together",
        quote(node.label())
    );
    let help = "name both the output collection and the output element, or neither";
    Some(Verdict::warning("repeated_results", message, help))
}
