//! Random block-structured diagrams of every kind of element, with random answers, messages and time.
//!
//! After each act: what the acts rebuild is the live state. In the end: every request ends; nobody excluded ever counted;
//! nobody got past the approval that every way passes.

use proptest::prelude::*;

use super::{elements::files, support::*};
use crate::{
    Kernel,
    act::{Act, Body, approval::Verdict, incident::Way, message, task, timer},
    check::{self, Context},
    digest::Digest,
    field::Writes,
    state::{Awaited, JobState, TaskKind, TaskState},
};

#[derive(Clone, Debug)]
enum Block {
    Task,
    Approval,
    Call,
    Script,
    Timer,
    Message,
    Gate,
    Sequence(Vec<Block>),
    Exclusive(Vec<Block>),
    Inclusive(Vec<Block>),
    Parallel(Vec<Block>),
    Sub(Box<Block>),
    Each(bool, Box<Block>),
    Border(bool, Box<Block>),
    Handler(bool, Box<Block>),
    Error(Box<Block>),
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        Just(Block::Task),
        Just(Block::Approval),
        Just(Block::Call),
        Just(Block::Script),
        Just(Block::Timer),
        Just(Block::Message),
        Just(Block::Gate),
    ];
    leaf.prop_recursive(4, 20, 3, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let some = |least| prop::collection::vec(inner.clone(), least..4);
        prop_oneof![
            some(1).prop_map(Block::Sequence),
            some(2).prop_map(Block::Exclusive),
            some(2).prop_map(Block::Inclusive),
            some(2).prop_map(Block::Parallel),
            boxed().prop_map(Block::Sub),
            (any::<bool>(), boxed()).prop_map(|(all, b)| Block::Each(all, b)),
            (any::<bool>(), boxed()).prop_map(|(stop, b)| Block::Border(stop, b)),
            (any::<bool>(), boxed()).prop_map(|(stop, b)| Block::Handler(stop, b)),
            boxed().prop_map(Block::Error),
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

    fn add(&mut self, line: String) {
        self.lines.push(line);
    }

    fn leaf(&mut self, prefix: &str, line: impl Fn(&str) -> String) -> (String, String) {
        let id = self.name(prefix);
        self.add(line(&id));
        (id.clone(), id)
    }

    /// Draws a block; answers its first and last node.
    fn block(&mut self, block: &Block) -> (String, String) {
        match block {
            Block::Task => self.leaf("t", |id| format!("task {id} edit")),
            Block::Approval => self.leaf("a", |id| format!("approval {id} rule show")),
            Block::Call => self.leaf("c", |id| format!("call {id} POST /pay k=x")),
            Block::Script => self.leaf("s", |id| format!("script {id} last{id} amount")),
            Block::Timer => self.leaf("w", |id| format!("wait {id} duration PT1H")),
            Block::Message => self.leaf("m", |id| format!("message {id} name{id} =name")),
            Block::Gate => {
                let (gate, join) = (self.name("g"), self.name("j"));
                let (timer, message) = (self.name("w"), self.name("m"));
                self.add(format!("gate {gate}"));
                self.add(format!("xor {join}"));
                self.add(format!("wait {timer} duration PT1H"));
                self.add(format!("message {message} name{message} =name"));
                for way in [timer, message] {
                    self.add(format!("{gate} > {way}"));
                    self.add(format!("{way} > {join}"));
                }
                (gate, join)
            }
            Block::Sequence(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.block(part)).collect();
                for pair in parts.windows(2) {
                    self.add(format!("{} > {}", pair[0].1, pair[1].0));
                }
                (parts[0].0.clone(), parts[parts.len() - 1].1.clone())
            }
            Block::Exclusive(parts) => self.split(parts, "xor"),
            Block::Inclusive(parts) => self.split(parts, "or"),
            Block::Parallel(parts) => self.split(parts, "and"),
            Block::Sub(inner) => self.sub(inner, None, false),
            Block::Each(all, inner) => {
                let ends = self.sub(inner, None, false);
                let how = if *all { "all" } else { "seq" };
                self.add(format!("@{} {how} items item", ends.0));
                ends
            }
            Block::Border(interrupting, inner) => {
                let ends = self.sub(inner, None, false);
                let (border, task, end) = (self.name("b"), self.name("t"), self.name("e"));
                let mark = if *interrupting { "" } else { "~ " };
                self.add(format!("border {border} {} {mark}duration PT1H", ends.0));
                self.add(format!("task {task} edit"));
                self.add(format!("{border} > {task}"));
                if *interrupting {
                    // Back to behind the activity.
                    let join = self.name("j");
                    self.add(format!("xor {join}"));
                    self.add(format!("{} > {join}", ends.1));
                    self.add(format!("{task} > {join}"));
                    return (ends.0, join);
                }
                self.add(format!("end {end}"));
                self.add(format!("{task} > {end}"));
                ends
            }
            Block::Handler(interrupting, inner) => self.sub(inner, Some(*interrupting), false),
            Block::Error(inner) => {
                let ends = self.sub(inner, None, true);
                let (border, join) = (self.name("b"), self.name("j"));
                self.add(format!("border {border} {} error", ends.0));
                self.add(format!("xor {join}"));
                self.add(format!("{} > {join}", ends.1));
                self.add(format!("{border} > {join}"));
                (ends.0, join)
            }
        }
    }

    /// A sub-process around a block, with an event sub-process, or with an error at its end.
    fn sub(&mut self, inner: &Block, handler: Option<bool>, error: bool) -> (String, String) {
        let (sub, begin, end) = (self.name("u"), self.name("i"), self.name("e"));
        self.add(format!("sub {sub} {{"));
        self.add(format!("begin {begin}"));
        let (first, last) = self.block(inner);
        self.add(format!("{begin} > {first}"));
        if error {
            let (fork, bad) = (self.name("f"), self.name("e"));
            self.add(format!("xor {fork} {end}"));
            self.add(format!("error {bad} bad"));
            self.add(format!("{last} > {fork}"));
            self.add(format!("{fork} > {bad} ? amount > 50"));
            self.add(format!("{fork} > {end}"));
        } else {
            self.add(format!("{last} > {end}"));
        }
        self.add(format!("end {end}"));
        if let Some(interrupting) = handler {
            let (handler, on, task, end) = (
                self.name("h"),
                self.name("o"),
                self.name("t"),
                self.name("e"),
            );
            let mark = if interrupting { "" } else { "~ " };
            self.add(format!("handler {handler} {{"));
            self.add(format!("on {on} {mark}message name{handler} =name"));
            self.add(format!("task {task} edit"));
            self.add(format!("end {end}"));
            self.add(format!("{on} > {task}"));
            self.add(format!("{task} > {end}"));
            self.add("}".into());
        }
        self.add("}".into());
        (sub.clone(), sub)
    }

    fn split(&mut self, parts: &[Block], kind: &str) -> (String, String) {
        let (fork, join) = (self.name("f"), self.name("j"));
        let parts: Vec<_> = parts.iter().map(|part| self.block(part)).collect();
        let last = parts.len() - 1;
        let default = match kind {
            "and" => String::new(),
            _ => format!(" {}", parts[last].0),
        };
        self.add(format!("{kind} {fork}{default}"));
        self.add(format!("{kind} {join}"));
        for (at, (first, end)) in parts.iter().enumerate() {
            let condition = match kind {
                "and" => String::new(),
                _ if at == last => String::new(),
                _ => format!(" ? amount > {}", 90 - 30 * at),
            };
            self.add(format!("{fork} > {first}{condition}"));
            self.add(format!("{end} > {join}"));
        }
        (fork, join)
    }
}

