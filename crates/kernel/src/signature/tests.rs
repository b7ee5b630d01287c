//! Signatures: each row signs one act in another way.

use std::sync::Arc;

use ledger::note::{KeyKind, Note, SignerKey, VerifierKey};

use super::{KeyBook, Signed, StateKeys, confirm, verify};
use crate::{
    act::{Act, Body, Entry, change::Proposal},
    authority::Mode,
    check::tests::log::*,
    id::Signer,
};

fn by_ada(log: &Log) -> Act {
    log.draft(Signer::Person(ADA), export())
}

fn ada() -> SignerKey {
    first_key(ADA)
}

fn desk() -> SignerKey {
    key(Signer::Workstation(DESK), 2)
}

#[test]
fn an_act_of_one_signer() {
    type Make = fn(&Act) -> Note;
    fn line_of(note: &mut Note, edit: impl FnOnce(&mut ledger::note::SignatureLine)) {
        edit(note.signatures.first_mut().unwrap());
    }
    let rows: &[(&str, Make, &str)] = &[
        ("its signer", |act| Log::sign(act, &[&ada()]), "permitted"),
        (
            "somebody else",
            |act| Log::sign(act, &[&first_key(BEA)]),
            "signature_missing",
        ),
        (
            "the workstation for the person",
            |act| Log::sign(act, &[&desk()]),
            "signature_missing",
        ),
        (
            "one signer too many",
            |act| Log::sign(act, &[&ada(), &first_key(BEA)]),
            "signature_surplus",
        ),
        (
            "one signer too many, before it",
            |act| Log::sign(act, &[&desk(), &ada()]),
            "signature_surplus",
        ),
        (
            "its signer twice",
            |act| Log::sign(act, &[&ada(), &ada()]),
            "signature_surplus",
        ),
        (
            "an unknown key under its name",
            |act| Log::sign(act, &[&key(Signer::Person(ADA), 60)]),
            "signer_unknown",
        ),
        (
            "an unknown key under its name besides",
            |act| Log::sign(act, &[&ada(), &key(Signer::Person(ADA), 60)]),
            "signature_surplus",
        ),
        (
            "its key under another name",
            |act| {
                Log::sign(
                    act,
                    &[
                        &SignerKey::from_seed("other.example/x", KeyKind::Ed25519, &[11; 32])
                            .unwrap(),
                    ],
                )
            },
            "signature_missing",
        ),
        (
            "another text",
            |act| {
                let mut note = Log::sign(act, &[&ada()]);
                note.text = note.text.replace("nothing", "names");
                note
            },
            "signature_invalid",
        ),
        (
            "a byte of the signature",
            |act| {
                let mut note = Log::sign(act, &[&ada()]);
                line_of(&mut note, |line| line.bytes[63] ^= 1);
                note
            },
            "signature_invalid",
        ),
        (
            "a signature too short",
            |act| {
                let mut note = Log::sign(act, &[&ada()]);
                line_of(&mut note, |line| {
                    line.bytes.pop();
                });
                note
            },
            "signature_invalid",
        ),
        (
            "a signature with a time before it, as cosignatures are",
            |act| {
                let mut note = Log::sign(act, &[&ada()]);
                line_of(&mut note, |line| {
                    line.bytes.splice(0..0, [0; 8]);
                });
                note
            },
            "signature_invalid",
        ),
        (
            "another key whose id collides",
            |act| {
                let mut note = Log::sign(act, &[&key(Signer::Person(ADA), 60)]);
                line_of(&mut note, |line| line.id = ada().verifier().id());
                note
            },
            "signature_invalid",
        ),
        (
            "four signers",
            |act| Log::sign(act, &[&ada(), &desk(), &first_key(BEA), &first_key(CAL)]),
            "not_a_note",
        ),
    ];
    let log = Log::team();
    for (reason, make, want) in rows {
        let bytes = make(&by_ada(&log)).to_bytes();
        assert_eq!(code(&log.judge(&bytes)), *want, "{reason}");
    }
}

#[test]
fn an_act_that_enrols_a_key() {
    let fresh = first_key(EVE);
    let other = key(Signer::Person(EVE), 60);
    let (ada, desk) = (ada(), desk());
    let rows = [
        ("proposer and new key", vec![&ada, &fresh], "permitted"),
        ("in the other order", vec![&fresh, &ada], "permitted"),
        ("the new key did not sign", vec![&ada], "signature_missing"),
        (
            "another new key signed",
            vec![&ada, &other],
            "signature_missing",
        ),
        (
            "the proposer did not sign",
            vec![&fresh],
            "signature_missing",
        ),
        (
            "and somebody else",
            vec![&ada, &fresh, &desk],
            "signature_surplus",
        ),
    ];
    let log = Log::team();
    let body = Body::ChangePropose(log.proposal(person_add(EVE)));
    let act = log.draft(Signer::Person(ADA), body);
    for (reason, keys, want) in rows {
        assert_eq!(
            code(&log.judge(&Log::sign(&act, &keys).to_bytes())),
            want,
            "{reason}"
        );
    }
    let mut note = Log::sign(&act, &[&ada, &fresh]);
    note.signatures[1].bytes[0] ^= 1;
    assert_eq!(
        code(&log.judge(&note.to_bytes())),
        "signature_invalid",
        "the new key's signature is another's"
    );
}

