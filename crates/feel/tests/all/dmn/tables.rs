//! Hit policies, defaults and allowed values.

use super::{decide, shown};

/// A table over `Score Points` whose rules are `test => output`, separated by `;`.
fn table(policy: &str, values: &str, default: &str, rules: &str) -> String {
    let optional = |tag: &str, text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("<{tag}><text>{text}</text></{tag}>")
        }
    };
    let rules: String = rules
        .split(';')
        .map(|rule| {
            let (test, output) = rule.split_once("=>").unwrap();
            let test = test.trim().replace('<', "&lt;").replace('>', "&gt;");
            format!(
                "<rule><inputEntry><text>{test}</text></inputEntry>\
                 <outputEntry><text>{}</text></outputEntry></rule>",
                output.trim()
            )
        })
        .collect();
    format!(
        r##"<inputData id="i" name="Score Points"><variable name="Score Points" typeRef="number"/></inputData>
        <decision id="d" name="Grade of Score"><variable name="Grade of Score"/>
        <informationRequirement><requiredInput href="#i"/></informationRequirement>
        <decisionTable {policy}>
        <input><inputExpression><text>Score Points</text></inputExpression></input>
        <output>{}{}</output>{rules}</decisionTable></decision>"##,
        optional("outputValues", values),
        optional("defaultOutputEntry", default),
    )
}

fn grade(table: &str, score: &str) -> String {
    let inputs = format!(r#"{{"Score Points": {score}}}"#);
    shown(&decide(table, "Grade of Score", &inputs))
}

#[test]
fn each_hit_policy_makes_of_the_matching_rules_what_it_says() {
    let rules = r#"<10 => "low"; <20 => "mid"; >5 => "high""#;
    let numbers = "<10 => 3; <20 => 7; >5 => 5";
    let order = r#""high", "mid", "low""#;
    let rows = [
        (
            "U",
            rules,
            "",
            "7",
            "dmn.decide.ambiguous",
            "three rules match where one may",
        ),
        (
            "U",
            rules,
            "",
            "3",
            "dmn.decide.ambiguous",
            "two rules match where one may",
        ),
        ("U", rules, "", "25", r#""high""#, "one rule matches"),
        (
            "A",
            rules,
            "",
            "7",
            "dmn.decide.ambiguous",
            "outputs differ",
        ),
        (
            "A",
            "<10 => 1; <20 => 1.0",
            "",
            "7",
            "1",
            "outputs are equal, though written differently",
        ),
        (
            "P",
            rules,
            order,
            "7",
            r#""high""#,
            "the first of the output values",
        ),
        (
            "P",
            rules,
            order,
            "3",
            r#""mid""#,
            "the first of those that match",
        ),
        (
            "F",
            rules,
            order,
            "7",
            r#""low""#,
            "the first rule, whatever its output",
        ),
        (
            "R",
            rules,
            order,
            "7",
            r#"["low", "mid", "high"]"#,
            "in the order of the rules",
        ),
        (
            "O",
            rules,
            order,
            "7",
            r#"["high", "mid", "low"]"#,
            "in the order of the output values",
        ),
        (
            "C",
            rules,
            "",
            "7",
            r#"["low", "mid", "high"]"#,
            "all of them",
        ),
        ("C+", numbers, "", "7", "15", "their sum"),
        ("C#", numbers, "", "7", "3", "their number"),
        ("C<", numbers, "", "7", "3", "the least"),
        ("C>", numbers, "", "7", "7", "the greatest"),
    ];
    for (policy, rules, values, score, expected, why) in rows {
        let table = table(attributes(policy), values, "", rules);
        assert_eq!(
            grade(&table, score),
            expected,
            "{policy} over {score}: {why}"
        );
    }
}

fn attributes(policy: &str) -> &'static str {
    match policy {
        "U" => "",
        "A" => r#"hitPolicy="ANY""#,
        "P" => r#"hitPolicy="PRIORITY""#,
        "F" => r#"hitPolicy="FIRST""#,
        "R" => r#"hitPolicy="RULE ORDER""#,
        "O" => r#"hitPolicy="OUTPUT ORDER""#,
        "C" => r#"hitPolicy="COLLECT""#,
        "C+" => r#"hitPolicy="COLLECT" aggregation="SUM""#,
        "C#" => r#"hitPolicy="COLLECT" aggregation="COUNT""#,
        "C<" => r#"hitPolicy="COLLECT" aggregation="MIN""#,
        "C>" => r#"hitPolicy="COLLECT" aggregation="MAX""#,
        other => panic!("{other} is no policy"),
    }
}

#[test]
fn where_no_rule_matches_there_is_a_default_or_an_error_or_null() {
    let rules = r#"<10 => "low""#;
    let rows = [
        ("U", "", "dmn.decide.no_rule", "one rule must match"),
        ("A", "", "dmn.decide.no_rule", "one rule must match"),
        ("P", "", "dmn.decide.no_rule", "one rule must match"),
        ("F", "", "dmn.decide.no_rule", "one rule must match"),
        ("C", "", "null", "nothing to collect"),
        ("R", "", "null", "nothing to list"),
        ("U", r#""none""#, r#""none""#, "the default"),
        ("F", r#""none""#, r#""none""#, "the default"),
    ];
    for (policy, default, expected, why) in rows {
        let table = table(attributes(policy), "", default, rules);
        assert_eq!(grade(&table, "12"), expected, "{policy}: {why}");
    }
}

#[test]
fn values_that_are_not_allowed_are_refused() {
    let bad_output = table("", r#""low", "high""#, "", r#"<10 => "odd""#);
    assert_eq!(grade(&bad_output, "1"), "dmn.decide.not_allowed");
    let plain = table("", "", "", r#"<10 => "low"; >=10 => "high""#);
    assert_eq!(
        grade(&plain, r#""text""#),
        "dmn.decide.not_allowed",
        "the input is not of its type, so it is null and matches nothing; the first failure is told"
    );
}

#[test]
fn a_cell_that_is_not_feel_matches_nothing_and_says_so() {
    let table = table("", "", "", r#"< < => "low""#);
    assert_eq!(grade(&table, "1"), "dmn.decide.not_feel");
}

#[test]
fn the_error_is_told_however_many_warnings_came_before_it() {
    let rules = vec![r#"<10 => "low""#; 60].join(";");
    let table = table("", "", "", &rules);
    assert_eq!(grade(&table, "null"), "dmn.decide.no_rule");
}
