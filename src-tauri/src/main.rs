//! Countersign, the desktop app.
fn main() {}
