//! Crates of which a program may hold one version only, and versions that may not be locked at all.
//!
//! Two copies of these mean two pools of state, two rules of verification or two formats in one process.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Graph;

/// The programs that leave this house.
pub const SHIPPED: &[&str] = &["countersign", "ctl", "verify"];

/// One version in anything shipped.
pub const ONE_IN_SHIPPED: &[&str] = &["tauri", "rusqlite", "keyring", "ed25519-dalek"];

/// One version in the auditor's program.
pub const ONE_BELOW_VERIFY: &[&str] = &["sha2", "ed25519-dalek"];

/// The crates of `once` that occur in more than one version in `members`.
pub fn several_versions(graph: &Graph, members: &[&str], once: &[&str]) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for found in graph.shipped_in(members) {
        if once.contains(&found.name.as_str()) {
            versions
                .entry(&found.name)
                .or_default()
                .insert(&found.version);
        }
    }
    versions.retain(|_, found| found.len() > 1);
    versions
        .into_iter()
        .map(|(name, found)| {
            format!(
                "`{name}` is in {members:?} in versions {}",
                found.into_iter().collect::<Vec<_>>().join(" and ")
            )
        })
        .collect()
}

/// Alpha versions in a lock file. The newest published Tauri and some of its plugins are alphas of another major line.
pub fn alpha_versions(lock: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let mut name = "";
    for line in lock.lines() {
        if let Some(found) = line.strip_prefix("name = ") {
            name = found;
        }
        if let Some(version) = line
            .strip_prefix("version = ")
            .filter(|version| version.contains("alpha"))
        {
            findings.push(format!("{name} is locked at {version}"));
        }
    }
    findings
}
