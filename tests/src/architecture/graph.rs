//! Who uses whom, as cargo resolves it for this machine.
//!
//! INVARIANT: `uses` names only crates of the same graph; members are the crates of this workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use cargo_metadata::{DependencyKind, MetadataCommand, TargetKind};

/// Why a crate is used. One crate may be used for several reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It becomes part of the program.
    Normal,
    /// Tests only.
    Development,
    /// Build scripts only.
    Build,
}

/// One version of one crate.
#[derive(Debug, Clone, Default)]
pub struct Crate {
    /// The package name.
    pub name: String,
    /// The version as printed.
    pub version: String,
    /// The SPDX expression, if one is given.
    pub licence: Option<String>,
    /// Where it comes from; `None` is this repository.
    pub source: Option<String>,
    /// Runs in the compiler and is not part of the program.
    pub is_proc_macro: bool,
    /// Identifiers of the crates used, with the reason.
    pub uses: BTreeSet<(String, Reason)>,
}

/// All crates by identifier (`name version`).
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// Every crate reached from the workspace.
    pub crates: BTreeMap<String, Crate>,
    /// Identifiers of the workspace's own crates.
    pub members: BTreeSet<String>,
}

/// The graph could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// `cargo metadata` failed.
    #[error("cargo metadata: {0}")]
    Metadata(#[from] cargo_metadata::Error),
    /// `rustc` could not be asked for the host.
    #[error("rustc does not name its host: {0}")]
    Host(String),
    /// Cargo answered without a resolved graph.
    #[error("cargo metadata has no resolved graph")]
    Unresolved,
}

impl GraphError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Metadata(_) => "graph.metadata",
            Self::Host(_) => "graph.host",
            Self::Unresolved => "graph.unresolved",
        }
    }
}

impl Graph {
    /// Reads the graph of the workspace at `root`, for the host alone, without changing the lock file.
    pub fn read(root: &Path) -> Result<Self, GraphError> {
        let metadata = MetadataCommand::new()
            .manifest_path(root.join("Cargo.toml"))
            .other_options([
                "--locked".to_owned(),
                "--filter-platform".to_owned(),
                host()?,
            ])
            .exec()?;
        let resolve = metadata.resolve.as_ref().ok_or(GraphError::Unresolved)?;
        let key: BTreeMap<_, _> = metadata
            .packages
            .iter()
            .map(|p| (p.id.clone(), format!("{} {}", p.name, p.version)))
            .collect();
        let mut graph = Self::default();
        for package in &metadata.packages {
            let Some(id) = key.get(&package.id) else {
                continue;
            };
            graph.crates.insert(
                id.clone(),
                Crate {
                    name: package.name.to_string(),
                    version: package.version.to_string(),
                    licence: package.license.clone(),
                    source: package.source.as_ref().map(|source| source.repr.clone()),
                    is_proc_macro: package
                        .targets
                        .iter()
                        .any(|t| t.is_kind(TargetKind::ProcMacro)),
                    uses: BTreeSet::new(),
                },
            );
        }
        for node in &resolve.nodes {
            let Some(user) = key.get(&node.id).and_then(|id| graph.crates.get_mut(id)) else {
                continue;
            };
            for dependency in &node.deps {
                let Some(used) = key.get(&dependency.pkg) else {
                    continue;
                };
                user.uses.extend(
                    dependency
                        .dep_kinds
                        .iter()
                        .map(|kind| (used.clone(), reason(kind.kind))),
                );
            }
        }
        graph.members = metadata
            .workspace_members
            .iter()
            .filter_map(|id| key.get(id).cloned())
            .collect();
        Ok(graph)
    }

    /// A graph written down by hand: `("user 1.0.0", ["used 2.0.0"])`, all of it normal use. For bad samples.
    pub fn sample(members: &[&str], uses: &[(&str, &[&str])]) -> Self {
        let mut graph = Self::default();
        for (user, used) in uses {
            graph
                .crates
                .entry((*user).to_owned())
                .or_insert_with(|| named(user));
            for used in *used {
                graph
                    .crates
                    .entry((*used).to_owned())
                    .or_insert_with(|| named(used));
                if let Some(user) = graph.crates.get_mut(*user) {
                    user.uses.insert(((*used).to_owned(), Reason::Normal));
                }
            }
        }
        graph.members = members.iter().map(|member| (*member).to_owned()).collect();
        graph
    }

    /// The workspace's own crates.
    pub fn own(&self) -> impl Iterator<Item = &Crate> {
        self.members.iter().filter_map(|id| self.crates.get(id))
    }

    /// Everything that becomes part of the named members: normal use only, without what runs in the compiler, as in
    /// `cargo tree -e normal,no-proc-macro`. The members themselves are included.
    pub fn shipped_in(&self, members: &[&str]) -> Vec<&Crate> {
        let mut open: Vec<&String> = self
            .members
            .iter()
            .filter(|id| {
                self.crates
                    .get(*id)
                    .is_some_and(|c| members.contains(&c.name.as_str()))
            })
            .collect();
        let mut seen = BTreeSet::new();
        let mut reached = Vec::new();
        while let Some(id) = open.pop() {
            let Some(found) = self.crates.get(id) else {
                continue;
            };
            if found.is_proc_macro || !seen.insert(id) {
                continue;
            }
            reached.push(found);
            open.extend(
                found
                    .uses
                    .iter()
                    .filter(|(_, reason)| *reason == Reason::Normal)
                    .map(|(used, _)| used),
            );
        }
        reached
    }
}

fn named(id: &str) -> Crate {
    let (name, version) = id.split_once(' ').unwrap_or((id, "0.0.0"));
    Crate {
        name: name.to_owned(),
        version: version.to_owned(),
        ..Crate::default()
    }
}

fn reason(kind: DependencyKind) -> Reason {
    match kind {
        DependencyKind::Development => Reason::Development,
        DependencyKind::Build => Reason::Build,
        _ => Reason::Normal,
    }
}

fn host() -> Result<String, GraphError> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .arg("-vV")
        .output()
        .map_err(|error| GraphError::Host(error.to_string()))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .find_map(|line| line.strip_prefix("host: ").map(str::to_owned))
        .ok_or(GraphError::Host(text))
}
