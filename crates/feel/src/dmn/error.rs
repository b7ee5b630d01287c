//! What stops the reading of a model, and what stops a decision.

use crate::error::EvalError;
use crate::position::Position;

/// Why bytes are not read as a DMN model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is too large.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The number of bytes allowed.
        limit: usize,
    },
    /// The file has more of something than is read.
    #[error("more than {limit} {what} at {position}")]
    TooMuch {
        /// Where the limit is passed.
        position: Position,
        /// Of what.
        what: &'static str,
        /// The number allowed.
        limit: usize,
    },
    /// A document type or entity, which no DMN file needs.
    #[error("document types and entities are not read, at {position}")]
    Entities {
        /// Where it stands.
        position: Position,
    },
    /// The text is not XML.
    #[error("the file is not XML: {reason}, at {position}")]
    NotXml {
        /// Where.
        position: Position,
        /// The parser's words.
        reason: String,
    },
    /// The root element is not `definitions` of a DMN version that is read.
    #[error("`{root}` is not the root of a DMN 1.1 to 1.5 model")]
    NotDmn {
        /// The root element.
        root: String,
    },
    /// An element that must have an attribute or child has none.
    #[error("`{element}` has no {what}, at {position}")]
    Missing {
        /// The element.
        element: String,
        /// What it lacks.
        what: &'static str,
        /// Where it stands.
        position: Position,
    },
    /// An attribute with a value that DMN does not know.
    #[error("`{value}` is no {what}, at {position}")]
    Unknown {
        /// What the value should be.
        what: &'static str,
        /// The value.
        value: String,
        /// Where it stands.
        position: Position,
    },
}

impl ReadError {
    /// A name of the error that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "dmn.read.too_large",
            Self::TooMuch { .. } => "dmn.read.too_much",
            Self::Entities { .. } => "dmn.read.entities",
            Self::NotXml { .. } => "dmn.read.not_xml",
            Self::NotDmn { .. } => "dmn.read.not_dmn",
            Self::Missing { .. } => "dmn.read.missing",
            Self::Unknown { .. } => "dmn.read.unknown",
        }
    }
}

/// Why models do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// No model has the namespace that is imported.
    #[error("no model with the namespace `{namespace}` was found")]
    NoModel {
        /// The namespace.
        namespace: String,
    },
    /// An imported model cannot be read.
    #[error("the imported model `{namespace}` cannot be read: {error}")]
    Import {
        /// Its namespace.
        namespace: String,
        /// Why.
        error: ReadError,
    },
    /// More models are imported, directly or not, than are read.
    #[error("more than {limit} models are imported")]
    TooManyModels {
        /// The number allowed.
        limit: usize,
    },
    /// Models that import each other.
    #[error("the model `{namespace}` imports itself, directly or through others")]
    ImportCycle {
        /// One of them.
        namespace: String,
    },
    /// A requirement of something that does not exist.
    #[error("`{element}` requires `{reference}`, which does not exist, at {position}")]
    UnknownReference {
        /// Who requires it.
        element: String,
        /// The reference as written.
        reference: String,
        /// Where it stands.
        position: Position,
    },
    /// A decision that depends on its own result.
    #[error("`{element}` requires itself, directly or through others")]
    Cycle {
        /// One element of the cycle.
        element: String,
    },
}

impl LinkError {
    /// A name of the error that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoModel { .. } => "dmn.link.no_model",
            Self::Import { .. } => "dmn.link.import",
            Self::TooManyModels { .. } => "dmn.link.too_many_models",
            Self::ImportCycle { .. } => "dmn.link.import_cycle",
            Self::UnknownReference { .. } => "dmn.link.unknown_reference",
            Self::Cycle { .. } => "dmn.link.cycle",
        }
    }
}

/// Why a decision has no value where it should have one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// The model has no decision and no decision service of this name.
    #[error("no decision or decision service is called `{name}`")]
    UnknownDecision {
        /// The name.
        name: String,
    },
    /// No rule of a table matched, and the table has no default.
    #[error("no rule of the table in `{element}` matches, and it has no default")]
    NoRule {
        /// The element whose logic the table is.
        element: String,
    },
    /// Several rules matched where one may.
    #[error("the rules {first} and {second} of the table in `{element}` both match")]
    Ambiguous {
        /// The element whose logic the table is.
        element: String,
        /// The first rule, counted from 1.
        first: usize,
        /// The second.
        second: usize,
    },
    /// A value that the model does not allow there.
    #[error("{what} of `{element}` is not a value that the model allows")]
    NotAllowed {
        /// The element.
        element: String,
        /// What it was the value of: the result, an input of a table, an output.
        what: &'static str,
    },
    /// The decision has no logic, or its logic is not written in FEEL.
    #[error("`{element}` has no logic that can be evaluated")]
    NoLogic {
        /// The element.
        element: String,
    },
    /// An expression of the decision is not FEEL.
    #[error("an expression of `{element}`, in the file at {position}, is not FEEL: {problem}")]
    NotFeel {
        /// The element.
        element: String,
        /// What is wrong, and where in the expression.
        problem: String,
        /// Where the expression stands in the file.
        position: Position,
    },
    /// The evaluation ended: a limit, or a sealed value that was read.
    #[error("{0}")]
    Stopped(#[from] EvalError),
}

impl DecisionError {
    /// A name of the error that never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownDecision { .. } => "dmn.decide.unknown_decision",
            Self::NoRule { .. } => "dmn.decide.no_rule",
            Self::Ambiguous { .. } => "dmn.decide.ambiguous",
            Self::NotAllowed { .. } => "dmn.decide.not_allowed",
            Self::NoLogic { .. } => "dmn.decide.no_logic",
            Self::NotFeel { .. } => "dmn.decide.not_feel",
            Self::Stopped(error) => error.code(),
        }
    }
}
