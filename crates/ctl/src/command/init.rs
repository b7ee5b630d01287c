//! `init`: a workspace with its first administrator.

use api::{contract::app::Nothing, query};
use clap::Args;
use engine::{
    Engine, EngineError, NewWorkspace, Options, VaultChoice,
    vault::{KeyringVault, LOG_KEY, Vault as _},
};

use crate::{Answer, Failure, Invocation, invocation::hosting, place};

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The workspace's name
    #[arg(long)]
    pub name: String,
    /// The administrator's name
    #[arg(long)]
    pub admin_name: String,
    /// Name of the log, such as `log.example.org/countersign`; drawn if not said
    #[arg(long)]
    pub origin: Option<String>,
}

/// Creates it.
pub(crate) fn run(args: &InitArgs, call: &Invocation) -> Result<Answer, Failure> {
    let (name, admin_name) = (
        named(&args.name, "name")?,
        named(&args.admin_name, "admin-name")?,
    );
    let folder = place::fresh(call.global.workspace.as_deref(), name)?;
    place::is_free(&folder)?;
    let kind = call.global.vault.as_deref().unwrap_or("keyring");
    let vault = new_vault(kind, call)?;
    let password = call.secrets.first_password(admin_name)?;
    let new = NewWorkspace {
        name: name.to_owned(),
        origin: args.origin.clone(),
        admin_name: admin_name.to_owned(),
        password,
        demo: false,
    };
    let (engine, session) = Engine::create(&folder, &new, &vault, Options::default())?;
    let host = hosting(engine, Some(session));
    let state = query::app_state(&host, &Nothing {})?;
    let words = &call.words;
    let mut text = words.say("ctl-created", &[("path", &folder.display().to_string())]) + "\n";
    if let Some(open) = &state.open {
        text += &words.facts(&[
            ("origin", open.origin.clone()),
            ("fingerprint", open.fingerprint.clone()),
            ("fingerprint-words", open.fingerprint_words.clone()),
            ("vault", state.vault.kind.clone()),
        ]);
    }
    text += &words.say("ctl-created-next", &[]);
    if kind == "memory" {
        text += &format!("\n{}", words.say("ctl-created-memory", &[]));
    }
    Answer::yes(&state, text)
}

/// The vault of a workspace that is about to be made. What it would refuse is found out before anything lies on the disk.
pub(super) fn new_vault(kind: &str, call: &Invocation) -> Result<VaultChoice, Failure> {
    if kind == "file" {
        let passphrase = call
            .secrets
            .new_passphrase("New passphrase of the vault file: ")?;
        engine::credential::check_password(&passphrase, &[])?;
        return Ok(VaultChoice::File(passphrase));
    }
    if kind == "keyring" {
        KeyringVault::new("probe")?.get(LOG_KEY)?;
    }
    Ok(VaultChoice::named(kind, None)?)
}

fn named<'a>(text: &'a str, what: &str) -> Result<&'a str, Failure> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= kernel::limits::NAME_CHARS;
    let reason = format!("1 to {} characters", kernel::limits::NAME_CHARS);
    if fits {
        Ok(text)
    } else {
        Err(EngineError::Input {
            what: what.to_owned(),
            reason,
        }
        .into())
    }
}
