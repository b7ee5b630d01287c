//! Numbers against another implementation, and at their edges.

use std::num::NonZeroU64;
use std::str::FromStr;

use bigdecimal::{BigDecimal, RoundingMode, Signed, Zero};
use feel::{Number, NumberError, Rounding};
use proptest::prelude::*;
use proptest::string::string_regex;

fn number(text: &str) -> Number {
    text.parse()
        .unwrap_or_else(|error| panic!("`{text}`: {error}"))
}

fn oracle(text: &str) -> BigDecimal {
    BigDecimal::from_str(text).unwrap()
}

/// The oracle's value with 34 significant digits.
fn rounded(value: &BigDecimal) -> BigDecimal {
    value.with_precision_round(NonZeroU64::new(34).unwrap(), RoundingMode::HalfEven)
}

fn same(ours: Number, theirs: &BigDecimal) -> bool {
    oracle(&ours.to_string()) == *theirs
}

/// Numbers of up to `digits` digits, many of them full of the digits that rounding turns on.
fn texts(digits: usize) -> impl Strategy<Value = String> {
    let coefficient = prop_oneof![
        string_regex(&format!("[1-9][0-9]{{0,{}}}", digits - 1)).unwrap(),
        string_regex(&format!("[1-9][059]{{0,{}}}", digits - 1)).unwrap(),
        string_regex(&format!("[1-9]0{{0,{}}}[05]", digits - 2)).unwrap(),
        "[0-9]",
    ];
    (
        any::<bool>(),
        coefficient,
        prop_oneof![-5_i32..5, -90_i32..90],
    )
        .prop_map(|(minus, digits, power)| {
            format!("{}{digits}e{power}", if minus { "-" } else { "" })
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_rounds_like_the_oracle(text in texts(80)) {
        prop_assert!(same(number(&text), &rounded(&oracle(&text))));
        prop_assert_eq!(Number::exact(&text).is_ok(), rounded(&oracle(&text)) == oracle(&text));
    }

    #[test]
    fn writing_and_reading_give_the_number_back(text in texts(34)) {
        prop_assert_eq!(number(&number(&text).to_string()), number(&text));
        prop_assert!(same(number(&text), &oracle(&text)));
    }

    #[test]
    fn sums_are_exact_and_rounded_once(left in texts(34), right in texts(34)) {
        let (a, b) = (oracle(&left), oracle(&right));
        prop_assert!(same(number(&left).plus(number(&right)).unwrap(), &rounded(&(&a + &b))));
        prop_assert!(same(number(&left).minus(number(&right)).unwrap(), &rounded(&(&a - &b))));
    }

    #[test]
    fn products_are_exact_and_rounded_once(left in texts(34), right in texts(34)) {
        let product = oracle(&left) * oracle(&right);
        prop_assert!(same(number(&left).times(number(&right)).unwrap(), &rounded(&product)));
    }

    #[test]
    fn quotients_are_the_nearest(left in texts(34), right in texts(34)) {
        let (a, b) = (oracle(&left), oracle(&right));
        let quotient = number(&left).divided_by(number(&right));
        if b.is_zero() {
            prop_assert_eq!(quotient, Err(NumberError::DivisionByZero));
            return Ok(());
        }
        let q = oracle(&quotient.unwrap().to_string());
        // No division here: what is left must be at most half a unit of the last digit, and nothing if digits are to spare.
        let left_over = (&a - &q * &b).abs();
        let (digits, scale) = q.as_bigint_and_exponent();
        let unused = 34 - i64::try_from(digits.abs().to_string().len()).unwrap();
        let unit = BigDecimal::new(1.into(), scale + unused);
        prop_assert!(left_over * 2 <= unit * b.abs());
    }

    #[test]
    fn order_agrees(left in texts(34), right in texts(34)) {
        prop_assert_eq!(number(&left).cmp(&number(&right)), oracle(&left).cmp(&oracle(&right)));
        prop_assert_eq!(number(&left) == number(&right), oracle(&left) == oracle(&right));
    }

    #[test]
    fn rounding_to_a_scale_agrees(text in texts(34), scale in -100_i32..100) {
        let modes = [
            (Rounding::HalfEven, RoundingMode::HalfEven),
            (Rounding::Floor, RoundingMode::Floor),
            (Rounding::Ceiling, RoundingMode::Ceiling),
        ];
        for (ours, theirs) in modes {
            let expected = oracle(&text).with_scale_round(i64::from(scale), theirs);
            prop_assert!(same(number(&text).round(scale, ours).unwrap(), &expected), "{ours:?}");
        }
    }

    #[test]
    fn integers_pass_unchanged(value in any::<i64>()) {
        prop_assert_eq!(Number::from(value).to_string(), value.to_string());
        prop_assert_eq!(Number::from(value).to_i64(), Some(value));
        prop_assert_eq!(Number::from(value), number(&value.to_string()));
    }

    #[test]
    fn any_text_is_a_number_or_refused(text in "[-+.eE0-9 ]{0,20}") {
        let _ = text.parse::<Number>().map(|number| number.to_string());
    }
}

#[test]
fn ties_go_to_the_even_neighbour() {
    let rows = [
        (
            "1000000000000000000000000000000000.5",
            "1000000000000000000000000000000000",
            "down to even",
        ),
        (
            "1000000000000000000000000000000001.5",
            "1000000000000000000000000000000002",
            "up to even",
        ),
        (
            "1000000000000000000000000000000000.50000000000000001",
            "1000000000000000000000000000000001",
            "more than half",
        ),
        (
            "9999999999999999999999999999999999.5",
            "10000000000000000000000000000000000",
            "into one more digit",
        ),
        (
            "-1000000000000000000000000000000001.5",
            "-1000000000000000000000000000000002",
            "the same below zero",
        ),
    ];
    for (text, expected, why) in rows {
        assert_eq!(number(text).to_string(), expected, "{why}");
    }
    let far = number("1e40").plus(number("-1e-40")).unwrap();
    assert_eq!(
        far,
        number("1e40"),
        "what is far below the last digit rounds away"
    );
    let near = number("1000000000000000000000000000000001")
        .plus(number("0.5"))
        .unwrap();
    assert_eq!(
        near,
        number("1000000000000000000000000000000002"),
        "a sum rounds to even too"
    );
    let above = near
        .plus(number("-0.5000000000000000000000000000000001"))
        .unwrap();
    assert_eq!(
        above,
        number("1000000000000000000000000000000001"),
        "a digit far down tips the balance"
    );
}

#[test]
fn the_range_is_that_of_decimal128() {
    assert!(
        "9.999999999999999999999999999999999e6144"
            .parse::<Number>()
            .is_ok(),
        "the largest"
    );
    assert_eq!(
        "9.9999999999999999999999999999999995e6144".parse::<Number>(),
        Err(NumberError::OutOfRange),
        "rounded beyond"
    );
    assert_eq!(
        "1e6145".parse::<Number>(),
        Err(NumberError::OutOfRange),
        "beyond"
    );
    assert_eq!(
        "1e999999999999999999999999".parse::<Number>(),
        Err(NumberError::OutOfRange),
        "far beyond"
    );
    assert_eq!(number("1e-6176").to_string().len(), 6_178, "the smallest");
    assert_eq!(
        number("5e-6177"),
        Number::ZERO,
        "half of the smallest goes to zero, which is even"
    );
    assert_eq!(
        number("6e-6177"),
        number("1e-6176"),
        "more than half of it does not"
    );
    assert_eq!(
        number("1e-999999999999999999999999"),
        Number::ZERO,
        "far below"
    );
    assert_eq!(
        Number::exact("1e-6177"),
        Err(NumberError::Inexact),
        "and exact reading says so"
    );
    assert_eq!(
        number("1e-6000").times(number("1e-6000")),
        Ok(Number::ZERO),
        "products too"
    );
    assert_eq!(
        number("1e6000").times(number("1e6000")),
        Err(NumberError::OutOfRange),
        "at both ends"
    );
    assert_eq!(
        number("9e6144").plus(number("9e6144")),
        Err(NumberError::OutOfRange),
        "sums too"
    );
    assert_eq!(
        number("9e6144").round(-6_145, Rounding::Ceiling),
        Err(NumberError::OutOfRange),
        "and rounding"
    );
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "", "-", ".", "1.", "-.", "+1", " 1", "1 ", "1e", "1e+", "e5", "1.2.3", "1,5", "--1",
        "0x1", "NaN", "inf", "١",
    ] {
        assert_eq!(
            text.parse::<Number>(),
            Err(NumberError::Malformed),
            "`{text}`"
        );
    }
    assert_eq!(number("-0"), Number::ZERO, "zero has no sign");
    assert_eq!(number("-0").to_string(), "0", "nor shows one");
    assert_eq!(number("0e99").to_string(), "0", "nor places");
}

#[test]
fn powers() {
    let rows = [
        ("2", 10, "1024", "by squaring"),
        ("10", -3, "0.001", "a negative exponent divides"),
        ("0", 0, "1", "by convention"),
        ("-2", 3, "-8", "odd exponents keep the sign"),
        ("1", i32::MIN, "1", "the widest exponent"),
    ];
    for (base, exponent, expected, why) in rows {
        assert_eq!(
            number(base).power(exponent).unwrap(),
            number(expected),
            "{why}"
        );
    }
    assert_eq!(
        number("0").power(-1),
        Err(NumberError::DivisionByZero),
        "zero has no inverse"
    );
    assert_eq!(
        number("2").power(i32::MAX),
        Err(NumberError::OutOfRange),
        "too large is noticed, not computed"
    );
}
