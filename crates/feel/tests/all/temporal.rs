//! Dates, times, durations and ranges.

use super::table::check;

#[test]
fn values_are_written_and_read_back() {
    check(&[
        (
            r#"@"2026-01-31""#,
            "{}",
            r#"date("2026-01-31")"#,
            "a literal",
        ),
        (
            r#"date("2026-02-30")"#,
            "{}",
            "null !bad_argument",
            "no such day",
        ),
        (
            r#"date("-999999999-01-01").year"#,
            "{}",
            "-999999999",
            "nine digits",
        ),
        (
            r#"@"10:15:00@Europe/Berlin""#,
            "{}",
            r#"time("10:15:00@Europe/Berlin")"#,
            "a zone",
        ),
        (
            r#"time("24:00:00")"#,
            "{}",
            "null !bad_argument",
            "a day has no hour 24",
        ),
        (
            r#"date and time("2026-03-29T10:00:00@Europe/Berlin").time offset"#,
            "{}",
            r#"duration("PT2H")"#,
            "summer has begun",
        ),
        (
            r#"date and time("2126-07-01T10:00:00@Europe/Berlin").time offset"#,
            "{}",
            r#"duration("PT2H")"#,
            "and the rule goes on",
        ),
        (
            r#"date and time("2026-03-29T01:30:00@Europe/Berlin") + duration("PT1H")"#,
            "{}",
            r#"date and time("2026-03-29T03:30:00@Europe/Berlin")"#,
            "an hour that clocks skip",
        ),
        (
            r#"duration("P14M")"#,
            "{}",
            r#"duration("P1Y2M")"#,
            "in its shortest form",
        ),
        (
            r#"duration("PT36H")"#,
            "{}",
            r#"duration("P1DT12H")"#,
            "likewise",
        ),
        (
            r#"-duration("PT0.5S")"#,
            "{}",
            r#"duration("-PT0.5S")"#,
            "a fraction",
        ),
        (
            r#"duration("P1Y1D")"#,
            "{}",
            "null !bad_argument",
            "the kinds do not mix",
        ),
        (
            r#"string(@"2026-01-31T10:00:00Z")"#,
            "{}",
            r#""2026-01-31T10:00:00Z""#,
            "plain as text",
        ),
    ]);
}

#[test]
fn time_is_computed_with() {
    check(&[
        (
            r#"@"2024-01-31" + @"P1M""#,
            "{}",
            r#"date("2024-02-29")"#,
            "the last day there is",
        ),
        (
            r#"@"2024-03-01" - @"2024-02-01""#,
            "{}",
            r#"duration("P29D")"#,
            "a leap year",
        ),
        (
            r#"@"2024-01-01" + @"P1D""#,
            "{}",
            r#"date("2024-01-02")"#,
            "days",
        ),
        (
            r#"@"23:00:00" + @"PT2H""#,
            "{}",
            r#"time("01:00:00")"#,
            "around midnight",
        ),
        (r#"@"PT2H" * 1.5"#, "{}", r#"duration("PT3H")"#, "a length"),
        (r#"@"P1D" / @"PT6H""#, "{}", "4", "a ratio"),
        (
            r#"@"P1Y" + @"P1D""#,
            "{}",
            "null !wrong_type",
            "the kinds do not mix",
        ),
        (
            r#"@"10:00:00Z" = @"11:00:00+01:00""#,
            "{}",
            "true",
            "the same moment",
        ),
        (
            r#"is(@"10:00:00Z", @"11:00:00+01:00")"#,
            "{}",
            "false",
            "but not the same time",
        ),
        (r#"@"2024-01-01" < @"2024-01-02""#, "{}", "true", "an order"),
        (
            r#"@"2024-01-01" < @"10:00:00""#,
            "{}",
            "null !not_comparable",
            "of one kind",
        ),
        (
            r#"years and months duration(@"2024-05-31", @"2026-01-01")"#,
            "{}",
            r#"duration("P1Y7M")"#,
            "whole months",
        ),
        (
            r#"day of week(@"2026-11-22")"#,
            "{}",
            r#""Sunday""#,
            "a name",
        ),
        (
            r#"week of year(@"2021-01-03")"#,
            "{}",
            "53",
            "of the year before",
        ),
        (
            r#"month of year(@"2021-01-03")"#,
            "{}",
            r#""January""#,
            "a name",
        ),
        (
            r#"last day of month(@"2024-02-01")"#,
            "{}",
            r#"date("2024-02-29")"#,
            "a leap year",
        ),
        (
            r#"date and time("2024-02-01")"#,
            "{}",
            r#"date and time("2024-02-01T00:00:00")"#,
            "midnight",
        ),
        (
            r#"time(10, 30, 5.25, @"PT1H")"#,
            "{}",
            r#"time("10:30:05.25+01:00")"#,
            "of parts",
        ),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("5 in [1..5)", "{}", "false", "an end that is out"),
        ("5 in ]4..6[", "{}", "true", "brackets the other way"),
        ("(< 5)", "{}", "(< 5)", "one end"),
        ("[1..3].end included", "{}", "true", "a property"),
        (r#""b" in ["a".."c"]"#, "{}", "true", "of strings"),
        (
            "x in ([1..2], [5..6])",
            r#"{"x": 6}"#,
            "true",
            "one of several",
        ),
        ("[1..null]", "{}", "null !wrong_type", "null is no end"),
        (
            r#"[1.."a"]"#,
            "{}",
            "null !not_comparable",
            "ends of one type",
        ),
        ("before(1, [2..3])", "{}", "true", "a point before"),
        ("before([1..2), 2)", "{}", "true", "an open end"),
        ("meets([1..2], [2..3])", "{}", "true", "touching"),
        ("overlaps([1..2], (2..3])", "{}", "false", "only touching"),
        ("during(2, [1..3])", "{}", "true", "within"),
        ("starts(1, [1..3])", "{}", "true", "the beginning"),
        ("finished by([1..3], 3)", "{}", "true", "the end"),
        ("coincides([1..3], [1..3])", "{}", "true", "both ends"),
        (r#"range("[1..3)")"#, "{}", "[1..3)", "from text"),
        (
            r#"range("[3..1]")"#,
            "{}",
            "null !bad_argument",
            "backwards",
        ),
        ("{r: [1..3], s: r = [1..3]}.s", "{}", "true", "equal"),
    ]);
}
