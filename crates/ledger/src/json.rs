//! Canonical JSON (RFC 8785) in the subset that acts use.
//!
//! Keys are printable ASCII that needs no escape; values are strings, booleans, integers of
//! magnitude below 2^53, objects and arrays; at most 32 levels. In this subset the byte order of
//! keys is their UTF-16 order, and no floating-point text is ever formed.
//!
//! INVARIANT: `check_canonical(b)` holds exactly when `b` is in the subset and equals what an RFC
//! 8785 canonicalizer writes for what `b` says. Stored bytes are checked, never rewritten.

use serde::Serialize;

/// Most bytes that [`check_canonical`] looks at.
pub const JSON_LIMIT: usize = 1 << 20;
/// Most levels of objects and arrays.
pub const DEPTH_LIMIT: usize = 32;
/// Integers stay below this magnitude, 2^53.
pub const INTEGER_LIMIT: u64 = 1 << 53;

/// Why bytes are not canonical JSON of the subset. Offsets count bytes from the start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// More bytes than allowed.
    #[error("the JSON has {found} bytes, more than {limit}")]
    TooLarge {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Not UTF-8.
    #[error("the JSON is not valid UTF-8")]
    NotUtf8,
    /// Not the canonical spelling, or not JSON at all.
    #[error("the JSON is not canonical at byte {at}")]
    NotCanonical {
        /// Offset.
        at: usize,
    },
    /// A key twice in one object.
    #[error("the JSON has a key twice at byte {at}")]
    DuplicateKey {
        /// Offset of the second key.
        at: usize,
    },
    /// A key with anything but printable ASCII, or with a quote or backslash.
    #[error("the JSON has a key that is not plain ASCII at byte {at}")]
    KeyNotAscii {
        /// Offset of the character.
        at: usize,
    },
    /// Null.
    #[error("the JSON has a null at byte {at}")]
    Null {
        /// Offset.
        at: usize,
    },
    /// A number with fraction or exponent.
    #[error("the JSON has a number that is no integer at byte {at}")]
    NotAnInteger {
        /// Offset of the number.
        at: usize,
    },
    /// An integer of magnitude 2^53 or above.
    #[error("the JSON has an integer of 2^53 or beyond at byte {at}")]
    IntegerTooLarge {
        /// Offset of the number.
        at: usize,
    },
    /// More levels than allowed.
    #[error("the JSON is nested deeper than 32 levels at byte {at}")]
    TooDeep {
        /// Offset.
        at: usize,
    },
    /// The value cannot be written as JSON.
    #[error("the value cannot be written as JSON")]
    NotSerializable,
}

impl CanonicalError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "json.too_large",
            Self::NotUtf8 => "json.not_utf8",
            Self::NotCanonical { .. } => "json.not_canonical",
            Self::DuplicateKey { .. } => "json.duplicate_key",
            Self::KeyNotAscii { .. } => "json.key_not_ascii",
            Self::Null { .. } => "json.null",
            Self::NotAnInteger { .. } => "json.not_an_integer",
            Self::IntegerTooLarge { .. } => "json.integer_too_large",
            Self::TooDeep { .. } => "json.too_deep",
            Self::NotSerializable => "json.not_serializable",
        }
    }
}

/// Checks bytes of at most [`JSON_LIMIT`].
///
/// # Errors
/// The first reason why they are not canonical JSON of the subset.
pub fn check_canonical(bytes: &[u8]) -> Result<(), CanonicalError> {
    check_canonical_within(bytes, JSON_LIMIT)
}

/// Checks bytes of at most `limit`.
///
/// # Errors
/// As [`check_canonical`].
pub fn check_canonical_within(bytes: &[u8], limit: usize) -> Result<(), CanonicalError> {
    if bytes.len() > limit {
        return Err(CanonicalError::TooLarge {
            found: bytes.len(),
            limit,
        });
    }
    if core::str::from_utf8(bytes).is_err() {
        return Err(CanonicalError::NotUtf8);
    }
    let mut scan = Scan { bytes, at: 0 };
    scan.value(0)?;
    if scan.at == bytes.len() {
        Ok(())
    } else {
        Err(scan.not_canonical())
    }
}

/// Writes a value as canonical JSON of at most [`JSON_LIMIT`] and checks that it is in the subset.
///
/// # Errors
/// When the value cannot be written as JSON, has nulls, floats, large integers or bad keys, or is too large.
pub fn to_canonical(value: &impl Serialize) -> Result<Vec<u8>, CanonicalError> {
    to_canonical_within(value, JSON_LIMIT)
}

/// Writes a value as canonical JSON of at most `limit` bytes.
///
/// # Errors
/// As [`to_canonical`].
pub fn to_canonical_within(
    value: &impl Serialize,
    limit: usize,
) -> Result<Vec<u8>, CanonicalError> {
    // Types that list their keys in order are canonical as they are written, which is what the check says; only others
    // are sorted, which is slow.
    let written = serde_json::to_vec(value).map_err(|_| CanonicalError::NotSerializable)?;
    if check_canonical_within(&written, limit).is_ok() {
        return Ok(written);
    }
    let bytes =
        serde_json_canonicalizer::to_vec(value).map_err(|_| CanonicalError::NotSerializable)?;
    check_canonical_within(&bytes, limit)?;
    Ok(bytes)
}

