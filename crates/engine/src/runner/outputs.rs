//! What is kept of an answer: the outputs the connector declares.
//!
//! INVARIANT: nothing else of an answer is kept. A declared output that is missing, null or of another type is left out
//! and named; the kernel treats every output as optional. Numbers lose nothing, for they
//! never become floating point.

use std::collections::BTreeMap;

use kernel::{
    connector::{Connector, Disclosure},
    definition::Definition,
    field::Open,
    form::Kind,
    limits,
};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

/// Whole numbers of an act are smaller than this.
const WHOLE: u64 = 1 << 53;

/// Outputs of an answer.
#[derive(Default)]
pub(super) struct Outputs {
    /// In the clear.
    pub(super) open: BTreeMap<String, Open>,
    /// To be sealed.
    pub(super) sealed: BTreeMap<String, Zeroizing<String>>,
    /// Declared, but not there or of another type.
    pub(super) left_out: Vec<String>,
}

/// The answer is no JSON, though outputs are declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the answer is not JSON, though the connector declares outputs")]
pub(super) struct NotJson;

/// Takes the declared outputs out of an answer. An empty answer has none.
pub(super) fn outputs(
    definition: &Definition,
    connector: &Connector,
    body: &[u8],
) -> Result<Outputs, NotJson> {
    let declared = connector.outputs.iter().map(|(field, output)| {
        let kind = definition.field(field).and_then(|info| info.kind.as_ref());
        (field.as_str(), output.path.as_str(), output.data, kind)
    });
    take(declared, body)
}

fn take<'a>(
    declared: impl Iterator<Item = (&'a str, &'a str, Disclosure, Option<&'a Kind>)>,
    body: &[u8],
) -> Result<Outputs, NotJson> {
    let mut declared = declared.peekable();
    let mut outputs = Outputs::default();
    if declared.peek().is_none() {
        return Ok(outputs);
    }
    let empty = body.iter().all(u8::is_ascii_whitespace);
    let root: Option<&RawValue> = match empty {
        true => None,
        false => Some(serde_json::from_slice(body).map_err(|_| NotJson)?),
    };
    for (field, path, data, kind) in declared {
        let found = root.and_then(|root| find(root, path)).and_then(Found::read);
        let kept = match (data, found) {
            (Disclosure::Open, Some(found)) => found
                .open(kind)
                .map(|value| outputs.open.insert(field.to_owned(), value))
                .is_some(),
            (Disclosure::Sealed, Some(found)) => found
                .sealed()
                .map(|value| outputs.sealed.insert(field.to_owned(), value))
                .is_some(),
            (_, None) => false,
        };
        if !kept {
            outputs.left_out.push(field.to_owned());
        }
    }
    Ok(outputs)
}

fn find<'a>(root: &'a RawValue, path: &str) -> Option<&'a RawValue> {
    path.split('.').try_fold(root, |place, name| {
        let mut members: BTreeMap<String, &'a RawValue> = serde_json::from_str(place.get()).ok()?;
        members.remove(name)
    })
}

