//! ISO 8601 texts of timers, read as FEEL reads them.

use feel::{Date, DateTime, DaysTimeDuration, YearsMonthsDuration};

/// A date and time, or a day.
pub(super) fn is_date(text: &str) -> bool {
    text.parse::<DateTime>().is_ok() || text.parse::<Date>().is_ok()
}

/// A duration of either kind that does not go back.
pub(super) fn is_duration(text: &str) -> bool {
    let months = text.parse::<YearsMonthsDuration>();
    let time = text.parse::<DaysTimeDuration>();
    months.is_ok_and(|duration| duration.months() >= 0)
        || time.is_ok_and(|duration| duration.nanos() >= 0)
}

/// `R`, how often if not for ever, where it begins if not at once, and how long between: `R5/PT1H`. Nothing
/// repeats without a pause.
pub(super) fn is_cycle(text: &str) -> bool {
    let mut parts = text.split('/');
    let times = parts.next().and_then(|part| part.strip_prefix('R'));
    let is_count = |text: &str| text.is_empty() || text.parse::<u32>().is_ok();
    if !times.is_some_and(is_count) {
        return false;
    }
    let rest: Vec<&str> = parts.collect();
    match rest.as_slice() {
        [every] => is_pause(every),
        [from, every] => from.parse::<DateTime>().is_ok() && is_pause(every),
        _ => false,
    }
}

fn is_pause(text: &str) -> bool {
    let is_zero = text
        .parse::<YearsMonthsDuration>()
        .is_ok_and(|d| d.months() == 0)
        || text
            .parse::<DaysTimeDuration>()
            .is_ok_and(|d| d.nanos() == 0);
    is_duration(text) && !is_zero
}
