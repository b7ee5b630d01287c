//! Entries that the holder of the log's key changes, with tree, checkpoint and manifest made anew.

use super::{business, given, names};

/// Rows where the attacker holds the log's key: entries are changed, and tree, checkpoint and manifest made anew.
#[test]
fn every_change_of_entries_by_the_holder_of_the_log_key_has_its_name() {
    type Change = fn(&mut Vec<Vec<u8>>);
    let rows: &[(&str, Change, &[&str])] = &[
        (
            "a request is dropped: what follows names a longer log",
            |entries| drop(entries.remove(entries.len() - 4)),
            &["sealed_unknown", "seen_ahead"],
        ),
        (
            "two acts are swapped",
            |entries| entries.swap(20, 21),
            &["seen_ahead", "seen_mismatch"],
        ),
        (
            "an act is repeated",
            |entries| entries.push(entries[entries.len() - 1].clone()),
            &["id_used"],
        ),
        (
            "the first entry is dropped, and with it whose log it is",
            |entries| drop(entries.remove(0)),
            &["not_signed_by_given_key"],
        ),
    ];
    let mut wrong = Vec::new();
    for (row, change, want) in rows {
        let mut forgery = business().forgery();
        change(&mut forgery.entries);
        let found = names(forgery.write_temporary().path(), &given());
        if found != *want {
            wrong.push(format!("{row}: {found:?}, not {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
