//! The language: what each form of expression yields, and what it warns of.

use super::table::check;

#[test]
fn literals_and_names() {
    check(&[
        ("null", "{}", "null", "null is a value, not a failure"),
        ("1.50", "{}", "1.5", "trailing zeros carry no meaning"),
        (".5", "{}", "0.5", "a number may begin with its point"),
        ("1.2e3", "{}", "1200", "scientific notation"),
        (
            r#""a\"b\\c\n\u00e9\uD83D\uDE00\U01F600""#,
            "{}",
            r#""a\"b\\c\né😀😀""#,
            "escapes, surrogates and long codes",
        ),
        (
            r#""\d+""#,
            "{}",
            r#""\\d+""#,
            "an escape that means nothing keeps its backslash",
        ),
        (
            "// why\n 1 /* or\n two */ + 1",
            "{}",
            "2",
            "comments are white space",
        ),
        (
            "betrag_ä + `a-b` + _x1",
            r#"{"betrag_ä": 1, "a-b": 2, "_x1": 3}"#,
            "6",
            "letters of any script, and quoted names",
        ),
        (
            "`and`",
            r#"{"and": 1}"#,
            "1",
            "a quoted name is never a keyword",
        ),
        (
            "order + android",
            r#"{"order": 1, "android": 2}"#,
            "3",
            "a name may begin with a keyword",
        ),
        (
            "missing",
            "{}",
            "null !no_variable",
            "a variable that is not there is a warning",
        ),
        (
            "x",
            r#"{"x": null}"#,
            "null",
            "a variable that holds null is not",
        ),
    ]);
}

