//! An expression is parsed and evaluated without a panic, within its limits, and twice alike.
#![no_main]

use std::collections::BTreeMap;

use feel::{Expression, Limits, Number, Value};
use libfuzzer_sys::fuzz_target;

fn scope() -> BTreeMap<String, Value> {
    let number = |text: &str| Value::Number(text.parse::<Number>().unwrap());
    let list = vec![number("1"), number("2.50"), Value::Null];
    let vendor = [
        ("name".to_owned(), Value::from("Nordwind")),
        ("tags".to_owned(), Value::List(list)),
    ];
    [
        ("a".to_owned(), number("-1250.00")),
        ("b".to_owned(), Value::Boolean(true)),
        ("s".to_owned(), Value::from("2026-11-22")),
        (
            "v".to_owned(),
            Value::Context(vendor.into_iter().collect()),
        ),
    ]
    .into()
}

fuzz_target!(|text: &str| {
    let limits = Limits {
        fuel: 10_000,
        ..Limits::V1
    };
    let Ok(expression) = Expression::parse_bpmn(text) else {
        return;
    };
    expression.variables();
    let scope = scope();
    let first = expression.evaluate(&scope, &limits);
    let second = expression.evaluate(&scope, &limits);
    assert_eq!(format!("{first:?}"), format!("{second:?}"));
});
