//! The built-in functions.

use super::table::check;

#[test]
fn strings() {
    check(&[
        (r#"contains("foobar", "oba")"#, "{}", "true", "a part"),
        (
            r#"starts with("foobar", "foo")"#,
            "{}",
            "true",
            "the beginning",
        ),
        (
            r#"ends with("foobar", "foo")"#,
            "{}",
            "false",
            "not the end",
        ),
        (
            r#"to base64("FEEL é")"#,
            "{}",
            r#""RkVFTCDDqQ==""#,
            "the bytes of UTF-8",
        ),
        (r#"to base64("")"#, "{}", r#""""#, "of nothing nothing"),
        ("to base64(1)", "{}", "null !wrong_type", "only strings"),
        (
            r#"contains(1, "1")"#,
            "{}",
            "null !wrong_type",
            "only strings",
        ),
        (
            r#"contains("a", null)"#,
            "{}",
            "null !wrong_type",
            "null is no string",
        ),
        (
            r#"string length("aé😀")"#,
            "{}",
            "3",
            "characters, not bytes",
        ),
        (
            r#"upper case("aßé")"#,
            "{}",
            r#""ASSÉ""#,
            "one character may become two",
        ),
        (r#"lower case("AÉ")"#, "{}", r#""aé""#, "any script"),
        (
            r#"substring("foobar", 3)"#,
            "{}",
            r#""obar""#,
            "positions count from 1",
        ),
        (
            r#"substring("foobar", 3, 2)"#,
            "{}",
            r#""ob""#,
            "with a length",
        ),
        (
            r#"substring("foobar", -2, 1)"#,
            "{}",
            r#""a""#,
            "from the end",
        ),
        (
            r#"substring("foobar", -9)"#,
            "{}",
            r#""foobar""#,
            "not before the beginning",
        ),
        (
            r#"substring("foobar", 9)"#,
            "{}",
            r#""""#,
            "nothing after the end",
        ),
        (
            r#"substring("a😀b", 2, 1)"#,
            "{}",
            r#""😀""#,
            "never half a character",
        ),
        (
            r#"substring("foobar", 0)"#,
            "{}",
            "null !bad_argument",
            "there is no position 0",
        ),
        (
            r#"substring("foobar", 1, 0)"#,
            "{}",
            "null !bad_argument",
            "nor a length of 0",
        ),
        (
            r#"substring("foobar", 2.9, 1.1)"#,
            "{}",
            r#""o""#,
            "what stands behind the point is dropped",
        ),
        (
            r#"substring("foobar", 1e30)"#,
            "{}",
            "null !bad_argument",
            "nor one that large",
        ),
    ]);
}

#[test]
fn conversions() {
    check(&[
        ("string(1.10)", "{}", r#""1.1""#, "plain notation"),
        ("string(1e3)", "{}", r#""1000""#, "without a power"),
        (
            r#"string("a")"#,
            "{}",
            r#""a""#,
            "a string is itself, without quotes",
        ),
        ("string(true)", "{}", r#""true""#, "a boolean"),
        ("string(null)", "{}", "null", "null stays null"),
        (
            r#"string([1, "a", {b: null}])"#,
            "{}",
            r#""[1, \"a\", {b: null}]""#,
            "as FEEL writes it",
        ),
        (r#"number("-12.50")"#, "{}", "-12.5", "a decimal"),
        (
            r#"number("1 000,5", " ", ",")"#,
            "{}",
            "1000.5",
            "with separators",
        ),
        (
            r#"number("1,000.5", ",", null)"#,
            "{}",
            "1000.5",
            "the point is the default",
        ),
        (
            r#"number("1.000,5", null, ",")"#,
            "{}",
            "null !bad_argument",
            "a point that is neither",
        ),
        (
            r#"number("1,5", ",", ",")"#,
            "{}",
            "null !bad_argument",
            "one separator for two things",
        ),
        (
            r#"number("1x5", "x")"#,
            "{}",
            "null !bad_argument",
            "no such separator",
        ),
        (
            r#"number("12 EUR")"#,
            "{}",
            "null !bad_argument",
            "no number",
        ),
        (r#"number("")"#, "{}", "null !bad_argument", "nothing"),
        ("number(7)", "{}", "7", "a number is one"),
        (
            "number(true)",
            "{}",
            "null !wrong_type",
            "a boolean is none",
        ),
    ]);
}

#[test]
fn numbers() {
    check(&[
        ("abs(-1.5)", "{}", "1.5", "without sign"),
        ("floor(-1.5)", "{}", "-2", "down"),
        ("ceiling(-1.5)", "{}", "-1", "up"),
        ("floor(1.59, 1)", "{}", "1.5", "with a scale"),
        ("ceiling(1.51, 1)", "{}", "1.6", "with a scale"),
        ("decimal(2.5, 0)", "{}", "2", "half to even"),
        ("decimal(3.5, 0)", "{}", "4", "half to even"),
        ("decimal(-2.5, 0)", "{}", "-2", "on both sides"),
        (
            "decimal(1.005, 2)",
            "{}",
            "1",
            "decimals are exact, so this is a half",
        ),
        ("decimal(1.0051, 2)", "{}", "1.01", "and this is more"),
        (
            "decimal(1250, -2)",
            "{}",
            "1200",
            "a negative scale clears digits before the point",
        ),
        (
            "decimal(1, 1e9)",
            "{}",
            "null !bad_argument",
            "no such scale",
        ),
        (
            r#"decimal("1", 2)"#,
            "{}",
            "null !wrong_type",
            "only numbers",
        ),
    ]);
}

#[test]
fn lists() {
    check(&[
        (
            "list contains([1, 2], 2.0)",
            "{}",
            "true",
            "the same number",
        ),
        (
            r#"list contains([1, "a"], "a")"#,
            "{}",
            "true",
            "other types are passed over",
        ),
        (
            "list contains([1, null], null)",
            "{}",
            "true",
            "null can be an item",
        ),
        (
            "list contains(1, 1)",
            "{}",
            "null !wrong_type",
            "only in lists",
        ),
        ("count([1, null, 3])", "{}", "3", "null counts"),
        ("count([])", "{}", "0", "empty"),
        ("count(null)", "{}", "null !wrong_type", "null is no list"),
        ("sum([1, 2.5])", "{}", "3.5", "a list"),
        ("sum(1, 2.5)", "{}", "3.5", "or arguments"),
        ("sum([])", "{}", "null", "nothing has no sum"),
        (r#"sum([1, "2"])"#, "{}", "null !wrong_type", "only numbers"),
        (
            "sum([1, null])",
            "{}",
            "null !wrong_type",
            "a gap is not zero",
        ),
        ("min([3, 1, 2])", "{}", "1", "the least"),
        ("max(3, 1, 2)", "{}", "3", "the greatest"),
        (r#"max("a", "b")"#, "{}", r#""b""#, "strings have an order"),
        (
            r#"max(1, "b")"#,
            "{}",
            "null !not_comparable",
            "not with numbers",
        ),
        ("max(true)", "{}", "null !wrong_type", "booleans have none"),
        ("min([])", "{}", "null", "nothing has no least"),
    ]);
}

#[test]
fn absence() {
    check(&[
        (
            "is defined(x)",
            "{}",
            "false",
            "a missing variable, without a warning",
        ),
        (
            "is defined(x.y.z)",
            r#"{"x": {}}"#,
            "false",
            "a missing path",
        ),
        (
            "is defined(x)",
            r#"{"x": null}"#,
            "false",
            "null is not defined",
        ),
        ("is defined(x)", r#"{"x": false}"#, "true", "false is"),
        (
            "is defined(x.y)",
            r#"{"x": 1}"#,
            "false !wrong_type",
            "a path into a number is a mistake",
        ),
        (
            "is defined(1 / 0)",
            "{}",
            "false !division_by_zero",
            "a failure is not an absence",
        ),
        ("get or else(x, 5)", "{}", "5", "a default"),
        ("get or else(x, 5)", r#"{"x": 1}"#, "1", "not needed"),
        (
            "get or else(x.y, \"none\")",
            r#"{"x": {}}"#,
            r#""none""#,
            "a default for a path",
        ),
        (
            "get or else(x + 1, 5)",
            "{}",
            "5 !no_variable !wrong_type",
            "a failure is reported though replaced",
        ),
        (
            "is  defined ( x )",
            r#"{"x": 1}"#,
            "true",
            "any white space between the words",
        ),
    ]);
}
