//! Numbered changes of the schema. `PRAGMA user_version` holds the number of the last one.
//!
//! INVARIANT: a migration that was released is never edited; files of every released schema are opened for ever.
//!
//! New schema: a row at the end of [`MIGRATIONS`], and a golden file of it in `tests/vectors/store/`.

use rusqlite::{Connection, TransactionBehavior};

use crate::{StoreError, table};

/// Marks the file as ours: `CSGN`.
pub(crate) const APPLICATION_ID: i64 = 0x4353_474e;

/// SQL of one schema number.
pub(crate) struct Migration {
    /// `user_version` after it.
    pub(crate) version: i64,
    /// Statements, table by table.
    pub(crate) sql: &'static [&'static str],
}

/// All of them, in order.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: table::SCHEMA_1,
    },
    Migration {
        version: 2,
        sql: table::SCHEMA_2,
    },
];

/// The schema this program writes.
pub(crate) fn known() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// The schema of the file.
pub(crate) fn found(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Brings the file to the last schema of `migrations`, in one transaction.
pub(crate) fn migrate(conn: &mut Connection, migrations: &[Migration]) -> Result<(), StoreError> {
    let transaction = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let from = found(&transaction)?;
    for migration in migrations
        .iter()
        .filter(|migration| migration.version > from)
    {
        for sql in migration.sql {
            transaction.execute_batch(sql)?;
        }
        transaction.pragma_update(None, "user_version", migration.version)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(transaction.commit()?)
}

/// The schema as SQLite writes it down, to compare two files.
pub(crate) fn written_schema(
    conn: &Connection,
) -> Result<Vec<(String, String, String)>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1, 2",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_numbered_from_one_without_gaps() {
        for (migration, want) in MIGRATIONS.iter().zip(1..) {
            assert_eq!(migration.version, want);
        }
    }

    #[test]
    fn an_older_file_is_brought_forward_and_a_failing_migration_changes_nothing() {
        const LATER: &[Migration] = &[
            Migration {
                version: 1,
                sql: table::SCHEMA_1,
            },
            Migration {
                version: 2,
                sql: &[
                    "CREATE TABLE later(x INTEGER) STRICT",
                    "INSERT INTO later VALUES (7)",
                ],
            },
        ];
        const BROKEN: &[Migration] = &[
            Migration {
                version: 1,
                sql: table::SCHEMA_1,
            },
            Migration {
                version: 2,
                sql: &[
                    "CREATE TABLE first(x INTEGER) STRICT",
                    "CREATE TABLE broken(",
                ],
            },
        ];
        const FIRST: &[Migration] = &[Migration {
            version: 1,
            sql: table::SCHEMA_1,
        }];
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, FIRST).unwrap();
        let before = written_schema(&conn).unwrap();
        migrate(&mut conn, BROKEN).unwrap_err();
        assert_eq!(found(&conn).unwrap(), 1);
        assert_eq!(
            written_schema(&conn).unwrap(),
            before,
            "the whole migration is undone"
        );
        migrate(&mut conn, LATER).unwrap();
        assert_eq!(found(&conn).unwrap(), 2);
        migrate(&mut conn, LATER).unwrap();
        let rows: i64 = conn
            .query_row("SELECT count(*) FROM later", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1, "a migration runs once");
    }
}