/// A live world, and another that only folds the acts.
struct Twins {
    live: World,
    folded: Kernel,
}

impl Twins {
    fn of(block: &Block) -> Self {
        let mut drawing = Drawing::default();
        let (first, last) = drawing.block(block);
        let mut lines = vec![
            "start req".to_owned(),
            "script s0 items [\"p\", \"q\"]".into(),
            "approval gate0 rule show".into(),
            "task tail edit".into(),
            "end e".into(),
            "start > s0".into(),
            format!("s0 > {first}"),
            format!("{last} > gate0"),
            "gate0 > tail".into(),
            "tail > e".into(),
        ];
        lines.extend(drawing.lines);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let mut files = files(&lines);
        files = files.rule("rule", APPROVERS, 2);
        let live = World::new(&files);
        let folded = live.kernel.clone();
        Self { live, folded }
    }

    /// An act of the live world is folded by the other, from what it has kept.
    fn act(&mut self, act: impl FnOnce(&mut World)) {
        let (index, before) = (self.live.now, self.live.kernel.state.time);
        act(&mut self.live);
        let read = crate::state::State::from_bytes(&self.folded.state.to_bytes()).unwrap();
        self.folded.state = read;
        self.folded.state.time = self.live.kernel.state.time.max(before);
        if self.live.now == index {
            return;
        }
        let done: &Act = self.live.done.last().unwrap();
        let context = Context {
            kernel: &self.folded,
            act: done,
            digest: Digest::default(),
            index,
            lookup: &self.live.blobs,
        };
        let outcome = check::check(&context).expect("it was permitted");
        self.folded.apply(&outcome);
        assert!(
            self.folded.state == self.live.kernel.state,
            "what is rebuilt is what is live"
        );
        assert_eq!(self.folded.state.digest(), self.live.kernel.state.digest());
        self.watch();
    }

