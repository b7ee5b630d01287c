//! tlog-proof files.

use ledger::checkpoint::{Checkpoint, sign_checkpoint};
use ledger::cosignature::cosign;
use ledger::policy::Policy;
use ledger::proof_file::ProofFile;
use ledger::tree::{MemoryTree, inclusion_proof};
use proptest::prelude::*;

use crate::keys::{signer, vkeys, witness};
use crate::naive;

fn proof(index: u64, size: u64, extra: Option<Vec<u8>>) -> ProofFile {
    let tree: MemoryTree = naive::leaves(size as usize).into_iter().collect();
    let body = Checkpoint::new("log.example", size, tree.root());
    let mut checkpoint = sign_checkpoint(&body, &[&signer("log.example", 1)]).unwrap();
    checkpoint
        .signatures
        .push(cosign(&witness("w", 2), &checkpoint.text, 60).unwrap());
    ProofFile {
        extra,
        index,
        path: inclusion_proof(&tree, index, size).unwrap(),
        checkpoint,
    }
}

#[test]
fn damaged_proof_files_are_refused() {
    let file = proof(3, 7, Some(b"x".to_vec()));
    let good = String::from_utf8(file.to_bytes()).unwrap();
    assert_eq!(ProofFile::parse(good.as_bytes()), Ok(file));
    let rows = [
        (String::new(), "empty"),
        (good.replace("proof@v1", "proof@v2"), "another version"),
        (good.replace("index 3", "index 03"), "leading zero"),
        (good.replace("index 3", "index -3"), "sign"),
        (good.replace("index 3\n", ""), "no index"),
        (
            good.replace("extra eA==", "extra eA="),
            "base64 without padding",
        ),
        (
            good.replace("extra eA==", "extra eB=="),
            "unused bits of base64 set",
        ),
        (
            good.replace("extra eA==\nindex 3", "index 3\nextra eA=="),
            "lines swapped",
        ),
        (good.replacen("\n\n", "\n", 1), "no empty line"),
        (
            good.replacen("index 3\n", "index 3\nAAAA\n", 1),
            "a short hash",
        ),
        (good.replace('\n', "\r\n"), "CRLF"),
        (format!("{good}x"), "text at the end"),
        (
            good.replace("log.example\n7\n", "log.example\n"),
            "no checkpoint",
        ),
    ];
    for (text, why) in rows {
        assert_ne!(text, good, "{why}: the row changes something");
        assert!(ProofFile::parse(text.as_bytes()).is_err(), "{why}");
    }
    let many = good.replacen(
        "index 3\n",
        &format!(
            "index 3\n{}",
            format!("{}\n", ledger::Hash::EMPTY_ROOT).repeat(65)
        ),
        1,
    );
    assert!(
        ProofFile::parse(many.as_bytes()).is_err(),
        "no tree is that high"
    );
}

#[test]
fn proofs_are_judged_by_policy_and_path() {
    let file = proof(3, 7, None);
    let leaf = naive::leaves(7)[3];
    let (log, w) = (signer("log.example", 1), witness("w", 2));
    let policy = |quorum: &str| {
        let text = format!(
            "log {}\nwitness w {}\nquorum {quorum}\n",
            log.verifier(),
            w.verifier()
        );
        Policy::parse(text.as_bytes()).unwrap()
    };
    assert!(file.verify(&leaf, &policy("none")).is_ok());
    assert_eq!(
        file.verify(&leaf, &policy("w")).unwrap().cosigned,
        [(0, 60)]
    );
    assert!(file.verify_with_keys(&leaf, &vkeys(&[&log])).is_ok());
    let code = |error: ledger::proof_file::ProofFileError| error.code();
    let mut bare = file.clone();
    bare.checkpoint.signatures.truncate(1);
    assert_eq!(
        bare.verify(&leaf, &policy("w")).map_err(code).unwrap_err(),
        "policy.quorum_not_met"
    );
    let stranger = signer("log.example", 9);
    assert_eq!(
        file.verify_with_keys(&leaf, &vkeys(&[&stranger]))
            .map_err(code)
            .unwrap_err(),
        "note.unsigned"
    );
    let other = naive::leaves(7)[4];
    assert_eq!(
        file.verify(&other, &policy("none"))
            .map_err(code)
            .unwrap_err(),
        "proof.root_mismatch",
        "a valid proof for another entry"
    );
    let mut surplus = file.clone();
    surplus.path.push(ledger::Hash::EMPTY_ROOT);
    assert_eq!(
        surplus
            .verify(&leaf, &policy("none"))
            .map_err(code)
            .unwrap_err(),
        "proof.too_long"
    );
    let mut beyond = file;
    beyond.index = 7;
    assert_eq!(
        beyond
            .verify(&leaf, &policy("none"))
            .map_err(code)
            .unwrap_err(),
        "proof.index_beyond_size"
    );
}

proptest! {
    #[test]
    fn proof_files_are_read_back(size in 1_u64..40, pick in any::<u64>(), extra in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..40))) {
        let file = proof(pick % size, size, extra);
        prop_assert_eq!(ProofFile::parse(&file.to_bytes()), Ok(file));
    }

    #[test]
    fn a_changed_byte_is_refused_or_written_back(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = proof(3, 7, Some(b"extra".to_vec())).to_bytes();
        let position = at.index(bytes.len());
        bytes[position] = byte;
        if let Ok(file) = ProofFile::parse(&bytes) {
            prop_assert_eq!(file.to_bytes(), bytes);
        }
    }
}
