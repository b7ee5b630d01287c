//! Bad usage, wrong secrets and input that is not what it should be: each a clear error, none a change.

use std::{fs, process::Command};

use tempfile::TempDir;

use super::program::{ctl, sample};

#[test]
fn bad_usage_ends_with_2_and_one_envelope() {
    for args in [
        ["bogus"].as_slice(),
        &["change", "decide", "c_1"],
        &["change", "decide", "c_1", "--approve", "--reject"],
        &["reject", "t_1_0"],
        &["rebuild"],
        &["init", "--name", "x"],
        &["export"],
        &["requests", "--state", "lost"],
        &["--vault", "drawer", "status"],
        &["log", "--limit", "100000"],
    ] {
        let said = ctl(args);
        assert!(
            said.code == 2 && said.out.is_empty() && !said.err.is_empty(),
            "{args:?}: {said:?}"
        );
        let with_json: Vec<&str> = std::iter::once("--json")
            .chain(args.iter().copied())
            .collect();
        assert_eq!(
            ctl(&with_json).refused(),
            (2, "ctl.usage".to_owned()),
            "{args:?}"
        );
    }
    assert_eq!(ctl(&["--help"]).code, 0);
    assert_eq!(ctl(&["--version"]).code, 0);
    assert_eq!(ctl::<&str>(&[]).code, 2);
}

#[test]
fn where_no_workspace_is_the_program_says_so() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_str().unwrap();
    for args in [
        ["status", "--json", "--workspace", path].as_slice(),
        &["status", "--json"],
    ] {
        let said = ctl(args);
        assert_eq!(
            said.refused(),
            (2, "ctl.no_workspace".to_owned()),
            "{args:?}"
        );
    }
    fs::write(folder.path().join("workspace.db"), "not a database").unwrap();
    let said = ctl(&["status", "--json", "--workspace", path]);
    assert!(
        said.code == 2 && said.refused().1.starts_with("store."),
        "{said:?}"
    );
}

#[test]
fn wrong_secrets_are_refused_and_never_repeated() {
    let desk = sample();
    desk.password("Eli Novak wrong", "not the right password 9");
    let workspace = desk.workspace();
    let call = |file: &str| {
        let file = desk.path(file);
        let (workspace, file) = (workspace.to_str().unwrap(), file.to_str().unwrap());
        ctl(&[
            "inbox",
            "--json",
            "--workspace",
            workspace,
            "--as",
            "Eli Novak",
            "--password-file",
            file,
        ])
    };
    let said = call("Eli Novak wrong.password");
    assert_eq!(said.refused(), (1, "session.sign_in".to_owned()));
    assert!(!said.out.contains("not the right password"), "{said:?}");
    fs::write(
        desk.path("both-wrong"),
        "not the right password 9\nnor this passphrase 99\n",
    )
    .unwrap();
    assert_eq!(
        call("both-wrong").refused(),
        (1, "wrong_passphrase".to_owned())
    );
    fs::write(desk.path("empty"), "\n").unwrap();
    assert_eq!(call("missing").refused(), (2, "ctl.file".to_owned()));
    let passphrase = desk.path("only.passphrase");
    fs::write(&passphrase, format!("{}\n", desk.passphrase)).unwrap();
    let args = [
        "inbox",
        "--json",
        "--workspace",
        workspace.to_str().unwrap(),
        "--as",
        "Eli Novak",
        "--password-file",
        &desk.path("empty").display().to_string(),
        "--passphrase-file",
        passphrase.to_str().unwrap(),
    ];
    assert_eq!(ctl(&args).refused(), (2, "ctl.empty_secret".to_owned()));
}

#[test]
fn without_a_terminal_nothing_waits_for_one() {
    let desk = sample();
    // In a session of its own the program has no terminal, whoever runs the tests.
    let output = Command::new("setsid")
        .args([
            "--wait",
            env!("CARGO_BIN_EXE_countersignctl"),
            "status",
            "--json",
            "--workspace",
        ])
        .arg(desk.workspace())
        .env_remove("COUNTERSIGN_PASSWORD_FILE")
        .env_remove("COUNTERSIGN_PASSPHRASE_FILE")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("ctl.no_terminal")
    );
}

