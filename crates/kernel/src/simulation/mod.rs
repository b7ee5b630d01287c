//! Trying out a version: the steps of a running request without a workspace, without effects and without people.
//!
//! Whoever tries it out answers for everybody: completes tasks, approves for as many as the rule needs, answers for
//! connectors, lets time pass, sends messages. Each answer is one act; every state on the way is kept, so that a page can
//! go back and forward.
//!
//! INVARIANT: the same steps of [`crate::process`] as in a workspace, and nothing beside them: what a simulation shows is what
//! a request does. Only who may act is taken for granted (`people`).
//!
//! INVARIANT: a function of the definition, the input, the answers and the time of the start. A sealed value that was given
//! is sealed for the steps, and shown to whoever gave it.

mod case;
mod people;
mod value;

use std::{collections::BTreeMap, sync::Arc};

pub use case::{Case, Expect, check_cases};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::{
    act::approval::Verdict,
    commitment::Commitment,
    definition::{Definition, NodeKind, Trigger},
    digest::Digest,
    field::{FieldValue, Open, Writes},
    id::{JobId, RequestId, TaskId, WaitId, WorkflowId},
    limits,
    process::{self, Advance, Opening, Required, Site, Trace},
    sorted::SortedMap,
    state::{
        DecisionGiven, EndState, IncidentCode, Instance, JobState, Kernel, NodeIx, TaskKind,
        TaskState, instance::FlowIx,
    },
    time::Timestamp,
};
use people::{REQUESTER, WORKER, WORKSTATION};
use value::Sealer;

/// The lease of every call.
const LEASE: &str = "00000000000000000000000000000000";

/// What happens at a step that waits.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Id of the element.
    pub at: String,
    /// What happens.
    pub kind: AnswerKind,
    /// What the form, the connector or the message gives.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Json>,
    /// Status of a connector's answer; 200, or 500 for a failure, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u32>,
}

/// What can happen at a step that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A person completes a task.
    Complete,
    /// As many people as the rule needs approve.
    Approve,
    /// One of them rejects.
    Reject,
    /// A connector answers.
    Answer,
    /// A connector call fails.
    Fail,
    /// Nobody knows whether a connector call took effect.
    Unknown,
    /// A timer is due.
    Fire,
    /// A message comes.
    Message,
}

/// How a simulation stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Every token reached an end.
    Completed,
    /// An approval was refused.
    Rejected,
    /// It waits for somebody or something.
    Waiting,
    /// Something stopped.
    Incident,
}

impl State {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Rejected => "rejected",
            Self::Waiting => "waiting",
            Self::Incident => "incident",
        }
    }
}

/// What happened at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The request began.
    Entered,
    /// A token went on.
    Passed,
    /// A token waits.
    Waits,
    /// Enough people approved.
    Approved,
    /// Somebody rejected.
    Rejected,
    /// A task was completed, or a connector, a timer or a message came.
    Answered,
    /// Something stopped.
    Incident,
    /// The request ended.
    Ended,
}

impl What {
    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Passed => "passed",
            Self::Waits => "waits",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Answered => "answered",
            Self::Incident => "incident",
            Self::Ended => "ended",
        }
    }
}

/// One moment, and the state after it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Where.
    pub node: NodeIx,
    /// What happened.
    pub what: What,
    /// Flows that were taken from there.
    pub flows: Vec<FlowIx>,
    /// Nodes that hold a token after it.
    pub tokens: Vec<NodeIx>,
    /// Fields after the act it belongs to.
    pub fields: Arc<Fields>,
}

/// Fields by path, sealed ones as they were given.
pub type Fields = BTreeMap<String, FieldValue>;

/// Something that is waited for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Where.
    pub node: NodeIx,
    /// `task`, `approval`, `connector`, `timer` or `message`.
    pub kind: &'static str,
    /// When a timer is due.
    pub due: Option<Timestamp>,
}

/// What stopped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stopped {
    /// Where.
    pub node: NodeIx,
    /// Why.
    pub code: IncidentCode,
    /// In technical words.
    pub detail: String,
}

