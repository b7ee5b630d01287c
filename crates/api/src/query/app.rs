//! `app.state`: what a front end shows before anything else.

use std::{collections::BTreeSet, path::Path};

use engine::{
    Engine, Session,
    seal::{Status, Verdict},
};
use kernel::{authority::effective, id::PersonId};

use crate::{
    ApiError, Host,
    contract::app::{
        AppState, FindingView, Nothing, OpenView, Seal, SessionView, VaultView, WorkspaceEntry,
    },
    query::{changes::open_changes, runner, tasks::inbox_rows},
    view,
};

/// `app.state`.
pub fn app_state(host: &Host, _: &Nothing) -> Result<AppState, ApiError> {
    let engine = host.open().engine.clone();
    let session = host.session().ok();
    let open = engine.as_ref().map(|engine| open_view(engine));
    let session = match (&engine, session) {
        (Some(engine), Some(session)) => Some(session_view(engine, &session)?),
        _ => None,
    };
    let kind = engine
        .as_ref()
        .map_or("keyring", |engine| engine.vault().kind().as_str());
    Ok(AppState {
        // Asked often; only the page that offers them shows them, and each name is read from a file.
        workspaces: match &open {
            None => workspaces(&host.options.data_folder),
            Some(_) => Vec::new(),
        },
        open,
        session,
        vault: VaultView {
            kind: kind.to_owned(),
            keyring_available: engine::vault::keyring_available(),
        },
        seal: seal(host),
    })
}

fn workspaces(folder: &Path) -> Vec<WorkspaceEntry> {
    let Ok(items) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<WorkspaceEntry> = items
        .filter_map(Result::ok)
        .map(|item| item.path())
        .filter(|path| path.join("workspace.db").is_file())
        .map(|path| WorkspaceEntry {
            name: name_of(&path),
            path: path.display().to_string(),
        })
        .collect();
    found.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    found
}

/// As people named it; as its folder is called where the file cannot say.
fn name_of(folder: &Path) -> String {
    let given = Engine::describe(folder).ok().and_then(|told| told.name);
    given.unwrap_or_else(|| {
        let name = folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    })
}

fn open_view(engine: &Engine) -> OpenView {
    let live = engine.live();
    let state = &live.kernel.state;
    let mut people: Vec<_> = state
        .persons
        .iter()
        .filter(|(_, person)| !person.disabled)
        .map(|(id, _)| view::person(engine, id))
        .collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    let fingerprint = engine.fingerprint();
    OpenView {
        name: state
            .genesis
            .as_ref()
            .map(|genesis| genesis.name.clone())
            .unwrap_or_default(),
        path: engine.folder().display().to_string(),
        origin: engine.origin().to_owned(),
        fingerprint: fingerprint.to_string(),
        fingerprint_words: engine::fingerprint::words(&fingerprint.0),
        people,
        read_only: engine.read_only().map(str::to_owned),
        demo: engine.is_demo(),
        bootstrap: state.bootstrap,
        size: live.head.size,
        runner: Some(runner(engine)),
    }
}

fn session_view(engine: &Engine, session: &Session) -> Result<SessionView, ApiError> {
    let person = session.person();
    let waiting = inbox_rows(engine, person).len();
    let changes = open_changes(engine, person)?
        .iter()
        .filter(|change| change.may_decide.allowed)
        .count();
    Ok(SessionView {
        person: view::person(engine, &person),
        until: view::time(session.until()),
        inbox: u32::try_from(waiting).unwrap_or(u32::MAX),
        changes: u32::try_from(changes).unwrap_or(u32::MAX),
        permissions: permissions(engine, person),
    })
}

/// Permissions held on any scope.
fn permissions(engine: &Engine, person: PersonId) -> Vec<String> {
    let live = engine.live();
    let held: BTreeSet<String> = effective(&live.kernel.state, person)
        .into_iter()
        .map(|(permission, _, _)| permission.to_string())
        .collect();
    held.into_iter().collect()
}

/// The state of the record as the last check left it.
pub(crate) fn seal(host: &Host) -> Seal {
    let open = host.open();
    let Some(running) = &open.verification else {
        return Seal::NotYet;
    };
    match running.verification.status() {
        Status::Running { done, total } => {
            let elapsed = running.since.elapsed().as_secs_f64();
            Seal::Checking {
                done,
                total,
                seconds_left: seconds_left(done, total, elapsed),
            }
        }
        Status::Finished(verdict) if verdict.cancelled => Seal::NotYet,
        Status::Finished(verdict) => {
            let anchor = open.engine.as_ref().and_then(|engine| anchor(engine));
            finished(verdict, running.started_at.clone(), anchor)
        }
        Status::Failed { code, message } => Seal::Findings {
            size: 0,
            at: running.started_at.clone(),
            findings: vec![FindingView {
                code: code.to_owned(),
                index: None,
                message,
            }],
        },
    }
}

/// When the newest checkpoint left. An unreadable note of it is the same as none: the person is told to save one.
fn anchor(engine: &Engine) -> Option<String> {
    let known = engine.anchor().ok().flatten()?;
    Some(view::time(known.at))
}

fn finished(verdict: Verdict, at: String, anchor: Option<String>) -> Seal {
    if verdict.is_verified() {
        return Seal::Verified {
            size: verdict.size,
            at,
            anchor,
        };
    }
    let view = |finding: engine::seal::Finding| FindingView {
        code: finding.code.to_owned(),
        index: finding.index,
        message: finding.message,
    };
    Seal::Findings {
        size: verdict.size,
        at,
        findings: verdict.findings.into_iter().map(view).collect(),
    }
}

/// What is left at the speed so far; nothing is said in the first moments.
fn seconds_left(done: u64, total: u64, elapsed: f64) -> Option<u64> {
    if done == 0 || elapsed < 0.5 {
        return None;
    }
    let left = total.saturating_sub(done) as f64 * elapsed / done as f64;
    Some(left.ceil() as u64)
}
