//! A policy that is read can be evaluated; all its witnesses together meet its quorum.
#![no_main]

use ledger::policy::Policy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(policy) = Policy::parse(bytes) {
        let all: Vec<usize> = (0..policy.witnesses().len()).collect();
        assert!(policy.quorum_met(&all));
        assert_eq!(policy.quorum_met(&[]), policy.quorum().is_none());
    }
});
