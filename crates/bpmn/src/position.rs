//! Where something stands in the file.

use std::fmt;

/// A line and a column, both counted from 1; columns count characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

impl Position {
    /// The first character of the file.
    pub const START: Self = Self { line: 1, column: 1 };

    fn after(self, character: char) -> Self {
        if character == '\n' {
            Self {
                line: self.line.saturating_add(1),
                column: 1,
            }
        } else {
            Self {
                line: self.line,
                column: self.column.saturating_add(1),
            }
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Byte offsets to positions. A position is remembered every so often, because a file may be one
/// line of a megabyte and counting from its start for each element would be quadratic.
pub(crate) struct Positions<'a> {
    text: &'a str,
    marks: Vec<(usize, Position)>,
}

impl<'a> Positions<'a> {
    const STRIDE: usize = 64;

    pub(crate) fn new(text: &'a str) -> Self {
        let mut marks = vec![(0, Position::START)];
        let mut position = Position::START;
        let mut next = Self::STRIDE;
        for (offset, character) in text.char_indices() {
            if offset >= next {
                marks.push((offset, position));
                next = offset.saturating_add(Self::STRIDE);
            }
            position = position.after(character);
        }
        Self { text, marks }
    }

    pub(crate) fn at(&self, offset: usize) -> Position {
        let following = self.marks.partition_point(|(mark, _)| *mark <= offset);
        let (mark, position) = self
            .marks
            .get(following.saturating_sub(1))
            .copied()
            .unwrap_or((0, Position::START));
        let between = self.text.get(mark..offset).unwrap_or_default();
        between.chars().fold(position, Position::after)
    }

    pub(crate) fn end(&self) -> Position {
        self.at(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Positions};

    #[test]
    fn every_offset_equals_a_count_from_the_start() {
        let line = "ab\u{e9}\u{1F600}c".repeat(400);
        let text = format!("{line}\nx\n\n{line}{line}");
        let positions = Positions::new(&text);
        let mut expected = Position::START;
        for (offset, character) in text.char_indices() {
            assert_eq!(positions.at(offset), expected, "offset {offset}");
            expected = expected.after(character);
        }
        assert_eq!(positions.end(), expected);
    }
}
