//! Processes that open the large workspace: `start_1m`, `memory_1m`, `log_page_1m`, `verify_resume`.

use std::{
    io::{Write, stdout},
    path::Path,
    process::Command,
    sync::Arc,
    time::Instant,
};

use engine::{
    Engine, Options,
    credential::Cost,
    seal::{Status, Verification},
};
use kernel::id::{RequestId, Signer};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::{ActFilter, Order, Page};
use tests::maker::Business;

use crate::{Failed, log, report::median};

/// Rows of a page of the log.
const PAGE: usize = 100;

/// What the process `start` measured.
#[derive(Serialize, Deserialize)]
pub struct Started {
    /// From nothing to ready.
    pub ready_ms: f64,
    /// Proportional set size after pages were read.
    pub memory_mb: f64,
    /// The slowest kind of page.
    pub page_ms: f64,
}

/// What the process `verify` measured.
#[derive(Serialize, Deserialize)]
pub struct Verified {
    /// How long it took.
    pub ms: f64,
    /// The first act that was read.
    pub from: u64,
}

/// Runs this program as a process of its own.
pub fn child<T: DeserializeOwned>(what: &str, folder: &Path) -> Result<T, Failed> {
    let done = Command::new(std::env::current_exe()?)
        .arg(what)
        .arg(folder)
        .output()?;
    if !done.status.success() {
        return Err(format!("`bench {what}`: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    Ok(serde_json::from_slice(&done.stdout)?)
}

fn engine(folder: &Path) -> Result<Engine, Failed> {
    let options = Options {
        cost: Cost::DEMO,
        minimum_cost: Cost::DEMO,
        ..Options::default()
    };
    Ok(Engine::open(folder, log::vault()?, options)?)
}

/// What the process that asked for it reads.
pub fn answer(value: &impl Serialize) -> Result<(), Failed> {
    Ok(writeln!(
        stdout().lock(),
        "{}",
        serde_json::to_string(value)?
    )?)
}

/// Opens, reads pages, looks at its memory.
pub fn start(folder: &Path) -> Result<(), Failed> {
    let began = Instant::now();
    let engine = engine(folder)?;
    let size = engine.live().head.size;
    let ready_ms = began.elapsed().as_secs_f64() * 1e3;
    let page_ms = pages(&engine, size)?;
    answer(&Started {
        ready_ms,
        memory_mb: memory_kib()? / 1_024.0,
        page_ms,
    })
}

/// The proportional set size of this process.
pub fn memory_kib() -> Result<f64, Failed> {
    let rollup = std::fs::read_to_string("/proc/self/smaps_rollup")?;
    let pss = rollup
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .ok_or("no proportional set size")?;
    Ok(pss.trim().trim_end_matches("kB").trim().parse()?)
}

/// The slowest of many kinds of page, each the median of several.
fn pages(engine: &Engine, size: u64) -> Result<f64, Failed> {
    let middle = RequestId(size / 2);
    let filters = [
        ActFilter::default(),
        ActFilter {
            name: Some("request.start".into()),
            ..ActFilter::default()
        },
        ActFilter {
            name: Some("change.propose".into()),
            ..ActFilter::default()
        },
        ActFilter {
            name: Some("role.nothing".into()),
            ..ActFilter::default()
        },
        ActFilter {
            by: Some(Signer::Person(Business::FIRST_APPROVER)),
            ..ActFilter::default()
        },
        ActFilter {
            by: Some(Signer::Person(Business::FIRST_APPROVER)),
            name: Some("approval.decide".into()),
            ..ActFilter::default()
        },
        // Two filters that each match often and never together.
        ActFilter {
            by: Some(Signer::Person(Business::REQUESTER)),
            name: Some("approval.decide".into()),
            ..ActFilter::default()
        },
        ActFilter {
            request: Some(middle),
            ..ActFilter::default()
        },
    ];
    let mut slowest = 0.0_f64;
    for filter in &filters {
        for (order, after) in [
            (Order::NewestFirst, None),
            (Order::NewestFirst, Some(size / 2)),
            (Order::OldestFirst, None),
            (Order::OldestFirst, Some(size / 2)),
        ] {
            let mut times = Vec::new();
            for _ in 0..5 {
                let began = Instant::now();
                engine.read(|reader| {
                    reader.acts(
                        filter,
                        &Page {
                            order,
                            after,
                            limit: PAGE,
                        },
                    )
                })?;
                times.push(began.elapsed().as_secs_f64() * 1e3);
            }
            slowest = slowest.max(median(times));
        }
    }
    Ok(slowest)
}

/// Verifies what is new since the last such process, or everything.
pub fn verify(folder: &Path) -> Result<(), Failed> {
    let engine = Arc::new(engine(folder)?);
    let began = Instant::now();
    match Verification::start(&engine)?.wait() {
        Status::Finished(verdict) if verdict.is_verified() => answer(&Verified {
            ms: began.elapsed().as_secs_f64() * 1e3,
            from: verdict.from,
        }),
        other => Err(format!("{other:?}").into()),
    }
}
