//! Names of things in acts.
//!
//! Persons and workstations are named by 8 random bytes that the caller drew. Requests, tasks, jobs, changes and
//! grants are named after the index of the entry that made them (ADR 0005), so no two can ever share a name. Workflows,
//! rules, connectors and groups have a name that people chose: a [`Slug`].
//!
//! New kind: add a line to one of the macros below; text and compact forms come with it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    digest::{hex_value, write_hex},
    text::from_text,
};

macro_rules! text_serde {
    ($name:ident, $compact:ty, $to:expr, $from:expr) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    let to: fn(&$name) -> $compact = $to;
                    to(self).serialize(serializer)
                }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    from_text(
                        deserializer,
                        concat!("not a valid ", stringify!($name)),
                        Self::parse,
                    )
                } else {
                    let from: fn($compact) -> $name = $from;
                    <$compact>::deserialize(deserializer).map(from)
                }
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl $name {
            /// Reads the prefix and 16 lower-case hexadecimal characters.
            pub fn parse(text: &str) -> Option<Self> {
                let hex = text.strip_prefix($prefix)?.as_bytes();
                if hex.len() != 16 {
                    return None;
                }
                hex.iter().try_fold(0u64, |sum, byte| Some(sum << 4 | u64::from(hex_value(*byte)?))).map(Self)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{:016x}"), self.0)
            }
        }
        text_serde!($name, u64, |id| id.0, $name);
    };
}

macro_rules! index_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl $name {
            /// Reads the prefix and a decimal number without leading zeros.
            pub fn parse(text: &str) -> Option<Self> {
                decimal(text.strip_prefix($prefix)?).map(Self)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }
        text_serde!($name, u64, |id| id.0, $name);
    };
}

macro_rules! nth_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// The index of the entry that made it.
            pub index: u64,
            /// Its place among those the entry made.
            pub nth: u32,
        }

        impl $name {
            /// Reads the prefix, the index, `_` and the place.
            pub fn parse(text: &str) -> Option<Self> {
                let (index, nth) = text.strip_prefix($prefix)?.split_once('_')?;
                Some(Self { index: decimal(index)?, nth: decimal(nth)?.try_into().ok()? })
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}_{}"), self.index, self.nth)
            }
        }
        text_serde!($name, (u64, u32), |id| (id.index, id.nth), |(index, nth)| $name { index, nth });
    };
}

/// A decimal number as ids write it: no sign, no leading zeros, below 2^53.
fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || (!text.starts_with('0') && !text.is_empty());
    let digits = text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_digit());
    let value: u64 = (canonical && digits).then(|| text.parse().ok())??;
    (value < 1 << 53).then_some(value)
}

random_id!(
    /// A human being: `p_` and 16 hexadecimal characters.
    PersonId,
    "p_"
);
random_id!(
    /// A computer on which acts are signed: `w_` and 16 hexadecimal characters.
    WorkstationId,
    "w_"
);
index_id!(
    /// A running or ended instance of a workflow: `r_57`.
    RequestId,
    "r_"
);
index_id!(
    /// A proposed change of people, rules, connectors or publications: `c_57`.
    ChangeId,
    "c_"
);
index_id!(
    /// A role given to somebody on a scope: `g_57`.
    GrantId,
    "g_"
);
nth_id!(
    /// Work that waits for people: `t_57_0`.
    TaskId,
    "t_"
);
nth_id!(
    /// A connector call: `j_57_0`.
    JobId,
    "j_"
);
nth_id!(
    /// A time or a message that a request waits for: `e_57_0`. A repeating timer gets a new name each time.
    WaitId,
    "e_"
);

nth_id!(
    /// A time at which a workflow starts by itself: `s_57_3`, where 3 is the number of the start event in its version. One
    /// that repeats gets a new name each time.
    ScheduleId,
    "s_"
);

/// A wait for a time.
pub type TimerId = WaitId;

/// A UUID in its 36-character lower-case form, made by the caller and unique per signer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActId(pub [u8; 16]);

