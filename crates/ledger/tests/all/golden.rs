//! Golden vectors: written by a Python program with OpenSSL, read for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ledger::Hash;
use ledger::checkpoint::{Checkpoint, open_checkpoint, sign_checkpoint};
use ledger::cosignature::cosign;
use ledger::note::{KeyKind, Note, NoteLimits, SignerKey, VerifierKey, sign_note, verify_note};
use ledger::policy::Policy;
use ledger::proof_file::ProofFile;
use ledger::tile::{Tile, TileKind, encode_bundle, encode_tile, tile_hashes, tiles_of};
use ledger::tree::{
    MemoryTree, consistency_proof, inclusion_proof, leaf_hash, root_from_leaves,
    verify_consistency, verify_inclusion,
};
use serde::Deserialize;

fn vector(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/ledger");
    fs::read(folder.join(name)).unwrap()
}

#[derive(Deserialize)]
struct Keys {
    seeds: BTreeMap<String, Hash>,
}

/// The signer keys of the vectors by name.
fn signers() -> BTreeMap<String, SignerKey> {
    let keys: Keys = serde_json::from_slice(&vector("keys.json")).unwrap();
    let signer = |(vkey, seed): (&String, &Hash)| {
        let vkey = VerifierKey::parse(vkey).unwrap();
        let signer = SignerKey::from_seed(vkey.name(), vkey.kind(), &seed.0).unwrap();
        assert_eq!(
            *signer.verifier(),
            vkey,
            "key and id follow from seed, name and kind"
        );
        (vkey.name().to_owned(), signer)
    };
    keys.seeds.iter().map(signer).collect()
}

fn entry(index: usize) -> Vec<u8> {
    format!("golden entry {index}")
        .repeat(index % 5)
        .into_bytes()
}

fn root(size: usize) -> Hash {
    root_from_leaves((0..size).map(|index| leaf_hash(&entry(index))))
}

const LOG: &str = "example.com/golden";

#[test]
fn note_two_signers() {
    let keys = signers();
    let bytes = vector("note_two_signers");
    let note = Note::parse(&bytes, NoteLimits::default()).unwrap();
    let known = [
        keys["example.com/golden/p_ana"].verifier().clone(),
        keys[LOG].verifier().clone(),
    ];
    assert_eq!(verify_note(&note, &known).unwrap().signatures.len(), 2);
    let ours = sign_note(&note.text, &[&keys["example.com/golden/p_ana"], &keys[LOG]]).unwrap();
    assert_eq!(ours.to_bytes(), bytes, "we write the same bytes");
}

#[test]
fn checkpoints() {
    let keys = signers();
    let log = &keys[LOG];
    let empty = sign_checkpoint(&Checkpoint::new(LOG, 0, Hash::EMPTY_ROOT), &[log]).unwrap();
    assert_eq!(empty.to_bytes(), vector("checkpoint_size_zero"));

    let mut cosigned = sign_checkpoint(&Checkpoint::new(LOG, 3, root(3)), &[log]).unwrap();
    for (name, time) in [
        ("witness.example/one", 1_780_000_000),
        ("witness.example/two", 1_780_000_001),
    ] {
        assert_eq!(keys[name].verifier().kind(), KeyKind::Cosignature);
        cosigned
            .signatures
            .push(cosign(&keys[name], &cosigned.text, time).unwrap());
    }
    assert_eq!(cosigned.to_bytes(), vector("checkpoint_cosigned"));

    let extended =
        open_checkpoint(&vector("checkpoint_extension"), &[log.verifier().clone()]).unwrap();
    assert_eq!(extended.checkpoint.extensions, ["extension line"]);
    assert!(extended.signed_by_origin);
}

