//! Scripts, decisions, mappings, called workflows, and what approvals make of values that were derived.

use super::{elements::files, support::*};
use crate::{
    act::incident::Way,
    field::{FieldValue, Open, Writes},
    state::IncidentCode,
};

fn started(files: &Files) -> World {
    let mut world = World::new(files);
    let fields = [("name", text("x")), ("amount", text("700"))];
    let mut writes = open(&fields);
    writes.sealed.insert("iban".into(), sealed(7));
    world.start(writes).unwrap();
    world
}

fn int(number: i64) -> Option<FieldValue> {
    Some(FieldValue::Open(Open::Integer(number)))
}

const TABLE: &str = r##"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="n">
    <inputData id="in" name="amount"><variable name="amount" typeRef="number"/></inputData>
    <decision id="level" name="Level"><variable name="Level"/><informationRequirement><requiredInput href="#in"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>amount</text></inputExpression></input><output name="level"/>
    <rule><inputEntry><text>&lt; 500</text></inputEntry><outputEntry><text>"low"</text></outputEntry></rule>
    <rule><inputEntry><text>[500..1000]</text></inputEntry><outputEntry><text>"high"</text></outputEntry></rule>
    </decisionTable></decision></definitions>"##;

#[test]
fn scripts_and_decisions_write_their_results() {
    let lines = [
        "start req",
        "script s double amount * 2",
        "decide d level level",
        "xor x low",
        "task low edit",
        "task high edit",
        "end e",
        "start > s",
        "s > d",
        "d > x",
        "x > high ? level = \"high\" and double > 1000",
        "x > low",
        "low > e",
        "high > e",
    ];
    let files = files(&lines).decision("level", TABLE);
    let mut world = started(&files);
    assert_eq!(world.where_it_is(), ["task:high"]);
    assert_eq!(world.value("double"), int(1400));
    assert_eq!(world.value("level"), Some(FieldValue::Open(text("high"))));
    world.complete(OPS, "high", Writes::default()).unwrap();
    world
        .start(open(&[("name", text("x")), ("amount", text("5000"))]))
        .unwrap();
    assert_eq!(
        codes(world.instance()),
        [IncidentCode::Expression],
        "no rule matched"
    );
    world.modify(OPS, open(&[("amount", text("100"))])).unwrap();
    world.resolve(OPS, Way::Retry, Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:low"], "a person mended it");
}

#[test]
fn a_script_that_fails_stops_and_may_be_passed_over() {
    let lines = [
        "start req",
        "script s r 1 / (amount - 700)",
        "task t edit",
        "end e",
        "start > s",
        "s > t",
        "t > e",
    ];
    let mut world = started(&files(&lines));
    assert_eq!(world.where_it_is(), ["stop:s:expression"]);
    assert_eq!(
        code(world.resolve(DEE, Way::Skip, Writes::default())),
        "not_permitted",
        "by permission"
    );
    assert_eq!(
        code(world.resolve(ANA, Way::Skip, Writes::default())),
        "self_approval",
        "never the requester"
    );
    world.resolve(OPS, Way::Skip, Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:t"]);
    assert_eq!(world.value("r"), None, "nothing was written");
    let mandatory = lines
        .into_iter()
        .chain(["@s property countersign.step=mandatory"])
        .collect::<Vec<_>>();
    let mut world = started(&files(&mandatory));
    assert_eq!(
        code(world.resolve(OPS, Way::Skip, Writes::default())),
        "incident_way",
        "it is mandatory"
    );
}

#[test]
fn what_an_operator_writes_is_what_some_form_would_take() {
    let lines = ["start req", "task t edit", "end e", "start > t", "t > e"];
    let files = files(&lines)
        .form(
            "req",
            r#"{"type":"number","key":"amount","validate":{"max":100}},{"type":"textfield","key":"free"},
            {"type":"select","key":"size","values":[{"value":"S"},{"value":"M"}]}"#,
        )
        .form(
            "edit",
            r#"{"type":"number","key":"amount","validate":{"min":50,"max":900}},{"type":"textfield","key":"size","disabled":true}"#,
        );
    let mut world = World::new(&files);
    world.start(open(&[("size", text("S"))])).unwrap();
    for (path, value, taken, why) in [
        ("size", text("M"), true, "one of the sizes"),
        (
            "size",
            text("XL"),
            false,
            "the form that shows it does not ask for it",
        ),
        ("amount", text("7"), true, "the first form takes it"),
        ("amount", text("700"), true, "the second form takes it"),
        ("amount", Open::Integer(700), true, "a whole number"),
        ("amount", text("901"), false, "neither takes it"),
        ("free", text("x"), true, "no bounds"),
        ("free", Open::Boolean(true), false, "no text"),
    ] {
        let answer = world.modify(OPS, open(&[(path, value)]));
        let got = answer.err().map(|refusal| refusal.code());
        let want = (!taken).then_some("field_value");
        assert_eq!(got, want, "{path}: {why}");
    }
}

#[test]
fn modifying_is_for_operators_and_makes_them_editors() {
    let lines = [
        "start req",
        "approval a rule show",
        "end e",
        "start > a",
        "a > e",
    ];
    let mut world = started(&files(&lines));
    let amount = open(&[("amount", text("1"))]);
    assert_eq!(code(world.modify(DEE, amount.clone())), "not_permitted");
    assert_eq!(
        code(world.modify(ANA, amount.clone())),
        "self_approval",
        "the requester holds the role too"
    );
    let rows = [
        (open(&[("nothing", text("1"))]), "field_unknown"),
        (open(&[("amount", text("much"))]), "field_value"),
        (open(&[("iban", text("1"))]), "field_disclosure"),
        (Writes::default(), "field_missing"),
    ];
    for (writes, want) in rows {
        assert_eq!(code(world.modify(OPS, writes)), want);
    }
    world.grant(OPS, crate::role::Role::Approver);
    world.modify(OPS, amount).unwrap();
    assert_eq!(
        code(world.approve(OPS, "a")),
        "editor_approval",
        "who modified does not approve"
    );
    world.approve(DEE, "a").unwrap();
}

#[test]
fn mappings_hand_values_in_and_out() {
    let lines = [
        "start req",
        "sub s {",
        "begin i",
        "task t edit",
        "script u inner double + 1",
        "end x",
        "i > t",
        "t > u",
        "u > x",
        "}",
        "@s in double=amount * 2",
        "@s in secret=iban",
        "@s out total=double + inner",
        "@s out kept=secret",
        "task d edit",
        "end e",
        "start > s",
        "s > d",
        "d > e",
    ];
    let mut world = started(&files(&lines));
    world
        .complete(OPS, "t", open(&[("amount", text("1"))]))
        .unwrap();
    assert_eq!(world.value("inner"), int(1401), "an input is taken once");
    assert_eq!(world.value("total"), int(2801));
    assert_eq!(
        world.value("kept"),
        Some(FieldValue::Sealed(sealed(7))),
        "moved whole"
    );
    assert!(world.definition().field("kept").unwrap().is_sealed());
}

#[test]
fn names_are_seen_where_they_are_and_sealed_ones_are_moved_whole() {
    let rows = [
        (
            "@s in b=iban + 1",
            "moved whole",
            "a sealed value is not computed with",
        ),
        ("@s out b=nothing", "declares", "an unknown name"),
        ("@s in 1b=amount", "not a name", "no name"),
        ("@s in inner=amount", "no field", "a step inside writes it"),
        ("@s all iban", "sealed", "a sealed list"),
    ];
    for (line, want, why) in rows {
        let lines = [
            "start req",
            "sub s {",
            "begin i",
            "script u inner 1",
            "end x",
            "i > u",
            "u > x",
            "}",
            line,
            "end e",
            "start > s",
            "s > e",
        ];
        let found = files(&lines).compile().map(|_| ()).unwrap_err().to_string();
        assert!(found.contains(want), "{why}: {found}");
    }
    let outside = [
        "start req",
        "sub s {",
        "begin i",
        "end x",
        "i > x",
        "}",
        "@s in local=amount",
        "script u r local",
        "end e",
        "start > s",
        "s > u",
        "u > e",
    ];
    assert!(
        files(&outside).compile().is_err(),
        "outside of its activity"
    );
}

/// A workflow that pays, with one approval.
fn called() -> Files {
    files(&[
        "start req",
        "approval ok rule show",
        "call c POST /pay k==amount",
        "error bad failed",
        "xor x bad",
        "end ce",
        "start > ok",
        "ok > c",
        "c > x",
        "x > ce ? amount > 100",
        "x > bad",
    ])
}

#[test]
fn a_called_workflow_runs_inside_its_caller() {
    let lines = [
        "start req",
        "run w other",
        "border b w error failed",
        "task late edit",
        "task d edit",
        "end e",
        "start > w",
        "w > d",
        "d > e",
        "b > late",
        "late > e",
    ];
    let files = files(&lines).calls("other", called());
    let mut world = started(&files);
    assert_eq!(world.where_it_is(), ["task:w/ok"]);
    world.approve(DEE, "w/ok").unwrap();
    world.run("w/c", LEASE).unwrap();
    world.answered("w/c", Writes::default()).unwrap();
    assert_eq!(world.where_it_is(), ["task:d"]);
    world.complete(OPS, "d", Writes::default()).unwrap();
    world
        .start(open(&[("name", text("x")), ("amount", text("50"))]))
        .unwrap();
    world.approve(DEE, "w/ok").unwrap();
    world.run("w/c", LEASE).unwrap();
    world.answered("w/c", Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["task:late"],
        "its error is caught at the call"
    );
}

#[test]
fn a_call_is_pinned_and_bounded() {
    let lines = ["start req", "run w other", "end e", "start > w", "w > e"];
    let missing = files(&lines).compile().map(|_| ()).unwrap_err().to_string();
    assert!(missing.contains("pin"), "{missing}");
    let unused = files(&["start req", "end e", "start > e"]).calls("other", called());
    assert!(unused.compile().is_err(), "a workflow nobody calls");
    let deep = (0..10).fold(called(), |inner, _| files(&lines).calls("other", inner));
    let found = deep.compile().map(|_| ()).unwrap_err().to_string();
    assert!(found.contains("one inside the other"), "{found}");
    let back = [
        "start req",
        r#"run w other propagateAllChildVariables="false""#,
        "end e",
        "start > w",
        "w > e",
    ];
    let found = files(&back)
        .calls("other", called())
        .compile()
        .map(|_| ())
        .unwrap_err()
        .to_string();
    assert!(found.contains("takes no fields back"), "{found}");
}

#[test]
fn what_skips_an_approval_leads_to_no_effect_that_needs_it() {
    // The call reads the amount, which only the approval shows.
    let rows: [(&[&str], bool, &str); 9] = [
        (&["start > a", "a > c"], true, "behind the approval"),
        (
            &[
                "border b a duration PT1H",
                "start > a",
                "a > e2",
                "b > c",
                "end e2",
            ],
            false,
            "a deadline leads past it",
        ),
        (
            &[
                "border b a ~ duration PT1H",
                "start > a",
                "a > e2",
                "b > c",
                "end e2",
            ],
            false,
            "beside it",
        ),
        (
            &[
                "or o f2",
                "pass f2",
                "or j",
                "start > o",
                "o > a ? amount > 1",
                "o > f2",
                "a > j",
                "f2 > j",
                "j > c",
            ],
            false,
            "a branch that may be skipped",
        ),
        (
            &[
                "and o",
                "pass f2",
                "and j",
                "start > o",
                "o > a",
                "o > f2",
                "a > j",
                "f2 > j",
                "j > c",
            ],
            true,
            "a branch that may not",
        ),
        (
            &[
                "sub s {",
                "begin i",
                "end x",
                "i > a2",
                "approval a2 rule show",
                "a2 > x",
                "}",
                "start > s",
                "s > a",
                "a > c",
            ],
            true,
            "inside and behind",
        ),
        (
            &[
                "sub s {",
                "begin i",
                "end x",
                "i > a2",
                "approval a2 rule show",
                "a2 > x",
                "}",
                "start > s",
                "s > c",
                "a > e2",
                "end e2",
                "pass pz",
                "pz > a",
                "c > pz",
            ],
            true,
            "inside a sub-process",
        ),
        (
            &[
                "sub s {",
                "begin i",
                "approval a2 rule show",
                "end x",
                "i > a2",
                "a2 > x",
                "handler h {",
                "on ho message m =name",
                "end he",
                "ho > he",
                "}",
                "}",
                "start > s",
                "s > c",
                "a > e2",
                "end e2",
                "pass pz",
                "pz > a",
                "c > pz",
            ],
            false,
            "an event sub-process ends the scope without it",
        ),
        (
            &[
                "sub s {",
                "begin i",
                "approval a2 rule show",
                "end x",
                "i > a2",
                "a2 > x",
                "}",
                "border b s error",
                "start > s",
                "s > e2",
                "end e2",
                "b > c",
                "a > e2",
                "pass pz",
                "pz > a",
                "c > pz",
            ],
            false,
            "an error leads out of the sub-process",
        ),
    ];
    for (around, allowed, why) in rows {
        let lines = [
            "start req",
            "approval a rule show",
            "call c POST /pay k==amount",
            "end e",
        ];
        let last: &[&str] = if around.contains(&"c > pz") {
            &[]
        } else {
            &["c > e"]
        };
        let lines: Vec<&str> = lines
            .iter()
            .chain(around)
            .chain(last)
            .copied()
            .filter(|line| last.is_empty() || *line != "x")
            .collect();
        let lines: Vec<&str> = lines
            .into_iter()
            .filter(|line| !(last.is_empty() && *line == "end e"))
            .collect();
        let found = files(&lines).compile();
        match found {
            Ok(_) => assert!(allowed, "{why}: it compiled"),
            Err(refusal) => {
                let text = refusal.to_string();
                assert!(!allowed && text.contains("do not show"), "{why}: {text}");
            }
        }
    }
}

#[test]
fn a_local_value_is_what_was_approved_or_the_call_stops() {
    // The list is approved as a whole, then each item is paid.
    let lines = [
        "start req",
        "script s items [\"a\", \"b\"]",
        "approval a rule list",
        "sub pp {",
        "begin i",
        "task t edit",
        "call c POST /pay k==item",
        "end x",
        "i > t",
        "t > c",
        "c > x",
        "}",
        "@pp seq items item",
        "end e",
        "start > s",
        "s > a",
        "a > pp",
        "pp > e",
    ];
    let list = r#"{"type":"taglist","key":"items","disabled":true,"values":[]}"#;
    let files = files(&lines).form("list", list);
    let Ok(_) = files.compile() else {
        panic!("{:?}", files.compile().map(|_| ()));
    };
    let mut world = started(&files);
    world.approve(DEE, "a").unwrap();
    world.complete(OPS, "t", Writes::default()).unwrap();
    assert_eq!(
        world.where_it_is(),
        ["job:c"],
        "its item is one that was approved"
    );
    world
        .modify(OPS, open(&[("items", Open::List(vec!["z".into()]))]))
        .unwrap();
    assert_eq!(
        codes(world.instance()),
        [IncidentCode::ChangedAfterApproval]
    );
    world.approve(DEE, "a").unwrap();
    assert_eq!(
        codes(world.instance()),
        [IncidentCode::ChangedAfterApproval],
        "the item was taken from a list that nobody approves any more"
    );
    let uncovered: Vec<&str> = lines
        .iter()
        .copied()
        .map(|line| {
            if line == "approval a rule list" {
                "approval a rule show"
            } else {
                line
            }
        })
        .collect();
    let found = super::elements::files(&uncovered)
        .compile()
        .map(|_| ())
        .unwrap_err()
        .to_string();
    assert!(found.contains("do not show"), "{found}");
}

#[test]
fn a_message_starts_a_request_when_a_person_sends_it() {
    use crate::id::Signer;
    let lines = [
        "start req",
        "begin2 m",
        "task t edit",
        "end e",
        "start > t",
        "m > t",
        "t > e",
    ];
    let process = draw(
        &lines
            .into_iter()
            .filter(|line| *line != "begin2 m")
            .collect::<Vec<_>>(),
    );
    let start =
        r#"<b:startEvent id="m"><b:messageEventDefinition messageRef="mm"/></b:startEvent>"#;
    let process = process
        .replacen("<b:userTask", &format!("{start}<b:userTask"), 1)
        .replace(
            "</b:definitions>",
            r#"<b:message id="mm" name="order"/></b:definitions>"#,
        );
    let files = Files {
        process,
        ..files(&["start req", "task t edit", "end e", "start > t", "t > e"])
    };
    let mut world = World::new(&files);
    let fields = open(&[("name", text("x"))]);
    assert_eq!(
        code(world.publish("order", "", fields.clone())),
        "message_not_awaited",
        "a workstation answers for nothing"
    );
    let by = |person| Signer::Person(person);
    assert_eq!(
        code(world.publish_by(by(OPS), ("order", "", "1"), fields.clone())),
        "not_permitted"
    );
    world
        .publish_by(by(CY), ("order", "", "1"), fields)
        .unwrap();
    assert_eq!(world.where_it_is(), ["task:t"]);
    assert_eq!(world.instance().requester, CY);
}

#[test]
fn a_message_brings_what_its_event_declares_and_nothing_else() {
    use crate::id::Signer;
    let lines = [
        "start req",
        "message m paid =name",
        "@m out reference=number",
        "task t edit",
        "end e",
        "start > m",
        "m > t",
        "t > e",
    ];
    let mut world = started(&files(&lines));
    let number = open(&[("number", Open::Integer(7))]);
    let rows = [
        (open(&[("other", text("x"))]), "field_unknown"),
        (open(&[("amount", text("9"))]), "field_unknown"),
        (
            Writes {
                sealed: [("number".to_owned(), sealed(1))].into(),
                ..Writes::default()
            },
            "fields_beyond_limits",
        ),
    ];
    for (fields, want) in rows {
        assert_eq!(code(world.publish("paid", "x", fields)), want);
    }
    assert_eq!(
        code(world.publish_by(Signer::Person(DEE), ("paid", "x", "1"), number.clone())),
        "not_permitted"
    );
    assert_eq!(
        code(world.publish_by(Signer::Person(OPS), ("paid", "x", ""), number.clone())),
        "message_invalid",
        "without an id"
    );
    world
        .publish_by(Signer::Person(OPS), ("paid", "x", "1"), number)
        .unwrap();
    assert_eq!(world.value("reference"), int(7));
    assert_eq!(world.value("number"), None, "seen by the outputs alone");
}

#[test]
fn the_request_that_waits_longest_gets_a_message() {
    let lines = [
        "start req",
        "message m paid =name",
        "task t edit",
        "end e",
        "start > m",
        "m > t",
        "t > e",
    ];
    let mut world = started(&files(&lines));
    let first = world.request();
    world.start(open(&[("name", text("x"))])).unwrap();
    world.publish("paid", "x", Writes::default()).unwrap();
    let requests = &world.kernel.state.requests;
    assert!(
        requests[&first].waits.is_empty() && requests.values().any(|other| !other.waits.is_empty())
    );
    world.publish("paid", "x", Writes::default()).unwrap();
    assert_eq!(
        code(world.publish("paid", "x", Writes::default())),
        "message_not_awaited"
    );
    assert!(world.kernel.state.awaited.is_empty());
}

#[test]
fn a_waiting_request_is_small() {
    let lines = [
        "start req",
        "sub s {",
        "begin i",
        "task t edit",
        "border b t duration PT1H",
        "pass l",
        "message m paid =name",
        "and f",
        "end x",
        "end y",
        "i > f",
        "f > t",
        "f > m",
        "t > x",
        "m > y",
        "b > l",
        "l > x",
        "}",
        "@s in double=amount * 2",
        "end e",
        "start > s",
        "s > e",
    ];
    let world = started(&files(&lines));
    let mut instance = world.instance().clone();
    let whole = postcard::to_stdvec(&instance).unwrap().len();
    instance.fields = Default::default();
    let rest = postcard::to_stdvec(&instance).unwrap().len();
    assert!(rest < 400, "{rest} of {whole} bytes as stored");
    // In memory: the record, and for each entry its size and what it owns.
    use std::mem::size_of;
    let entries = instance.tasks.len() * size_of::<(crate::id::TaskId, crate::state::Task)>()
        + instance.waits.len() * size_of::<(crate::id::WaitId, crate::state::Wait)>()
        + instance.scopes.len() * size_of::<(crate::state::ScopeId, crate::state::Scope)>()
        + instance.passed.len() * 2;
    let memory = size_of::<crate::state::Instance>() + entries;
    assert!(
        memory < 1536,
        "{memory} bytes in memory for three things that wait"
    );
    let plain = started(&files(&[
        "start req",
        "task t edit",
        "end e",
        "start > t",
        "t > e",
    ]));
    let instance = plain.instance();
    let memory =
        size_of::<crate::state::Instance>() + size_of::<(crate::id::TaskId, crate::state::Task)>();
    assert!(
        memory < 1024 && instance.scopes.is_empty(),
        "{memory} bytes for one task"
    );
}
