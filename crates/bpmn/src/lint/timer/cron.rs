//! Whether a text is cron: five fields from the minute on, six from the second on, or a name such as `@daily`.

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
    let fields: Vec<&str> = text.split_ascii_whitespace().collect();
    let skipped = match fields.len() {
        6 => 0,
        5 => 1,
        _ => return false,
    };
    let bounds = FIELDS.iter().enumerate().skip(skipped);
    bounds
        .zip(fields)
        .all(|((index, bounds), field)| field.split(',').all(|item| is_item(item, index, *bounds)))
}

/// `*`, a number, a range, each with a step if need be; for days also the last one.
fn is_item(item: &str, index: usize, bounds: (u32, u32)) -> bool {
    let (range, step) = match item.split_once('/') {
        Some((range, step)) => (range, Some(step)),
        None => (item, None),
    };
    if step.is_some_and(|step| !step.parse::<u32>().is_ok_and(|step| step > 0)) {
        return false;
    }
    let is_day = index == 3 || index == 5;
    if range == "*" || (is_day && (range == "?" || range == "L")) {
        return true;
    }
    match range.split_once('-') {
        None => number(range, index, bounds).is_some(),
        Some((from, to)) => {
            let (from, to) = (number(from, index, bounds), number(to, index, bounds));
            from.zip(to)
                .is_some_and(|(from, to)| from <= to || index == 5)
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
    let number = text.parse().ok()?;
    (low..=high).contains(&number).then_some(number)
}
