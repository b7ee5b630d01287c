//! The export folder: reading its files, each compared with the manifest the first time it is read.
//!
//! INVARIANT: only paths that an export can have are opened, so a manifest cannot make the program read elsewhere; links
//! are findings.

use std::{
    cell::{RefCell, RefMut},
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
};

use kernel::digest::Digest;
use sha2::{Digest as _, Sha256};

use super::{
    codes,
    findings::Findings,
    layout::{self, Place},
    manifest::{Listed, Manifest},
};
use crate::input::{Line, ReadError, read_file, read_line};

/// Folders within folders that are looked into: `tile/entries/x001/x234/067.p/8` and some more.
const DEPTH: usize = 12;

/// The folder of an export.
pub(super) struct Folder {
    root: PathBuf,
    manifest: Manifest,
    findings: RefCell<Findings>,
}

impl Folder {
    /// Opens the folder and its manifest.
    pub fn open(root: &Path) -> Self {
        let mut findings = Findings::default();
        let manifest = match read_file(
            &root.join(layout::MANIFEST),
            layout::limit(layout::MANIFEST),
        ) {
            Ok(bytes) => Manifest::parse(&bytes, &mut findings),
            Err(ReadError::Missing) => {
                findings.in_file(
                    layout::MANIFEST,
                    codes::MANIFEST_MISSING,
                    "the manifest is missing",
                );
                Manifest::default()
            }
            Err(error) => {
                findings.in_file(layout::MANIFEST, code_of(&error), error.to_string());
                Manifest::default()
            }
        };
        Self {
            root: root.to_owned(),
            manifest,
            findings: RefCell::new(findings),
        }
    }

