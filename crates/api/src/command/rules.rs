//! Proposing rules and connectors.

use kernel::id::ActId;
use zeroize::Zeroizing;

use super::proposed;
use crate::{
    ApiError, Host,
    contract::{
        rules::{SetConnector, SetRule},
        shared::Proposed,
    },
};

/// `rules.set`.
pub fn rules_set(host: &Host, args: &SetRule, id: Option<ActId>) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    proposed(
        &engine,
        &engine.set_rule(&session, id, args.file.as_bytes(), args.reason.as_deref())?,
    )
}

/// `connectors.set`.
pub fn connectors_set(
    host: &Host,
    args: &SetConnector,
    id: Option<ActId>,
) -> Result<Proposed, ApiError> {
    let (engine, session) = host.signed_in()?;
    let token = args
        .token
        .clone()
        .filter(|token| !token.is_empty())
        .map(Zeroizing::new);
    proposed(
        &engine,
        &engine.set_connector(
            &session,
            id,
            args.file.as_bytes(),
            token,
            args.reason.as_deref(),
        )?,
    )
}
