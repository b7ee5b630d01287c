//! A process that dies at a failpoint loses nothing it acknowledged. Runs with the feature `failpoints`.

use std::{fs, process::Command};

use store::Store;

use crate::workspace::{batch, new_store, open, rebuilt};

const FOLDER: &str = "COUNTERSIGN_TEST_FOLDER";
const ROUNDS: u64 = 12;

/// The part of the child: appends and writes down what was acknowledged. Without its variable it appends in a folder of
/// its own, and must come to the end.
#[test]
fn child() {
    let own = tempfile::tempdir().unwrap();
    let folder = std::env::var_os(FOLDER).map_or_else(|| own.path().join("ws"), Into::into);
    let mut store = Store::create(&folder, &new_store()).unwrap();
    let mut range = Default::default();
    for round in 0..ROUNDS {
        let head = store
            .append(&batch(store.head().unwrap(), &mut range, round * 40 + 1))
            .unwrap();
        fs::write(folder.with_extension("acknowledged"), head.size.to_string()).unwrap();
    }
    assert_eq!(store.head().unwrap().size, range.size());
}

#[test]
fn whatever_was_acknowledged_is_there_after_a_kill_at_any_point() {
    let points = [
        ("append.begin", false),
        ("append.entries", false),
        ("append.commit", false),
        ("append.committed", true),
    ];
    for (point, durable) in points {
        for nth in [1, 2, ROUNDS] {
            let dir = tempfile::tempdir().unwrap();
            let (folder, mark) = (dir.path().join("ws"), dir.path().join("mark"));
            let status = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "kill::child"])
                .env(FOLDER, &folder)
                .env("COUNTERSIGN_FAILPOINT", format!("{point}:{nth}"))
                .env("COUNTERSIGN_FAILPOINT_MARK", &mark)
                .output()
                .unwrap()
                .status;
            assert!(
                !status.success() && fs::read_to_string(&mark).unwrap() == point,
                "it died at {point}"
            );
            let text =
                fs::read_to_string(folder.with_extension("acknowledged")).unwrap_or_default();
            let acknowledged: u64 = text.parse().unwrap_or(0);
            let mut store = open(&folder).unwrap();
            store.check().unwrap();
            let head = store.head().unwrap();
            let in_flight = (nth - 1) * 40 + 1;
            let want = acknowledged + if durable { in_flight } else { 0 };
            assert_eq!(head.size, want, "{point}:{nth}");
            assert!(
                store.compare(&rebuilt(head.size)).unwrap().is_equal(),
                "{point}:{nth}"
            );
            let mut range = store.compact_range(head.size).unwrap().unwrap();
            store.append(&batch(head, &mut range, 300)).unwrap();
        }
    }
}
