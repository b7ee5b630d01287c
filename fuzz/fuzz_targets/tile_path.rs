//! A tile path that is read is written back the same.
#![no_main]

use ledger::tile::Tile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(tile) = text.parse::<Tile>() {
        assert_eq!(tile.to_string(), text);
    }
});
