//! Checks of `change.decide` and `change.withdraw`, and what a change does when it comes into force.

use std::collections::BTreeMap;

use ledger::note::{KeyKind, VerifierKey};

use super::{
    Context,
    propose::check_proposal,
    request::{definition, site},
};
use crate::{
    act::change::{Decide, Proposal, Subject, Verdict, Withdraw},
    authority::{self, Object},
    digest::Digest,
    id::{ChangeId, GrantId, PersonId, Signer},
    process,
    refusal::Refusal,
    role::{Permission, Role},
    scope::Scope,
    signature::Enrolled,
    state::{
        self, Change, Delta, Event, Grant, Group, InForce, KeyRange, Outcome, Person, State, Vouch,
        Workflow, Workstation,
    },
};

pub(super) fn decide(cx: &Context<'_>, body: &Decide) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let change = open_change(cx, body.change)?;
    let mut object = review_object(cx.state(), &change.proposal);
    object.proposer = Some(change.by);
    let decision = cx.permit(approve_permission(&change.proposal), &object)?;
    if body.digest != change.digest {
        return Err(Refusal::ChangeDigestMismatch);
    }
    let closes = Delta::ChangeCloses(body.change);
    let mut outcome = match body.verdict {
        Verdict::Reject if body.reason.is_none() => return Err(Refusal::ReasonMissing),
        Verdict::Reject => Outcome {
            events: vec![Event::ChangeClosed(body.change)],
            ..Outcome::default()
        },
        Verdict::Approve => {
            if change.replaces != current_digest(cx.state(), &change.proposal) {
                return Err(Refusal::ChangeLapsed);
            }
            check_proposal(cx, change.by, &change.proposal)?;
            let mut outcome = enact(cx, body.change, &change.proposal, change.by, Some(person))?;
            outcome.events.push(Event::ChangeInForce {
                change: body.change,
                on_one_word: false,
            });
            outcome
        }
    };
    outcome.deltas.push(closes);
    outcome.because = decision.because;
    Ok(outcome)
}

pub(super) fn withdraw(cx: &Context<'_>, body: &Withdraw) -> Result<Outcome, Refusal> {
    let person = cx.person()?;
    let change = open_change(cx, body.change)?;
    if change.by != person {
        return Err(Refusal::NotPermitted {
            person,
            permission: Permission::RoleGrant,
            because: "only the proposer takes a proposal back".into(),
        });
    }
    Ok(Outcome {
        deltas: vec![Delta::ChangeCloses(body.change)],
        events: vec![Event::ChangeClosed(body.change)],
        because: "the proposer takes it back".into(),
    })
}

fn open_change<'a>(cx: &Context<'a>, id: ChangeId) -> Result<&'a Change, Refusal> {
    cx.kernel
        .state
        .changes
        .get(&id)
        .map(AsRef::as_ref)
        .ok_or(Refusal::ChangeNotOpen { change: id })
}

/// The permission that decides on a proposal.
pub fn approve_permission(proposal: &Proposal) -> Permission {
    match proposal {
        Proposal::PersonAdd { .. }
        | Proposal::PersonManager { .. }
        | Proposal::PersonDisable { .. }
        | Proposal::KeyReset { .. } => Permission::PersonApprove,
        Proposal::WorkstationAdd { .. } => Permission::WorkstationApprove,
        Proposal::GroupSet { .. } => Permission::GroupApprove,
        Proposal::GrantAdd { .. } | Proposal::GrantRevoke { .. } => Permission::GrantApprove,
        Proposal::RuleSet { .. } => Permission::RuleApprove,
        Proposal::ConnectorSet { .. } => Permission::ConnectorApprove,
        Proposal::VersionPublish { .. } => Permission::PublicationApprove,
    }
}

/// What authority looks at when a proposal is reviewed: where it lies, who gains, who made the version.
pub fn review_object(state: &State, proposal: &Proposal) -> Object {
    let mut object = match proposal {
        Proposal::ConnectorSet { connector, .. } => Object::at(Scope::Connector(connector.clone())),
        Proposal::VersionPublish { workflow, .. } => Object::at(Scope::Workflow(workflow.clone())),
        Proposal::GrantAdd { scope, .. } => Object::at(scope.clone()),
        Proposal::GrantRevoke { grant } => Object::at(
            state
                .grants
                .get(grant)
                .map_or(Scope::Workspace, |grant| grant.scope.clone()),
        ),
        _ => Object::workspace(),
    };
    match proposal {
        Proposal::GrantAdd {
            subject: Subject::Person(person),
            ..
        }
        | Proposal::KeyReset { person, .. }
        | Proposal::PersonAdd { person, .. } => {
            object.beneficiaries.insert(*person);
        }
        Proposal::GrantAdd {
            subject: Subject::Group(group),
            ..
        } => {
            object.beneficiaries.extend(
                state
                    .groups
                    .get(group)
                    .iter()
                    .flat_map(|group| &group.members)
                    .copied(),
            );
        }
        Proposal::GroupSet { group, members, .. } => {
            let before = state.groups.get(group);
            let gains =
                |person: &&PersonId| before.is_none_or(|group| !group.members.contains(person));
            object
                .beneficiaries
                .extend(members.iter().filter(gains).copied());
        }
        // The manager gains a say; whose manager it is would choose who approves for them.
        Proposal::PersonManager { person, manager } => {
            object.beneficiaries.insert(*person);
            object.beneficiaries.extend(manager.iter().copied());
        }
        Proposal::VersionPublish { version, .. } => {
            object.author = state.versions.get(version).map(|record| record.author);
        }
        _ => {}
    }
    object
}