#[test]
fn a_person_resets_their_own_key() {
    let log = Log::bootstrap(Mode::Plain);
    let fresh = key(Signer::Person(ADA), 60);
    let change = Proposal::KeyReset {
        key: vkey(&fresh),
        person: ADA,
    };
    let act = log.draft(
        Signer::Person(ADA),
        Body::ChangePropose(log.proposal(change)),
    );
    let rows = [
        ("old and new key", vec![ada(), fresh.clone()], "permitted"),
        ("new and old key", vec![fresh.clone(), ada()], "permitted"),
        (
            "the new key for itself",
            vec![fresh.clone()],
            "signature_missing",
        ),
        (
            "the new key twice",
            vec![fresh.clone(), fresh],
            "signer_unknown",
        ),
    ];
    for (reason, keys, want) in rows {
        let keys: Vec<&SignerKey> = keys.iter().collect();
        assert_eq!(
            code(&log.judge(&Log::sign(&act, &keys).to_bytes())),
            want,
            "{reason}"
        );
    }
}

#[test]
fn keys_that_cannot_be_enrolled() {
    let log = Log::team();
    let name = Signer::Person(EVE).key_name(ORIGIN);
    let cosigner = SignerKey::from_seed(&name, KeyKind::Cosignature, &[15; 32]).unwrap();
    let renamed = SignerKey::from_seed("other.example/x", KeyKind::Ed25519, &[15; 32]).unwrap();
    let rows = [
        ("a cosigner's", vkey(&cosigner)),
        ("under another name", vkey(&renamed)),
        (
            "of low order",
            format!("{name}+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        ),
        ("no key", String::new()),
    ];
    for (reason, key) in rows {
        let change = Proposal::PersonAdd {
            key,
            manager: None,
            name: commitment(1),
            person: EVE,
        };
        let act = log.draft(
            Signer::Person(ADA),
            Body::ChangePropose(log.proposal(change)),
        );
        assert_eq!(
            code(&log.judge(&Log::sign(&act, &[&ada(), &first_key(EVE)]).to_bytes())),
            "weak_key",
            "{reason}"
        );
    }
}

#[test]
fn the_first_entry_is_signed_by_both_of_its_keys() {
    let log = Log::empty(Mode::Plain);
    let act = log.draft(Signer::Person(ADA), Body::WorkspaceCreate(genesis()));
    let rows = [
        ("person and workstation", vec![ada(), desk()], "permitted"),
        ("workstation and person", vec![desk(), ada()], "permitted"),
        ("the person alone", vec![ada()], "signature_missing"),
        ("the workstation alone", vec![desk()], "signature_missing"),
        (
            "and somebody else",
            vec![ada(), desk(), first_key(BEA)],
            "signature_surplus",
        ),
    ];
    for (reason, keys, want) in rows {
        let keys: Vec<&SignerKey> = keys.iter().collect();
        assert_eq!(
            code(&log.judge(&Log::sign(&act, &keys).to_bytes())),
            want,
            "{reason}"
        );
    }
    let other = log.draft(Signer::Person(ADA), export());
    assert_eq!(
        code(&log.judge(&Log::sign(&other, &[&ada()]).to_bytes())),
        "genesis_misplaced",
        "there is no origin yet"
    );
}

/// A book that knows more than the state.
struct Anybody(SignerKey);

impl KeyBook for Anybody {
    fn find(&self, _: &Signer, _: u32) -> Option<Arc<VerifierKey>> {
        Some(Arc::new(self.0.verifier().clone()))
    }
}

#[test]
fn the_book_proves_nothing_the_state_does() {
    let log = Log::team();
    let state = &log.kernel.state;
    let stranger = key(Signer::Person(ADA), 60);
    let entry = Entry::parse(&Log::sign(&by_ada(&log), &[&stranger]).to_bytes()).unwrap();
    let signed = verify(&entry, ORIGIN, &Anybody(stranger)).unwrap();
    assert_eq!(
        code(&confirm(state, &entry, &signed, log.size())),
        "key_not_valid_at_index",
        "the signature is right, the key is not Ada's"
    );
    let of = |signer| {
        Entry::parse(&Log::sign(&log.draft(signer, export()), &[&ada()]).to_bytes()).unwrap()
    };
    for (reason, signer) in [
        ("a person", Signer::Person(EVE)),
        ("a workstation", Signer::Workstation(OTHER_DESK)),
    ] {
        let signed = Signed {
            key: *ada().verifier().public().as_bytes(),
        };
        assert_eq!(
            code(&confirm(state, &of(signer), &signed, log.size())),
            "signer_unknown",
            "{reason} nobody enrolled"
        );
    }
    let entry = of(Signer::Person(ADA));
    assert_eq!(
        code(&verify(&entry, ORIGIN, &Anybody(first_key(BEA)))),
        "signature_missing",
        "a book that answers another key"
    );
    assert_eq!(
        code(&verify(&entry, "other.example/ws", &StateKeys(state))),
        "signature_missing",
        "signed under another origin"
    );
}

#[test]
fn a_key_signs_within_its_range_only() {
    let mut log = Log::bootstrap(Mode::Plain);
    log.propose(ADA, person_add(BEA)).unwrap();
    let enrolled = log.size() - 1;
    let entry = Entry::parse(
        &Log::sign(
            &log.draft(Signer::Person(BEA), export()),
            &[&first_key(BEA)],
        )
        .to_bytes(),
    )
    .unwrap();
    let signed = verify(&entry, ORIGIN, &StateKeys(&log.kernel.state)).unwrap();
    for (index, want) in [
        (enrolled, "key_not_valid_at_index"),
        (enrolled + 1, "permitted"),
    ] {
        assert_eq!(
            code(&confirm(&log.kernel.state, &entry, &signed, index)),
            want,
            "at {index}, enrolled at {enrolled}"
        );
    }
}
