//! Whether a text is cron: six fields from the second on, or a name such as `@daily`.

/// Lowest and highest number of each field, from the second on.
const FIELDS: [(u32, u32); 6] = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

const NAMED: [&str; 7] = [
    "@yearly",
    "@annually",
    "@monthly",
    "@weekly",
    "@daily",
    "@midnight",
    "@hourly",
];

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];

const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

pub(super) fn is_cron(text: &str) -> bool {
    if NAMED.contains(&text) {
        return true;
    }
    let fields: Vec<&str> = text.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return false;
    }
    let bounds = FIELDS.iter().enumerate();
    bounds
        .zip(fields)
        .all(|((index, bounds), field)| field.split(',').all(|item| is_item(item, index, *bounds)))
}

/// `*` or `?`, a number, a range, each with a step if need be.
fn is_item(item: &str, index: usize, bounds: (u32, u32)) -> bool {
    let (range, step) = match item.split_once('/') {
        Some((range, step)) => (range, Some(step)),
        None => (item, None),
    };
    if step.is_some_and(|step| !step.parse::<usize>().is_ok_and(|step| step > 0)) {
        return false;
    }
    if range == "*" || range == "?" {
        return true;
    }
    match range.split_once('-') {
        None => number(range, index, bounds).is_some(),
        Some((from, to)) => {
            let (from, to) = (number(from, index, bounds), number(to, index, bounds));
            from.zip(to).is_some_and(|(from, to)| from <= to)
        }
    }
}

fn number(text: &str, index: usize, (low, high): (u32, u32)) -> Option<u32> {
    let names: &[&str] = match index {
        4 => &MONTHS,
        5 => &DAYS,
        _ => &[],
    };
    let upper = text.to_ascii_uppercase();
    if let Some(place) = names.iter().position(|name| *name == upper) {
        return low.checked_add(u32::try_from(place).ok()?);
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits)?;
    (low..=high).contains(&number).then_some(number)
}
