//! From the patterns of XPath to those of the library.

use std::iter::Peekable;
use std::str::Chars;

/// What the flags of a pattern switch on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flags {
    /// `i`: letters match in either case.
    either_case: bool,
    /// `s`: a point matches the end of a line too.
    all: bool,
    /// `m`: `^` and `$` match at lines.
    lines: bool,
    /// `x`: white space in the pattern means nothing.
    spaced: bool,
    /// `q`: the pattern is the text itself.
    literal: bool,
}

impl Flags {
    /// The flags that `text` writes; none if a letter is not one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut flags = Self::default();
        for letter in text.chars() {
            match letter {
                'i' => flags.either_case = true,
                's' => flags.all = true,
                'm' => flags.lines = true,
                'x' => flags.spaced = true,
                'q' => flags.literal = true,
                _ => return None,
            }
        }
        Some(flags)
    }
}

/// The pattern in the library's syntax; none if it has something that is not supported.
pub(super) fn pattern(source: &str, flags: Flags) -> Option<String> {
    let mut out = String::new();
    if flags.all && !flags.literal {
        out.push_str("(?s)");
    }
    if flags.lines && !flags.literal {
        out.push_str("(?m)");
    }
    let mut rest = source.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            _ if flags.literal => literal(character, flags, &mut out),
            '\\' => escape(rest.next()?, flags, &mut out)?,
            '[' => class(&mut rest, flags, &mut out, 0)?,
            space if flags.spaced && space.is_ascii_whitespace() => {}
            '.' | '*' | '+' | '?' | '|' | '(' | ')' | '^' | '$' => out.push(character),
            '{' => {
                out.push('{');
                for digit in rest.by_ref() {
                    out.push(digit);
                    if digit == '}' {
                        break;
                    }
                }
            }
            other => literal(other, flags, &mut out),
        }
    }
    Some(out)
}

/// A character that matches itself, or itself in another case.
fn literal(character: char, flags: Flags, out: &mut String) {
    match other_case(character).filter(|_| flags.either_case) {
        Some(other) => {
            out.push('[');
            out.push(character);
            out.push(other);
            out.push(']');
        }
        None => out.push_str(&regex::escape(character.encode_utf8(&mut [0; 4]))),
    }
}

fn other_case(character: char) -> Option<char> {
    let only =
        |mut letters: std::char::ToLowercase| letters.next().filter(|_| letters.next().is_none());
    if character.is_uppercase() {
        return only(character.to_lowercase());
    }
    let mut upper = character.to_uppercase();
    let other = upper.next().filter(|_| upper.next().is_none())?;
    (other != character).then_some(other)
}

/// The set of a class escape, as it stands between brackets.
fn set(letter: char) -> Option<&'static str> {
    Some(match letter {
        'd' => "0-9",
        's' => " \\t\\n\\r",
        'w' => "0-9A-Za-z_\\u{AA}\\u{B5}\\u{BA}\\u{C0}-\\u{10FFFF}",
        'i' => "A-Za-z_:",
        'c' => "-A-Za-z0-9_:.",
        _ => return None,
    })
}

fn escape(letter: char, flags: Flags, out: &mut String) -> Option<()> {
    if let Some(set) = set(letter) {
        out.push_str(&format!("[{set}]"));
        return Some(());
    }
    if let Some(set) = set(letter.to_ascii_lowercase()).filter(|_| letter.is_ascii_uppercase()) {
        out.push_str(&format!("[^{set}]"));
        return Some(());
    }
    match letter {
        'n' | 'r' | 't' | 'p' | 'P' => {
            out.push('\\');
            out.push(letter);
        }
        'b' => out.push_str("(?-u:\\b)"),
        // A back reference.
        '0'..='9' => return None,
        other => literal(other, flags, out),
    }
    Some(())
}

/// A class after its `[`; `-[..]` within takes characters away.
fn class(rest: &mut Peekable<Chars<'_>>, flags: Flags, out: &mut String, depth: u8) -> Option<()> {
    if depth > 8 {
        return None;
    }
    out.push('[');
    if rest.next_if_eq(&'^').is_some() {
        out.push('^');
    }
    loop {
        match rest.next()? {
            ']' => {
                out.push(']');
                return Some(());
            }
            '-' if rest.peek() == Some(&'[') => {
                rest.next();
                out.push_str("--");
                class(rest, flags, out, depth + 1)?;
            }
            '-' => out.push_str("\\-"),
            first => {
                let Some(first) = member(first, rest, out)? else {
                    continue;
                };
                let mut ahead = rest.clone();
                let is_range =
                    ahead.next() == Some('-') && !matches!(ahead.peek(), None | Some(']' | '['));
                let last = if is_range {
                    rest.next();
                    let last = rest.next()?;
                    member(last, rest, out)??
                } else {
                    first
                };
                between(first, last, flags, out);
            }
        }
    }
}

/// The character that a member of a class is; none within if it was a set, which is written out.
fn member(first: char, rest: &mut Peekable<Chars<'_>>, out: &mut String) -> Option<Option<char>> {
    if first != '\\' {
        return Some(Some(first));
    }
    let letter = rest.next()?;
    if let Some(set) = set(letter) {
        let rest = set.strip_prefix('-');
        if rest.is_some() {
            out.push_str("\\-");
        }
        out.push_str(rest.unwrap_or(set));
        return Some(None);
    }
    if let Some(set) = set(letter.to_ascii_lowercase()).filter(|_| letter.is_ascii_uppercase()) {
        out.push_str(&format!("[^{set}]"));
        return Some(None);
    }
    Some(match letter {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'p' | 'P' => {
            out.push('\\');
            out.push(letter);
            for character in rest.by_ref() {
                out.push(character);
                if character == '}' {
                    break;
                }
            }
            None
        }
        other => Some(other),
    })
}

/// A range of characters, and the same letters in the other case.
fn between(first: char, last: char, flags: Flags, out: &mut String) {
    let mut put = |first: char, last: char| {
        out.push_str(&format!(
            "\\u{{{:X}}}-\\u{{{:X}}}",
            first as u32, last as u32
        ));
    };
    put(first, last);
    if !flags.either_case {
        return;
    }
    if first == last {
        if let Some(other) = other_case(first) {
            put(other, other);
        }
        return;
    }
    // Of a range the letters of ASCII that it covers.
    for (from, to) in [('a', 'z'), ('A', 'Z')] {
        let (from, to) = (first.max(from), last.min(to));
        if from <= to
            && let (Some(from), Some(to)) = (other_case(from), other_case(to))
        {
            put(from, to);
        }
    }
}

/// A replacement in the library's syntax: `$1` is a group, `\$` and `\\` are themselves.
pub(super) fn replacement(source: &str, is_literal: bool) -> Option<String> {
    if is_literal {
        return Some(source.replace('$', "$$"));
    }
    let mut out = String::new();
    let mut rest = source.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' => match rest.next()? {
                '$' => out.push_str("$$"),
                '\\' => out.push('\\'),
                _ => return None,
            },
            '$' => {
                out.push_str("${");
                out.push(rest.next_if(char::is_ascii_digit)?);
                while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                    out.push(digit);
                }
                out.push('}');
            }
            other => out.push(other),
        }
    }
    Some(out)
}
