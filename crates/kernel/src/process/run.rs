//! Tokens: the work list that moves them until all wait or have ended.
//!
//! INVARIANT: tokens are served first in, first out, so equal acts give equal instances. Each node entered costs a step;
//! past `limits::STEPS`, or with more than `limits::TOKENS` tokens, tasks, jobs and waits, a token stops where it is
//! with the incident *limit*, and a retry lets it enter again. A diagram's fan-out is bounded by the same number, so an
//! instance never holds more than twice as many.
//!
//! INVARIANT: nothing recurses: what begins inside an activity, the next item of a loop and what follows a scope that is
//! done are all put at the end of the list.

use std::collections::{BTreeSet, VecDeque};

use super::{Advance, Site, Trace, call::Stop, pool, values::Names};
use crate::{
    data::weight,
    definition::{Node, NodeKind, Thrown},
    field::FieldValue,
    id::{JobId, TaskId, WaitId},
    limits,
    state::{
        EndState, Event, Incident, IncidentCode, Instance, Job, JobState, NodeIx, Phase, Place,
        ScopeId, Task, TaskKind, TaskState, instance::FlowIx,
    },
};

/// A token on its way.
#[derive(Clone, Copy)]
pub(super) enum Arrival {
    /// On a flow.
    Flow(Place, FlowIx),
    /// Where an inside begins.
    Start(Place),
    /// The next item of a loop.
    Item(ScopeId),
}

/// A step under way.
pub(super) struct Run<'a> {
    pub(super) site: Site<'a>,
    pub(super) instance: Instance,
    pub(super) events: Vec<Event>,
    pub(super) arriving: VecDeque<Arrival>,
    /// Scopes in which a token ended, so that they may be done.
    pub(super) touched: BTreeSet<ScopeId>,
    pub(super) ended: Option<EndState>,
    pub(super) trace: Vec<Trace>,
    steps: usize,
    tasks: u32,
    jobs: u32,
    waits: u32,
    derived: usize,
}

impl<'a> Run<'a> {
    pub(super) fn new(site: Site<'a>, instance: Instance) -> Self {
        Self {
            site,
            instance,
            events: Vec::new(),
            arriving: VecDeque::new(),
            touched: BTreeSet::new(),
            ended: None,
            trace: Vec::new(),
            steps: 0,
            tasks: 0,
            jobs: 0,
            waits: 0,
            derived: 0,
        }
    }

    /// Moves all tokens and closes the request if nothing is left.
    pub(super) fn finish(mut self) -> Advance {
        loop {
            while self.ended.is_none()
                && let Some(arrival) = self.arriving.pop_front()
            {
                self.arrive(arrival);
            }
            // First what is done inside goes on, then joins that nothing more can come to.
            if self.ended.is_some() || !(self.close_done() || self.fire_join()) {
                break;
            }
        }
        self.settle();
        Advance {
            instance: self.instance,
            ended: self.ended,
            events: self.events,
            trace: self.trace,
        }
    }

    /// A token passes a node.
    pub(super) fn pass(&mut self, node: NodeIx) {
        self.instance.passed.insert(node);
        self.trace.push(Trace::Node(node));
    }

    fn arrive(&mut self, arrival: Arrival) {
        match arrival {
            Arrival::Flow(place, flow) => {
                if self.gather(place, flow) {
                    self.enter(place.scope, place.node);
                }
            }
            Arrival::Start(place) => self.enter(place.scope, place.node),
            Arrival::Item(scope) => self.next_item(scope),
        }
    }

    fn settle(&mut self) {
        if self.ended.is_some() {
            return;
        }
        if self.instance.is_done() {
            self.end(EndState::Completed);
        } else {
            self.stop_stuck_joins();
        }
    }

    /// Ends the request with everything that waits in it.
    pub(super) fn end(&mut self, how: EndState) {
        self.close_contents(ScopeId::REQUEST);
        let id = self.instance.id;
        let reopened: Vec<TaskId> = self.instance.tasks.keys().copied().collect();
        for task in reopened {
            self.close_task(&task);
        }
        self.events.push(Event::RequestEnded(id, how));
        self.arriving.clear();
        self.ended = Some(how);
    }