impl ActId {
    /// Reads `8-4-4-4-12` lower-case hexadecimal characters.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 36 {
            return None;
        }
        let mut out = [0u8; 16];
        let mut nibbles = 0usize;
        for (at, byte) in text.bytes().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                if byte != b'-' {
                    return None;
                }
                continue;
            }
            let value = hex_value(byte)?;
            let slot = out.get_mut(nibbles / 2)?;
            *slot = *slot << 4 | value;
            nibbles += 1;
        }
        Some(Self(out))
    }
}

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.as_slice();
        for (place, length) in [4, 2, 2, 2, 6].into_iter().enumerate() {
            if place > 0 {
                f.write_str("-")?;
            }
            let Some((group, after)) = rest.split_at_checked(length) else {
                return Ok(());
            };
            write_hex(group, f)?;
            rest = after;
        }
        Ok(())
    }
}
text_serde!(ActId, [u8; 16], |id| id.0, ActId);

/// Who signs an act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signer {
    /// A human being.
    Person(PersonId),
    /// A workstation, which acts only as the system.
    Workstation(WorkstationId),
}

impl Signer {
    /// Reads either form.
    pub fn parse(text: &str) -> Option<Self> {
        PersonId::parse(text)
            .map(Self::Person)
            .or_else(|| WorkstationId::parse(text).map(Self::Workstation))
    }

    /// The name under which the signer signs: `<origin>/<id>`.
    pub fn key_name(&self, origin: &str) -> String {
        format!("{origin}/{self}")
    }

    /// The person, if it is one.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(*person),
            Self::Workstation(_) => None,
        }
    }
}

impl fmt::Display for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => person.fmt(f),
            Self::Workstation(workstation) => workstation.fmt(f),
        }
    }
}
text_serde!(
    Signer,
    (bool, u64),
    |signer| match signer {
        Signer::Person(person) => (true, person.0),
        Signer::Workstation(workstation) => (false, workstation.0),
    },
    |(person, id)| if person {
        Signer::Person(PersonId(id))
    } else {
        Signer::Workstation(WorkstationId(id))
    }
);

/// A name that people chose: 1 to 63 of `a-z`, `0-9` and `-`, starting with a letter or digit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Box<str>);

impl Slug {
    /// Reads a name; `None` if it has another shape.
    pub fn parse(text: &str) -> Option<Self> {
        let shape = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let mut bytes = text.bytes();
        let first = bytes.next()?;
        let fits =
            text.len() <= 63 && shape(first) && bytes.all(|byte| shape(byte) || byte == b'-');
        fits.then(|| Self(text.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
text_serde!(Slug, Box<str>, |slug| slug.0.clone(), Slug);

/// A workflow's name.
pub type WorkflowId = Slug;
/// An approval rule's name.
pub type RuleId = Slug;
/// A connector's name.
pub type ConnectorId = Slug;
/// A group's name.
pub type GroupId = Slug;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        assert_eq!(PersonId::parse("p_00000000000000ff"), Some(PersonId(255)));
        assert_eq!(PersonId(255).to_string(), "p_00000000000000ff");
        assert_eq!(TaskId::parse("t_58_0"), Some(TaskId { index: 58, nth: 0 }));
        assert_eq!(
            ActId::parse("0193f2aa-0000-7000-8000-000000000001")
                .map(|id| id.to_string())
                .as_deref(),
            Some("0193f2aa-0000-7000-8000-000000000001")
        );
        let wrong = [
            "p_00000000000000FF",
            "p_ff",
            "q_00000000000000ff",
            "p_00000000000000ff0",
            "",
        ];
        for text in wrong {
            assert_eq!(PersonId::parse(text), None, "{text}");
        }
        for text in ["r_057", "r_", "r_-1", "r_9007199254740992", "r_1e3"] {
            assert_eq!(RequestId::parse(text), None, "{text}");
        }
        for text in ["", "-a", "A", "a_b", "ä", &"a".repeat(64)] {
            assert_eq!(Slug::parse(text), None, "{text}");
        }
        for text in [
            "0193F2aa-0000-7000-8000-000000000001",
            "0193f2aa00000-7000-8000-000000000001",
            "0193f2aa-0000-7000-8000-00000000000",
        ] {
            assert_eq!(ActId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn compact_and_text_forms_carry_the_same_id() {
        let signer = Signer::Workstation(WorkstationId(7));
        let json = serde_json::to_string(&signer).unwrap();
        assert_eq!(json, "\"w_0000000000000007\"");
        assert_eq!(serde_json::from_str::<Signer>(&json).unwrap(), signer);
        let compact = postcard::to_stdvec(&signer).unwrap();
        assert_eq!(postcard::from_bytes::<Signer>(&compact).unwrap(), signer);
    }
}
