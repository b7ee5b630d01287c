//! Timers as the events of acts leave them: in the order in which they fire, and gone when they are not needed.

use kernel::{
    id::{RequestId, TimerId},
    state::{EndState, Event},
    time::Timestamp,
};
use store::TimerRow;

use crate::workspace::{Workspace, batch};

/// One act of this name on this object, from which these events follow.
fn act(workspace: &mut Workspace, name: &str, on: &str, events: Vec<Event>) {
    let mut range = workspace.range.clone();
    let mut batch = batch(workspace.store.head().unwrap(), &mut range, 1);
    batch.entries[0].events = events;
    batch.entries[0].view.name = name.into();
    batch.entries[0].view.on = on.into();
    workspace.store.append(&batch).unwrap();
    workspace.range = range;
}

fn started(workspace: &mut Workspace, events: Vec<Event>) {
    act(workspace, "request.start", "workflow:pay", events);
}

fn timer(index: u64, nth: u32) -> TimerId {
    TimerId { index, nth }
}

fn set(request: u64, timer: TimerId, due: u64) -> Event {
    Event::TimerSet(RequestId(request), timer, Timestamp(due))
}

fn names(rows: &[TimerRow]) -> Vec<(u64, u32, u64)> {
    rows.iter()
        .map(|row| (row.timer.index, row.timer.nth, row.due.0))
        .collect()
}

#[test]
fn timers_are_listed_in_the_order_in_which_they_fire() {
    let mut workspace = Workspace::new();
    let last = 253_402_300_799_999;
    let events = [
        set(1, timer(5, 1), 300),
        set(1, timer(5, 0), 300),
        set(2, timer(4, 0), 100),
        set(3, timer(9, 0), 0),
        set(3, timer(10, 0), last),
        set(4, timer(2, 0), 301),
    ];
    started(&mut workspace, events.to_vec());
    let store = &workspace.store;
    let due = |until, after: Option<&TimerRow>, limit| {
        store.timers_due(Timestamp(until), after, limit).unwrap()
    };
    let rows = due(300, None, 10);
    assert_eq!(
        names(&rows),
        [(9, 0, 0), (4, 0, 100), (5, 0, 300), (5, 1, 300)]
    );
    assert_eq!(
        names(&due(300, Some(&rows[1]), 1)),
        [(5, 0, 300)],
        "from there on"
    );
    assert_eq!(names(&due(99, None, 10)), [(9, 0, 0)], "nothing early");
    assert_eq!(due(last, None, 10).len(), 6, "in the year 9999");
    assert_eq!(store.next_timer().unwrap(), Some(Timestamp(0)));
}

#[test]
fn a_timer_that_is_not_needed_any_more_is_gone() {
    let mut workspace = Workspace::new();
    assert_eq!(workspace.store.next_timer().unwrap(), None);
    started(
        &mut workspace,
        vec![set(1, timer(5, 0), 300), set(1, timer(5, 1), 400)],
    );
    started(
        &mut workspace,
        vec![Event::TimerClosed(RequestId(1), timer(5, 0))],
    );
    assert_eq!(workspace.store.next_timer().unwrap(), Some(Timestamp(400)));
    let ends = vec![
        Event::TimerClosed(RequestId(1), timer(5, 1)),
        Event::RequestEnded(RequestId(1), EndState::Completed),
    ];
    started(&mut workspace, ends);
    assert_eq!(workspace.store.next_timer().unwrap(), None);
    assert_eq!(
        workspace.store.fired_due(1).unwrap(),
        None,
        "it was not fired"
    );
}

#[test]
fn what_fired_says_when_it_was_due() {
    let mut workspace = Workspace::new();
    started(
        &mut workspace,
        vec![set(1, timer(5, 0), 300), set(1, timer(5, 1), 400)],
    );
    let closed = |nth| Event::TimerClosed(RequestId(1), timer(5, nth));
    act(
        &mut workspace,
        "timer.fire",
        "e_5_0",
        vec![closed(0), closed(1)],
    );
    let due = |index| workspace.store.fired_due(index).unwrap();
    assert_eq!(
        (due(0), due(1)),
        (None, Some(Timestamp(300))),
        "the one that was fired, not the one it closed"
    );
}
