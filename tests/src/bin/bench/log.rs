//! The large log: a company's acts, all signed and permitted, as an export and as a workspace.
//!
//! [`Generator`] makes acts as they are asked for, `verify::replay` decides them again, and what it decided is appended
//! in large batches to a store, and written as tiles and bundles of exports.

use std::{
    cell::RefCell,
    collections::VecDeque,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use engine::vault::{MemoryVault, Vault};
use kernel::{
    Kernel,
    digest::Digest,
    id::WorkstationId,
    limits,
    lookup::Lookup,
    state::{Delta, Outcome},
    time::Timestamp,
};
use ledger::{
    Hash,
    checkpoint::{Checkpoint, sign_checkpoint},
    note::SignerKey,
    tile::{TILE_WIDTH, Tile, TileKind, Tiling, encode_bundle, encode_tile},
    tree::CompactRange,
};
use store::{ActView, Batch as Appends, NewEntry, NewStore, Snapshot, Store};
use tests::maker::{Business, sha256};
use verify::{
    export::layout,
    replay::{Batch, Decided, Ended, Observer, Source, SourceError, Start, replay},
};

use crate::Failed;

const SEED: u64 = 20;
const WORKSPACE: &str = "bench";
/// Acts appended in one transaction.
const TRANSACTION: usize = 8_192;

/// The workspace's secrets, the same in every process: TEST KEYS.
pub fn vault() -> Result<Arc<dyn Vault>, Failed> {
    let vault = MemoryVault::new(WORKSPACE)?;
    // The log's key as the maker derives it; nothing else is ever signed here.
    vault.set("log-key", &sha256(&[b"maker log key", &SEED.to_be_bytes()]))?;
    for item in [
        "act-key",
        "witness-key",
        "device-secret",
        "store-key",
        "snapshot-key",
    ] {
        vault.set(item, &sha256(&[b"bench", item.as_bytes()]))?;
    }
    Ok(Arc::new(vault))
}

fn snapshot_key() -> [u8; 32] {
    sha256(&[b"bench", b"snapshot-key"])
}

/// Makes acts when they are asked for.
struct Generator {
    business: RefCell<Business>,
    /// Bytes of acts that are being decided.
    under_way: RefCell<VecDeque<Arc<[u8]>>>,
    size: u64,
}

impl Source for Generator {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, first: u64, most: usize) -> Result<Batch, SourceError> {
        let mut business = self.business.borrow_mut();
        let left = usize::try_from(self.size.saturating_sub(first)).unwrap_or(usize::MAX);
        let wanted = most.min(left);
        while business.entries.len() < wanted {
            for _ in 0..15 {
                business.refund();
            }
            business.tick(1_500);
        }
        let mut batch = Batch::default();
        let mut under_way = self.under_way.borrow_mut();
        for entry in business.entries.drain(..wanted) {
            batch.push(&entry);
            under_way.push_back(entry.into());
        }
        Ok(batch)
    }

    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        Lookup::blob(&**self.business.borrow(), digest)
    }
}

/// An export that is being written.
struct Export {
    dir: PathBuf,
    size: u64,
    tiling: Tiling,
    range: CompactRange,
    bundle: Vec<Arc<[u8]>>,
}

