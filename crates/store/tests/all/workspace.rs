//! A workspace with entries that look like acts; the store does not read them.

use std::path::Path;

use kernel::{
    digest::Digest,
    id::{ActId, JobId, PersonId, RequestId, Signer, Slug, WorkstationId},
    state::{EndState, Event, Started},
    time::Timestamp,
};
use ledger::tree::{CompactRange, leaf_hash};
use store::{Access, ActView, AppendError, Batch, Head, NewEntry, NewStore, Store};

pub struct Workspace {
    pub dir: tempfile::TempDir,
    pub store: Store,
    pub range: CompactRange,
}

pub fn new_store() -> NewStore {
    NewStore {
        workspace: "ws-1".into(),
        origin: "countersign.invalid/ws-1".into(),
    }
}

fn workflow(index: u64) -> Slug {
    Slug::parse(["refund", "access"][usize::try_from(index / 10 % 2).unwrap()]).unwrap()
}

fn started(request: RequestId, index: u64) -> Event {
    Event::RequestStarted(Started {
        request,
        workflow: workflow(index),
        version: Digest::of(b"version"),
        requester: PersonId(index % 3),
    })
}

/// Everything follows from the index: every tenth act starts a request, and so on.
pub fn entry(index: u64, range: &mut CompactRange) -> NewEntry {
    let bytes: Vec<u8> = format!(
        "entry {index} {}\n",
        "x".repeat(usize::try_from(index % 700).unwrap())
    )
    .into_bytes();
    let leaf = leaf_hash(&bytes);
    range.push(leaf);
    let signer = Signer::Person(PersonId(index % 3));
    let request = RequestId(index / 10 * 10);
    let job = JobId {
        index: request.0 + 2,
        nth: 0,
    };
    let (name, events) = match index % 10 {
        0 => ("request.start", vec![started(request, index)]),
        2 => ("approval.decide", vec![Event::JobDue(request, job)]),
        3 => ("job.started", vec![Event::JobStarted(request, job, 1)]),
        5 => ("job.completed", vec![Event::JobClosed(request, job)]),
        8 => (
            "task.complete",
            vec![Event::RequestEnded(request, EndState::Completed)],
        ),
        _ => ("clock.tick", vec![]),
    };
    let of_request = name != "clock.tick";
    let view = ActView {
        name: name.into(),
        by: signer,
        on: if of_request {
            request.to_string()
        } else {
            "workspace".into()
        },
        at: Timestamp(index * 1_000 + 1),
        via: WorkstationId(7),
        request: of_request.then_some(request),
        workflow: of_request.then(|| workflow(index)),
    };
    let mut id = [0; 16];
    id[..8].copy_from_slice(&index.to_be_bytes());
    NewEntry {
        bytes: bytes.into(),
        leaf,
        root: range.root(),
        time: Timestamp(index * 1_000),
        signer,
        id: ActId(id),
        view,
        events,
    }
}

pub fn batch(expected: Head, range: &mut CompactRange, count: u64) -> Batch {
    let entries: Vec<_> = (expected.size..expected.size + count)
        .map(|index| entry(index, range))
        .collect();
    let checkpoint = format!("checkpoint {} {}", range.size(), range.root()).into_bytes();
    Batch {
        expected,
        entries,
        checkpoint,
        blobs: vec![],
        sealed: vec![],
    }
}

impl Workspace {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(&dir.path().join("ws"), &new_store()).unwrap();
        Self {
            dir,
            store,
            range: CompactRange::new(),
        }
    }

    /// With `count` entries, appended in uneven batches.
    pub fn with(count: u64) -> Self {
        let mut workspace = Self::new();
        let mut sizes = [1u64, 7, 64, 300, 1_500].into_iter().cycle();
        while workspace.range.size() < count {
            let rest = count - workspace.range.size();
            workspace.append(sizes.next().unwrap().min(rest)).unwrap();
        }
        workspace
    }

    pub fn append(&mut self, count: u64) -> Result<Head, AppendError> {
        let mut range = self.range.clone();
        let batch = batch(self.store.head().unwrap(), &mut range, count);
        let head = self.store.append(&batch)?;
        self.range = range;
        Ok(head)
    }

    pub fn folder(&self) -> std::path::PathBuf {
        self.dir.path().join("ws")
    }

    pub fn file(&self) -> std::path::PathBuf {
        self.folder().join("workspace.db")
    }

    /// Closes the workspace, which leaves one file without WAL.
    pub fn close(self) -> tempfile::TempDir {
        drop(self.store);
        self.dir
    }
}

pub fn open(folder: &Path) -> Result<Store, store::StoreError> {
    Store::open(folder, Access::Write)
}

/// What the log says about the read model.
pub fn rebuilt(size: u64) -> store::Rebuilt {
    let mut rebuilt = store::Rebuilt::new().unwrap();
    let mut range = CompactRange::new();
    for index in 0..size {
        let entry = entry(index, &mut range);
        rebuilt
            .fold(entry.time, &entry.view, &entry.events)
            .unwrap();
    }
    rebuilt
}
