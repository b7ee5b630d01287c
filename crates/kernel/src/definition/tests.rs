//! What compiles and what is refused, and why.

use crate::{
    Refusal,
    definition::{Definition, FieldDisclosure, NodeKind},
    limits,
    process::tests::support::{APPROVERS, Files, OUTPUTS, REQUEST, SHOWN, draw},
};

type Change = fn(&mut Files);

/// A request, an approval that shows everything, and a call.
fn lines(call: &'static str) -> Vec<&'static str> {
    vec![
        "start req",
        "approval a rule show",
        call,
        "end e",
        "start > a",
        "a > c",
        "c > e",
    ]
}

fn files(lines: &[&str]) -> Files {
    Files {
        process: draw(lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("show", SHOWN)
    .rule("rule", APPROVERS, 1)
    .connector("erp", false, OUTPUTS)
}

fn usual() -> Files {
    files(&lines("call c POST /pay name==name"))
}

fn reason(files: &Files) -> String {
    match files.compile() {
        Ok(_) => "compiled".into(),
        Err(Refusal::FileInvalid { file, reason }) => format!("{file}: {reason}"),
        Err(other) => other.code().into(),
    }
}

#[test]
fn a_version_compiles_to_numbered_nodes_and_a_field_table() {
    let definition: Definition = usual().compile().unwrap();
    let nodes: Vec<_> = definition
        .nodes()
        .map(|(ix, node)| (ix.0, node.id.as_str(), node.kind.as_str()))
        .collect();
    assert_eq!(
        nodes,
        [
            (0, "start", "start"),
            (1, "a", "approval"),
            (2, "c", "connector"),
            (3, "e", "end")
        ]
    );
    assert_eq!(definition.start_form().unwrap().id, "req");
    assert_eq!(
        definition.form(definition.find("a").unwrap()).unwrap().id,
        "show"
    );
    let call = definition.node(definition.find("c").unwrap()).unwrap();
    assert_eq!(call.guards, [definition.find("a").unwrap()]);
    assert!(matches!(call.kind, NodeKind::Connector(_)));
    let iban = definition.field("iban").unwrap();
    assert_eq!(
        iban.disclosure,
        FieldDisclosure::Sealed {
            retention: Some("P10Y".into())
        }
    );
    assert!(
        definition.field("secret").unwrap().is_sealed()
            && definition.field("secret").unwrap().output
    );
    assert!(!definition.field("number").unwrap().is_sealed());
}

#[test]
fn files_are_pinned_by_their_bytes_and_named_as_they_call_themselves() {
    let (manifest, mut blobs) = usual().pin("pay");
    let bytes = blobs.0.get(&manifest.process).cloned().unwrap();
    let mut other = bytes.to_vec();
    other.push(b' ');
    blobs.0.insert(manifest.process, other.into());
    let refusal = Definition::compile(&manifest, &blobs).unwrap_err();
    assert!(
        matches!(&refusal, Refusal::FileInvalid { file, .. } if file == "process.bpmn"),
        "other bytes: {refusal}"
    );
    blobs.0.remove(&manifest.process);
    assert_eq!(
        Definition::compile(&manifest, &blobs).unwrap_err().code(),
        "blob_missing"
    );
    let moved = |change: Change| {
        let mut files = usual();
        change(&mut files);
        reason(&files)
    };
    let rows: [(Change, &str); 6] = [
        (
            |f| {
                let file = f.forms["show"].replace("\"id\":\"show\"", "\"id\":\"x\"");
                f.forms.insert("show".into(), file);
            },
            "calls itself `x`",
        ),
        (
            |f| {
                let file = f.rules["rule"].replace("\"id\":\"rule\"", "\"id\":\"x\"");
                f.rules.insert("rule".into(), file);
            },
            "calls itself `x`",
        ),
        (
            |f| {
                let file = f.connectors["erp"].replace("\"id\":\"erp\"", "\"id\":\"x\"");
                f.connectors.insert("erp".into(), file);
            },
            "calls itself `x`",
        ),
        (
            |f| {
                f.forms
                    .insert("spare".into(), r#"{"id":"spare","components":[]}"#.into());
            },
            "does not name it",
        ),
        (
            |f| {
                f.forms.insert("show".into(), "{".into());
            },
            "does not follow the schema",
        ),
        (
            |f| {
                f.rules
                    .insert("rule".into(), " ".repeat(limits::BLOB_BYTES + 1));
            },
            "larger than",
        ),
    ];
    for (change, want) in rows {
        let found = moved(change);
        assert!(found.contains(want), "{want}: {found}");
    }
}

#[test]
fn whatever_the_diagram_names_is_pinned() {
    let rows: [(Change, &str); 4] = [
        (
            |f| {
                f.forms.remove("req");
            },
            "names form `req`",
        ),
        (
            |f| {
                f.rules.remove("rule");
            },
            "names rule `rule`",
        ),
        (
            |f| {
                f.connectors.remove("erp");
            },
            "names connector `erp`",
        ),
        (
            |f| f.process = f.process.replace("<b:endEvent id=\"e\"/>", ""),
            "process.bpmn",
        ),
    ];
    for (change, want) in rows {
        let mut files = usual();
        change(&mut files);
        let found = reason(&files);
        assert!(found.contains(want), "{want}: {found}");
    }
    let many = Files {
        process: "x".repeat(10),
        ..Files::default()
    };
    assert!(reason(&many).contains("not XML"));
}

#[test]
fn one_path_means_one_thing() {
    let rows = [
        (r#"{"type":"textfield","key":"iban"}"#, "open in one place"),
        (
            r#"{"type":"textfield","key":"iban","properties":{"countersign.data":"sealed","countersign.retention":"P1Y"}}"#,
            "kept for",
        ),
        (
            r#"{"type":"textfield","key":"amount"}"#,
            "holds a number elsewhere",
        ),
        (
            r#"{"type":"checkbox","key":"name"}"#,
            "holds text elsewhere",
        ),
        (
            r#"{"type":"textfield","key":"secret"}"#,
            "open in one place",
        ),
        (r#"{"type":"textarea","key":"name"}"#, "compiled"),
        (r#"{"type":"textfield","key":"number"}"#, "compiled"),
    ];
    for (field, want) in rows {
        let found = reason(&files(&lines("call c POST /pay k=x")).form("show", field));
        assert!(found.contains(want), "{field}: {found}");
    }
}

#[test]
fn conditions_read_declared_open_fields_only() {
    let rows = [
        ("amount > 5", "compiled"),
        ("number = \"x\"", "compiled"),
        ("iban = \"DE\"", "reads the sealed field `iban`"),
        ("secret = \"DE\"", "reads the sealed field `secret`"),
        ("total > 5", "reads `total`, which no form"),
        ("name.first = \"x\"", "has no parts"),
    ];
    for (condition, want) in rows {
        let flow = format!("g > c ? {condition}");
        let lines = [
            "start req",
            "approval a rule show",
            "xor g e",
            "call c POST /pay k=x",
            "end e",
            "start > a",
            "a > g",
            &flow,
            "g > e",
            "c > e",
        ];
        let found = reason(&files(&lines));
        assert!(found.contains(want), "{condition}: {found}");
    }
}

#[test]
fn a_call_stays_within_the_scope_and_moves_sealed_values_whole() {
    let rows = [
        ("call c POST /pay k=x", "compiled"),
        ("call c POST /vendors/7 k=x", "compiled"),
        ("call c GET /pay k=x", "outside the scope"),
        ("call c POST /other k=x", "outside the scope"),
        ("call c POST /vendors/../pay k=x", "outside the scope"),
        (r#"call c POST ="/vendors/"+name k=x"#, "compiled"),
        (
            r#"call c GET ="/vendors/"+name k=x"#,
            "method `GET` is outside",
        ),
        (
            r#"call c POST ="/vendors/"+iban k=x"#,
            "reads the sealed field `iban`",
        ),
        (r#"call c POST ="/vendors/"+total k=x"#, "reads `total`"),
        ("call c POST /pay k==iban", "compiled"),
        ("call c POST /pay k==[iban]", "only be moved whole"),
        (
            "call c POST /pay k==upper~case(iban)",
            "only be moved whole",
        ),
        ("call c POST /pay k==total", "reads `total`"),
        ("call c POST /pay k=x k==name", "two inputs have the target"),
        ("call c POST /pay k=x k.a==name", "write the same place"),
        ("call c POST /pay k.a=x k.b==name", "compiled"),
    ];
    for (call, want) in rows {
        let found = reason(&files(&lines(call)));
        assert!(found.contains(want), "{call}: {found}");
    }
}

#[test]
fn a_guarded_call_reads_only_what_every_way_to_it_has_shown() {
    let name_only = r#"{"type":"textfield","key":"name","disabled":true}"#;
    let amount_only = r#"{"type":"number","key":"amount","disabled":true}"#;
    let calls = "call c POST /pay n==name s==amount";
    let refused = "do not show on every path";
    let rows: [(&[&str], &str, &str); 9] = [
        (
            &[
                "start req",
                "approval a rule show",
                calls,
                "end e",
                "start > a",
                "a > c",
                "c > e",
            ],
            "compiled",
            "shown before it",
        ),
        (
            &[
                "start req",
                "approval a rule n",
                calls,
                "end e",
                "start > a",
                "a > c",
                "c > e",
            ],
            refused,
            "not shown",
        ),
        (
            &[
                "start req",
                "approval a rule n",
                "approval b rule s",
                calls,
                "end e",
                "start > a",
                "a > b",
                "b > c",
                "c > e",
            ],
            "compiled",
            "two approvals in a row cover together",
        ),
        (
            &[
                "start req",
                "and f",
                "approval a rule n",
                "approval b rule s",
                "and j",
                calls,
                "end e",
                "start > f",
                "f > a",
                "f > b",
                "a > j",
                "b > j",
                "j > c",
                "c > e",
            ],
            "compiled",
            "both branches are passed at a join",
        ),
        (
            &[
                "start req",
                "xor g b",
                "approval a rule n",
                "approval b rule s",
                "xor m",
                calls,
                "end e",
                "start > g",
                "g > a ? amount > 1",
                "g > b",
                "a > m",
                "b > m",
                "m > c",
                "c > e",
            ],
            refused,
            "one branch or the other is not both",
        ),
        (
            &[
                "start req",
                "xor g b",
                "approval a rule show",
                "approval b rule show",
                "xor m",
                calls,
                "end e",
                "start > g",
                "g > a ? amount > 1",
                "g > b",
                "a > m",
                "b > m",
                "m > c",
                "c > e",
            ],
            "compiled",
            "either branch shows it",
        ),
        (
            &[
                "start req",
                "xor g m",
                "approval a rule show",
                "xor m",
                calls,
                "end e",
                "start > g",
                "g > a ? amount > 1",
                "g > m",
                "a > m",
                "m > c",
                "c > e",
            ],
            refused,
            "a way around the approval",
        ),
        (
            &[
                "start req",
                "xor m",
                "approval a rule show",
                "xor g e",
                calls,
                "end e",
                "start > m",
                "m > a",
                "a > c",
                "c > g",
                "g > m ? amount > 1",
                "g > e",
            ],
            "compiled",
            "a loop back",
        ),
        (
            &["start req", calls, "end e", "start > c", "c > e"],
            "compiled",
            "no approval leads to it: not guarded",
        ),
    ];
    for (lines, want, why) in rows {
        let process = draw(lines);
        let mut all = Files {
            process: process.clone(),
            ..Files::default()
        }
        .form("req", REQUEST)
        .connector("erp", false, OUTPUTS);
        for (id, form) in [("show", SHOWN), ("n", name_only), ("s", amount_only)] {
            if process.contains(&format!("formId=\"{id}\"")) {
                all = all.form(id, form).rule("rule", APPROVERS, 1);
            }
        }
        let found = reason(&all);
        assert!(found.contains(want), "{why}: {found}");
    }
}

#[test]
fn outputs_that_no_approval_covered_are_read_when_the_version_names_them() {
    let chain = |second: &'static str| {
        files(&[
            "start req",
            "approval a rule show",
            "call b POST /pay k=x",
            second,
            "end e",
            "start > a",
            "a > b",
            "b > c",
            "c > e",
        ])
    };
    let rows = [
        ("call c POST /pay n==number", "do not show on every path"),
        ("call c POST /pay n==number uncovered:number", "compiled"),
        (
            "call c POST /pay n==number uncovered:name",
            "is no connector output",
        ),
        (
            "call c POST /pay n==number uncovered:nothing",
            "is no connector output",
        ),
    ];
    for (call, want) in rows {
        let found = reason(&chain(call));
        assert!(found.contains(want), "{call}: {found}");
    }
}

#[test]
fn diagrams_beyond_the_limits_are_refused() {
    let mut lines = vec!["start req".to_owned(), "end e".into()];
    for n in 0..limits::NODES {
        lines.push(format!("task t{n} req"));
        lines.push(if n == 0 {
            "start > t0".into()
        } else {
            format!("t{} > t{n}", n - 1)
        });
    }
    lines.push(format!("t{} > e", limits::NODES - 1));
    let process = draw(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let found = reason(
        &Files {
            process,
            ..Files::default()
        }
        .form("req", REQUEST),
    );
    assert!(found.contains("steps"), "{found}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_in_place_of_a_file_are_refused_without_panic(bytes in ".{0,200}", which in 0..4u8) {
        let mut files = usual();
        match which {
            0 => files.process = bytes,
            1 => { files.forms.insert("show".into(), bytes); }
            2 => { files.rules.insert("rule".into(), bytes); }
            _ => { files.connectors.insert("erp".into(), bytes); }
        }
        proptest::prop_assert!(files.compile().is_err());
    }
}
