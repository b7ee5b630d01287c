//! The built pages.

use std::path::Path;

/// A file below `folder` and its media type; `/` is the page.
pub fn file(folder: &Path, path: &str) -> Option<(Vec<u8>, &'static str)> {
    let path = path.strip_prefix('/')?;
    let path = if path.is_empty() { "index.html" } else { path };
    // Nothing outside the folder: no way up, no absolute part.
    if path
        .split('/')
        .any(|part| part.is_empty() || part.starts_with('.'))
    {
        return None;
    }
    let bytes = std::fs::read(folder.join(path)).ok()?;
    let media = match path.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => "application/octet-stream",
    };
    Some((bytes, media))
}
