//! Passwords, passphrases and tokens: from a file, standard input or the terminal, never from an argument.
//!
//! A password file holds the password in its first line; where a file vault is used, its second line may hold the
//! passphrase, so that one variable serves a script.
//!
//! INVARIANT: every secret is in `Zeroizing`; none is printed, logged or part of an error.

use std::{
    fs,
    io::{self, IsTerminal as _, Read as _},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use crate::Failure;

/// Bytes of a file of secrets, and of a token.
const LIMIT: u64 = 16 * 1024;

/// A secret.
pub(crate) type Secret = Zeroizing<String>;

/// Where secrets are to be had.
#[derive(Clone, Debug, Default)]
pub(crate) struct Secrets {
    /// Its first line is the password, its second the passphrase.
    pub password_file: Option<PathBuf>,
    /// Its first line is the passphrase.
    pub passphrase_file: Option<PathBuf>,
}

const PASSWORD: &str = "the password";
const PASSPHRASE: &str = "the passphrase of the vault file";
const NEW_PASSWORD: &str = "the new person's password";

impl Secrets {
    /// The password of who acts.
    pub fn password(&self, who: &str) -> Result<Secret, Failure> {
        match &self.password_file {
            Some(path) => first_line(path, PASSWORD),
            None => ask(&format!("Password of {who}: "), PASSWORD, "--password-file"),
        }
    }

    /// The password of who begins a workspace.
    pub fn first_password(&self, who: &str) -> Result<Secret, Failure> {
        match &self.password_file {
            Some(path) => first_line(path, PASSWORD),
            None => ask_twice(
                &format!("New password of {who}: "),
                PASSWORD,
                "--password-file",
            ),
        }
    }

    /// The passphrase of a file vault.
    pub fn passphrase(&self) -> Result<Secret, Failure> {
        match self.filed_passphrase()? {
            Some(passphrase) => Ok(passphrase),
            None => ask(
                "Passphrase of the vault file: ",
                PASSPHRASE,
                "--passphrase-file",
            ),
        }
    }

    /// The passphrase of a file vault, or of a backup, that is made now.
    pub fn new_passphrase(&self, question: &str) -> Result<Secret, Failure> {
        match self.filed_passphrase()? {
            Some(passphrase) => Ok(passphrase),
            None => ask_twice(question, PASSPHRASE, "--passphrase-file"),
        }
    }

    fn filed_passphrase(&self) -> Result<Option<Secret>, Failure> {
        if let Some(path) = &self.passphrase_file {
            return first_line(path, PASSPHRASE).map(Some);
        }
        let Some(path) = &self.password_file else {
            return Ok(None);
        };
        Ok(line(path, 1)?.filter(|second| !second.is_empty()))
    }
}

/// The password that a new person sets.
pub(crate) fn new_person(file: Option<&Path>, who: &str) -> Result<Secret, Failure> {
    match file {
        Some(path) => first_line(path, NEW_PASSWORD),
        None => ask_twice(
            &format!("New password of {who}: "),
            NEW_PASSWORD,
            "--new-password-file",
        ),
    }
}

/// The passphrase that another file holds.
pub(crate) fn passphrase_of(file: &Path) -> Result<Secret, Failure> {
    first_line(file, PASSPHRASE)
}

/// A connector's token: from the file, else from standard input where that is no terminal. Nothing there means that the
/// connector keeps the token it has.
pub(crate) fn token(file: Option<&Path>) -> Result<Option<Secret>, Failure> {
    if let Some(path) = file {
        return first_line(path, "the token").map(Some);
    }
    let input = io::stdin();
    if input.is_terminal() {
        return Ok(None);
    }
    let mut text = Zeroizing::new(String::new());
    let wrong = |reason: String| Failure::file(Path::new("standard input"), reason);
    input
        .lock()
        .take(LIMIT)
        .read_to_string(&mut text)
        .map_err(|error| wrong(error.to_string()))?;
    let first = text.lines().next().unwrap_or_default().trim();
    Ok((!first.is_empty()).then(|| Zeroizing::new(first.to_owned())))
}

fn first_line(path: &Path, what: &'static str) -> Result<Secret, Failure> {
    let found = line(path, 0)?.filter(|first| !first.is_empty());
    found.ok_or_else(|| Failure::EmptySecret {
        path: path.to_owned(),
        what,
    })
}

fn line(path: &Path, number: usize) -> Result<Option<Secret>, Failure> {
    let file = fs::File::open(path).map_err(|error| Failure::file(path, error))?;
    // Room from the start: growing would leave copies behind.
    let mut text = Zeroizing::new(String::with_capacity(LIMIT as usize));
    file.take(LIMIT)
        .read_to_string(&mut text)
        .map_err(|error| Failure::file(path, error))?;
    Ok(text
        .lines()
        .nth(number)
        .map(|line| Zeroizing::new(line.to_owned())))
}

fn ask(question: &str, what: &'static str, option: &'static str) -> Result<Secret, Failure> {
    rpassword::prompt_password(question)
        .map(Zeroizing::new)
        .map_err(|_| Failure::NoTerminal(what, option))
}

fn ask_twice(question: &str, what: &'static str, option: &'static str) -> Result<Secret, Failure> {
    let first = ask(question, what, option)?;
    let again = ask("The same again: ", what, option)?;
    if first == again {
        Ok(first)
    } else {
        Err(Failure::NotRepeated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn lines_of_the_password_file_are_password_and_passphrase() {
        for (text, password, passphrase) in [
            ("one\ntwo\n", "one", Some("two")),
            ("one\r\ntwo\r\n", "one", Some("two")),
            ("one with spaces ", "one with spaces ", None),
            ("one\n\n", "one", None),
        ] {
            let file = file(text);
            let secrets = Secrets {
                password_file: Some(file.path().to_owned()),
                passphrase_file: None,
            };
            assert_eq!(
                secrets.password("x").unwrap().as_str(),
                password,
                "{text:?}"
            );
            let found = secrets.filed_passphrase().unwrap();
            assert_eq!(
                found.as_ref().map(|found| found.as_str()),
                passphrase,
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_passphrase_file_wins_and_an_empty_line_is_refused() {
        let (both, own, empty) = (file("one\ntwo\n"), file("three\n"), file("\n"));
        let secrets = |passphrase: &tempfile::NamedTempFile| Secrets {
            password_file: Some(both.path().to_owned()),
            passphrase_file: Some(passphrase.path().to_owned()),
        };
        assert_eq!(secrets(&own).passphrase().unwrap().as_str(), "three");
        assert!(matches!(
            secrets(&empty).passphrase(),
            Err(Failure::EmptySecret { .. })
        ));
    }
}