impl Export {
    fn new(dir: PathBuf, size: u64) -> Self {
        Self {
            dir,
            size,
            tiling: Tiling::new(),
            range: CompactRange::new(),
            bundle: Vec::new(),
        }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failed> {
        let path = self.dir.join(path);
        fs::create_dir_all(path.parent().ok_or("a file without a folder")?)?;
        Ok(fs::write(path, bytes)?)
    }

    fn push(&mut self, bytes: &Arc<[u8]>, leaf: Hash) -> Result<(), Failed> {
        let mut full = Vec::new();
        self.tiling.push(leaf, |tile, hashes| {
            if matches!(tile.kind, TileKind::Hashes { .. }) {
                full.push((tile, encode_tile(hashes)));
            }
        });
        for (tile, bytes) in full {
            self.put(&tile.to_string(), &bytes)?;
        }
        self.range.push(leaf);
        self.bundle.push(bytes.clone());
        if self.bundle.len() == usize::from(TILE_WIDTH) || self.range.size() == self.size {
            let index = (self.range.size() - 1) / u64::from(TILE_WIDTH);
            let tile = Tile {
                kind: TileKind::Entries,
                index,
                width: u16::try_from(self.bundle.len())?,
            };
            self.put(&tile.to_string(), &encode_bundle(&self.bundle)?)?;
            self.bundle.clear();
        }
        Ok(())
    }

    /// Writes what is known only at the end.
    fn finish(&self, business: &Business, kernel: &Kernel) -> Result<(), Failed> {
        for (tile, hashes) in self.tiling.partial() {
            if matches!(tile.kind, TileKind::Hashes { .. }) {
                self.put(&tile.to_string(), &encode_tile(hashes))?;
            }
        }
        let parts = business.forgery();
        self.put(
            layout::CHECKPOINT,
            &checkpoint(&parts.log_key, &business.origin, &self.range)?,
        )?;
        for (digest, bytes) in &parts.blobs {
            self.put(&format!("{}{digest}", layout::BLOBS), bytes)?;
        }
        self.put(layout::SEALED, b"")?;
        self.put(layout::KEYS, &layout::keys_file(&kernel.state)?)?;
        self.put(
            layout::POLICY,
            layout::policy_file(&parts.log_key.verifier().to_string()).as_bytes(),
        )?;
        self.put(layout::README, b"A log of the bench.\n")?;
        parts.write_manifest(&self.dir);
        Ok(())
    }
}

fn checkpoint(key: &SignerKey, origin: &str, range: &CompactRange) -> Result<Vec<u8>, Failed> {
    Ok(sign_checkpoint(&Checkpoint::new(origin, range.size(), range.root()), &[key])?.to_bytes())
}

/// Takes what was decided into store and exports.
struct Filling<'a> {
    store: &'a mut Store,
    generator: &'a Generator,
    exports: &'a mut [Export],
    log_key: &'a SignerKey,
    origin: &'a str,
    range: CompactRange,
    entries: Vec<NewEntry>,
    failed: Option<Failed>,
}

impl Filling<'_> {
    fn take(&mut self, decided: &Decided<'_>) -> Result<(), Failed> {
        let bytes = self
            .generator
            .under_way
            .borrow_mut()
            .pop_front()
            .ok_or("an act that was not made")?;
        let outcome = decided
            .verdict
            .map_err(|refusal| format!("entry {}: {refusal}", decided.index))?;
        let entry = decided.entry.ok_or("an act that cannot be read")?;
        self.range.push(entry.leaf);
        for export in self
            .exports
            .iter_mut()
            .filter(|export| decided.index < export.size)
        {
            export.push(&bytes, entry.leaf)?;
        }
        let before = &decided.before.state;
        self.entries.push(NewEntry {
            bytes,
            leaf: entry.leaf,
            root: self.range.root(),
            time: time_after(outcome, before.time),
            signer: entry.act.by,
            id: entry.act.id,
            view: ActView::of(&entry.act, decided.index, &outcome.events, before),
            events: outcome.events.clone(),
        });
        if self.entries.len() == TRANSACTION {
            self.append()
        } else {
            Ok(())
        }
    }

    fn append(&mut self) -> Result<(), Failed> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let batch = Appends {
            expected: self.store.head()?,
            entries: std::mem::take(&mut self.entries),
            checkpoint: checkpoint(self.log_key, self.origin, &self.range)?,
            blobs: Vec::new(),
            sealed: Vec::new(),
        };
        self.store.append(&batch)?;
        Ok(())
    }
}

impl Observer for Filling<'_> {
    fn leaf(&mut self, _: u64, _: &Hash) -> ControlFlow<()> {
        if self.failed.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn decided(&mut self, decided: &Decided<'_>) {
        if self.failed.is_none() {
            self.failed = self.take(decided).err();
        }
    }
}

