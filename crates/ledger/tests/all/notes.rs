//! Notes, verifier keys, checkpoints and cosignatures.

use ledger::Hash;
use ledger::checkpoint::{Checkpoint, CheckpointError, open_checkpoint, sign_checkpoint};
use ledger::cosignature::cosign;
use ledger::note::{
    KeyKind, Note, NoteError, NoteLimits, PublicKeyError, SignError, VerifierKey, VkeyError,
    sign_note, verify_note,
};
use proptest::prelude::*;

use crate::keys::{signer, vkeys, witness};

fn parse(bytes: &[u8]) -> Result<Note, NoteError> {
    Note::parse(bytes, NoteLimits::default())
}

#[test]
fn only_the_one_spelling_is_read() {
    let good = sign_note("text\n", &[&signer("a.example", 1)])
        .unwrap()
        .to_bytes();
    assert!(parse(&good).is_ok());
    let text = String::from_utf8(good.clone()).unwrap();
    let name = "a.example";
    let rows: Vec<(Vec<u8>, &str)> = vec![
        (b"".to_vec(), "empty"),
        (b"text\n".to_vec(), "no signature"),
        (b"text\n\n".to_vec(), "no signature line"),
        (
            text.replace("text\n\n", "text\n").into_bytes(),
            "no empty line",
        ),
        (text.trim_end().as_bytes().to_vec(), "no newline at the end"),
        (format!("{text}\n").into_bytes(), "an empty line at the end"),
        (text.replace("text", "te\txt").into_bytes(), "a tab"),
        (text.replace('\n', "\r\n").into_bytes(), "CRLF"),
        (text.replace('\u{2014}', "-").into_bytes(), "another dash"),
        (
            text.replace("\u{2014} ", "\u{2014}  ").into_bytes(),
            "two spaces",
        ),
        (text.replace(name, "").into_bytes(), "no name"),
        (text.replace(name, "a+b").into_bytes(), "plus in the name"),
        (
            text.replace(name, "a\u{a0}b").into_bytes(),
            "unicode space in the name",
        ),
        (
            text.replace("\n\u{2014}", "\nx\n\u{2014}").into_bytes(),
            "a line that is no signature",
        ),
        (
            text.replace("=\n", "\n").into_bytes(),
            "base64 without padding",
        ),
        (
            format!("{}\u{2014} b AAAA\n", text).into_bytes(),
            "a blob without id",
        ),
        (
            format!("{}\u{2014} b AAAAAA==\n", text).into_bytes(),
            "an id without signature",
        ),
        (
            format!("{}\u{2014} b AAAAAAB=\n", text).into_bytes(),
            "unused bits of base64 set",
        ),
        (
            format!("{}\u{2014} b AAAA AAA=\n", text).into_bytes(),
            "a third field",
        ),
        ([good.as_slice(), b"\xff"].concat(), "not UTF-8"),
    ];
    for (bytes, why) in rows {
        assert_ne!(bytes, good, "{why}: the row changes something");
        assert!(parse(&bytes).is_err(), "{why}");
    }
    let several = "a\n\nb\n\n\u{2014} b AAAAAAA=\n";
    assert_eq!(
        parse(several.as_bytes()).unwrap().text,
        "a\n\nb\n",
        "the last empty line ends the text"
    );
}

#[test]
fn limits() {
    let line = "\u{2014} b AAAAAAA=\n";
    let with = |count: usize| format!("t\n\n{}", line.repeat(count));
    assert_eq!(parse(with(100).as_bytes()).unwrap().signatures.len(), 100);
    assert_eq!(
        parse(with(101).as_bytes()),
        Err(NoteError::TooManySignatures { limit: 100 })
    );
    let large = vec![b'a'; 1_000_001];
    assert_eq!(
        parse(&large),
        Err(NoteError::TooLarge {
            found: 1_000_001,
            limit: 1_000_000
        })
    );
}

