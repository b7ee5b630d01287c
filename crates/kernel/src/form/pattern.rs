//! Patterns of text fields: the part of JavaScript's regular expressions that means the same everywhere.
//!
//! A form's `validate.pattern` is written for a page, so it has JavaScript's meaning: `\d`, `\w` and `\b` know ASCII
//! only, `\s` knows the blanks of Unicode, `.` stops at the end of a line, and a pattern fits if it is found anywhere.
//! It is translated, construct by construct, to explicit classes and run by `regex`, whose time is linear in the text.
//!
//! INVARIANT: no construct is passed on that has another meaning there, or one that tables of a Unicode version decide;
//! look-around and back references, which have no linear time, are refused. So one pattern fits the same texts on every
//! machine and in every release.
//!
//! New construct: an arm in [`Translation`], and a row in the tests.

use std::fmt;

use regex::{Regex, RegexBuilder};

use crate::limits;

/// What JavaScript calls a blank.
const BLANKS: &str =
    r"\t\n\x0B\x0C\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";
/// What ends a line there.
const LINE_ENDS: &str = r"\n\r\u2028\u2029";

/// A pattern that was read.
#[derive(Clone)]
pub(super) struct Pattern {
    source: String,
    compiled: Regex,
}

impl Pattern {
    /// Reads a pattern. The error says why it cannot be used.
    pub(super) fn parse(source: &str) -> Result<Self, String> {
        if source.chars().count() > limits::PATTERN_CHARS {
            return Err(format!("longer than {} characters", limits::PATTERN_CHARS));
        }
        let compiled = RegexBuilder::new(&translate(source)?)
            .size_limit(limits::PATTERN_BYTES)
            .build()
            .map_err(|error| match error {
                regex::Error::CompiledTooBig(_) => "it repeats too much".to_owned(),
                _ => "it is not a regular expression that governed forms have".to_owned(),
            })?;
        Ok(Self {
            source: source.to_owned(),
            compiled,
        })
    }

    /// Whether it is found in the text.
    pub(super) fn fits(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }

    /// As the form file writes it.
    pub(super) fn source(&self) -> &str {
        &self.source
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.source)
    }
}

/// The same pattern as `regex` writes it.
fn translate(source: &str) -> Result<String, String> {
    let mut translation = Translation {
        rest: source.chars().peekable(),
        out: String::with_capacity(source.len() * 2),
    };
    while let Some(next) = translation.rest.next() {
        match next {
            '\\' => translation.escape(false)?,
            '[' => translation.class()?,
            '(' => translation.group()?,
            '.' => translation.out += &format!("[^{LINE_ENDS}]"),
            // Alone, JavaScript reads it as itself.
            ']' => translation.out += r"\]",
            other => translation.out.push(other),
        }
    }
    Ok(translation.out)
}

struct Translation<'s> {
    rest: std::iter::Peekable<std::str::Chars<'s>>,
    out: String,
}

