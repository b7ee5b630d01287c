//! A bundle or hash tile that is read is written back the same.
#![no_main]

use ledger::tile::{decode_bundle, decode_tile, encode_bundle, encode_tile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &[u8])| {
    let (count, bytes) = input;
    if let Ok(entries) = decode_bundle(bytes, usize::from(count)) {
        assert_eq!(encode_bundle(&entries).unwrap(), bytes);
    }
    if let Ok(hashes) = decode_tile(bytes, count) {
        assert_eq!(encode_tile(&hashes), bytes);
    }
});
