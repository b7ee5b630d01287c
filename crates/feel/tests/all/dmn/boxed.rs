//! Boxed expressions.

use super::{decide, literal, shown};

/// A decision `d` with this logic, over the input `xs`.
fn over(logic: &str, json: &str) -> String {
    let body = format!(
        r##"<inputData id="i" name="xs"><variable name="xs"/></inputData>
        <decision id="d" name="d"><variable name="d"/>
        <informationRequirement><requiredInput href="#i"/></informationRequirement>{logic}</decision>"##
    );
    shown(&decide(&body, "d", json))
}

fn part(tag: &str, source: &str) -> String {
    format!("<{tag}>{}</{tag}>", literal(source))
}

#[test]
fn iterations_mean_what_the_language_says() {
    let xs = part("in", "xs");
    let rows = [
        (
            format!(
                r#"<for iteratorVariable="an x">{xs}{}</for>"#,
                part("return", "an x + 1")
            ),
            "[2, 3, 4]",
            "the variable may have blanks",
        ),
        (
            format!(
                r#"<for iteratorVariable="x">{xs}{}</for>"#,
                part("return", "x + count(partial)")
            ),
            "[1, 3, 5]",
            "the results so far are known",
        ),
        (
            format!("<filter>{xs}{}</filter>", part("match", "item &gt; 1")),
            "[2, 3]",
            "the item is known",
        ),
        (
            format!(
                r#"<some iteratorVariable="x">{xs}{}</some>"#,
                part("satisfies", "x &gt; 2")
            ),
            "true",
            "one does",
        ),
        (
            format!(
                r#"<every iteratorVariable="x">{xs}{}</every>"#,
                part("satisfies", "x &gt; 2")
            ),
            "false",
            "not all do",
        ),
    ];
    for (logic, expected, why) in rows {
        assert_eq!(over(&logic, r#"{"xs": [1, 2, 3]}"#), expected, "{why}");
    }
}

#[test]
fn a_filter_knows_the_entries_of_its_items() {
    let logic = format!(
        "<filter>{}{}</filter>",
        part("in", "xs"),
        part("match", "a = 1")
    );
    assert_eq!(over(&logic, r#"{"xs": [{"a": 1}, {"a": 2}]}"#), "[{a: 1}]");
}

#[test]
fn a_condition_that_is_not_true_leads_to_the_other_part() {
    let logic = format!(
        "<conditional>{}{}{}</conditional>",
        part("if", "xs"),
        part("then", "1"),
        part("else", "2")
    );
    for (json, expected) in [
        (r#"{"xs": true}"#, "1"),
        (r#"{"xs": false}"#, "2"),
        (r#"{"xs": null}"#, "2"),
    ] {
        assert_eq!(over(&logic, json), expected, "{json}");
    }
}

#[test]
fn a_function_in_a_context_may_call_itself_and_ends_with_the_limits() {
    let context = |body: &str| {
        format!(
            r#"<context><contextEntry><variable name="fact"/><functionDefinition>
            <formalParameter name="n"/>{}</functionDefinition></contextEntry>
            <contextEntry>{}</contextEntry></context>"#,
            literal(body),
            literal("fact(5)")
        )
    };
    let ends = context("if n = 0 then 1 else n * fact(n - 1)");
    assert_eq!(over(&ends, r#"{"xs": 1}"#), "120");
    let endless = context("fact(n + 1)");
    assert_eq!(over(&endless, r#"{"xs": 1}"#), "feel.eval.limit");
}

#[test]
fn a_relation_is_a_list_of_contexts() {
    let logic = format!(
        r#"<relation><column name="first name"/><column name="n"/>
        <row>{}{}</row><row>{}{}</row></relation>"#,
        literal(r#""a""#),
        literal("1"),
        literal("xs"),
        literal("2")
    );
    assert_eq!(
        over(&logic, r#"{"xs": "b"}"#),
        r#"[{"first name": "a", n: 1}, {"first name": "b", n: 2}]"#
    );
}

#[test]
fn a_sealed_value_is_moved_but_not_read() {
    let sealed = r#"{"xs": {"$sealed": "h"}}"#;
    assert_eq!(over(&literal("xs"), sealed), "<sealed>", "moved whole");
    let logic = format!(
        "<conditional>{}{}{}</conditional>",
        part("if", "xs"),
        part("then", "1"),
        part("else", "2")
    );
    assert_eq!(
        over(&logic, sealed),
        "feel.eval.sealed",
        "a condition reads it"
    );
    let typed = format!(
        r#"<literalExpression typeRef="string"><text>{}</text></literalExpression>"#,
        "xs"
    );
    assert_eq!(
        over(&typed, sealed),
        "feel.eval.sealed",
        "a check of its type reads it"
    );
}