#[test]
fn rules_of_verification() {
    let (ana, bo, cy) = (signer("ana", 1), signer("bo", 2), signer("cy", 3));
    let other_ana = signer("ana", 4);
    let text = "agreed\n";
    let both = sign_note(text, &[&ana, &bo]).unwrap();
    let names = |keys: &[VerifierKey], note: &Note| {
        verify_note(note, keys).map(|verified| (verified.signatures.len(), verified.unknown.len()))
    };
    assert_eq!(names(&vkeys(&[&ana, &bo]), &both), Ok((2, 0)), "both known");
    assert_eq!(
        names(&vkeys(&[&bo, &cy]), &both),
        Ok((1, 1)),
        "unknown lines are skipped"
    );
    assert_eq!(
        names(&vkeys(&[&cy]), &both),
        Err(NoteError::Unsigned),
        "none known"
    );
    assert_eq!(names(&[], &both), Err(NoteError::Unsigned), "no keys");
    assert_eq!(
        names(&vkeys(&[&other_ana, &bo]), &both),
        Ok((1, 1)),
        "a key of the same name but another id is another key"
    );
    assert_eq!(
        names(&vkeys(&[&ana, &ana, &bo]), &both),
        Ok((2, 0)),
        "a key given twice is one key"
    );

    let mut wrong = both.clone();
    wrong.signatures[0].bytes[5] ^= 1;
    assert_eq!(
        names(&vkeys(&[&ana, &bo]), &wrong),
        Err(NoteError::InvalidSignature { name: "ana".into() }),
        "a known line that fails refuses the note"
    );
    assert_eq!(
        names(&vkeys(&[&bo]), &wrong),
        Ok((1, 1)),
        "what is not known is not judged"
    );
    let mut repeated = both.clone();
    repeated.signatures.push(repeated.signatures[0].clone());
    assert_eq!(
        names(&vkeys(&[&ana]), &repeated),
        Err(NoteError::RepeatedSignature { name: "ana".into() }),
        "one signer cannot look like two"
    );
    let mut short = both.clone();
    short.signatures[1].bytes.pop();
    assert!(
        names(&vkeys(&[&bo]), &short).is_err(),
        "63 bytes are no signature"
    );
    let mut long = both;
    long.signatures[1].bytes.push(0);
    assert!(
        names(&vkeys(&[&bo]), &long).is_err(),
        "65 bytes are no signature"
    );
}

#[test]
fn vkeys_are_refused_with_their_reason() {
    let good = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    let key = VerifierKey::parse(good).unwrap();
    assert_eq!(
        (key.to_string().as_str(), key.name(), key.kind()),
        (good, "example.com/foo", KeyKind::Ed25519)
    );
    let weak = VerifierKey::new("a", KeyKind::Ed25519, &[0; 32]);
    assert_eq!(
        weak,
        Err(VkeyError::PublicKey(PublicKeyError::Weak)),
        "order 4"
    );
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(
        VerifierKey::new("a", KeyKind::Cosignature, &identity),
        Err(VkeyError::PublicKey(PublicKeyError::Weak)),
        "the identity"
    );
    let mut no_point = [0; 32];
    no_point[0] = 2;
    assert_eq!(
        VerifierKey::new("a", KeyKind::Ed25519, &no_point),
        Err(VkeyError::PublicKey(PublicKeyError::NotAPoint)),
    );
    let rows = [
        (good.replace("530d903a", "530d903b"), "vkey.wrong_id"),
        (good.replace("example", "exampel"), "vkey.wrong_id"),
        (good.replace("530d903a", "530D903A"), "vkey.malformed"),
        (good.replace("530d903a", "30d903a"), "vkey.malformed"),
        (good.replace("530d903a", "+530d903"), "vkey.malformed"),
        (good.replace("Aeky", "Beky"), "vkey.unsupported_kind"),
        (good.replace("3U2k", ""), "vkey.wrong_length"),
        (good.replace("U2k", "U2k="), "vkey.malformed"),
        (good.replace("U2k", "U2"), "vkey.malformed"),
        (good.replace("example.com/foo", ""), "vkey.bad_name"),
        (good.replace("example.com/foo", "a b"), "vkey.bad_name"),
        (
            good.replace("example.com/foo", "a\u{2003}b"),
            "vkey.bad_name",
        ),
        (format!("{good}\n"), "vkey.malformed"),
        (good.replace('+', ""), "vkey.malformed"),
        (String::new(), "vkey.malformed"),
    ];
    for (text, code) in rows {
        assert_eq!(
            VerifierKey::parse(&text).unwrap_err().code(),
            code,
            "`{text}`"
        );
    }
}