    /// What holds at every moment.
    fn watch(&self) {
        if !self.live.is_open() {
            return;
        }
        let instance = self.live.instance();
        for (seat, approved) in &instance.approved {
            assert!(approved.by.len() >= 2, "two people at {seat:?}");
            assert!(
                !approved.by.contains(&instance.requester),
                "never the requester"
            );
            assert!(
                approved
                    .by
                    .iter()
                    .all(|person| [CY, DEE, EVE].contains(person)),
                "only approvers"
            );
        }
        let named = |name: &str| {
            instance
                .tasks
                .values()
                .any(|task| self.live.name(task.node) == name)
        };
        if named("tail") {
            let gate = self.live.definition().find("gate0").unwrap();
            assert!(
                instance.approved.keys().any(|seat| seat.node == gate),
                "nobody gets past the approval"
            );
        }
        for wait in instance.waits.values() {
            assert!(
                wait.scope.0 == 0 || instance.scopes.contains_key(&wait.scope),
                "what waits lies somewhere"
            );
        }
        for scope in instance.scopes.values() {
            assert!(
                scope.parent.0 == 0 || instance.scopes.contains_key(&scope.parent),
                "scopes lie in scopes"
            );
        }
    }

    fn wait(&mut self, nth: usize) {
        let waits: Vec<_> = self
            .live
            .instance()
            .waits
            .iter()
            .map(|(id, wait)| (*id, wait.clone()))
            .collect();
        let Some((id, wait)) = waits.get(nth % waits.len().max(1)).cloned() else {
            return;
        };
        let request = self.live.request();
        self.act(|world| match wait.awaited {
            Awaited::Timer(due) => {
                world.tick(world.kernel.state.time.max(due.due));
                world
                    .desk(Body::TimerFire(timer::Fire { request, timer: id }))
                    .unwrap();
            }
            Awaited::Message(message) => {
                let body = message::Publish {
                    fields: Writes::default(),
                    id: format!("{}", world.now),
                    key: message.key,
                    name: message.name,
                };
                world.desk(Body::MessagePublish(body)).unwrap();
            }
        });
    }

