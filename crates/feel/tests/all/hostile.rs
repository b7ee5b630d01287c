//! Texts and values made to exhaust: each is refused by a limit, quickly and without a panic.

use std::collections::BTreeMap;

use feel::{Bound, EvalError, Expression, Limits, Outcome, Value};

use super::table::scope;

fn code(source: &str) -> &'static str {
    Expression::parse(source).map_or_else(|error| error.code(), |_| "parsed")
}

#[test]
fn texts_are_bounded() {
    let rows = [
        (
            "(".repeat(100_000),
            "feel.parse.too_long",
            "100,000 parentheses",
        ),
        ("(".repeat(60_000), "feel.parse.too_deep", "as many as fit"),
        ("[".repeat(60_000), "feel.parse.too_deep", "lists"),
        ("{a:".repeat(20_000), "feel.parse.too_deep", "contexts"),
        ("-".repeat(60_000), "feel.parse.too_deep", "signs"),
        ("if ".repeat(20_000), "feel.parse.too_deep", "conditions"),
        (
            "if a then b else ".repeat(3_000),
            "feel.parse.too_deep",
            "a chain of conditions",
        ),
        ("abs(".repeat(15_000), "feel.parse.too_deep", "calls"),
        ("1 in (".repeat(10_000), "feel.parse.too_deep", "tests"),
        (
            format!("\"{}\"", "x".repeat(70_000)),
            "feel.parse.too_long",
            "a string",
        ),
        (
            "\"".repeat(65_535),
            "feel.parse.unterminated",
            "quotation marks, an odd number of them",
        ),
        ("/* ".repeat(20_000), "feel.parse.unterminated", "comments"),
        (
            format!("1{}", "+1".repeat(32_000)),
            "parsed",
            "a long chain is not a deep one",
        ),
        (
            format!("a{}", ".b".repeat(32_000)),
            "parsed",
            "nor is a long path",
        ),
        (
            format!("true{}", " and a".repeat(10_000)),
            "parsed",
            "nor are many conditions",
        ),
        (
            "9".repeat(6_144),
            "parsed",
            "a number of 6,144 digits is rounded",
        ),
        (
            "9".repeat(60_000),
            "feel.parse.number_out_of_range",
            "one of 60,000 is too large",
        ),
        (
            "\\u".repeat(30_000),
            "feel.parse.unexpected_character",
            "backslashes",
        ),
        (
            format!("\"{}\"", "\\u00e9".repeat(10_000)),
            "parsed",
            "escapes",
        ),
        (
            "\0".to_owned(),
            "feel.parse.unexpected_character",
            "a null byte",
        ),
        (
            "\u{feff}1".to_owned(),
            "feel.parse.unexpected_character",
            "a byte order mark",
        ),
    ];
    for (source, expected, why) in rows {
        assert_eq!(code(&source), expected, "{why}");
    }
}

/// Every rank of operators at every level of nesting.
fn deepest(levels: usize) -> String {
    let open = "1 + 1 * -abs(false and 2 = 2 ** (if x then [{a: ";
    let close = "}] else 0))";
    format!("{}1{}", open.repeat(levels), close.repeat(levels))
}

