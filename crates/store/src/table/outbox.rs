//! `outbox`: connector calls that are due or on their way, so that the runner finds them after a crash.
//!
//! INVARIANT: derived from the events of acts. A row is there from the moment a call is due until it is answered or its
//! request ends. Whether a call may start is decided by the kernel, never by this table.

use kernel::id::{JobId, RequestId};
use rusqlite::Connection;

use super::parsed;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE outbox(
    request INTEGER NOT NULL,
    job_idx INTEGER NOT NULL,
    job_nth INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY(request, job_idx, job_nth)
) STRICT, WITHOUT ROWID";

/// Where a connector call stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutboxState {
    /// May be started.
    Due,
    /// Started; no answer is recorded.
    Started,
}

impl OutboxState {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Started => "started",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Due, Self::Started]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A connector call that is not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutboxRow {
    /// The request.
    pub request: RequestId,
    /// The call.
    pub job: JobId,
    /// Attempts started so far.
    pub attempt: u32,
    /// Where it stands.
    pub state: OutboxState,
}

pub(crate) fn due(conn: &Connection, request: &RequestId, job: &JobId) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO outbox VALUES (?1, ?2, ?3, 0, 'due') ON CONFLICT DO UPDATE SET state = 'due'",
    )?;
    statement.execute((request.0, job.index, job.nth))?;
    Ok(())
}

pub(crate) fn started(
    conn: &Connection,
    request: &RequestId,
    job: &JobId,
    attempt: u32,
) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT INTO outbox VALUES (?1, ?2, ?3, ?4, 'started')
         ON CONFLICT DO UPDATE SET state = 'started', attempt = excluded.attempt",
    )?;
    statement.execute((request.0, job.index, job.nth, attempt))?;
    Ok(())
}

pub(crate) fn closed(conn: &Connection, request: &RequestId, job: &JobId) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "DELETE FROM outbox WHERE request = ?1 AND job_idx = ?2 AND job_nth = ?3",
    )?;
    statement.execute((request.0, job.index, job.nth))?;
    Ok(())
}

/// A request ended: nothing of it is called any more.
pub(crate) fn request_ended(conn: &Connection, request: &RequestId) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM outbox WHERE request = ?1")?
        .execute([request.0])?;
    Ok(())
}

pub(crate) fn list(conn: &Connection) -> Result<Vec<OutboxRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT request, job_idx, job_nth, attempt, state FROM outbox ORDER BY job_idx, job_nth",
    )?;
    let rows = statement.query_map([], |row| {
        let state: String = row.get(4)?;
        Ok(OutboxRow {
            request: RequestId(row.get(0)?),
            job: JobId {
                index: row.get(1)?,
                nth: row.get(2)?,
            },
            attempt: row.get(3)?,
            state: parsed(&state, OutboxState::parse)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
