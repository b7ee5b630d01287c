//! Given a diagram, an input and answers, when it is tried out, then where it stands and which way it went.

use super::*;
use crate::process::tests::support::{APPROVERS, Files, OUTPUTS, REQUEST, SHOWN, draw};
use serde_json::json;

const AT: Timestamp = Timestamp(1_800_000_000_000);

/// A refund: small ones need one approval, large ones two; then a call, then a task.
fn files() -> Files {
    let lines = [
        "start req",
        "xor big small",
        "approval small one show",
        "approval large two show",
        "xor join",
        "call pay POST /pay amount==amount",
        "task file edit",
        "end done",
        "start > big",
        "big > large ? amount > 500",
        "big > small",
        "small > join",
        "large > join",
        "join > pay",
        "pay > file",
        "file > done",
    ];
    Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("req", REQUEST)
    .form("show", SHOWN)
    .form("edit", r#"{"type":"textfield","key":"note"}"#)
    .rule("one", APPROVERS, 1)
    .rule("two", r#"{"group":"board"}"#, 2)
    .connector("erp", false, OUTPUTS)
}

fn definition(files: &Files) -> Arc<Definition> {
    Arc::new(files.compile().unwrap())
}

fn fields(value: Json) -> BTreeMap<String, Json> {
    serde_json::from_value(value).unwrap()
}

fn answer(at: &str, kind: AnswerKind) -> Answer {
    Answer {
        at: at.into(),
        kind,
        fields: BTreeMap::new(),
        status: None,
    }
}

fn small() -> BTreeMap<String, Json> {
    fields(json!({"name": "Nord", "amount": 40, "iban": "DE1"}))
}

fn played(input: Json, answers: &[Answer]) -> Simulation {
    let (simulation, left) =
        Simulation::play(definition(&files()), &fields(input), answers, AT).unwrap();
    assert_eq!(left, None);
    simulation
}

#[test]
fn every_way_leads_where_a_request_would_go() {
    use AnswerKind::{Answer as Answered, Approve, Complete, Fail, Reject, Unknown};
    type Row<'a> = (i64, &'a [(&'a str, AnswerKind)], State, &'a str, &'a str);
    let rows: [Row<'_>; 7] = [
        (
            40,
            &[],
            State::Waiting,
            "start big",
            "a small one waits for one approval",
        ),
        (
            900,
            &[("large", Approve)],
            State::Waiting,
            "start big large join",
            "one answer stands for both approvals",
        ),
        (
            40,
            &[("small", Reject)],
            State::Rejected,
            "start big",
            "rejected",
        ),
        (
            40,
            &[("small", Approve), ("pay", Fail)],
            State::Incident,
            "start big small join",
            "the call failed",
        ),
        (
            40,
            &[("small", Approve), ("pay", Unknown)],
            State::Incident,
            "start big small join",
            "nobody knows",
        ),
        (
            40,
            &[("small", Approve), ("pay", Answered)],
            State::Waiting,
            "start big small join pay",
            "the task waits",
        ),
        (
            40,
            &[("small", Approve), ("pay", Answered), ("file", Complete)],
            State::Completed,
            "start big small join pay file done",
            "to its end",
        ),
    ];
    for (amount, answers, state, path, why) in rows {
        let answers: Vec<Answer> = answers.iter().map(|(at, kind)| answer(at, *kind)).collect();
        let simulation = played(json!({"name": "Nord", "amount": amount}), &answers);
        assert_eq!(simulation.state(), state, "{why}");
        assert_eq!(simulation.path().join(" "), path, "{why}");
    }
}

#[test]
fn each_moment_shows_where_the_tokens_were() {
    let simulation = played(
        json!({"name": "Nord", "amount": 40}),
        &[answer("small", AnswerKind::Approve)],
    );
    let name = |ix: &NodeIx| simulation.definition().node(*ix).unwrap().id.clone();
    let shown: Vec<String> = simulation
        .moments()
        .iter()
        .map(|moment| {
            let tokens: Vec<String> = moment.tokens.iter().map(name).collect();
            format!(
                "{} {} [{}]",
                name(&moment.node),
                moment.what.as_str(),
                tokens.join(" ")
            )
        })
        .collect();
    let want = [
        "start entered [start]",
        "start passed [start]",
        "big passed [big]",
        "small waits [small]",
        "small approved [small]",
        "small passed [small]",
        "join passed [join]",
        "pay waits [pay]",
    ];
    assert_eq!(shown, want);
    let waits = simulation.waits();
    assert_eq!(
        (name(&waits[0].node).as_str(), waits[0].kind),
        ("pay", "connector")
    );
}

#[test]
fn an_answer_that_does_not_fit_changes_nothing() {
    use AnswerKind::{Answer as Answered, Approve, Complete, Fail, Fire, Message};
    let rows: [(Answer, &str); 9] = [
        (answer("nowhere", Complete), "there is no step"),
        (answer("file", Complete), "no task waits there"),
        (answer("small", Complete), "no task waits there"),
        (answer("large", Approve), "no approval waits there"),
        (answer("pay", Answered), "no call waits there"),
        (answer("pay", Fail), "no call waits there"),
        (answer("small", Fire), "no timer waits there"),
        (answer("small", Message), "no message is waited for there"),
        (answer("", Approve), "there is no step"),
    ];
    let mut simulation = played(json!({"name": "Nord", "amount": 40}), &[]);
    let before = (simulation.path(), simulation.moments().len());
    for (answer, want) in rows {
        let reason = simulation.answer(&answer).unwrap_err();
        assert!(reason.contains(want), "{answer:?}: {reason}");
        assert_eq!((simulation.path(), simulation.moments().len()), before);
    }
    simulation.answer(&answer("small", Approve)).unwrap();
    let wrong = [
        Answer {
            status: Some(404),
            ..answer("pay", Answered)
        },
        Answer {
            status: Some(200),
            ..answer("pay", Fail)
        },
        Answer {
            fields: fields(json!({"other": 1})),
            ..answer("pay", Answered)
        },
        Answer {
            fields: fields(json!({"number": {"a": 1}})),
            ..answer("pay", Answered)
        },
    ];
    for answer in wrong {
        assert!(simulation.answer(&answer).is_err(), "{answer:?}");
        assert_eq!(
            simulation.waits()[0].kind,
            "connector",
            "{answer:?}: it still waits"
        );
    }
}

#[test]
fn the_input_is_checked_as_the_start_form_says() {
    let rows = [
        (json!({}), "name", "a field that is needed"),
        (
            json!({"name": "a", "other": 1}),
            "other",
            "a field that no form has",
        ),
        (
            json!({"name": "a", "amount": "many"}),
            "amount",
            "no number",
        ),
        (
            json!({"name": ["a", 1]}),
            "name",
            "a list of more than texts",
        ),
    ];
    for (input, named, why) in rows {
        let refused = Simulation::start(definition(&files()), &fields(input), AT).unwrap_err();
        assert!(refused.contains(named), "{why}: {refused}");
    }
    let simulation = Simulation::start(definition(&files()), &small(), AT).unwrap();
    let FieldValue::Sealed(iban) = &simulation.fields()["iban"] else {
        panic!("the steps see a sealed value");
    };
    assert_eq!(simulation.given(iban), Some(&Open::Text("DE1".into())));
    let amount = &simulation.fields()["amount"];
    assert_eq!(
        *amount,
        FieldValue::Open(Open::Text("40".into())),
        "as an act has it"
    );
}

#[test]
fn time_passes_only_when_a_timer_is_fired_and_messages_come_when_they_are_sent() {
    let lines = [
        "start req",
        "task work edit",
        "border late work ~ duration PT2H",
        "message paid paid =name",
        "end done",
        "end told",
        "start > work",
        "work > paid",
        "paid > done",
        "late > told",
    ];
    let files = Files {
        process: draw(&lines),
        ..files()
    };
    let mut files = files;
    files.rules.clear();
    files.connectors.clear();
    files.forms.remove("show");
    let mut simulation = Simulation::start(definition(&files), &small(), AT).unwrap();
    let due: Vec<_> = simulation
        .waits()
        .iter()
        .filter_map(|wait| wait.due)
        .collect();
    assert_eq!(due, [AT.plus_millis(2 * 60 * 60 * 1_000)]);
    simulation
        .answer(&answer("late", AnswerKind::Fire))
        .unwrap();
    assert_eq!(simulation.path().join(" "), "start late told");
    assert!(
        simulation
            .answer(&answer("late", AnswerKind::Fire))
            .is_err(),
        "it fired once"
    );
    simulation
        .answer(&answer("work", AnswerKind::Complete))
        .unwrap();
    let surplus = Answer {
        fields: fields(json!({"other": 1})),
        ..answer("paid", AnswerKind::Message)
    };
    assert!(simulation.answer(&surplus).unwrap_err().contains("other"));
    simulation
        .answer(&answer("paid", AnswerKind::Message))
        .unwrap();
    assert_eq!(simulation.state(), State::Completed);
}

/// Flows that were taken up to a moment, each as `from_to`.
fn taken(simulation: &Simulation) -> String {
    let flows = simulation.moments.iter().flat_map(|moment| &moment.flows);
    let ids = flows.map(|ix| simulation.definition.flow(*ix).unwrap().id.clone());
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_moment_says_which_flows_were_taken_from_there() {
    use AnswerKind::{Approve, Reject};
    let rows: [(i64, &[(&str, AnswerKind)], &str, &str); 4] = [
        (40, &[], "start_big big_small", "the default way is one"),
        (
            900,
            &[],
            "start_big big_large",
            "the other way was not gone",
        ),
        (
            40,
            &[("small", Approve)],
            "start_big big_small small_join join_pay",
            "to the call that waits",
        ),
        (
            40,
            &[("small", Reject)],
            "start_big big_small",
            "a refused approval leads nowhere",
        ),
    ];
    for (amount, answers, flows, why) in rows {
        let answers: Vec<Answer> = answers.iter().map(|(at, kind)| answer(at, *kind)).collect();
        let simulation = played(json!({"name": "Nord", "amount": amount}), &answers);
        assert_eq!(taken(&simulation), flows, "{why}");
        for moment in simulation.moments() {
            for flow in &moment.flows {
                let from = simulation.definition.flow(*flow).unwrap().from;
                assert_eq!(
                    from, moment.node,
                    "{why}: a flow leaves where the moment is"
                );
            }
        }
    }
}

#[test]
fn of_a_gate_the_flow_to_the_event_that_came_is_taken() {
    let lines = [
        "start req",
        "gate g",
        "wait t duration PT1H",
        "message m paid =name",
        "end late",
        "end ok",
        "start > g",
        "g > t",
        "g > m",
        "t > late",
        "m > ok",
    ];
    let mut files = Files {
        process: draw(&lines),
        ..files()
    };
    files.rules.clear();
    files.connectors.clear();
    files.forms.remove("show");
    files.forms.remove("edit");
    let rows = [
        ("t", AnswerKind::Fire, "start_g g_t t_late"),
        ("m", AnswerKind::Message, "start_g g_m m_ok"),
    ];
    for (at, kind, flows) in rows {
        let mut simulation = Simulation::start(definition(&files), &small(), AT).unwrap();
        assert_eq!(taken(&simulation), "start_g", "nothing has come yet");
        simulation.answer(&answer(at, kind)).unwrap();
        assert_eq!(taken(&simulation), flows, "{at}");
    }
}

#[test]
fn equal_answers_give_equal_simulations() {
    let answers = [
        answer("small", AnswerKind::Approve),
        answer("pay", AnswerKind::Answer),
    ];
    let play = || {
        let (simulation, _) =
            Simulation::play(definition(&files()), &small(), &answers, AT).unwrap();
        (simulation.instance, simulation.passed)
    };
    assert_eq!(play(), play());
}

#[test]
fn a_simulation_is_bounded() {
    let lines = [
        "start req",
        "task again edit",
        "xor back",
        "end never",
        "start > again",
        "again > back",
        "back > never ? amount > 900",
        "back > again",
    ];
    let mut files = Files {
        process: draw(&lines).replace("id=\"back\"", "id=\"back\" default=\"f3\""),
        ..files()
    };
    files.rules.clear();
    files.connectors.clear();
    files.forms.remove("show");
    let Ok(definition) = files.compile() else {
        return assert!(files.compile().unwrap_err().to_string().contains("back"));
    };
    let mut simulation = Simulation::start(Arc::new(definition), &small(), AT).unwrap();
    for _ in 0..limits::SIMULATION_ANSWERS {
        simulation
            .answer(&answer("again", AnswerKind::Complete))
            .unwrap();
    }
    assert!(
        simulation
            .answer(&answer("again", AnswerKind::Complete))
            .unwrap_err()
            .contains("answers")
    );
}

#[test]
fn a_case_says_what_differs() {
    let definition = definition(&files());
    let rows = [
        (
            json!({"input": {"name": "a", "amount": 1}, "expect": {"outcome": "waiting", "path": ["start", "big"]}}),
            None,
            "as expected",
        ),
        (
            json!({"input": {"name": "a", "amount": 1}, "expect": {"outcome": "waiting"}}),
            None,
            "any way",
        ),
        (
            json!({"input": {"name": "a", "amount": 1}, "expect": {"outcome": "completed"}}),
            Some("the outcome is `waiting`, expected `completed`"),
            "another outcome",
        ),
        (
            json!({"input": {"name": "a", "amount": 1}, "expect": {"outcome": "waiting", "path": ["start", "large"]}}),
            Some("step 2: it is `big`, expected `large`"),
            "another way",
        ),
        (
            json!({"input": {"name": "a", "amount": 1}, "expect": {"outcome": "waiting", "path": ["start"]}}),
            Some("step 2: it is `big`, expected its end"),
            "it goes on",
        ),
        (
            json!({"input": {"name": "a", "amount": 1}, "expect": {"outcome": "waiting", "path": ["start", "big", "small"]}}),
            Some("step 3: it is its end"),
            "it stops earlier",
        ),
        (
            json!({"expect": {"outcome": "waiting"}}),
            Some("the input is refused"),
            "no input",
        ),
        (
            json!({"input": {"name": "a", "amount": 1}, "answers": [{"at": "large", "kind": "approve"}], "expect": {"outcome": "waiting"}}),
            Some("answer 1: `large`"),
            "an answer for nothing",
        ),
        (
            json!({"input": {"name": "a", "amount": 1}, "answers": [{"at": "small", "kind": "approve"}, {"at": "pay", "kind": "fail", "status": 503}], "expect": {"outcome": "waiting"}}),
            Some("503"),
            "why it stopped",
        ),
    ];
    for (case, want, why) in rows {
        let case = Case::parse(case.to_string().as_bytes()).unwrap();
        let found = case.run(definition.clone());
        match want {
            None => assert_eq!(found, Ok(()), "{why}"),
            Some(want) => assert!(
                found.clone().unwrap_err().contains(want),
                "{why}: {found:?}"
            ),
        }
    }
    for text in [
        "",
        "[]",
        "{}",
        r#"{"expect":{"outcome":"done"}}"#,
        r#"{"expect":{"outcome":"waiting"},"more":1}"#,
    ] {
        assert!(Case::parse(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_version_with_a_failing_case_is_refused() {
    let (mut manifest, mut blobs) = files().pin("pay");
    let definition = definition(&files());
    let mut pin = |outcome: &str| {
        let text = json!({"input": {"name": "a", "amount": 1}, "expect": {"outcome": outcome}})
            .to_string();
        let digest = Digest::of(text.as_bytes());
        blobs.0.insert(digest, text.as_bytes().into());
        manifest.tests.insert("small".into(), digest);
        check_cases(&definition, &manifest, &blobs)
    };
    assert_eq!(pin("waiting"), Ok(()));
    let refusal = pin("completed").unwrap_err();
    assert_eq!(refusal.code(), "file_invalid");
    assert!(
        refusal.to_string().contains("tests/small.json"),
        "{refusal}"
    );
    manifest.tests.insert("gone".into(), Digest::of(b"gone"));
    assert_eq!(
        check_cases(&definition, &manifest, &blobs)
            .unwrap_err()
            .code(),
        "blob_missing"
    );
}

#[test]
fn what_only_a_time_starts_is_tried_out_from_there() {
    let lines = [
        "on auto cycle R/P1D",
        "approval a one show",
        "end e",
        "auto > a",
        "a > e",
    ];
    let files = Files {
        process: draw(&lines),
        ..Files::default()
    }
    .form("show", SHOWN)
    .rule("one", APPROVERS, 1);
    let approve = [answer("a", AnswerKind::Approve)];
    let nothing = BTreeMap::new();
    let (played, refused) = Simulation::play(definition(&files), &nothing, &approve, AT).unwrap();
    assert_eq!(refused, None);
    assert_eq!(played.state(), super::State::Completed);
    assert_eq!(played.path(), ["auto", "a", "e"]);
    assert!(
        Simulation::start(definition(&files), &small(), AT).is_err(),
        "nobody fills in a form"
    );
}