#[test]
fn the_deepest_expression_fits_a_small_stack() {
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let run = small.spawn(|| {
        let levels = (1..64)
            .rev()
            .find(|levels| code(&deepest(*levels)) == "parsed")
            .unwrap();
        let expression = Expression::parse(&deepest(levels)).unwrap();
        let limits = Limits {
            depth: 1_000,
            ..Limits::V1
        };
        assert!(
            expression
                .evaluate(&scope(r#"{"x": true}"#), &limits)
                .is_ok()
        );
        levels
    });
    assert!(
        run.unwrap().join().unwrap() > 8,
        "deep enough to mean something"
    );
    let widest = format!(
        "{}x{}",
        "(true and 1 = 1 + 1 * 2 ** -".repeat(31),
        ")".repeat(31)
    );
    let limits = Limits {
        depth: 1_000,
        ..Limits::V1
    };
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let run = small.spawn(move || {
        Expression::parse(&widest)
            .unwrap()
            .evaluate(&Value::Null, &limits)
            .is_ok()
    });
    assert!(
        run.unwrap().join().unwrap(),
        "with seven levels of the tree in one of the text"
    );
}

fn outcome(source: &str, json: &str, limits: Limits) -> Result<Outcome, EvalError> {
    Expression::parse(source)
        .unwrap()
        .evaluate(&scope(json), &limits)
}

/// A list in a list in a list.
fn nested(levels: u32) -> Value {
    (0..levels).fold(Value::Null, |inner, _| Value::List(vec![inner]))
}

#[test]
fn work_is_bounded() {
    let many = BTreeMap::from([(
        "items".to_owned(),
        Value::List(vec![Value::from(1); 200_000]),
    )]);
    for source in [
        "sum(items)",
        "list contains(items, 2)",
        "2 in items",
        "items = items",
        "max(items)",
    ] {
        let run = Expression::parse(source)
            .unwrap()
            .evaluate(&many, &Limits::V1);
        assert_eq!(run, Err(EvalError::Limit(Bound::Fuel)), "{source}");
    }
    let long = BTreeMap::from([("text".to_owned(), Value::String("x".repeat(10 << 20)))]);
    for source in [
        "text = text",
        "contains(text, \"y\")",
        "string length(text)",
        "text < text",
        "number(text)",
    ] {
        let run = Expression::parse(source)
            .unwrap()
            .evaluate(&long, &Limits::V1);
        assert_eq!(run, Err(EvalError::Limit(Bound::Fuel)), "{source}");
    }
}

#[test]
fn growth_is_bounded() {
    let doubled: String = ('b'..='z')
        .zip('a'..)
        .map(|(next, last)| format!(", {next}: {last} + {last}"))
        .collect();
    assert_eq!(
        outcome(&format!("{{a: \"xxxxxxxx\"{doubled}}}.z"), "{}", Limits::V1),
        Err(EvalError::Limit(Bound::Size)),
        "a string doubled 25 times"
    );
    let lists: String = ('b'..='z')
        .zip('a'..)
        .map(|(next, last)| format!(", {next}: [{last}, {last}]"))
        .collect();
    assert_eq!(
        outcome(&format!("{{a: [1]{lists}}}.z"), "{}", Limits::V1),
        Err(EvalError::Limit(Bound::Size)),
        "a list of lists doubled 25 times"
    );
    let long = BTreeMap::from([("text".to_owned(), Value::String("x".repeat(2 << 20)))]);
    let moved = Expression::parse("text")
        .unwrap()
        .evaluate(&long, &Limits::V1);
    assert_eq!(
        moved,
        Err(EvalError::Limit(Bound::Size)),
        "a large value is not even moved"
    );
    let many = BTreeMap::from([("items".to_owned(), Value::List(vec![Value::Null; 200_000]))]);
    let written = Expression::parse("string(items)").unwrap().evaluate(
        &many,
        &Limits {
            fuel: 1 << 20,
            ..Limits::V1
        },
    );
    assert_eq!(
        written,
        Err(EvalError::Limit(Bound::Size)),
        "a long list is not written out"
    );
    let number = outcome(
        "string(9e6144) + string(-9e6144)",
        "{}",
        Limits {
            size: 10_000,
            ..Limits::V1
        },
    );
    assert_eq!(
        number,
        Err(EvalError::Limit(Bound::Size)),
        "large numbers are charged as written"
    );
}

#[test]
fn depth_is_bounded() {
    let deep = BTreeMap::from([("v".to_owned(), nested(300))]);
    for source in [
        "v",
        "v = v",
        "string(v)",
        "[v]",
        "v.a",
        "get or else(v, 1)",
        "list contains([v], v)",
    ] {
        let run = Expression::parse(source)
            .unwrap()
            .evaluate(&deep, &Limits::V1);
        assert_eq!(run, Err(EvalError::Limit(Bound::Depth)), "{source}");
    }
    let shallow = Limits {
        depth: 3,
        ..Limits::V1
    };
    assert_eq!(
        outcome("[[1]]", "{}", shallow).unwrap().warnings,
        [],
        "as deep as allowed"
    );
    assert_eq!(
        outcome("[[[1]]]", "{}", shallow),
        Err(EvalError::Limit(Bound::Depth)),
        "one deeper"
    );
}

#[test]
fn warnings_are_bounded() {
    let source = format!("[{}]", vec!["missing"; 1_000].join(", "));
    let outcome = outcome(&source, "{}", Limits::V1).unwrap();
    assert_eq!(outcome.warnings.len(), Limits::WARNINGS);
}

/// What is charged is part of the rules: a change here changes what a replay decides.
#[test]
fn charges_are_fixed() {
    let rows = [
        ("1", 1, 0, "one step a part"),
        (
            "amount > 1000 and currency = \"EUR\"",
            9,
            0,
            "a condition builds nothing",
        ),
        (
            "vendor.name",
            3,
            4,
            "each step of a path, and what is handed out",
        ),
        ("\"ab\" + \"cd\"", 4, 4, "reading and building text"),
        ("[1, 2, 3]", 4, 3, "an element each"),
        ("{a: \"xy\", b: a}", 3, 8, "keys, entries and copies"),
        ("sum(1, 2, 3)", 7, 0, "each item read"),
        ("2 in [1, 2]", 7, 2, "each item compared"),
        (
            "substring(currency, 1, 2)",
            5,
            3,
            "the text read and, at most, built",
        ),
    ];
    let json = r#"{"amount": 1200, "currency": "EUR", "vendor": {"name": "Acme"}}"#;
    for (source, fuel, size, why) in rows {
        let exact = Limits {
            fuel,
            size,
            depth: 256,
        };
        assert!(outcome(source, json, exact).is_ok(), "{source}: {why}");
        let less = outcome(
            source,
            json,
            Limits {
                fuel: fuel - 1,
                ..exact
            },
        );
        assert_eq!(less, Err(EvalError::Limit(Bound::Fuel)), "{source}: {why}");
        if size > 0 {
            let smaller = outcome(
                source,
                json,
                Limits {
                    size: size - 1,
                    ..exact
                },
            );
            assert_eq!(
                smaller,
                Err(EvalError::Limit(Bound::Size)),
                "{source}: {why}"
            );
        }
    }
}

#[test]
fn the_new_forms_are_bounded() {
    let rows = [
        (
            format!("a[{}", "]".repeat(60_000)),
            "feel.parse.unexpected",
            "brackets that open nothing",
        ),
        (
            format!("a{}", "[1]".repeat(20_000)),
            "feel.parse.too_deep",
            "a chain of filters",
        ),
        (
            format!("f{}", "(1)".repeat(20_000)),
            "feel.parse.unknown_function",
            "a chain of calls",
        ),
        ("for a in ".repeat(6_000), "feel.parse.too_deep", "loops"),
        (
            "function() ".repeat(5_000),
            "feel.parse.too_deep",
            "functions",
        ),
        (
            format!("1 instance of {}", "list<".repeat(12_000)),
            "feel.parse.too_deep",
            "types",
        ),
        (
            format!(
                "{{{}}}",
                (0..8_000)
                    .map(|n| format!("a{n}:b"))
                    .collect::<Vec<_>>()
                    .join(",")
            ),
            "parsed",
            "many keys",
        ),
    ];
    for (source, expected, why) in rows {
        assert_eq!(code(&source), expected, "{why}");
    }
    let rows = [
        ("for x in 1..1e17 return x", "an endless loop"),
        ("count(for x in 1..1000, y in 1..1000 return 1)", "a square"),
        ("every x in [1..4e18] satisfies true", "an endless question"),
        ("{f: function(n) f(n) + 1, r: f(1)}.r", "recursion"),
        ("{f: function(g) g(g), r: f(f)}.r", "recursion by a detour"),
    ];
    let text = BTreeMap::from([("for_text".to_owned(), Value::String("a".repeat(1 << 20)))]);
    for (source, why) in rows {
        let run = Expression::parse(source)
            .unwrap()
            .evaluate(&text, &Limits::V1);
        assert!(
            matches!(run, Err(EvalError::Limit(_))),
            "{source}: {why}: {run:?}"
        );
    }
    let large = Expression::parse(r#"matches(for_text, "((a{50}){50}){50}")"#).unwrap();
    let refused = large.evaluate(&text, &Limits::V1).unwrap();
    assert!(
        refused.value.is_null() && refused.warnings.len() == 1,
        "a large pattern"
    );
}
