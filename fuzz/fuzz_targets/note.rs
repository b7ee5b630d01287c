//! A note that is read is written back the same, and verifying it never panics.
#![no_main]

use ledger::note::{Note, NoteLimits, VerifierKey, verify_note};
use libfuzzer_sys::fuzz_target;

const VKEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = Note::parse(bytes, NoteLimits::default()) {
        assert_eq!(note.to_bytes(), bytes);
        let _ = verify_note(&note, &[VerifierKey::parse(VKEY).unwrap()]);
    }
});
