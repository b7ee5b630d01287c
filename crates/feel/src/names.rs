//! Known names: which sequences of words are one name.
//!
//! A DMN name may hold spaces and signs (`Monthly Salary`, `a+b`). The parser only takes such a sequence for one name if it
//! is known; the longest known name wins. White space within a name does not matter: names are kept and compared with
//! one space in place of any run of white space.
//!
//! INVARIANT: a set of names never changes; extending one makes another that shares what is there.

use std::borrow::Cow;
use std::collections::BTreeMap;

use imbl::OrdMap;

use crate::lexer;
use crate::types::Type;

/// A set of known names, cheap to clone and to extend.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Each name by its tokens, each token with [`END`] after it.
    known: OrdMap<String, String>,
    /// Names that are known after a point alone, likewise.
    entries: OrdMap<String, String>,
    /// Types beside those of the language, likewise.
    types: OrdMap<String, Type>,
}

/// Ends a token in a key; no token holds it.
const END: char = '\u{1f}';

/// The most tokens of a name.
const LONGEST: usize = 64;

/// A name and the tokens it is written with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelling {
    pub(crate) name: String,
    pub(crate) tokens: Vec<String>,
}

impl Spelling {
    /// The spelling of `name`; none if it cannot be cut into tokens.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let tokens = lexer::texts(name)?;
        (!tokens.is_empty()).then(|| Self {
            name: normalised(name),
            tokens,
        })
    }

    fn key(&self) -> String {
        let tokens = self.tokens.iter();
        tokens.fold(String::new(), |mut key, token| {
            key.push_str(token);
            key.push(END);
            key
        })
    }
}

impl Names {
    /// No names.
    pub fn new() -> Self {
        Self::default()
    }

    /// These names and those of `names`.
    #[must_use]
    pub fn with<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut extended = self.clone();
        for spelling in names.into_iter().filter_map(Spelling::of) {
            extended.known.insert(spelling.key(), spelling.name);
        }
        extended
    }

    /// These names, and `entries` for what stands after a point: names with signs, which elsewhere could be a computation.
    #[must_use]
    pub fn with_entries<'n>(&self, entries: impl IntoIterator<Item = &'n str>) -> Self {
        let mut extended = self.clone();
        for spelling in entries.into_iter().filter_map(Spelling::of) {
            extended.entries.insert(spelling.key(), spelling.name);
        }
        extended
    }

    /// These names, and `name` for a type, as `instance of` asks for it.
    #[must_use]
    pub fn with_type(&self, name: &str, kind: Type) -> Self {
        let mut extended = self.clone();
        if let Some(spelling) = Spelling::of(name) {
            extended.types.insert(spelling.key(), kind);
        }
        extended
    }

    /// The longest known name that begins a text, and its number of tokens; `token` gives the text's.
    pub(crate) fn longest<'t>(
        &self,
        token: impl Fn(usize) -> Option<Cow<'t, str>>,
    ) -> Option<(&str, usize)> {
        let (name, length) = longest(&self.known, token)?;
        Some((name.as_str(), length))
    }

    /// The longest name that begins a text after a point, and its number of tokens.
    pub(crate) fn longest_entry<'t>(
        &self,
        token: impl Fn(usize) -> Option<Cow<'t, str>>,
    ) -> Option<(&str, usize)> {
        let entry = longest(&self.entries, &token).map(|(name, length)| (name.as_str(), length));
        let name = self.longest(&token);
        entry
            .into_iter()
            .chain(name)
            .max_by_key(|(_, length)| *length)
    }

    /// The type with the longest name that begins a text, and the number of the name's tokens.
    pub(crate) fn longest_type<'t>(
        &self,
        token: impl Fn(usize) -> Option<Cow<'t, str>>,
    ) -> Option<(&Type, usize)> {
        longest(&self.types, token)
    }
}

/// Goes on token by token as long as a key begins with those so far.
fn longest<'m, 't, V: Clone>(
    map: &'m OrdMap<String, V>,
    token: impl Fn(usize) -> Option<Cow<'t, str>>,
) -> Option<(&'m V, usize)> {
    if map.is_empty() {
        return None;
    }
    let mut key = String::new();
    let mut found = None;
    for length in 1..=LONGEST {
        let Some(text) = token(length - 1) else {
            break;
        };
        key.push_str(&text);
        key.push(END);
        match map.range(key.clone()..).next() {
            Some((next, value)) if *next == key => found = Some((value, length)),
            Some((next, _)) if next.starts_with(&key) => {}
            _ => break,
        }
    }
    found
}

impl<'n> FromIterator<&'n str> for Names {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Self {
        Self::new().with(names)
    }
}

/// The name with one space in place of any run of white space.
pub fn normalised(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names in the order of their declaration, found by their first token.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// The first token of each, in order.
    order: Vec<String>,
    by_first: BTreeMap<String, Vec<Spelling>>,
}

impl Declared {
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    pub(crate) fn push(&mut self, spelling: Spelling) {
        if let Some(first) = spelling.tokens.first() {
            self.order.push(first.clone());
            self.by_first
                .entry(first.clone())
                .or_default()
                .push(spelling);
        }
    }

    /// Forgets all but the first `length`.
    pub(crate) fn truncate(&mut self, length: usize) {
        for first in self.order.drain(length.min(self.order.len())..) {
            if let Some(spellings) = self.by_first.get_mut(&first) {
                spellings.pop();
            }
        }
    }

    /// The spellings that begin with the token `first`.
    pub(crate) fn beginning(&self, first: &str) -> &[Spelling] {
        self.by_first.get(first).map_or(&[], Vec::as_slice)
    }
}