/// A version being tried out.
#[derive(Clone, Debug)]
pub struct Simulation {
    definition: Arc<Definition>,
    kernel: Kernel,
    instance: Instance,
    ended: Option<EndState>,
    index: u64,
    passed: Vec<NodeIx>,
    moments: Vec<Moment>,
    answers: usize,
    given: BTreeMap<Commitment, Open>,
}

impl Simulation {
    /// A request begins with this input, at this log time; where only times and messages start it, at the first of them.
    ///
    /// # Errors
    /// In words, why the start form does not take the input.
    pub fn start(
        definition: Arc<Definition>,
        input: &BTreeMap<String, Json>,
        at: Timestamp,
    ) -> Result<Self, String> {
        let mut sealer = Sealer::new(1);
        let start = definition.first_start();
        let start = start.ok_or("there is no start")?;
        let form = definition.start_form();
        let writes = sealer.form(form, input)?;
        process::accept(form, &writes, Required::Given).map_err(|refusal| refusal.to_string())?;
        let kernel = people::kernel(&definition, at);
        let opening = Opening {
            id: RequestId(1),
            workflow: WorkflowId::parse("simulation").ok_or("no name")?,
            version: Digest::default(),
            requester: REQUESTER,
            via: WORKSTATION,
        };
        let site = Site {
            kernel: &kernel,
            definition: &definition,
            index: 1,
        };
        let advance = process::start_at(site, opening, &writes, start);
        let mut simulation = Self {
            instance: before(&advance.instance),
            definition,
            kernel,
            ended: None,
            index: 1,
            passed: Vec::new(),
            moments: Vec::new(),
            answers: 0,
            given: sealer.given,
        };
        simulation.note(start, What::Entered, vec![start], &advance.instance);
        simulation.advance(None, advance);
        Ok(simulation)
    }

    /// Starts, and gives one answer after the other. The first one that cannot be given ends it, with the reason.
    ///
    /// # Errors
    /// Those of [`Simulation::start`].
    pub fn play(
        definition: Arc<Definition>,
        input: &BTreeMap<String, Json>,
        answers: &[Answer],
        at: Timestamp,
    ) -> Result<(Self, Option<String>), String> {
        let mut simulation = Self::start(definition, input, at)?;
        for (answer, nth) in answers.iter().zip(1_usize..) {
            if let Err(reason) = simulation.answer(answer) {
                return Ok((simulation, Some(format!("answer {nth}: {reason}"))));
            }
        }
        Ok((simulation, None))
    }

    /// Something happens at a step that waits.
    ///
    /// # Errors
    /// In words, why it cannot happen there; nothing has changed then.
    pub fn answer(&mut self, answer: &Answer) -> Result<(), String> {
        if self.answers >= limits::SIMULATION_ANSWERS {
            return Err(format!("more than {} answers", limits::SIMULATION_ANSWERS));
        }
        if self.passed.len() >= limits::SIMULATION_STEPS {
            return Err(format!("more than {} steps", limits::SIMULATION_STEPS));
        }
        let at = &answer.at;
        let node = self.definition.find(at);
        let node = node.ok_or_else(|| format!("there is no step `{at}`"))?;
        match answer.kind {
            AnswerKind::Complete => self.complete(node, answer)?,
            AnswerKind::Approve => self.decide(node, answer, Verdict::Approve)?,
            AnswerKind::Reject => self.decide(node, answer, Verdict::Reject)?,
            AnswerKind::Answer | AnswerKind::Fail | AnswerKind::Unknown => {
                self.call(node, answer)?
            }
            AnswerKind::Fire => self.fire(node, answer)?,
            AnswerKind::Message => self.receive(node, answer)?,
        }
        self.answers += 1;
        Ok(())
    }

    fn complete(&mut self, node: NodeIx, answer: &Answer) -> Result<(), String> {
        let task = self.task(node, |kind| matches!(kind, TaskKind::Plain));
        let task = task.ok_or_else(|| nothing(answer, "no task waits there"))?;
        let mut sealer = Sealer::new(self.index + 1);
        let form = self.definition.form(node);
        let writes = sealer.form(form, &answer.fields)?;
        process::accept(form, &writes, Required::GivenOrWritten(&self.instance))
            .map_err(|refusal| refusal.to_string())?;
        self.given.append(&mut sealer.given);
        self.step(Some((node, What::Answered)), |site, instance| {
            process::complete_task(site, instance, task, WORKER, &writes)
        });
        Ok(())
    }

