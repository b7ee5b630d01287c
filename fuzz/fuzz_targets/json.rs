//! What the canonical check accepts is what a canonicalizer writes for it.
#![no_main]

use ledger::json::check_canonical;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if check_canonical(bytes).is_ok() {
        let value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(serde_json_canonicalizer::to_vec(&value).unwrap(), bytes);
    }
});
