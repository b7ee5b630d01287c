//! Building the read model again from the log, comparing it with what is stored, and repairing that.
//!
//! INVARIANT: the rebuilt tables are written by the same [`super::fold`] as the stored ones, into a temporary database of
//! their own, so memory stays small. Repair writes derived tables only.

use std::cmp::Ordering;

use kernel::{state::Event, time::Timestamp};
use rusqlite::{Connection, Row, Rows, types::Value};

use crate::{
    ActView, Reader, Store, StoreError,
    table::{act_block, act_view, checkpoint, outbox, request_view, timer},
};

/// Differences that are shown; all are counted.
const SHOWN: usize = 1_000;

/// A derived table: name, SQL, key columns, which come first, and all columns.
struct Derived {
    name: &'static str,
    sql: &'static str,
    keys: usize,
    order: &'static str,
    columns: usize,
}

const TABLES: &[Derived] = &[
    Derived {
        name: "act_view",
        sql: act_view::SQL,
        keys: 1,
        order: "1",
        columns: 8,
    },
    Derived {
        name: "act_block",
        sql: act_block::SQL,
        keys: 3,
        order: "1, 2, 3",
        columns: 4,
    },
    Derived {
        name: "request_view",
        sql: request_view::SQL,
        keys: 1,
        order: "1",
        columns: 8,
    },
    Derived {
        name: "outbox",
        sql: outbox::SQL,
        keys: 3,
        order: "1, 2, 3",
        columns: 5,
    },
    Derived {
        name: "timer",
        sql: timer::SQL,
        keys: 2,
        order: "1, 2",
        columns: 4,
    },
    Derived {
        name: "timer_fired",
        sql: timer::FIRED_SQL,
        keys: 1,
        order: "1",
        columns: 2,
    },
];

/// A read model that is being built again.
#[derive(Debug)]
pub struct Rebuilt {
    conn: Connection,
    size: u64,
}

/// A row that is not what the log says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row's key.
    pub key: String,
    /// The row as it is stored; `None` if it is missing.
    pub stored: Option<String>,
    /// The row as the log says; `None` if there should be none.
    pub rebuilt: Option<String>,
}

/// What a comparison found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comparison {
    /// Entries of the log that was compared.
    pub size: u64,
    /// Rows that were compared.
    pub rows: u64,
    /// Rows that differ.
    pub count: u64,
    /// The first 1,000 of them.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// Whether every row is what the log says.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.count == 0
    }
}

impl Rebuilt {
    /// An empty read model.
    ///
    /// # Errors
    /// When no temporary database can be made.
    pub fn new() -> Result<Self, StoreError> {
        // An empty name is a temporary file that SQLite removes by itself.
        let conn = Connection::open("")?;
        conn.set_prepared_statement_cache_capacity(32);
        conn.execute_batch(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000; BEGIN",
        )?;
        for table in TABLES {
            conn.execute_batch(table.sql)?;
        }
        Ok(Self { conn, size: 0 })
    }

    /// Folds the next entry, the first one first.
    ///
    /// # Errors
    /// When the temporary database cannot be written.
    pub fn fold(
        &mut self,
        time: Timestamp,
        view: &ActView,
        events: &[Event],
    ) -> Result<(), StoreError> {
        super::fold(&self.conn, self.size, time, view, events)?;
        self.size += 1;
        Ok(())
    }

    /// Entries folded.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Reader {
    /// Compares the stored read model with a rebuilt one, row by row.
    ///
    /// # Errors
    /// `store.moved` when the log is not as long as what was folded.
    pub fn compare(&self, rebuilt: &Rebuilt) -> Result<Comparison, StoreError> {
        let moment = self.conn.unchecked_transaction()?;
        compare(&moment, rebuilt)
    }
}

impl Store {
    /// Compares, and replaces every table that differs by the rebuilt one, in one transaction.
    ///
    /// # Errors
    /// `store.moved` when the log is not as long as what was folded.
    pub fn repair(&mut self, rebuilt: &Rebuilt) -> Result<Comparison, StoreError> {
        self.transact(|conn| {
            let comparison = compare(conn, rebuilt)?;
            if !comparison.is_equal() {
                TABLES
                    .iter()
                    .try_for_each(|table| replace(conn, rebuilt, table))?;
            }
            Ok(comparison)
        })
    }
}

