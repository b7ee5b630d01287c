//! What is refused and where, which variables are read, and the two kinds of text in BPMN.

use std::collections::BTreeMap;

use feel::{Expression, Limits, Value};

#[test]
fn refusals_name_the_place() {
    let rows = [
        ("", "feel.parse.unexpected", "1:1", "nothing"),
        (
            "1 +",
            "feel.parse.unexpected",
            "1:4",
            "an operand is missing",
        ),
        (
            "1 2",
            "feel.parse.unexpected",
            "1:3",
            "an operator is missing",
        ),
        (
            "(1",
            "feel.parse.unexpected",
            "1:3",
            "a parenthesis is open",
        ),
        (
            "a\n and\n  )",
            "feel.parse.unexpected",
            "3:3",
            "lines are counted",
        ),
        (
            "é + )",
            "feel.parse.unexpected",
            "1:5",
            "columns count characters",
        ),
        (
            "1 < 2 < 3",
            "feel.parse.unexpected",
            "1:7",
            "comparisons do not chain",
        ),
        ("a.", "feel.parse.unexpected", "1:3", "a step is missing"),
        ("a.1", "feel.parse.unexpected", "1:2", "a step is a name"),
        (
            "if a then b",
            "feel.parse.unexpected",
            "1:12",
            "else is not optional",
        ),
        (
            "x between 1",
            "feel.parse.unexpected",
            "1:12",
            "between has two borders",
        ),
        (
            "and",
            "feel.parse.unexpected",
            "1:1",
            "a keyword is no variable",
        ),
        ("not a", "feel.parse.unexpected", "1:1", "not is a function"),
        (
            "{a 1}",
            "feel.parse.unexpected",
            "1:4",
            "a colon is missing",
        ),
        (
            "[1, ]",
            "feel.parse.unexpected",
            "1:5",
            "a comma promises an item",
        ),
        (
            "{a: 1, a: 2}",
            "feel.parse.duplicate_key",
            "1:8",
            "one key, one entry",
        ),
        (
            "a # b",
            "feel.parse.unexpected_character",
            "1:3",
            "no such operator",
        ),
        ("\"a", "feel.parse.unterminated", "1:1", "a string is open"),
        (
            "1 /* a",
            "feel.parse.unterminated",
            "1:3",
            "a comment is open",
        ),
        ("`a", "feel.parse.unterminated", "1:1", "a name is open"),
        (
            r#""\uD800""#,
            "feel.parse.bad_escape",
            "1:2",
            "half a surrogate",
        ),
        (
            r#""\uD800\u0041""#,
            "feel.parse.bad_escape",
            "1:2",
            "half a surrogate and a letter",
        ),
        (
            r#""\u12""#,
            "feel.parse.bad_escape",
            "1:2",
            "too few digits",
        ),
        (
            r#""\U110000""#,
            "feel.parse.bad_escape",
            "1:2",
            "no such character",
        ),
        (
            "1 + 1e9999",
            "feel.parse.number_out_of_range",
            "1:5",
            "no number is that large",
        ),
        (
            "now()",
            "feel.parse.not_repeatable",
            "1:1",
            "there is no clock",
        ),
        (
            "uuid()",
            "feel.parse.not_repeatable",
            "1:1",
            "another id each time",
        ),
        (
            "1 + random number()",
            "feel.parse.not_repeatable",
            "1:5",
            "chance",
        ),
        (
            "random()",
            "feel.parse.unknown_function",
            "1:1",
            "no function of any engine",
        ),
        (
            "get or others(1)",
            "feel.parse.unknown_function",
            "1:8",
            "not a name of several words",
        ),
        (
            "starts width(a, b)",
            "feel.parse.unknown_function",
            "1:1",
            "a misspelt name of several words",
        ),
        (
            "contains(a)",
            "feel.parse.wrong_arity",
            "1:11",
            "an argument is missing",
        ),
        (
            "for x in a",
            "feel.parse.unexpected",
            "1:11",
            "a loop has a result",
        ),
        (
            "some x in a return x",
            "feel.parse.unexpected",
            "1:13",
            "a question is satisfied, not returned",
        ),
        (
            "a[]",
            "feel.parse.unexpected",
            "1:2",
            "a filter has a condition",
        ),
        (
            "x in [1..2",
            "feel.parse.unexpected",
            "1:11",
            "a range is open",
        ),
        (
            "@\"2026-02-30\"",
            "feel.parse.bad_literal",
            "1:2",
            "no such day",
        ),
        (
            "1 instance of numbre",
            "feel.parse.unknown_type",
            "1:15",
            "no such type",
        ),
        (
            "abs(m: 1)",
            "feel.parse.unknown_parameter",
            "1:9",
            "no such parameter",
        ),
        (
            "decimal(n: 1)",
            "feel.parse.unknown_parameter",
            "1:13",
            "a parameter is missing",
        ),
    ];
    for (source, code, place, why) in rows {
        let error = Expression::parse(source).map(|_| ()).expect_err(source);
        assert_eq!(
            (error.code(), error.position.to_string().as_str()),
            (code, place),
            "`{source}`: {why}; {error}"
        );
    }
}