    fn decide(&mut self, node: NodeIx, answer: &Answer, verdict: Verdict) -> Result<(), String> {
        let is_open = |kind: &TaskKind| matches!(kind, TaskKind::Approval(_));
        let task = self.task(node, is_open);
        let task = task.ok_or_else(|| nothing(answer, "no approval waits there"))?;
        let (last, what) = match verdict {
            Verdict::Approve => {
                let needed = self.definition.rule(node).map_or(1, |rule| rule.needed);
                (u64::from(needed), What::Approved)
            }
            Verdict::Reject | Verdict::Return => (1, What::Rejected),
        };
        for nth in 1..=last {
            let told = (nth == last).then_some((node, what));
            let index = self.index + 1;
            self.step(told, |site, instance| {
                let given = DecisionGiven {
                    person: people::decider(nth),
                    via: WORKSTATION,
                    verdict,
                    index,
                };
                process::decide(site, instance, task, given)
            });
        }
        Ok(())
    }

    fn call(&mut self, node: NodeIx, answer: &Answer) -> Result<(), String> {
        let due = |(_, job): &(&JobId, &crate::state::Job)| {
            job.node == node && job.state == JobState::Due
        };
        let job = self.instance.jobs.iter().find(due).map(|(id, _)| *id);
        let job = job.ok_or_else(|| nothing(answer, "no call waits there"))?;
        let connector = self.definition.connector(node);
        let connector = connector.ok_or_else(|| nothing(answer, "it calls no connector"))?;
        let status = answer.status;
        let fits = match answer.kind {
            AnswerKind::Answer => status.is_none_or(|status| (200..=299).contains(&status)),
            _ => status.is_none_or(|status| status <= 999 && !(200..=299).contains(&status)),
        };
        if !fits {
            return Err(nothing(answer, "the status does not fit"));
        }
        let mut sealer = Sealer::new(self.index + 2);
        let writes = match answer.kind {
            AnswerKind::Answer => sealer.outputs(&connector.connector, &answer.fields)?,
            _ => Writes::default(),
        };
        process::accept_outputs(&self.definition, &connector.connector, &writes)
            .map_err(|refusal| refusal.to_string())?;
        self.given.append(&mut sealer.given);
        self.step(None, |site, instance| {
            process::job_started(site, instance, job, LEASE, WORKSTATION)
        });
        let kind = answer.kind;
        self.step(Some((node, What::Answered)), |site, instance| match kind {
            AnswerKind::Answer => process::job_completed(site, instance, job, &writes),
            AnswerKind::Unknown => process::job_unknown(site, instance, job),
            _ => process::job_failed(site, instance, job, status.unwrap_or(500)),
        });
        Ok(())
    }

    fn fire(&mut self, node: NodeIx, answer: &Answer) -> Result<(), String> {
        let waits = self.instance.waits.iter();
        let mut timers = waits
            .filter(|(_, wait)| wait.node == node)
            .filter_map(|(id, wait)| Some((*id, wait.timer()?.due)));
        let found = timers.next();
        let (id, due) = found.ok_or_else(|| nothing(answer, "no timer waits there"))?;
        // Time passes until it is due; what was due before may be fired later, as after a pause.
        self.kernel.state.time = self.kernel.state.time.max(due);
        self.step(Some((node, What::Answered)), |site, instance| {
            process::fire(site, instance, id)
        });
        Ok(())
    }