fn time_after(outcome: &Outcome, before: Timestamp) -> Timestamp {
    let moved = |delta: &Delta| {
        if let Delta::Time(time) = delta {
            Some(*time)
        } else {
            None
        }
    };
    outcome
        .deltas
        .iter()
        .rev()
        .find_map(moved)
        .unwrap_or(before)
}

/// The log on disk, and what is needed to go on with it.
pub struct Made {
    workspace: PathBuf,
    export: PathBuf,
    small: Option<PathBuf>,
    generator: Generator,
    kernel: Kernel,
    range: CompactRange,
}

impl Made {
    /// Makes a log of `size` acts; of its first `small` acts there is an export of their own.
    pub fn begin(scratch: &Path, size: u64, small: Option<u64>) -> Result<Self, Failed> {
        let (workspace, export) = (scratch.join("workspace"), scratch.join("export"));
        let mut business = Business::new(SEED);
        business.keeps_disclosed = false;
        let mut store = Store::create(
            &workspace,
            &NewStore {
                workspace: WORKSPACE.into(),
                origin: business.origin.clone(),
            },
        )?;
        store.put_setting("vault", b"memory")?;
        store.put_setting("workstation", WorkstationId(1).to_string().as_bytes())?;
        store.put_setting("demo", b"1")?;
        for (digest, bytes) in &business.forgery().blobs {
            store.put_record_blob(digest, bytes)?;
        }
        let mut exports = vec![Export::new(export.clone(), size)];
        let small = small.map(|size| (scratch.join("small"), size));
        exports.extend(small.clone().map(|(dir, size)| Export::new(dir, size)));
        let generator = Generator {
            business: RefCell::new(business),
            under_way: RefCell::default(),
            size: 0,
        };
        let mut made = Self {
            workspace,
            export,
            small: small.map(|(dir, _)| dir),
            generator,
            kernel: Kernel::default(),
            range: CompactRange::new(),
        };
        made.extend(&mut store, size, &mut exports)?;
        for export in &exports {
            export.finish(&made.generator.business.borrow(), &made.kernel)?;
        }
        Ok(made)
    }

    /// Appends further acts to the workspace.
    pub fn append(&mut self, acts: u64) -> Result<(), Failed> {
        let mut store = Store::open(&self.workspace, store::Access::Write)?;
        let size = self.range.size().saturating_add(acts);
        self.extend(&mut store, size, &mut [])
    }

    fn extend(
        &mut self,
        store: &mut Store,
        size: u64,
        exports: &mut [Export],
    ) -> Result<(), Failed> {
        self.generator.size = size;
        let (log_key, origin) = {
            let business = self.generator.business.borrow();
            (business.forgery().log_key, business.origin.clone())
        };
        let before = store.reader()?;
        let start = Start {
            kernel: std::mem::take(&mut self.kernel),
            range: self.range.clone(),
            before: Some(&before),
        };
        let mut filling = Filling {
            store,
            generator: &self.generator,
            exports,
            log_key: &log_key,
            origin: &origin,
            range: self.range.clone(),
            entries: Vec::new(),
            failed: None,
        };
        let threads = std::thread::available_parallelism()?;
        let replayed = replay(&self.generator, start, threads, &mut filling);
        if let Some(error) = filling.failed {
            return Err(error);
        }
        if replayed.ended != Ended::Complete {
            return Err(format!("the log was not made: {:?}", replayed.ended).into());
        }
        filling.append()?;
        (self.kernel, self.range) = (replayed.kernel, replayed.range);
        // As the engine keeps one when a workspace is closed.
        let state = self.kernel.state.to_bytes();
        let snapshot = Snapshot::seal(
            &snapshot_key(),
            size,
            self.range.root(),
            limits::RULES_VERSION,
            state,
        );
        Ok(store.put_snapshot(&snapshot)?)
    }

    /// Folder of the workspace.
    pub fn workspace(&self) -> &Path {
        &self.workspace
    }

    /// Folder of the export of all acts.
    pub fn export(&self) -> &Path {
        &self.export
    }

    /// Folder of the export of the first acts.
    pub fn small(&self) -> Option<&Path> {
        self.small.as_deref()
    }
}