/// The digest of what a proposal would replace; `None` if the object is new. A proposal names it, and lapses when it moves.
pub fn current_digest(state: &State, proposal: &Proposal) -> Option<Digest> {
    fn of<T: serde::Serialize + std::fmt::Debug>(record: &T) -> Digest {
        Digest::of(&state::compact(record))
    }
    match proposal {
        Proposal::PersonAdd { person, .. }
        | Proposal::PersonManager { person, .. }
        | Proposal::PersonDisable { person }
        | Proposal::KeyReset { person, .. } => {
            state.persons.get(person).map(|person| of(person.as_ref()))
        }
        Proposal::WorkstationAdd { workstation, .. } => state
            .workstations
            .get(workstation)
            .map(|record| of(record.as_ref())),
        Proposal::GroupSet { group, .. } => state.groups.get(group).map(|group| of(group.as_ref())),
        Proposal::GrantAdd { .. } => None,
        Proposal::GrantRevoke { grant } => state.grants.get(grant).map(|grant| of(grant.as_ref())),
        Proposal::RuleSet { rule, .. } => state.rules.get(rule).map(of),
        Proposal::ConnectorSet { connector, .. } => state.connectors.get(connector).map(of),
        Proposal::VersionPublish { workflow, .. } => state
            .workflows
            .get(workflow)
            .and_then(|workflow| workflow.published),
    }
}

/// The key a proposal enrols.
pub(super) fn enrolled_key(proposal: &Proposal, origin: &str) -> Result<Enrolled, Refusal> {
    let weak = || Refusal::WeakKey {
        name: proposal.on(),
    };
    let signer = Signer::parse(&proposal.on()).ok_or_else(weak)?;
    let key = VerifierKey::parse(proposal.new_key().ok_or_else(weak)?).map_err(|_| weak())?;
    let fits = key.kind() == KeyKind::Ed25519 && key.name() == signer.key_name(origin);
    if fits {
        Ok(Enrolled { key, signer })
    } else {
        Err(weak())
    }
}

/// What the proposal writes when it comes into force, decided by another person or, in bootstrap, by nobody else.
pub(super) fn enact(
    cx: &Context<'_>,
    change: ChangeId,
    proposal: &Proposal,
    proposed: PersonId,
    decided: Option<PersonId>,
) -> Result<Outcome, Refusal> {
    let vouch = Vouch {
        proposed,
        decided,
        index: cx.index,
    };
    let mut outcome = Outcome {
        deltas: writes(cx.state(), change, proposal, vouch)?,
        ..Outcome::default()
    };
    if let Proposal::VersionPublish { version, .. } = proposal {
        schedule(cx, version, &mut outcome)?;
    }
    guard_access_admins(cx, &mut outcome)?;
    Ok(outcome)
}

/// From now on the workflow starts by itself when the version in force says so.
fn schedule(cx: &Context<'_>, version: &Digest, outcome: &mut Outcome) -> Result<(), Refusal> {
    let schedules = process::schedules(site(cx, definition(cx, version)?))?;
    let workflows = outcome.deltas.iter_mut().filter_map(|delta| match delta {
        Delta::Workflow(_, workflow) => Some(workflow),
        _ => None,
    });
    workflows.for_each(|workflow| workflow.schedules.clone_from(&schedules));
    Ok(())
}

/// The state as it would be with the change in force, for its impact; `None` if it cannot come into force.
pub fn preview(state: &State, change: &Change, id: ChangeId) -> Option<State> {
    let vouch = Vouch {
        proposed: change.by,
        decided: None,
        index: state.size,
    };
    let deltas = writes(state, id, &change.proposal, vouch).ok()?;
    let mut after = state.clone();
    deltas.iter().for_each(|delta| after.write(delta));
    Some(after)
}

