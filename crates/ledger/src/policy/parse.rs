//! Reading policy files. Names and URLs are opaque octets; only tab and newline are allowed of the
//! control characters.

use std::collections::{BTreeMap, BTreeSet};

use crate::checkpoint::parse_decimal;
use crate::note::{KeyKind, VerifierKey, VkeyError};
use crate::policy::{
    DEFINITION_LIMIT, Group, Member, POLICY_LIMIT, Policy, PolicyLog, PolicyWitness,
};

/// Why a policy file is refused. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// More bytes than [`POLICY_LIMIT`].
    #[error("the policy has {found} bytes, more than {POLICY_LIMIT}")]
    TooLarge {
        /// Bytes found.
        found: usize,
    },
    /// More logs, witnesses or groups than [`DEFINITION_LIMIT`].
    #[error("line {line}: more than {DEFINITION_LIMIT} of a kind")]
    TooMany {
        /// Line.
        line: usize,
    },
    /// A control character other than tab and newline.
    #[error("line {line}: a control character")]
    ControlCharacter {
        /// Line.
        line: usize,
    },
    /// Not one of the four forms.
    #[error("line {line}: not a log, witness, group or quorum line")]
    Malformed {
        /// Line.
        line: usize,
    },
    /// A verifier key is refused.
    #[error("line {line}: {error}")]
    Vkey {
        /// Line.
        line: usize,
        /// Why.
        error: VkeyError,
    },
    /// A log with a cosignature key, or a witness with a log key.
    #[error("line {line}: the key is of the wrong type for this line")]
    WrongKind {
        /// Line.
        line: usize,
    },
    /// A public key that another line has.
    #[error("line {line}: the public key is already used")]
    DuplicateKey {
        /// Line.
        line: usize,
    },
    /// A name that another line defines, or `none`.
    #[error("line {line}: the name is already defined")]
    DuplicateName {
        /// Line.
        line: usize,
    },
    /// A name that no earlier line defines.
    #[error("line {line}: a name that is not defined above")]
    UnknownName {
        /// Line.
        line: usize,
    },
    /// A name that is already member of a group.
    #[error("line {line}: a name that is already a group member")]
    RepeatedMember {
        /// Line.
        line: usize,
    },
    /// A threshold of 0 or above the number of members.
    #[error("line {line}: the threshold is not between 1 and the number of members")]
    BadThreshold {
        /// Line.
        line: usize,
    },
    /// A second quorum line.
    #[error("line {line}: a second quorum line")]
    SecondQuorum {
        /// Line.
        line: usize,
    },
    /// No quorum line.
    #[error("there is no quorum line")]
    NoQuorum,
}

impl PolicyError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "policy.too_large",
            Self::TooMany { .. } => "policy.too_many",
            Self::ControlCharacter { .. } => "policy.control_character",
            Self::Malformed { .. } => "policy.malformed",
            Self::Vkey { error, .. } => error.code(),
            Self::WrongKind { .. } => "policy.wrong_kind",
            Self::DuplicateKey { .. } => "policy.duplicate_key",
            Self::DuplicateName { .. } => "policy.duplicate_name",
            Self::UnknownName { .. } => "policy.unknown_name",
            Self::RepeatedMember { .. } => "policy.repeated_member",
            Self::BadThreshold { .. } => "policy.bad_threshold",
            Self::SecondQuorum { .. } => "policy.second_quorum",
            Self::NoQuorum => "policy.no_quorum",
        }
    }
}

/// What the lines so far define.
#[derive(Default)]
struct Draft<'f> {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    quorum: Option<Option<Member>>,
    names: BTreeMap<&'f [u8], Member>,
    members: BTreeSet<Member>,
    public_keys: BTreeSet<[u8; 32]>,
}

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// The first [`PolicyError`].
    pub fn parse(file: &[u8]) -> Result<Self, PolicyError> {
        if file.len() > POLICY_LIMIT {
            return Err(PolicyError::TooLarge { found: file.len() });
        }
        let mut draft = Draft::default();
        for (index, text) in file.split(|byte| *byte == b'\n').enumerate() {
            draft.read_line(text, index + 1)?;
        }
        let quorum = draft.quorum.ok_or(PolicyError::NoQuorum)?;
        let log_keys = draft.logs.iter().map(|log| log.vkey.clone());
        let keys = log_keys
            .chain(draft.witnesses.iter().map(|witness| witness.vkey.clone()))
            .collect();
        Ok(Self {
            logs: draft.logs,
            witnesses: draft.witnesses,
            groups: draft.groups,
            quorum,
            keys,
        })
    }
}