impl Translation<'_> {
    /// What follows a backslash.
    fn escape(&mut self, in_class: bool) -> Result<(), String> {
        let next = self.rest.next().ok_or("it ends in a backslash")?;
        let class = match next {
            'd' => "[0-9]".to_owned(),
            'D' => "[^0-9]".to_owned(),
            'w' => "[A-Za-z0-9_]".to_owned(),
            'W' => "[^A-Za-z0-9_]".to_owned(),
            's' => format!("[{BLANKS}]"),
            'S' => format!("[^{BLANKS}]"),
            'b' if !in_class => r"(?-u:\b)".to_owned(),
            'n' | 'r' | 't' | 'f' | 'v' => format!("\\{next}"),
            'x' => self.code(next, 2)?,
            'u' => self.code(next, 4)?,
            other if other.is_ascii_punctuation() => {
                self.literal(other);
                return Ok(());
            }
            other => return Err(format!("`\\{other}` cannot be used")),
        };
        self.out += &class;
        Ok(())
    }

    /// A character by its number.
    fn code(&mut self, kind: char, digits: usize) -> Result<String, String> {
        let number: String = self.rest.by_ref().take(digits).collect();
        let is_code = number.len() == digits && number.chars().all(|c| c.is_ascii_hexdigit());
        if is_code {
            Ok(format!("\\{kind}{number}"))
        } else {
            Err(format!(
                "after `\\{kind}` there must be {digits} hexadecimal digits"
            ))
        }
    }

    /// A character that means itself.
    fn literal(&mut self, character: char) {
        self.out += &regex::escape(character.encode_utf8(&mut [0; 4]));
    }

    /// `[...]`, which in JavaScript has neither classes within it nor operations on them.
    fn class(&mut self) -> Result<(), String> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        if self.rest.peek() == Some(&']') {
            return Err("a class `[]` is empty".to_owned());
        }
        let mut last = None;
        while let Some(next) = self.rest.next() {
            match next {
                ']' => {
                    self.out.push(']');
                    return Ok(());
                }
                '\\' => self.escape(true)?,
                '-' if last == Some('-') => {
                    return Err("`--` within a class cannot be used".to_owned());
                }
                '-' => self.out.push('-'),
                other => self.literal(other),
            }
            last = Some(next);
        }
        Err("a class `[` has no end".to_owned())
    }

    /// `(`, `(?:` or a named group.
    fn group(&mut self) -> Result<(), String> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        match (self.rest.next(), self.rest.peek()) {
            (Some(':'), _) => self.out += "?:",
            (Some('<'), Some(first)) if first.is_ascii_alphabetic() => self.out += "?<",
            _ => return Err("look-around and flags cannot be used".to_owned()),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_means_what_it_means_on_the_page() {
        let rows = [
            ("^[A-Z]-[0-9]{4,10}$", "A-10432", true),
            ("^[A-Z]-[0-9]{4,10}$", "A-10432\n", false),
            ("[0-9]", "room 7", true),
            (r"^\d+$", "42", true),
            (r"^\d+$", "\u{664}\u{662}", false),
            (r"^[\d.]+$", "4.2", true),
            (r"^[^\d]$", "4", false),
            (r"^\w+$", "\u{e4}", false),
            (r"^\W$", "\u{e4}", true),
            (r"^\s$", "\u{a0}", true),
            (r"^\S$", "\u{feff}", false),
            (r"\bcat\b", "a cat!", true),
            (r"\bcat\b", "concat", false),
            ("^.$", "\u{1f600}", true),
            ("^.$", "\u{2028}", false),
            (r"^\u00e9\x41$", "\u{e9}A", true),
            ("^[[]$", "[", true),
            ("^[a&&b]+$", "a&b", true),
            ("^[~~]$", "~", true),
            (r"^\<\>\/\-\@$", "<>/-@", true),
            (r"^[\]\-]+$", "-]", true),
            ("^a]$", "a]", true),
            ("^(?:ab|c)+$", "abc", true),
            ("^(?<year>[0-9]{4})$", "2026", true),
            ("^[^@ ]+@[^@ ]+[.][^@ ]+$", "ana@example.com", true),
            ("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false),
        ];
        for (source, text, fits) in rows {
            let pattern = Pattern::parse(source).unwrap();
            assert_eq!(pattern.fits(text), fits, "{source} on {text:?}");
            assert_eq!(pattern.source(), source);
        }
    }

    #[test]
    fn a_pattern_that_could_mean_something_else_is_refused() {
        let long = "a".repeat(501);
        let rows = [
            "(",
            "[a",
            "[]",
            "[^]",
            "a{2,1}",
            "*",
            r"a\",
            r"\p{L}",
            r"\1",
            r"\0",
            r"\cA",
            r"\A",
            r"\k<a>",
            r"\xG1",
            r"\u12",
            r"[\b]",
            "[+--]",
            "(?=a)",
            "(?<=a)",
            "(?<!a)",
            "(?i)a",
            "(?P<a>b)",
            "(?:a{1000}){1000}",
            &long,
        ];
        for source in rows {
            assert!(Pattern::parse(source).is_err(), "{source}");
        }
    }
}
