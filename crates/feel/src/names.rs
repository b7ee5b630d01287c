//! Known names: which sequences of words are one name.
//!
//! A DMN name may hold spaces and signs (`Monthly Salary`, `a+b`). The parser only takes such a sequence for one name if it
//! is known; the longest known name wins. White space within a name does not matter: names are kept and compared with
//! one space in place of any run of white space.
//!
//! INVARIANT: a set of names never changes; extending one makes another that shares what is there.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lexer;
use crate::types::Type;

/// A set of known names, cheap to clone and to extend.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The spellings of each name, by its first token.
    known: Arc<BTreeMap<String, Vec<Spelling>>>,
    /// Types beside those of the language.
    types: Arc<Vec<(Spelling, Type)>>,
}

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
}

impl Names {
    /// No names.
    pub fn new() -> Self {
        Self::default()
    }

    /// These names and those of `names`.
    #[must_use]
    pub fn with<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut known = Arc::clone(&self.known);
        for spelling in names.into_iter().filter_map(Spelling::of) {
            let Some(first) = spelling.tokens.first().cloned() else {
                continue;
            };
            let spellings = Arc::make_mut(&mut known).entry(first).or_default();
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
        Self {
            known,
            types: Arc::clone(&self.types),
        }
    }

    /// These names, and `name` for a type, as `instance of` asks for it.
    #[must_use]
    pub fn with_type(&self, name: &str, kind: Type) -> Self {
        let mut types = Arc::clone(&self.types);
        if let Some(spelling) = Spelling::of(name) {
            let types = Arc::make_mut(&mut types);
            types.push((spelling, kind));
            // The longest first.
            types.sort_by_key(|(spelling, _)| std::cmp::Reverse(spelling.tokens.len()));
        }
        Self {
            known: Arc::clone(&self.known),
            types,
        }
    }

    /// The types beside those of the language, those with the longest names first.
    pub(crate) fn types(&self) -> impl Iterator<Item = &(Spelling, Type)> {
        self.types.iter()
    }

    /// The spellings that begin with the token `first`.
    pub(crate) fn beginning(&self, first: &str) -> &[Spelling] {
        self.known.get(first).map_or(&[], Vec::as_slice)
    }
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
