//! Texts of timers and the instants they mean.

use super::*;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

const NOW: &str = "2026-11-22T09:30:00Z";

#[test]
fn timers_are_due_when_their_text_says() {
    let rows = [
        (
            Kind::Date,
            "2026-12-01T08:00:00Z",
            "2026-12-01T08:00:00Z",
            "UTC told as Z",
        ),
        (
            Kind::Date,
            "2026-12-01T08:00:00+01:00",
            "2026-12-01T07:00:00Z",
            "an offset",
        ),
        (
            Kind::Date,
            "2026-07-01T08:00:00@Europe/Berlin",
            "2026-07-01T06:00:00Z",
            "a zone, in summer",
        ),
        (
            Kind::Date,
            "2026-12-01",
            "2026-12-01T00:00:00Z",
            "a day begins at midnight UTC",
        ),
        (
            Kind::Date,
            "2020-01-01T00:00:00Z",
            "2020-01-01T00:00:00Z",
            "the past is due at once",
        ),
        (
            Kind::Date,
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:59Z",
            "the last year",
        ),
        (Kind::Duration, "PT4H", "2026-11-22T13:30:00Z", "hours"),
        (
            Kind::Duration,
            "P1M",
            "2026-12-22T09:30:00Z",
            "a month of the calendar",
        ),
        (
            Kind::Duration,
            "P1Y2M1W3DT1H2M3.5S",
            "2028-02-01T10:32:03.500Z",
            "all units",
        ),
        (Kind::Duration, "PT0S", "2026-11-22T09:30:00Z", "at once"),
        (
            Kind::Cycle,
            "R3/PT10H",
            "2026-11-22T19:30:00Z",
            "first after one period",
        ),
        (
            Kind::Cycle,
            "R/2026-11-23T00:00:00Z/P1D",
            "2026-11-23T00:00:00Z",
            "first at its start",
        ),
        (
            Kind::Cycle,
            "0 0 9 * * MON-FRI",
            "2026-11-23T09:00:00Z",
            "the next working day",
        ),
        (Kind::Cycle, "@hourly", "2026-11-22T10:00:00Z", "a name"),
        (
            Kind::Cycle,
            "0 */15 * * * *",
            "2026-11-22T09:45:00Z",
            "steps, after and not at",
        ),
        (
            Kind::Cycle,
            "0 0 0 29 2 *",
            "2028-02-29T00:00:00Z",
            "a leap day",
        ),
        (
            Kind::Cycle,
            "30 0 12 1 JAN,JUL ?",
            "2027-01-01T12:00:30Z",
            "names of months",
        ),
        (
            Kind::Cycle,
            "0 0 0 13 * FRI",
            "2026-11-27T00:00:00Z",
            "day or weekday",
        ),
        (
            Kind::Cycle,
            "0 0 0 * * 7",
            "2026-11-29T00:00:00Z",
            "Sunday is 7 too",
        ),
    ];
    for (kind, text, want, why) in rows {
        let due = Schedule::parse(kind, text).unwrap().due(at(NOW));
        assert_eq!(due, Some(at(want)), "{text}: {why}");
    }
}

#[test]
fn a_cycle_counts_from_its_last_due_time() {
    let cycle = Schedule::parse(Kind::Cycle, "R3/PT10H").unwrap();
    assert_eq!(cycle.times, Some(3));
    assert_eq!(cycle.next(at(NOW)), Some(at("2026-11-22T19:30:00Z")));
    let again = Schedule::parse(Kind::Cycle, cycle.repeats.as_deref().unwrap()).unwrap();
    assert_eq!(again.next(at(NOW)), cycle.next(at(NOW)), "kept as text");
    assert_eq!(
        Schedule::parse(Kind::Duration, "PT1H")
            .unwrap()
            .next(at(NOW)),
        None
    );
}

#[test]
fn what_is_no_time_is_refused() {
    let rows = [
        (Kind::Date, "tomorrow"),
        (Kind::Date, ""),
        (Kind::Date, "2026-13-01T00:00:00Z"),
        (Kind::Duration, "P"),
        (Kind::Duration, "PT"),
        (Kind::Duration, "4 hours"),
        (Kind::Duration, "PT1H2"),
        (Kind::Duration, "PT5M1H"),
        (Kind::Duration, "P99999999999999999999D"),
        (Kind::Duration, "-PT1H"),
        (Kind::Cycle, "R0/PT1H"),
        (Kind::Cycle, "R/PT0S"),
        (Kind::Cycle, "R3"),
        (Kind::Cycle, "* * *"),
        (Kind::Cycle, "60 * * * * *"),
        (Kind::Cycle, "0 0 0 5-1 * *"),
        (Kind::Cycle, "0 0 0 +1 * *"),
    ];
    for (kind, text) in rows {
        assert!(Schedule::parse(kind, text).is_err(), "{text}");
    }
    let never = Schedule::parse(Kind::Cycle, "0 0 0 31 2 *").unwrap();
    assert_eq!(never.due(at(NOW)), None, "there is no such day");
    let far = Schedule::parse(Kind::Duration, "P9000Y").unwrap();
    assert_eq!(far.due(at(NOW)), None, "beyond the last year");
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in ".{0,40}", parts in "[0-9*/,?A-Z@RPT-]{0,6}( [0-9*/,?-]{1,5}){0,6}") {
        for kind in [Kind::Date, Kind::Duration, Kind::Cycle] {
            for text in [&text, &parts] {
                if let Ok(schedule) = Schedule::parse(kind, text) {
                    let first = schedule.due(Timestamp(1_795_339_800_000));
                    if let Some(next) = first.and_then(|first| schedule.next(first)) {
                        assert!(Some(next) > first, "{text} moves on");
                    }
                }
            }
        }
    }
}
