//! The kill matrix: a real process on a real workspace is killed at every failpoint and at random moments, and comes back.
//!
//! After each kill: nothing acknowledged is lost, the log folds and verifies, every checkpoint that was released is of
//! this log, the read model is the rebuilt one. The course is then gone through again with the same command ids and must
//! come to its end with every command answered as before, no call made twice but under a declared idempotent connector,
//! and *outcome unknown* shown where nobody can know.
//!
//! Needs the feature `failpoints`. `COUNTERSIGN_KILL=all` runs every occurrence of every point; without it a part.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use engine::{
    Engine, NewWorkspace, Options, VaultChoice, credential::Cost, random, rebuild::Repair, sample,
};
use kernel::{
    lookup::Lookup,
    state::{IncidentCode, JobState},
};
use ledger::{checkpoint::open_checkpoint, note::VerifierKey};
use serde_json::json;
use tests::{clockwork, course, loopback::Loopback};
use zeroize::Zeroizing;

const APPEND: [&str; 4] = [
    "append.begin",
    "append.entries",
    "append.commit",
    "append.committed",
];
const EFFECT: [&str; 3] = [
    "before-effect",
    "after-effect",
    "after-checkpoint-remembered",
];
/// The connector declared idempotent, by the path it calls.
const IDEMPOTENT: &str = "/access";
const PASSPHRASE: &str = "a passphrase of the kill tests";

/// What was acknowledged: step, index, leaf, size, root.
type Acknowledged = BTreeSet<(usize, u64, String, u64, String)>;

/// A sample workspace that each run gets a copy of.
struct Template {
    home: tempfile::TempDir,
    server: Loopback,
    cast: course::Cast,
}

/// How a run is to be ended.
enum Kill {
    /// At the nth time a failpoint is reached.
    At(&'static str, u32),
    /// By SIGKILL after this long.
    After(Duration),
}

/// Totals over all runs.
#[derive(Debug, Default)]
struct Totals {
    points: usize,
    runs: usize,
    acknowledged: usize,
    calls: usize,
    repeated_idempotent: usize,
    unknown_shown: usize,
    losses: usize,
    double_effects: usize,
}

fn options() -> Options {
    Options {
        cost: Cost::DEMO,
        minimum_cost: Cost::DEMO,
        ..Options::default()
    }
}

fn open(folder: &Path) -> Engine {
    let choice = VaultChoice::named("file", Some(PASSPHRASE)).unwrap();
    let vault = choice
        .open(folder, &Engine::describe(folder).unwrap(), &options())
        .unwrap();
    Engine::open(folder, vault, options()).unwrap()
}

impl Template {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let server = Loopback::start().unwrap();
        let password = random::password().unwrap();
        let new = NewWorkspace {
            name: "Kill".into(),
            origin: None,
            admin_name: "Ana Reyes".into(),
            password: Zeroizing::new(password.to_string()),
            demo: true,
        };
        let choice = VaultChoice::named("file", Some(PASSPHRASE)).unwrap();
        let (engine, admin) =
            Engine::create(&home.path().join("template"), &new, &choice, options()).unwrap();
        let sample = sample::fill(
            &engine,
            admin,
            &new.admin_name,
            &new.password,
            server.base(),
        )
        .unwrap();
        let cast: course::Cast = sample
            .people
            .into_iter()
            .map(|person| (person.name, (person.id, person.password)))
            .collect();
        clockwork::publish(&engine, &cast).unwrap();
        Self { home, server, cast }
    }

