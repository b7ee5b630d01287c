//! Ids: each element has one, and no other element has the same.

use super::{Finding, Verdict, quote};
use crate::Document;

pub(super) fn check(document: &Document, out: &mut Vec<Finding>) {
    for duplicate in &document.duplicates {
        let message = format!(
            "the id {} is already used at {}",
            quote(&duplicate.id),
            duplicate.first
        );
        let help = "give one of the two elements another id";
        out.push(
            Verdict::error("duplicate_id", message, help).at(&duplicate.id, duplicate.position),
        );
    }
    for unnamed in &document.unnamed {
        let message = format!("a {} has no id", quote(&unnamed.element));
        let help = "give the element an id; most modelers do when the file is saved";
        out.push(Verdict::error("missing_id", message, help).at("", unnamed.position));
    }
}
