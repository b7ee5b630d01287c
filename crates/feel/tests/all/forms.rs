//! Loops, filters, functions, types and unary tests.

use std::collections::BTreeMap;

use feel::{
    Date, DateTime, EvalError, Expression, Limits, Names, Scope, Session, Time, UnaryTests, Value,
    Zone,
};

use super::table::{check, scope};

#[test]
fn loops() {
    check(&[
        ("for x in [1, 2] return x * 2", "{}", "[2, 4]", "each item"),
        ("for x in 1..3 return x", "{}", "[1, 2, 3]", "up"),
        ("for x in 3..1 return x", "{}", "[3, 2, 1]", "down"),
        (
            "for x in [1, 2], y in [x, 10] return x * y",
            "{}",
            "[1, 10, 4, 20]",
            "the last moves fastest",
        ),
        (
            "for x in 0..4 return if x = 0 then 1 else x * partial[-1]",
            "{}",
            "[1, 1, 2, 6, 24]",
            "results so far",
        ),
        (
            "for x in null return x",
            "{}",
            "null !wrong_type",
            "nothing to run over",
        ),
        (
            "for long name in [1] return long name + 1",
            "{}",
            "[2]",
            "a name of two words",
        ),
        ("some x in [1, 2] satisfies x > 1", "{}", "true", "one"),
        ("every x in [1, 2] satisfies x > 1", "{}", "false", "all"),
        ("every x in [] satisfies x > 1", "{}", "true", "of nothing"),
        (
            "some x in [1, null] satisfies x > 5",
            "{}",
            "null !not_comparable",
            "open",
        ),
    ]);
}

#[test]
fn filters() {
    check(&[
        ("[1, 2, 3][2]", "{}", "2", "a position"),
        ("[1, 2, 3][-1]", "{}", "3", "from the end"),
        (
            "[1, 2, 3][4]",
            "{}",
            "null !bad_argument",
            "no such position",
        ),
        ("[1, 2, 3][item >= 2]", "{}", "[2, 3]", "a condition"),
        (
            "[{a: 1}, {a: 2}][a = 2].a",
            "{}",
            "[2]",
            "entries are variables",
        ),
        (
            "[{first name: 1}][first name = 1]",
            "{}",
            "[{\"first name\": 1}]",
            "with spaces",
        ),
        (
            "l[i]",
            r#"{"l": [5, 6], "i": 2}"#,
            "6",
            "a variable as position",
        ),
        ("7[1]", "{}", "7", "a value is a list of one"),
        (
            "[{b: 1}, {a: 2}][a = 2]",
            "{}",
            "[{a: 2}] !no_variable",
            "an entry that is not there",
        ),
    ]);
}

#[test]
fn functions() {
    check(&[
        ("(function(a, b) a + b)(1, 2)", "{}", "3", "by position"),
        (
            "{f: function(a: number) a + k, k: 2, r: f(a: 1)}.r",
            "{}",
            "null !no_variable !wrong_type",
            "only what stands before is taken along",
        ),
        (
            "{k: 2, f: function(a: number) a + k, r: f(a: 1)}.r",
            "{}",
            "3",
            "by name",
        ),
        (
            "{f: function(a: number) a, r: f(\"x\")}.r",
            "{}",
            "null !bad_call",
            "of the wrong type",
        ),
        (
            "{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(5)}.r",
            "{}",
            "120",
            "a function knows itself",
        ),
        (
            "sort([3, 1, 2], function(x, y) x > y)",
            "{}",
            "[3, 2, 1]",
            "given to another",
        ),
        (
            "list replace([1, 5, 2], function(i, n) i > n, 3)",
            "{}",
            "[1, 3, 2]",
            "likewise",
        ),
        ("{f: abs, r: f(-1)}.r", "{}", "1", "a built-in as value"),
        (
            "substring(string: \"foobar\", start position: 3)",
            "{}",
            "\"obar\"",
            "names of several words",
        ),
    ]);
}

#[test]
fn types() {
    check(&[
        ("1 instance of number", "{}", "true", "a number"),
        ("null instance of number", "{}", "false", "null is none"),
        (
            "[1, \"a\"] instance of list<number>",
            "{}",
            "false",
            "items too",
        ),
        (
            "@\"P1Y\" instance of years and months duration",
            "{}",
            "true",
            "several words",
        ),
        (
            "{a: 1} instance of context<a: number>",
            "{}",
            "true",
            "entries",
        ),
        ("[1..2] instance of range<number>", "{}", "true", "ends"),
        (
            "(function(a) a) instance of function<Any> -> Any",
            "{}",
            "true",
            "a function",
        ),
    ]);
}

