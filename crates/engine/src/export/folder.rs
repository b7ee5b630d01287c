//! A folder that appears under its name only when it is whole.
//!
//! INVARIANT: files are written into a sibling whose name begins with a dot and holds `.part-`, synced, and renamed
//! together. A draft that is dropped unpublished leaves nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use kernel::digest::Digest;
use sha2::{Digest as _, Sha256};

use crate::{EngineError, random};

/// A folder that is being written.
#[derive(Debug)]
pub(crate) struct NewFolder {
    part: PathBuf,
    to: PathBuf,
    files: BTreeMap<String, Digest>,
    folders: BTreeSet<PathBuf>,
    published: bool,
}

impl NewFolder {
    /// Begins a folder that shall be called `to`, which must not exist or be empty.
    pub(crate) fn begin(to: &Path) -> Result<Self, EngineError> {
        let to = resolve(to)?;
        refuse_used(&to)?;
        let name = to
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let (Some(name), Some(parent)) = (name, to.parent()) else {
            return Err(unusable(&to, "it is no name for a folder"));
        };
        fs::create_dir_all(parent).map_err(|cause| EngineError::io(parent, cause))?;
        let drawn = u64::from_be_bytes(
            random::bytes().map_err(|error| EngineError::Internal(error.to_string()))?,
        );
        let part = parent.join(format!(".{name}.part-{drawn:016x}"));
        make_private(&part)?;
        Ok(Self {
            folders: [part.clone()].into(),
            part,
            to,
            files: BTreeMap::new(),
            published: false,
        })
    }

    /// Where the files lie until the folder has its name.
    pub(crate) fn part(&self) -> &Path {
        &self.part
    }

    /// Paths and digests of the files so far, by path.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&String, &Digest)> {
        self.files.iter()
    }

    /// Writes a file; `path` is relative, with `/`.
    pub(crate) fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), EngineError> {
        let mut file = self.file(path)?;
        file.append(bytes)?;
        file.finish()
    }

    /// Begins a file that is written piece by piece.
    pub(crate) fn file(&mut self, path: &str) -> Result<NewFile<'_>, EngineError> {
        let mut full = self.part.clone();
        let mut names = path.split('/').peekable();
        while let Some(name) = names.next() {
            full.push(name);
            if names.peek().is_some() && self.folders.insert(full.clone()) {
                fs::create_dir(&full).map_err(|cause| EngineError::io(&full, cause))?;
            }
        }
        let file = OpenOptions::new().write(true).create_new(true).open(&full);
        let file = BufWriter::new(file.map_err(|cause| EngineError::io(&full, cause))?);
        Ok(NewFile {
            path: path.to_owned(),
            full,
            file,
            hash: Sha256::new(),
            draft: self,
        })
    }

    /// Gives the folder its name.
    pub(crate) fn publish(mut self) -> Result<(), EngineError> {
        for folder in self.folders.iter().rev() {
            sync(folder)?;
        }
        refuse_used(&self.to)?;
        if cfg!(windows) && self.to.exists() {
            fs::remove_dir(&self.to).map_err(|cause| EngineError::io(&self.to, cause))?;
        }
        // On Unix this replaces an empty folder and refuses any other.
        fs::rename(&self.part, &self.to).map_err(|cause| EngineError::io(&self.to, cause))?;
        self.published = true;
        self.to.parent().map_or(Ok(()), sync)
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        if !self.published
            && let Err(error) = fs::remove_dir_all(&self.part)
        {
            tracing::warn!(%error, "an unfinished folder could not be removed");
        }
    }
}

/// A file that is being written.
pub(crate) struct NewFile<'d> {
    path: String,
    full: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    draft: &'d mut NewFolder,
}

