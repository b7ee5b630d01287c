//! The host of a front end: the open workspace, who is signed in, and dispatch by name.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use engine::{Engine, Options, Session, Topic, VaultChoice, runner::background::Runner};
use kernel::id::ActId;
use serde_json::Value;

use crate::{
    ApiError, ErrorEnvelope, command,
    contract::{app, changes, drafts, log, people, requests, rules, tasks, workflows},
    query, with_commands, with_queries,
};

/// Bytes of a request's arguments: a folder of workflow files may be large.
const ARGUMENT_BYTES: usize = 60 << 20;

/// How a host opens workspaces.
pub struct HostOptions {
    /// Clock and password hashing.
    pub engine: Options,
    /// Folder below which workspaces lie.
    pub data_folder: PathBuf,
    /// Whether connector calls run in the background while a workspace is open.
    pub background_runner: bool,
}

/// A check of the record and when it began.
pub(crate) struct Running {
    pub verification: engine::seal::Verification,
    pub since: std::time::Instant,
    pub started_at: String,
}

#[derive(Default)]
pub(crate) struct Open {
    pub engine: Option<Arc<Engine>>,
    pub session: Option<Arc<Session>>,
    pub verification: Option<Running>,
    /// Runs while it is held.
    #[expect(dead_code, reason = "it ends the runner when it is dropped")]
    pub runner: Option<Runner>,
}

type Listener = Arc<dyn Fn(&[Topic]) + Send + Sync>;

/// What a front end talks to.
pub struct Host {
    pub(crate) options: HostOptions,
    open: Mutex<Open>,
    listener: Mutex<Option<Listener>>,
}

macro_rules! queries {
    ($($name:literal => $function:ident($request:ty) -> $answer:ty,)*) => {
        fn run_query(host: &Host, name: &str, args: Value) -> Result<Value, ApiError> {
            match name {
                $($name => to_json(&query::$function(host, &from_json::<$request>(args)?)?),)*
                other => Err(ApiError::UnknownName(other.chars().take(80).collect())),
            }
        }
    };
}
macro_rules! commands {
    ($($name:literal => $function:ident($request:ty) -> $answer:ty,)*) => {
        fn run_command(host: &Host, name: &str, args: Value, id: Option<ActId>) -> Result<Value, ApiError> {
            match name {
                $($name => to_json(&command::$function(host, &from_json::<$request>(args)?, id)?),)*
                other => Err(ApiError::UnknownName(other.chars().take(80).collect())),
            }
        }
    };
}
with_queries!(queries);
with_commands!(commands);

fn from_json<T: serde::de::DeserializeOwned>(args: Value) -> Result<T, ApiError> {
    let args = if args.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        args
    };
    serde_json::from_value(args).map_err(|error| ApiError::Arguments(error.to_string()))
}

fn to_json<T: serde::Serialize>(answer: &T) -> Result<Value, ApiError> {
    serde_json::to_value(answer).map_err(|error| ApiError::Arguments(error.to_string()))
}

impl Host {
    /// A host with nothing open.
    pub fn new(options: HostOptions) -> Self {
        Self {
            options,
            open: Mutex::default(),
            listener: Mutex::default(),
        }
    }

    /// Answers a query.
    pub fn query(&self, name: &str, args: Value) -> Result<Value, Box<ErrorEnvelope>> {
        run_query(self, name, args).map_err(|error| Box::new(error.envelope()))
    }

    /// Carries out a command. `command_id` is a UUID made once per act by the front end: a repeat is harmless.
    pub fn command(
        &self,
        name: &str,
        args: Value,
        command_id: &str,
    ) -> Result<Value, Box<ErrorEnvelope>> {
        let id = ActId::parse(command_id);
        if id.is_none() && !command_id.is_empty() {
            return Err(Box::new(
                ApiError::Arguments("the command id is not a UUID".into()).envelope(),
            ));
        }
        run_command(self, name, args, id).map_err(|error| Box::new(error.envelope()))
    }

