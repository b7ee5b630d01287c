//! The JSON body of a call.
//!
//! INVARIANT: a sealed value is opened here and nowhere else, whole, into the place the diagram names. Decimals are
//! written digit by digit, never as floating point.

use std::{cell::RefCell, collections::BTreeMap};

use kernel::{
    commitment::Commitment, definition::Definition, digest::Digest, field::FieldValue, form::Kind,
    limits, process::Call, state::Instance,
};
use zeroize::Zeroizing;

use crate::EngineError;

/// A body, and the sealed values that were opened into it.
pub(super) struct RequestBody {
    /// JSON, or empty for a call without a body.
    pub(super) text: Zeroizing<String>,
    /// What no error text may contain.
    pub(super) opened: Vec<Zeroizing<String>>,
}

/// Why there is no body.
pub(super) enum NoBody {
    /// This workstation does not hold a sealed value.
    NotHeld,
    /// It would be larger than 1 MiB.
    TooLarge,
    /// Reading failed.
    Engine(EngineError),
}

/// Builds the body of a call. `open` opens a sealed value, if this workstation holds it.
pub(super) fn build(
    call: &Call,
    definition: &Definition,
    instance: &Instance,
    open: impl Fn(&Commitment) -> Result<Option<String>, EngineError>,
) -> Result<RequestBody, NoBody> {
    if call.inputs.is_empty() && matches!(call.method.as_str(), "GET" | "DELETE") {
        return Ok(RequestBody {
            text: Zeroizing::default(),
            opened: Vec::new(),
        });
    }
    let mut root = Place::Object(BTreeMap::new());
    for (target, value) in &call.inputs {
        root.put(target.split('.'), value);
    }
    let kind = |commitment: &Commitment| kind_of(definition, instance, commitment);
    let writer = Writer {
        open: &open,
        kind: &kind,
        opened: RefCell::default(),
    };
    let mut text = Zeroizing::new(String::new());
    writer.place(&root, &mut text)?;
    if text.len() > limits::BLOB_BYTES {
        return Err(NoBody::TooLarge);
    }
    Ok(RequestBody {
        text,
        opened: writer.opened.into_inner(),
    })
}

/// What the form says about the field that a commitment stands in.
fn kind_of<'a>(
    definition: &'a Definition,
    instance: &Instance,
    commitment: &Commitment,
) -> Option<&'a Kind> {
    let sealed = FieldValue::Sealed(*commitment);
    let (path, _) = instance
        .fields
        .iter()
        .find(|(_, field)| field.value == sealed)?;
    definition.field(path)?.kind.as_ref()
}

/// A place in the body. Targets never overlap: a definition with such inputs does not compile.
enum Place<'a> {
    Value(&'a feel::Value),
    Object(BTreeMap<&'a str, Place<'a>>),
}

impl<'a> Place<'a> {
    fn put(&mut self, mut path: std::str::Split<'a, char>, value: &'a feel::Value) {
        match (path.next(), self) {
            (Some(name), Self::Object(members)) => {
                members
                    .entry(name)
                    .or_insert_with(|| Self::Object(BTreeMap::new()))
                    .put(path, value);
            }
            (_, place) => *place = Self::Value(value),
        }
    }
}

struct Writer<'a> {
    open: &'a dyn Fn(&Commitment) -> Result<Option<String>, EngineError>,
    kind: &'a dyn Fn(&Commitment) -> Option<&'a Kind>,
    opened: RefCell<Vec<Zeroizing<String>>>,
}

impl Writer<'_> {
    fn place(&self, place: &Place<'_>, out: &mut String) -> Result<(), NoBody> {
        match place {
            Place::Value(value) => self.value(value, out),
            Place::Object(members) => object(
                members.iter().map(|(name, place)| (*name, place)),
                out,
                |place, out| self.place(place, out),
            ),
        }
    }

    fn value(&self, value: &feel::Value, out: &mut String) -> Result<(), NoBody> {
        match value {
            feel::Value::Null => out.push_str("null"),
            feel::Value::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
            feel::Value::Number(number) => out.push_str(&number.to_string()),
            feel::Value::String(text) => quote(text, out),
            feel::Value::Context(entries) => {
                object(
                    entries.iter().map(|(name, entry)| (name.as_str(), entry)),
                    out,
                    |entry, out| self.value(entry, out),
                )?;
            }
            feel::Value::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    self.value(item, out)?;
                }
                out.push(']');
            }
            feel::Value::Opaque(handle) => self.sealed(handle, out)?,
            feel::Value::Date(date) => quote(&date.to_string(), out),
            feel::Value::Time(time) => quote(&time.to_string(), out),
            feel::Value::DateTime(instant) => quote(&instant.to_string(), out),
            feel::Value::YearsMonths(duration) => quote(&duration.to_string(), out),
            feel::Value::DaysTime(duration) => quote(&duration.to_string(), out),
            // The kernel stops before a call with such an input is made.
            feel::Value::Range(_) | feel::Value::Function(_) => {
                return Err(NoBody::Engine(EngineError::Internal(format!(
                    "{} in the body of a call",
                    value.type_name()
                ))));
            }
        }
        Ok(())
    }

    fn sealed(&self, handle: &str, out: &mut String) -> Result<(), NoBody> {
        let commitment = Digest::parse(handle)
            .map(Commitment)
            .ok_or(NoBody::NotHeld)?;
        let text = (self.open)(&commitment)
            .map_err(NoBody::Engine)?
            .map(Zeroizing::new)
            .ok_or(NoBody::NotHeld)?;
        match typed((self.kind)(&commitment), &text) {
            Some(json) => out.push_str(&json),
            None => quote(&text, out),
        }
        self.opened.borrow_mut().push(text);
        Ok(())
    }
}

