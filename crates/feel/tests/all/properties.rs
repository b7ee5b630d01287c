//! For any text and any values: no panic, one answer, and limits that only ever stop.

use std::collections::BTreeMap;
use std::sync::Arc;

use feel::{
    Date, DaysTimeDuration, EvalError, Expression, Limits, Range, Time, Value, YearsMonthsDuration,
    Zone,
};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

fn zones() -> impl Strategy<Value = Option<Zone>> {
    prop_oneof![
        Just(None),
        (-64_800_i64..=64_800).prop_map(Zone::offset),
        Just(Zone::region("Europe/Berlin")),
    ]
}

/// Values of every type, sealed ones too if `sealed`.
fn values(sealed: bool) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "-?[0-9]{1,40}\\.[0-9]{1,10}".prop_map(|text| Value::Number(text.parse().unwrap())),
        ".{0,8}".prop_map(Value::from),
        (-3_000_000_000_i64..3_000_000_000)
            .prop_map(|days| Value::Date(Date::from_days(days).unwrap())),
        (-1_000_000_i64..1_000_000)
            .prop_map(|months| Value::YearsMonths(YearsMonthsDuration::new(months).unwrap())),
        any::<i64>()
            .prop_map(|nanos| Value::DaysTime(DaysTimeDuration::new(i128::from(nanos)).unwrap())),
        (0..24_i64, 0..60_i64, 0..1_000_000_000_u32, zones()).prop_map(
            |(hour, minute, nano, zone)| Value::Time(
                Time::new(hour, minute, 7, nano, zone).unwrap()
            )
        ),
        (any::<i64>(), any::<bool>(), any::<bool>()).prop_map(|(low, with_low, with_high)| {
            let range = Range::new(
                (Value::from(low), with_low),
                (Value::from(u32::MAX as i64), with_high),
            );
            Value::Range(Arc::new(range))
        }),
        "[a-c]{0,3}".prop_map(move |text| if sealed {
            Value::Opaque(text)
        } else {
            Value::from(text)
        }),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::List),
            btree_map("[a-c]|[a-c ]{1,3}", inner, 0..4).prop_map(Value::Context),
        ]
    })
}

fn scopes() -> impl Strategy<Value = BTreeMap<String, Value>> {
    btree_map("[a-c]", values(true), 0..4)
}

/// Expressions that parse, of every form.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-d]",
        "[a-d]\\.[a-c]",
        "[0-9]{1,3}(\\.[0-9]{1,3})?(e-?[1-5]?[0-9]{1,3})?",
        "\"[a-cé😀]{0,4}\"",
        Just("null".to_owned()),
        any::<bool>().prop_map(|truth| truth.to_string()),
    ];
    leaf.prop_recursive(4, 40, 3, |inner| {
        let binary = "\\+|-|\\*|/|\\*\\*|=|!=|<|<=|>|>=| and | or | in ";
        let unary = "-|not|abs|floor|ceiling|string|number|count|sum|min|max|is defined|string length|upper case|lower case";
        let pair = "contains|starts with|ends with|list contains|decimal|substring|get or else|sum|max";
        prop_oneof![
            (inner.clone(), binary, inner.clone()).prop_map(|(a, operator, b)| format!("({a}){operator}({b})")),
            (unary, inner.clone()).prop_map(|(name, a)| format!("{name}({a})")),
            (pair, inner.clone(), inner.clone()).prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("if {a} then {b} else {c}")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a}) between ({b}) and ({c})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a}) in (({b}), < ({c}))")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{a: {a}, b: {b}}}")),
            (inner, "[a-c]").prop_map(|(a, step)| format!("({a}).{step}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_or_refused_within_itself(text in any::<String>()) {
        if let Err(error) = Expression::parse(&text) {
            prop_assert!(error.position.offset as usize <= text.len());
        }
        let _ = Expression::parse_bpmn(&format!("={text}"));
    }

    #[test]
    fn any_row_of_tokens_is_parsed_or_refused(
        tokens in vec("if|then|else|and|or|in|between|not|null|[a-c]|1|\\.5|\"|\"a\"|`|\\(|\\)|\\[|\\]|\\{|\\}|,|:|\\.|\\.\\.|-|\\*\\*|<=|=|get or else|abs|/\\*|\\*/|//|\n|\\\\u", 0..30)
    ) {
        let text = tokens.join(" ");
        if let Err(error) = Expression::parse(&text) {
            prop_assert!(error.position.offset as usize <= text.len());
        }
    }

    #[test]
    fn evaluation_ends_and_repeats(source in expressions(), scope in scopes()) {
        let expression = Expression::parse(&source).map_err(|error| TestCaseError::fail(format!("`{source}`: {error}")))?;
        let first = expression.evaluate(&scope, &Limits::V1);
        prop_assert_eq!(&first, &expression.evaluate(&scope, &Limits::V1));
        let again = Expression::parse(expression.source()).unwrap();
        prop_assert_eq!(&first, &again.evaluate(&scope, &Limits::V1));
    }

    #[test]
    fn limits_stop_and_never_change_an_outcome(
        source in expressions(), scope in scopes(), fuel in 0_u64..60, depth in 0_u32..12, size in 0_u64..200
    ) {
        let expression = Expression::parse(&source).unwrap();
        let limited = expression.evaluate(&scope, &Limits { fuel, depth, size });
        let stopped = matches!(limited, Err(EvalError::Limit(_)));
        prop_assert!(stopped || limited == expression.evaluate(&scope, &Limits::V1));
    }

    #[test]
    fn only_the_variables_named_are_read(source in expressions(), scope in scopes()) {
        let expression = Expression::parse(&source).unwrap();
        let roots: Vec<String> =
            expression.variables().iter().map(|path| path.split('.').next().unwrap().to_owned()).collect();
        let read: BTreeMap<String, Value> = scope.iter().filter(|(name, _)| roots.contains(name)).map(|(n, v)| (n.clone(), v.clone())).collect();
        prop_assert_eq!(expression.evaluate(&scope, &Limits::V1), expression.evaluate(&read, &Limits::V1));
    }

    #[test]
    fn a_value_written_out_is_an_expression_for_it(value in values(false)) {
        let outcome = Expression::parse(&value.to_string()).unwrap().evaluate(&Value::Null, &Limits::V1).unwrap();
        prop_assert_eq!((outcome.value, outcome.warnings.len()), (value, 0));
    }
}
