//! Where workspaces lie: the folder that is named, else below `$XDG_DATA_HOME/countersign`.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use crate::Failure;

/// The folder below which workspaces lie unless something else is said.
pub(crate) fn data_folder() -> Option<PathBuf> {
    let set = |name: &str| -> Option<OsString> {
        std::env::var_os(name).filter(|value| !value.is_empty())
    };
    // The XDG specification has relative paths ignored.
    let named = set("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let local = || set("LOCALAPPDATA").map(PathBuf::from);
    let home = || set("HOME").map(|home| PathBuf::from(home).join(".local").join("share"));
    Some(named.or_else(local).or_else(home)?.join("countersign"))
}

/// The workspace that is meant: the named one, or the only one there is.
pub(crate) fn existing(named: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(folder) = named {
        let there = folder.join("workspace.db").is_file();
        return if there {
            Ok(folder.to_owned())
        } else {
            Err(Failure::NoWorkspace(folder.to_owned()))
        };
    }
    let data = data_folder().ok_or(Failure::NoDataFolder)?;
    let mut found: Vec<PathBuf> = fs::read_dir(&data)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|item| item.path())
        .filter(|path| path.join("workspace.db").is_file())
        .collect();
    found.sort();
    match found.as_slice() {
        [] => Err(Failure::NoWorkspace(data)),
        [one] => Ok(one.clone()),
        many => {
            let names: Vec<String> = many.iter().map(|path| path.display().to_string()).collect();
            Err(Failure::SeveralWorkspaces(names.join(", ")))
        }
    }
}

/// Where a new workspace of this name goes unless something else is said.
pub(crate) fn fresh(named: Option<&Path>, name: &str) -> Result<PathBuf, Failure> {
    if let Some(folder) = named {
        return Ok(folder.to_owned());
    }
    let lower = name.trim().chars().map(|c| {
        if c.is_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    });
    let slug = lower.collect::<String>().trim_matches('-').to_owned();
    let slug = if slug.is_empty() {
        "workspace".to_owned()
    } else {
        slug
    };
    Ok(data_folder().ok_or(Failure::NoDataFolder)?.join(slug))
}

/// Refuses a folder that holds anything. Nothing is made.
pub(crate) fn is_free(folder: &Path) -> Result<(), Failure> {
    match fs::read_dir(folder) {
        Ok(mut items) => {
            if items.next().is_none() {
                Ok(())
            } else {
                Err(Failure::FolderNotEmpty(folder.to_owned()))
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::file(folder, error)),
    }
}

/// A new folder below the system's folder for temporary files, for this account only.
pub(crate) fn temporary(kind: &str) -> Result<PathBuf, Failure> {
    let drawn = u64::from_be_bytes(engine::random::bytes()?);
    let folder = std::env::temp_dir().join(format!("countersign-{kind}-{drawn:016x}"));
    private(&folder).map_err(|error| Failure::file(&folder, error))?;
    Ok(folder)
}

#[cfg(unix)]
fn private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private(folder: &Path) -> std::io::Result<()> {
    fs::create_dir(folder)
}

/// Text of a file with at most `limit` bytes.
pub(crate) fn text(path: &Path, limit: u64) -> Result<String, Failure> {
    let size = fs::metadata(path)
        .map_err(|error| Failure::file(path, error))?
        .len();
    if size > limit {
        return Err(Failure::file(path, format!("larger than {limit} bytes")));
    }
    fs::read_to_string(path).map_err(|error| Failure::file(path, error))
}
