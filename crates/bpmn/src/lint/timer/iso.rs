//! ISO 8601 texts of timers.

use feel::{Date, DateTime};

/// The largest number of one unit.
const MOST: u64 = 1_000_000_000;

/// A date and time, or a day.
pub(super) fn is_date(text: &str) -> bool {
    text.parse::<DateTime>().is_ok() || text.parse::<Date>().is_ok()
}

/// Years, months, weeks, days, hours, minutes and seconds, each at most once and in this order.
pub(super) fn is_duration(text: &str) -> bool {
    length(text).is_some()
}

/// `R`, how often if not for ever, where it begins if not at once, and how long between: `R5/PT1H`. Nothing
/// repeats without a pause.
pub(super) fn is_cycle(text: &str) -> bool {
    let mut parts = text.split('/');
    let times = parts.next().and_then(|part| part.strip_prefix('R'));
    let is_count =
        |text: &str| matches!(text, "" | "-1") || text.parse::<u32>().is_ok_and(|times| times > 0);
    if !times.is_some_and(is_count) {
        return false;
    }
    let is_pause = |text: &str| length(text).is_some_and(|length| length > 0);
    let rest: Vec<&str> = parts.collect();
    match rest.as_slice() {
        [every] => is_pause(every),
        [from, every] => is_date(from) && is_pause(every),
        _ => false,
    }
}

/// The sum of the numbers of a duration, which is zero only if nothing passes; none if it is not one.
fn length(text: &str) -> Option<u64> {
    let rest = text.strip_prefix('P')?;
    let (days, time) = match rest.split_once('T') {
        None => (rest, None),
        Some((days, time)) => (days, Some(time)),
    };
    let (count, sum) = units(days, "YMWD")?;
    let (more, seconds) = match time {
        None => (0, 0),
        Some(time) => units(time, "HMS").filter(|(count, _)| *count > 0)?,
    };
    (count + more > 0).then(|| sum.saturating_add(seconds))
}

/// How many numbers with a unit there are, and their sum; seconds count in thousandths.
fn units(text: &str, order: &str) -> Option<(usize, u64)> {
    let mut order = order.chars();
    let (mut count, mut sum) = (0_usize, 0_u64);
    let mut number = String::new();
    for character in text.chars() {
        if character.is_ascii_digit() || character == '.' {
            number.push(character);
            continue;
        }
        order.find(|unit| *unit == character)?;
        let amount = if character == 'S' {
            thousandths(&number)?
        } else {
            number.parse().ok().filter(|amount| *amount <= MOST)?
        };
        sum = sum.saturating_add(amount);
        count = count.saturating_add(1);
        number.clear();
    }
    number.is_empty().then_some((count, sum))
}

/// Seconds with at most three places.
fn thousandths(number: &str) -> Option<u64> {
    let (whole, places) = number.split_once('.').unwrap_or((number, "0"));
    let whole: u64 = whole.parse().ok().filter(|amount| *amount <= MOST)?;
    if !(1..=3).contains(&places.len()) {
        return None;
    }
    let places: u64 = format!("{places:0<3}").parse().ok()?;
    whole.checked_mul(1_000)?.checked_add(places)
}
