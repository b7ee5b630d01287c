//! Which words are one name.
//!
//! A name that is known (given by the caller, or declared by a context, a loop or a parameter) may have several words and
//! signs; the longest that stands at a place is taken. After a point several words are one name even if it is not known,
//! as nothing else could stand there.

use super::{KEYWORDS, Parser};
use crate::error::ParseError;
use crate::lexer::TokenKind;
use crate::names::{Spelling, normalised};

/// The most tokens of a name.
const LONGEST: usize = 64;

impl Parser<'_> {
    /// The longest known name that stands here, its number of tokens, and whether the expression itself declared it.
    pub(super) fn known_name(&self) -> Option<(String, usize, bool)> {
        let given = self.names.longest(|ahead| self.peek(ahead).text());
        let first = self.peek(0).text()?;
        let members = if self.filters > 0 {
            self.members.beginning(&first)
        } else {
            &[]
        };
        let own = self.declared.beginning(&first).iter().chain(members);
        let own = own
            .filter(|spelling| self.stands(spelling))
            .max_by_key(|spelling| spelling.tokens.len());
        let own_length = own.map_or(0, |spelling| spelling.tokens.len());
        match given.filter(|(_, length)| *length > own_length) {
            Some((name, length)) => Some((name.to_owned(), length, false)),
            None => own.map(|spelling| (spelling.name.clone(), spelling.tokens.len(), true)),
        }
    }

    pub(super) fn stands(&self, spelling: &Spelling) -> bool {
        spelling.tokens.iter().enumerate().all(|(ahead, token)| {
            self.peek(ahead)
                .text()
                .is_some_and(|found| found == token.as_str())
        })
    }

    /// Makes `name` known from here on, until the caller truncates `declared`.
    pub(super) fn declare(&mut self, name: &str) {
        if let Some(spelling) = Spelling::of(name) {
            self.declared.push(spelling);
        }
    }

    /// The name of an entry after a point.
    pub(super) fn step_name(&mut self) -> Result<String, ParseError> {
        let (TokenKind::Name(first) | TokenKind::QuotedName(first)) = self.kind().clone() else {
            return Err(self.unexpected("a name"));
        };
        if matches!(self.kind(), TokenKind::QuotedName(_)) {
            self.advance();
            return Ok(first);
        }
        let member = self
            .members
            .beginning(&first)
            .iter()
            .filter(|spelling| self.stands(spelling))
            .map(|spelling| (spelling.name.as_str(), spelling.tokens.len()))
            .max_by_key(|(_, length)| *length);
        let given = self.names.longest_entry(|ahead| self.peek(ahead).text());
        let known = member
            .into_iter()
            .chain(given)
            .max_by_key(|(_, length)| *length);
        if let Some((name, length)) = known.map(|(name, length)| (name.to_owned(), length)) {
            self.skip(length);
            return Ok(name);
        }
        let mut name = first;
        self.advance();
        while let TokenKind::Name(word) = self.kind()
            && !KEYWORDS.contains(&word.as_str())
        {
            name.push(' ');
            name.push_str(word);
            self.advance();
        }
        Ok(name)
    }

    pub(super) fn skip(&mut self, tokens: usize) {
        for _ in 0..tokens {
            self.advance();
        }
    }

    /// The name that is declared here, which ends before a token that `ends` it; the next token alone if no such token follows.
    pub(super) fn declared_name(
        &mut self,
        ends: fn(&TokenKind) -> bool,
    ) -> Result<String, ParseError> {
        if let TokenKind::QuotedName(name) = self.kind().clone() {
            self.advance();
            return Ok(name);
        }
        let TokenKind::Name(first) = self.kind().clone() else {
            return Err(self.unexpected("a name"));
        };
        let length = self.name_length(ends).unwrap_or(1);
        let start = self.at() as usize;
        let last = self.peek(length - 1);
        let end = last.at as usize + last.text().map_or(0, |text| text.len());
        let name = self.source.get(start..end).map_or(first, normalised);
        self.skip(length);
        Ok(name)
    }

    /// The number of tokens of the name before a token that `ends` it; none if there is no such token.
    pub(super) fn name_length(&self, ends: fn(&TokenKind) -> bool) -> Option<usize> {
        if !matches!(self.kind(), TokenKind::Name(_)) {
            return None;
        }
        for length in 1..LONGEST {
            match &self.peek(length).kind {
                kind if ends(kind) => return Some(length),
                TokenKind::Name(_) | TokenKind::Number(_) | TokenKind::Other(_) => {}
                TokenKind::Symbol("." | "/" | "-" | "+" | "*" | "**") => {}
                TokenKind::Symbol(_)
                | TokenKind::String(_)
                | TokenKind::QuotedName(_)
                | TokenKind::End => return None,
            }
        }
        None
    }
}