    /// A copy of the workspace in a folder of its own, with the plan of a course in it.
    fn run(&self) -> Run {
        let dir = tempfile::tempdir_in(self.home.path()).unwrap();
        let folder = dir.path().join("ws");
        fs::create_dir(&folder).unwrap();
        for file in fs::read_dir(self.home.path().join("template")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
        #[cfg(unix)]
        fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        self.server.forget();
        let commands: Vec<String> = (0..course::STEPS)
            .map(|_| random::act_id(engine_now()).to_string())
            .collect();
        let plan = json!({
            "folder": folder, "passphrase": PASSPHRASE, "cast": self.cast, "commands": commands,
            "acknowledged": dir.path().join("acknowledged"),
        });
        fs::write(dir.path().join("plan.json"), plan.to_string()).unwrap();
        Run { dir, folder }
    }
}

fn engine_now() -> kernel::time::Timestamp {
    options().clock.now()
}

/// One copy, from its kill to its end.
struct Run {
    dir: tempfile::TempDir,
    folder: PathBuf,
}

impl Run {
    fn child(&self, failpoint: Option<(&str, u32)>) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_killee"));
        command
            .arg(self.dir.path().join("plan.json"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
            .env_remove("COUNTERSIGN_FAILPOINT")
            .env("COUNTERSIGN_FAILPOINT_MARK", self.mark());
        if let Some((name, nth)) = failpoint {
            command.env("COUNTERSIGN_FAILPOINT", format!("{name}:{nth}"));
        }
        command.spawn().unwrap()
    }

    fn mark(&self) -> PathBuf {
        self.dir.path().join("mark")
    }

    /// Whether the process was killed; `false` if it came to its end before.
    fn kill(&self, kill: &Kill) -> bool {
        match *kill {
            Kill::At(name, nth) => {
                let done = self.child(Some((name, nth))).wait_with_output().unwrap();
                let reached = fs::read_to_string(self.mark()).is_ok_and(|text| text == name);
                let said = String::from_utf8_lossy(&done.stderr);
                assert_eq!(reached, !done.status.success(), "{name}:{nth}: {said}");
                reached
            }
            Kill::After(time) => {
                let mut child = self.child(None);
                std::thread::sleep(time);
                let ended = child.try_wait().unwrap().is_some();
                let _ = child.kill();
                child.wait().unwrap();
                !ended
            }
        }
    }

    /// Goes through the whole course again.
    fn restart(&self) {
        let done = self.child(None).wait_with_output().unwrap();
        assert!(
            done.status.success(),
            "the restarted process: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    }

    fn acknowledged(&self) -> Acknowledged {
        let text = fs::read_to_string(self.dir.path().join("acknowledged")).unwrap_or_default();
        let whole = text.lines().map(|line| line.split(' ').collect::<Vec<_>>());
        let fields = whole.map(|part| {
            let [step, index, leaf, size, root] = part.as_slice() else {
                panic!("{part:?}")
            };
            (
                step.parse().unwrap(),
                index.parse().unwrap(),
                (*leaf).into(),
                size.parse().unwrap(),
                (*root).into(),
            )
        });
        fields.collect()
    }

    /// Opens the workspace and checks that record, tables and everything that was released agree. Answers how much of
    /// what was acknowledged is lost.
    fn check(&self, case: &str) -> (Engine, usize) {
        let engine = open(&self.folder);
        assert_eq!(engine.read_only(), None, "{case}");
        let report = engine
            .rebuild_check(Repair::No)
            .unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(report.count, 0, "{case}: {:?}", report.differences);
        assert!(report.state_digest_equal, "{case}");
        let root = |size: u64| {
            engine
                .read(|reader| Ok(reader.root_at(size)))
                .unwrap()
                .map(|root| root.to_string())
        };
        let lost = self
            .acknowledged()
            .into_iter()
            .filter(|(_, index, leaf, size, released)| {
                let stored = engine.read(|reader| reader.entry(*index)).unwrap();
                stored.is_none_or(|stored| stored.leaf.to_string() != *leaf)
                    || root(*size).as_ref() != Some(released)
            });
        let lost = lost.count();
        let key = VerifierKey::parse(&engine.log_vkey()).unwrap();
        if let Some(known) = engine.vault().get("newest-checkpoint").unwrap() {
            let known = open_checkpoint(&known, std::slice::from_ref(&key))
                .unwrap()
                .checkpoint;
            assert_eq!(
                root(known.size),
                Some(known.root.to_string()),
                "{case}: the remembered checkpoint"
            );
        }
        (engine, lost)
    }
}

/// Kills, looks, restarts, looks again.
fn play(template: &Template, kill: &Kill, case: &str, totals: &mut Totals) -> bool {
    let run = template.run();
    let killed = run.kill(kill);
    let (engine, lost) = run.check(case);
    totals.losses += lost;
    let before = run.acknowledged();
    let open: Vec<(String, bool)> = jobs(&engine);
    drop(engine);
    run.restart();
    let (engine, lost) = run.check(case);
    totals.losses += lost;
    let after = run.acknowledged();
    let steps: BTreeSet<(usize, u64)> = after
        .iter()
        .map(|(step, index, ..)| (*step, *index))
        .collect();
    assert_eq!(
        steps.len(),
        course::STEPS,
        "{case}: every command has one place in the log, however often it was sent"
    );
    assert!(before.is_subset(&after));

    let calls = template.server.by_key();
    let unknown = unknown(&engine);
    let arrived = |job: &String| {
        calls
            .keys()
            .any(|(_, key)| key.ends_with(&format!("-{job}")))
    };
    let never_left = unknown.iter().filter(|job| !arrived(job)).count();
    assert_eq!(
        calls.len() + never_left,
        course::CALLS,
        "{case}: each request has made its calls: {calls:?}"
    );
    for ((path, key), count) in &calls {
        match path == IDEMPOTENT {
            true => totals.repeated_idempotent += count - 1,
            false => totals.double_effects += count - 1,
        }
        assert!(!key.is_empty());
    }
    for (job, idempotent) in open {
        assert_eq!(
            unknown.contains(&job),
            !idempotent,
            "{case}: {job}, whose process ended without an outcome"
        );
    }
    totals.unknown_shown += unknown.len();
    totals.calls += calls.values().sum::<usize>();
    totals.acknowledged += after.len();
    totals.runs += 1;
    totals.points += usize::from(killed);
    killed
}

/// Calls that were started and have no outcome, and whether their connector is declared idempotent.
fn jobs(engine: &Engine) -> Vec<(String, bool)> {
    let live = engine.live();
    let mut found = Vec::new();
    for instance in live.kernel.state.requests.values() {
        for (id, job) in &instance.jobs {
            if matches!(job.state, JobState::Started { .. }) {
                let definition = live.kernel.definition(&instance.version).unwrap();
                found.push((
                    id.to_string(),
                    definition.connector(job.node).unwrap().connector.idempotent,
                ));
            }
        }
    }
    found
}

/// Calls that a person must look at because nobody knows their outcome.
fn unknown(engine: &Engine) -> BTreeSet<String> {
    let live = engine.live();
    let requests = live.kernel.state.requests.values();
    let stopped = requests.flat_map(|instance| {
        instance
            .jobs
            .iter()
            .filter_map(|(id, job)| match job.state {
                JobState::Stopped { incident } => {
                    let code = instance
                        .incidents
                        .get(&incident)
                        .map(|incident| incident.code);
                    (code == Some(IncidentCode::OutcomeUnknown)).then(|| id.to_string())
                }
                _ => None,
            })
    });
    stopped.collect()
}

#[test]
fn whatever_dies_comes_back_whole() {
    let all = std::env::var("COUNTERSIGN_KILL").is_ok_and(|value| value == "all");
    let template = Template::new();
    let mut totals = Totals::default();
    let mut kinds = BTreeMap::new();
    for point in APPEND.into_iter().chain(EFFECT) {
        let some: &[u32] = if APPEND.contains(&point) {
            &[1, 3]
        } else {
            &[1, 2]
        };
        let many: Vec<u32> = if all {
            (1..=100).collect()
        } else {
            some.to_vec()
        };
        for nth in many {
            let case = format!("{point}:{nth}");
            if !play(&template, &Kill::At(point, nth), &case, &mut totals) {
                assert!(all && nth > 2, "{case} was not reached");
                break;
            }
            *kinds.entry(point).or_insert(0) += 1;
        }
    }
    let whole = Instant::now();
    template.run().restart();
    let whole = whole.elapsed();
    // Spread over the course's own duration, at moments that have nothing to do with its steps.
    let moments = if all { 40 } else { 3 };
    for moment in 0..moments {
        let part = f64::from((moment * 7919 + 3571) % 10_007) / 10_007.0;
        play(
            &template,
            &Kill::After(whole.mul_f64(part)),
            &format!("SIGKILL at {part:.3}"),
            &mut totals,
        );
    }
    println!("kill matrix: {totals:?}; occurrences killed at: {kinds:?}");
    assert_eq!((totals.losses, totals.double_effects), (0, 0));
    assert!(totals.points >= kinds.len() && kinds.len() == APPEND.len() + EFFECT.len());
    assert!(
        totals.unknown_shown > 0,
        "a call that is not idempotent was cut off at least once"
    );
    assert!(
        totals.repeated_idempotent > 0 || !all,
        "a call that is idempotent was repeated at least once"
    );
}