/// A value of the answer.
enum Found<'a> {
    Text(Zeroizing<String>),
    Boolean(bool),
    Number(&'a str),
    /// An object or a list, as it came.
    Composite(&'a str),
}

impl<'a> Found<'a> {
    /// `None` for null.
    fn read(raw: &'a RawValue) -> Option<Self> {
        let text = raw.get();
        match text.bytes().next()? {
            b'"' => serde_json::from_str(text)
                .ok()
                .map(|text| Self::Text(Zeroizing::new(text))),
            b't' => Some(Self::Boolean(true)),
            b'f' => Some(Self::Boolean(false)),
            b'n' => None,
            b'{' | b'[' => Some(Self::Composite(text)),
            _ => Some(Self::Number(text)),
        }
    }

    fn open(self, kind: Option<&Kind>) -> Option<Open> {
        match (kind, self) {
            (Some(Kind::Choices(_)), _) | (_, Self::Composite(_)) => None,
            (Some(Kind::Number), Self::Text(text)) => number(text.trim()),
            (Some(Kind::Number) | None, Self::Number(text)) => number(text),
            (Some(Kind::Checkbox) | None, Self::Boolean(truth)) => Some(Open::Boolean(truth)),
            (Some(Kind::Number | Kind::Checkbox), _) => None,
            (
                Some(Kind::Text | Kind::LongText | Kind::Choice(_) | Kind::Date),
                Self::Boolean(_),
            ) => None,
            (_, Self::Number(text)) => short(text),
            (_, Self::Text(text)) => short(&text),
        }
    }

    fn sealed(self) -> Option<Zeroizing<String>> {
        let text = match self {
            Self::Text(text) => text,
            Self::Boolean(truth) => Zeroizing::new(truth.to_string()),
            Self::Number(text) | Self::Composite(text) => Zeroizing::new(text.to_owned()),
        };
        (text.len() <= limits::BLOB_BYTES).then_some(text)
    }
}

fn short(text: &str) -> Option<Open> {
    (text.len() <= limits::TEXT_BYTES).then(|| Open::Text(text.to_owned()))
}

/// A whole number if an act can hold it as one, else decimal text.
fn number(text: &str) -> Option<Open> {
    let text = text.parse::<feel::Number>().ok()?.to_string();
    match text.parse::<i64>() {
        Ok(whole) if whole.unsigned_abs() < WHOLE => Some(Open::Integer(whole)),
        _ => short(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(kind: Option<&Kind>, data: Disclosure, body: &str) -> Result<Outputs, NotJson> {
        take([("field", "a.b", data, kind)].into_iter(), body.as_bytes())
    }

    #[test]
    fn open_outputs_have_the_type_of_their_field() {
        let (number, check, text) = (Kind::Number, Kind::Checkbox, Kind::Text);
        let choices = Kind::Choices(vec![]);
        let words = |text: &str| Some(Open::Text(text.into()));
        let rows: Vec<(Option<&Kind>, &str, Option<Open>, &str)> = vec![
            (None, r#""V-1""#, words("V-1"), "text"),
            (None, "7", Some(Open::Integer(7)), "a whole number"),
            (None, "-7", Some(Open::Integer(-7)), "a negative one"),
            (
                None,
                "9007199254740991",
                Some(Open::Integer(9_007_199_254_740_991)),
                "the largest whole number",
            ),
            (
                None,
                "9007199254740992",
                words("9007199254740992"),
                "beyond it the digits stay as text",
            ),
            (
                None,
                "12345678901234.56",
                words("12345678901234.56"),
                "a decimal keeps its digits",
            ),
            (None, "true", Some(Open::Boolean(true)), "a truth value"),
            (None, "null", None, "null is nothing"),
            (None, "[1]", None, "a list is no field"),
            (None, "{}", None, "an object is no field"),
            (
                Some(&number),
                r#""12.50""#,
                words("12.5"),
                "a decimal that came as text",
            ),
            (Some(&number), r#""twelve""#, None, "no number"),
            (Some(&number), "true", None, "no number"),
            (
                Some(&check),
                "false",
                Some(Open::Boolean(false)),
                "a truth value",
            ),
            (Some(&check), r#""true""#, None, "text is no truth value"),
            (Some(&text), "17", words("17"), "a number into a text field"),
            (Some(&text), "true", None, "no text"),
            (Some(&choices), r#""a""#, None, "no connector gives a list"),
        ];
        for (kind, value, wanted, why) in rows {
            let got = one(
                kind,
                Disclosure::Open,
                &format!(r#"{{"a":{{"b":{value}}}}}"#),
            )
            .unwrap();
            assert_eq!(got.left_out.is_empty(), wanted.is_some(), "{why}");
            assert_eq!(got.open.get("field"), wanted.as_ref(), "{why}");
        }
        let long = format!(
            r#"{{"a":{{"b":"{}"}}}}"#,
            "x".repeat(limits::TEXT_BYTES + 1)
        );
        assert_eq!(
            one(None, Disclosure::Open, &long).unwrap().left_out,
            ["field"],
            "longer than a field may be"
        );
    }

    #[test]
    fn sealed_outputs_are_kept_as_they_came() {
        for (value, wanted) in [
            (r#""DE89""#, "DE89"),
            ("1.50", "1.50"),
            ("true", "true"),
            ("[1, 2]", "[1, 2]"),
        ] {
            let got = one(
                None,
                Disclosure::Sealed,
                &format!(r#"{{"a":{{"b":{value}}}}}"#),
            )
            .unwrap();
            assert_eq!(
                got.sealed.get("field").map(|text| text.as_str()),
                Some(wanted)
            );
            assert!(got.open.is_empty());
        }
    }

    #[test]
    fn an_answer_without_the_output_leaves_it_out() {
        for body in [
            "{}",
            "[]",
            "1",
            r#"{"a":1}"#,
            r#"{"a":{"B":1}}"#,
            r#"{"a.b":1}"#,
            "",
            " \r\n",
        ] {
            let got = one(None, Disclosure::Open, body).unwrap();
            assert_eq!(
                (got.open.len(), got.left_out),
                (0, vec!["field".to_owned()]),
                "{body}"
            );
        }
    }

    #[test]
    fn hostile_answers_are_no_json_or_left_out() {
        let deep = "[".repeat(200_000);
        let closed = format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
        for body in [
            "<html>",
            "{",
            r#"{"a":{"b":1}} x"#,
            r#"{"a":{"b":01}}"#,
            "\u{feff}{}",
            deep.as_str(),
        ] {
            assert!(
                matches!(one(None, Disclosure::Open, body), Err(NotJson)),
                "{}",
                body.len()
            );
        }
        assert!(
            take(
                [("f", "a", Disclosure::Open, None)].into_iter(),
                b"{\"a\":\"\xff\"}"
            )
            .is_err(),
            "not UTF-8"
        );
        let nested = one(None, Disclosure::Open, &closed).map(|outputs| outputs.open.len());
        assert!(
            matches!(nested, Ok(0) | Err(NotJson)),
            "deep nesting neither panics nor yields a field"
        );
    }

    #[test]
    fn without_declared_outputs_any_answer_will_do() {
        assert!(take([].into_iter(), b"<html>").unwrap().open.is_empty());
    }
}
