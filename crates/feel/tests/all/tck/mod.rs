//! All cases of the DMN compatibility kit, against a list of those that do not pass yet.
//!
//! The list (`tests/vectors/tck-failing.txt`) and the table in the documentation (`docs/dmn-tck.md`) are held to the results;
//! `UPDATE_TCK=1 cargo test -p feel tck` writes both, keeping the reasons.

mod cases;
mod listing;
mod matching;

use std::path::{Path, PathBuf};

use feel::dmn::{Import, Inputs, Model, Models, ReadError, Resolver};
use feel::{Limits, Value};

use self::cases::{Case, Suite};
use self::listing::{Failing, Result as Outcome};

/// Some cases build long lists; the limits of a workflow's rules are tighter.
const LIMITS: Limits = Limits {
    fuel: 10_000_000,
    depth: 256,
    size: 1 << 24,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Models beside a file.
struct Folder(Vec<Model>);

impl Folder {
    fn read(folder: &Path) -> Self {
        let models = files(folder, ".dmn")
            .iter()
            .filter_map(|path| Model::parse(&std::fs::read(path).unwrap()).ok())
            .collect();
        Self(models)
    }
}

impl Resolver for Folder {
    fn find(&self, import: &Import) -> std::result::Result<Option<Model>, ReadError> {
        self.0.as_slice().find(import)
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}

/// The results of the cases in one directory.
fn directory(level: &str, folder: &Path) -> Vec<Outcome> {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let beside = Folder::read(folder);
    let mut results = Vec::new();
    for file in files(folder, ".xml") {
        let suite = Suite::read(&std::fs::read_to_string(&file).unwrap());
        let model = folder.join(&suite.model);
        let linked = Model::parse(&std::fs::read(&model).unwrap())
            .map_err(|error| error.to_string())
            .and_then(|model| Models::link(model, &beside).map_err(|error| error.to_string()));
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        for case in &suite.cases {
            results.push(Outcome {
                level: level.to_owned(),
                directory: name.clone(),
                case: format!("{level}/{name}/{stem}#{}", case.id),
                expects_value: case.results.iter().any(|result| !result.value.is_null()),
                problem: linked
                    .as_ref()
                    .map_err(Clone::clone)
                    .and_then(|models| run(models, case))
                    .err(),
            });
        }
    }
    results
}

/// What is wrong with the first result node that does not match.
fn run(models: &Models, case: &Case) -> std::result::Result<(), String> {
    let inputs = Inputs {
        named: case.inputs.clone(),
        imported: case.imported.clone(),
    };
    for result in &case.results {
        let name = case.service.as_deref().unwrap_or(&result.name);
        let decided = models.decide(name, &inputs, &LIMITS);
        assert!(
            decided.error.is_none() || decided.value.is_null(),
            "{name}: an error stands beside a value"
        );
        let value = output(case, &result.name, decided.value);
        if !matching::matches(&result.value, &value) {
            let why = decided
                .error
                .map(|error| error.to_string())
                .or_else(|| decided.warnings.first().map(ToString::to_string))
                .unwrap_or_default();
            return Err(format!(
                "{}: expected {}, found {} {why}",
                result.name,
                shown(&result.value),
                shown(&value)
            ));
        }
    }
    Ok(())
}

/// The value for one result node: a service with several outputs yields a context of them.
fn output(case: &Case, name: &str, value: Value) -> Value {
    match value {
        Value::Context(mut entries) if case.service.is_some() && case.results.len() > 1 => {
            entries.remove(name).unwrap_or_default()
        }
        value => value,
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_string().replace('\n', " ");
    text.chars().take(120).collect()
}

fn all() -> Vec<Outcome> {
    let cases = root().join("tests/vectors/external/dmn-tck/TestCases");
    ["compliance-level-2", "compliance-level-3"]
        .into_iter()
        .flat_map(|level| {
            let mut folders: Vec<PathBuf> = std::fs::read_dir(cases.join(level))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            folders.sort();
            folders
                .into_iter()
                .flat_map(move |folder| directory(level, &folder))
        })
        .collect()
}

#[test]
fn every_case_passes_or_is_listed_with_its_reason() {
    let results = all();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/tck-failing.txt");
    let table = root().join("docs/dmn-tck.md");
    if std::env::var_os("UPDATE_TCK").is_some() {
        let known = Failing::read(&std::fs::read_to_string(&path).unwrap_or_default());
        std::fs::write(&path, known.updated(&results)).unwrap();
        std::fs::write(&table, listing::table(&results)).unwrap();
        for result in &results {
            if let Some(problem) = &result.problem {
                println!("{}: {problem}", result.case);
            }
        }
    }
    assert_eq!(results.len(), 1341, "all cases of the selection are run");
    let nulls = results
        .iter()
        .filter(|result| !result.expects_value)
        .count();
    assert_eq!(nulls, 319, "cases that expect only null");
    let known = Failing::read(&std::fs::read_to_string(&path).unwrap());
    let differences = known.differences(&results);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(
        std::fs::read_to_string(&table).unwrap(),
        listing::table(&results),
        "docs/dmn-tck.md is out of date"
    );
}