    fn receive(&mut self, node: NodeIx, answer: &Answer) -> Result<(), String> {
        let waits = self.instance.waits.iter();
        let mut messages = waits.filter(|(_, wait)| wait.node == node && wait.message().is_some());
        let found = messages.next().map(|(id, _): (&WaitId, _)| *id);
        let id = found.ok_or_else(|| nothing(answer, "no message is waited for there"))?;
        let trigger = self.definition.node(node);
        let known = match trigger.and_then(|node| node.kind.trigger()) {
            Some(Trigger::Message(message)) => &message.fields,
            _ => return Err(nothing(answer, "no message is waited for there")),
        };
        if let Some(path) = answer.fields.keys().find(|path| !known.contains(*path)) {
            return Err(format!("the message brings no field `{path}`"));
        }
        let writes = value::open(&self.definition, &answer.fields)?;
        let declared = Writes {
            open: writes
                .open
                .iter()
                .filter(|(path, _)| self.definition.field(path).is_some())
                .map(|(path, value)| (path.clone(), value.clone()))
                .collect(),
            ..Writes::default()
        };
        process::accept_fields(&self.definition, &declared)
            .map_err(|refusal| refusal.to_string())?;
        self.step(Some((node, What::Answered)), |site, instance| {
            process::receive(site, instance, id, &writes)
        });
        Ok(())
    }

    /// The oldest open task of this kind at the node.
    fn task(&self, node: NodeIx, is_kind: impl Fn(&TaskKind) -> bool) -> Option<TaskId> {
        let mut tasks = self.instance.tasks.iter().filter(|(_, task)| {
            task.node == node && is_kind(&task.kind) && task.state == TaskState::Open
        });
        tasks.next().map(|(id, _)| *id)
    }