fn writes(
    state: &State,
    change: ChangeId,
    proposal: &Proposal,
    vouch: Vouch,
) -> Result<Vec<Delta>, Refusal> {
    let origin = state
        .genesis
        .as_ref()
        .map_or("", |genesis| genesis.origin.as_str());
    let from_next = |key| KeyRange {
        key,
        from: vouch.index.saturating_add(1),
        until: None,
    };
    let person = |id: &PersonId| {
        let record = state.persons.get(id).map(|person| Person::clone(person));
        record.ok_or(Refusal::ProposalInvalid {
            reason: "the person is not enrolled".into(),
        })
    };
    Ok(match proposal {
        Proposal::PersonAdd {
            person,
            manager,
            name,
            ..
        } => {
            let key = *enrolled_key(proposal, origin)?.key.public().as_bytes();
            let record = Person {
                name: *name,
                manager: *manager,
                disabled: false,
                keys: vec![from_next(key)],
                vouch,
            };
            vec![
                Delta::Person(*person, record),
                Delta::Key(key, Signer::Person(*person)),
            ]
        }
        Proposal::PersonManager {
            person: id,
            manager,
        } => {
            vec![Delta::Person(
                *id,
                Person {
                    manager: *manager,
                    ..person(id)?
                },
            )]
        }
        Proposal::PersonDisable { person: id } => vec![Delta::Person(
            *id,
            Person {
                disabled: true,
                ..person(id)?
            },
        )],
        Proposal::KeyReset { person: id, .. } => {
            let key = *enrolled_key(proposal, origin)?.key.public().as_bytes();
            let mut record = person(id)?;
            for range in record.keys.iter_mut().filter(|range| range.until.is_none()) {
                range.until = Some(vouch.index.saturating_add(1));
            }
            record.keys.push(from_next(key));
            vec![
                Delta::Person(*id, record),
                Delta::Key(key, Signer::Person(*id)),
            ]
        }
        Proposal::WorkstationAdd { workstation, .. } => {
            let key = *enrolled_key(proposal, origin)?.key.public().as_bytes();
            let record = Workstation {
                keys: vec![from_next(key)],
                vouch,
            };
            vec![
                Delta::Workstation(*workstation, record),
                Delta::Key(key, Signer::Workstation(*workstation)),
            ]
        }
        Proposal::GroupSet {
            group,
            members,
            name,
        } => {
            vec![Delta::Group(
                group.clone(),
                Group {
                    name: name.clone(),
                    members: members.clone(),
                    vouch,
                },
            )]
        }
        Proposal::GrantAdd {
            from,
            role,
            scope,
            subject,
            until,
        } => {
            let grant = Grant {
                subject: subject.clone(),
                role: *role,
                scope: scope.clone(),
                from: *from,
                until: *until,
                vouch,
            };
            vec![Delta::Grant(GrantId(change.0), grant)]
        }
        Proposal::GrantRevoke { grant } => vec![Delta::GrantEnds(*grant)],
        Proposal::RuleSet { rule, file } => {
            vec![Delta::Rule(
                rule.clone(),
                InForce {
                    file: *file,
                    token: None,
                    vouch,
                },
            )]
        }
        Proposal::ConnectorSet {
            connector,
            file,
            token,
        } => {
            vec![Delta::Connector(
                connector.clone(),
                InForce {
                    file: *file,
                    token: *token,
                    vouch,
                },
            )]
        }
        Proposal::VersionPublish { workflow, version } => {
            let known = state
                .workflows
                .get(workflow)
                .map(|workflow| Workflow::clone(workflow));
            let known = known.ok_or(Refusal::ProposalInvalid {
                reason: "there is no such workflow".into(),
            })?;
            let published = Workflow {
                published: Some(*version),
                vouch: Some(vouch),
                // Those of the version before end with it; `enact` sets the new ones.
                schedules: BTreeMap::new(),
                ..known
            };
            vec![Delta::Workflow(workflow.clone(), published)]
        }
    })
}

/// A second access admin ends bootstrap for ever; from then on two must remain, or nobody could ever decide again.
fn guard_access_admins(cx: &Context<'_>, outcome: &mut Outcome) -> Result<(), Refusal> {
    let mut after = cx.state().clone();
    outcome.deltas.iter().for_each(|delta| after.write(delta));
    if after.epoch == cx.state().epoch {
        return Ok(());
    }
    let left = lasting_access_admins(&after);
    let before = lasting_access_admins(cx.state());
    if left < before && left < if cx.state().bootstrap { 1 } else { 2 } {
        return Err(Refusal::LastAccessAdmin);
    }
    if cx.state().bootstrap && left >= 2 {
        outcome.deltas.push(Delta::Bootstrap(false));
        outcome.events.push(Event::BootstrapEnded);
    }
    Ok(())
}

/// Access admins whose grant does not end by itself: time alone must not leave one of them.
fn lasting_access_admins(state: &State) -> usize {
    let mut lasting = state.clone();
    let grants = state
        .grants
        .iter()
        .filter(|(_, grant)| grant.role == Role::AccessAdmin && grant.until.is_none());
    lasting.grants = grants.map(|(id, grant)| (*id, grant.clone())).collect();
    authority::holders(&lasting, Role::AccessAdmin, &Scope::Workspace).len()
}
