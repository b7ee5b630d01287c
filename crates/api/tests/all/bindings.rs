//! The committed TypeScript is what the Rust types give.

use std::{fs, path::Path};

#[test]
fn the_committed_contract_is_the_generated_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/contract.ts");
    let text = api::bindings::typescript();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == text,
        "run this test with UPDATE_BINDINGS=1 and look at what changed"
    );
}
