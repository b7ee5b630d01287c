//! Reading with limits.

use std::fs::File;
use std::io::{self, BufRead, Read as _};
use std::path::Path;

/// Most bytes of one line of standard input.
pub const LINE_LIMIT: usize = 1 << 20;

/// Why a file gave no bytes.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not there.
    #[error("missing")]
    Missing,
    /// It is a folder, pipe or device.
    #[error("not a regular file")]
    NotAFile,
    /// It is larger than such a file can be.
    #[error("larger than {0} bytes")]
    TooLarge(u64),
    /// The operating system refused.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// The bytes of a regular file of at most `limit` bytes.
///
/// # Errors
/// [`ReadError`].
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    // Looked at before it is opened: opening a pipe would wait for a writer.
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if is_absent(&error) => return Err(ReadError::Missing),
        Err(error) => return Err(error.into()),
    };
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    if metadata.len() > limit {
        return Err(ReadError::TooLarge(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    File::open(path)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
        return Err(ReadError::TooLarge(limit));
    }
    Ok(bytes)
}

/// A file where a folder is expected means absence as well: `tile/0/000` without `.p`.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// One line of standard input.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes without the newline.
    Bytes(Vec<u8>),
    /// It was longer than the limit and has been skipped.
    TooLong,
}

/// The next line of at most [`LINE_LIMIT`] bytes, or `None` at the end of the input.
///
/// # Errors
/// When the input cannot be read.
pub fn read_line(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    read_line_within(input, LINE_LIMIT)
}

/// The next line of at most `most` bytes, or `None` at the end of the input.
///
/// # Errors
/// When the input cannot be read.
pub fn read_line_within(input: &mut impl BufRead, most: usize) -> io::Result<Option<Line>> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    input
        .by_ref()
        .take(limit.saturating_add(1))
        .read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        return Ok(Some(Line::Bytes(bytes)));
    }
    if bytes.len() <= most {
        return Ok(Some(Line::Bytes(bytes)));
    }
    input.skip_until(b'\n')?;
    Ok(Some(Line::TooLong))
}
