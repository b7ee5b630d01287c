//! `timer`: what requests wait for the clock with, so that the runner finds what is due without reading every request.
//!
//! INVARIANT: derived from the events of acts. A row is there from the moment a timer is set until it has fired or is not
//! needed any more. Whether it may fire is decided by the kernel, never by this table.

use kernel::{
    id::{RequestId, TimerId},
    time::Timestamp,
};
use rusqlite::{Connection, OptionalExtension as _};

use super::sql_limit;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE timer(
    timer_idx INTEGER NOT NULL,
    timer_nth INTEGER NOT NULL,
    request INTEGER NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY(timer_idx, timer_nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_due ON timer(due, timer_idx, timer_nth)";

/// Timers that fired or started a request, by the act that did it: what is told of them is how late they were.
pub(crate) const FIRED_SQL: &str = "CREATE TABLE timer_fired(
    idx INTEGER PRIMARY KEY NOT NULL,
    due INTEGER NOT NULL
) STRICT";

/// A timer that waits. Rows are in the order in which they fire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TimerRow {
    /// When it is due.
    pub due: Timestamp,
    /// Its name.
    pub timer: TimerId,
    /// Whose it is.
    pub request: RequestId,
}

pub(crate) fn set(
    conn: &Connection,
    request: &RequestId,
    timer: &TimerId,
    due: Timestamp,
) -> rusqlite::Result<()> {
    let mut statement =
        conn.prepare_cached("INSERT OR REPLACE INTO timer VALUES (?1, ?2, ?3, ?4)")?;
    statement.execute((timer.index, timer.nth, request.0, due.0))?;
    Ok(())
}

pub(crate) fn closed(conn: &Connection, timer: &TimerId) -> rusqlite::Result<()> {
    let mut statement =
        conn.prepare_cached("DELETE FROM timer WHERE timer_idx = ?1 AND timer_nth = ?2")?;
    statement.execute((timer.index, timer.nth))?;
    Ok(())
}

/// The act at `index` fired the timer, which is about to be closed.
pub(crate) fn fired(conn: &Connection, timer: &TimerId, index: u64) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO timer_fired SELECT ?3, due FROM timer WHERE timer_idx = ?1 AND timer_nth = ?2",
    )?;
    statement.execute((timer.index, timer.nth, index))?;
    Ok(())
}

/// The act at `index` started a request at a time that was due then.
pub(crate) fn started(conn: &Connection, due: Timestamp, index: u64) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached("INSERT INTO timer_fired VALUES (?1, ?2)")?;
    statement.execute((index, due.0))?;
    Ok(())
}

/// When the timer was due that the act at `index` fired.
pub(crate) fn fired_due(conn: &Connection, index: u64) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT due FROM timer_fired WHERE idx = ?1")?;
    let due = statement.query_row([index], |row| row.get(0)).optional()?;
    Ok(due.map(Timestamp))
}

/// Up to `limit` timers due at `until` or before, after `after`, the one due first first.
pub(crate) fn due(
    conn: &Connection,
    until: Timestamp,
    after: Option<&TimerRow>,
    limit: usize,
) -> Result<Vec<TimerRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT due, timer_idx, timer_nth, request FROM timer
         WHERE due <= ?1 AND (due, timer_idx, timer_nth) > (?2, ?3, ?4)
         ORDER BY due, timer_idx, timer_nth LIMIT ?5",
    )?;
    let (due, index, nth) = after.map_or((-1, 0, 0), |row| {
        let due = i64::try_from(row.due.0).unwrap_or(i64::MAX);
        (due, row.timer.index, row.timer.nth)
    });
    let rows = statement.query_map((until.0, due, index, nth, sql_limit(limit)), |row| {
        Ok(TimerRow {
            due: Timestamp(row.get(0)?),
            timer: TimerId {
                index: row.get(1)?,
                nth: row.get(2)?,
            },
            request: RequestId(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the next timer is due.
pub(crate) fn next(conn: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT min(due) FROM timer")?;
    let due: Option<u64> = statement.query_row([], |row| row.get(0))?;
    Ok(due.map(Timestamp))
}