    pub fn findings(&self) -> RefMut<'_, Findings> {
        self.findings.borrow_mut()
    }

    pub fn into_findings(self) -> Findings {
        self.findings.into_inner()
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn listed(&self, path: &str) -> Option<&Listed> {
        self.manifest.files.get(path)
    }

    /// The bytes of a file that must be there; its absence has the name `missing`.
    pub fn read(&self, path: &str, missing: &'static str) -> Option<Vec<u8>> {
        match read_file(&self.root.join(path), layout::limit(path)) {
            Ok(bytes) => {
                self.compare(path, || Digest::of(&bytes));
                Some(bytes)
            }
            Err(error) => {
                self.report_unread(path, &error, missing);
                None
            }
        }
    }

    /// Compares the digest with the listed one, once.
    fn compare(&self, path: &str, digest: impl FnOnce() -> Digest) {
        if let Some(listed) = self.listed(path)
            && !listed.compared.replace(true)
            && digest() != listed.digest
        {
            self.findings().in_file(
                path,
                codes::FILE_CHANGED,
                "the file does not have the digest the manifest names",
            );
        }
    }

    fn report_unread(&self, path: &str, error: &ReadError, missing: &'static str) {
        let first = self
            .listed(path)
            .is_none_or(|listed| !listed.compared.replace(true));
        if first {
            let code = if matches!(error, ReadError::Missing) {
                missing
            } else {
                code_of(error)
            };
            self.findings().in_file(path, code, error.to_string());
        }
    }

    /// Shows every line of a file that must be there, and compares its digest behind the last.
    pub fn lines(&self, path: &str, mut line: impl FnMut(usize, Line)) {
        let opened = self.root.join(path).metadata().and_then(|found| {
            if found.is_file() {
                File::open(self.root.join(path))
            } else {
                Err(std::io::ErrorKind::InvalidInput.into())
            }
        });
        let file = match opened {
            Ok(file) => file,
            Err(error) => {
                let error = match error.kind() {
                    std::io::ErrorKind::NotFound => ReadError::Missing,
                    std::io::ErrorKind::InvalidInput => ReadError::NotAFile,
                    _ => ReadError::Io(error),
                };
                return self.report_unread(path, &error, codes::FILE_MISSING);
            }
        };
        let mut input = BufReader::with_capacity(
            1 << 16,
            Hashing {
                file,
                hash: Sha256::new(),
                last: b'\n',
            },
        );
        let mut number = 0;
        loop {
            number += 1;
            match read_line(&mut input) {
                Ok(Some(found)) => line(number, found),
                Ok(None) => break,
                Err(error) => {
                    return self.report_unread(path, &ReadError::Io(error), codes::FILE_UNREADABLE);
                }
            }
        }
        let Hashing { hash, last, .. } = input.into_inner();
        self.compare(path, || Digest(hash.finalize().into()));
        if last != b'\n' {
            self.findings()
                .in_file(path, codes::SEALED_LINE, "the last line has no end");
        }
    }

    /// Compares what is there with what is listed and with what an export of this size holds.
    pub fn check_listing(&self, size: Option<u64>) -> u64 {
        let found = self.walk();
        let has_manifest = self.manifest.note.is_some();
        for path in &found {
            if path == layout::MANIFEST {
                continue;
            }
            self.judge(path, size);
            if has_manifest && self.listed(path).is_none() {
                self.findings().in_file(
                    path,
                    codes::FILE_UNLISTED,
                    "the file is not listed in the manifest",
                );
            }
        }
        for path in self.manifest.files.keys() {
            if found.binary_search(path).is_err() {
                self.report_unread(path, &ReadError::Missing, codes::FILE_MISSING);
            }
        }
        u64::try_from(found.len()).unwrap_or(u64::MAX)
    }

    fn judge(&self, path: &str, size: Option<u64>) {
        let mut findings = self.findings();
        match layout::place(path, size) {
            Place::Expected => {}
            Place::OfLargerTree => {
                findings.in_file(
                    path,
                    codes::STALE_CHECKPOINT,
                    "the file belongs to a larger tree than the checkpoint's",
                );
            }
            Place::Unexpected => findings.in_file(
                path,
                codes::FILE_UNEXPECTED,
                "the file has no place in this export",
            ),
        }
    }

    /// Compares every listed file that nothing has read yet.
    pub fn compare_rest(&self) {
        for path in self
            .manifest
            .files
            .iter()
            .filter(|(_, listed)| !listed.compared.get())
            .map(|(path, _)| path)
        {
            if layout::place(path, None) == Place::Expected && path != layout::SEALED {
                self.read(path, codes::FILE_MISSING);
            }
        }
    }

    /// Every file below the folder, sorted bytewise; what is neither file nor folder is a finding.
    fn walk(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![(String::new(), 0)];
        while let Some((folder, depth)) = folders.pop() {
            let entries = match fs::read_dir(self.root.join(&folder)) {
                Ok(entries) => entries,
                Err(error) => {
                    self.findings()
                        .in_file(&folder, codes::FILE_UNREADABLE, error.to_string());
                    continue;
                }
            };
            for entry in entries.flatten() {
                let name = entry.file_name();
                let separator = if folder.is_empty() { "" } else { "/" };
                let path = format!("{folder}{separator}{}", name.to_string_lossy());
                match entry.file_type() {
                    Ok(kind) if kind.is_file() => files.push(path),
                    Ok(kind) if kind.is_dir() && depth < DEPTH => folders.push((path, depth + 1)),
                    _ => self.findings().in_file(
                        &path,
                        codes::FILE_NOT_REGULAR,
                        "neither a file nor a folder of an export",
                    ),
                }
            }
        }
        files.sort_unstable();
        files
    }
}

fn code_of(error: &ReadError) -> &'static str {
    match error {
        ReadError::Missing => codes::FILE_MISSING,
        ReadError::NotAFile => codes::FILE_NOT_REGULAR,
        ReadError::TooLarge(_) => codes::FILE_TOO_LARGE,
        ReadError::Io(_) => codes::FILE_UNREADABLE,
    }
}

/// Hashes what passes.
struct Hashing {
    file: File,
    hash: Sha256,
    last: u8,
}

impl std::io::Read for Hashing {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(into)?;
        let bytes = into.get(..count).unwrap_or_default();
        self.hash.update(bytes);
        self.last = bytes.last().copied().unwrap_or(self.last);
        Ok(count)
    }
}