    /// One random act of somebody on whatever is open; refusals are fine.
    fn random(&mut self, choice: u8, value: u8) {
        let instance = self.live.instance().clone();
        let amount = open(&[("amount", text(&value.to_string()))]);
        let person = [CY, DEE, EVE, ANA, OPS][usize::from(value) % 5];
        let tasks: Vec<_> = instance
            .tasks
            .iter()
            .map(|(id, task)| (*id, task.clone()))
            .collect();
        let at = usize::from(value) % tasks.len().max(1);
        match choice % 8 {
            0 if !instance.incidents.is_empty() => {
                let way = [Way::Retry, Way::Done, Way::Skip][usize::from(value) % 3];
                self.act(|world| {
                    let _ = world.resolve(OPS, way, Writes::default());
                });
            }
            1 => self.act(|world| {
                let _ = world.modify(OPS, amount);
            }),
            2 if !instance.waits.is_empty() => self.wait(usize::from(value)),
            3 | 4 => self.job(usize::from(value), value),
            _ => {
                if let Some((id, task)) = tasks.get(at) {
                    let node = self.live.name(task.node).to_owned();
                    let (request, round, task_id) = (instance.id, task.round, *id);
                    match task.kind {
                        TaskKind::Plain => self.act(|world| {
                            let fields = if value.is_multiple_of(3) {
                                amount
                            } else {
                                Writes::default()
                            };
                            let body = task::Complete {
                                fields,
                                request,
                                round,
                                task: task_id,
                            };
                            let _ = world.by(OPS, Body::TaskComplete(body));
                        }),
                        TaskKind::Approval(_) => self.act(|world| {
                            let verdict = if value == 0 {
                                Verdict::Return
                            } else {
                                Verdict::Approve
                            };
                            let _ = world.decide(person, &node, verdict);
                        }),
                    }
                }
            }
        }
        if self.live.is_open() && value.is_multiple_of(7) {
            self.act(|world| {
                let _ = world.revise(ANA, open(&[("amount", text("7"))]));
            });
        }
    }

    fn job(&mut self, nth: usize, value: u8) {
        let instance = self.live.instance().clone();
        let jobs: Vec<_> = instance.jobs.values().collect();
        let Some(job) = jobs.get(nth % jobs.len().max(1)) else {
            return;
        };
        let node = self.live.name(job.node).to_owned();
        // The first job of the node is meant by name.
        let state = &instance.jobs.get(&self.live.job(&node)).unwrap().state;
        self.act(|world| {
            let _ = match state {
                JobState::Due => world.run(&node, LEASE),
                JobState::Started { .. } if value % 16 == 1 => world.unknown(&node),
                JobState::Started { .. } if value % 16 == 2 => world.failed(&node),
                JobState::Started { .. } => world.answered(&node, open(&[("number", text("1"))])),
                JobState::Stopped { .. } => world.resolve(OPS, Way::Retry, Writes::default()),
            };
        });
    }

    /// Answers everything that is open, as people, connectors and time would in the end.
    fn finish(&mut self) {
        for _ in 0..1_000 {
            if !self.live.is_open() {
                return;
            }
            let instance = self.live.instance().clone();
            let task = instance
                .tasks
                .iter()
                .next()
                .map(|(id, task)| (*id, task.clone()));
            if let Some((id, open)) = task {
                let node = self.live.name(open.node).to_owned();
                let (request, round) = (instance.id, open.round);
                match open.kind {
                    _ if open.state == TaskState::Returned => {
                        self.act(|world| {
                            world.revise(ANA, Writes::default()).unwrap();
                        });
                    }
                    TaskKind::Plain => self.act(|world| {
                        let fields = Writes::default();
                        let body = task::Complete {
                            fields,
                            request,
                            round,
                            task: id,
                        };
                        world.by(OPS, Body::TaskComplete(body)).unwrap();
                    }),
                    TaskKind::Approval(given) => {
                        let fresh = [CY, DEE, EVE]
                            .into_iter()
                            .find(|person| given.iter().all(|g| g.person != *person));
                        self.act(|world| {
                            world.approve(fresh.unwrap(), &node).unwrap();
                        });
                    }
                }
            } else if !instance.jobs.is_empty() && instance.incidents.is_empty() {
                self.job(0, 0);
            } else if !instance.incidents.is_empty() {
                self.act(|world| {
                    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
                });
            } else {
                let waits: Vec<bool> = instance
                    .waits
                    .values()
                    .map(crate::state::Wait::holds_token)
                    .collect();
                let token = waits.iter().position(|token| *token);
                self.wait(token.expect("something is left to happen"));
            }
        }
        panic!("it never ends: {:?}", self.live.where_it_is());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_request_ends_and_is_what_its_acts_rebuild(
        block in block(),
        amount in 0u8..100,
        acts in prop::collection::vec((any::<u8>(), any::<u8>()), 0..40),
    ) {
        let mut twins = Twins::of(&block);
        twins.act(|world| {
            world.start(open(&[("name", text("x")), ("amount", text(&amount.to_string()))])).unwrap();
        });
        for (choice, value) in &acts {
            if twins.live.is_open() {
                twins.random(*choice, *value);
            }
        }
        twins.finish();
    }
}
