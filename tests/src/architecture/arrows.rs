//! Arrows between our crates, and what may never lie below the verifier.
//!
//! INVARIANT: a crate uses only crates to its left, for whatever reason, tests and build scripts included. `tests`
//! may use all and is used by none.
//!
//! To add a crate: a line in `LEFT_OF`, a member line in `Cargo.toml`, a section in `ARCHITECTURE.md`.

use super::graph::Graph;

/// Each crate with all that lies to its left.
pub const LEFT_OF: &[(&str, &[&str])] = &[
    ("ledger", &[]),
    ("feel", &[]),
    ("bpmn", &["feel"]),
    ("kernel", &["ledger", "feel", "bpmn"]),
    ("verify", &["ledger", "feel", "bpmn", "kernel"]),
    ("store", &["ledger", "feel", "bpmn", "kernel"]),
    (
        "engine",
        &["ledger", "feel", "bpmn", "kernel", "store", "verify"],
    ),
    (
        "api",
        &[
            "ledger", "feel", "bpmn", "kernel", "store", "verify", "engine",
        ],
    ),
    (
        "devhost",
        &[
            "ledger", "feel", "bpmn", "kernel", "store", "verify", "engine", "api",
        ],
    ),
    (
        "ctl",
        &[
            "ledger", "feel", "bpmn", "kernel", "store", "verify", "engine", "api",
        ],
    ),
    (
        "countersign",
        &[
            "ledger", "feel", "bpmn", "kernel", "store", "verify", "engine", "api",
        ],
    ),
    (
        "tests",
        &[
            "ledger",
            "feel",
            "bpmn",
            "kernel",
            "store",
            "verify",
            "engine",
            "api",
            "devhost",
            "ctl",
            "countersign",
        ],
    ),
];

/// Crates of the shell; a name that begins with `tauri` belongs to it as well.
const SHELL: &[&str] = &["wry", "tao", "webkit2gtk", "gtk"];

/// Names, or beginnings that end in `*`, of crates that open sockets, run event loops, start TLS or keep a database.
const NETWORK_OR_DATABASE: &[&str] = &[
    "async-std",
    "curl*",
    "diesel*",
    "h2",
    "hickory*",
    "hyper*",
    "isahc",
    "keyring*",
    "lettre",
    "libsqlite3-sys",
    "minreq",
    "mio",
    "mysql*",
    "native-tls",
    "oauth2",
    "openidconnect",
    "openssl*",
    "postgres*",
    "quinn*",
    "redb",
    "redis",
    "reqwest",
    "rocksdb",
    "rusqlite",
    "rustls*",
    "sled",
    "smol",
    "socket2",
    "sqlite*",
    "sqlx*",
    "surf",
    "tokio*",
    "tungstenite",
    "ureq*",
    "zbus*",
];

/// Uses between our own crates that point to the right, and crates that are not on the map.
pub fn wrong_arrows(graph: &Graph) -> Vec<String> {
    let mut findings = Vec::new();
    for user in graph.own() {
        let Some((_, left)) = LEFT_OF.iter().find(|(name, _)| *name == user.name) else {
            findings.push(format!("`{}` is not on the map of crates", user.name));
            continue;
        };
        for (used, _) in &user.uses {
            let Some(used) = graph
                .crates
                .get(used)
                .filter(|_| graph.members.contains(used))
            else {
                continue;
            };
            if !left.contains(&used.name.as_str()) {
                findings.push(format!("`{}` may not use `{}`", user.name, used.name));
            }
        }
    }
    findings
}

/// Crates other than `countersign` in which a crate of the shell ends up.
pub fn shell_outside_countersign(graph: &Graph) -> Vec<String> {
    let mut findings = Vec::new();
    for member in graph
        .own()
        .filter(|member| !["countersign", "tests"].contains(&member.name.as_str()))
    {
        for used in graph.shipped_in(&[&member.name]) {
            if is_shell(&used.name) {
                findings.push(format!(
                    "`{}` knows `{}`; only `countersign` may",
                    member.name, used.name
                ));
            }
        }
        for (used, _) in &member.uses {
            if let Some(used) = graph.crates.get(used).filter(|used| is_shell(&used.name)) {
                findings.push(format!(
                    "`{}` names `{}`; only `countersign` may",
                    member.name, used.name
                ));
            }
        }
    }
    findings
}

/// Network and database crates that the auditor's program would carry.
pub fn network_or_database_below_verify(graph: &Graph) -> Vec<String> {
    let listed = |name: &str| {
        NETWORK_OR_DATABASE
            .iter()
            .any(|entry| match entry.strip_suffix('*') {
                Some(beginning) => name.starts_with(beginning),
                None => name == *entry,
            })
    };
    let below = graph.shipped_in(&["verify"]);
    below
        .iter()
        .filter(|c| listed(&c.name))
        .map(|c| format!("`verify` carries `{}`", c.name))
        .collect()
}

fn is_shell(name: &str) -> bool {
    name.starts_with("tauri") || SHELL.contains(&name)
}
