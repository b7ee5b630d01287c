//! One call of the program: its options, the workspace it opens, who acts.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use api::{Host, HostOptions};
use engine::{Engine, Options, Session, VaultChoice, workspace::Described};

use crate::{Failure, cli::Global, place, secret::Secrets, show::Words};

/// One call of the program.
pub(crate) struct Invocation {
    /// Options that every command has.
    pub global: Global,
    /// Where secrets come from.
    pub secrets: Secrets,
    /// The catalogue.
    pub words: Words,
}

impl Invocation {
    /// With the options that were given.
    pub fn new(global: Global) -> Self {
        let secrets = Secrets {
            password_file: global.password_file.clone(),
            passphrase_file: global.passphrase_file.clone(),
        };
        Self {
            global,
            secrets,
            words: Words::english(),
        }
    }

    /// The folder of an existing workspace.
    pub fn folder(&self) -> Result<PathBuf, Failure> {
        place::existing(self.global.workspace.as_deref())
    }

    /// The vault of an existing workspace.
    fn vault(&self, described: &Described) -> Result<VaultChoice, Failure> {
        Ok(match described.vault.as_str() {
            "file" => VaultChoice::File(self.secrets.passphrase()?),
            kind => VaultChoice::named(kind, None)?,
        })
    }

    /// Opens the workspace; nobody is signed in.
    pub fn open(&self) -> Result<Engine, Failure> {
        self.open_in(&self.folder()?)
    }

    fn open_in(&self, folder: &Path) -> Result<Engine, Failure> {
        let described = Engine::describe(folder)?;
        let options = Options::default();
        let vault = self.vault(&described)?.open(folder, &described, &options)?;
        Ok(Engine::open(folder, vault, options)?)
    }

    /// Opens the workspace behind the same interface as the window's; nobody is signed in.
    pub fn host(&self) -> Result<Host, Failure> {
        Ok(hosting(self.open()?, None))
    }

    /// Opens the workspace and signs in who acts.
    pub fn signed_in(&self) -> Result<Host, Failure> {
        let engine = self.open()?;
        let session = self.sign_in(&engine)?;
        Ok(hosting(engine, Some(session)))
    }

    /// Signs in who acts: the one named with `--as`, or the only one there is.
    pub fn sign_in(&self, engine: &Engine) -> Result<Session, Failure> {
        let person = match &self.global.person {
            Some(named) => engine.find_person(named)?,
            None => {
                let live = engine.live();
                let state = &live.kernel.state;
                let active: Vec<_> = state
                    .persons
                    .keys()
                    .filter(|id| state.active_person(id).is_some())
                    .collect();
                match active.as_slice() {
                    [only] => **only,
                    many => {
                        let names = many
                            .iter()
                            .map(|id| engine.name_of(id).unwrap_or_else(|| id.to_string()));
                        return Err(Failure::NoPerson(names.collect::<Vec<_>>().join(", ")));
                    }
                }
            }
        };
        let name = engine
            .name_of(&person)
            .unwrap_or_else(|| person.to_string());
        let password = self.secrets.password(&name)?;
        Ok(engine.sign_in(&person, &password)?)
    }
}

/// The interface that the window talks to, in this process.
pub(crate) fn hosting(engine: Engine, session: Option<Session>) -> Host {
    let host = Host::new(HostOptions {
        engine: Options::default(),
        data_folder: place::data_folder().unwrap_or_default(),
        background_runner: false,
    });
    host.adopt(Arc::new(engine), session);
    host
}
