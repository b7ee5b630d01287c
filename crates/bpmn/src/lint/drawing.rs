//! What runs is drawn: an element without a shape would act unseen by those who review the diagram.

use super::{Finding, Verdict, looked_at, quote};
use crate::Document;

pub(super) fn check(document: &Document, out: &mut Vec<Finding>) {
    let help = "open the file in a modeler, draw the element and save";
    for process in looked_at(document) {
        for node in process.nodes_in_order() {
            if !document.drawn.contains(&node.id) {
                let message = format!("{} is not drawn in the diagram", quote(node.label()));
                out.push(Verdict::warning("not_drawn", message, help).on(node));
            }
        }
        for flow in process.flows_in_order() {
            if !document.drawn.contains(&flow.id) {
                let message = format!("the flow {} is not drawn in the diagram", quote(&flow.id));
                out.push(Verdict::warning("not_drawn", message, help).at(&flow.id, flow.position));
            }
        }
    }
}
