//! The tables of `docs/` say what the code does.

use std::{fs, path::Path};

use kernel::{
    act::Body,
    role::{Permission, Role},
};

/// The cells of every row of the tables of a document, without heads.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name);
    let text = fs::read_to_string(path).unwrap();
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    text.lines()
        .filter(|line| line.starts_with("| `"))
        .map(cells)
        .collect()
}

fn name(cell: &str) -> &str {
    cell.trim_matches('`')
}

#[test]
fn every_act_has_its_row() {
    let rows = rows("acts.md");
    let names: Vec<&str> = rows.iter().map(|row| name(&row[0])).collect();
    assert_eq!(names, Body::NAMES);
    for row in &rows {
        assert!(
            row.len() == 4 && row.iter().all(|cell| !cell.is_empty()),
            "{row:?}"
        );
    }
}

#[test]
fn the_table_of_roles_is_the_one_of_the_code() {
    let table: Vec<Vec<String>> = rows("roles.md");
    let (permissions, binds): (Vec<_>, Vec<_>) = table
        .iter()
        .partition(|row| Permission::parse(name(&row[0])).is_some());
    let want: Vec<Vec<String>> = Permission::ALL
        .iter()
        .map(|permission| {
            let mark = |role: &Role| {
                if role.holds(*permission) {
                    "yes".to_owned()
                } else {
                    String::new()
                }
            };
            std::iter::once(format!("`{permission}`"))
                .chain(Role::ALL.iter().map(mark))
                .collect()
        })
        .collect();
    assert_eq!(permissions, want.iter().collect::<Vec<_>>());
    let want: Vec<Vec<String>> = Role::ALL
        .iter()
        .map(|role| {
            let names: Vec<String> = role
                .binds()
                .iter()
                .map(|role| format!("`{role}`"))
                .collect();
            vec![
                format!("`{role}`"),
                if names.is_empty() {
                    "nothing".into()
                } else {
                    names.join(", ")
                },
            ]
        })
        .collect();
    assert_eq!(binds, want.iter().collect::<Vec<_>>());
}
