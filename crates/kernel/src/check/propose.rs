//! Check of `change.propose`: the proposal fits the state, and the proposer may make it.

use super::{
    Context,
    change::{self, enact, review_object},
};
use crate::{
    act::change::{Proposal, Propose, Subject},
    authority,
    connector::Connector,
    id::{ChangeId, PersonId},
    limits, process,
    refusal::Refusal,
    role::Permission,
    rule::Rule,
    state::{Change, Delta, Event, Outcome},
};

pub(super) fn check(cx: &Context<'_>, body: &Propose) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let object = authority::Object::at(review_object(cx.state(), &body.change).scope);
    let decision = cx.permit(edit_permission(&body.change), &object)?;
    if cx.state().changes.len() >= limits::OPEN_CHANGES {
        return Err(Refusal::TooManyChanges);
    }
    check_proposal(cx, person, &body.change)?;
    if body.replaces != change::current_digest(cx.state(), &body.change) {
        return Err(Refusal::ChangeLapsed);
    }
    let id = ChangeId(cx.index);
    let alone = cx.state().bootstrap
        && cx
            .state()
            .genesis
            .as_ref()
            .is_some_and(|genesis| genesis.admin == person);
    let mut outcome = if alone {
        let mut outcome = enact(cx, id, &body.change, person, None)?;
        outcome.events.push(Event::ChangeInForce {
            change: id,
            on_one_word: true,
        });
        outcome
    } else {
        let change = Change {
            proposal: body.change.clone(),
            replaces: body.replaces,
            by: person,
            digest: cx.digest,
        };
        Outcome {
            deltas: vec![Delta::Change(id, change)],
            events: vec![Event::ChangeOpened(id)],
            ..Outcome::default()
        }
    };
    outcome.because = decision.because;
    Ok(outcome)
}

fn edit_permission(proposal: &Proposal) -> Permission {
    match proposal {
        Proposal::PersonAdd { .. }
        | Proposal::PersonManager { .. }
        | Proposal::PersonDisable { .. }
        | Proposal::KeyReset { .. } => Permission::PersonEdit,
        Proposal::WorkstationAdd { .. } => Permission::WorkstationEdit,
        Proposal::GroupSet { .. } => Permission::GroupEdit,
        Proposal::GrantAdd { .. } | Proposal::GrantRevoke { .. } => Permission::RoleGrant,
        Proposal::RuleSet { .. } => Permission::RuleEdit,
        Proposal::ConnectorSet { .. } => Permission::ConnectorEdit,
        Proposal::VersionPublish { .. } => Permission::VersionPublish,
    }
}

/// What must hold when it is proposed and again when it comes into force.
pub(super) fn check_proposal(
    cx: &Context<'_>,
    proposer: PersonId,
    proposal: &Proposal,
) -> Result<(), Refusal> {
    let state = cx.state();
    let invalid = |reason: &str| {
        Err(Refusal::ProposalInvalid {
            reason: reason.into(),
        })
    };
    let known = |person: &PersonId| state.active_person(person).is_some();
    match proposal {
        Proposal::PersonAdd {
            person, manager, ..
        } => {
            if state.persons.contains_key(person) {
                return invalid("the person is enrolled already");
            }
            if manager.is_some_and(|manager| !known(&manager)) {
                return invalid("the manager is not enrolled");
            }
            check_new_key(cx, proposal)
        }
        Proposal::PersonManager { person, manager } => {
            if !known(person)
                || manager.is_some_and(|manager| !known(&manager) || manager == *person)
            {
                return invalid("person and manager are two enrolled people");
            }
            Ok(())
        }
        Proposal::PersonDisable { person } if !known(person) => {
            invalid("the person is not enrolled")
        }
        Proposal::PersonDisable { .. } => Ok(()),
        Proposal::KeyReset { person, .. } if !known(person) => {
            invalid("the person is not enrolled")
        }
        Proposal::WorkstationAdd { workstation, .. }
            if state.workstations.contains_key(workstation) =>
        {
            invalid("the workstation is enrolled already")
        }
        Proposal::KeyReset { .. } | Proposal::WorkstationAdd { .. } => check_new_key(cx, proposal),
        Proposal::GroupSet { members, name, .. } => {
            if name.is_empty()
                || name.chars().count() > limits::NAME_CHARS
                || members.len() > limits::MEMBERS
            {
                return invalid(
                    "a group has a name of 1 to 120 characters and at most 5,000 members",
                );
            }
            if !members.iter().all(known) {
                return invalid("every member is enrolled");
            }
            check_group_binding(cx, proposer, proposal)
        }
        Proposal::GrantAdd { .. } => check_grant(cx, proposer, proposal),
        Proposal::GrantRevoke { grant } if !state.grants.contains_key(grant) => {
            invalid("there is no such grant")
        }
        Proposal::GrantRevoke { .. } => Ok(()),
        Proposal::RuleSet { rule, file } => {
            let bytes = cx.lookup.blob(file).ok_or(Refusal::BlobMissing {
                digest: file.to_string(),
            })?;
            let read = Rule::parse(&bytes).map_err(|error| Refusal::FileInvalid {
                file: format!("rule:{rule}"),
                reason: error.to_string(),
            })?;
            if read.id == *rule {
                Ok(())
            } else {
                invalid("the file is of another rule")
            }
        }
        Proposal::ConnectorSet {
            connector, file, ..
        } => {
            let bytes = cx.lookup.blob(file).ok_or(Refusal::BlobMissing {
                digest: file.to_string(),
            })?;
            let read = Connector::parse(&bytes).map_err(|error| Refusal::FileInvalid {
                file: format!("connector:{connector}"),
                reason: error.to_string(),
            })?;
            if read.id == *connector {
                Ok(())
            } else {
                invalid("the file is of another connector")
            }
        }
        Proposal::VersionPublish { workflow, version } => {
            let Some(record) = state
                .versions
                .get(version)
                .filter(|record| record.manifest.workflow == *workflow)
            else {
                return invalid("the workflow has no such version");
            };
            if state
                .workflows
                .get(workflow)
                .is_some_and(|known| known.published == Some(*version))
            {
                return invalid("this version is published already");
            }
            super::version::pins_in_force(state, &record.manifest)?;
            let definition = super::request::definition(cx, version)?;
            process::schedules(super::request::site(cx, definition)).map(|_| ())
        }
    }
}

