//! Tokens: the text cut into numbers, strings, names and symbols. White space and comments fall away.
//!
//! Keywords are names here; the parser knows from the place whether `or` is an operator or part of `get or else`.
//!
//! INVARIANT: the last token is [`TokenKind::End`], and every token knows where it starts.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::CharIndices;

use crate::error::{ParseError, ParseProblem};
use crate::position::Position;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    /// The byte at which the token starts.
    pub(crate) at: u32,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A number as written.
    Number(String),
    /// A string with its escapes resolved.
    String(String),
    /// A name or keyword.
    Name(String),
    /// A name in backticks, which is never a keyword.
    QuotedName(String),
    /// An operator or bracket.
    Symbol(&'static str),
    /// A character that only stands in names that are known.
    Other(char),
    /// The end of the text.
    End,
}

impl Token {
    /// The token as it is written, unless it is a string, a quoted name or the end.
    pub(crate) fn text(&self) -> Option<Cow<'_, str>> {
        match &self.kind {
            TokenKind::Number(text) | TokenKind::Name(text) => Some(Cow::Borrowed(text)),
            TokenKind::Symbol(symbol) => Some(Cow::Borrowed(symbol)),
            TokenKind::Other(character) => Some(Cow::Owned(character.to_string())),
            TokenKind::String(_) | TokenKind::QuotedName(_) | TokenKind::End => None,
        }
    }
}

/// The tokens of a name; none if it holds what no name can.
pub(crate) fn texts(name: &str) -> Option<Vec<String>> {
    let mut tokens = tokens(name, 0).ok()?;
    tokens.pop();
    tokens
        .iter()
        .map(|token| token.text().map(Cow::into_owned))
        .collect()
}

/// Longer symbols before their beginnings.
const SYMBOLS: [&str; 23] = [
    "**", "..", "!=", "<=", ">=", "->", "<", ">", "=", "+", "-", "*", "/", "(", ")", "[", "]", "{",
    "}", ",", ".", ":", "@",
];

/// The tokens of `source` from the byte `start` on.
pub(crate) fn tokens(source: &str, start: usize) -> Result<Vec<Token>, ParseError> {
    let mut lexer = Lexer {
        source,
        start,
        characters: source.get(start..).unwrap_or("").char_indices().peekable(),
    };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blank()?;
        let at = lexer.at();
        let kind = lexer.token()?;
        let done = kind == TokenKind::End;
        tokens.push(Token {
            kind,
            at: offset(at),
        });
        if done {
            return Ok(tokens);
        }
    }
}

/// A byte offset; texts are far shorter than 2^32.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Lexer<'s> {
    source: &'s str,
    start: usize,
    characters: Peekable<CharIndices<'s>>,
}

impl<'s> Lexer<'s> {
    /// The byte at which the next character starts.
    fn at(&mut self) -> usize {
        self.characters
            .peek()
            .map_or(self.source.len(), |(at, _)| self.start + at)
    }

    fn peek(&mut self) -> Option<char> {
        self.characters.peek().map(|(_, character)| *character)
    }

    fn next(&mut self) -> Option<char> {
        self.characters.next().map(|(_, character)| character)
    }

