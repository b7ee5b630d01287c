//! A batch: one JSON object a line on standard input, one answer a line on standard output.
//!
//! INVARIANT: a line longer than the limit, or that is no object, is answered as such, and the next one is read.

use std::io::{self, BufRead, Write as _};

use serde_json::{Map, Value as Json};
use verify::input::{self, read_line_within};

use crate::Failure;

/// Bytes of a line.
const LINE_BYTES: usize = 4 << 20;

/// A line that was read: the object, or why it is none.
pub(crate) type Line = Result<Map<String, Json>, String>;

/// Answers every line of standard input.
pub(crate) fn each_line(mut answer: impl FnMut(Line) -> Json) -> Result<(), Failure> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let failed = |error: io::Error| Failure::Output(error.to_string());
    while let Some(line) = next(&mut input).map_err(failed)? {
        if matches!(&line, Ok(bytes) if bytes.iter().all(u8::is_ascii_whitespace)) {
            continue;
        }
        let object = line.and_then(|bytes| {
            serde_json::from_slice(&bytes)
                .map_err(|error| format!("the line is no object: {error}"))
        });
        writeln!(output, "{}", answer(object)).map_err(failed)?;
        output.flush().map_err(failed)?;
    }
    Ok(())
}

/// The next line; none at the end. One that is too long is read past.
fn next(input: &mut impl BufRead) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let line = read_line_within(input, LINE_BYTES)?;
    Ok(line.map(|line| match line {
        input::Line::Bytes(bytes) => Ok(bytes),
        input::Line::TooLong => Err(format!("the line is longer than {LINE_BYTES} bytes")),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_read_past() {
        let long = vec![b'x'; LINE_BYTES + 10];
        let text = [b"{}\n".as_slice(), &long, b"\n[1]\n{}"].concat();
        let mut input = text.as_slice();
        let mut read = Vec::new();
        while let Some(line) = next(&mut input).unwrap() {
            read.push(line.map(|bytes| String::from_utf8(bytes).unwrap()));
        }
        assert_eq!(read.len(), 4);
        assert_eq!(read[0].as_deref(), Ok("{}"), "without its end");
        assert!(read[1].is_err());
        assert_eq!(read[2].as_deref(), Ok("[1]"));
        assert_eq!(read[3].as_deref(), Ok("{}"), "the last one needs no end");
    }
}
