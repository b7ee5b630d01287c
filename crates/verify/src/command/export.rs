//! `countersign-verify EXPORT_DIR`: a whole export.

use std::{io::Write, ops::ControlFlow, path::Path};

use kernel::{authority::Mode, digest::Digest};

use crate::{
    cli::ExportArgs,
    command::read_named,
    export::{Given, Unjudged, unreadable, verify_export},
    report::{CannotRun, Outcome},
};

/// Bytes of a policy or checkpoint that is given.
const FILE_LIMIT: u64 = 1 << 20;

/// Verifies the export. Without anything to judge the JSON answer still says so.
pub fn run(
    dir: &Path,
    arguments: &ExportArgs,
    output: &mut impl Write,
) -> Result<Outcome, CannotRun> {
    let given = given(arguments)?;
    let mut watch = |_: u64, _: u64| ControlFlow::Continue(());
    match verify_export(dir, &given, &mut watch) {
        Ok(verification) => verification.write(arguments.format.json, output),
        Err(error) => {
            if arguments.format.json {
                writeln!(output, "{}", unreadable(given.trust(), &error.to_string()))?;
                output.flush()?;
            }
            let path = match (&error, &arguments.policy) {
                (Unjudged::Policy(_), Some(policy)) => policy,
                _ => dir,
            };
            Err(CannotRun::Unreadable {
                path: path.display().to_string(),
                reason: error.to_string(),
            })
        }
    }
}

fn given(arguments: &ExportArgs) -> Result<Given, CannotRun> {
    let checkpoints = arguments.checkpoints.iter();
    Ok(Given {
        policy: arguments
            .policy
            .as_deref()
            .map(|path| read_named(path, FILE_LIMIT))
            .transpose()?,
        fingerprint: arguments.fingerprint,
        checkpoints: checkpoints
            .map(|path| Ok((path.display().to_string(), read_named(path, FILE_LIMIT)?)))
            .collect::<Result<_, CannotRun>>()?,
        mode: if arguments.plain {
            Mode::Plain
        } else {
            Mode::Memoised
        },
        threads: None,
    })
}

/// A fingerprint as people compare it.
pub fn parse_fingerprint(text: &str) -> Result<Digest, String> {
    let hex: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    Digest::parse(&hex).ok_or_else(|| "a fingerprint is 64 hexadecimal characters".to_owned())
}
