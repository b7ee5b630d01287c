//! Countersign, the desktop app: one window and the api behind two IPC commands.
//!
//! INVARIANT: nothing is decided here. The window gets JSON from `api::Host`; the access list lets it call `query`,
//! `command` and the folder dialog, and nothing else.
#![forbid(unsafe_code)]
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod automation;
mod ipc;
mod start;

use std::sync::Arc;

use tauri::Manager as _;

fn main() -> std::process::ExitCode {
    // First of all, before a thread exists: nobody steers this window from outside.
    automation::refuse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let host = start::host();
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .manage(Arc::clone(&host))
        .invoke_handler(tauri::generate_handler![
            ipc::query,
            ipc::command,
            ipc::pick_folder
        ])
        .setup(move |app| {
            ipc::tell_window(app.handle().clone(), &host);
            start::open_asked(&host);
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let tauri::RunEvent::Exit = event {
                    // The newest checkpoint is remembered and a snapshot kept.
                    app.state::<Arc<api::Host>>().close();
                }
            });
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            std::process::ExitCode::from(2)
        }
    }
}
