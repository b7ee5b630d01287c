//! `act_view`: what the log page shows of each act without reading its entry.
//!
//! INVARIANT: derived from the entries and what the kernel made of them; one row an entry.

use kernel::{
    act::{Act, Body},
    id::{RequestId, Signer, WorkflowId, WorkstationId},
    state::{Event, State},
    time::Timestamp,
};
use rusqlite::{Connection, Row};

use super::parsed;

pub(crate) const SQL: &str = "CREATE TABLE act_view(
    idx INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    by TEXT NOT NULL,
    object TEXT NOT NULL,
    via TEXT NOT NULL,
    request INTEGER,
    workflow TEXT
) STRICT";

/// What is shown of an act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActView {
    /// Its name, `noun.verb`.
    pub name: String,
    /// Who did it.
    pub by: Signer,
    /// The object.
    pub on: String,
    /// When its signer says it was signed.
    pub at: Timestamp,
    /// The workstation it was signed on.
    pub via: WorkstationId,
    /// The request it belongs to.
    pub request: Option<RequestId>,
    /// The workflow it belongs to.
    pub workflow: Option<WorkflowId>,
}

/// A row of the log page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActRow {
    /// Its place in the log.
    pub index: u64,
    /// Log time after it.
    pub time: Timestamp,
    /// What is shown.
    pub view: ActView,
}

impl ActView {
    /// The view of an act at `index`, from its events and the state before it.
    #[must_use]
    pub fn of(act: &Act, index: u64, events: &[Event], state: &State) -> Self {
        let request = events
            .iter()
            .find_map(request_of)
            .or_else(|| named_request(&act.body, index));
        let own = match &act.body {
            Body::RequestStart(start) => Some(start.workflow.clone()),
            Body::TimerStart(start) => Some(start.workflow.clone()),
            Body::VersionCreate(create) => Some(create.workflow.clone()),
            _ => None,
        };
        let started = || {
            events.iter().find_map(|event| match event {
                Event::RequestStarted(started) => Some(started.workflow.clone()),
                _ => None,
            })
        };
        let own = own.or_else(started);
        let workflow = own.or_else(|| Some(state.request(&request?)?.workflow.clone()));
        Self {
            name: act.body.name().to_owned(),
            by: act.by,
            on: act.body.on(),
            at: act.at,
            via: act.via,
            request,
            workflow,
        }
    }
}

/// The request of an event.
fn request_of(event: &Event) -> Option<RequestId> {
    match event {
        Event::RequestStarted(started) => Some(started.request),
        Event::StartedByTimer(id, _)
        | Event::RequestEnded(id, _)
        | Event::FieldsWritten(id)
        | Event::TaskOpened(id, ..)
        | Event::Decided(id, ..)
        | Event::DecisionsVoided(id, _)
        | Event::TaskClosed(id, _)
        | Event::JobDue(id, _)
        | Event::JobStarted(id, ..)
        | Event::JobClosed(id, _)
        | Event::IncidentRaised(id, ..)
        | Event::IncidentClosed(id, _)
        | Event::TimerSet(id, ..)
        | Event::TimerClosed(id, _)
        | Event::MessageAwaited(id, _)
        | Event::MessageClosed(id, _) => Some(*id),
        Event::ChangeOpened(_)
        | Event::ChangeInForce { .. }
        | Event::ChangeClosed(_)
        | Event::BootstrapEnded
        | Event::VersionCreated(_) => None,
    }
}

/// The request that the act itself names.
fn named_request(body: &Body, index: u64) -> Option<RequestId> {
    match body {
        Body::RequestStart(_) | Body::TimerStart(_) => Some(RequestId(index)),
        Body::RequestRevise(body) => Some(body.request),
        Body::RequestCancel(body) => Some(body.request),
        Body::RequestModify(body) => Some(body.request),
        Body::TimerFire(body) => Some(body.request),
        Body::IncidentResolve(body) => Some(body.request),
        Body::DataReveal(body) => Some(body.request),
        // An outcome after the end of its request makes no event.
        Body::JobCompleted(body) => Some(body.request),
        Body::JobFailed(body) => Some(body.request),
        Body::JobUnknown(body) => Some(body.request),
        _ => None,
    }
}

pub(crate) fn insert(conn: &Connection, index: u64, view: &ActView) -> rusqlite::Result<()> {
    let mut statement =
        conn.prepare_cached("INSERT INTO act_view VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    statement.execute((
        index,
        view.at.0,
        &view.name,
        view.by.to_string(),
        &view.on,
        view.via.to_string(),
        view.request.map(|request| request.0),
        view.workflow.as_ref().map(WorkflowId::as_str),
    ))?;
    Ok(())
}

/// The columns that [`view`] reads, in its order.
pub(crate) const COLUMNS: &str =
    "v.idx, v.at, v.name, v.by, v.object, v.via, v.request, v.workflow";

/// Index and view of a row that selects [`COLUMNS`].
pub(crate) fn view(row: &Row<'_>) -> rusqlite::Result<(u64, ActView)> {
    let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    let workflow = row.get_ref(7)?.as_str_or_null()?;
    let view = ActView {
        at: Timestamp(row.get(1)?),
        name: row.get(2)?,
        by: parsed(text(3)?, Signer::parse)?,
        on: row.get(4)?,
        via: parsed(text(5)?, WorkstationId::parse)?,
        request: row.get::<_, Option<u64>>(6)?.map(RequestId),
        workflow: workflow
            .map(|name| parsed(name, WorkflowId::parse))
            .transpose()?,
    };
    Ok((row.get(0)?, view))
}