#[test]
fn policy_and_proof() {
    let policy = Policy::parse(&vector("policy")).unwrap();
    assert_eq!(
        policy
            .accept(&vector("checkpoint_cosigned"))
            .unwrap()
            .cosigned
            .len(),
        2
    );
    let bytes = vector("proof_index_1_of_3.tlog-proof");
    let proof = ProofFile::parse(&bytes).unwrap();
    assert_eq!(proof.to_bytes(), bytes);
    let leaf = leaf_hash(&entry(1));
    let one_witness = proof
        .verify(&leaf, &policy)
        .map_err(|error| error.code())
        .unwrap_err();
    assert_eq!(
        one_witness, "policy.quorum_not_met",
        "two of three are needed"
    );
    let key = signers()[LOG].verifier().clone();
    assert_eq!(
        proof
            .verify_with_keys(&leaf, &[key])
            .unwrap()
            .checkpoint
            .size,
        3
    );
}

#[derive(Deserialize)]
struct Tree {
    size: usize,
    root: Hash,
    files: BTreeMap<String, String>,
    inclusion: Vec<Inclusion>,
    consistency: Vec<Consistency>,
}

#[derive(Deserialize)]
struct Inclusion {
    index: u64,
    proof: Vec<Hash>,
}

#[derive(Deserialize)]
struct Consistency {
    old: u64,
    proof: Vec<Hash>,
}

#[test]
fn trees() {
    let trees: Vec<Tree> = serde_json::from_slice(&vector("trees.json")).unwrap();
    assert_eq!(trees.len(), 13, "the whole vector is there");
    for case in trees {
        let leaves: Vec<Hash> = (0..case.size)
            .map(|index| leaf_hash(&entry(index)))
            .collect();
        let tree: MemoryTree = leaves.iter().copied().collect();
        let size = case.size as u64;
        assert_eq!(tree.root(), case.root, "root of {size}");
        let listed: BTreeMap<String, Tile> = tiles_of(size)
            .map(|tile| (tile.to_string(), tile))
            .collect();
        for (path, digest) in &case.files {
            let tile = listed.get(path).unwrap();
            let start = tile.start() as usize;
            let bytes = match tile.kind {
                TileKind::Entries => {
                    let entries: Vec<Vec<u8>> = (start..start + usize::from(tile.width))
                        .map(entry)
                        .collect();
                    encode_bundle(&entries).unwrap()
                }
                TileKind::Hashes { .. } => encode_tile(&tile_hashes(&tree, tile).unwrap()),
            };
            assert_eq!(Hash::digest(&bytes).to_hex(), *digest, "{path} of {size}");
        }
        if size <= 512 {
            assert_eq!(listed.len(), case.files.len(), "no other file at {size}");
        }
        for Inclusion { index, proof } in case.inclusion {
            assert_eq!(
                inclusion_proof(&tree, index, size).unwrap(),
                proof,
                "{index} of {size}"
            );
            assert_eq!(
                verify_inclusion(index, size, &leaves[index as usize], &proof, &case.root),
                Ok(())
            );
        }
        for Consistency { old, proof } in case.consistency {
            assert_eq!(
                consistency_proof(&tree, old, size).unwrap(),
                proof,
                "{old} to {size}"
            );
            let old_root = root_from_leaves(leaves.iter().copied().take(old as usize));
            assert_eq!(
                verify_consistency(old, size, &old_root, &case.root, &proof),
                Ok(())
            );
        }
    }
}

#[test]
fn hashes_in_other_formats() {
    let hash = leaf_hash(b"");
    assert_eq!(
        postcard::to_stdvec(&hash).unwrap(),
        hash.0,
        "32 raw bytes, no length"
    );
    assert_eq!(postcard::from_bytes::<Hash>(&hash.0).unwrap(), hash);
    assert_eq!(
        serde_json::to_string(&hash).unwrap(),
        format!("\"{hash}\""),
        "base64 for people"
    );
    assert_eq!(Hash::from_hex(&hash.to_hex()), Ok(hash));
    assert!(
        Hash::from_hex(&hash.to_hex().to_uppercase()).is_err(),
        "one spelling"
    );
    assert_eq!(
        Hash::EMPTY_ROOT.to_string(),
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    );
}
