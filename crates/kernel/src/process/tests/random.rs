//! Random block-structured diagrams with random answers: every request ends, equal acts give equal instances, and no act
//! panics, however odd.

use proptest::prelude::*;

use super::support::*;
use crate::{
    act::{approval::Verdict, incident::Way},
    field::Writes,
    state::JobState,
};

#[derive(Clone, Debug)]
enum Block {
    Task,
    Approval,
    Call,
    Sequence(Vec<Block>),
    Exclusive(Vec<Block>),
    Parallel(Vec<Block>),
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![Just(Block::Task), Just(Block::Approval), Just(Block::Call)];
    leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Block::Sequence),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Block::Exclusive),
            prop::collection::vec(inner, 2..4).prop_map(Block::Parallel),
        ]
    })
}

#[derive(Default)]
struct Drawing {
    lines: Vec<String>,
    next: u32,
}

impl Drawing {
    fn name(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix}{}", self.next)
    }

    /// Draws a block; answers its first and last node.
    fn block(&mut self, block: &Block) -> (String, String) {
        match block {
            Block::Task => self.leaf("t", |id| format!("task {id} edit")),
            Block::Approval => self.leaf("a", |id| format!("approval {id} rule show")),
            Block::Call => self.leaf("c", |id| format!("call {id} POST /pay k=x")),
            Block::Sequence(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.block(part)).collect();
                for pair in parts.windows(2) {
                    self.lines.push(format!("{} > {}", pair[0].1, pair[1].0));
                }
                (parts[0].0.clone(), parts[parts.len() - 1].1.clone())
            }
            Block::Exclusive(parts) => {
                self.split(parts, "xor", |at| format!(" ? amount > {}", 90 - 10 * at))
            }
            Block::Parallel(parts) => self.split(parts, "and", |_| String::new()),
        }
    }

    fn leaf(&mut self, prefix: &str, line: impl Fn(&str) -> String) -> (String, String) {
        let id = self.name(prefix);
        self.lines.push(line(&id));
        (id.clone(), id)
    }

    fn split(
        &mut self,
        parts: &[Block],
        kind: &str,
        condition: impl Fn(usize) -> String,
    ) -> (String, String) {
        let (fork, join) = (self.name("f"), self.name("j"));
        let parts: Vec<_> = parts.iter().map(|part| self.block(part)).collect();
        let last = parts.len() - 1;
        let default = if kind == "xor" {
            format!(" {}", parts[last].0)
        } else {
            String::new()
        };
        self.lines.push(format!("{kind} {fork}{default}"));
        self.lines.push(format!("{kind} {join}"));
        for (at, (first, end)) in parts.iter().enumerate() {
            let condition = if at == last {
                String::new()
            } else {
                condition(at)
            };
            self.lines.push(format!("{fork} > {first}{condition}"));
            self.lines.push(format!("{end} > {join}"));
        }
        (fork, join)
    }
}

