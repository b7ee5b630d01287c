//! The list of cases that do not pass yet, and the table of results.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What came of one case.
pub struct Result {
    pub level: String,
    pub directory: String,
    /// The name of the case: level, directory, file and id.
    pub case: String,
    /// Whether it expects anything but null.
    pub expects_value: bool,
    /// What did not match; none if it passed.
    pub problem: Option<String>,
}

/// The cases that are known not to pass, with the reason of each group.
pub struct Failing(BTreeMap<String, String>);

const UNKNOWN: &str = "not looked at yet";

impl Failing {
    /// Reads lines of cases, each group after a line `# reason`.
    pub fn read(text: &str) -> Self {
        let mut reason = UNKNOWN.to_owned();
        let mut cases = BTreeMap::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match line.strip_prefix("# ") {
                Some(next) => reason = next.to_owned(),
                None => {
                    cases.insert(line.to_owned(), reason.clone());
                }
            }
        }
        Self(cases)
    }

    /// The text of the list for these results, with the reasons that are known.
    pub fn updated(&self, results: &[Result]) -> String {
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for result in results.iter().filter(|result| result.problem.is_some()) {
            let reason = self.0.get(&result.case).map_or(UNKNOWN, String::as_str);
            groups.entry(reason).or_default().push(&result.case);
        }
        groups
            .into_iter()
            .map(|(reason, cases)| format!("# {reason}\n{}\n", cases.join("\n")))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Listed cases that pass, and others that do not.
    pub fn differences(&self, results: &[Result]) -> Vec<String> {
        let mut differences: Vec<String> = results
            .iter()
            .filter_map(|result| match (&result.problem, self.0.get(&result.case)) {
                (Some(problem), None) => Some(format!("{} fails: {problem}", result.case)),
                (None, Some(_)) => Some(format!("{} passes, and is listed", result.case)),
                (Some(_), Some(reason)) if reason == UNKNOWN => {
                    Some(format!("{} is listed without a reason", result.case))
                }
                _ => None,
            })
            .collect();
        let gone = self
            .0
            .keys()
            .filter(|case| !results.iter().any(|result| result.case == **case))
            .map(|case| format!("{case} is listed, and does not exist"));
        differences.extend(gone);
        differences
    }
}

#[derive(Default)]
struct Count {
    cases: usize,
    passed: usize,
    values: usize,
    values_passed: usize,
}

impl Count {
    fn add(&mut self, result: &Result) {
        let passed = usize::from(result.problem.is_none());
        self.cases += 1;
        self.passed += passed;
        if result.expects_value {
            self.values += 1;
            self.values_passed += passed;
        }
    }

    fn row(&self, name: &str) -> String {
        let nulls = self.cases - self.values;
        let nulls_passed = self.passed - self.values_passed;
        format!(
            "| {name} | {} of {} | {} of {} | {nulls_passed} of {nulls} |",
            self.passed, self.cases, self.values_passed, self.values
        )
    }
}

const HEAD: &str = "# Results of the DMN compatibility kit

The cases of `tests/vectors/external/dmn-tck`, of compliance levels 2 and 3. A case that expects only null is also passed by an
evaluator that fails on everything, so those that expect a value are counted apart. Cases that do not pass are listed
with reasons in `crates/feel/tests/vectors/tck-failing.txt`. The tests hold this table to the results;
`UPDATE_TCK=1 cargo test -p feel tck` writes it.

| Directory | Passed | Expecting a value | Expecting null |
|---|---|---|---|
";

/// The table of results, a row for each directory, level and in total.
pub fn table(results: &[Result]) -> String {
    let mut directories: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    let mut levels: BTreeMap<&str, Count> = BTreeMap::new();
    let mut total = Count::default();
    for result in results {
        directories
            .entry((&result.level, &result.directory))
            .or_default()
            .add(result);
        levels.entry(&result.level).or_default().add(result);
        total.add(result);
    }
    let mut text = HEAD.to_owned();
    for ((level, directory), count) in &directories {
        let level = level.trim_start_matches("compliance-level-");
        writeln!(text, "{}", count.row(&format!("{level}/{directory}"))).unwrap();
    }
    for (level, count) in &levels {
        let level = level.trim_start_matches("compliance-level-");
        writeln!(text, "{}", count.row(&format!("**level {level}**"))).unwrap();
    }
    writeln!(text, "{}", total.row("**total**")).unwrap();
    text
}