fn check_new_key(cx: &Context<'_>, proposal: &Proposal) -> Result<(), Refusal> {
    let origin = cx
        .state()
        .genesis
        .as_ref()
        .map_or("", |genesis| genesis.origin.as_str());
    let enrolled = change::enrolled_key(proposal, origin)?;
    let public = enrolled.key.public().as_bytes();
    let log_key = cx
        .state()
        .genesis
        .as_ref()
        .and_then(|genesis| ledger::note::VerifierKey::parse(&genesis.log_key).ok());
    if cx.state().keys.contains_key(public)
        || log_key.is_some_and(|log| log.public().as_bytes() == public)
    {
        return Err(Refusal::KeyEnrolledBefore {
            name: enrolled.key.name().to_owned(),
        });
    }
    Ok(())
}

fn check_grant(cx: &Context<'_>, proposer: PersonId, proposal: &Proposal) -> Result<(), Refusal> {
    let Proposal::GrantAdd {
        from,
        role,
        scope,
        subject,
        until,
    } = proposal
    else {
        return Ok(());
    };
    let state = cx.state();
    match subject {
        Subject::Person(person) if *person == proposer => {
            return Err(Refusal::SelfGrant { person: proposer });
        }
        Subject::Person(person) if state.active_person(person).is_none() => {
            return Err(Refusal::ProposalInvalid {
                reason: "the person is not enrolled".into(),
            });
        }
        Subject::Group(group) => match state.groups.get(group) {
            None => {
                return Err(Refusal::ProposalInvalid {
                    reason: "there is no such group".into(),
                });
            }
            Some(group) if group.members.contains(&proposer) => {
                return Err(Refusal::SelfGrant { person: proposer });
            }
            Some(_) => {}
        },
        Subject::Person(_) => {}
    }
    if from.zip(*until).is_some_and(|(from, until)| until <= from)
        || until.is_some_and(|until| until <= state.time)
    {
        return Err(Refusal::ProposalInvalid {
            reason: "the grant would never be in force".into(),
        });
    }
    if authority::may_bind(state, proposer, *role, scope) {
        return Ok(());
    }
    Err(Refusal::MayNotBind {
        person: proposer,
        role: role.to_string(),
        scope: scope.to_string(),
    })
}

/// Membership hands out what the group holds, so it follows the same rule as a grant.
fn check_group_binding(
    cx: &Context<'_>,
    proposer: PersonId,
    proposal: &Proposal,
) -> Result<(), Refusal> {
    let Proposal::GroupSet { group, members, .. } = proposal else {
        return Ok(());
    };
    let state = cx.state();
    let before = state.groups.get(group);
    let gains = |person: &PersonId| before.is_none_or(|group| !group.members.contains(person));
    let subject = Subject::Group(group.clone());
    let held: Vec<_> = state
        .grants
        .values()
        .filter(|grant| grant.subject == subject)
        .collect();
    if held.is_empty() || !members.iter().any(gains) {
        return Ok(());
    }
    if members.contains(&proposer) && gains(&proposer) {
        return Err(Refusal::SelfGrant { person: proposer });
    }
    match held
        .iter()
        .find(|grant| !authority::may_bind(state, proposer, grant.role, &grant.scope))
    {
        None => Ok(()),
        Some(grant) => Err(Refusal::MayNotBind {
            person: proposer,
            role: grant.role.to_string(),
            scope: grant.scope.to_string(),
        }),
    }
}