    /// The same with text, for shells that pass bytes.
    pub fn query_text(&self, name: &str, args: &str) -> Result<String, Box<ErrorEnvelope>> {
        let args = parse_text(args)?;
        self.query(name, args).map(|answer| answer.to_string())
    }

    /// The same with text, for shells that pass bytes.
    pub fn command_text(
        &self,
        name: &str,
        args: &str,
        command_id: &str,
    ) -> Result<String, Box<ErrorEnvelope>> {
        let args = parse_text(args)?;
        self.command(name, args, command_id)
            .map(|answer| answer.to_string())
    }

    /// Calls `listener` whenever something may have changed, in the workspace that is open already as in later ones.
    pub fn on_changed(&self, listener: impl Fn(&[Topic]) + Send + Sync + 'static) {
        let listener: Listener = Arc::new(listener);
        *self.listener.lock().unwrap_or_else(PoisonError::into_inner) = Some(listener.clone());
        if let Ok(engine) = self.engine() {
            engine.on_changed(move |topics| listener(topics));
        }
    }

    pub(crate) fn tell(&self, topics: &[Topic]) {
        let listener = self
            .listener
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(listener) = listener {
            listener(topics);
        }
    }

    pub(crate) fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open workspace.
    pub fn engine(&self) -> Result<Arc<Engine>, ApiError> {
        self.open().engine.clone().ok_or(ApiError::NoWorkspace)
    }

    /// Who is signed in. A session that is over, or of a person who was disabled, is none.
    pub fn session(&self) -> Result<Arc<Session>, ApiError> {
        let engine = self.engine()?;
        let session = self.open().session.clone().ok_or(ApiError::NotSignedIn)?;
        let active = engine
            .live()
            .kernel
            .state
            .active_person(&session.person())
            .is_some();
        if active && engine.now() <= session.until() {
            return Ok(session);
        }
        self.open().session = None;
        Err(ApiError::NotSignedIn)
    }

    /// Workspace and session together.
    pub fn signed_in(&self) -> Result<(Arc<Engine>, Arc<Session>), ApiError> {
        Ok((self.engine()?, self.session()?))
    }

    /// Makes `engine` the open workspace, with an optional session.
    pub fn adopt(&self, engine: Arc<Engine>, session: Option<Session>) {
        let listener = self
            .listener
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(listener) = listener {
            engine.on_changed(move |topics| listener(topics));
        }
        let runner = self
            .options
            .background_runner
            .then(|| Runner::start(engine.clone()));
        let before = std::mem::replace(
            &mut *self.open(),
            Open {
                engine: Some(engine),
                session: session.map(Arc::new),
                verification: None,
                runner,
            },
        );
        drop(before);
        self.tell(Topic::ALL);
    }

    /// Closes the workspace: head remembered, snapshot kept.
    pub fn close(&self) {
        let before = std::mem::take(&mut *self.open());
        drop(before);
        self.tell(Topic::ALL);
    }

    /// Whether anything does what is due on the open workspace; none without one.
    pub fn runner(&self) -> Option<requests::RunnerView> {
        self.engine().ok().map(|engine| query::runner(&engine))
    }

    /// Opens the workspace in `folder`; a file vault needs its passphrase.
    pub fn open_folder(&self, folder: &Path, passphrase: Option<&str>) -> Result<(), ApiError> {
        let described = Engine::describe(folder)?;
        let choice = VaultChoice::named(&described.vault, passphrase)?;
        let vault = choice.open(folder, &described, &self.options.engine)?;
        let engine = Engine::open(folder, vault, self.options.engine.clone())?;
        self.adopt(Arc::new(engine), None);
        Ok(())
    }
}

fn parse_text(args: &str) -> Result<Value, Box<ErrorEnvelope>> {
    if args.len() > ARGUMENT_BYTES {
        return Err(Box::new(
            ApiError::Arguments("larger than 60 MiB".into()).envelope(),
        ));
    }
    if args.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(args)
        .map_err(|error| Box::new(ApiError::Arguments(error.to_string()).envelope()))
}
