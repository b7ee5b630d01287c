//! Tokens: the work list that moves them until all wait or have ended.
//!
//! INVARIANT: tokens are served first in, first out, so equal acts give equal instances. Each node entered costs a step;
//! past `limits::STEPS`, or with more than `limits::TOKENS` tokens, tasks and jobs, a token stops where it is with the
//! incident *limit*, and a retry lets it enter again. A diagram's fan-out is bounded by the same number, so an instance
//! never holds more than twice as many.

use std::collections::VecDeque;

use super::{
    Advance, FieldScope, Site,
    call::{Stop, evaluate, expected_call},
    is_blocked, pool,
};
use crate::{
    definition::NodeKind,
    id::{JobId, TaskId},
    limits,
    state::{
        EndState, Event, Incident, IncidentCode, Instance, Job, JobState, NodeIx, Task, TaskKind,
        TaskState, instance::FlowIx,
    },
};

/// A step under way.
pub(super) struct Run<'a> {
    pub(super) site: Site<'a>,
    pub(super) instance: Instance,
    pub(super) events: Vec<Event>,
    arriving: VecDeque<(NodeIx, FlowIx)>,
    ended: Option<EndState>,
    steps: usize,
    tasks: u32,
    jobs: u32,
}

impl<'a> Run<'a> {
    pub(super) fn new(site: Site<'a>, instance: Instance) -> Self {
        Self {
            site,
            instance,
            events: Vec::new(),
            arriving: VecDeque::new(),
            ended: None,
            steps: 0,
            tasks: 0,
            jobs: 0,
        }
    }

    /// Moves all tokens and closes the request if nothing is left.
    pub(super) fn finish(mut self) -> Advance {
        while self.ended.is_none()
            && let Some((node, flow)) = self.arriving.pop_front()
        {
            if self.gather(node, flow) {
                self.enter(node);
            }
        }
        self.settle();
        Advance {
            instance: self.instance,
            ended: self.ended,
            events: self.events,
        }
    }

    fn settle(&mut self) {
        if self.ended.is_some() {
            return;
        }
        if self.instance.is_done() {
            self.end(EndState::Completed);
        } else if self.instance.tasks.is_empty()
            && self.instance.jobs.is_empty()
            && self.instance.incidents.is_empty()
        {
            // Only joins are left: no token is under way that could ever fill them.
            if let Some(node) = self.instance.joins.keys().next().copied() {
                let detail = "a join waits for a flow that no token can take any more".into();
                self.raise(
                    node,
                    None,
                    Stop {
                        code: IncidentCode::NoFlow,
                        detail,
                    },
                );
            }
        }
    }

    /// Ends the request with everything that waits in it.
    pub(super) fn end(&mut self, how: EndState) {
        let id = self.instance.id;
        let tasks = self
            .instance
            .tasks
            .keys()
            .map(|task| Event::TaskClosed(id, *task));
        let jobs = self
            .instance
            .jobs
            .keys()
            .map(|job| Event::JobClosed(id, *job));
        let incidents = self
            .instance
            .incidents
            .keys()
            .map(|incident| Event::IncidentClosed(id, *incident));
        self.events.extend(tasks.chain(jobs).chain(incidents));
        self.events.push(Event::RequestEnded(id, how));
        self.instance.tasks.clear();
        self.instance.jobs.clear();
        self.instance.incidents.clear();
        self.instance.joins.clear();
        self.arriving.clear();
        self.ended = Some(how);
    }

    /// A token arrives; at a join it waits, and true says that the join is complete. Surplus tokens stay.
    fn gather(&mut self, node: NodeIx, flow: FlowIx) -> bool {
        let Some(join) = self.site.definition.node(node) else {
            return false;
        };
        if !matches!(join.kind, NodeKind::Parallel) || join.incoming.len() < 2 {
            return true;
        }
        let waiting = self.instance.joins.entry(node).or_default();
        let count = waiting.entry(flow).or_default();
        *count = count.saturating_add(1);
        if !join.incoming.iter().all(|flow| waiting.contains_key(flow)) {
            return false;
        }
        waiting.retain(|_, count| {
            *count = count.saturating_sub(1);
            *count > 0
        });
        if waiting.is_empty() {
            self.instance.joins.remove(&node);
        }
        true
    }

    /// A token enters a node.
    pub(super) fn enter(&mut self, node: NodeIx) {
        self.steps += 1;
        if self.steps > limits::STEPS {
            return self.raise(
                node,
                None,
                limit(format!("more than {} steps in one act", limits::STEPS)),
            );
        }
        if self.held() >= limits::TOKENS {
            return self.raise(
                node,
                None,
                limit(format!("more than {} tokens", limits::TOKENS)),
            );
        }
        let Some(place) = self.site.definition.node(node) else {
            return;
        };
        match &place.kind {
            NodeKind::Start | NodeKind::Parallel => self.leave(node),
            NodeKind::End => {
                self.instance.passed.insert(node);
            }
            NodeKind::Task => self.open_task(node, TaskKind::Plain),
            NodeKind::Approval(approval) => {
                match pool::shortage(self.site.kernel, &self.instance, &approval.rule) {
                    None => self.open_approval(node),
                    Some(found) => {
                        let needed = approval.rule.needed;
                        let detail =
                            format!("rule `{}` needs {needed}, {found} can decide", approval.id);
                        self.raise(
                            node,
                            None,
                            Stop {
                                code: IncidentCode::NobodyEligible,
                                detail,
                            },
                        );
                    }
                }
            }
            NodeKind::Connector(_) => self.open_job(node),
            NodeKind::Exclusive { default } => match self.choose(node, *default) {
                Ok(flow) => {
                    self.instance.passed.insert(node);
                    self.take(flow);
                }
                Err(stop) => self.raise(node, None, stop),
            },
        }
    }

