//! Why there is no answer, as an exit code, an error envelope and a sentence.
//!
//! New failure: a variant, its code `ctl.…`, its sentence `error-ctl-…` in `crates/api/i18n/ctl.en.ftl`.

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use api::{ApiError, ErrorEnvelope};
use engine::{EngineError, credential::CredentialError, random::RandomError, vault::VaultError};

use crate::{
    Exit,
    show::{Words, printable},
};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The engine or the api said no.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// No workspace lies where it was looked for.
    #[error("there is no workspace in `{}`; make one with `countersignctl init`, or name its folder with `--workspace`", .0.display())]
    NoWorkspace(PathBuf),
    /// Several could be meant.
    #[error("name one with `--workspace`: {0}")]
    SeveralWorkspaces(String),
    /// The folder where workspaces lie by default is not known.
    #[error("neither `--workspace` nor `XDG_DATA_HOME` nor `HOME` says where workspaces lie")]
    NoDataFolder,
    /// Who acts was not said.
    #[error("say with `--as` who acts: {0}")]
    NoPerson(String),
    /// A secret can be asked from nobody.
    #[error("{0} is needed, and there is no terminal to ask at; give it with `{1}`")]
    NoTerminal(&'static str, &'static str),
    /// The secret that was given is empty.
    #[error("`{}` has an empty line where {what} should be", path.display())]
    EmptySecret {
        /// The file.
        path: PathBuf,
        /// What was looked for.
        what: &'static str,
    },
    /// The two inputs of a new secret differ.
    #[error("what was typed the second time differs from the first")]
    NotRepeated,
    /// A named file cannot be used.
    #[error("`{}`: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A folder must be empty or new.
    #[error("`{}` is not empty; name a new or empty folder", .0.display())]
    FolderNotEmpty(PathBuf),
    /// A field is not given as `name=value`.
    #[error("`{0}` is not `name=value`")]
    NotAField(String),
    /// A value does not fit its field.
    #[error("`{path}` is {wanted}")]
    FieldValue {
        /// The field.
        path: String,
        /// What is expected.
        wanted: &'static str,
    },
    /// The start form does not take the input.
    #[error("the start form does not take the input: {0}")]
    FieldsRefused(String),
    /// No request waits at this task.
    #[error("no open request has the task `{0}`")]
    NoTask(String),
    /// The export cannot be judged.
    #[error("the export cannot be verified: {0}")]
    Unjudged(String),
    /// The verification could not run.
    #[error("the verification could not run: {message}")]
    Verification {
        /// Code of the error.
        code: String,
        /// In words.
        message: String,
    },
    /// An answer could not be written.
    #[error("the answer could not be written: {0}")]
    Output(String),
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Api(error.into())
    }
}

impl From<CredentialError> for Failure {
    fn from(error: CredentialError) -> Self {
        EngineError::from(error).into()
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        EngineError::from(error).into()
    }
}

impl From<RandomError> for Failure {
    fn from(error: RandomError) -> Self {
        EngineError::from(error).into()
    }
}

impl From<kernel::Refusal> for Failure {
    fn from(refusal: kernel::Refusal) -> Self {
        EngineError::from(refusal).into()
    }
}

impl Failure {
    /// A file that could not be read or written.
    pub fn file(path: &Path, reason: impl std::fmt::Display) -> Self {
        Self::File {
            path: path.to_owned(),
            reason: reason.to_string(),
        }
    }

    fn code(&self) -> String {
        match self {
            Self::Api(error) => error.code(),
            Self::NoWorkspace(_) => "ctl.no_workspace",
            Self::SeveralWorkspaces(_) => "ctl.several_workspaces",
            Self::NoDataFolder => "ctl.no_data_folder",
            Self::NoPerson(_) => "ctl.no_person",
            Self::NoTerminal(..) => "ctl.no_terminal",
            Self::EmptySecret { .. } => "ctl.empty_secret",
            Self::NotRepeated => "ctl.not_repeated",
            Self::File { .. } => "ctl.file",
            Self::FolderNotEmpty(_) => "ctl.folder_not_empty",
            Self::NotAField(_) => "ctl.not_a_field",
            Self::FieldValue { .. } => "ctl.field_value",
            Self::FieldsRefused(_) => "ctl.fields_refused",
            Self::NoTask(_) => "ctl.no_task",
            Self::Unjudged(_) => "ctl.unjudged",
            Self::Verification { code, .. } => return code.clone(),
            Self::Output(_) => "ctl.output",
        }
        .to_owned()
    }

