//! `feel_eval`: evaluations a second of conditions that were parsed once, on one thread, beside feelin.
//!
//! Both evaluate the same expression over the same variables and must find it true. feelin parses each time: it has no
//! other way. The line is the slowest of the conditions.

use std::{
    collections::BTreeMap,
    hint::black_box,
    time::{Duration, Instant},
};

use ::feel::{Expression, Limits, Value};

use crate::{
    Failed,
    reference::{node, rate_of},
    report::{Report, median},
};

/// Such as stand on the flows of a gateway, over the fields of a request.
const CONDITIONS: [&str; 3] = [
    "amount > 1000 and currency = \"EUR\"",
    "vendor.country in [\"DE\", \"FR\", \"IT\"]",
    "amount * 1.19 <= limit or starts with(vendor.name, \"Ac\")",
];
/// The variables, as JSON and as FEEL alike.
const CONTEXT: &str = r#"{"amount": 1200.5, "cost_centre": "4711", "currency": "EUR", "limit": 1000,
    "vendor": {"country": "IT", "name": "Acme"}}"#;
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(1);

fn rate(expression: &Expression, scope: &BTreeMap<String, Value>) -> Result<f64, Failed> {
    const TURN: u32 = 10_000;
    let (began, mut turns) = (Instant::now(), 0);
    while began.elapsed() < ROUND {
        for _ in 0..TURN {
            black_box(black_box(expression).evaluate(black_box(scope), &Limits::V1)?);
        }
        turns += 1;
    }
    Ok(f64::from(turns * TURN) / began.elapsed().as_secs_f64())
}

/// Measures.
pub fn measure(report: &mut Report) -> Result<(), Failed> {
    let given = Expression::parse(CONTEXT)?.evaluate(&Value::Null, &Limits::V1)?;
    let Value::Context(scope) = given.value else {
        return Err("the variables are no context".into());
    };
    let mut slowest: Option<(f64, f64)> = None;
    for condition in CONDITIONS {
        let expression = Expression::parse(condition)?;
        if expression.evaluate(&scope, &Limits::V1)?.value != Value::Boolean(true) {
            return Err(format!("`{condition}` is not true").into());
        }
        let theirs = node(&["feelin", condition, CONTEXT]);
        let (mut ours, mut feelin) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(rate(&expression, &scope)?);
            if let [program, arguments @ ..] = theirs.as_slice() {
                feelin.push(rate_of(program, arguments)?);
            }
        }
        let (ours, feelin) = (median(ours), median(feelin));
        if slowest.is_none_or(|(rate, _)| ours < rate) {
            slowest = Some((ours, feelin));
        }
    }
    let (ours, feelin) = slowest.ok_or("no condition")?;
    report.line("feel_eval", ours, "/s", "feelin", Some(feelin))
}
