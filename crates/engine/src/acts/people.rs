//! People, their keys and managers, groups and grants.

use std::collections::BTreeSet;

use kernel::{
    act::change::{Proposal, Subject},
    id::{ActId, GrantId, GroupId, PersonId, Signer},
    role::Role,
    scope::Scope,
    time::Timestamp,
};
use ledger::note::{KeyKind, SignerKey};

use super::Proposed;
use crate::{
    Draft, Engine, EngineError, Session,
    credential::{self, Credential},
    random,
};

/// A role to hand out.
#[derive(Clone, Debug)]
pub struct NewGrant {
    /// Who gets it.
    pub subject: Subject,
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Not after.
    pub until: Option<Timestamp>,
}

impl Engine {
    /// Proposes a person. They set their own password; their new key signs the proposal with the proposer's.
    pub fn add_person(
        &self,
        session: &Session,
        command: Option<ActId>,
        name: &str,
        manager: Option<PersonId>,
        password: &str,
        reason: Option<&str>,
    ) -> Result<(PersonId, Proposed), EngineError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > kernel::limits::NAME_CHARS {
            return Err(EngineError::Input {
                what: "name".into(),
                reason: "1 to 120 characters".into(),
            });
        }
        let person = random::person_id()?;
        let mut made = person;
        let proposed = self.propose(session, command, reason, |draft| {
            let key = self.new_key(draft, person, password, &[name])?;
            Ok(Proposal::PersonAdd {
                key,
                manager,
                name: draft.seal("name", name)?,
                person,
            })
        })?;
        // A repeat answers for the person of the first delivery.
        if let Some(kernel::act::Body::ChangePropose(propose)) =
            self.body_at(proposed.appended.index)?
            && let Proposal::PersonAdd { person, .. } = propose.change
        {
            made = person;
        }
        Ok((made, proposed))
    }

    /// Proposes a new key for a person who forgot the password; earlier keys end when it comes into force.
    pub fn reset_key(
        &self,
        session: &Session,
        command: Option<ActId>,
        person: PersonId,
        password: &str,
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        self.propose(session, command, reason, |draft| {
            let key = self.new_key(draft, person, password, &[])?;
            Ok(Proposal::KeyReset { key, person })
        })
    }

    /// Draws a key for a person, wraps it under their password, and has it sign the draft too.
    fn new_key(
        &self,
        draft: &mut Draft<'_>,
        person: PersonId,
        password: &str,
        names: &[&str],
    ) -> Result<String, EngineError> {
        let inner = self.inner();
        credential::check_password(password, names)?;
        let seed = random::seed()?;
        let workspace = self.read(|reader| reader.workspace())?;
        let record = Credential::create(
            &workspace,
            person,
            &seed,
            password,
            &*inner.device_secret()?,
            inner.cost,
        )?
        .to_bytes();
        self.with_store(move |store| store.put_credential(&person, &record))?;
        let name = Signer::Person(person).key_name(&inner.origin);
        let key = SignerKey::from_seed(&name, KeyKind::Ed25519, &seed)
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        let vkey = key.verifier().to_string();
        draft.cosign(key);
        Ok(vkey)
    }

    /// Proposes another manager.
    pub fn set_manager(
        &self,
        session: &Session,
        command: Option<ActId>,
        person: PersonId,
        manager: Option<PersonId>,
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        self.propose(session, command, reason, |_| {
            Ok(Proposal::PersonManager { manager, person })
        })
    }

    /// Proposes that a person may do nothing any more.
    pub fn disable_person(
        &self,
        session: &Session,
        command: Option<ActId>,
        person: PersonId,
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        self.propose(session, command, reason, |_| {
            Ok(Proposal::PersonDisable { person })
        })
    }

    /// Proposes a group and all its members.
    pub fn set_group(
        &self,
        session: &Session,
        command: Option<ActId>,
        group: &GroupId,
        name: &str,
        members: BTreeSet<PersonId>,
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        self.propose(session, command, reason, |_| {
            Ok(Proposal::GroupSet {
                group: group.clone(),
                members,
                name: name.trim().to_owned(),
            })
        })
    }

    /// Proposes to give a role.
    pub fn add_grant(
        &self,
        session: &Session,
        command: Option<ActId>,
        grant: NewGrant,
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        let NewGrant {
            subject,
            role,
            scope,
            from,
            until,
        } = grant;
        self.propose(session, command, reason, |_| {
            Ok(Proposal::GrantAdd {
                from,
                role,
                scope,
                subject,
                until,
            })
        })
    }

    /// Proposes to take a role back.
    pub fn revoke_grant(
        &self,
        session: &Session,
        command: Option<ActId>,
        grant: GrantId,
        reason: Option<&str>,
    ) -> Result<Proposed, EngineError> {
        self.propose(session, command, reason, |_| {
            Ok(Proposal::GrantRevoke { grant })
        })
    }

    /// The body of an entry of this log.
    pub fn body_at(&self, index: u64) -> Result<Option<kernel::act::Body>, EngineError> {
        let stored = self.read(|reader| reader.entry(index))?;
        Ok(stored
            .map(|stored| kernel::act::Entry::parse(&stored.bytes))
            .transpose()?
            .map(|entry| entry.act.body))
    }

    /// The person with this name or id. Names are matched whole, then case-insensitively.
    pub fn find_person(&self, name: &str) -> Result<PersonId, EngineError> {
        let live = self.live();
        let people: Vec<PersonId> = live.kernel.state.persons.keys().copied().collect();
        if let Some(id) = PersonId::parse(name).filter(|id| people.contains(id)) {
            return Ok(id);
        }
        let named = |wanted: &dyn Fn(&str) -> bool| -> Vec<PersonId> {
            people
                .iter()
                .copied()
                .filter(|id| self.name_of(id).is_some_and(|name| wanted(&name)))
                .collect()
        };
        let exact = named(&|known| known == name);
        let found = if exact.is_empty() {
            named(&|known| known.eq_ignore_ascii_case(name))
        } else {
            exact
        };
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(EngineError::NotFound {
                what: "person",
                name: name.to_owned(),
            }),
            _ => Err(EngineError::Input {
                what: "person".into(),
                reason: "several people have this name; use the id".into(),
            }),
        }
    }
}
