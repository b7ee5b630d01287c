//! The rules of the house hold in this repository, and each check finds a bad sample.

use std::fs;
use std::sync::LazyLock;

use tests::architecture::arrows::{
    network_or_database_below_verify, shell_outside_countersign, wrong_arrows,
};
use tests::architecture::code::{without_tests, without_text};
use tests::architecture::graph::{Crate, Graph};
use tests::architecture::licences::{
    banned, foreign_sources, is_allowed, licences_not_allowed, list_in,
};
use tests::architecture::purity::{PURE, impurities};
use tests::architecture::repository::{
    MACHINE_PATHS, begins_with_module_text, files_below, imports_the_shell, machine_paths_in,
    program_files, root,
};
use tests::architecture::versions::{
    ONE_BELOW_VERIFY, ONE_IN_SHIPPED, SHIPPED, alpha_versions, several_versions,
};

static HERE: LazyLock<Graph> = LazyLock::new(|| Graph::read(&root()).unwrap());
const NONE: [String; 0] = [];

fn deny_toml() -> String {
    fs::read_to_string(root().join("deny.toml")).unwrap()
}

#[test]
fn arrows_point_one_way() {
    assert_eq!(
        HERE.members.len(),
        12,
        "every crate of the workspace is seen"
    );
    assert_eq!(wrong_arrows(&HERE), NONE);
}

#[test]
fn a_wrong_arrow_is_found() {
    let rows: [(&str, &str, &str); 5] = [
        ("ledger 1", "kernel 1", "the log knows bytes, not workflows"),
        ("verify 1", "store 1", "the verifier has no database"),
        ("store 1", "engine 1", "storage does not know who uses it"),
        ("api 1", "ctl 1", "the api has several hosts and knows none"),
        (
            "engine 1",
            "tests 1",
            "oracles are never below a shipped crate",
        ),
    ];
    for (user, used, why) in rows {
        let graph = Graph::sample(&[user, used], &[(user, &[used])]);
        assert_eq!(wrong_arrows(&graph).len(), 1, "{why}");
    }
    let stranger = Graph::sample(&["helper 1"], &[("helper 1", &[])]);
    assert_eq!(
        wrong_arrows(&stranger).len(),
        1,
        "a crate that is not on the map"
    );
    let right = Graph::sample(&["engine 1", "verify 1"], &[("engine 1", &["verify 1"])]);
    assert_eq!(
        wrong_arrows(&right),
        NONE,
        "the engine runs the auditor's code"
    );
}

#[test]
fn only_countersign_knows_the_shell() {
    assert_eq!(shell_outside_countersign(&HERE), NONE);
}

#[test]
fn the_shell_elsewhere_is_found() {
    let direct = Graph::sample(&["engine 1"], &[("engine 1", &["tauri-plugin-dialog 2"])]);
    assert_ne!(
        shell_outside_countersign(&direct),
        NONE,
        "named by a member"
    );
    let below = Graph::sample(&["api 1"], &[("api 1", &["x 1"]), ("x 1", &["wry 0.57"])]);
    assert_ne!(
        shell_outside_countersign(&below),
        NONE,
        "carried in by another crate"
    );
    let shell = Graph::sample(&["countersign 1"], &[("countersign 1", &["tauri 2"])]);
    assert_eq!(
        shell_outside_countersign(&shell),
        NONE,
        "the one crate that may"
    );
}

#[test]
fn the_verifier_carries_no_network_and_no_database() {
    assert!(
        HERE.shipped_in(&["verify"]).len() > 10,
        "the verifier's own tree is seen"
    );
    assert_eq!(network_or_database_below_verify(&HERE), NONE);
}

#[test]
fn a_network_below_the_verifier_is_found() {
    for used in [
        "rusqlite 0.41.1",
        "tokio 1.54.1",
        "rustls-webpki 0.103.0",
        "ureq 3.5.1",
    ] {
        let graph = Graph::sample(
            &["verify 1"],
            &[("verify 1", &["kernel 1"]), ("kernel 1", &[used])],
        );
        assert_eq!(network_or_database_below_verify(&graph).len(), 1, "{used}");
    }
}

