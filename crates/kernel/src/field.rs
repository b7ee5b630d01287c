//! Field values of requests: open (in the clear) or sealed (a commitment).
//!
//! INVARIANT: the kernel never holds a sealed value. An expression sees an opaque handle; any operation on it except
//! moving it whole is an incident.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Serialize,
    de::{Error, SeqAccess, Visitor},
};

use crate::{commitment::Commitment, limits};

/// An open value. Decimals are text; a form says which fields are numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Open {
    /// True or false.
    Boolean(bool),
    /// A whole number, |n| < 2^53.
    Integer(i64),
    /// Text, a date, or a decimal number.
    Text(String),
    /// Several texts, as a checklist gives.
    List(Vec<String>),
}

/// A value as the kernel knows it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum FieldValue {
    /// In the clear.
    Open(Open),
    /// Only its commitment.
    Sealed(Commitment),
    /// In the clear, made by the kernel itself, where no plain value says the same.
    Derived(crate::data::Data),
}

/// What an act writes: open values and commitments, by field path. A path stands in one of the two.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Writes {
    /// Open values by path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub open: BTreeMap<String, Open>,
    /// Commitments by path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sealed: BTreeMap<String, Commitment>,
}

impl Writes {
    /// Both kinds as one sequence.
    pub fn iter(&self) -> impl Iterator<Item = (&str, FieldValue)> {
        let open = self
            .open
            .iter()
            .map(|(path, value)| (path.as_str(), FieldValue::Open(value.clone())));
        let sealed = self
            .sealed
            .iter()
            .map(|(path, commitment)| (path.as_str(), FieldValue::Sealed(*commitment)));
        open.chain(sealed)
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.sealed.is_empty()
    }

    /// Whether every part is within the limits and no path stands in both maps.
    pub fn within_limits(&self) -> bool {
        let small = |value: &Open| match value {
            Open::Boolean(_) | Open::Integer(_) => true,
            Open::Text(text) => text.len() <= limits::TEXT_BYTES,
            Open::List(items) => {
                items.len() <= limits::FIELDS && items.iter().all(|i| i.len() <= limits::TEXT_BYTES)
            }
        };
        self.open.len() + self.sealed.len() <= limits::FIELDS
            && self.open.values().all(small)
            && self
                .open
                .keys()
                .chain(self.sealed.keys())
                .all(|path| is_path(path))
            && self.open.keys().all(|path| !self.sealed.contains_key(path))
    }
}

/// A field path: 1 to 100 of `a-z`, `A-Z`, `0-9`, `_`, starting with a letter.
pub fn is_path(path: &str) -> bool {
    path.len() <= 100
        && path
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic())
        && path
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[derive(Serialize, Deserialize)]
enum CompactOpen {
    Boolean(bool),
    Integer(i64),
    Text(String),
    List(Vec<String>),
}

/// Reads a bare JSON value.
struct PlainOpen;

impl<'de> Visitor<'de> for PlainOpen {
    type Value = Open;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false, a whole number, text, or a list of texts")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Open, E> {
        Ok(Open::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Open, E> {
        Ok(Open::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Open, E> {
        i64::try_from(value)
            .map(Open::Integer)
            .map_err(|_| E::custom("a whole number below 2^53"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Open, E> {
        Ok(Open::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Open, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Open::List(list))
    }
}

// Text formats write the bare JSON value, the compact one says which kind it is.
impl Serialize for Open {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return match self {
                Self::Boolean(value) => serializer.serialize_bool(*value),
                Self::Integer(value) => serializer.serialize_i64(*value),
                Self::Text(value) => serializer.serialize_str(value),
                Self::List(value) => value.serialize(serializer),
            };
        }
        match self.clone() {
            Self::Boolean(value) => CompactOpen::Boolean(value),
            Self::Integer(value) => CompactOpen::Integer(value),
            Self::Text(value) => CompactOpen::Text(value),
            Self::List(value) => CompactOpen::List(value),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Open {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(PlainOpen);
        }
        CompactOpen::deserialize(deserializer).map(|value| match value {
            CompactOpen::Boolean(value) => Self::Boolean(value),
            CompactOpen::Integer(value) => Self::Integer(value),
            CompactOpen::Text(value) => Self::Text(value),
            CompactOpen::List(value) => Self::List(value),
        })
    }
}
