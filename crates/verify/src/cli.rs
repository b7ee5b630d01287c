//! What can be asked on the command line.
//!
//! The positional form and the subcommands exclude each other.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use kernel::digest::Digest;
use ledger::note::VerifierKey;

use crate::command::export::parse_fingerprint;

/// Verifies records offline. Exit code: 0 verified, 1 findings, 2 could not run.
#[derive(Debug, Parser)]
#[command(
    name = "countersign-verify",
    version,
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    /// Folder of an export: verify all of it
    #[arg(value_name = "EXPORT_DIR")]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub export: ExportArgs,
    /// What to verify.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What is given beside an export.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// C2SP policy file that names the log's key and the witnesses that are trusted
    #[arg(long, value_name = "FILE", requires = "dir")]
    pub policy: Option<PathBuf>,
    /// SHA-256 of the first entry, as it was told or printed
    #[arg(long, value_name = "HEX", requires = "dir", value_parser = parse_fingerprint)]
    pub fingerprint: Option<Digest>,
    /// A checkpoint of this log known from elsewhere; may be repeated
    #[arg(long = "checkpoint", value_name = "FILE", requires = "dir")]
    pub checkpoints: Vec<PathBuf>,
    /// Decide every act without remembering matched grants
    #[arg(long, requires = "dir")]
    pub plain: bool,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// The subcommands, one module each.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Verify a directory in the C2SP tlog-tiles layout, made by anyone
    Log(LogArgs),
    /// Verify a C2SP signed note
    Note(NoteArgs),
    /// Verify a C2SP tlog-proof file for an entry
    Proof(ProofArgs),
    /// Answer RFC 6962 proofs: a JSON object a line on standard input, one answer a line
    Tree(LinesArgs),
    /// Answer Ed25519 signatures by the strict rule: a JSON object a line, one answer a line
    Signature(LinesArgs),
}

/// The keys that count.
#[derive(Debug, Args)]
pub struct KeyArgs {
    /// Verifier key `<name>+<id>+<key>` that is trusted; may be repeated
    #[arg(long = "vkey", value_name = "VKEY", required = true, value_parser = parse_vkey)]
    pub keys: Vec<VerifierKey>,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, Args)]
pub struct FormatArgs {
    /// Answer with one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `log`.
#[derive(Debug, Args)]
pub struct LogArgs {
    /// Directory with `checkpoint` and `tile/`
    pub dir: PathBuf,
    #[command(flatten)]
    pub keys: KeyArgs,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Arguments of `note`.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// The note
    pub file: PathBuf,
    #[command(flatten)]
    pub keys: KeyArgs,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Arguments of `proof`.
#[derive(Debug, Args)]
pub struct ProofArgs {
    /// The proof
    pub file: PathBuf,
    /// The entry that the proof is about, its exact bytes
    #[arg(long, value_name = "FILE")]
    pub entry: PathBuf,
    #[command(flatten)]
    pub keys: KeyArgs,
    #[command(flatten)]
    pub format: FormatArgs,
}

/// Arguments of the commands that answer line by line.
#[derive(Debug, Args)]
pub struct LinesArgs {
    /// Lines are always JSON; accepted so that every command takes it
    #[arg(long)]
    pub json: bool,
}

fn parse_vkey(text: &str) -> Result<VerifierKey, String> {
    VerifierKey::parse(text).map_err(|error| error.to_string())
}