#[test]
fn one_version_where_two_would_disagree() {
    assert_eq!(several_versions(&HERE, SHIPPED, ONE_IN_SHIPPED), NONE);
    assert_eq!(several_versions(&HERE, &["verify"], ONE_BELOW_VERIFY), NONE);
    let named = HERE.shipped_in(&["verify"]);
    for name in ONE_BELOW_VERIFY {
        assert!(
            named.iter().any(|c| c.name == *name),
            "`{name}` is there to be counted"
        );
    }
}

#[test]
fn two_versions_are_found() {
    let graph = Graph::sample(
        &["ctl 1", "verify 1"],
        &[
            ("ctl 1", &["rusqlite 0.41.1", "x 1"]),
            ("x 1", &["rusqlite 0.38.0"]),
            ("verify 1", &["sha2 0.11.1"]),
        ],
    );
    assert_eq!(several_versions(&graph, SHIPPED, ONE_IN_SHIPPED).len(), 1);
    assert_eq!(
        several_versions(&graph, &["verify"], ONE_BELOW_VERIFY),
        NONE
    );
    let two = Graph::sample(
        &["verify 1"],
        &[("verify 1", &["sha2 0.11.1", "sha2 0.10.9"])],
    );
    assert_eq!(
        several_versions(&two, &["verify"], ONE_BELOW_VERIFY).len(),
        1
    );
}

#[test]
fn a_macro_is_not_part_of_the_program() {
    let mut graph = Graph::sample(
        &["verify 1"],
        &[("verify 1", &["m 1"]), ("m 1", &["tokio 1"])],
    );
    graph.crates.get_mut("m 1").unwrap().is_proc_macro = true;
    assert_eq!(network_or_database_below_verify(&graph), NONE);
}

#[test]
fn no_alpha_is_locked() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    assert!(lock.contains("name = \"kernel\""), "the lock file is read");
    assert_eq!(alpha_versions(&lock), NONE);
}

#[test]
fn a_locked_alpha_is_found() {
    let lock = "[[package]]\nname = \"tauri\"\nversion = \"3.0.0-alpha.5\"\n";
    assert_eq!(
        alpha_versions(lock),
        ["\"tauri\" is locked at \"3.0.0-alpha.5\""]
    );
}

#[test]
fn licences_sources_and_bans_are_those_of_deny_toml() {
    let file = deny_toml();
    let allowed = list_in(&file, "licenses", "allow");
    let bans = list_in(&file, "bans", "deny");
    assert!(
        allowed.contains(&"MIT") && bans.contains(&"tauri"),
        "both lists are read"
    );
    assert_eq!(licences_not_allowed(&HERE, &allowed), NONE);
    assert_eq!(foreign_sources(&HERE), NONE);
    assert_eq!(banned(&HERE, &bans), NONE);
}

#[test]
fn a_foreign_licence_source_or_ban_is_found() {
    let mut graph = Graph::sample(&["ctl 1"], &[("ctl 1", &["openssl-sys 0.9"])]);
    let found: &mut Crate = graph.crates.get_mut("openssl-sys 0.9").unwrap();
    found.licence = Some("GPL-3.0-only".into());
    found.source = Some("git+https://example.invalid/x".into());
    assert_eq!(licences_not_allowed(&graph, &["MIT"]).len(), 1);
    assert_eq!(foreign_sources(&graph).len(), 1);
    assert_eq!(
        banned(&graph, &list_in(&deny_toml(), "bans", "deny")).len(),
        1
    );
}

#[test]
fn licence_expressions_are_read_with_their_precedence() {
    let rows = [
        ("MIT", true, "a plain name"),
        ("GPL-3.0-only", false, "not on the list"),
        ("GPL-3.0-only OR MIT", true, "one of two is enough"),
        ("GPL-3.0-only AND MIT", false, "both are needed"),
        (
            "MIT OR Apache-2.0 AND GPL-3.0-only",
            true,
            "AND binds closer",
        ),
        (
            "(MIT OR Apache-2.0) AND GPL-3.0-only",
            false,
            "brackets are kept",
        ),
        ("Apache-2.0/MIT", true, "the old way to write OR"),
        (
            "Apache-2.0 WITH LLVM-exception",
            false,
            "an exception is part of the name",
        ),
        ("MIT OR", false, "unfinished"),
        ("", false, "nothing"),
    ];
    for (expression, allowed, why) in rows {
        assert_eq!(
            is_allowed(expression, &["MIT", "Apache-2.0"]),
            allowed,
            "{expression}: {why}"
        );
    }
}