impl<'f> Draft<'f> {
    fn read_line(&mut self, text: &'f [u8], line: usize) -> Result<(), PolicyError> {
        if text
            .iter()
            .any(|byte| (*byte < 0x20 && *byte != b'\t') || *byte == 0x7f)
        {
            return Err(PolicyError::ControlCharacter { line });
        }
        let items: Vec<&[u8]> = text
            .split(|byte| matches!(byte, b' ' | b'\t'))
            .filter(|item| !item.is_empty())
            .collect();
        match items.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", vkey] => self.log(vkey, None, line),
            [b"log", vkey, url] => self.log(vkey, Some(url), line),
            [b"witness", name, vkey] => self.witness(name, vkey, None, line),
            [b"witness", name, vkey, url] => self.witness(name, vkey, Some(url), line),
            [b"group", name, threshold, members @ ..] if !members.is_empty() => {
                self.group(name, threshold, members, line)
            }
            [b"quorum", name] => self.quorum(name, line),
            _ => Err(PolicyError::Malformed { line }),
        }
    }

    fn log(&mut self, vkey: &[u8], url: Option<&[u8]>, line: usize) -> Result<(), PolicyError> {
        let vkey = self.key(vkey, KeyKind::Ed25519, line)?;
        within_limit(&self.logs, line)?;
        self.logs.push(PolicyLog {
            vkey,
            url: url.map(<[u8]>::to_vec),
        });
        Ok(())
    }

    fn witness(
        &mut self,
        name: &'f [u8],
        vkey: &[u8],
        url: Option<&[u8]>,
        line: usize,
    ) -> Result<(), PolicyError> {
        let vkey = self.key(vkey, KeyKind::Cosignature, line)?;
        within_limit(&self.witnesses, line)?;
        self.define(name, Member::Witness(self.witnesses.len()), line)?;
        self.witnesses.push(PolicyWitness {
            name: name.to_vec(),
            vkey,
            url: url.map(<[u8]>::to_vec),
        });
        Ok(())
    }

    fn group(
        &mut self,
        name: &'f [u8],
        threshold: &[u8],
        names: &[&'f [u8]],
        line: usize,
    ) -> Result<(), PolicyError> {
        within_limit(&self.groups, line)?;
        let mut members = Vec::with_capacity(names.len());
        for name in names {
            let member = *self
                .names
                .get(name)
                .ok_or(PolicyError::UnknownName { line })?;
            if !self.members.insert(member) {
                return Err(PolicyError::RepeatedMember { line });
            }
            members.push(member);
        }
        let needed = match threshold {
            b"all" => members.len(),
            b"any" => 1,
            number => decimal(number).ok_or(PolicyError::Malformed { line })?,
        };
        if !(1..=members.len()).contains(&needed) {
            return Err(PolicyError::BadThreshold { line });
        }
        self.define(name, Member::Group(self.groups.len()), line)?;
        self.groups.push(Group {
            name: name.to_vec(),
            needed,
            members,
        });
        Ok(())
    }

    fn quorum(&mut self, name: &[u8], line: usize) -> Result<(), PolicyError> {
        if self.quorum.is_some() {
            return Err(PolicyError::SecondQuorum { line });
        }
        self.quorum = Some(match name {
            b"none" => None,
            name => Some(
                *self
                    .names
                    .get(name)
                    .ok_or(PolicyError::UnknownName { line })?,
            ),
        });
        Ok(())
    }

    fn define(&mut self, name: &'f [u8], member: Member, line: usize) -> Result<(), PolicyError> {
        if name == b"none" || self.names.insert(name, member).is_some() {
            return Err(PolicyError::DuplicateName { line });
        }
        Ok(())
    }

    fn key(&mut self, text: &[u8], kind: KeyKind, line: usize) -> Result<VerifierKey, PolicyError> {
        let text = core::str::from_utf8(text).map_err(|_| PolicyError::Vkey {
            line,
            error: VkeyError::Malformed,
        })?;
        let vkey = VerifierKey::parse(text).map_err(|error| PolicyError::Vkey { line, error })?;
        if vkey.kind() != kind {
            return Err(PolicyError::WrongKind { line });
        }
        if !self.public_keys.insert(*vkey.public().as_bytes()) {
            return Err(PolicyError::DuplicateKey { line });
        }
        Ok(vkey)
    }
}

fn within_limit<T>(list: &[T], line: usize) -> Result<(), PolicyError> {
    if list.len() < DEFINITION_LIMIT {
        Ok(())
    } else {
        Err(PolicyError::TooMany { line })
    }
}

fn decimal(text: &[u8]) -> Option<usize> {
    usize::try_from(parse_decimal(core::str::from_utf8(text).ok()?)?).ok()
}
