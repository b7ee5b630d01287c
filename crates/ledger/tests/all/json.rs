//! The canonical check against a canonicalizer and a parser that are not ours.

use ledger::json::{CanonicalError, check_canonical, to_canonical};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Whether a parsed value is in the subset.
fn in_subset(value: &Value, depth: usize) -> bool {
    let plain = |key: &String| {
        key.bytes()
            .all(|byte| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\')
    };
    match value {
        Value::Null => false,
        Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => {
            number.as_i64().is_some_and(|n| n.unsigned_abs() < 1 << 53) && !number.is_f64()
        }
        Value::Array(items) => depth < 32 && items.iter().all(|item| in_subset(item, depth + 1)),
        Value::Object(map) => {
            depth < 32
                && map
                    .iter()
                    .all(|(key, item)| plain(key) && in_subset(item, depth + 1))
        }
    }
}

/// The definition: in the subset, and what the canonicalizer writes for what the bytes say.
fn expected(bytes: &[u8]) -> bool {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return false;
    };
    in_subset(&value, 0) && serde_json_canonicalizer::to_vec(&value).unwrap() == bytes
}

#[test]
fn accepted_and_refused_with_reasons() {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let rows: Vec<(String, Option<&str>, &str)> = vec![
        ("{}".into(), None, "empty object"),
        (
            r#"{"":[],"A":true,"a":{"b":[1,-2,false]},"a b":"x"}"#.into(),
            None,
            "sorted by byte",
        ),
        (
            "\"\u{20ac}\u{2028}\u{7f}/\"".into(),
            None,
            "what needs no escape is literal",
        ),
        (
            r#""\u0000\b\t\n\u000b\f\r\u001f\"\\""#.into(),
            None,
            "the escapes of the standard",
        ),
        ("9007199254740991".into(), None, "2^53 - 1"),
        ("-9007199254740991".into(), None, "-(2^53 - 1)"),
        (deep(32), None, "32 levels"),
        (deep(33), Some("json.too_deep"), "33 levels"),
        (deep(100_000), Some("json.too_deep"), "no recursion bomb"),
        (
            "9007199254740992".into(),
            Some("json.integer_too_large"),
            "2^53",
        ),
        (
            "99999999999999999999999999".into(),
            Some("json.integer_too_large"),
            "beyond u64",
        ),
        ("-0".into(), Some("json.not_canonical"), "minus zero"),
        ("01".into(), Some("json.not_canonical"), "leading zero"),
        ("-".into(), Some("json.not_canonical"), "no digit"),
        ("+1".into(), Some("json.not_canonical"), "plus"),
        ("1.0".into(), Some("json.not_an_integer"), "fraction"),
        ("1e3".into(), Some("json.not_an_integer"), "exponent"),
        ("null".into(), Some("json.null"), "null"),
        (
            r#"{"a":1,"a":1}"#.into(),
            Some("json.duplicate_key"),
            "a key twice",
        ),
        (
            r#"{"b":1,"a":1}"#.into(),
            Some("json.not_canonical"),
            "not sorted",
        ),
        (
            r#"{"a":1,"b":1,"a":1}"#.into(),
            Some("json.not_canonical"),
            "twice, but not sorted either",
        ),
        (
            "{\"\u{e4}\":1}".into(),
            Some("json.key_not_ascii"),
            "a key that is not ASCII",
        ),
        (
            r#"{"a\n":1}"#.into(),
            Some("json.key_not_ascii"),
            "a key with an escape",
        ),
        (
            "{\"a\u{7f}\":1}".into(),
            Some("json.key_not_ascii"),
            "a key with a control character",
        ),
        (
            r#"{"a": 1}"#.into(),
            Some("json.not_canonical"),
            "white space",
        ),
        (
            " 1".into(),
            Some("json.not_canonical"),
            "white space before",
        ),
        (
            "1\n".into(),
            Some("json.not_canonical"),
            "newline at the end",
        ),
        ("{}{}".into(), Some("json.not_canonical"), "two values"),
        (
            r#"{"a":1,}"#.into(),
            Some("json.not_canonical"),
            "comma at the end",
        ),
        (
            "[1,]".into(),
            Some("json.not_canonical"),
            "comma at the end of an array",
        ),
        (r#"{"a"}"#.into(), Some("json.not_canonical"), "no value"),
        (
            r#""\/""#.into(),
            Some("json.not_canonical"),
            "an escape that is not needed",
        ),
        (
            r#""\u0041""#.into(),
            Some("json.not_canonical"),
            "a letter escaped",
        ),
        (
            r#""\u001F""#.into(),
            Some("json.not_canonical"),
            "upper-case digits",
        ),
        (
            r#""\u000a""#.into(),
            Some("json.not_canonical"),
            "longer than \\n",
        ),
        (
            r#""\ud800""#.into(),
            Some("json.not_canonical"),
            "a lone surrogate",
        ),
        (
            r#""\u00"#.into(),
            Some("json.not_canonical"),
            "cut within an escape",
        ),
        (
            r#""\"#.into(),
            Some("json.not_canonical"),
            "cut after the backslash",
        ),
        (
            "\"a".into(),
            Some("json.not_canonical"),
            "cut within a string",
        ),
        ("\"\n\"".into(), Some("json.not_canonical"), "a raw newline"),
        (
            "\u{feff}{}".into(),
            Some("json.not_canonical"),
            "a byte order mark",
        ),
        (String::new(), Some("json.not_canonical"), "empty"),
        ("tru".into(), Some("json.not_canonical"), "half a word"),
        ("NaN".into(), Some("json.not_canonical"), "not JSON"),
    ];
    for (text, code, why) in rows {
        assert_eq!(
            check_canonical(text.as_bytes())
                .err()
                .map(|error| error.code()),
            code,
            "{why}: {text:.80}"
        );
        assert_eq!(
            expected(text.as_bytes()),
            code.is_none(),
            "the definition agrees: {why}"
        );
    }
    assert_eq!(check_canonical(b"\"\xff\""), Err(CanonicalError::NotUtf8));
    assert_eq!(
        check_canonical(b"\"\xed\xa0\x80\""),
        Err(CanonicalError::NotUtf8),
        "a surrogate in UTF-8"
    );
    let large = vec![b' '; (1 << 20) + 1];
    assert!(matches!(
        check_canonical(&large),
        Err(CanonicalError::TooLarge { .. })
    ));
}

#[test]
fn values_are_written_in_the_subset_or_refused() {
    let good = json!({"b": [1, true], "a": "\u{1}\u{20ac}", "c": {"z": -5}});
    assert_eq!(
        to_canonical(&good).unwrap(),
        r#"{"a":"\u0001€","b":[1,true],"c":{"z":-5}}"#.as_bytes()
    );
    assert!(matches!(
        to_canonical(&json!({"a": null})),
        Err(CanonicalError::Null { at: 5 })
    ));
    assert!(matches!(
        to_canonical(&1.5),
        Err(CanonicalError::NotAnInteger { .. })
    ));
    assert!(matches!(
        to_canonical(&(1_u64 << 53)),
        Err(CanonicalError::IntegerTooLarge { .. })
    ));
    assert!(to_canonical(&u64::MAX).is_err(), "not rounded silently");
    assert!(to_canonical(&f64::NAN).is_err());
    assert!(matches!(
        to_canonical(&json!({"\u{e4}": 1})),
        Err(CanonicalError::KeyNotAscii { .. })
    ));
}

fn values() -> impl Strategy<Value = Value> {
    let text = "[ -~\u{0}-\u{1f}\u{7f}\u{e4}\u{20ac}\u{1f600}\u{2028}\"\\\\/]{0,8}";
    let leaf = prop_oneof![
        4 => text.prop_map(Value::from),
        2 => any::<bool>().prop_map(Value::from),
        4 => (-(1_i64 << 54)..(1 << 54)).prop_map(Value::from),
        2 => (-3_i64..3).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<f64>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let key = "[a-cA-C0-9 _\u{e4}\"]{0,3}";
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn canonical_values_agree_with_the_definition(value in values()) {
        let bytes = serde_json_canonicalizer::to_vec(&value).unwrap();
        prop_assert_eq!(check_canonical(&bytes).is_ok(), expected(&bytes), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn changed_bytes_agree_with_the_definition(value in values(), at in any::<prop::sample::Index>(), byte in any::<u8>(), how in 0_u8..4) {
        let mut bytes = serde_json_canonicalizer::to_vec(&value).unwrap();
        let position = at.index(bytes.len());
        match how {
            0 => bytes[position] = byte,
            1 => bytes.insert(position, byte),
            2 => { bytes.remove(position); }
            _ => bytes[position] = b"\"\\{}[]:,0-.eEu \n\x00n"[usize::from(byte) % 18],
        }
        prop_assert_eq!(check_canonical(&bytes).is_ok(), expected(&bytes), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn texts_of_json_characters_agree_with_the_definition(text in "[\\[\\]{}:,\"\\\\a-bu0-1.e\\- ]{0,14}") {
        prop_assert_eq!(check_canonical(text.as_bytes()).is_ok(), expected(text.as_bytes()), "{}", text);
    }
}