impl NewFile<'_> {
    pub(crate) fn append(&mut self, bytes: &[u8]) -> Result<(), EngineError> {
        self.hash.update(bytes);
        self.file
            .write_all(bytes)
            .map_err(|cause| EngineError::io(&self.full, cause))
    }

    pub(crate) fn finish(self) -> Result<(), EngineError> {
        let Self {
            path,
            full,
            file,
            hash,
            draft,
        } = self;
        let file = file
            .into_inner()
            .map_err(|error| EngineError::io(&full, error.into_error()))?;
        file.sync_all()
            .map_err(|cause| EngineError::io(&full, cause))?;
        draft.files.insert(path, Digest(hash.finalize().into()));
        Ok(())
    }
}

/// The path without symbolic links where it exists, else absolute.
fn resolve(to: &Path) -> Result<PathBuf, EngineError> {
    match to.canonicalize() {
        Ok(real) => Ok(real),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::path::absolute(to).map_err(|cause| EngineError::io(to, cause))
        }
        Err(cause) => Err(EngineError::io(to, cause)),
    }
}

/// Refuses what is there and is not an empty folder.
pub(crate) fn refuse_used(to: &Path) -> Result<(), EngineError> {
    match fs::read_dir(to) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(unusable(to, "the folder is not empty; name a new one")),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(unusable(to, "it is a file, not a folder"))
        }
        Err(cause) => Err(EngineError::io(to, cause)),
    }
}

fn unusable(path: &Path, reason: &str) -> EngineError {
    EngineError::Folder {
        path: path.display().to_string(),
        reason: reason.to_owned(),
    }
}

/// What leaves the workspace may hold disclosed values: the owner decides who else may read it.
fn make_private(folder: &Path) -> Result<(), EngineError> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|cause| EngineError::io(folder, cause))
}

/// Makes the names in a folder durable.
fn sync(folder: &Path) -> Result<(), EngineError> {
    if cfg!(unix) {
        let synced = File::open(folder).and_then(|file| file.sync_all());
        synced.map_err(|cause| EngineError::io(folder, cause))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_appears_whole_or_not_at_all() {
        let home = tempfile::tempdir().unwrap();
        let to = home.path().join("above/out");
        let mut draft = NewFolder::begin(&to).unwrap();
        draft.write("a/b/c", b"abc").unwrap();
        draft.write("a/d", b"").unwrap();
        assert!(!to.exists(), "nothing before it is published");
        let listed: Vec<_> = draft
            .files()
            .map(|(path, digest)| (path.clone(), *digest))
            .collect();
        assert_eq!(
            listed,
            [
                ("a/b/c".to_owned(), Digest::of(b"abc")),
                ("a/d".to_owned(), Digest::of(b""))
            ]
        );
        draft.publish().unwrap();
        assert_eq!(fs::read(to.join("a/b/c")).unwrap(), b"abc");
        assert_eq!(
            fs::read_dir(home.path().join("above")).unwrap().count(),
            1,
            "no part is left"
        );
    }

    #[test]
    fn what_is_dropped_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let mut draft = NewFolder::begin(&home.path().join("out")).unwrap();
        draft.write("a", b"a").unwrap();
        drop(draft);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn only_a_new_or_empty_folder_is_taken() {
        let home = tempfile::tempdir().unwrap();
        let (empty, used, file) = (
            home.path().join("empty"),
            home.path().join("used"),
            home.path().join("file"),
        );
        fs::create_dir(&empty).unwrap();
        fs::create_dir(&used).unwrap();
        fs::write(used.join("x"), "x").unwrap();
        fs::write(&file, "x").unwrap();
        for taken in [&used, &file] {
            assert_eq!(
                NewFolder::begin(taken).unwrap_err().code(),
                "folder",
                "{}",
                taken.display()
            );
        }
        let draft = NewFolder::begin(&empty).unwrap();
        draft.publish().unwrap();
        let late = NewFolder::begin(&empty).unwrap();
        fs::write(empty.join("x"), "x").unwrap();
        assert_eq!(
            late.publish().unwrap_err().code(),
            "folder",
            "somebody put a file there meanwhile"
        );
        assert_eq!(
            fs::read_dir(&empty).unwrap().count(),
            1,
            "and it is untouched"
        );
    }
}
