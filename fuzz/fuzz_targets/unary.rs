//! Unary tests and expressions with names of several words are read and evaluated without a panic, and twice alike.
#![no_main]

use std::collections::BTreeMap;

use feel::{Expression, Limits, Names, UnaryTests, Value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let limits = Limits {
        fuel: 10_000,
        ..Limits::V1
    };
    let names = Names::new().with(["net amount", "a-b", "date of birth", "x"]);
    let number = |text: &str| Value::Number(text.parse().unwrap());
    let scope: BTreeMap<String, Value> = [
        ("net amount".to_owned(), number("12.50")),
        ("a-b".to_owned(), Value::from("DE")),
        ("x".to_owned(), Value::List(vec![number("3"), Value::Null])),
    ]
    .into();
    if let Ok(expression) = Expression::parse_in(text, &names) {
        let first = expression.evaluate(&scope, &limits);
        assert_eq!(format!("{first:?}"), format!("{:?}", expression.evaluate(&scope, &limits)));
    }
    if let Ok(tests) = UnaryTests::parse_in(text, &names) {
        let first = tests.test(&number("12.50"), &scope, &limits);
        let second = tests.test(&number("12.50"), &scope, &limits);
        assert_eq!(format!("{first:?}"), format!("{second:?}"));
    }
});
