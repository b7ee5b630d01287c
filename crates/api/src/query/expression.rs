//! Checking an expression while somebody types it.
//!
//! INVARIANT: places are counted in UTF-16 units, as a text field counts, from the beginning of what was typed.

use std::collections::BTreeSet;

use feel::{Expression, Names, ParseError, UnaryTests};

use crate::{
    ApiError, Host,
    contract::drafts::{CheckExpression, CheckedExpression, ExpressionError},
};

/// `feel.check`.
pub fn feel_check(_: &Host, args: &CheckExpression) -> Result<CheckedExpression, ApiError> {
    Ok(check(args))
}

fn check(args: &CheckExpression) -> CheckedExpression {
    let text = args.expression.as_str();
    // In a diagram an expression begins with `=`; a field that only takes expressions may leave it out.
    let (skipped, source) = match text.trim_start().strip_prefix('=') {
        Some(rest) if !args.unary => (text.len() - rest.len(), rest),
        _ => (0, text),
    };
    let place =
        |start: usize, end: usize| (units(text, skipped + start), units(text, skipped + end));
    match variables(source, args.unary) {
        Err(error) => {
            let start = usize::try_from(error.position.offset).unwrap_or(source.len());
            let (start, end) = place(start, token_end(source, start));
            CheckedExpression {
                error: Some(ExpressionError {
                    message: error.problem.to_string(),
                    start,
                    end,
                }),
                variables: Vec::new(),
            }
        }
        Ok(read) => {
            let unknown = read.iter().find(|path| !args.fields.contains(&root(path)));
            let error = unknown.map(|path| {
                let name = root(path);
                let start = find_name(source, &name).unwrap_or(0);
                let (start, end) = place(start, start + name.len());
                ExpressionError {
                    message: format!("`{name}` is no field that is known here"),
                    start,
                    end,
                }
            });
            CheckedExpression {
                error,
                variables: read.into_iter().collect(),
            }
        }
    }
}

fn variables(source: &str, unary: bool) -> Result<BTreeSet<String>, ParseError> {
    if unary {
        return Ok(UnaryTests::parse_in(source, &Names::new())?.variables());
    }
    Ok(Expression::parse_in(source, &Names::new())?.variables())
}

fn root(path: &str) -> String {
    path.split('.').next().unwrap_or(path).to_owned()
}

/// UTF-16 units before the byte `offset`.
fn units(text: &str, offset: usize) -> usize {
    let before = text.char_indices().take_while(|(at, _)| *at < offset);
    before.map(|(_, character)| character.len_utf16()).sum()
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The end of the word, or of the single sign, that begins at `start`.
fn token_end(source: &str, start: usize) -> usize {
    let Some(rest) = source.get(start..) else {
        return source.len();
    };
    let word: usize = rest
        .chars()
        .take_while(|character| is_name(*character))
        .map(char::len_utf8)
        .sum();
    let sign = rest.chars().next().map_or(0, char::len_utf8);
    start + word.max(sign)
}

/// Where the name stands as a word of its own, outside of texts and not as a part of something.
fn find_name(source: &str, name: &str) -> Option<usize> {
    let mut quoted = false;
    let mut before = ' ';
    for (at, character) in source.char_indices() {
        if character == '"' && before != '\\' {
            quoted = !quoted;
        }
        let rest = source.get(at..).unwrap_or_default();
        let begins = !quoted && !is_name(before) && before != '.' && rest.starts_with(name);
        let after = rest.get(name.len()..).and_then(|rest| rest.chars().next());
        if begins && !after.is_some_and(is_name) {
            return Some(at);
        }
        before = character;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(expression: &str, unary: bool) -> CheckedExpression {
        check(&CheckExpression {
            expression: expression.into(),
            fields: vec!["amount".into(), "country".into()],
            unary,
        })
    }

    #[test]
    fn errors_are_placed_where_they_were_typed() {
        let rows = [
            (
                "=amount > 500 and country = \"DE\"",
                false,
                None,
                "all known",
            ),
            ("amount > 500", false, None, "without the sign"),
            (
                "=amount >",
                false,
                Some((9, 9)),
                "something is missing at the end",
            ),
            ("= amount ) 5", false, Some((9, 10)), "a sign too many"),
            (
                "=\"\u{1f600}\" = total",
                false,
                Some((8, 13)),
                "a smiley counts as two",
            ),
            (
                "=\"total\" = total",
                false,
                Some((11, 16)),
                "not within a text",
            ),
            (
                "=amount.total = total",
                false,
                Some((16, 21)),
                "not as a part",
            ),
            ("> 5, < 3", true, None, "tests"),
            ("> 5,", true, Some((4, 4)), "half a list of tests"),
            ("> total", true, Some((2, 7)), "an unknown name in a test"),
            ("? > 5", true, None, "the input itself"),
            ("=now() > country", false, None, "the time of the record"),
            ("", false, Some((0, 0)), "nothing"),
        ];
        for (text, unary, want, why) in rows {
            let found = checked(text, unary)
                .error
                .map(|error| (error.start, error.end));
            assert_eq!(found, want, "{text}: {why}");
        }
        let read = checked("=sum(for x in [1, 2] return x * amount) > 0", false);
        assert_eq!(
            read.variables,
            ["amount"],
            "what it binds itself is no field"
        );
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in [
            "=\u{1f600}",
            "\"",
            "=\"\\",
            "=`",
            &"(".repeat(5_000),
            &"a ".repeat(50_000),
        ] {
            let (one, other) = (checked(text, false), checked(text, true));
            assert!(one.error.is_some() && other.error.is_some(), "{text:.20}");
        }
    }
}