#[test]
fn signer_keys_do_not_print_their_secret() {
    let key = signer("a", 7);
    assert_eq!(format!("{key:?}"), format!("SignerKey({})", key.verifier()));
}

#[test]
fn keys_sign_only_what_is_theirs() {
    let text = Checkpoint::new("o", 0, Hash::EMPTY_ROOT).to_text();
    let wrong = |name: &str| Err(SignError::WrongKind { name: name.into() });
    assert_eq!(
        witness("w", 1).sign(&text),
        wrong("w"),
        "a cosignature has a time"
    );
    assert_eq!(
        cosign(&signer("a", 1), &text, 1),
        wrong("a"),
        "a plain key does not cosign"
    );
    assert_eq!(
        cosign(&witness("w", 1), "one line\n", 1),
        Err(SignError::BadText),
        "only checkpoints"
    );
    assert_eq!(
        cosign(&witness("w", 1), &text, 1 << 63),
        Err(SignError::BadTime { time: 1 << 63 })
    );
    assert_eq!(signer("a", 1).sign("no newline"), Err(SignError::BadText));
    assert_eq!(signer("a", 1).sign("tab\t\n"), Err(SignError::BadText));
}

#[test]
fn checkpoint_texts() {
    let root = Hash::EMPTY_ROOT.to_string();
    let good = format!("o\n0\n{root}\n");
    assert_eq!(Checkpoint::parse(&good).unwrap().to_text(), good);
    let extended = format!("o x\n5\n{root}\next\n");
    assert_eq!(
        Checkpoint::parse(&extended).unwrap().extensions,
        ["ext"],
        "an origin may have spaces"
    );
    let rows = [
        (format!("o\n0\n{root}"), "no newline at the end"),
        (format!("\n0\n{root}\n"), "no origin"),
        (format!("o\n00\n{root}\n"), "leading zero"),
        (format!("o\n+1\n{root}\n"), "sign"),
        (format!("o\n\n{root}\n"), "no size"),
        (format!("o\n18446744073709551616\n{root}\n"), "2^64"),
        ("o\n1\n\n".to_owned(), "no root"),
        ("o\n1\nAAAA\n".to_owned(), "short root"),
        (
            format!("o\n1\n{}\n", root.replace("FU=", "FV=")),
            "unused bits of base64 set",
        ),
        (format!("o\n1\n{root}\n\n"), "empty extension"),
        (format!("o\n1\n{root}\na\n\nb\n"), "empty line between"),
        (
            "{\"act\":\"x\"}\n".to_owned(),
            "an act is one line and never a checkpoint",
        ),
    ];
    for (text, why) in rows {
        assert!(Checkpoint::parse(&text).is_err(), "{why}");
    }
    let other = Hash([1; 32]).to_string();
    assert_eq!(
        Checkpoint::parse(&format!("o\n0\n{other}\n")),
        Err(CheckpointError::BadEmptyTree)
    );
    assert!(
        Checkpoint::parse(&format!("o\n{}\n{root}\n", u64::MAX)).is_ok(),
        "2^64 - 1"
    );
}

