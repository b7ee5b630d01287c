//! A decision model is read, linked and decided without a panic, within its limits, and twice alike.
#![no_main]

use std::collections::BTreeMap;

use feel::dmn::{Inputs, Model, Models};
use feel::{Limits, Value};
use libfuzzer_sys::fuzz_target;

/// Inputs under names that small models use.
fn scope() -> BTreeMap<String, Value> {
    let number = |text: &str| Value::Number(text.parse().unwrap());
    [
        ("a".to_owned(), number("-1250.00")),
        ("b".to_owned(), Value::Boolean(true)),
        ("s".to_owned(), Value::from("DE")),
        ("l".to_owned(), Value::List(vec![number("1"), Value::Null])),
    ]
    .into()
}

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        fuel: 10_000,
        ..Limits::V1
    };
    let Ok(model) = Model::parse(bytes) else {
        return;
    };
    let Ok(models) = Models::link(model, [].as_slice()) else {
        return;
    };
    let names: Vec<String> = models
        .decisions()
        .chain(models.services())
        .map(str::to_owned)
        .collect();
    for name in names {
        let first = models.decide(&name, &Inputs::from(scope()), &limits);
        let second = models.decide(&name, &Inputs::from(scope()), &limits);
        assert!(first.error.is_none() || first.value.is_null());
        assert_eq!(format!("{first:?}"), format!("{second:?}"));
    }
});
