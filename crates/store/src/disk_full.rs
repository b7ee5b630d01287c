//! A full disk: the append is refused by name, nothing acknowledged is lost, and space makes it work again.

use crate::{
    AppendError, StoreError,
    workspace::{Workspace, batch, open, rebuilt},
};

/// What a failed append answered, whether it failed before or at COMMIT.
fn cause(error: AppendError) -> &'static str {
    match error {
        AppendError::Unknown { cause } => cause.code(),
        other => other.code(),
    }
}

#[test]
fn a_full_disk_refuses_the_append_and_loses_nothing() {
    let mut workspace = Workspace::with(50);
    let size = std::fs::metadata(workspace.file())
        .map(|data| data.len())
        .unwrap();
    workspace.store.limit_size(size.max(400_000)).unwrap();
    let mut acknowledged = workspace.store.head().unwrap();
    let error = loop {
        match workspace.append(40) {
            Ok(head) => acknowledged = head,
            Err(error) => break error,
        }
    };
    assert_eq!(cause(error), "store.disk_full");
    assert_eq!(workspace.store.head().unwrap(), acknowledged);
    workspace.store.check().unwrap();
    let full = workspace
        .store
        .put_setting("large", &vec![1; 500_000])
        .unwrap_err();
    assert!(matches!(full, StoreError::DiskFull) && full.retryable());
    let folder = workspace.folder();
    let mut range = workspace.range.clone();
    let _dir = workspace.close();
    let mut store = open(&folder).unwrap();
    assert_eq!(
        store.head().unwrap(),
        acknowledged,
        "after opening again too"
    );
    assert!(
        store
            .compare(&rebuilt(acknowledged.size))
            .unwrap()
            .is_equal()
    );
    store
        .append(&batch(acknowledged, &mut range, 40))
        .expect("there is space again");
}