#[test]
fn more_built_ins() {
    check(&[
        (r#"matches("foobar", "^fo*b")"#, "{}", "true", "a pattern"),
        (r#"matches("FOO", "foo", "i")"#, "{}", "true", "either case"),
        (
            r#"matches("a1", "(a)\1")"#,
            "{}",
            "null !bad_argument",
            "no back references",
        ),
        (
            r#"replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")"#,
            "{}",
            r#""[1=ab][2=]cd""#,
            "groups",
        ),
        (
            r#"split("a;b;;c", ";")"#,
            "{}",
            r#"["a", "b", "", "c"]"#,
            "parts",
        ),
        (
            r#"matches("hello", "[a-z-[aeiou]]{2}")"#,
            "{}",
            "true",
            "a class less another",
        ),
        (
            r#"extract("a1b22", "\d+")"#,
            "{}",
            r#"["1", "22"]"#,
            "digits",
        ),
        (
            r#"string join(["a", null, "b"], "-")"#,
            "{}",
            r#""a-b""#,
            "null is passed over",
        ),
        ("modulo(-12, 5)", "{}", "3", "the sign of the divisor"),
        ("sqrt(16)", "{}", "4", "a root"),
        (
            "decimal(sqrt(2), 20)",
            "{}",
            "1.4142135623730950488",
            "twenty digits",
        ),
        (
            "decimal(exp(1), 20)",
            "{}",
            "2.71828182845904523536",
            "twenty digits",
        ),
        (
            "decimal(log(10), 20)",
            "{}",
            "2.30258509299404568402",
            "twenty digits",
        ),
        (
            "decimal(exp(log(123.456)), 20)",
            "{}",
            "123.456",
            "and back",
        ),
        ("log(0)", "{}", "null !bad_argument", "no such logarithm"),
        ("round half up(-2.5, 0)", "{}", "-3", "away from zero"),
        ("round half down(5.5, 0)", "{}", "5", "towards zero"),
        ("median([8, 2, 5, 3, 4])", "{}", "4", "the middle"),
        ("mode([6, 3, 9, 6, 6])", "{}", "[6]", "the most frequent"),
        ("flatten([[1, [2]], 3])", "{}", "[1, 2, 3]", "at any depth"),
        ("union([1, 2], [2, 3])", "{}", "[1, 2, 3]", "each once"),
        ("index of([1, 2, 1], 1)", "{}", "[1, 3]", "every position"),
        ("insert before([1, 3], 1, 2)", "{}", "[2, 1, 3]", "an item"),
        ("sublist([1, 2, 3], -2)", "{}", "[2, 3]", "from the end"),
        (
            r#"context put({a: {b: 1}}, ["a", "b"], 2)"#,
            "{}",
            "{a: {b: 2}}",
            "a path of keys",
        ),
        (
            "context merge([{a: 1}, {a: 2, b: 3}])",
            "{}",
            "{a: 2, b: 3}",
            "later ones win",
        ),
        (r#"get value({a: 1}, "b")"#, "{}", "null", "no such entry"),
        (
            r#"context([{key: "a", value: 1}])"#,
            "{}",
            "{a: 1}",
            "of entries",
        ),
        (
            "assert(1, 1 > 2, \"too small\")",
            "{}",
            "null !assertion",
            "a broken promise",
        ),
        ("any([false, null])", "{}", "null !wrong_type", "open"),
        ("all([])", "{}", "true", "of nothing"),
    ]);
}

#[test]
fn names_with_spaces_are_known_or_not_at_all() {
    let names: Names = ["Monthly  Salary", "a+b", "Rate 1"].into_iter().collect();
    let variables: BTreeMap<String, Value> = ["Monthly Salary", "a+b", "Rate 1", "a", "b"]
        .into_iter()
        .zip([2, 3, 5, 7, 11].map(Value::from))
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let rows = [
        ("Monthly Salary * 12", "24", "words"),
        ("Monthly\n Salary", "2", "white space is one space"),
        ("a+b", "3", "the longest known name"),
        ("b+a", "18", "otherwise an operator"),
        ("Rate 1 + 1", "6", "a digit"),
    ];
    for (source, expected, why) in rows {
        let expression = Expression::parse_in(source, &names).unwrap();
        let outcome = expression.evaluate(&variables, &Limits::V1).unwrap();
        assert_eq!(outcome.value.to_string(), expected, "{source}: {why}");
    }
    assert!(
        Expression::parse("Monthly Salary * 12").is_err(),
        "not known"
    );
}

fn tested(tests: &str, input: &str) -> String {
    let tests = UnaryTests::parse_in(tests, &Names::new()).unwrap();
    let input = scope(&format!("{{\"input\": {input}}}"));
    let input = Scope::get(&input, "input").unwrap().into_owned();
    tests
        .test(&input, &Value::Null, &Limits::V1)
        .unwrap()
        .value
        .to_string()
}

#[test]
fn unary_tests() {
    let rows = [
        ("-", "null", "true", "anything passes"),
        ("< 5", "4", "true", "a comparison"),
        ("1, 2", "2", "true", "one of several"),
        ("not(1, 2)", "2", "false", "none of several"),
        ("not(1, 2)", "3", "true", "none of several"),
        ("[1..3]", "3", "true", "a range"),
        ("? > 1 and ? < 3", "2", "true", "the input by its sign"),
        ("\"a\"", "\"b\"", "false", "another value"),
        ("null", "null", "true", "null is a value"),
    ];
    for (tests, input, expected, why) in rows {
        assert_eq!(
            tested(tests, input),
            expected,
            "`{tests}` of {input}: {why}"
        );
    }
}

#[test]
fn the_time_comes_from_outside_or_not_at_all() {
    let expression = Expression::parse_in("now()", &Names::new()).unwrap();
    let refused = expression.evaluate(&Value::Null, &Limits::V1);
    assert_eq!(refused, Err(EvalError::NoClock { function: "now" }));
    let date = Date::new(2026, 11, 22).unwrap();
    let time = Time::new(8, 0, 0, 0, Some(Zone::UTC)).unwrap();
    let mut session = Session::new(&Limits::V1).at(DateTime::new(date, time));
    let now = expression.evaluate_in(&Value::Null, &mut session).unwrap();
    assert_eq!(now.to_string(), "date and time(\"2026-11-22T08:00:00Z\")");
}