fn world(block: &Block) -> World {
    let mut drawing = Drawing::default();
    let (first, last) = drawing.block(block);
    let mut lines = vec![
        "start req".to_owned(),
        "end e".into(),
        format!("start > {first}"),
        format!("{last} > e"),
    ];
    lines.extend(drawing.lines);
    let process = draw(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let mut files = Files {
        process: process.clone(),
        ..Files::default()
    }
    .form("req", REQUEST);
    // Only what the diagram names may be pinned.
    if process.contains("\"edit\"") {
        files = files.form("edit", r#"{"type":"number","key":"amount"}"#);
    }
    if process.contains("\"show\"") {
        files = files.form("show", SHOWN).rule("rule", APPROVERS, 2);
    }
    if process.contains("\"erp\"") || process.contains("connector") {
        files = files.connector("erp", true, OUTPUTS);
    }
    World::new(&files)
}

/// One random act of somebody on whatever is open; refusals are fine.
fn act(world: &mut World, choice: u8, value: u8) {
    let instance = world.instance().clone();
    let amount = open(&[("amount", text(&value.to_string()))]);
    let person = [CY, DEE, EVE, ANA][usize::from(value) % 4];
    if !instance.incidents.is_empty() && choice.is_multiple_of(3) {
        let way = [Way::Retry, Way::Done][usize::from(value) % 2];
        let _ = world.resolve(OPS, way, Writes::default());
    }
    if !world.is_open() {
        return;
    }
    let instance = world.instance().clone();
    let open_tasks: Vec<_> = instance
        .tasks
        .values()
        .map(|task| world.name(task.node).to_owned())
        .collect();
    let jobs: Vec<_> = instance
        .jobs
        .values()
        .map(|job| (world.name(job.node).to_owned(), job.clone()))
        .collect();
    let at = usize::from(choice) % (open_tasks.len() + jobs.len()).max(1);
    if let Some(node) = open_tasks.get(at) {
        let verdict = if value == 0 {
            Verdict::Return
        } else {
            Verdict::Approve
        };
        let _ = match node.starts_with('a') {
            true => world.decide(person, node, verdict),
            false => world.complete(
                OPS,
                node,
                if choice.is_multiple_of(2) {
                    amount
                } else {
                    Writes::default()
                },
            ),
        };
        if world.is_open() && value == 0 {
            let _ = world.revise(ANA, open(&[("amount", text("7"))]));
        }
    } else if let Some((node, job)) = jobs.get(at - open_tasks.len()) {
        let _ = match job.state {
            JobState::Due => world.run(node, LEASE),
            JobState::Started { .. } if value % 16 == 1 => world.unknown(node),
            JobState::Started { .. } if value % 16 == 2 => world.failed(node),
            JobState::Started { .. } => world.answered(node, open(&[("number", text("1"))])),
            JobState::Stopped { .. } => world.resolve(OPS, Way::Retry, Writes::default()),
        };
    }
}

/// Answers everything that is open, as people and connectors would in the end.
fn finish(world: &mut World) {
    for _ in 0..2_000 {
        if !world.is_open() {
            return;
        }
        let instance = world.instance().clone();
        if !instance.incidents.is_empty() && instance.tasks.is_empty() {
            world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
        } else if let Some(task) = instance.tasks.values().next() {
            let node = world.name(task.node).to_owned();
            if task.state == crate::state::TaskState::Returned {
                world.revise(ANA, Writes::default()).unwrap();
            } else if node.starts_with('a') {
                for person in [CY, DEE] {
                    let _ = world.approve(person, &node);
                    if !world.is_open()
                        || world
                            .instance()
                            .tasks
                            .values()
                            .all(|task| world.name(task.node) != node)
                    {
                        break;
                    }
                }
            } else {
                world.complete(OPS, &node, Writes::default()).unwrap();
            }
        } else {
            let node = world
                .name(instance.jobs.values().next().unwrap().node)
                .to_owned();
            if matches!(instance.jobs.values().next().unwrap().state, JobState::Due) {
                world.run(&node, LEASE).unwrap();
            }
            world.answered(&node, Writes::default()).unwrap();
        }
    }
    panic!("it never ends: {:?}", world.where_it_is());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_request_ends_and_equal_acts_give_equal_states(
        block in block(),
        amount in 0u8..100,
        acts in prop::collection::vec((any::<u8>(), any::<u8>()), 0..40),
    ) {
        let run = || {
            let mut world = world(&block);
            let mut digests = vec![];
            world.start(open(&[("name", text("x")), ("amount", text(&amount.to_string()))])).unwrap();
            for (choice, value) in &acts {
                if world.is_open() {
                    act(&mut world, *choice, *value);
                    digests.push(world.kernel.state.digest());
                }
            }
            finish(&mut world);
            digests.push(world.kernel.state.digest());
            digests
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn an_instance_from_anywhere_never_panics(
        block in block(),
        places in prop::collection::vec((any::<u16>(), any::<u16>(), 0u8..6), 0..12),
    ) {
        use crate::id::{JobId, TaskId};
        use crate::state::{Job, NodeIx, Task, TaskKind, TaskState, ScopeId, instance::FlowIx};
        let mut world = world(&block);
        world.start(open(&[("name", text("x"))])).unwrap();
        if !world.is_open() {
            return Ok(());
        }
        let mut instance = world.instance().clone();
        for (node, other, kind) in places {
            let ix = NodeIx(node % 64);
            match kind {
                0 => { instance.joins.update(crate::state::Place { scope: ScopeId::REQUEST, node: ix }, |waiting| { waiting.insert(FlowIx(other % 64), u16::MAX); }); }
                1 => {
                    let kind = TaskKind::Plain;
                    let task = Task { node: ix, scope: ScopeId::REQUEST, items: vec![], round: u32::from(other), opened: 0, kind, state: TaskState::Open, reopened: other % 2 == 0 };
                    instance.tasks.insert(TaskId { index: 1, nth: u32::from(other) }, task);
                }
                2 => {
                    let task = Task { node: ix, scope: ScopeId::REQUEST, items: vec![], round: 1, opened: 0, kind: TaskKind::Approval(vec![]), state: TaskState::Open, reopened: other % 2 == 0 };
                    instance.tasks.insert(TaskId { index: 1, nth: u32::from(other) }, task);
                }
                3 => { instance.jobs.insert(JobId { index: 1, nth: u32::from(other) }, Job { node: ix, scope: ScopeId::REQUEST, attempt: 3, state: JobState::Due }); }
                4 => { instance.jobs.insert(JobId { index: 1, nth: u32::from(other) }, Job { node: ix, scope: ScopeId::REQUEST, attempt: 0, state: JobState::Stopped { incident: u32::from(node) } }); }
                _ => { instance.fields.remove("name"); }
            }
        }
        let site = crate::process::Site { kernel: &world.kernel, definition: world.definition(), index: 500 };
        let by = crate::state::DecisionGiven { person: CY, via: DESK, verdict: Verdict::Approve, index: 500 };
        for task in instance.tasks.keys() {
            crate::process::complete_task(site, &instance, *task, OPS, &open(&[("amount", text("3"))]));
            crate::process::decide(site, &instance, *task, by);
        }
        for job in instance.jobs.keys() {
            crate::process::job_started(site, &instance, *job, LEASE, DESK);
            crate::process::job_completed(site, &instance, *job, &Writes::default());
            crate::process::job_unknown(site, &instance, *job);
        }
        for number in 0..3 {
            crate::process::resolve(site, &instance, number, Way::Retry, &Writes::default(), OPS);
        }
        crate::process::revise(site, &instance, &open(&[("amount", text("4"))]));
        crate::process::cancel(site, &instance);
    }
}
