//! The grants of one epoch of the state, compiled, and the memo of their matching.
//!
//! INVARIANT: everything here is a function of people, groups and grants, which change only with the epoch, and of log
//! time, which opens and closes validity windows. [`Policies`] of one epoch refuse to answer for another. The memo holds
//! for one stretch of log time between two boundaries, is keyed by the grants that reach a person (not by the person), by
//! permission and scope, and is bounded. What it holds is what asking again would give; the tests ask both ways.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use cedar_policy::{Policy, PolicySet};

use super::{matching, reason};
use crate::{
    act::change::Subject,
    id::{GrantId, GroupId, PersonId},
    role::Permission,
    scope::Scope,
    state::State,
    time::Timestamp,
};

/// Matches the memo holds before it starts anew.
const MEMO_ENTRIES: usize = 4_096;

/// Whether matching of grants is memoised. Both decide alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// Matches are remembered within one epoch and stretch of log time, and only permits that reach the person are asked.
    #[default]
    Memoised,
    /// Nothing is remembered; every permit in force is asked each time.
    Plain,
}

/// The grants of one epoch, compiled.
#[derive(Debug, Default)]
pub struct Policies {
    mode: Mode,
    epoch: u64,
    persons: BTreeMap<PersonId, Vec<GrantId>>,
    groups: BTreeMap<GroupId, Vec<GrantId>>,
    /// The instants at which some validity window opens or closes, ascending.
    boundaries: Vec<Timestamp>,
    compiled: Mutex<Compiled>,
}

/// What was compiled or matched so far.
#[derive(Debug, Default)]
struct Compiled {
    permits: BTreeMap<GrantId, Policy>,
    /// The stretch of log time that the rest is about: the number of boundaries passed.
    stretch: usize,
    in_force: Option<Arc<PolicySet>>,
    memo: Memo,
}

/// Matches by the grants that reach a person, permission and scope.
#[derive(Debug, Default)]
struct Memo {
    entries: usize,
    matches: BTreeMap<Vec<GrantId>, BTreeMap<Permission, BTreeMap<Scope, Match>>>,
}

/// The result of matching.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Match {
    /// A grant permits; the words say which.
    Granted(Arc<str>),
    /// None does; the words say which would.
    Missing(Arc<str>),
}

impl Policies {
    /// Compiles the grants of a state.
    pub fn compile(state: &State, mode: Mode) -> Self {
        let mut policies = Self {
            mode,
            epoch: state.epoch,
            ..Self::default()
        };
        let mut boundaries = BTreeSet::new();
        for (id, grant) in &state.grants {
            match &grant.subject {
                Subject::Person(person) => policies.persons.entry(*person).or_default().push(*id),
                Subject::Group(group) => {
                    policies.groups.entry(group.clone()).or_default().push(*id)
                }
            }
            boundaries.extend(grant.from.into_iter().chain(grant.until));
        }
        policies.boundaries = boundaries.into_iter().collect();
        policies
    }

    /// Which grant gives the person `permission` on `scope`, without any guard.
    pub(super) fn matched(
        &self,
        state: &State,
        person: PersonId,
        permission: Permission,
        scope: &Scope,
    ) -> Result<Match, String> {
        if state.epoch != self.epoch {
            return Err(format!(
                "policies of epoch {} asked in epoch {}",
                self.epoch, state.epoch
            ));
        }
        let reaching = self.reaching(state, person);
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        compiled.enter(
            self.boundaries
                .partition_point(|boundary| *boundary <= state.time),
        );
        let permits = match self.mode {
            Mode::Plain => compiled.all_in_force(state)?,
            Mode::Memoised => match compiled.memo.get(&reaching, permission, scope) {
                Some(found) => return Ok(found),
                None => Arc::new(compiled.in_force(state, reaching.iter().copied())?),
            },
        };
        let found = match matching::matching(state, &permits, person, permission, scope)? {
            Some(grant) => Match::Granted(reason::granted(state, grant).into()),
            None => Match::Missing(reason::nearest(state, &reaching, permission, scope).into()),
        };
        if self.mode == Mode::Memoised {
            compiled
                .memo
                .put(reaching, permission, scope.clone(), found.clone());
        }
        Ok(found)
    }

    /// The grants that reach the person, in force or not, oldest first; membership is asked of the state each time.
    fn reaching(&self, state: &State, person: PersonId) -> Vec<GrantId> {
        let mut reaching = self.persons.get(&person).cloned().unwrap_or_default();
        for (group, grants) in &self.groups {
            if state
                .groups
                .get(group)
                .is_some_and(|group| group.members.contains(&person))
            {
                reaching.extend(grants);
            }
        }
        reaching.sort_unstable();
        reaching
    }
}

impl Compiled {
    /// Drops what belongs to another stretch of log time.
    fn enter(&mut self, stretch: usize) {
        if self.stretch != stretch {
            self.stretch = stretch;
            self.in_force = None;
            self.memo = Memo::default();
        }
    }

    /// The permits of all grants in force.
    fn all_in_force(&mut self, state: &State) -> Result<Arc<PolicySet>, String> {
        if let Some(set) = &self.in_force {
            return Ok(set.clone());
        }
        let set = Arc::new(self.in_force(state, state.grants.keys().copied())?);
        self.in_force = Some(set.clone());
        Ok(set)
    }

    /// The permits of those of `grants` that are in force.
    fn in_force(
        &mut self,
        state: &State,
        grants: impl Iterator<Item = GrantId>,
    ) -> Result<PolicySet, String> {
        let mut set = PolicySet::new();
        for id in grants {
            let Some(grant) = state.grants.get(&id).filter(|grant| state.in_force(grant)) else {
                continue;
            };
            let permit = match self.permits.get(&id) {
                Some(permit) => permit.clone(),
                None => {
                    let permit = matching::permit(id, grant)?;
                    self.permits.insert(id, permit.clone());
                    permit
                }
            };
            set.add(permit).map_err(|error| error.to_string())?;
        }
        Ok(set)
    }
}

impl Memo {
    fn get(&self, reaching: &[GrantId], permission: Permission, scope: &Scope) -> Option<Match> {
        self.matches
            .get(reaching)?
            .get(&permission)?
            .get(scope)
            .cloned()
    }

    fn put(&mut self, reaching: Vec<GrantId>, permission: Permission, scope: Scope, found: Match) {
        if self.entries >= MEMO_ENTRIES {
            *self = Self::default();
        }
        self.entries += 1;
        self.matches
            .entry(reaching)
            .or_default()
            .entry(permission)
            .or_default()
            .insert(scope, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memo_never_holds_more_than_its_bound() {
        let mut memo = Memo::default();
        let found = Match::Missing("nothing".into());
        for id in 0..10_000 {
            let reaching = vec![GrantId(id)];
            memo.put(
                reaching.clone(),
                Permission::TaskDecide,
                Scope::Workspace,
                found.clone(),
            );
            assert!(memo.entries <= MEMO_ENTRIES && memo.matches.len() == memo.entries);
            assert_eq!(
                memo.get(&reaching, Permission::TaskDecide, &Scope::Workspace),
                Some(found.clone())
            );
        }
        assert_eq!(
            memo.get(
                &[GrantId(9_999)],
                Permission::TaskComplete,
                &Scope::Workspace
            ),
            None,
            "another permission"
        );
        assert_eq!(
            memo.get(&[GrantId(0)], Permission::TaskDecide, &Scope::Workspace),
            None,
            "dropped when it was full"
        );
    }
}
