//! What a command says: the same in words and as JSON.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use serde::Serialize;
use serde_json::Value;

use crate::Failure;

/// How the program ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    /// Yes: done, or nothing found.
    Yes,
    /// No: refused, or something found.
    No,
    /// It could not run.
    CouldNotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Yes => 0,
            Exit::No => 1,
            Exit::CouldNotRun => 2,
        })
    }
}

/// An answer.
pub(crate) struct Answer {
    json: Value,
    text: String,
    exit: Exit,
    written: bool,
}

impl Answer {
    /// Yes, with what there is to say.
    pub fn yes(json: &impl Serialize, text: impl Into<String>) -> Result<Self, Failure> {
        Self::with(Exit::Yes, json, text)
    }

    /// An answer that may be a no.
    pub fn with(
        exit: Exit,
        json: &impl Serialize,
        text: impl Into<String>,
    ) -> Result<Self, Failure> {
        let json =
            serde_json::to_value(json).map_err(|error| Failure::Output(error.to_string()))?;
        Ok(Self {
            json,
            text: text.into(),
            exit,
            written: false,
        })
    }

    /// A yes whose lines have been written already.
    pub fn written() -> Self {
        Self {
            json: Value::Null,
            text: String::new(),
            exit: Exit::Yes,
            written: true,
        }
    }

    /// Writes it to standard output.
    pub fn write(&self, as_json: bool) -> io::Result<Exit> {
        let mut output = io::stdout().lock();
        if self.written {
            return Ok(self.exit);
        }
        if as_json {
            writeln!(output, "{}", self.json)?;
        } else {
            let text = self.text.trim_end_matches('\n');
            if !text.is_empty() {
                writeln!(output, "{text}")?;
            }
        }
        output.flush()?;
        Ok(self.exit)
    }
}
