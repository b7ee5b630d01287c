//! What the person chose about the app itself: a small file beside the workspaces.
//!
//! INVARIANT: everything is off until somebody chooses it, and a file that cannot be read means nothing was chosen.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

const FILE: &str = "desktop.json";
/// Bytes of it.
const FILE_BYTES: u64 = 65_536;

/// The choices.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Setting {
    /// Closing the window leaves the app in the tray, where it goes on with what is due.
    pub keep_running: bool,
    /// The workspace that was open last, for a start without a window.
    pub workspace: Option<PathBuf>,
}

impl Setting {
    /// Reads them.
    pub fn read(data_folder: &Path) -> Self {
        let file = data_folder.join(FILE);
        let small = fs::metadata(&file).is_ok_and(|data| data.is_file() && data.len() < FILE_BYTES);
        let bytes = small.then(|| fs::read(&file).ok()).flatten();
        bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Keeps them.
    pub fn write(&self, data_folder: &Path) {
        let write = || {
            fs::create_dir_all(data_folder)?;
            let part = data_folder.join(format!("{FILE}.part"));
            fs::write(&part, serde_json::to_vec_pretty(self)?)?;
            fs::rename(&part, data_folder.join(FILE))
        };
        if let Err(error) = write() {
            tracing::warn!(%error, "the choices about the app were not kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_read_again_and_everything_else_is_off() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("countersign");
        assert_eq!(Setting::read(&data), Setting::default(), "nothing is there");
        let chosen = Setting {
            keep_running: true,
            workspace: Some("/w".into()),
        };
        chosen.write(&data);
        assert_eq!(Setting::read(&data), chosen);
        for text in ["", "{", "[]", "{\"keep_running\":7}", &" ".repeat(70_000)] {
            fs::write(data.join(FILE), text).unwrap();
            assert_eq!(Setting::read(&data), Setting::default(), "{text:.20}");
        }
        fs::write(data.join(FILE), "{\"keep_running\":true,\"later\":1}").unwrap();
        assert!(
            Setting::read(&data).keep_running,
            "a newer one may know more"
        );
    }
}
