//! How long a person waits after wrong passwords, and how many a workstation takes at all.
//!
//! Four failures are free. From the fifth on each doubles the wait, from one second to fifteen minutes. A workstation
//! takes 50 failures in fifteen minutes, whoever they were for, so trying one password on many names is slow too.
//!
//! INVARIANT: this guards the window and the command line only. Whoever holds the files tries as fast as their machine
//! allows; against them stand the cost of Argon2id and the device secret.
//!
//! Time is an argument. A clock that was set back never shortens a wait and never makes it longer than its full length.

use kernel::id::PersonId;
use kernel::time::Timestamp;
use std::collections::{BTreeMap, VecDeque};

/// With this many failures the wait begins.
const FIRST_WAIT: u32 = 5;
const LONGEST_WAIT: u64 = 15 * 60 * 1_000;
const WORKSTATION_FAILURES: usize = 50;
const WORKSTATION_WINDOW: u64 = 15 * 60 * 1_000;
/// Beyond this many persons, the one whose last failure is longest ago is forgotten.
const MAX_PERSONS: usize = 1_024;

#[derive(Clone, Copy, Debug, Default)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// The failures a workstation remembers.
#[derive(Clone, Debug, Default)]
pub struct Throttle {
    persons: BTreeMap<PersonId, Failures>,
    recent: VecDeque<Timestamp>,
}

impl Throttle {
    /// How many seconds `person` has to wait before a password is looked at; 0: none. Asked for unknown names as well.
    pub fn wait(&self, person: &PersonId, now: Timestamp) -> u64 {
        self.person_wait(person, now)
            .max(self.workstation_wait(now))
            .div_ceil(1_000)
    }

    /// A wrong password for `person`; answers how many seconds they have to wait now.
    pub fn failed(&mut self, person: &PersonId, now: Timestamp) -> u64 {
        let entry = self.persons.entry(*person).or_default();
        entry.count = entry.count.saturating_add(1);
        entry.last = now;
        self.forget_one_person();
        self.recent.push_back(now);
        if self.recent.len() > WORKSTATION_FAILURES {
            self.recent.pop_front();
        }
        self.wait(person, now)
    }

    /// `person` signed in: their failures are forgotten, the workstation's are not.
    pub fn succeeded(&mut self, person: &PersonId) {
        self.persons.remove(person);
    }

    fn person_wait(&self, person: &PersonId, now: Timestamp) -> u64 {
        self.persons.get(person).map_or(0, |failures| {
            remaining(wait_after(failures.count), failures.last, now)
        })
    }

    fn workstation_wait(&self, now: Timestamp) -> u64 {
        let full = self.recent.len() >= WORKSTATION_FAILURES;
        let oldest = self.recent.front().filter(|_| full);
        oldest.map_or(0, |oldest| remaining(WORKSTATION_WINDOW, *oldest, now))
    }

    fn forget_one_person(&mut self) {
        if self.persons.len() <= MAX_PERSONS {
            return;
        }
        let oldest = self
            .persons
            .iter()
            .min_by_key(|(_, failures)| failures.last)
            .map(|(person, _)| *person);
        if let Some(person) = oldest {
            self.persons.remove(&person);
        }
    }
}

fn wait_after(count: u32) -> u64 {
    match count.checked_sub(FIRST_WAIT) {
        None => 0,
        Some(doublings) => 1_u64
            .checked_shl(doublings)
            .unwrap_or(u64::MAX)
            .saturating_mul(1_000)
            .min(LONGEST_WAIT),
    }
}

fn remaining(wait: u64, since: Timestamp, now: Timestamp) -> u64 {
    wait.saturating_sub(now.0.saturating_sub(since.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: u64 = 1_800_000_000_000;
    const P: PersonId = PersonId(1);
    const Q: PersonId = PersonId(2);

    fn after(failures: usize) -> Throttle {
        let mut throttle = Throttle::default();
        for _ in 0..failures {
            throttle.failed(&P, Timestamp(T));
        }
        throttle
    }

    #[test]
    fn the_wait_doubles_from_one_second_to_fifteen_minutes() {
        for (failures, seconds, why) in [
            (0, 0, "nothing failed"),
            (4, 0, "four are free"),
            (5, 1, "the fifth starts the wait"),
            (6, 2, "doubled"),
            (10, 32, "doubled again"),
            (14, 512, "the last before the limit"),
            (15, 900, "1,024 s are cut to 15 minutes"),
            (49, 900, "never longer"),
        ] {
            assert_eq!(
                after(failures).wait(&P, Timestamp(T)),
                seconds,
                "{failures}: {why}"
            );
        }
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT, "no overflow");
    }

    #[test]
    fn a_failure_answers_the_wait_it_causes() {
        let mut throttle = after(4);
        assert_eq!(throttle.failed(&P, Timestamp(T)), 1);
        assert_eq!(throttle.failed(&P, Timestamp(T + 1_000)), 2);
    }

    #[test]
    fn a_wait_ends_exactly_when_it_says() {
        let throttle = after(6);
        assert_eq!(
            throttle.wait(&P, Timestamp(T + 1_999)),
            1,
            "a part of a second is a second"
        );
        assert_eq!(throttle.wait(&P, Timestamp(T + 2_000)), 0);
        assert_eq!(
            throttle.wait(&Q, Timestamp(T)),
            0,
            "another person does not wait"
        );
    }

    #[test]
    fn success_forgets_the_persons_failures() {
        let mut throttle = after(9);
        throttle.succeeded(&P);
        assert_eq!(throttle.wait(&P, Timestamp(T)), 0);
    }

    #[test]
    fn one_password_on_many_names_stops_the_workstation() {
        let mut throttle = Throttle::default();
        for n in 0..50 {
            assert_eq!(throttle.wait(&P, Timestamp(T + n)), 0);
            throttle.failed(&PersonId(100 + n), Timestamp(T + n));
        }
        assert_eq!(throttle.wait(&P, Timestamp(T + 50)), 900);
        assert_eq!(
            throttle.wait(&P, Timestamp(T + WORKSTATION_WINDOW)),
            0,
            "the oldest has left the window"
        );
        throttle.succeeded(&PersonId(101));
        assert_eq!(
            throttle.wait(&P, Timestamp(T + 50)),
            900,
            "one success does not open it"
        );
    }

    #[test]
    fn a_clock_set_back_neither_shortens_nor_lengthens_a_wait() {
        assert_eq!(after(5).wait(&P, Timestamp(0)), 1);
    }

    #[test]
    fn memory_is_bounded() {
        let mut throttle = Throttle::default();
        for n in 0..5_000 {
            throttle.failed(&PersonId(n), Timestamp(T + n));
        }
        assert_eq!(throttle.persons.len(), MAX_PERSONS);
        assert_eq!(throttle.recent.len(), WORKSTATION_FAILURES);
        assert!(
            throttle.persons.contains_key(&PersonId(4_999)),
            "the newest stay"
        );
    }
}
