//! Questions line by line: exactly one flushed answer for each line, whatever the line is.

use std::io::{BufRead, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::input::{LINE_LIMIT, Line, read_line};
use crate::report::{CannotRun, Outcome};

/// Answers every line by `answer`; a line that cannot be read as a question answers with its error.
pub fn answer_lines<Q: DeserializeOwned>(
    input: &mut impl BufRead,
    output: &mut impl Write,
    answer: impl Fn(Q) -> Value,
) -> Result<Outcome, CannotRun> {
    while let Some(line) = read_line(input)? {
        let reply = match line {
            Line::TooLong => refusal(&format!("the line is longer than {LINE_LIMIT} bytes")),
            Line::Bytes(bytes) => match serde_json::from_slice(&bytes) {
                Ok(question) => answer(question),
                Err(error) => refusal(&error.to_string()),
            },
        };
        writeln!(output, "{reply}")?;
        output.flush()?;
    }
    Ok(Outcome::Verified)
}

/// `{"ok":false,"error":...}`
pub fn refusal(error: &str) -> Value {
    json!({"ok": false, "error": error})
}

/// Bytes of a field in canonical base64.
pub fn bytes(field: &str, text: &str) -> Result<Vec<u8>, Value> {
    STANDARD
        .decode(text)
        .map_err(|_| refusal(&format!("`{field}` is not canonical base64")))
}

/// As [`bytes`], of one length.
pub fn array<const N: usize>(field: &str, text: &str) -> Result<[u8; N], Value> {
    let bytes = bytes(field, text)?;
    let found = bytes.len();
    bytes
        .try_into()
        .map_err(|_| refusal(&format!("`{field}` has {found} bytes, not {N}")))
}
