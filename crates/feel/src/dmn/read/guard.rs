//! A flat scan before the XML parser sees the text.
//!
//! The parser is recursive, keeps every element and compares each attribute and namespace with the others, so what it
//! would pay for is counted first. The scan judges nothing else: text that is not XML passes and is refused by the parser.
//!
//! INVARIANT: one pass, no recursion, no memory beside the counts.

use super::position::Lines;
use crate::dmn::error::ReadError;

/// The largest file that is read, in bytes.
pub(crate) const BYTES: usize = 8 << 20;
/// The deepest nesting of elements.
pub(crate) const DEPTH: usize = 128;
/// The most elements in a file.
pub(crate) const ELEMENTS: usize = 200_000;
/// The most attributes of one element.
pub(crate) const ATTRIBUTES: usize = 128;
/// The most namespace declarations in a file.
pub(crate) const NAMESPACES: usize = 512;

/// Refuses what is beyond the limits.
pub(super) fn scan(text: &str, lines: &Lines<'_>) -> Result<(), ReadError> {
    let mut counts = Counts::default();
    let mut at = 0;
    while let Some(tag) = find(text, at, "<") {
        let Some(end) = counts.markup(text, tag, lines)? else {
            break;
        };
        at = end.saturating_add(1);
    }
    Ok(())
}

fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    let offset = text.get(from..)?.find(what)?;
    from.checked_add(offset)
}

#[derive(Default)]
struct Counts {
    depth: usize,
    elements: usize,
    namespaces: usize,
}

impl Counts {
    /// Counts the markup at `tag`, and answers where it ends; none if it does not.
    fn markup(
        &mut self,
        text: &str,
        tag: usize,
        lines: &Lines<'_>,
    ) -> Result<Option<usize>, ReadError> {
        let rest = text.get(tag..).unwrap_or_default();
        if rest.starts_with("<!--") {
            return Ok(find(text, tag.saturating_add(4), "-->"));
        }
        if rest.starts_with("<![CDATA[") {
            return Ok(find(text, tag, "]]>"));
        }
        if rest.starts_with("<?") {
            return Ok(find(text, tag, "?>"));
        }
        if rest.starts_with("<!DOCTYPE") {
            return Err(ReadError::Entities {
                position: lines.at(tag),
            });
        }
        if rest.starts_with("</") {
            self.depth = self.depth.saturating_sub(1);
            return Ok(find(text, tag, ">"));
        }
        let end = self.element(rest);
        self.judge(end.attributes).map_or_else(
            || Ok(end.length.map(|length| tag.saturating_add(length))),
            |(what, limit)| {
                Err(ReadError::TooMuch {
                    position: lines.at(tag),
                    what,
                    limit,
                })
            },
        )
    }

    fn element(&mut self, rest: &str) -> StartTag {
        self.elements = self.elements.saturating_add(1);
        let mut tag = StartTag::default();
        let mut quote = None;
        let mut last = b'<';
        for (offset, byte) in rest.bytes().enumerate() {
            match quote {
                Some(open) if byte == open => quote = None,
                Some(_) => continue,
                None if byte == b'"' || byte == b'\'' => {
                    quote = Some(byte);
                    tag.attributes = tag.attributes.saturating_add(1);
                }
                None if byte == b'x' && last.is_ascii_whitespace() => {
                    let name = rest.get(offset..).unwrap_or_default();
                    self.namespaces += usize::from(name.starts_with("xmlns"));
                }
                None if byte == b'>' => {
                    self.depth += usize::from(last != b'/');
                    tag.length = Some(offset);
                    break;
                }
                None => {}
            }
            last = byte;
        }
        tag
    }

    fn judge(&self, attributes: usize) -> Option<(&'static str, usize)> {
        [
            (self.depth, "levels of elements", DEPTH),
            (self.elements, "elements", ELEMENTS),
            (attributes, "attributes on one element", ATTRIBUTES),
            (self.namespaces, "namespaces", NAMESPACES),
        ]
        .into_iter()
        .find_map(|(found, what, limit)| (found > limit).then_some((what, limit)))
    }
}

#[derive(Default)]
struct StartTag {
    attributes: usize,
    /// Bytes up to its `>`.
    length: Option<usize>,
}
