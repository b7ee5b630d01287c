//! Points at which a test kills the process.
//!
//! Only with the feature `failpoints`: the variable `COUNTERSIGN_FAILPOINT` holds `name` or `name:nth` (from 1). When
//! that point is reached for the nth time, its name is written to the file `COUNTERSIGN_FAILPOINT_MARK`, if that is set,
//! and the process ends at once, as a power cut would end it. Without the feature nothing is read and nothing happens.

/// Ends the process here if a test asked for it.
#[cfg(not(feature = "failpoints"))]
#[inline(always)]
pub fn failpoint(_name: &str) {}

/// Ends the process here if a test asked for it.
#[cfg(feature = "failpoints")]
pub fn failpoint(name: &str) {
    use std::sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    };
    static WANTED: OnceLock<Option<(String, u64)>> = OnceLock::new();
    static REACHED: AtomicU64 = AtomicU64::new(0);
    let wanted = WANTED.get_or_init(|| {
        let text = std::env::var("COUNTERSIGN_FAILPOINT").ok()?;
        match text.split_once(':') {
            Some((name, nth)) => Some((name.to_owned(), nth.parse().ok()?)),
            None => Some((text, 1)),
        }
    });
    let Some((wanted, nth)) = wanted else { return };
    if wanted != name || REACHED.fetch_add(1, Ordering::SeqCst) + 1 != *nth {
        return;
    }
    if let Some(mark) = std::env::var_os("COUNTERSIGN_FAILPOINT_MARK") {
        // The process ends in the next line; there is nobody to tell that the mark could not be written.
        let _ = std::fs::write(mark, name);
    }
    std::process::abort()
}
