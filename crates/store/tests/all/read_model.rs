//! The read model: folded, compared with the log, repaired.

use kernel::id::{JobId, RequestId};
use store::{OutboxRow, OutboxState};

use crate::workspace::{Workspace, rebuilt};

#[test]
fn the_outbox_follows_a_call_from_due_to_answered() {
    let request = RequestId(0);
    let job = JobId { index: 2, nth: 0 };
    let rows = [
        (2, None, "not due yet"),
        (3, Some((0, OutboxState::Due)), "due"),
        (4, Some((1, OutboxState::Started)), "started"),
        (6, None, "answered"),
    ];
    for (size, want, why) in rows {
        let workspace = Workspace::with(size);
        let want: Vec<_> = want
            .map(|(attempt, state)| OutboxRow {
                request,
                job,
                attempt,
                state,
            })
            .into_iter()
            .collect();
        assert_eq!(workspace.store.outbox().unwrap(), want, "{why}");
    }
}

#[test]
fn a_direct_edit_is_found_shown_and_repaired() {
    let edits = [
        (
            "UPDATE act_view SET by = 'p_00000000000000ff' WHERE idx = 12",
            "act_view",
            "another name",
        ),
        (
            "DELETE FROM act_view WHERE idx = 3",
            "act_view",
            "a row less",
        ),
        (
            "INSERT INTO act_view VALUES (99999, 1, 'a.b', 'p_0000000000000001', 'x', 'w_0000000000000001', NULL, NULL)",
            "act_view",
            "a row more",
        ),
        (
            "DELETE FROM act_block WHERE kind = 3 AND block = 0",
            "act_block",
            "acts hidden from a filter",
        ),
        (
            "UPDATE act_block SET rows = x'' WHERE kind = 4 AND block = 1",
            "act_block",
            "acts hidden from another",
        ),
        (
            "UPDATE request_view SET state = 'completed' WHERE state = 'running'",
            "request_view",
            "a request said to be done",
        ),
        (
            "UPDATE request_view SET ended_at = NULL WHERE id = 10",
            "request_view",
            "an end without time",
        ),
        ("DELETE FROM outbox", "outbox", "a call forgotten"),
        (
            "INSERT INTO outbox VALUES (1, 1, 1, 1, 'due')",
            "outbox",
            "a call invented",
        ),
        (
            "INSERT INTO timer VALUES (1, 1, 1, 1)",
            "timer",
            "a timer invented",
        ),
    ];
    let size = 2_104;
    let log = rebuilt(size);
    let mut workspace = Workspace::with(size);
    assert!(workspace.store.compare(&log).unwrap().is_equal());
    for (sql, table, why) in edits {
        let editor = rusqlite::Connection::open(workspace.file()).unwrap();
        assert!(editor.execute(sql, []).unwrap() > 0, "{why}");
        drop(editor);
        let found = workspace.store.compare(&log).unwrap();
        assert!(
            found.count > 0 && found.differences.iter().all(|row| row.table == table),
            "{why}: {found:?}"
        );
        assert_eq!(
            workspace.store.repair(&log).unwrap(),
            found,
            "repair says what it found"
        );
        assert!(workspace.store.compare(&log).unwrap().is_equal(), "{why}");
    }
}

#[test]
fn a_log_that_grew_meanwhile_is_not_compared() {
    let mut workspace = Workspace::with(4);
    assert_eq!(
        workspace.store.compare(&rebuilt(3)).unwrap_err().code(),
        "store.moved"
    );
    assert_eq!(
        workspace.store.repair(&rebuilt(5)).unwrap_err().code(),
        "store.moved"
    );
}
