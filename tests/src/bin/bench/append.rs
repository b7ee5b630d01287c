//! `append_single` and `append_64`: acts of a person on a real workspace, from asked to durable, by the engine.
//!
//! The acts are those of a request that is submitted and taken back, so the state does not grow while it is measured.

use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

use engine::{Appended, Engine, Plain, Session};
use kernel::{digest::Digest, id::WorkflowId};
use ledger::note::sign_note;
use rusqlite::Connection;

use crate::{
    Failed, load,
    primitive::{Signed, signatures},
    report::{Report, median},
    workspace::SampleWorkspace,
};

const CALLERS: usize = 64;
const MEASURED: Duration = Duration::from_secs(5);
/// Pairs of a block; blocks of ours and of the reference take turns, so that noise meets both.
const PAIRS: usize = 25;
const BLOCKS: usize = 30;

struct Bench {
    engine: Engine,
    person: Session,
    workflow: WorkflowId,
    version: Digest,
    values: BTreeMap<String, Plain>,
}

impl Bench {
    fn new(folder: &Path) -> Result<Self, Failed> {
        let sample = SampleWorkspace::new(folder)?;
        let person = sample.sign_in("Gus Pereira")?;
        let (workflow, version) = sample.engine.published("access-request")?;
        let fields = [
            ("system", "crm"),
            ("access_level", "read"),
            ("justification", "Answers complaints this week."),
        ];
        let values = fields
            .into_iter()
            .map(|(path, value)| (path.to_owned(), Plain::Text(value.to_owned())))
            .collect();
        Ok(Self {
            engine: sample.engine,
            person,
            workflow,
            version,
            values,
        })
    }

    /// Two acts.
    fn pair(&self) -> Result<[Appended; 2], Failed> {
        let (request, started) = self.engine.start_request(
            &self.person,
            None,
            &self.workflow,
            self.version,
            &self.values,
        )?;
        let cancelled = self
            .engine
            .cancel_request(&self.person, None, request, None)?;
        Ok([started, cancelled])
    }

    /// Bytes of an act of the pair, on average.
    fn bytes(&self) -> Result<usize, Failed> {
        let pair = self.pair()?;
        let mut bytes = 0;
        for appended in &pair {
            let stored = self.engine.read(|reader| reader.entry(appended.index))?;
            bytes += stored.ok_or("an act that is not there")?.bytes.len();
        }
        Ok(bytes / pair.len())
    }
}

/// A table with one column, and a row of `bytes` committed at a time.
struct Reference {
    conn: Connection,
    row: Vec<u8>,
}

impl Reference {
    fn new(folder: &Path, bytes: usize) -> Result<Self, Failed> {
        let conn = Connection::open(folder.join("reference.db"))?;
        conn.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(id INTEGER PRIMARY KEY, row BLOB)",
        )?;
        Ok(Self {
            conn,
            row: vec![7; bytes],
        })
    }

    fn commit(&self) -> Result<(), Failed> {
        self.conn
            .prepare_cached("INSERT INTO t(row) VALUES(?)")?
            .execute([&self.row])?;
        Ok(())
    }
}

/// Measures both.
pub fn measure(scratch: &Path, report: &mut Report) -> Result<(), Failed> {
    let bench = Bench::new(&scratch.join("append"))?;
    let reference = Reference::new(scratch, bench.bytes()?)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..BLOCKS {
        let began = Instant::now();
        for _ in 0..PAIRS {
            bench.pair()?;
        }
        ours.push(began.elapsed().as_secs_f64() * 1e6 / (2 * PAIRS) as f64);
        let began = Instant::now();
        for _ in 0..2 * PAIRS {
            reference.commit()?;
        }
        theirs.push(began.elapsed().as_secs_f64() * 1e6 / (2 * PAIRS) as f64);
    }
    let commit = median(theirs);
    let single = median(ours);
    report.line(
        "append_single",
        single,
        "us",
        "sqlite-full-commit",
        Some(commit),
    )?;
    // What no implementation can leave out: the act's signature, its strict verification, the checkpoint's signature.
    let [sign, verify] = signatures()?;
    let floor = commit + 2.0 * sign + verify;
    report.line(
        "append_floor",
        floor,
        "us",
        "sqlite-full-commit",
        Some(commit),
    )?;

    let rate = load::rate(CALLERS, Duration::from_millis(500), MEASURED, || {
        Ok(bench.pair()?.len() as u64)
    })?;
    report.line(
        "append_64",
        rate,
        "/s",
        "sign-and-verify-strict",
        Some(sign_and_verify()?),
    )
}

/// Signatures a second that two threads make and verify strictly.
fn sign_and_verify() -> Result<f64, Failed> {
    const ROUNDS: u32 = 20_000;
    let signed = Signed::make()?;
    let began = Instant::now();
    let good = std::thread::scope(|scope| {
        let work = || {
            (0..ROUNDS).all(|_| {
                sign_note(&signed.text, &[&signed.key]).is_ok()
                    && signed
                        .public
                        .verify_strict(signed.text.as_bytes(), &signed.signature)
            })
        };
        let threads = [scope.spawn(work), scope.spawn(work)];
        threads
            .into_iter()
            .all(|thread| thread.join().unwrap_or(false))
    });
    if !good {
        return Err("a good signature was refused".into());
    }
    Ok(f64::from(2 * ROUNDS) / began.elapsed().as_secs_f64())
}