#[test]
fn arithmetic() {
    check(&[
        ("1 + 2 * 3 - 4 / 2", "{}", "5", "products before sums"),
        ("10 - 4 - 3", "{}", "3", "from left to right"),
        (
            "2 ** 3 ** 2",
            "{}",
            "64",
            "powers too, as the standard has it",
        ),
        (
            "-2 ** 2",
            "{}",
            "4",
            "the sign binds tighter than the power",
        ),
        ("2 ** -2", "{}", "0.25", "a negative exponent"),
        ("--1 - -x", r#"{"x": 2}"#, "3", "signs add up"),
        ("(1 + 2) * 3", "{}", "9", "parentheses first"),
        ("0.1 + 0.2", "{}", "0.3", "decimals are exact"),
        (
            "1 / 3",
            "{}",
            "0.3333333333333333333333333333333333",
            "34 digits",
        ),
        (
            "2 / 3",
            "{}",
            "0.6666666666666666666666666666666667",
            "rounded to nearest",
        ),
        (
            "1 / 0",
            "{}",
            "null !division_by_zero",
            "a failing operation yields null",
        ),
        (
            "(1 / 0) + 1",
            "{}",
            "null !division_by_zero !wrong_type",
            "and null is no number",
        ),
        (
            "9e6144 * 10",
            "{}",
            "null !out_of_range",
            "no number is that large",
        ),
        (
            "2 ** 0.5",
            "{}",
            "1.414213562373095048801688724209698",
            "a root",
        ),
        (
            "6.25 ** 1.5",
            "{}",
            "15.625",
            "half powers of squares are exact",
        ),
        (
            "8 ** (1 / 3)",
            "{}",
            "2",
            "30 digits, so that what is meant to be whole is",
        ),
        ("10 ** -0.5 * 10 ** 0.5", "{}", "1", "a negative fraction"),
        ("0 ** 0.3", "{}", "0", "of nothing nothing"),
        (
            "0 ** -0.3",
            "{}",
            "null !bad_argument",
            "a division by nothing",
        ),
        ("(-8) ** 0.3", "{}", "null !bad_argument", "no such number"),
        (
            "2 ** 9999999999",
            "{}",
            "null !bad_argument",
            "beyond any number",
        ),
        (r#""a" + "b""#, "{}", r#""ab""#, "strings join"),
        (
            r#""a" + 1"#,
            "{}",
            "null !wrong_type",
            "a number is not made a string silently",
        ),
        (r#""a" - "b""#, "{}", "null !wrong_type", "only + joins"),
        ("1 + null", "{}", "null !wrong_type", "null is no number"),
        ("-true", "{}", "null !wrong_type", "a boolean has no sign"),
    ]);
}

#[test]
fn comparisons() {
    check(&[
        ("1.0 = 1", "{}", "true", "the same number"),
        ("2 > 10", "{}", "false", "numbers by size"),
        (r#""2" > "10""#, "{}", "true", "strings by code point"),
        (r#""B" < "a""#, "{}", "true", "capitals come first"),
        ("-1e3 < 1e-3", "{}", "true", "signs before sizes"),
        (
            "1000 >= 1e3 and 1000 <= 1e3",
            "{}",
            "true",
            "borders belong to it",
        ),
        (
            r#"1 = "1""#,
            "{}",
            "null !not_comparable",
            "different types are not simply unequal",
        ),
        (r#"1 != "1""#, "{}", "null !not_comparable", "nor different"),
        (r#"1 < "2""#, "{}", "null !not_comparable", "nor ordered"),
        (
            "1 < null",
            "{}",
            "null !not_comparable",
            "null has no order",
        ),
        (
            "true < false",
            "{}",
            "null !not_comparable",
            "booleans have no order",
        ),
        ("null = null", "{}", "true", "null equals null"),
        ("1 = null", "{}", "false", "and nothing else"),
        ("x != null", r#"{"x": 0}"#, "true", "zero is not null"),
        (
            "x = null",
            "{}",
            "true",
            "asking for null of a missing variable is no mistake",
        ),
        (
            "null != v.a.b",
            r#"{"v": {}}"#,
            "false",
            "nor of a missing entry, at any depth",
        ),
        (
            "x = y",
            "{}",
            "true !no_variable !no_variable",
            "two missing variables are one",
        ),
        (
            "[1, [2, null]] = [1.0, [2, null]]",
            "{}",
            "true",
            "lists item by item",
        ),
        (
            r#"[1] = ["1"]"#,
            "{}",
            "false",
            "items of different types differ",
        ),
        (
            r#"{a: 1, b: [2]} = {b: [2], a: 1}"#,
            "{}",
            "true",
            "contexts entry by entry",
        ),
        ("{a: 1} = {a: 1, b: 2}", "{}", "false", "all entries count"),
        (
            "x between 1 and 3",
            r#"{"x": 3}"#,
            "true",
            "borders included",
        ),
        (
            "x between 1 and 3 and false",
            r#"{"x": 3}"#,
            "false",
            "the second and is another one",
        ),
        (
            r#"x between 1 and "3""#,
            r#"{"x": 3}"#,
            "null !not_comparable",
            "each border is compared",
        ),
    ]);
}

#[test]
fn membership() {
    check(&[
        (
            r#"c in ["EUR", "USD"]"#,
            r#"{"c": "USD"}"#,
            "true",
            "an item of the list",
        ),
        (
            r#"c in ("EUR", "USD")"#,
            r#"{"c": "GBP"}"#,
            "false",
            "one of several tests",
        ),
        (
            "x in (< 1, >= 10)",
            r#"{"x": 10}"#,
            "true",
            "a comparison as test",
        ),
        (
            "x in > 5",
            r#"{"x": 5}"#,
            "false",
            "a single test needs no parentheses",
        ),
        (
            "x in ([1, 2], 7)",
            r#"{"x": 7}"#,
            "true",
            "lists and values mixed",
        ),
        ("[1] in [[1], [2]]", "{}", "true", "a list as item"),
        ("[1, 2] in [1, 2]", "{}", "true", "or as the whole"),
        (
            r#"x in ["1", "2"]"#,
            r#"{"x": 1}"#,
            "false !not_comparable",
            "the wrong type is not simply absent",
        ),
        (
            r#"x in ["1", 1]"#,
            r#"{"x": 1}"#,
            "true",
            "unless another item decides it",
        ),
        ("null in [1, null]", "{}", "true", "null can be an item"),
        ("1 in []", "{}", "false", "nothing is in nothing"),
    ]);
}

#[test]
fn logic_has_three_values() {
    check(&[
        ("true and true", "{}", "true", "both"),
        ("true and null", "{}", "null", "null leaves it open"),
        ("false and null", "{}", "false", "unless decided"),
        ("null and false", "{}", "false", "in either order"),
        ("true or null", "{}", "true", "decided"),
        ("null or true", "{}", "true", "in either order"),
        ("false or null", "{}", "null", "open"),
        ("not(true)", "{}", "false", "the opposite"),
        ("not(null)", "{}", "null", "stays open"),
        ("not(1)", "{}", "null !wrong_type", "only of booleans"),
        ("true or false and false", "{}", "true", "and binds tighter"),
        (
            "false and 1 / 0 = 1",
            "{}",
            "false",
            "what cannot decide is not evaluated",
        ),
        (
            "true and 1",
            "{}",
            "null !wrong_type",
            "a number is no truth",
        ),
        (
            "1 and false",
            "{}",
            "false !wrong_type",
            "a mistake is reported though it decides nothing",
        ),
        (
            "a > 1 and b",
            "{}",
            "null !no_variable !not_comparable !no_variable",
            "every failure is named",
        ),
    ]);
}

#[test]
fn choices() {
    check(&[
        (
            r#"if x > 1 then "big" else "small""#,
            r#"{"x": 2}"#,
            r#""big""#,
            "the first branch",
        ),
        (
            "if false then 1 / 0 else 2",
            "{}",
            "2",
            "only one branch is evaluated",
        ),
        (
            "if null then 1 else 2",
            "{}",
            "2 !wrong_type",
            "null chooses else, and says so",
        ),
        (
            r#"if "true" then 1 else 2"#,
            "{}",
            "2 !wrong_type",
            "a string is no truth",
        ),
        (
            "if true then if false then 1 else 2 else 3",
            "{}",
            "2",
            "else belongs to the nearest if",
        ),
        (
            "1 + (if true then 1 else 2)",
            "{}",
            "2",
            "in parentheses anywhere",
        ),
    ]);
}

#[test]
fn lists_contexts_and_paths() {
    check(&[
        (
            "[1, \"a\", [true]]",
            "{}",
            r#"[1, "a", [true]]"#,
            "lists of anything",
        ),
        ("[]", "{}", "[]", "empty"),
        (
            "{a: 1, \"b c\": a + 1}",
            "{}",
            r#"{a: 1, "b c": 2}"#,
            "an entry sees those before it",
        ),
        (
            "{a: 1, b: {a: 2, c: a}.c, d: a}",
            "{}",
            "{a: 1, b: 2, d: 1}",
            "the innermost first",
        ),
        (
            "vendor.bank.iban",
            r#"{"vendor": {"bank": {"iban": "X"}}}"#,
            r#""X""#,
            "a path",
        ),
        (
            "vendor.and",
            r#"{"vendor": {"and": 1}}"#,
            "1",
            "any word is a step",
        ),
        (
            "v.name",
            r#"{"v": {}}"#,
            "null !no_entry",
            "a missing entry",
        ),
        (
            "v.a.b",
            r#"{"v": {}}"#,
            "null !no_entry !wrong_type",
            "null has no entries",
        ),
        ("v.a", r#"{"v": 1}"#, "null !wrong_type", "nor has a number"),
        (
            "items.price",
            r#"{"items": [{"price": 1}, {"price": 2}]}"#,
            "[1, 2]",
            "a path into a list",
        ),
        (
            "sum(items.price)",
            r#"{"items": [{"price": 1.1}, {"price": 2.2}]}"#,
            "3.3",
            "for totals",
        ),
        (
            "items.price",
            r#"{"items": [{"price": 1}, {}]}"#,
            "[1, null] !no_entry",
            "with its gaps",
        ),
        ("{a: {b: 1}}.a.b", "{}", "1", "into what was just made"),
        ("[{a: 1}].a", "{}", "[1]", "a list just made"),
    ]);
}

#[test]
fn sealed_values_are_moved_whole_and_never_read() {
    const IBAN: &str = r#"{"iban": {"$sealed": "h1"}, "v": {"iban": {"$sealed": "h2"}}, "x": 1}"#;
    check(&[
        ("iban", IBAN, "<sealed>", "moved"),
        ("v.iban", IBAN, "<sealed>", "moved out of a context"),
        (
            "{to: iban, all: [v.iban]}",
            IBAN,
            "{all: [<sealed>], to: <sealed>}",
            "moved into others",
        ),
        (
            "if x = 1 then iban else v.iban",
            IBAN,
            "<sealed>",
            "chosen by something else",
        ),
        ("count([iban])", IBAN, "1", "counting does not read"),
        ("false and iban", IBAN, "false", "not reached"),
        ("iban = \"DE\"", IBAN, "feel.eval.sealed", "compared"),
        ("iban = iban", IBAN, "feel.eval.sealed", "even with itself"),
        ("iban = null", IBAN, "feel.eval.sealed", "or with null"),
        ("[iban] = [1]", IBAN, "feel.eval.sealed", "or within a list"),
        ("iban < 1", IBAN, "feel.eval.sealed", "ordered"),
        ("1 in iban", IBAN, "feel.eval.sealed", "tested"),
        ("x + iban", IBAN, "feel.eval.sealed", "computed with"),
        ("iban + x", IBAN, "feel.eval.sealed", "on either side"),
        ("-iban", IBAN, "feel.eval.sealed", "negated"),
        ("iban.country", IBAN, "feel.eval.sealed", "looked into"),
        (
            "[v, iban].iban",
            IBAN,
            "feel.eval.sealed",
            "looked into by a path over a list",
        ),
        (
            "iban and true",
            IBAN,
            "feel.eval.sealed",
            "taken for a truth",
        ),
        (
            "if iban then 1 else 2",
            IBAN,
            "feel.eval.sealed",
            "or a condition",
        ),
        ("is defined(iban)", IBAN, "feel.eval.sealed", "asked for"),
        (
            "get or else(iban, 1)",
            IBAN,
            "feel.eval.sealed",
            "asked for",
        ),
        ("not(iban)", IBAN, "feel.eval.sealed", "negated"),
        (
            "string(v)",
            IBAN,
            "feel.eval.sealed",
            "written out, even inside another",
        ),
        ("string length(iban)", IBAN, "feel.eval.sealed", "measured"),
        (
            "list contains([1, iban], 2)",
            IBAN,
            "feel.eval.sealed",
            "searched",
        ),
        ("sum(x, iban)", IBAN, "feel.eval.sealed", "summed"),
        ("max(x, iban)", IBAN, "feel.eval.sealed", "ranked"),
    ]);
}
