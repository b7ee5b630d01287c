//! Workspaces and sessions.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use engine::{Engine, NewWorkspace, Topic, VaultChoice};
use kernel::id::ActId;
use zeroize::Zeroizing;

use super::parsed;
use crate::{
    ApiError, Host,
    contract::app::{AppState, CreateWorkspace, Nothing, OpenWorkspace, SignIn},
    query::app_state,
};

/// `workspace.create`. A repeat finds the workspace open already.
pub fn workspace_create(
    host: &Host,
    args: &CreateWorkspace,
    _: Option<ActId>,
) -> Result<AppState, ApiError> {
    let folder = folder(host, args)?;
    if host.engine().is_ok_and(|engine| engine.folder() == folder) {
        return app_state(host, &Nothing {});
    }
    let name = args.name.trim();
    let fits = !name.is_empty() && name.chars().count() <= kernel::limits::NAME_CHARS;
    parsed(fits.then_some(()), "name", "1 to 120 characters")?;
    parsed(
        (!args.admin_name.trim().is_empty()).then_some(()),
        "adminName",
        "your name",
    )?;
    let choice = VaultChoice::named(&args.vault, args.passphrase.as_deref())?;
    let new = NewWorkspace {
        name: name.to_owned(),
        origin: None,
        admin_name: args.admin_name.trim().to_owned(),
        password: Zeroizing::new(args.password.clone()),
        demo: false,
    };
    let (engine, session) = Engine::create(&folder, &new, &choice, host.options.engine.clone())?;
    host.adopt(Arc::new(engine), Some(session));
    app_state(host, &Nothing {})
}

fn folder(host: &Host, args: &CreateWorkspace) -> Result<PathBuf, ApiError> {
    if let Some(path) = args.path.as_deref().filter(|path| !path.trim().is_empty()) {
        return Ok(PathBuf::from(path.trim()));
    }
    let slug: String = args
        .name
        .trim()
        .chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let slug = slug.trim_matches('-').to_owned();
    let slug = parsed(
        (!slug.is_empty()).then_some(slug),
        "name",
        "letters or digits",
    )?;
    Ok(host.options.data_folder.join(slug))
}

/// `workspace.open`.
pub fn workspace_open(
    host: &Host,
    args: &OpenWorkspace,
    _: Option<ActId>,
) -> Result<AppState, ApiError> {
    host.close();
    host.open_folder(Path::new(args.path.trim()), args.passphrase.as_deref())?;
    app_state(host, &Nothing {})
}

/// `workspace.close`.
pub fn workspace_close(
    host: &Host,
    args: &Nothing,
    _: Option<ActId>,
) -> Result<AppState, ApiError> {
    host.close();
    app_state(host, args)
}

/// `session.sign_in`.
pub fn session_sign_in(host: &Host, args: &SignIn, _: Option<ActId>) -> Result<AppState, ApiError> {
    let engine = host.engine()?;
    let person = engine.find_person(&args.person)?;
    let session = engine.sign_in(&person, &args.password)?;
    host.open().session = Some(Arc::new(session));
    host.tell(Topic::ALL);
    app_state(host, &Nothing {})
}

/// `session.sign_out`: the key is wiped, the head remembered.
pub fn session_sign_out(
    host: &Host,
    args: &Nothing,
    _: Option<ActId>,
) -> Result<AppState, ApiError> {
    let engine = host.engine()?;
    host.open().session = None;
    engine.remember()?;
    host.tell(Topic::ALL);
    app_state(host, args)
}
