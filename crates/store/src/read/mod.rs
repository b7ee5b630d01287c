//! The read model: tables folded from acts and their events, for pages and the runner.
//!
//! INVARIANT: one function, [`fold`], writes them, for an append and for a rebuild alike; so a rebuild gives the same
//! rows, and a row that differs was not written by us.
//!
//! New derived table: its file in `table/`, its events here, and a line in `rebuild::TABLES`.

mod page;
mod rebuild;
mod requests;

use kernel::{state::Event, time::Timestamp};
use rusqlite::Connection;

pub use page::{ActFilter, Order, Page};
pub use rebuild::{Comparison, Difference, Rebuilt};
pub use requests::{REQUEST_PAGE_LIMIT, RequestFilter};

use crate::{
    ActView,
    table::{act_block, act_view, outbox, request_view, timer},
};

/// The act that fires a timer.
const FIRE: &str = "timer.fire";

/// Writes what the act at `index` means to the read model.
pub(crate) fn fold(
    conn: &Connection,
    index: u64,
    time: Timestamp,
    view: &ActView,
    events: &[Event],
) -> rusqlite::Result<()> {
    act_view::insert(conn, index, view)?;
    for event in events {
        fold_event(conn, index, time, view, event)?;
    }
    match (index + 1) % act_block::BLOCK {
        0 => act_block::complete(conn, index / act_block::BLOCK),
        _ => Ok(()),
    }
}

fn fold_event(
    conn: &Connection,
    index: u64,
    time: Timestamp,
    view: &ActView,
    event: &Event,
) -> rusqlite::Result<()> {
    match event {
        Event::RequestStarted(started) => request_view::start(conn, time, started),
        Event::StartedByTimer(_, due) => timer::started(conn, *due, index),
        Event::RequestEnded(request, state) => {
            request_view::end(conn, request, *state, index, time)?;
            outbox::request_ended(conn, request)
        }
        Event::JobDue(request, job) => outbox::due(conn, request, job),
        Event::JobStarted(request, job, attempt) => outbox::started(conn, request, job, *attempt),
        Event::JobClosed(request, job) => outbox::closed(conn, request, job),
        Event::TimerSet(request, timer, due) => timer::set(conn, request, timer, *due),
        Event::TimerClosed(_, timer) => {
            if view.name == FIRE && view.on == timer.to_string() {
                timer::fired(conn, timer, index)?;
            }
            timer::closed(conn, timer)
        }
        Event::ChangeOpened(_)
        | Event::ChangeInForce { .. }
        | Event::ChangeClosed(_)
        | Event::BootstrapEnded
        | Event::VersionCreated(_)
        | Event::FieldsWritten(_)
        | Event::TaskOpened(..)
        | Event::Decided(..)
        | Event::DecisionsVoided(..)
        | Event::TaskClosed(..)
        | Event::IncidentRaised(..)
        | Event::IncidentClosed(..)
        | Event::MessageAwaited(..)
        | Event::MessageClosed(..) => Ok(()),
    }
}