#[test]
fn messages_quote_what_was_found() {
    let error = Expression::parse("amount > \n then")
        .map(|_| ())
        .expect_err("no operand");
    assert_eq!(
        error.to_string(),
        "unexpected `then`, expected a value at 2:2"
    );
    assert_eq!(error.position.offset, 11);
}

#[test]
fn warnings_name_the_place() {
    let expression = Expression::parse("1 +\n vendor.nmae").unwrap();
    let scope = BTreeMap::from([("vendor".to_owned(), Value::Context(BTreeMap::new()))]);
    let outcome = expression.evaluate(&scope, &Limits::V1).unwrap();
    let shown: Vec<String> = outcome.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "no entry `nmae` in the context at 2:9",
            "`+` does not take null at 1:3"
        ]
    );
}

#[test]
fn variables_are_paths_from_the_root() {
    let rows: [(&str, &[&str], &str); 8] = [
        (
            "amount > 1000 and currency = \"EUR\"",
            &["amount", "currency"],
            "names",
        ),
        ("vendor.bank.iban", &["vendor.bank.iban"], "whole paths"),
        ("a.b + a.b + a", &["a", "a.b"], "once each"),
        ("{a: x, b: a.c}", &["x"], "not what the expression binds"),
        ("{a: a}", &["a"], "an entry does not see itself"),
        ("[{a: 1}, a]", &["a"], "nor is it seen outside"),
        (
            "if c then sum(l.p) else -(n) in (< m, [o])",
            &["c", "l.p", "m", "n", "o"],
            "in every form",
        ),
        ("\"a\" + string(1)", &[], "no names of functions"),
    ];
    for (source, expected, why) in rows {
        let found: Vec<String> = Expression::parse(source)
            .unwrap()
            .variables()
            .into_iter()
            .collect();
        assert_eq!(found, expected, "{why}");
    }
}

#[test]
fn in_bpmn_a_leading_equals_sign_marks_an_expression() {
    let rows = [
        ("=1 + 1", "2", "an expression"),
        ("  = 1 + 1", "2", "after white space"),
        ("1 + 1", "\"1 + 1\"", "otherwise the text itself"),
        ("", "\"\"", "even if empty"),
    ];
    for (source, expected, why) in rows {
        let outcome = Expression::parse_bpmn(source)
            .unwrap()
            .evaluate(&Value::Null, &Limits::V1)
            .unwrap();
        assert_eq!(
            (outcome.value.to_string().as_str(), outcome.warnings.len()),
            (expected, 0),
            "{why}"
        );
    }
    let error = Expression::parse_bpmn(" = a b")
        .map(|_| ())
        .expect_err("an operator is missing");
    assert_eq!(
        error.position.offset, 5,
        "places count from the beginning of the text"
    );
    assert!(
        Expression::parse_bpmn("=").is_err(),
        "a sign alone is no expression"
    );
}

#[test]
fn expressions_can_be_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>(value: T) -> T {
        value
    }
    let expression = shared(Expression::parse("1 + 1").unwrap());
    let copy = expression.clone();
    let outcome = std::thread::spawn(move || copy.evaluate(&Value::Null, &Limits::V1))
        .join()
        .unwrap();
    assert_eq!(outcome, expression.evaluate(&Value::Null, &Limits::V1));
}
