//! Errors as front ends see them.
//!
//! INVARIANT: a refusal carries its code and arguments; a failure carries an incident id, and its details go to the
//! diagnostics only.

use std::collections::BTreeMap;

use engine::EngineError;

use crate::contract::shared::ErrorEnvelope;

/// Why a query or command was not answered.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The engine said no.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// No query or command is called so.
    #[error("no query or command is called `{0}`")]
    UnknownName(String),
    /// The arguments have another shape.
    #[error("the arguments do not have their shape: {0}")]
    Arguments(String),
    /// No workspace is open.
    #[error("no workspace is open")]
    NoWorkspace,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The signed-in person may not see this.
    #[error("you may not see this: {because}")]
    NotPermitted {
        /// The missing grant, in words.
        because: String,
    },
}

impl ApiError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Engine(error) => error.code(),
            Self::UnknownName(_) => "api.unknown_name",
            Self::Arguments(_) => "api.arguments",
            Self::NoWorkspace => "api.no_workspace",
            Self::NotSignedIn => "api.not_signed_in",
            Self::NotPermitted { .. } => "api.not_permitted",
        }
    }

    /// The envelope that crosses to a front end.
    pub fn envelope(&self) -> ErrorEnvelope {
        let args: BTreeMap<String, String> = match self {
            Self::Engine(error) => error
                .args()
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
            Self::NotPermitted { because } => [("because".to_owned(), because.clone())].into(),
            other => [("detail".to_owned(), other.to_string())].into(),
        };
        let incident = matches!(
            self,
            Self::Engine(EngineError::Internal(_) | EngineError::Record { .. })
        )
        .then(engine::random::incident_id);
        if let Some(incident) = &incident {
            tracing::error!(%incident, error = %self, "a request failed");
        }
        ErrorEnvelope {
            code: self.code().to_owned(),
            args,
            field: match self {
                Self::Engine(error) => error.field().map(str::to_owned),
                _ => None,
            },
            help: match self {
                Self::Engine(error) => error.help().map(str::to_owned),
                _ => None,
            },
            retryable: matches!(self, Self::Engine(error) if error.retryable()),
            incident,
        }
    }
}