/// A position in the bytes. Recursion goes at most [`DEPTH_LIMIT`] deep.
struct Scan<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Scan<'b> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    const fn not_canonical(&self) -> CanonicalError {
        CanonicalError::NotCanonical { at: self.at }
    }

    fn expect(&mut self, token: &[u8]) -> Result<(), CanonicalError> {
        if self
            .bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(token))
        {
            self.at += token.len();
            Ok(())
        } else {
            Err(self.not_canonical())
        }
    }

    /// Goes over `byte` if it comes next.
    fn skip(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, depth: usize) -> Result<(), CanonicalError> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b't') => self.expect(b"true"),
            Some(b'f') => self.expect(b"false"),
            Some(b'-' | b'0'..=b'9') => self.integer(),
            Some(b'n') => {
                let at = self.at;
                self.expect(b"null")?;
                Err(CanonicalError::Null { at })
            }
            Some(_) | None => Err(self.not_canonical()),
        }
    }

    fn open(&mut self, depth: usize) -> Result<(), CanonicalError> {
        if depth >= DEPTH_LIMIT {
            return Err(CanonicalError::TooDeep { at: self.at });
        }
        self.at += 1;
        Ok(())
    }

    fn object(&mut self, depth: usize) -> Result<(), CanonicalError> {
        self.open(depth)?;
        if self.skip(b'}') {
            return Ok(());
        }
        let mut previous: Option<&'b [u8]> = None;
        loop {
            let at = self.at;
            let key = self.key()?;
            match previous.map(|earlier| earlier.cmp(key)) {
                None | Some(core::cmp::Ordering::Less) => {}
                Some(core::cmp::Ordering::Equal) => {
                    return Err(CanonicalError::DuplicateKey { at });
                }
                Some(core::cmp::Ordering::Greater) => {
                    return Err(CanonicalError::NotCanonical { at });
                }
            }
            previous = Some(key);
            self.expect(b":")?;
            self.value(depth + 1)?;
            if self.skip(b'}') {
                return Ok(());
            }
            self.expect(b",")?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<(), CanonicalError> {
        self.open(depth)?;
        if self.skip(b']') {
            return Ok(());
        }
        loop {
            self.value(depth + 1)?;
            if self.skip(b']') {
                return Ok(());
            }
            self.expect(b",")?;
        }
    }

    fn key(&mut self) -> Result<&'b [u8], CanonicalError> {
        self.expect(b"\"")?;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let plain = |byte: u8| matches!(byte, 0x20..=0x7e) && byte != b'"' && byte != b'\\';
        let length = rest
            .iter()
            .position(|byte| !plain(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        match self.peek() {
            Some(b'"') => self.at += 1,
            Some(_) => return Err(CanonicalError::KeyNotAscii { at: self.at }),
            None => return Err(self.not_canonical()),
        }
        Ok(rest.get(..length).unwrap_or_default())
    }

    fn string(&mut self) -> Result<(), CanonicalError> {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let special = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
            self.at += rest.iter().position(special).unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                Some(_) | None => return Err(self.not_canonical()),
            }
        }
    }

    /// Only characters that must be escaped are, and each in its shortest form.
    fn escape(&mut self) -> Result<(), CanonicalError> {
        let start = self.at;
        let refused = CanonicalError::NotCanonical { at: start };
        self.at += 2;
        match self.bytes.get(start + 1) {
            Some(b'"' | b'\\' | b'b' | b't' | b'n' | b'f' | b'r') => Ok(()),
            Some(b'u') => {
                let digits = self
                    .bytes
                    .get(self.at..self.at + 4)
                    .ok_or(refused.clone())?;
                self.at += 4;
                match digits {
                    // \b \t \n \f \r have their own letters.
                    [b'0', b'0', b'0', b'8' | b'9' | b'a' | b'c' | b'd'] => Err(refused),
                    [b'0', b'0', b'0' | b'1', b'0'..=b'9' | b'a'..=b'f'] => Ok(()),
                    _ => Err(refused),
                }
            }
            Some(_) | None => Err(refused),
        }
    }

    fn integer(&mut self) -> Result<(), CanonicalError> {
        let start = self.at;
        let negative = self.skip(b'-');
        let first = self.at;
        let mut magnitude = 0_u64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            magnitude = magnitude
                .saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        let leading_zero = self.bytes.get(first) == Some(&b'0') && self.at - first > 1;
        if self.at == first || leading_zero {
            return Err(CanonicalError::NotCanonical { at: start });
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return Err(CanonicalError::NotAnInteger { at: start });
        }
        if magnitude >= INTEGER_LIMIT {
            return Err(CanonicalError::IntegerTooLarge { at: start });
        }
        if negative && magnitude == 0 {
            Err(CanonicalError::NotCanonical { at: start })
        } else {
            Ok(())
        }
    }
}
