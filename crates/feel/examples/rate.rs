//! Evaluations a second of parsed conditions, on one thread: `cargo run --release -p feel --example rate`.
//!
//! Each condition runs for about a second over a scope like that of a request; the value is checked once.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use feel::{Expression, Limits, Value};

const CONDITIONS: [&str; 5] = [
    "amount > 1000 and currency = \"EUR\"",
    "vendor.country in [\"DE\", \"FR\", \"IT\"]",
    "if amount * 1.19 > 1200 then true else false",
    "is defined(vendor.name) and starts with(vendor.name, \"Ac\")",
    "amount / 3 < 400.25",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let vendor = BTreeMap::from([
        ("country".to_owned(), Value::from("IT")),
        ("name".to_owned(), Value::from("Acme")),
    ]);
    let scope = BTreeMap::from([
        ("amount".to_owned(), Value::Number("1200.50".parse()?)),
        ("cost_centre".to_owned(), Value::from("4711")),
        ("currency".to_owned(), Value::from("EUR")),
        ("requester".to_owned(), Value::from("p_7f3c")),
        ("vendor".to_owned(), Value::Context(vendor)),
    ]);
    for source in CONDITIONS {
        let expression = Expression::parse(source)?;
        let value = expression.evaluate(&scope, &Limits::V1)?.value;
        let (started, mut evaluated) = (Instant::now(), 0_u64);
        while started.elapsed() < Duration::from_secs(1) {
            for _ in 0..10_000 {
                black_box(black_box(&expression).evaluate(black_box(&scope), &Limits::V1)?);
            }
            evaluated += 10_000;
        }
        let rate = u128::from(evaluated) * 1_000_000_000 / started.elapsed().as_nanos();
        writeln!(std::io::stdout(), "{rate:>10}/s  {source} -> {value}")?;
    }
    Ok(())
}
