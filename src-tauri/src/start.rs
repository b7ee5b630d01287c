//! Where workspaces lie, and which one was asked for.

use std::{path::PathBuf, sync::Arc};

use api::{Host, HostOptions};

use crate::tray::Tray;

/// Starts without showing the window, in the tray.
pub const BACKGROUND: &str = "--background";

/// Whether that was asked for.
pub fn in_background() -> bool {
    std::env::args_os()
        .skip(1)
        .any(|argument| argument == BACKGROUND)
}

/// A host on the data folder of this person.
pub fn host() -> Arc<Host> {
    Arc::new(Host::new(HostOptions {
        engine: engine::Options::default(),
        data_folder: data_folder(),
        background_runner: true,
    }))
}

/// `$XDG_DATA_HOME/countersign`, or what the system has instead.
pub fn data_folder() -> PathBuf {
    let variable = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base = variable("XDG_DATA_HOME")
        .or_else(|| variable("APPDATA"))
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")));
    base.unwrap_or_else(|| PathBuf::from("."))
        .join("countersign")
}

/// Opens the workspace of `--workspace FOLDER`; started in the background, the one that was open last. A file vault's passphrase may lie in the file that the variable
/// `COUNTERSIGN_PASSPHRASE_FILE` names; otherwise the window asks for it.
pub fn open_asked(host: &Arc<Host>, tray: &Tray) {
    let mut args = std::env::args_os().skip(1);
    let asked = args
        .find(|argument| argument == "--workspace")
        .and_then(|_| args.next())
        .map(PathBuf::from)
        .or_else(|| tray.last_workspace().filter(|_| in_background()));
    let Some(folder) = asked else { return };
    let passphrase = std::env::var_os("COUNTERSIGN_PASSPHRASE_FILE")
        .and_then(|file| std::fs::read_to_string(file).ok())
        .and_then(|text| text.lines().next().map(str::to_owned));
    let host = Arc::clone(host);
    // The keyring may ask the person: never on the thread of the window.
    std::thread::spawn(move || {
        if let Err(error) = host.open_folder(&folder, passphrase.as_deref()) {
            tracing::warn!(folder = %folder.display(), %error, "the workspace was not opened");
        }
    });
}