    pub(super) fn node(&self, ix: NodeIx) -> Option<&'a Node> {
        self.site.definition.node(ix)
    }

    /// The names seen in a scope.
    pub(super) fn names(&self, scope: ScopeId) -> Names<'_> {
        Names {
            definition: self.site.definition,
            instance: &self.instance,
            scope,
        }
    }

    /// Evaluates an expression in a scope.
    pub(super) fn evaluate(
        &self,
        expression: &feel::Expression,
        scope: ScopeId,
        place: &str,
    ) -> Result<feel::Value, Stop> {
        self.site.evaluate(expression, &self.names(scope), place)
    }

    /// A token enters a node.
    pub(super) fn enter(&mut self, scope: ScopeId, node: NodeIx) {
        if let Err(stop) = self.step() {
            return self.raise(Place { scope, node }, Phase::Enter, None, stop);
        }
        let Some(place) = self.node(node) else {
            return;
        };
        if place.each.is_some() {
            self.open_loop(scope, node);
        } else if place.is_scope() {
            let own = self.open_scope(node, scope);
            self.begin(own, node);
        } else {
            self.perform(scope, node);
        }
    }

    /// A step is charged, and room for what it opens is there.
    pub(super) fn step(&mut self) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps > limits::STEPS {
            return Err(limit(format!(
                "more than {} steps in one act",
                limits::STEPS
            )));
        }
        if self.held() >= limits::TOKENS {
            return Err(limit(format!("more than {} tokens", limits::TOKENS)));
        }
        Ok(())
    }

    /// The work of a node, in its own scope if it has one.
    pub(super) fn perform(&mut self, scope: ScopeId, node: NodeIx) {
        let Some(place) = self.node(node) else {
            return;
        };
        let at = Place { scope, node };
        match &place.kind {
            NodeKind::Start | NodeKind::Parallel | NodeKind::Pass | NodeKind::Border { .. } => {
                self.done(scope, node);
            }
            NodeKind::End => self.done(scope, node),
            NodeKind::Terminate => self.terminate(scope, node),
            NodeKind::Throw(Thrown::Error(code)) => self.throw_error(at, code),
            NodeKind::Throw(Thrown::Escalation(code)) => self.escalate(at, code),
            NodeKind::Task => self.open_task(at, TaskKind::Plain),
            NodeKind::Approval(approval) => {
                match pool::shortage(self.site.kernel, &self.instance, &approval.rule) {
                    None => self.open_approval(at),
                    Some(found) => {
                        let needed = approval.rule.needed;
                        let detail =
                            format!("rule `{}` needs {needed}, {found} can decide", approval.id);
                        let code = IncidentCode::NobodyEligible;
                        self.raise(at, Phase::Body, None, Stop { code, detail });
                    }
                }
            }
            NodeKind::Connector(_) => self.open_job(at),
            NodeKind::Script(script) => self.script(at, script),
            NodeKind::Decision(decision) => self.decision(at, decision),
            NodeKind::Catch(trigger) => self.wait_for(at, trigger),
            NodeKind::Exclusive { default } => match self.choose(at, *default) {
                Ok(flow) => {
                    self.pass(node);
                    self.take(scope, flow);
                }
                Err(stop) => self.raise(at, Phase::Body, None, stop),
            },
            NodeKind::Inclusive { default } => match self.choose_all(at, *default) {
                Ok(flows) => {
                    self.pass(node);
                    for flow in flows {
                        self.take(scope, flow);
                    }
                }
                Err(stop) => self.raise(at, Phase::Body, None, stop),
            },
            NodeKind::EventGate => self.open_gate(at),
            NodeKind::SubProcess | NodeKind::Handler { .. } | NodeKind::Call(_) => {
                if let Some(start) = place.start {
                    self.arriving
                        .push_back(Arrival::Start(Place { scope, node: start }));
                }
            }
        }
    }

    /// A derived value is charged, so that no act makes an instance much larger than it was.
    pub(super) fn charge(&mut self, value: &FieldValue) -> Result<(), Stop> {
        self.derived = self.derived.saturating_add(weight(value));
        if self.derived > limits::ACT_VALUE_BYTES {
            let most = limits::ACT_VALUE_BYTES;
            return Err(limit(format!(
                "more than {most} bytes of values in one act"
            )));
        }
        Ok(())
    }

    /// Tokens, tasks, jobs, waits and stops of the instance.
    fn held(&self) -> usize {
        let instance = &self.instance;
        let joined: usize = instance
            .joins
            .values()
            .flat_map(|flows| flows.values())
            .map(|n| usize::from(*n))
            .sum();
        let stopped = instance
            .incidents
            .values()
            .filter(|incident| incident.job.is_none())
            .count();
        let open = instance.tasks.len() + instance.jobs.len() + instance.waits.len();
        open + stopped + joined + self.arriving.len()
    }

    /// A token leaves a node on all its flows; with none it ends.
    pub(super) fn leave(&mut self, scope: ScopeId, node: NodeIx) {
        self.pass(node);
        let outgoing = self.node(node).map(|node| node.outgoing.as_slice());
        let outgoing = outgoing.unwrap_or_default();
        if outgoing.is_empty() {
            self.touched.insert(scope);
        }
        for flow in outgoing {
            self.take(scope, *flow);
        }
    }

    fn take(&mut self, scope: ScopeId, flow: FlowIx) {
        if let Some(taken) = self.site.definition.flow(flow) {
            self.trace.push(Trace::Flow(flow));
            let place = Place {
                scope,
                node: taken.to,
            };
            self.arriving.push_back(Arrival::Flow(place, flow));
        }
    }

    fn open_approval(&mut self, at: Place) {
        // A token that comes again asks anew; what was reopened for its earlier passage asks no more.
        let items = self.instance.items(at.scope).to_vec();
        let superseded = self
            .instance
            .tasks
            .iter()
            .find(|(_, task)| task.reopened && task.node == at.node && task.items == items);
        if let Some(task) = superseded.map(|(task, _)| *task) {
            self.close_task(&task);
        }
        self.open_task(at, TaskKind::Approval(Vec::new()));
    }

    fn open_task(&mut self, at: Place, kind: TaskKind) {
        self.add_task(Task {
            node: at.node,
            scope: at.scope,
            items: self.instance.items(at.scope).to_vec(),
            round: 1,
            opened: self.site.index,
            kind,
            state: TaskState::Open,
            reopened: false,
        });
    }

    pub(super) fn add_task(&mut self, task: Task) -> TaskId {
        let id = TaskId {
            index: self.site.index,
            nth: self.tasks,
        };
        self.tasks += 1;
        self.events
            .push(Event::TaskOpened(self.instance.id, id, task.round));
        self.instance.tasks.insert(id, task);
        id
    }

    pub(super) fn close_task(&mut self, task: &TaskId) {
        if self.instance.tasks.remove(task).is_some() {
            self.events.push(Event::TaskClosed(self.instance.id, *task));
        }
    }

    pub(super) fn next_wait(&mut self) -> WaitId {
        let id = WaitId {
            index: self.site.index,
            nth: self.waits,
        };
        self.waits += 1;
        id
    }

    fn open_job(&mut self, at: Place) {
        let id = JobId {
            index: self.site.index,
            nth: self.jobs,
        };
        self.jobs += 1;
        self.instance.jobs.insert(
            id,
            Job {
                node: at.node,
                scope: at.scope,
                attempt: 0,
                state: JobState::Due,
            },
        );
        self.make_due(id);
    }

    pub(super) fn raise(&mut self, at: Place, phase: Phase, job: Option<JobId>, stop: Stop) {
        let number = self.instance.next_incident;
        self.instance.next_incident += 1;
        self.events
            .push(Event::IncidentRaised(self.instance.id, number, stop.code));
        let incident = Incident {
            node: at.node,
            scope: at.scope,
            phase,
            code: stop.code,
            job,
            index: self.site.index,
            detail: stop.detail,
        };
        self.instance.incidents.insert(number, incident);
    }

    pub(super) fn close_incident(&mut self, number: u32) -> Option<Incident> {
        let incident = self.instance.incidents.remove(&number)?;
        self.events
            .push(Event::IncidentClosed(self.instance.id, number));
        Some(incident)
    }
}

pub(super) fn limit(detail: String) -> Stop {
    Stop {
        code: IncidentCode::Limit,
        detail,
    }
}
