//! Random histories of people and roles: memo or none, one answer; a candidate leaves its original alone; state is read
//! as it was written.

use proptest::prelude::*;

use super::log::*;
use crate::{
    act::{
        Body,
        change::{Proposal, Subject, Verdict, Withdraw},
    },
    authority::Mode,
    id::{ChangeId, GrantId, PersonId, Signer},
    role::Role,
    scope::Scope,
    state::State,
};

/// One act somebody tries, by small numbers.
type Step = (u8, u8, u8, u8);

const PEOPLE: [PersonId; 4] = [ADA, BEA, CAL, DAN];

fn body(log: &Log, (what, who, which, role): Step) -> Body {
    let person = PEOPLE[usize::from(who) % 4];
    let state = &log.kernel.state;
    let nth = |count: usize| usize::from(which) % count.max(1);
    let role = Role::ALL[usize::from(role) % Role::ALL.len()];
    let scope = if which.is_multiple_of(3) {
        Scope::Workflow(slug("pay"))
    } else {
        Scope::Workspace
    };
    let until = which
        .is_multiple_of(5)
        .then(|| state.time.plus_millis(2 * MINUTE));
    let team = slug("team");
    let proposal = match what % 12 {
        0 => return export(),
        1..=3 => {
            let change = state
                .changes
                .keys()
                .nth(nth(state.changes.len()))
                .copied()
                .unwrap_or(ChangeId(0));
            let verdict = if what.is_multiple_of(2) {
                Verdict::Approve
            } else {
                Verdict::Reject
            };
            return Body::ChangeDecide(log.decision(change, verdict));
        }
        4 => {
            let change = state
                .changes
                .keys()
                .nth(nth(state.changes.len()))
                .copied()
                .unwrap_or(ChangeId(0));
            return Body::ChangeWithdraw(Withdraw { change });
        }
        5 | 6 => Proposal::GrantAdd {
            from: None,
            role,
            scope,
            subject: Subject::Person(person),
            until,
        },
        7 => Proposal::GrantAdd {
            from: None,
            role,
            scope,
            subject: Subject::Group(team),
            until,
        },
        8 => group("team", &PEOPLE[..usize::from(which) % 4]),
        9 => Proposal::GrantRevoke {
            grant: state
                .grants
                .keys()
                .nth(nth(state.grants.len()))
                .copied()
                .unwrap_or(GrantId(0)),
        },
        10 => Proposal::PersonManager {
            manager: Some(PEOPLE[nth(4)]),
            person,
        },
        _ => Proposal::PersonDisable { person },
    };
    Body::ChangePropose(log.proposal(proposal))
}

/// The signer tries it without signatures; now and then a minute passes.
fn step(log: &mut Log, by: u8, what: Step) -> (String, String) {
    let signer = Signer::Person(PEOPLE[usize::from(by) % 4]);
    if by > 200 {
        log.wait(MINUTE);
    }
    let act = log.draft(signer, body(log, what));
    let before = log.kernel.state.digest();
    let original = log.kernel.clone();
    let answer = match log.check(&act) {
        Err(refusal) => (refusal.code().to_owned(), refusal.to_string()),
        Ok(outcome) => {
            let mut candidate = log.kernel.clone();
            candidate.apply(&outcome);
            assert_eq!(log.kernel.state.digest(), before, "the candidate is a copy");
            assert_eq!(original.state, log.kernel.state);
            assert_eq!(candidate.state.size, original.state.size + 1);
            log.kernel = candidate;
            log.kernel.state.size -= 1;
            ("permitted".into(), outcome.because)
        }
    };
    let read = State::from_bytes(&log.kernel.state.to_bytes()).unwrap();
    assert_eq!(read, log.kernel.state);
    assert_eq!(read.digest(), log.kernel.state.digest());
    answer
}

fn start(mode: Mode, more: bool) -> Log {
    let mut log = Log::bootstrap(mode);
    for person in [BEA, CAL, DAN] {
        log.propose(ADA, person_add(person)).unwrap();
    }
    if more {
        log.propose(ADA, grant(CAL, Role::AccessAdmin)).unwrap();
        log.change(ADA, CAL, grant(BEA, Role::AccessAdmin));
    }
    log
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn with_and_without_a_memo(
        more: bool,
        steps in prop::collection::vec((any::<u8>(), any::<(u8, u8, u8, u8)>()), 1..40),
    ) {
        let mut memoised = start(Mode::Memoised, more);
        let mut plain = start(Mode::Plain, more);
        for (by, what) in steps {
            let (one, other) = (step(&mut memoised, by, what), step(&mut plain, by, what));
            prop_assert_eq!(one, other);
            prop_assert_eq!(memoised.kernel.state.digest(), plain.kernel.state.digest());
        }
        prop_assert_eq!(memoised.kernel.compiled.mode, Mode::Memoised);
        prop_assert_eq!(plain.kernel.compiled.mode, Mode::Plain);
    }

    #[test]
    fn bytes_that_are_no_state_are_not_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Some(state) = State::from_bytes(&bytes) {
            prop_assert!(state.to_bytes().len() <= bytes.len(), "what is read was written");
        }
    }
}
