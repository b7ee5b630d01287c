//! DMN decisions: tables, boxed expressions and graphs of them over FEEL.
//!
//! The way of a decision: `read` makes a [`Model`] of a file, `link` resolves references, types and imports between models
//! and parses every expression ([`Models`]), `evaluate` computes a decision of them ([`Models::decide`]). `logic` holds the
//! forms of expressions that all three share.
//!
//! INVARIANT: as for FEEL, the outcome is a function of the models, the inputs and the limits alone. No file is read
//! here: imported models come through a [`Resolver`]. An expression that is not FEEL makes its own decision null and no
//! other; a reference that leads nowhere and a decision that requires itself are errors of the models.

mod error;
mod evaluate;
mod link;
mod logic;
mod model;
mod read;

pub use error::{DecisionError, LinkError, ReadError};
pub use evaluate::{Decided, Inputs};
pub use link::{Models, Resolver};
pub use model::{Import, Model};
