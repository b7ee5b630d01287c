//! One file a table: SQL, row type, reads, writes.
//!
//! INVARIANT: only the file of a table writes SQL against it; `read/` may select from the derived ones.

pub(crate) mod act_block;
pub(crate) mod act_id;
pub(crate) mod act_view;
pub(crate) mod checkpoint;
pub(crate) mod credential;
pub(crate) mod draft;
pub(crate) mod entry;
pub(crate) mod outbox;
pub(crate) mod record_blob;
pub(crate) mod request_view;
pub(crate) mod sealed;
pub(crate) mod sealed_blob;
pub(crate) mod setting;
pub(crate) mod snapshot;
pub(crate) mod tile;

/// Every table of schema 1.
pub(crate) const SCHEMA_1: &[&str] = &[
    entry::SQL,
    act_id::SQL,
    checkpoint::SQL,
    tile::SQL,
    record_blob::SQL,
    sealed_blob::SQL,
    sealed::SQL,
    act_view::SQL,
    act_block::SQL,
    request_view::SQL,
    outbox::SQL,
    snapshot::SQL,
    credential::SQL,
    setting::SQL,
];

/// What schema 2 adds.
pub(crate) const SCHEMA_2: &[&str] = &[draft::SQL];

/// A length or limit as SQLite takes it.
pub(crate) fn sql_limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// A stored text read into its type; what does not parse was not written by us.
pub(crate) fn parsed<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> rusqlite::Result<T> {
    parse(text).ok_or_else(|| {
        let shown: String = text.chars().take(80).collect();
        rusqlite::Error::FromSqlConversionFailure(
            0,
            rusqlite::types::Type::Text,
            format!("`{shown}` is not what this program writes").into(),
        )
    })
}