    fn args(&self) -> BTreeMap<String, String> {
        let path = |path: &Path| path.display().to_string();
        let pairs: Vec<(&str, String)> = match self {
            Self::Api(error) => return error.envelope().args,
            Self::NoWorkspace(folder) | Self::FolderNotEmpty(folder) => {
                vec![("path", path(folder))]
            }
            Self::SeveralWorkspaces(names) => vec![("names", names.clone())],
            Self::NoPerson(people) => vec![("people", people.clone())],
            Self::NoTerminal(what, option) => vec![
                ("what", (*what).to_owned()),
                ("option", (*option).to_owned()),
            ],
            Self::EmptySecret { path: file, what } => {
                vec![("path", path(file)), ("what", (*what).to_owned())]
            }
            Self::File { path: file, reason } => {
                vec![("path", path(file)), ("reason", reason.clone())]
            }
            Self::NotAField(text) => vec![("text", text.clone())],
            Self::FieldValue { path, wanted } => {
                vec![("path", path.clone()), ("wanted", (*wanted).to_owned())]
            }
            Self::FieldsRefused(reason) => vec![("detail", reason.clone())],
            Self::NoTask(task) => vec![("task", task.clone())],
            Self::Unjudged(reason) | Self::Output(reason) => vec![("detail", reason.clone())],
            Self::Verification { message, .. } => vec![("detail", message.clone())],
            Self::NoDataFolder | Self::NotRepeated => Vec::new(),
        };
        pairs
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect()
    }

    /// A no of a rule is exit 1; that something could not be tried at all is exit 2.
    fn exit(&self) -> Exit {
        let is_no = match self {
            Self::Api(ApiError::NotPermitted { .. } | ApiError::NotSignedIn) | Self::NoTask(_) => {
                true
            }
            Self::Api(ApiError::Engine(error)) => is_no(error),
            _ => false,
        };
        if is_no { Exit::No } else { Exit::CouldNotRun }
    }

    /// What a program gets. The command line's own help, if there is one, wins over the general one.
    fn envelope(&self, words: &Words) -> ErrorEnvelope {
        let code = self.code();
        let help = format!("help-{code}").replace('.', "-");
        let own_help = words.find(&help, &[]).map(|_| help);
        let envelope = match self {
            Self::Api(error) => error.envelope(),
            _ => ErrorEnvelope {
                code,
                args: self.args(),
                field: None,
                help: None,
                retryable: false,
                incident: None,
            },
        };
        ErrorEnvelope {
            help: own_help.or(envelope.help),
            ..envelope
        }
    }

    /// Writes it: with `--json` the envelope to standard output, else a sentence to standard error.
    pub fn write(&self, as_json: bool, words: &Words) -> io::Result<Exit> {
        let envelope = self.envelope(words);
        if as_json {
            serde_json::to_writer(io::stdout(), &envelope)?;
            writeln!(io::stdout())?;
        } else {
            let sentence = words
                .error(&envelope.code, envelope.args)
                .unwrap_or_else(|| self.to_string());
            let mut output = io::stderr().lock();
            writeln!(output, "countersignctl: {}", printable(&sentence))?;
            if let Some(help) = envelope.help {
                let text = words.find(&help, &[]).unwrap_or(help);
                writeln!(output, "  {}", printable(&text))?;
            }
        }
        Ok(self.exit())
    }
}

fn is_no(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::Refused(_)
            | EngineError::SignIn { .. }
            | EngineError::SessionOver
            | EngineError::ShownChanged
            | EngineError::ReadOnly { .. }
            | EngineError::Vault(VaultError::WrongPassphrase | VaultError::WeakPassphrase(_))
            | EngineError::Credential(
                CredentialError::Password(_) | CredentialError::WrongPassword
            )
    )
}
