//! `demo`: the main job from end to end, in a workspace of its own, with the verdict of the verifier as its end.
//!
//! It needs no keyring, terminal or network: secrets are drawn and named in the answer, the connectors call a server on
//! loopback, and the verifier reads a copy of nothing but the export.
//!
//! INVARIANT: folders that hold anything are refused before anything is made. Exit code 0 means that the verdict is
//! `verified`, with the fingerprint of the workspace that was just made.

mod report;
mod server;

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use clap::Args;
use engine::{
    Engine, EngineError, NewWorkspace, Options, Session, VaultChoice,
    credential::Cost,
    random,
    sample::{self, Sample},
};
use kernel::{
    act::{Body, data::Disclosure},
    digest::Digest,
};
use verify::export::{Given, Verdict, Verification, verify_export};

use crate::{Answer, Exit, Failure, Invocation, place, secret::Secret};
use report::Report;
use server::Server;

/// Who creates the sample workspace.
const ADMIN: &str = "Ana Torres";
/// Who exports it.
const AUDITOR: &str = "Joy Adeyemi";

/// Arguments of `demo`. The workspace goes to --workspace, else to a new folder for temporary files.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Keep the export in this folder, which is empty or does not exist
    #[arg(long, value_name = "DIR")]
    pub export: Option<PathBuf>,
}

/// What was made.
struct Made {
    sample: Sample,
    fingerprint: Digest,
    acts: u64,
}

/// Makes it, exports it and verifies the export.
pub(crate) fn run(args: &DemoArgs, call: &Invocation) -> Result<Answer, Failure> {
    for named in [call.global.workspace.as_deref(), args.export.as_deref()]
        .into_iter()
        .flatten()
    {
        place::is_free(named)?;
    }
    if let (Some(workspace), Some(export)) = (&call.global.workspace, &args.export)
        && (workspace.starts_with(export) || export.starts_with(workspace))
    {
        return Err(Failure::file(
            export,
            "workspace and export must not lie within each other",
        ));
    }
    let kind = call.global.vault.as_deref().unwrap_or("file");
    let passphrase = (kind == "file").then(random::password).transpose()?;
    let vault = VaultChoice::named(kind, passphrase.as_ref().map(|text| text.as_str()))?;
    let workspace = match &call.global.workspace {
        Some(named) => made_folder(named)?,
        None => place::temporary("demo")?,
    };
    let scratch = Scratch::new()?;
    let export = match &args.export {
        Some(named) => made_folder(named)?,
        None => scratch.folder("export"),
    };
    let server = Server::start().map_err(|error| Failure::file(Path::new("127.0.0.1"), error))?;
    let made = make(&workspace, &export, &vault, &server)?;
    let (calls, effects) = server.counts();
    drop(server);
    let copy = scratch.folder("copy");
    copy_folder(&export, &copy)?;
    let verification = judge(&copy, made.fingerprint)?;
    let exit = if verification.verdict() == Verdict::Verified {
        Exit::Yes
    } else {
        Exit::No
    };
    let report = Report {
        workspace: &workspace,
        export: args.export.as_ref(),
        passphrase: passphrase.as_ref().map(|text| text.as_str()),
        made: &made,
        calls,
        effects,
        verification: &verification,
    };
    let text = report.text(&call.words);
    Answer::with(exit, &report.json(), text)
}

/// Creates the folder and those above it, as it was free a moment ago.
fn made_folder(named: &Path) -> Result<PathBuf, Failure> {
    fs::create_dir_all(named).map_err(|error| Failure::file(named, error))?;
    named
        .canonicalize()
        .map_err(|error| Failure::file(named, error))
}

/// The workspace with its history, and its export.
fn make(
    workspace: &Path,
    export: &Path,
    vault: &VaultChoice,
    server: &Server,
) -> Result<Made, Failure> {
    let options = Options {
        cost: Cost::DEMO,
        minimum_cost: Cost::DEMO,
        ..Options::default()
    };
    let password: Secret = random::password()?;
    let new = NewWorkspace {
        name: "Sample".to_owned(),
        origin: None,
        admin_name: ADMIN.to_owned(),
        password: password.clone(),
        demo: true,
    };
    let (engine, admin) = Engine::create(workspace, &new, vault, options)?;
    let sample = sample::fill(&engine, admin, ADMIN, &password, &server.base())?;
    let auditor = sign_in(&engine, &sample, AUDITOR)?;
    engine.export(&auditor, None, export, Disclosure::All, &mut |_, _| {
        ControlFlow::Continue(())
    })?;
    let acts = acts(&engine)?;
    Ok(Made {
        fingerprint: engine.fingerprint(),
        sample,
        acts,
    })
}

fn sign_in(engine: &Engine, sample: &Sample, name: &str) -> Result<Session, Failure> {
    let person = sample.people.iter().find(|person| person.name == name);
    let person = person.ok_or_else(|| EngineError::NotFound {
        what: "person",
        name: name.to_owned(),
    })?;
    Ok(engine.sign_in(&engine.find_person(&person.id)?, &person.password)?)
}

/// Entries that are more than a tick of the clock.
fn acts(engine: &Engine) -> Result<u64, Failure> {
    let mut count = 0;
    for index in 0..engine.live().head.size {
        if !matches!(engine.body_at(index)?, Some(Body::ClockTick(_)) | None) {
            count += 1;
        }
    }
    Ok(count)
}

/// Judges the export as a stranger would who was given the fingerprint.
fn judge(export: &Path, fingerprint: Digest) -> Result<Verification, Failure> {
    let given = Given {
        fingerprint: Some(fingerprint),
        ..Given::default()
    };
    verify_export(export, &given, &mut |_, _| ControlFlow::Continue(()))
        .map_err(|error| Failure::Unjudged(error.to_string()))
}

/// A folder for what is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Failure> {
        place::temporary("scratch").map(Self)
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's folder for temporary files, which is emptied in time.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error: std::io::Error| Failure::file(&path, error)
    };
    fs::create_dir_all(to).map_err(failed(to))?;
    for item in fs::read_dir(from).map_err(failed(from))? {
        let item = item.map_err(failed(from))?;
        let (source, target) = (item.path(), to.join(item.file_name()));
        if item.file_type().map_err(failed(&source))?.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(failed(&source))?;
        }
    }
    Ok(())
}