    /// Tokens, tasks, jobs and stops of the instance.
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
        instance.tasks.len() + instance.jobs.len() + stopped + joined + self.arriving.len()
    }

    /// A token leaves a node on all its flows.
    pub(super) fn leave(&mut self, node: NodeIx) {
        self.instance.passed.insert(node);
        let definition = self.site.definition;
        for flow in definition
            .node(node)
            .map(|node| node.outgoing.as_slice())
            .unwrap_or_default()
        {
            self.take(*flow);
        }
    }

    fn take(&mut self, flow: FlowIx) {
        if let Some(taken) = self.site.definition.flow(flow) {
            self.arriving.push_back((taken.to, flow));
        }
    }

    /// The first flow whose condition is true, in document order; else the default. Anything but true and false stops.
    fn choose(&self, node: NodeIx, default: Option<FlowIx>) -> Result<FlowIx, Stop> {
        let definition = self.site.definition;
        let scope = FieldScope {
            definition,
            instance: &self.instance,
        };
        let outgoing = definition
            .node(node)
            .map(|node| node.outgoing.as_slice())
            .unwrap_or_default();
        for ix in outgoing
            .iter()
            .copied()
            .filter(|flow| Some(*flow) != default)
        {
            let Some(flow) = definition.flow(ix) else {
                continue;
            };
            let Some(condition) = &flow.condition else {
                return Ok(ix);
            };
            let place = format!("condition of flow `{}`", flow.id);
            match evaluate(condition, &scope, &place)? {
                feel::Value::Boolean(true) => return Ok(ix),
                feel::Value::Boolean(false) => {}
                other => {
                    return Err(Stop::expression(format!(
                        "{place}: it is {}",
                        other.type_name()
                    )));
                }
            }
        }
        default.ok_or_else(|| Stop {
            code: IncidentCode::NoFlow,
            detail: "no condition is true".into(),
        })
    }

    fn open_approval(&mut self, node: NodeIx) {
        // A token that comes again asks anew; what was reopened for its earlier passage asks no more.
        let superseded = self
            .instance
            .tasks
            .iter()
            .find(|(_, task)| task.node == node && task.reopened);
        if let Some(task) = superseded.map(|(task, _)| *task) {
            self.close_task(&task);
        }
        self.open_task(node, TaskKind::Approval(Vec::new()));
    }

    fn open_task(&mut self, node: NodeIx, kind: TaskKind) {
        self.add_task(Task {
            node,
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

    fn open_job(&mut self, node: NodeIx) {
        let id = JobId {
            index: self.site.index,
            nth: self.jobs,
        };
        self.jobs += 1;
        self.instance.jobs.insert(
            id,
            Job {
                node,
                attempt: 0,
                state: JobState::Due,
            },
        );
        self.make_due(id);
    }

    /// The job may be started, unless its approval is void or its call cannot be made up.
    pub(super) fn make_due(&mut self, id: JobId) {
        let Some(job) = self.instance.jobs.get(&id) else {
            return;
        };
        let call = if is_blocked(self.site.definition, &self.instance, job.node) {
            let detail = "a covered field was written after its approval".into();
            Err(Stop {
                code: IncidentCode::ChangedAfterApproval,
                detail,
            })
        } else {
            expected_call(self.site.definition, &self.instance, job)
        };
        match call {
            Ok(_) => {
                self.events.push(Event::JobDue(self.instance.id, id));
                if let Some(job) = self.instance.jobs.get_mut(&id) {
                    job.state = JobState::Due;
                }
            }
            Err(stop) => self.stop_job(id, stop),
        }
    }

    pub(super) fn stop_job(&mut self, id: JobId, stop: Stop) {
        let incident = self.instance.next_incident;
        if let Some(job) = self.instance.jobs.get_mut(&id) {
            job.state = JobState::Stopped { incident };
            let node = job.node;
            self.raise(node, Some(id), stop);
        }
    }

    pub(super) fn raise(&mut self, node: NodeIx, job: Option<JobId>, stop: Stop) {
        let number = self.instance.next_incident;
        self.instance.next_incident += 1;
        self.events
            .push(Event::IncidentRaised(self.instance.id, number, stop.code));
        let incident = Incident {
            node,
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

fn limit(detail: String) -> Stop {
    Stop {
        code: IncidentCode::Limit,
        detail,
    }
}
