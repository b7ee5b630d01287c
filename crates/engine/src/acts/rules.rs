//! Proposing approval rules, connectors and publications.
//!
//! A connector's token goes into the vault under a random name; the log and the file only ever name it.

use kernel::{
    act::change::Proposal,
    connector::Connector,
    digest::Digest,
    id::{ActId, WorkflowId},
    rule::Rule,
};
use zeroize::Zeroizing;

use super::Proposed;
use crate::{Engine, EngineError, Session, random, workspace::item};

/// Bytes of a token: the OS vaults take little more.
const TOKEN_BYTES: usize = 2_000;

impl Engine {
    /// Proposes an approval rule.
    pub fn set_rule(
        &self,
        session: &Session,
        command: Option<ActId>,
        file: &[u8],
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        let rule = Rule::parse(file).map_err(|error| invalid("rule", &error))?;
        self.propose(session, command, reason, |draft| {
            Ok(Proposal::RuleSet {
                file: draft.blob(file),
                rule: rule.id,
            })
        })
    }

    /// Proposes a connector. Without a new token it keeps the one it has.
    pub fn set_connector(
        &self,
        session: &Session,
        command: Option<ActId>,
        file: &[u8],
        token: Option<Zeroizing<String>>,
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        let connector = Connector::parse(file).map_err(|error| invalid("connector", &error))?;
        let known = self
            .live()
            .kernel
            .state
            .connectors
            .get(&connector.id)
            .and_then(|known| known.token);
        let token = match token {
            None => known,
            Some(token)
                if token.is_empty()
                    || token.len() > TOKEN_BYTES
                    || token.contains(char::is_control) =>
            {
                return Err(EngineError::Input {
                    what: "token".into(),
                    reason: "1 to 2,000 bytes in one line".into(),
                });
            }
            Some(token) => {
                let name = Digest(*random::seed()?);
                self.vault().set(&item::token(&name), token.as_bytes())?;
                Some(name)
            }
        };
        self.propose(session, command, reason, |draft| {
            Ok(Proposal::ConnectorSet {
                connector: connector.id,
                file: draft.blob(file),
                token,
            })
        })
    }

    /// Proposes that a version becomes the one new requests run on; `None`: the newest.
    pub fn publish(
        &self,
        session: &Session,
        command: Option<ActId>,
        workflow: &WorkflowId,
        version: Option<Digest>,
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        let live = self.live();
        let newest = || {
            let of_workflow = live
                .kernel
                .state
                .versions
                .iter()
                .filter(|(_, record)| record.manifest.workflow == *workflow);
            of_workflow
                .max_by_key(|(_, record)| record.number)
                .map(|(digest, _)| *digest)
        };
        let version = version
            .or_else(newest)
            .ok_or_else(|| EngineError::NotFound {
                what: "workflow",
                name: workflow.to_string(),
            })?;
        self.propose(session, command, reason, |_| {
            Ok(Proposal::VersionPublish {
                version,
                workflow: workflow.clone(),
            })
        })
    }
}

fn invalid(what: &str, error: &dyn std::fmt::Display) -> EngineError {
    EngineError::Input {
        what: what.to_owned(),
        reason: error.to_string(),
    }
}
