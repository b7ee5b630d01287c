//! A flat scan before the XML parser sees the text.
//!
//! It counts what later stages pay for: depth (recursion), elements (memory), attributes of one
//! element and namespaces (the parser compares each with all others). It judges nothing else; text
//! that is not XML passes and is refused by the parser.
//!
//! INVARIANT: one pass, no recursion, no memory.

use crate::position::Positions;
use crate::{Limits, ReadError};

pub(super) fn scan(
    text: &str,
    positions: &Positions<'_>,
    limits: &Limits,
) -> Result<(), ReadError> {
    let mut counts = Counts::default();
    let mut at = 0;
    while let Some(tag) = find(text, at, "<") {
        let rest = text.get(tag..).unwrap_or_default();
        let end = if rest.starts_with("<!--") {
            find(text, tag.saturating_add(4), "-->")
        } else if rest.starts_with("<![CDATA[") {
            find(text, tag, "]]>")
        } else if rest.starts_with("<?") {
            find(text, tag, "?>")
        } else if rest.starts_with("<!DOCTYPE") {
            return Err(ReadError::Entities {
                position: positions.at(tag),
            });
        } else if rest.starts_with("</") {
            counts.depth = counts.depth.saturating_sub(1);
            find(text, tag, ">")
        } else {
            counts
                .element(rest, limits)
                .map_err(|excess| excess.error(tag, positions, limits))?
                .map(|length| tag.saturating_add(length))
        };
        let Some(end) = end else { break };
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

enum Excess {
    Depth,
    Elements,
    Attributes,
    Namespaces,
}

impl Excess {
    fn error(&self, tag: usize, positions: &Positions<'_>, limits: &Limits) -> ReadError {
        let position = positions.at(tag);
        match self {
            Self::Depth => ReadError::TooDeep {
                position,
                limit: limits.depth,
            },
            Self::Elements => ReadError::TooManyNodes {
                position,
                limit: limits.elements,
            },
            Self::Attributes => ReadError::TooManyAttributes {
                position,
                limit: limits.attributes,
            },
            Self::Namespaces => ReadError::TooManyAttributes {
                position,
                limit: limits.namespaces,
            },
        }
    }
}

impl Counts {
    /// Counts one start tag at the beginning of `rest`; answers where its `>` is, or nothing when the
    /// text ends before it.
    fn element(&mut self, rest: &str, limits: &Limits) -> Result<Option<usize>, Excess> {
        self.elements = self.elements.saturating_add(1);
        if self.elements > limits.elements {
            return Err(Excess::Elements);
        }
        let mut attributes: usize = 0;
        let mut quote = None;
        let mut last = b'<';
        let mut end = None;
        for (offset, byte) in rest.bytes().enumerate() {
            match quote {
                Some(open) if byte == open => quote = None,
                Some(_) => continue,
                None if byte == b'"' || byte == b'\'' => {
                    quote = Some(byte);
                    attributes = attributes.saturating_add(1);
                }
                None if byte == b'x' && last.is_ascii_whitespace() => {
                    self.namespace(rest, offset);
                }
                None if byte == b'>' => {
                    if last != b'/' {
                        self.depth = self.depth.saturating_add(1);
                    }
                    end = Some(offset);
                    break;
                }
                None => {}
            }
            last = byte;
        }
        self.judge(attributes, limits)?;
        Ok(end)
    }

    fn namespace(&mut self, rest: &str, offset: usize) {
        let name = rest.get(offset..).unwrap_or_default();
        if name.starts_with("xmlns") {
            self.namespaces = self.namespaces.saturating_add(1);
        }
    }

    fn judge(&self, attributes: usize, limits: &Limits) -> Result<(), Excess> {
        if self.depth > limits.depth {
            return Err(Excess::Depth);
        }
        if attributes > limits.attributes {
            return Err(Excess::Attributes);
        }
        if self.namespaces > limits.namespaces {
            return Err(Excess::Namespaces);
        }
        Ok(())
    }
}