    /// What is left of the text.
    fn rest(&mut self) -> &'s str {
        let at = self.at();
        self.source.get(at..).unwrap_or("")
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    /// The text of the longest run of characters that are `wanted`.
    fn run(&mut self, wanted: impl Fn(char) -> bool) -> &'s str {
        let start = self.at();
        while self.peek().is_some_and(&wanted) {
            self.next();
        }
        let end = self.at();
        self.source.get(start..end).unwrap_or("")
    }

    fn error(&self, at: usize, problem: ParseProblem) -> ParseError {
        ParseError {
            position: Position::of(self.source, offset(at)),
            problem,
        }
    }

    fn skip_blank(&mut self) -> Result<(), ParseError> {
        loop {
            self.run(char::is_whitespace);
            let (at, rest) = (self.at(), self.rest());
            if rest.starts_with("//") {
                self.run(|character| character != '\n');
            } else if let Some(comment) = rest.strip_prefix("/*") {
                let Some(inside) = comment.find("*/").and_then(|end| comment.get(..end)) else {
                    return Err(self.error(at, ParseProblem::Unterminated { what: "comment" }));
                };
                self.skip(inside.chars().count() + 4);
            } else {
                return Ok(());
            }
        }
    }

    fn token(&mut self) -> Result<TokenKind, ParseError> {
        let Some(first) = self.peek() else {
            return Ok(TokenKind::End);
        };
        if first == '"' {
            return self.string();
        }
        if first == '`' {
            return self.quoted_name();
        }
        let rest = self.rest();
        if first.is_ascii_digit() || (first == '.' && starts_with_digit(rest.get(1..))) {
            return Ok(TokenKind::Number(self.number()));
        }
        if starts_name(first) {
            return Ok(TokenKind::Name(self.run(continues_name).to_owned()));
        }
        match SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol)) {
            Some(symbol) => {
                self.skip(symbol.len());
                Ok(TokenKind::Symbol(symbol))
            }
            None => {
                self.next();
                Ok(TokenKind::Other(first))
            }
        }
    }

    /// Digits, a point only with a digit behind it, a power only if it is complete.
    fn number(&mut self) -> String {
        let mut text = self.run(|character| character.is_ascii_digit()).to_owned();
        let rest = self.rest();
        if rest.starts_with('.') && starts_with_digit(rest.get(1..)) {
            self.next();
            text.push('.');
            text.push_str(self.run(|character| character.is_ascii_digit()));
        }
        let rest = self.rest();
        if let Some(power) = rest.strip_prefix(['e', 'E']) {
            let sign = power
                .strip_prefix(['+', '-'])
                .map_or("", |_| power.get(..1).unwrap_or(""));
            if starts_with_digit(power.get(sign.len()..)) {
                self.skip(1 + sign.len());
                text.push('e');
                text.push_str(sign);
                text.push_str(self.run(|character| character.is_ascii_digit()));
            }
        }
        text
    }

    fn quoted_name(&mut self) -> Result<TokenKind, ParseError> {
        let at = self.at();
        self.next();
        let name = self
            .run(|character| character != '`' && character != '\n')
            .to_owned();
        if self.next() != Some('`') || name.is_empty() {
            return Err(self.error(at, ParseProblem::Unterminated { what: "name" }));
        }
        Ok(TokenKind::QuotedName(name))
    }

    fn string(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.at();
        self.next();
        let mut text = String::new();
        loop {
            text.push_str(self.run(|character| character != '"' && character != '\\'));
            let at = self.at();
            match self.next() {
                Some('"') => return Ok(TokenKind::String(text)),
                Some(_) => self.escape(at, &mut text)?,
                None => {
                    return Err(self.error(start, ParseProblem::Unterminated { what: "string" }));
                }
            }
        }
    }

    /// The character after a backslash. One that means nothing keeps its backslash, as patterns are written that way.
    fn escape(&mut self, at: usize, text: &mut String) -> Result<(), ParseError> {
        match self.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(same @ ('"' | '\\' | '\'' | '/')) => text.push(same),
            Some('u') => text.push(self.unicode(at, 4)?),
            Some('U') => text.push(self.unicode(at, 6)?),
            Some(other) => {
                text.push('\\');
                text.push(other);
            }
            None => {}
        }
        Ok(())
    }

    /// The character with the code of the next `length` digits, or of a pair of surrogates.
    fn unicode(&mut self, at: usize, length: usize) -> Result<char, ParseError> {
        self.code_point(length)
            .ok_or_else(|| self.error(at, ParseProblem::BadEscape))
    }

    fn code_point(&mut self, length: usize) -> Option<char> {
        let code = self.hexadecimal(length)?;
        if !(0xD800..0xDC00).contains(&code) {
            return char::from_u32(code);
        }
        if !self.rest().starts_with("\\u") {
            return None;
        }
        self.skip(2);
        let low = self
            .hexadecimal(4)
            .filter(|low| (0xDC00..0xE000).contains(low))?;
        char::from_u32(0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00))
    }

    fn hexadecimal(&mut self, length: usize) -> Option<u32> {
        let digits = self.rest().get(..length)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.skip(length);
        u32::from_str_radix(digits, 16).ok()
    }
}

fn starts_with_digit(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.starts_with(|character: char| character.is_ascii_digit()))
}

fn starts_name(character: char) -> bool {
    character.is_alphabetic() || character == '_' || character == '?' || character == '$'
}

fn continues_name(character: char) -> bool {
    starts_name(character) || character.is_numeric()
}
