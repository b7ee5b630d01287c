//! Timers as the events of acts leave them: in the order in which they fire, and gone when they are not needed.

use kernel::{
    id::{RequestId, TimerId},
    state::{EndState, Event},
    time::Timestamp,
};
use store::TimerRow;

use crate::workspace::Workspace;

fn timer(index: u64, nth: u32) -> TimerId {
    TimerId { index, nth }
}

fn set(request: u64, timer: TimerId, due: u64) -> Event {
    Event::TimerSet(RequestId(request), timer, Timestamp(due))
}

fn names(rows: &[TimerRow]) -> Vec<(u64, u32, u64)> {
    rows.iter().map(|row| (row.timer.index, row.timer.nth, row.due.0)).collect()
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
    workspace.append_events(events.to_vec());
    let store = &workspace.store;
    let due = |until, after: Option<&TimerRow>, limit| {
        store.timers_due(Timestamp(until), after, limit).unwrap()
    };
    let rows = due(300, None, 10);
    assert_eq!(names(&rows), [(9, 0, 0), (4, 0, 100), (5, 0, 300), (5, 1, 300)]);
    assert_eq!(names(&due(300, Some(&rows[1]), 1)), [(5, 0, 300)], "from there on");
    assert_eq!(names(&due(99, None, 10)), [(9, 0, 0)], "nothing early");
    assert_eq!(due(last, None, 10).len(), 6, "in the year 9999");
    assert_eq!(store.next_timer().unwrap(), Some(Timestamp(0)));
}

#[test]
fn a_timer_that_is_not_needed_any_more_is_gone() {
    let mut workspace = Workspace::new();
    assert_eq!(workspace.store.next_timer().unwrap(), None);
    workspace.append_events(vec![set(1, timer(5, 0), 300), set(1, timer(5, 1), 400)]);
    workspace.append_events(vec![Event::TimerClosed(RequestId(1), timer(5, 0))]);
    assert_eq!(workspace.store.next_timer().unwrap(), Some(Timestamp(400)));
    let ends = vec![
        Event::TimerClosed(RequestId(1), timer(5, 1)),
        Event::RequestEnded(RequestId(1), EndState::Completed),
    ];
    workspace.append_events(ends);
    assert_eq!(workspace.store.next_timer().unwrap(), None);
}
