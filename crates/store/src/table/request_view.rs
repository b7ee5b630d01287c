//! `request_view`: every request that ever started, open and ended.
//!
//! INVARIANT: derived from the events of acts; a request's id is the index of the entry that started it.

use kernel::{
    digest::Digest,
    id::{PersonId, RequestId, WorkflowId},
    state::{EndState, Started},
    time::Timestamp,
};
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::parsed;
use crate::StoreError;

pub(crate) const SQL: &str = "CREATE TABLE request_view(
    id INTEGER PRIMARY KEY,
    workflow TEXT NOT NULL,
    version BLOB NOT NULL,
    requester TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_idx INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX request_view_workflow ON request_view(workflow);
CREATE INDEX request_view_requester ON request_view(requester);
CREATE INDEX request_view_state ON request_view(state)";

/// Whether a request runs, and how it ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RequestState {
    /// It runs.
    Running,
    /// It ended.
    Ended(EndState),
}

impl RequestState {
    const ALL: [Self; 4] = [
        Self::Running,
        Self::Ended(EndState::Completed),
        Self::Ended(EndState::Rejected),
        Self::Ended(EndState::Cancelled),
    ];

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ended(end) => end.as_str(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A request as the pages list it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestRow {
    /// Its name; the index of the entry that started it.
    pub id: RequestId,
    /// The workflow.
    pub workflow: WorkflowId,
    /// The version it runs on.
    pub version: Digest,
    /// Who submitted it, or answers for it.
    pub requester: PersonId,
    /// Whether it runs.
    pub state: RequestState,
    /// Log time of its start.
    pub started_at: Timestamp,
    /// Entry and log time of its end.
    pub ended: Option<(u64, Timestamp)>,
}

/// A request starts.
pub(crate) fn start(conn: &Connection, time: Timestamp, started: &Started) -> rusqlite::Result<()> {
    let mut statement = conn
        .prepare_cached("INSERT INTO request_view VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, NULL)")?;
    let state = RequestState::Running.as_str();
    statement.execute((
        started.request.0,
        started.workflow.as_str(),
        started.version.0,
        started.requester.to_string(),
        state,
        time.0,
    ))?;
    Ok(())
}

/// A request ends.
pub(crate) fn end(
    conn: &Connection,
    id: &RequestId,
    state: EndState,
    index: u64,
    time: Timestamp,
) -> rusqlite::Result<()> {
    let mut statement = conn.prepare_cached(
        "UPDATE request_view SET state = ?2, ended_idx = ?3, ended_at = ?4 WHERE id = ?1",
    )?;
    statement.execute((id.0, state.as_str(), index, time.0))?;
    Ok(())
}

/// The columns that [`row`] reads, in its order.
pub(crate) const COLUMNS: &str =
    "id, workflow, version, requester, state, started_at, ended_idx, ended_at";

pub(crate) fn row(row: &Row<'_>) -> rusqlite::Result<RequestRow> {
    let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    let ended: (Option<u64>, Option<u64>) = (row.get(6)?, row.get(7)?);
    Ok(RequestRow {
        id: RequestId(row.get(0)?),
        workflow: parsed(text(1)?, WorkflowId::parse)?,
        version: Digest(row.get(2)?),
        requester: parsed(text(3)?, PersonId::parse)?,
        state: parsed(text(4)?, RequestState::parse)?,
        started_at: Timestamp(row.get(5)?),
        ended: ended.0.zip(ended.1.map(Timestamp)),
    })
}

pub(crate) fn read(conn: &Connection, id: &RequestId) -> Result<Option<RequestRow>, StoreError> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM request_view WHERE id = ?1"))?;
    Ok(statement.query_row([id.0], row).optional()?)
}
