//! Countersign, the desktop app: one window, a tray icon, and the api behind two IPC commands.
//!
//! INVARIANT: nothing is decided here. The window gets JSON from `api::Host`; the access list lets it call `query`,
//! `command` and the folder dialog, and nothing else.
#![forbid(unsafe_code)]
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod automation;
mod ipc;
mod setting;
mod start;
mod tray;

use std::sync::Arc;

use tauri::Manager as _;
use tauri_plugin_autostart::MacosLauncher;
use tray::Tray;

fn main() -> std::process::ExitCode {
    // First of all, before a thread exists: nobody steers this window from outside.
    automation::refuse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let host = start::host();
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            tray::show(app);
        }))
        .plugin(tauri_plugin_autostart::init(
            MacosLauncher::LaunchAgent,
            Some(vec![start::BACKGROUND]),
        ))
        .plugin(tauri_plugin_dialog::init())
        .manage(Arc::clone(&host))
        .invoke_handler(tauri::generate_handler![
            ipc::query,
            ipc::command,
            ipc::pick_folder
        ])
        .setup(move |app| {
            let tray = Arc::new(Tray::new(app.handle(), start::data_folder()));
            app.manage(Arc::clone(&tray));
            ipc::tell_window(app.handle().clone(), &host, &tray);
            start::open_asked(&host, &tray);
            // A start in the background needs the tray to be seen at all.
            if !(start::in_background() && tray.is_there()) {
                tray::show(app.handle());
            }
            Ok(())
        })
        .on_window_event(|window, event| {
            if let tauri::WindowEvent::CloseRequested { api, .. } = event
                && window.state::<Arc<Tray>>().keeps_running()
            {
                api.prevent_close();
                let _ = window.hide();
            }
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let tauri::RunEvent::Exit = event {
                    // The newest checkpoint is remembered and a snapshot kept.
                    let host = app.state::<Arc<api::Host>>();
                    app.state::<Arc<Tray>>().remember(&host);
                    host.close();
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
