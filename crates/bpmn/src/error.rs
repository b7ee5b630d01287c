//! Why a file could not be read as BPMN.

use crate::Position;

/// A refusal to read. Everything that is BPMN but cannot run is a lint finding instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes are not well-formed XML, or not in an encoding that is read.
    #[error("the file is not XML at {position}: {reason}")]
    NotXml {
        /// Where.
        position: Position,
        /// What is wrong.
        reason: String,
    },
    /// XML, but the root is not BPMN 2.0 `definitions`.
    #[error("the file is not BPMN 2.0: its root at {position} is `{root}`")]
    NotBpmn {
        /// Where the root stands.
        position: Position,
        /// Local name of the root.
        root: String,
    },
    /// More bytes than are read.
    #[error("the file has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// Size of the file.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Elements inside each other beyond the limit.
    #[error("elements are nested more than {limit} deep at {position}")]
    TooDeep {
        /// Where the limit is passed.
        position: Position,
        /// The limit.
        limit: usize,
    },
    /// More elements than are read.
    #[error("the file has more than {limit} elements at {position}")]
    TooManyNodes {
        /// Where the limit is passed.
        position: Position,
        /// The limit.
        limit: usize,
    },
    /// An element with too many attributes, or too many namespace declarations in all.
    #[error("there are more than {limit} attributes or namespaces at {position}")]
    TooManyAttributes {
        /// Where the limit is passed.
        position: Position,
        /// The limit.
        limit: usize,
    },
    /// A document type declaration, the door to entity bombs and files read from elsewhere.
    #[error("the file declares a document type or entities at {position}, which is refused")]
    Entities {
        /// Where.
        position: Position,
    },
    /// An id that is too long to be kept in the record.
    #[error("the id at {position} is longer than {limit} bytes")]
    IdTooLong {
        /// Where.
        position: Position,
        /// The limit.
        limit: usize,
    },
    /// BPMN without a process, for example a choreography only.
    #[error("the file contains no process")]
    NoProcess {
        /// Where the root stands.
        position: Position,
    },
}

impl ReadError {
    /// Stable code for front ends.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotXml { .. } => "bpmn.not_xml",
            Self::NotBpmn { .. } => "bpmn.not_bpmn",
            Self::TooLarge { .. } => "bpmn.too_large",
            Self::TooDeep { .. } => "bpmn.too_deep",
            Self::TooManyNodes { .. } => "bpmn.too_many_nodes",
            Self::TooManyAttributes { .. } => "bpmn.too_many_attributes",
            Self::Entities { .. } => "bpmn.entities",
            Self::IdTooLong { .. } => "bpmn.id_too_long",
            Self::NoProcess { .. } => "bpmn.no_process",
        }
    }

    /// Where in the file; the start where the file as a whole is refused.
    pub fn position(&self) -> Position {
        match self {
            Self::NotXml { position, .. }
            | Self::NotBpmn { position, .. }
            | Self::TooDeep { position, .. }
            | Self::TooManyNodes { position, .. }
            | Self::TooManyAttributes { position, .. }
            | Self::Entities { position }
            | Self::IdTooLong { position, .. }
            | Self::NoProcess { position } => *position,
            Self::TooLarge { .. } => Position::START,
        }
    }
}
