//! Remote steering of the window.
//!
//! The web view honours a variable that lets any process of the same user steer it. Without the feature `webdriver` the
//! app starts itself again without that variable before anything else happens.

/// The variable that the web view's runtime honours.
#[cfg(not(feature = "webdriver"))]
const VARIABLE: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Starts the app again without the variable, if it is set.
#[cfg(not(feature = "webdriver"))]
pub fn refuse() {
    if std::env::var_os(VARIABLE).is_none() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        std::process::exit(2)
    };
    let mut again = std::process::Command::new(program);
    again.args(std::env::args_os().skip(1)).env_remove(VARIABLE);
    // Never go on with the variable set, whatever happens to the second start.
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        let error = again.exec();
        eprintln!("countersign: the app could not be started without remote steering: {error}");
        std::process::exit(2)
    }
    #[cfg(not(unix))]
    std::process::exit(
        again
            .status()
            .ok()
            .and_then(|status| status.code())
            .unwrap_or(2),
    )
}

/// The desktop tests steer the window.
#[cfg(feature = "webdriver")]
pub fn refuse() {}