    fn step(
        &mut self,
        told: Option<(NodeIx, What)>,
        act: impl FnOnce(Site<'_>, &Instance) -> Advance,
    ) {
        if self.ended.is_some() {
            return;
        }
        self.index += 1;
        let site = Site {
            kernel: &self.kernel,
            definition: &self.definition,
            index: self.index,
        };
        let advance = act(site, &self.instance);
        self.advance(told, advance);
    }

    /// Keeps what an act led to, moment by moment.
    fn advance(&mut self, told: Option<(NodeIx, What)>, advance: Advance) {
        let before = std::mem::replace(&mut self.instance, advance.instance);
        let (old, new) = (tokens(&before), tokens(&self.instance));
        let staying: Vec<NodeIx> = old
            .iter()
            .copied()
            .filter(|node| new.contains(node))
            .collect();
        let after = self.instance.clone();
        if let Some((node, what)) = told {
            self.note(node, what, on(&staying, node), &after);
        }
        for passed in advance.trace {
            match passed {
                Trace::Node(node) => {
                    self.passed.push(node);
                    self.note(node, What::Passed, on(&staying, node), &after);
                }
                Trace::Flow(flow) => {
                    if let Some(moment) = self.moments.last_mut() {
                        moment.flows.push(flow);
                    }
                }
            }
        }
        for node in new.iter().filter(|node| !old.contains(node)) {
            if !after
                .incidents
                .values()
                .any(|stopped| stopped.node == *node)
            {
                self.note(*node, What::Waits, new.clone(), &after);
            }
        }
        let known: Vec<u32> = before.incidents.keys().copied().collect();
        for (_, stopped) in after
            .incidents
            .iter()
            .filter(|(number, _)| !known.contains(number))
        {
            self.note(stopped.node, What::Incident, new.clone(), &after);
        }
        self.ended = advance.ended;
        let last = self.passed.last().copied();
        if let Some(last) = last.or_else(|| self.definition.first_start())
            && self.ended.is_some()
        {
            self.note(last, What::Ended, Vec::new(), &after);
        }
    }

    fn note(&mut self, node: NodeIx, what: What, tokens: Vec<NodeIx>, instance: &Instance) {
        let fields = match self.moments.last() {
            Some(moment) if same(&moment.fields, instance) => moment.fields.clone(),
            _ => {
                let values = instance.fields.iter();
                Arc::new(
                    values
                        .map(|(path, field)| (path.clone(), field.value.clone()))
                        .collect(),
                )
            }
        };
        self.moments.push(Moment {
            node,
            what,
            flows: Vec::new(),
            tokens,
            fields,
        });
    }

    /// How it stands.
    pub fn state(&self) -> State {
        match self.ended {
            Some(EndState::Rejected) => State::Rejected,
            Some(EndState::Completed | EndState::Cancelled) => State::Completed,
            None if !self.instance.incidents.is_empty() => State::Incident,
            None => State::Waiting,
        }
    }

    /// What runs.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Nodes that tokens passed, in order.
    pub fn passed(&self) -> &[NodeIx] {
        &self.passed
    }

    /// The same as ids.
    pub fn path(&self) -> Vec<String> {
        let ids = self.passed.iter();
        ids.filter_map(|ix| self.definition.node(*ix))
            .map(|node| node.id.clone())
            .collect()
    }

    /// Everything that happened, in order.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// What it waits for.
    pub fn waits(&self) -> Vec<Waiting> {
        if self.ended.is_some() {
            return Vec::new();
        }
        let tasks = self.instance.tasks.values().map(|task| Waiting {
            node: task.node,
            kind: match task.kind {
                TaskKind::Plain => "task",
                TaskKind::Approval(_) => "approval",
            },
            due: None,
        });
        let due = |job: &&crate::state::Job| job.state == JobState::Due;
        let calls = self.instance.jobs.values().filter(due).map(|job| Waiting {
            node: job.node,
            kind: "connector",
            due: None,
        });
        let events = self.instance.waits.values().map(|wait| Waiting {
            node: wait.node,
            kind: if wait.timer().is_some() {
                "timer"
            } else {
                "message"
            },
            due: wait.timer().map(|timer| timer.due),
        });
        tasks.chain(calls).chain(events).collect()
    }

    /// What stopped.
    pub fn stopped(&self) -> Vec<Stopped> {
        let incidents = self.instance.incidents.values();
        incidents
            .map(|incident| Stopped {
                node: incident.node,
                code: incident.code,
                detail: incident.detail.clone(),
            })
            .collect()
    }

    /// The fields now.
    pub fn fields(&self) -> Fields {
        let fields = self.instance.fields.iter();
        fields
            .map(|(path, field)| (path.clone(), field.value.clone()))
            .collect()
    }

    /// A sealed value that was given here.
    pub fn given(&self, commitment: &Commitment) -> Option<&Open> {
        self.given.get(commitment)
    }
}

/// The request before anything of it waited.
fn before(instance: &Instance) -> Instance {
    Instance {
        tasks: SortedMap::new(),
        jobs: SortedMap::new(),
        incidents: SortedMap::new(),
        joins: SortedMap::new(),
        waits: SortedMap::new(),
        ..instance.clone()
    }
}

fn nothing(answer: &Answer, reason: &str) -> String {
    format!("`{}`: {reason}", answer.at)
}

fn on(staying: &[NodeIx], node: NodeIx) -> Vec<NodeIx> {
    let mut tokens = staying.to_vec();
    if !tokens.contains(&node) {
        tokens.push(node);
    }
    tokens
}

/// Nodes that hold a token: what waits on a border or for an event sub-process does not.
fn tokens(instance: &Instance) -> Vec<NodeIx> {
    let tasks = instance.tasks.values().map(|task| task.node);
    let jobs = instance.jobs.values().map(|job| job.node);
    let stopped = instance.incidents.values().map(|incident| incident.node);
    let joins = instance.joins.keys().map(|place| place.node);
    let waits = instance.waits.values().filter(|wait| wait.holds_token());
    let waits = waits.map(|wait| wait.node);
    let mut nodes: Vec<NodeIx> = tasks
        .chain(jobs)
        .chain(stopped)
        .chain(joins)
        .chain(waits)
        .collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

fn same(fields: &Fields, instance: &Instance) -> bool {
    fields.len() == instance.fields.len()
        && fields
            .iter()
            .zip(&instance.fields)
            .all(|((path, value), (other, field))| path == other && *value == field.value)
}

/// Whether an element of this kind can wait for an answer; for pages that offer them.
pub fn waits_at(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Task | NodeKind::Approval(_) | NodeKind::Connector(_) | NodeKind::EventGate
    ) || kind.trigger().is_some()
}

#[cfg(test)]
mod tests;
