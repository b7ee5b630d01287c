//! The icon in the tray: opening the window, whether anything works, two choices, and quitting.
//!
//! INVARIANT: without a tray nothing depends on one: the choices cannot be made, and closing the window quits.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use api::{Host, text::Texts};
use tauri::{
    AppHandle, Manager as _, Wry,
    menu::{CheckMenuItem, Menu, MenuItem, PredefinedMenuItem},
    tray::TrayIconBuilder,
};
use tauri_plugin_autostart::ManagerExt as _;

use crate::setting::Setting;

/// The tray icon, and what of its menu changes.
pub struct Tray {
    data_folder: PathBuf,
    setting: Mutex<Setting>,
    texts: Texts,
    menu: Option<Entries>,
}

struct Entries {
    runner: MenuItem<Wry>,
    keep: CheckMenuItem<Wry>,
    autostart: CheckMenuItem<Wry>,
}

impl Tray {
    /// Puts the icon into the tray, if there is one.
    pub fn new(app: &AppHandle, data_folder: PathBuf) -> Self {
        let setting = Setting::read(&data_folder);
        let texts = Texts::english();
        let menu = quietly(|| build(app, &texts, &setting));
        Self {
            data_folder,
            setting: Mutex::new(setting),
            texts,
            menu,
        }
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        self.menu.is_some()
    }

    /// Whether closing the window leaves the app here.
    pub fn keeps_running(&self) -> bool {
        self.is_there() && self.setting().keep_running
    }

    /// The workspace that was open last.
    pub fn last_workspace(&self) -> Option<PathBuf> {
        self.setting().workspace.clone()
    }

    /// Keeps in mind which workspace is open.
    pub fn remember(&self, host: &Host) {
        let Ok(engine) = host.engine() else { return };
        let mut setting = self.setting();
        let open = Some(engine.folder().to_owned());
        if setting.workspace != open {
            setting.workspace = open;
            setting.write(&self.data_folder);
        }
    }

    /// Shows what is so now.
    pub fn refresh(&self, host: &Host) {
        let Some(menu) = &self.menu else { return };
        let id = host.runner().map_or_else(
            || "tray-closed".to_owned(),
            |runner| format!("tray-{}", runner.text),
        );
        if let Err(error) = menu.runner.set_text(said(&self.texts, &id)) {
            tracing::debug!(%error, "the tray was not brought up to date");
        }
    }

    fn setting(&self) -> MutexGuard<'_, Setting> {
        self.setting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn toggle_keep(&self) {
        let Some(menu) = &self.menu else { return };
        let mut setting = self.setting();
        setting.keep_running = !setting.keep_running;
        setting.write(&self.data_folder);
        let _ = menu.keep.set_checked(setting.keep_running);
    }

    fn toggle_autostart(&self, app: &AppHandle) {
        let Some(menu) = &self.menu else { return };
        let starter = app.autolaunch();
        let on = starter.is_enabled().unwrap_or(false);
        let done = if on {
            starter.disable()
        } else {
            starter.enable()
        };
        if let Err(error) = done {
            tracing::warn!(%error, "starting with the session was not changed");
        }
        // What is so, not what was wanted.
        let _ = menu
            .autostart
            .set_checked(starter.is_enabled().unwrap_or(false));
    }
}

/// Shows the window, wherever it is.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// The library that draws the icon panics where the system has none: that is no reason to end.
fn quietly(build: impl FnOnce() -> tauri::Result<Entries>) -> Option<Entries> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let built = catch_unwind(AssertUnwindSafe(build));
    std::panic::set_hook(hook);
    match built {
        Ok(Ok(entries)) => Some(entries),
        Ok(Err(error)) => {
            tracing::info!(%error, "no tray icon");
            None
        }
        Err(_) => {
            tracing::info!("no tray icon: this system has no library for one");
            None
        }
    }
}

fn said(texts: &Texts, id: &str) -> String {
    texts.get(id, []).unwrap_or_else(|| id.to_owned())
}

fn build(app: &AppHandle, texts: &Texts, setting: &Setting) -> tauri::Result<Entries> {
    let item =
        |id: &str, enabled| MenuItem::with_id(app, id, said(texts, id), enabled, None::<&str>);
    let check =
        |id: &str, on| CheckMenuItem::with_id(app, id, said(texts, id), true, on, None::<&str>);
    let entries = Entries {
        runner: item("tray-closed", false)?,
        keep: check("tray-keep", setting.keep_running)?,
        autostart: check(
            "tray-autostart",
            app.autolaunch().is_enabled().unwrap_or(false),
        )?,
    };
    let menu = Menu::with_items(
        app,
        &[
            &item("tray-open", true)?,
            &entries.runner,
            &PredefinedMenuItem::separator(app)?,
            &entries.keep,
            &entries.autostart,
            &PredefinedMenuItem::separator(app)?,
            &item("tray-quit", true)?,
        ],
    )?;
    let mut builder = TrayIconBuilder::with_id("main")
        .tooltip("Countersign")
        .menu(&menu)
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()));
    if let Some(icon) = app.default_window_icon() {
        builder = builder.icon(icon.clone());
    }
    builder.build(app)?;
    Ok(entries)
}

fn chosen(app: &AppHandle, id: &str) {
    let tray = app.state::<Arc<Tray>>();
    match id {
        "tray-open" => show(app),
        "tray-keep" => tray.toggle_keep(),
        "tray-autostart" => {
            tray.remember(&app.state::<Arc<Host>>());
            tray.toggle_autostart(app);
        }
        "tray-quit" => app.exit(0),
        _ => {}
    }
}
