//! The two IPC commands and the event that tells the window what may have changed.
#![expect(
    clippy::unreachable,
    reason = "the macro that makes a command writes it"
)]

use std::{
    sync::{
        Arc,
        mpsc::{self, RecvTimeoutError},
    },
    time::Duration,
};

use api::{ErrorEnvelope, Host};
use serde_json::Value;
use tauri::{AppHandle, Emitter as _, State};
use tauri_plugin_dialog::DialogExt as _;

use crate::tray::Tray;

/// Topics that come together are told together.
const COALESCE: Duration = Duration::from_millis(50);
/// That another program began or ended to work tells itself by no topic.
const LOOK: Duration = Duration::from_secs(10);

type Answer = Result<Value, Box<ErrorEnvelope>>;

/// A question; it changes nothing.
#[tauri::command]
pub async fn query(host: State<'_, Arc<Host>>, name: String, args: Value) -> Answer {
    let host = Arc::clone(&host);
    off_the_window(move || host.query(&name, args)).await
}

/// An act; `command_id` makes a repeat harmless.
#[tauri::command]
pub async fn command(
    host: State<'_, Arc<Host>>,
    name: String,
    args: Value,
    command_id: String,
) -> Answer {
    let host = Arc::clone(&host);
    off_the_window(move || host.command(&name, args, &command_id)).await
}

/// Lets the person choose a folder.
#[tauri::command]
pub async fn pick_folder(app: AppHandle) -> Option<String> {
    let picked =
        tauri::async_runtime::spawn_blocking(move || app.dialog().file().blocking_pick_folder())
            .await;
    picked.ok().flatten().map(|path| path.to_string())
}

/// SQLite, password hashing and the keyring are slow: never on the thread of the window.
async fn off_the_window(run: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    let ended = tauri::async_runtime::spawn_blocking(run).await;
    ended.unwrap_or_else(|error| {
        tracing::error!(%error, "a request ended unexpectedly");
        Err(Box::new(ErrorEnvelope {
            code: "internal".into(),
            args: std::collections::BTreeMap::new(),
            field: None,
            help: None,
            retryable: true,
            incident: None,
        }))
    })
}

/// Tells the window which topics may have changed, and the tray how things stand.
pub fn tell_window(app: AppHandle, host: &Arc<Host>, tray: &Arc<Tray>) {
    let (told, tray) = (Arc::clone(host), Arc::clone(tray));
    let (send, topics) = mpsc::channel::<Vec<&'static str>>();
    host.on_changed(move |changed| {
        let _ = send.send(changed.iter().map(|topic| topic.as_str()).collect());
    });
    std::thread::spawn(move || {
        loop {
            tray.remember(&told);
            tray.refresh(&told);
            let mut names = match topics.recv_timeout(LOOK) {
                Ok(names) => names,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            while let Ok(more) = topics.recv_timeout(COALESCE) {
                names.extend(more);
            }
            names.sort_unstable();
            names.dedup();
            if app.emit("changed", &names).is_err() {
                return;
            }
        }
    });
}
