//! A proof file that is read is written back the same.
#![no_main]

use ledger::proof_file::ProofFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = ProofFile::parse(bytes) {
        assert_eq!(proof.to_bytes(), bytes);
    }
});