fn compare(conn: &Connection, rebuilt: &Rebuilt) -> Result<Comparison, StoreError> {
    let size = checkpoint::read(conn)?.size;
    if size != rebuilt.size {
        return Err(StoreError::Moved {
            from: rebuilt.size,
            to: size,
        });
    }
    let mut comparison = Comparison {
        size,
        ..Comparison::default()
    };
    for table in TABLES {
        let sql = format!("SELECT * FROM {} ORDER BY {}", table.name, table.order);
        let (mut left, mut right) = (conn.prepare(&sql)?, rebuilt.conn.prepare(&sql)?);
        merge(table, left.query([])?, right.query([])?, &mut comparison)?;
    }
    Ok(comparison)
}

/// Walks two ordered tables side by side.
fn merge(
    table: &Derived,
    mut left: Rows<'_>,
    mut right: Rows<'_>,
    comparison: &mut Comparison,
) -> Result<(), StoreError> {
    let (mut stored, mut rebuilt) = (next(table, &mut left)?, next(table, &mut right)?);
    loop {
        let order = match (&stored, &rebuilt) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(stored), Some(rebuilt)) => compare_keys(table, stored, rebuilt),
        };
        comparison.rows += 1;
        if order != Ordering::Equal || stored != rebuilt {
            let old = stored.as_deref().filter(|_| order.is_le());
            note(
                table,
                old,
                rebuilt.as_deref().filter(|_| order.is_ge()),
                comparison,
            );
        }
        if order.is_le() {
            stored = next(table, &mut left)?;
        }
        if order.is_ge() {
            rebuilt = next(table, &mut right)?;
        }
    }
}

fn next(table: &Derived, rows: &mut Rows<'_>) -> Result<Option<Vec<Value>>, StoreError> {
    let values = |row: &Row<'_>| {
        (0..table.columns)
            .map(|column| row.get(column))
            .collect::<Result<_, _>>()
    };
    Ok(rows.next()?.map(values).transpose()?)
}

/// As SQLite orders them: numbers, then texts by their bytes.
fn compare_keys(table: &Derived, left: &[Value], right: &[Value]) -> Ordering {
    let pairs = left.iter().zip(right).take(table.keys);
    let compare = |(left, right): (&Value, &Value)| match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => left.as_bytes().cmp(right.as_bytes()),
        (Value::Integer(_), _) => Ordering::Less,
        (_, Value::Integer(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    };
    pairs
        .map(compare)
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn note(
    table: &Derived,
    stored: Option<&[Value]>,
    rebuilt: Option<&[Value]>,
    comparison: &mut Comparison,
) {
    comparison.count += 1;
    if comparison.differences.len() >= SHOWN {
        return;
    }
    let keys = stored
        .or(rebuilt)
        .unwrap_or_default()
        .iter()
        .take(table.keys);
    comparison.differences.push(Difference {
        table: table.name,
        key: keys.map(shown).collect::<Vec<_>>().join("/"),
        stored: stored.map(show_row),
        rebuilt: rebuilt.map(show_row),
    });
}

fn show_row(row: &[Value]) -> String {
    row.iter().map(shown).collect::<Vec<_>>().join(" | ")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.chars().take(200).collect(),
        Value::Blob(bytes) => bytes
            .iter()
            .take(64)
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    }
}

/// Writes the rebuilt rows of a table in place of the stored ones.
fn replace(conn: &Connection, rebuilt: &Rebuilt, table: &Derived) -> Result<(), StoreError> {
    conn.execute(&format!("DELETE FROM {}", table.name), [])?;
    let marks = vec!["?"; table.columns].join(", ");
    let mut insert = conn.prepare(&format!("INSERT INTO {} VALUES ({marks})", table.name))?;
    let mut select = rebuilt.conn.prepare(&format!(
        "SELECT * FROM {} ORDER BY {}",
        table.name, table.order
    ))?;
    let mut rows = select.query([])?;
    while let Some(values) = next(table, &mut rows)? {
        insert.execute(rusqlite::params_from_iter(values))?;
    }
    Ok(())
}
