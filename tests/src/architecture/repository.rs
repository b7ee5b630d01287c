//! Rules on the files of the repository themselves.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::code::{without_tests, without_text};

/// Folders that are made, not written (`.gitignore` names them too).
const MADE: &[&str] = &[
    ".git",
    "target",
    "node_modules",
    "dist",
    "dist-gallery",
    "test-results",
    "corpus",
    "artifacts",
];

/// Names of machines and of places outside the repository. Put together here so that this file does not contain them.
pub const MACHINE_PATHS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("../sha", "red"),
];

/// The top of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// All written files below `folder`, in order.
pub fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() && !MADE.iter().any(|made| entry.file_name() == *made) {
                open.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The Rust files below `folder` that are part of the program: files of test modules are left out.
pub fn program_files(folder: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let mut sources = Vec::new();
    let mut test_modules = Vec::new();
    for path in files_below(folder)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
    {
        let source = fs::read_to_string(&path)?;
        let (_, modules) = without_tests(&without_text(&source));
        test_modules.extend(
            modules
                .iter()
                .map(|module| module_folder(&path).join(module)),
        );
        sources.push((path, source));
    }
    sources.retain(|(path, _)| {
        !test_modules
            .iter()
            .any(|module| path.with_extension("").starts_with(module))
    });
    Ok(sources)
}

/// Where the modules that `file` declares live.
fn module_folder(file: &Path) -> PathBuf {
    let parent = file.parent().unwrap_or(Path::new(""));
    match file.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "main" | "mod") | None => parent.to_owned(),
        Some(stem) => parent.join(stem),
    }
}

/// Whether a source file begins with the text that says what it is.
pub fn begins_with_module_text(source: &str) -> bool {
    source
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .is_some_and(|line| line.starts_with("//!"))
}

/// The machine paths that occur in a file, text or not.
pub fn machine_paths_in(bytes: &[u8]) -> Vec<&'static str> {
    let occurs = |path: &&&str| {
        bytes
            .windows(path.len())
            .any(|window| window == path.as_bytes())
    };
    MACHINE_PATHS.iter().filter(occurs).copied().collect()
}

/// Whether a file of the pages reaches for the shell.
pub fn imports_the_shell(source: &str) -> bool {
    source.contains("@tauri-apps/")
}