#[test]
fn cosigned_checkpoints() {
    let (log, w1, w2) = (signer("log.example", 1), witness("w1", 2), witness("w2", 3));
    let checkpoint = Checkpoint::new("log.example", 5, Hash([5; 32]));
    let mut note = sign_checkpoint(&checkpoint, &[&log]).unwrap();
    note.signatures
        .push(cosign(&w1, &note.text, 1_780_000_000).unwrap());
    note.signatures.push(cosign(&w2, &note.text, 0).unwrap());
    let open = open_checkpoint(&note.to_bytes(), &vkeys(&[&log, &w1, &w2])).unwrap();
    assert_eq!(open.checkpoint, checkpoint);
    let times: Vec<Option<u64>> = open
        .verified
        .signatures
        .iter()
        .map(|found| found.time)
        .collect();
    assert_eq!(times, [None, Some(1_780_000_000), Some(0)]);
    assert!(open.signed_by_origin);
    let by_witness = open_checkpoint(&note.to_bytes(), &vkeys(&[&w1])).unwrap();
    assert!(
        !by_witness.signed_by_origin,
        "a witness does not speak for the log"
    );

    let mut other_time = note.clone();
    other_time.signatures[1].bytes[7] ^= 1;
    assert!(
        open_checkpoint(&other_time.to_bytes(), &vkeys(&[&w1])).is_err(),
        "the time is signed"
    );
    // A plain signature of the same key is not a cosignature: the ids differ.
    let plain = signer("w1", 2);
    assert_ne!(plain.verifier().id(), w1.verifier().id());
    let renamed = Checkpoint::new("log.example\n7", 5, Hash([5; 32]));
    assert_eq!(
        sign_checkpoint(&renamed, &[&log]),
        Err(SignError::BadText),
        "an origin is one line"
    );
    assert_eq!(
        sign_checkpoint(&checkpoint, &[]),
        Err(SignError::BadText),
        "a note has a signature"
    );
}

proptest! {
    #[test]
    fn signed_notes_are_read_back(lines in proptest::collection::vec("[ -~äöü\u{2014}]{0,40}", 1..6), seeds in proptest::collection::vec(1_u8..20, 1..5)) {
        let text = format!("{}\n", lines.join("\n"));
        let keys: Vec<_> = seeds.iter().enumerate().map(|(at, seed)| signer(&format!("k{at}"), *seed)).collect();
        let references: Vec<_> = keys.iter().collect();
        let note = sign_note(&text, &references).unwrap();
        let bytes = note.to_bytes();
        prop_assert_eq!(&parse(&bytes).unwrap(), &note);
        prop_assert_eq!(verify_note(&note, &vkeys(&references)).unwrap().signatures.len(), keys.len());
    }

    #[test]
    fn any_bytes_are_refused_or_written_back(bytes in "(a\n){0,2}\n?(\u{2014} [a-c+ ]{1,2} [A-D=]{4,12}\n){0,3}") {
        if let Ok(note) = parse(bytes.as_bytes()) {
            prop_assert_eq!(note.to_bytes(), bytes.as_bytes());
        }
    }

    #[test]
    fn no_byte_of_a_signed_note_can_change_unseen(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let (log, w) = (signer("log", 1), witness("w", 2));
        let mut note = sign_checkpoint(&Checkpoint::new("log", 9, Hash([9; 32])), &[&log]).unwrap();
        note.signatures.push(cosign(&w, &note.text, 77).unwrap());
        let mut bytes = note.to_bytes();
        let position = at.index(bytes.len());
        bytes[position] ^= 1 << bit;
        let complete = open_checkpoint(&bytes, &vkeys(&[&log, &w])).is_ok_and(|open| open.verified.signatures.len() == 2);
        prop_assert!(!complete, "byte {} bit {}", position, bit);
    }

    #[test]
    fn vkeys_are_read_back(name in "[a-z./äö]{1,20}", seed in any::<[u8; 32]>(), cosigner: bool) {
        let kind = if cosigner { KeyKind::Cosignature } else { KeyKind::Ed25519 };
        let key = ledger::note::SignerKey::from_seed(&name, kind, &seed).unwrap().verifier().clone();
        prop_assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key.clone()));
        let text = serde_json::to_string(&key).unwrap();
        prop_assert_eq!(serde_json::from_str::<VerifierKey>(&text).unwrap(), key);
    }
}