#[test]
fn pure_crates_touch_nothing_outside() {
    for pure in PURE {
        let files = program_files(&root().join("crates").join(pure).join("src")).unwrap();
        assert!(!files.is_empty(), "`{pure}` has sources");
        for (path, source) in files {
            assert_eq!(impurities(&source), NONE, "{}", path.display());
        }
    }
}

#[test]
fn an_impurity_is_found() {
    let rows = [
        ("use std::fs;", 1, "a module of std"),
        (
            "use std::{fmt, collections::{BTreeMap, HashMap}, time::Duration};",
            2,
            "within a group",
        ),
        (
            "fn f() { let x = std::env::var(\"A\"); }",
            1,
            "in the middle of code",
        ),
        ("use rand::Rng;", 1, "chance"),
        (
            "// std::fs and HashMap\nfn f() { g(\"std::net HashMap\") }",
            0,
            "comments and strings are not code",
        ),
        (
            "let r = r#\"std::fs\"#; let c = '\"'; use std::thread;",
            1,
            "raw strings and quote characters end where they end",
        ),
        (
            "fn f<'a>(x: &'a str) { std::process::exit(1) }",
            1,
            "a lifetime is not a character",
        ),
        (
            "#[cfg(test)]\nmod tests { use std::fs; fn f() {} }\nuse std::net::IpAddr;",
            1,
            "tests may, what follows may not",
        ),
        ("use my_std::fs;", 0, "another crate's module"),
        ("use std::collections::BTreeMap;", 0, "an ordered map"),
    ];
    for (source, count, why) in rows {
        let found = impurities(source);
        assert_eq!(found.len(), count, "{why}: {found:?}");
    }
    assert_eq!(
        impurities("\n\nuse std::fs;"),
        ["line 3: `std::fs`"],
        "the line is named"
    );
}

#[test]
fn files_of_test_modules_are_known() {
    let (kept, modules) = without_tests(&without_text("mod a;\n#[cfg(test)]\nmod tests;\nmod b;"));
    assert_eq!(modules, ["tests"]);
    assert!(
        kept.contains("mod a;") && kept.contains("mod b;") && !kept.contains("tests"),
        "{kept}"
    );
}

#[test]
fn every_source_file_says_what_it_is() {
    let mut files = 0;
    for folder in ["crates", "src-tauri", "tests/src"] {
        for path in files_below(&root().join(folder)).unwrap() {
            let is_source = path.components().any(|part| part.as_os_str() == "src");
            if is_source && path.extension().is_some_and(|extension| extension == "rs") {
                files += 1;
                assert!(
                    begins_with_module_text(&fs::read_to_string(&path).unwrap()),
                    "{}",
                    path.display()
                );
            }
        }
    }
    assert!(files >= 12, "the sources are found");
}

#[test]
fn a_file_without_module_text_is_found() {
    assert!(!begins_with_module_text("use std::fmt;\n//! too late"));
    assert!(!begins_with_module_text("// only a comment"));
    assert!(!begins_with_module_text(""));
    assert!(begins_with_module_text("\n//! Signed tree heads.\n"));
}

#[test]
fn nothing_names_a_machine() {
    for path in files_below(&root()).unwrap() {
        assert!(
            machine_paths_in(&fs::read(&path).unwrap()).is_empty(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_machine_path_is_found() {
    for path in MACHINE_PATHS {
        assert_eq!(machine_paths_in(format!("see {path}x").as_bytes()), [*path]);
    }
    assert!(machine_paths_in(b"crates/ledger").is_empty());
}

#[test]
fn only_the_host_folder_of_the_pages_knows_the_shell() {
    let pages = root().join("ui/src");
    for path in files_below(&pages).unwrap_or_default() {
        let source = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        assert!(
            path.starts_with(pages.join("host")) || !imports_the_shell(&source),
            "{}",
            path.display()
        );
    }
    assert!(imports_the_shell(
        "import { invoke } from \"@tauri-apps/api/core\";"
    ));
}