/// A sealed number, truth value or list as JSON has it; everything else is text.
fn typed(kind: Option<&Kind>, text: &str) -> Option<Zeroizing<String>> {
    let json = match kind? {
        Kind::Number => text.trim().parse::<feel::Number>().ok()?.to_string(),
        Kind::Checkbox => text.parse::<bool>().ok()?.to_string(),
        Kind::Choices(_) => {
            serde_json::to_string(&serde_json::from_str::<Vec<String>>(text).ok()?).ok()?
        }
        Kind::Text | Kind::LongText | Kind::Choice(_) | Kind::Date => return None,
    };
    Some(Zeroizing::new(json))
}

fn object<'a, T>(
    members: impl Iterator<Item = (&'a str, T)>,
    out: &mut String,
    write: impl Fn(T, &mut String) -> Result<(), NoBody>,
) -> Result<(), NoBody> {
    out.push('{');
    for (at, (name, member)) in members.enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        quote(name, out);
        out.push(':');
        write(member, out)?;
    }
    out.push('}');
    Ok(())
}

fn quote(text: &str, out: &mut String) {
    // Writing a string into memory cannot fail.
    out.push_str(&Zeroizing::new(
        serde_json::to_string(text).unwrap_or_default(),
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    const HANDLE: &str = "00000000000000000000000000000000000000000000000000000000000000aa";

    fn write(
        inputs: &[(&str, feel::Value)],
        kind: Option<&Kind>,
        held: Option<&str>,
    ) -> Result<String, &'static str> {
        let mut root = Place::Object(BTreeMap::new());
        for (target, value) in inputs {
            root.put(target.split('.'), value);
        }
        let open = |_: &Commitment| Ok(held.map(str::to_owned));
        let kind = |_: &Commitment| kind;
        let writer = Writer {
            open: &open,
            kind: &kind,
            opened: RefCell::default(),
        };
        let mut out = String::new();
        writer
            .place(&root, &mut out)
            .map_err(|_| "not held")
            .map(|()| out)
    }

    #[test]
    fn inputs_become_json_without_losing_a_digit() {
        let number = |text: &str| feel::Value::Number(text.parse().unwrap());
        type Row = (Vec<(&'static str, feel::Value)>, &'static str, &'static str);
        let rows: Vec<Row> = vec![
            (vec![], "{}", "no inputs"),
            (
                vec![("a", "x".into()), ("b", true.into())],
                r#"{"a":"x","b":true}"#,
                "text and truth",
            ),
            (
                vec![("a.b.c", 1.into()), ("a.d", 2.into())],
                r#"{"a":{"b":{"c":1},"d":2}}"#,
                "dotted targets",
            ),
            (
                vec![("n", number("12345678901234567890123456789012.34"))],
                r#"{"n":12345678901234567890123456789012.34}"#,
                "34 digits",
            ),
            (vec![("n", number("0.1"))], r#"{"n":0.1}"#, "a decimal"),
            (
                vec![("n", number("-12"))],
                r#"{"n":-12}"#,
                "a negative number",
            ),
            (
                vec![("n", feel::Value::Null)],
                r#"{"n":null}"#,
                "an optional field that is empty",
            ),
            (
                vec![("t", "a\"\\\n\u{1}ü".into())],
                r#"{"t":"a\"\\\n\u0001ü"}"#,
                "escapes",
            ),
            (
                vec![("l", vec![feel::Value::from(1), "b".into()].into())],
                r#"{"l":[1,"b"]}"#,
                "a list",
            ),
            (
                vec![("s", feel::Value::Opaque(HANDLE.into()))],
                r#"{"s":"DE \"89\""}"#,
                "a sealed text",
            ),
        ];
        for (inputs, wanted, why) in rows {
            let json = write(&inputs, None, Some("DE \"89\"")).unwrap();
            serde_json::from_str::<serde_json::Value>(&json).unwrap();
            assert_eq!(json, wanted, "{why}");
        }
    }

    #[test]
    fn sealed_values_have_the_type_of_their_field() {
        let choices = Kind::Choices(vec!["a".into()]);
        let rows: [(Option<&Kind>, &str, &str); 8] = [
            (None, "12", r#"{"s":"12"}"#),
            (Some(&Kind::Text), "12", r#"{"s":"12"}"#),
            (Some(&Kind::Number), "12.50", r#"{"s":12.5}"#),
            (Some(&Kind::Number), "12}", r#"{"s":"12}"}"#),
            (Some(&Kind::Checkbox), "true", r#"{"s":true}"#),
            (Some(&Kind::Checkbox), "1", r#"{"s":"1"}"#),
            (Some(&choices), r#"["a","b"]"#, r#"{"s":["a","b"]}"#),
            (Some(&choices), r#"["a"#, r#"{"s":"[\"a"}"#),
        ];
        for (kind, text, wanted) in rows {
            let inputs = [("s", feel::Value::Opaque(HANDLE.into()))];
            assert_eq!(
                write(&inputs, kind, Some(text)).unwrap(),
                wanted,
                "{kind:?} {text}"
            );
        }
    }

    #[test]
    fn nothing_stands_in_for_a_value_that_is_not_held() {
        assert_eq!(
            write(&[("s", feel::Value::Opaque(HANDLE.into()))], None, None),
            Err("not held")
        );
        assert_eq!(
            write(
                &[("s", feel::Value::Opaque("no handle".into()))],
                None,
                Some("x")
            ),
            Err("not held")
        );
    }
}
