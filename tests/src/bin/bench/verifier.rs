//! `verify_*` and `size_verify`: the shipped `countersign-verify` on an export, beside verify_strict on its signatures.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use ledger::{
    note::{Note, NoteLimits, VerifierKey},
    tile::{TILE_WIDTH, Tile, TileKind, decode_bundle},
};
use verify::export::layout;

use crate::{Failed, report::Report};

/// Signatures verified at a time by the reference: none of its time is reading.
const CHUNK: usize = 32 * 256;

/// The program beside this one.
pub struct Verifier(PathBuf);

/// A signature as the reference takes it.
struct Line {
    key: VerifierKey,
    message: Vec<u8>,
    signature: [u8; 64],
}

impl Verifier {
    /// Finds it where this program lies.
    pub fn find() -> Result<Self, Failed> {
        let path = std::env::current_exe()?.with_file_name("countersign-verify");
        if path.is_file() {
            Ok(Self(path))
        } else {
            Err(format!("{} is missing", path.display()).into())
        }
    }

    /// Lines `verify_<named>` and `verify_<named>_memory`.
    pub fn measure(&self, export: &Path, named: &str, report: &mut Report) -> Result<(), Failed> {
        let (seconds, peak_mb) = self.run(export)?;
        let reference = strict(export)?;
        report.line(
            &format!("verify_{named}"),
            seconds,
            "s",
            "verify-strict",
            Some(reference),
        )?;
        report.line(&format!("verify_{named}_memory"), peak_mb, "MB", "-", None)
    }

    /// Size of the program, stripped as it is shipped.
    pub fn measure_size(&self, report: &mut Report) -> Result<(), Failed> {
        let bytes = std::fs::metadata(&self.0)?.len();
        report.line(
            "size_verify",
            bytes as f64 / (1024.0 * 1024.0),
            "MB",
            "-",
            None,
        )
    }

    /// Wall time and peak of resident memory.
    fn run(&self, export: &Path) -> Result<(f64, f64), Failed> {
        let began = Instant::now();
        let mut child = Command::new(&self.0)
            .arg(export)
            .stdout(Stdio::null())
            .spawn()?;
        let status = format!("/proc/{}/status", child.id());
        let mut peak_kib = 0.0_f64;
        let code = loop {
            if let Some(code) = child.try_wait()? {
                break code;
            }
            let text = std::fs::read_to_string(&status).unwrap_or_default();
            let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = peak.and_then(|peak| peak.trim().trim_end_matches("kB").trim().parse().ok());
            peak_kib = peak_kib.max(kib.unwrap_or(0.0));
            std::thread::sleep(Duration::from_millis(5));
        };
        let seconds = began.elapsed().as_secs_f64();
        if !code.success() {
            return Err(format!("`countersign-verify`: {code}").into());
        }
        Ok((seconds, peak_kib / 1_024.0))
    }
}

/// Seconds that two threads need for verify_strict alone on every signature of the export.
fn strict(export: &Path) -> Result<f64, Failed> {
    let named: BTreeMap<String, Vec<String>> =
        serde_json::from_slice(&std::fs::read(export.join(layout::KEYS))?)?;
    let mut keys = BTreeMap::new();
    for vkey in named.values().flatten() {
        let key = VerifierKey::parse(vkey)?;
        keys.insert((key.name().to_owned(), key.id()), key);
    }
    let checkpoint = std::fs::read_to_string(export.join(layout::CHECKPOINT))?;
    let size: u64 = checkpoint
        .lines()
        .nth(1)
        .ok_or("a checkpoint without a size")?
        .parse()?;
    let (mut lines, mut spent) = (Vec::new(), Duration::ZERO);
    for index in 0..size.div_ceil(u64::from(TILE_WIDTH)) {
        let width = (size - index * u64::from(TILE_WIDTH)).min(u64::from(TILE_WIDTH));
        let tile = Tile {
            kind: TileKind::Entries,
            index,
            width: u16::try_from(width)?,
        };
        let bundle = std::fs::read(export.join(tile.to_string()))?;
        for entry in decode_bundle(&bundle, usize::try_from(width)?)? {
            let note = Note::parse(entry, NoteLimits::default())?;
            for line in &note.signatures {
                let key = keys
                    .get(&(line.name.clone(), line.id))
                    .ok_or("a signature of an unknown key")?
                    .clone();
                let signature = *line.bytes.first_chunk::<64>().ok_or("a short signature")?;
                lines.push(Line {
                    key,
                    message: note.text.clone().into(),
                    signature,
                });
            }
        }
        if lines.len() >= CHUNK {
            spent += verify_all(&lines)?;
            lines.clear();
        }
    }
    Ok((spent + verify_all(&lines)?).as_secs_f64())
}

fn verify_all(lines: &[Line]) -> Result<Duration, Failed> {
    let (left, right) = lines.split_at(lines.len() / 2);
    let verify = |lines: &[Line]| {
        lines.iter().all(|line| {
            line.key
                .public()
                .verify_strict(&line.message, &line.signature)
        })
    };
    let began = Instant::now();
    let good = std::thread::scope(|scope| {
        let threads = [scope.spawn(|| verify(left)), scope.spawn(|| verify(right))];
        threads
            .into_iter()
            .all(|thread| thread.join().unwrap_or(false))
    });
    if good {
        Ok(began.elapsed())
    } else {
        Err("a signature was refused".into())
    }
}
