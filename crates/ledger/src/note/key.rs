//! Verifier keys: `<name>+<key id in hex>+<base64 of kind and public key>`.
//!
//! INVARIANT: the id of a [`VerifierKey`] is computed from its name, kind and key; a text that
//! says another id is refused.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::base64;
use crate::signature::{PublicKey, PublicKeyError};

const NAME_LIMIT: usize = 255;

/// What a key signs and how. The discriminant is the signature type byte of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum KeyKind {
    /// Ed25519 over the text.
    Ed25519 = 0x01,
    /// Timestamped Ed25519 cosignature over a checkpoint.
    Cosignature = 0x04,
}

impl KeyKind {
    /// The signature type byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        self as u8
    }
}

/// A key that signatures are checked with.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VerifierKey {
    name: String,
    id: u32,
    kind: KeyKind,
    public: PublicKey,
}

/// Why a text is not a verifier key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VkeyError {
    /// Not `name+id+base64`.
    #[error("the verifier key is not `<name>+<id>+<key>`")]
    Malformed,
    /// Empty, with a plus sign, white space or control character, or over 255 bytes.
    #[error("`{name}` cannot be the name of a key")]
    BadName {
        /// The name.
        name: String,
    },
    /// A kind this program cannot verify.
    #[error("keys of type 0x{kind:02x} are not supported")]
    UnsupportedKind {
        /// The type byte.
        kind: u8,
    },
    /// The public key has another length.
    #[error("the public key has {found} bytes, not 32")]
    WrongLength {
        /// Bytes found.
        found: usize,
    },
    /// The id is not that of the key.
    #[error("the key id is {computed:08x}, not {stated:08x}")]
    WrongId {
        /// What the text says.
        stated: u32,
        /// What name, kind and key give.
        computed: u32,
    },
    /// The public key is refused.
    #[error(transparent)]
    PublicKey(#[from] PublicKeyError),
}

impl VkeyError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "vkey.malformed",
            Self::BadName { .. } => "vkey.bad_name",
            Self::UnsupportedKind { .. } => "vkey.unsupported_kind",
            Self::WrongLength { .. } => "vkey.wrong_length",
            Self::WrongId { .. } => "vkey.wrong_id",
            Self::PublicKey(error) => error.code(),
        }
    }
}

/// Whether `name` can be the name of a key.
///
/// # Errors
/// [`VkeyError::BadName`].
pub fn check_key_name(name: &str) -> Result<(), VkeyError> {
    let bad = |c: char| c == '+' || c.is_whitespace() || c < ' ';
    if name.is_empty() || name.len() > NAME_LIMIT || name.contains(bad) {
        let name = name.chars().take(80).collect();
        return Err(VkeyError::BadName { name });
    }
    Ok(())
}

fn key_id(name: &str, kind: KeyKind, public: &[u8; 32]) -> u32 {
    let mut sha = Sha256::new();
    sha.update(name.as_bytes());
    sha.update([b'\n', kind.byte()]);
    sha.update(public);
    let digest: [u8; 32] = sha.finalize().into();
    let [a, b, c, d, ..] = digest;
    u32::from_be_bytes([a, b, c, d])
}

impl VerifierKey {
    /// Makes a verifier key of its parts.
    ///
    /// # Errors
    /// When the name cannot name a key, or the public key is weak or no point.
    pub fn new(name: &str, kind: KeyKind, public: &[u8; 32]) -> Result<Self, VkeyError> {
        Self::with_public(name, kind, PublicKey::from_bytes(public)?)
    }

    pub(crate) fn with_public(
        name: &str,
        kind: KeyKind,
        public: PublicKey,
    ) -> Result<Self, VkeyError> {
        check_key_name(name)?;
        let id = key_id(name, kind, public.as_bytes());
        Ok(Self {
            name: name.to_owned(),
            id,
            kind,
            public,
        })
    }

    /// Reads `<name>+<id>+<key>`.
    ///
    /// # Errors
    /// [`VkeyError`], among them [`VkeyError::WrongId`] when the id is not that of the key.
    pub fn parse(text: &str) -> Result<Self, VkeyError> {
        let (name, rest) = text.split_once('+').ok_or(VkeyError::Malformed)?;
        let (id, key) = rest.split_once('+').ok_or(VkeyError::Malformed)?;
        check_key_name(name)?;
        let stated = parse_id(id).ok_or(VkeyError::Malformed)?;
        if key.len() > 4096 {
            return Err(VkeyError::Malformed);
        }
        let key = base64::decode(key).ok_or(VkeyError::Malformed)?;
        let (kind, public) = key.split_first().ok_or(VkeyError::Malformed)?;
        let kind = match kind {
            0x01 => KeyKind::Ed25519,
            0x04 => KeyKind::Cosignature,
            other => return Err(VkeyError::UnsupportedKind { kind: *other }),
        };
        let public = public.try_into().map_err(|_| VkeyError::WrongLength {
            found: public.len(),
        })?;
        let computed = key_id(name, kind, public);
        if computed != stated {
            return Err(VkeyError::WrongId { stated, computed });
        }
        Self::new(name, kind, public)
    }

    /// Key name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Key id.
    #[must_use]
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// What the key signs.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The public key.
    #[must_use]
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }
}

fn parse_id(text: &str) -> Option<u32> {
    let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() != 8 || !text.bytes().all(lower_hex) {
        return None;
    }
    u32::from_str_radix(text, 16).ok()
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = Vec::with_capacity(33);
        key.push(self.kind.byte());
        key.extend_from_slice(self.public.as_bytes());
        write!(f, "{}+{:08x}+{}", self.name, self.id, base64::encode(&key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = VkeyError;

    fn from_str(text: &str) -> Result<Self, VkeyError> {
        Self::parse(text)
    }
}

/// As its text, in every format.
impl Serialize for VerifierKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VerifierKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
