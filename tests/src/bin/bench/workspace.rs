//! A new workspace with the people and workflows of the sample, and its people by name.

use std::{path::Path, sync::Arc};

use engine::{
    Engine, NewWorkspace, Options, Session, VaultChoice,
    clock::{Clock, SystemClock},
    credential::Cost,
    random,
    sample::{self, SamplePerson},
};
use kernel::id::PersonId;
use tests::loopback::Loopback;
use zeroize::Zeroizing;

use crate::Failed;

/// A workspace of the sample.
pub struct SampleWorkspace {
    /// The workspace.
    pub engine: Engine,
    people: Vec<SamplePerson>,
}

impl SampleWorkspace {
    /// A new one in `folder`; its connectors called a server that is gone afterwards.
    pub fn new(folder: &Path) -> Result<Self, Failed> {
        Self::with_clock(folder, Arc::new(SystemClock))
    }

    /// The same, by another clock.
    pub fn with_clock(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, Failed> {
        let server = Loopback::start()?;
        let new = NewWorkspace {
            name: "Bench".into(),
            origin: None,
            admin_name: "Ana Reyes".into(),
            password: Zeroizing::new(random::password()?.to_string()),
            demo: true,
        };
        let options = Options {
            cost: Cost::DEMO,
            minimum_cost: Cost::DEMO,
            clock,
        };
        let (engine, admin) = Engine::create(folder, &new, &VaultChoice::Memory, options)?;
        let sample = sample::fill(
            &engine,
            admin,
            &new.admin_name,
            &new.password,
            server.base(),
        )?;
        Ok(Self {
            engine,
            people: sample.people,
        })
    }

    /// Signs a person in by their name.
    pub fn sign_in(&self, name: &str) -> Result<Session, Failed> {
        let person = self.people.iter().find(|person| person.name == name);
        let person = person.ok_or_else(|| format!("nobody is called {name}"))?;
        let id = PersonId::parse(&person.id).ok_or("an id that is none")?;
        Ok(self.engine.sign_in(&id, &person.password)?)
    }
}
