//! Words and tables for people.
//!
//! INVARIANT: text that came from elsewhere cannot steer the terminal or reorder what is read: it passes [`printable`].

use std::collections::BTreeMap;

use api::text::Texts;

/// The catalogue.
pub(crate) struct Words(Texts);

impl Words {
    /// The English words.
    pub fn english() -> Self {
        Self(Texts::english())
    }

    /// A text; its id where the catalogue has none.
    pub fn say(&self, id: &str, args: &[(&str, &str)]) -> String {
        self.find(id, args).unwrap_or_else(|| id.to_owned())
    }

    /// A text, if the catalogue has it.
    pub fn find(&self, id: &str, args: &[(&str, &str)]) -> Option<String> {
        self.0
            .get(id, args.iter().map(|(key, value)| (*key, printable(value))))
    }

    /// The sentence for an error code.
    pub fn error(&self, code: &str, args: BTreeMap<String, String>) -> Option<String> {
        self.0.error(
            code,
            args.iter()
                .map(|(key, value)| (key.as_str(), value.clone())),
        )
    }

    /// A table; columns are `ctl-column-<name>` in the catalogue. Nothing but `none` when there are no rows.
    pub fn table(&self, columns: &[&str], rows: &[Vec<String>], none: &str) -> String {
        if rows.is_empty() {
            return self.say(none, &[]);
        }
        let head = columns
            .iter()
            .map(|name| self.say(&format!("ctl-column-{name}"), &[]))
            .collect();
        let lines: Vec<Vec<String>> = std::iter::once(head)
            .chain(rows.iter().map(|row| cells(row)))
            .collect();
        let widths: Vec<usize> = (0..columns.len())
            .map(|column| {
                lines
                    .iter()
                    .filter_map(|line| line.get(column))
                    .map(|cell| width(cell))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut text = String::new();
        for line in &lines {
            let mut row = String::new();
            for (cell, wide) in line.iter().zip(&widths) {
                row.push_str(cell);
                row.push_str(&" ".repeat(wide.saturating_sub(width(cell)) + 2));
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }

    /// Lines `name  value`; names are `ctl-<name>` in the catalogue.
    pub fn facts(&self, facts: &[(&str, String)]) -> String {
        let named: Vec<(String, String)> = facts
            .iter()
            .map(|(name, value)| (self.say(&format!("ctl-{name}"), &[]), printable(value)))
            .collect();
        let wide = named.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        let line = |(name, value): &(String, String)| {
            let gap = " ".repeat(wide.saturating_sub(width(name)) + 2);
            format!("{name}{gap}{value}").trim_end().to_owned() + "\n"
        };
        named.iter().map(line).collect()
    }
}

fn cells(row: &[String]) -> Vec<String> {
    row.iter().map(|cell| printable(cell)).collect()
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Text without characters that steer a terminal or reorder what is read.
pub(crate) fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            out.extend(c.escape_unicode())
        } else {
            out.push(c)
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_elsewhere_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(printable("a\u{202e}b\nc"), "a\\u{202e}b\\u{a}c");
        assert_eq!(printable("Müller & Søn"), "Müller & Søn");
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let words = Words::english();
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let text = words.table(
            &["name", "id"],
            &[row("Ana", "p_1"), row("Bo Lindqvist", "p_2")],
            "ctl-none",
        );
        let starts: Vec<Option<usize>> = text.lines().skip(1).map(|line| line.find("p_")).collect();
        assert_eq!(starts, [Some(14), Some(14)]);
        assert_eq!(
            words.table(&["name"], &[], "ctl-none"),
            words.say("ctl-none", &[])
        );
    }

    #[test]
    fn every_text_of_the_command_line_is_in_the_catalogue() {
        let words = Words::english();
        let source = include_str!("../../api/i18n/ctl.en.ftl");
        let ids: Vec<&str> = source
            .lines()
            .filter(|line| line.starts_with(char::is_alphabetic))
            .filter_map(|line| line.split(" =").next())
            .collect();
        assert!(ids.len() > 80, "{}", ids.len());
        for id in ids {
            assert!(words.find(id, &[]).is_some(), "`{id}` cannot be said");
        }
    }
}