#[test]
fn unknown_names_and_values_are_refused() {
    let desk = sample();
    for (who, args, code, exit) in [
        ("Nobody", ["inbox"].as_slice(), "ctl.file", 2),
        (
            "Ana Torres",
            &["grant", "Nobody", "approver", "workspace"],
            "not_found",
            2,
        ),
        (
            "Ana Torres",
            &["grant", "Eli Novak", "emperor", "workspace"],
            "input",
            2,
        ),
        (
            "Ana Torres",
            &["grant", "Eli Novak", "approver", "everywhere"],
            "input",
            2,
        ),
        (
            "Ana Torres",
            &["grant", "Ana Torres", "builder", "workspace"],
            "self_grant",
            1,
        ),
        (
            "Eli Novak",
            &["grant", "Fay Duarte", "builder", "workspace"],
            "not_permitted",
            1,
        ),
        (
            "Ana Torres",
            &["change", "decide", "c_999999", "--approve"],
            "not_found",
            2,
        ),
        ("Eli Novak", &["approve", "t_1_0"], "ctl.no_task", 1),
        ("Eli Novak", &["approve", "nonsense"], "ctl.no_task", 1),
        (
            "Gus Pereira",
            &["start", "customer-refund", "--field", "amount"],
            "ctl.not_a_field",
            2,
        ),
        (
            "Gus Pereira",
            &["start", "customer-refund", "--field", "shoe_size=43"],
            "field_unknown",
            1,
        ),
        (
            "Gus Pereira",
            &["start", "no-such-workflow"],
            "not_found",
            2,
        ),
        ("Gus Pereira", &["log"], "api.not_permitted", 1),
        ("Gus Pereira", &["import", "/nonexistent"], "ctl.file", 2),
    ] {
        if who == "Nobody" {
            let _ = fs::remove_file(desk.path("Nobody.password"));
        }
        let said = desk.as_person(who, args);
        assert_eq!(
            said.refused(),
            (exit, code.to_owned()),
            "{args:?}: {said:?}"
        );
        let text = desk.text(who, args);
        assert!(
            text.code == exit && text.out.is_empty() && text.err.starts_with("countersignctl: "),
            "{text:?}"
        );
    }
}

#[test]
fn files_that_are_no_workflow_rule_or_connector_are_refused() {
    let desk = sample();
    let file = |name: &str, text: &str| {
        let path = desk.path(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let bomb = file(
        "bomb.bpmn",
        r#"<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><definitions>&c;</definitions>"#,
    );
    let other = file("other.bpmn", "<html/>");
    let text = file("text.bpmn", "not XML");
    let rule = file("rule.json", r#"{"id": "Big Rule"}"#);
    for args in [["import", &bomb], ["import", &other], ["import", &text]] {
        let said = desk.as_person("Dee Marsh", &args);
        assert!(
            said.code != 0 && said.refused().1 == "input",
            "{args:?}: {said:?}"
        );
    }
    for (noun, path) in [("rule", &rule), ("connector", &rule), ("rule", &text)] {
        let said = desk.as_person("Dee Marsh", &[noun, "set", path]);
        assert!(
            said.code != 0 && said.refused().1 == "input",
            "{noun}: {said:?}"
        );
    }
    assert_eq!(
        desk.as_person("Ana Torres", &["change", "list"]).yes()["changes"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn an_export_goes_only_to_a_free_folder() {
    let desk = sample();
    let full = desk.path("full");
    fs::create_dir_all(&full).unwrap();
    fs::write(full.join("note"), "mine").unwrap();
    let said = desk.as_person("Joy Adeyemi", &["export", full.to_str().unwrap()]);
    assert_eq!(said.refused(), (2, "ctl.folder_not_empty".to_owned()));
    let free = desk.path("not-permitted");
    assert_eq!(
        desk.as_person("Gus Pereira", &["export", free.to_str().unwrap()])
            .code,
        1
    );
    assert!(!free.exists(), "nothing of it is left");
}

#[test]
fn init_refuses_before_anything_is_made() {
    let folder = TempDir::new().unwrap();
    let (good, weak) = (folder.path().join("good"), folder.path().join("weak"));
    fs::write(
        &good,
        "orchard window plain story\nharvest tunnel quiet lamp\n",
    )
    .unwrap();
    fs::write(&weak, "short\nharvest tunnel quiet lamp\n").unwrap();
    let workspace = folder.path().join("workspace");
    let init = |file: &std::path::Path, vault: &str| {
        ctl(&[
            "init",
            "--json",
            "--workspace",
            workspace.to_str().unwrap(),
            "--name",
            "Acme",
            "--admin-name",
            "Ana Torres",
            "--vault",
            vault,
            "--password-file",
            file.to_str().unwrap(),
        ])
    };
    assert_eq!(init(&weak, "file").code, 1, "a weak password");
    assert!(!workspace.exists());
    let said = init(&good, "keyring");
    assert_eq!(said.refused(), (2, "no_keyring".to_owned()));
    assert_eq!(said.json()["help"], "help-no_keyring");
    assert!(!workspace.exists());
    let made = init(&good, "memory").yes();
    assert_eq!(
        (&made["open"]["name"], &made["vault"]["kind"]),
        (&"Acme".into(), &"memory".into())
    );
    assert_eq!(
        init(&good, "memory").refused(),
        (2, "ctl.folder_not_empty".to_owned())
    );
}

#[test]
fn completions_are_made_for_each_shell() {
    for shell in ["bash", "fish", "zsh"] {
        let said = ctl(&["completions", shell]);
        assert!(
            said.code == 0 && said.out.contains("countersignctl"),
            "{shell}"
        );
    }
    assert_eq!(ctl(&["completions", "abacus"]).code, 2);
}
