//! Policy files: the rules of the format, and quorums.

use ledger::Hash;
use ledger::checkpoint::{Checkpoint, sign_checkpoint};
use ledger::cosignature::cosign;
use ledger::note::{Note, SignerKey};
use ledger::policy::{NotAccepted, Policy, PolicyError};
use proptest::prelude::*;

use crate::keys::{signer, witness};

fn witnesses(count: u8) -> Vec<SignerKey> {
    (0..count)
        .map(|at| witness(&format!("witness.example/{at}"), 100 + at))
        .collect()
}

#[test]
fn every_rule_of_the_format() {
    let log = signer("log.example", 1);
    let l = log.verifier().to_string();
    let same_log = signer("other.example", 1).verifier().to_string();
    let keys = witnesses(3);
    let [a, b, c] = [0, 1, 2].map(|at: usize| keys[at].verifier().to_string());
    let same_as_log = witness("w", 1).verifier().to_string();
    let same_as_a = witness("w", 100).verifier().to_string();
    let abc = format!("witness a {a}\nwitness b {b}\nwitness c {c}\n");
    let good = [
        ("quorum none\n".to_owned(), "only the quorum is mandatory"),
        ("quorum none".to_owned(), "the last newline may be missing"),
        (
            format!("# x\n \t# y\n\n \t\nlog\t {l}  https://x \nquorum none\n"),
            "comments, white space and a URL",
        ),
        (format!("{abc}quorum b\n"), "a witness as quorum"),
        (
            format!("{abc}group g 2 a b c\ngroup h any g\nquorum h\n"),
            "groups of groups",
        ),
        (format!("quorum none\nlog {l}\n{abc}"), "lines in any order"),
        (
            format!("{abc}group a-b all a b\nquorum c\n"),
            "a group that nothing needs",
        ),
    ];
    for (file, why) in good {
        assert_eq!(Policy::parse(file.as_bytes()).map(drop), Ok(()), "{why}");
    }
    let opaque = [
        b"witness K\xe2\x84\xaa\xff ".as_slice(),
        a.as_bytes(),
        b"\nquorum K\xe2\x84\xaa\xff\n",
    ]
    .concat();
    assert!(Policy::parse(&opaque).is_ok(), "names are opaque octets");
    let bad = [
        (format!("log {l}\n"), "policy.no_quorum", "no quorum"),
        (
            "quorum none\nquorum none\n".to_owned(),
            "policy.second_quorum",
            "two quorums",
        ),
        (
            format!("log {a}\nquorum none\n"),
            "policy.wrong_kind",
            "a log with a cosignature key",
        ),
        (
            format!("witness a {l}\nquorum none\n"),
            "policy.wrong_kind",
            "a witness with a log key",
        ),
        (
            format!("log {l}\nlog {l}\nquorum none\n"),
            "policy.duplicate_key",
            "a log twice",
        ),
        (
            format!("log {l}\nlog {same_log}\nquorum none\n"),
            "policy.duplicate_key",
            "one key under two names",
        ),
        (
            format!("log {l}\nwitness w {same_as_log}\nquorum none\n"),
            "policy.duplicate_key",
            "a log as its own witness",
        ),
        (
            format!("{abc}witness d {same_as_a}\nquorum none\n"),
            "policy.duplicate_key",
            "one cosigner under two names",
        ),
        (
            format!("witness a {a}\nwitness a {b}\nquorum none\n"),
            "policy.duplicate_name",
            "a name twice",
        ),
        (
            format!("{abc}group a any b\nquorum none\n"),
            "policy.duplicate_name",
            "witnesses and groups share names",
        ),
        (
            format!("witness none {a}\nquorum none\n"),
            "policy.duplicate_name",
            "none is predefined",
        ),
        (
            format!("{abc}group g any none\nquorum g\n"),
            "policy.unknown_name",
            "none is no member",
        ),
        (
            format!("quorum a\nwitness a {a}\n"),
            "policy.unknown_name",
            "quorum before its definition",
        ),
        (
            format!("group g any a\nwitness a {a}\nquorum g\n"),
            "policy.unknown_name",
            "group before its member",
        ),
        (
            format!("{abc}group g any g\nquorum g\n"),
            "policy.unknown_name",
            "a group in itself",
        ),
        (
            format!("{abc}group g any a a\nquorum g\n"),
            "policy.repeated_member",
            "a member twice",
        ),
        (
            format!("{abc}group g any a\ngroup h any a b\nquorum h\n"),
            "policy.repeated_member",
            "in two groups",
        ),
        (
            format!("{abc}group g 0 a\nquorum g\n"),
            "policy.bad_threshold",
            "needs none",
        ),
        (
            format!("{abc}group g 3 a b\nquorum g\n"),
            "policy.bad_threshold",
            "needs more than there are",
        ),
        (
            format!("{abc}group g 02 a b\nquorum g\n"),
            "policy.malformed",
            "leading zero",
        ),
        (
            format!("{abc}group g some a b\nquorum g\n"),
            "policy.malformed",
            "no threshold",
        ),
        (
            format!("{abc}group g any\nquorum none\n"),
            "policy.malformed",
            "a group without members",
        ),
        ("quorum\n".to_owned(), "policy.malformed", "no name"),
        (
            "quorum none none\n".to_owned(),
            "policy.malformed",
            "an item too many",
        ),
        (
            "mirror x\nquorum none\n".to_owned(),
            "policy.malformed",
            "an unknown keyword",
        ),
        (
            "quorum none\r\n".to_owned(),
            "policy.control_character",
            "carriage return",
        ),
        (
            format!("log {}\nquorum none\n", l.replace("log", "lag")),
            "vkey.wrong_id",
            "a key with a wrong id",
        ),
    ];
    for (file, code, why) in bad {
        assert_eq!(
            Policy::parse(file.as_bytes()).map_err(|error| error.code()),
            Err(code),
            "{why}"
        );
    }
    let large = vec![b'#'; 256 * 1024 + 1];
    assert_eq!(
        Policy::parse(&large),
        Err(PolicyError::TooLarge { found: large.len() })
    );
}

#[test]
fn at_least_32_of_each() {
    let mut file = String::new();
    for at in 0..32 {
        let log = signer(&format!("log.example/{at}"), at + 1);
        file.push_str(&format!("log {}\n", log.verifier()));
    }
    for (at, key) in witnesses(32).iter().enumerate() {
        file.push_str(&format!("witness w{at} {}\n", key.verifier()));
    }
    for at in 0..32 {
        file.push_str(&format!("group g{at} any w{at}\n"));
    }
    file.push_str("quorum g31\n");
    let policy = Policy::parse(file.as_bytes()).unwrap();
    assert_eq!(
        (
            policy.logs().len(),
            policy.witnesses().len(),
            policy.groups().len()
        ),
        (32, 32, 32)
    );
    assert!(policy.quorum_met(&[31]) && !policy.quorum_met(&[30]));
}

#[test]
fn checkpoints_against_a_policy() {
    let (log, stranger) = (signer("log.example", 1), signer("stranger.example", 2));
    let keys = witnesses(3);
    let mut file = format!("log {}\nlog {}\n", log.verifier(), stranger.verifier());
    for (at, key) in keys.iter().enumerate() {
        file.push_str(&format!("witness w{at} {}\n", key.verifier()));
    }
    file.push_str("group g 2 w0 w1 w2\nquorum g\n");
    let policy = Policy::parse(file.as_bytes()).unwrap();
    let checkpoint = Checkpoint::new("log.example", 5, Hash([5; 32]));
    let cosigned = |by: &SignerKey, witnesses: &[usize]| -> Note {
        let mut note = sign_checkpoint(&checkpoint, &[by]).unwrap();
        for at in witnesses {
            note.signatures
                .push(cosign(&keys[*at], &note.text, 60).unwrap());
        }
        note
    };
    let accept = |note: &Note| {
        policy
            .accept(&note.to_bytes())
            .map(|accepted| accepted.cosigned.len())
    };
    assert_eq!(accept(&cosigned(&log, &[0, 2])), Ok(2));
    assert_eq!(accept(&cosigned(&log, &[2, 1, 0])), Ok(3));
    assert_eq!(
        accept(&cosigned(&log, &[1])),
        Err(NotAccepted::QuorumNotMet { found: 1 })
    );
    assert_eq!(
        accept(&cosigned(&stranger, &[0, 1])),
        Err(NotAccepted::UnknownLog {
            origin: "log.example".into()
        }),
        "a listed log may not speak for another origin"
    );
    let mut forged = cosigned(&log, &[0, 1, 2]);
    forged.signatures[3].bytes[20] ^= 1;
    assert!(
        accept(&forged).is_err(),
        "a listed witness that fails refuses the checkpoint"
    );
    let mut twice = cosigned(&log, &[0]);
    twice
        .signatures
        .push(cosign(&keys[0], &twice.text, 61).unwrap());
    assert!(accept(&twice).is_err(), "one witness does not count twice");
}

/// A tree of groups over witnesses `0..9`, and its evaluation by recursion.
#[derive(Clone, Debug)]
enum Rule {
    Witness,
    Group(usize, Vec<Rule>),
}

fn rules() -> impl Strategy<Value = Rule> {
    Just(Rule::Witness).prop_recursive(3, 9, 3, |inner| {
        proptest::collection::vec(inner, 1..4)
            .prop_flat_map(|members| (1..=members.len(), Just(members)))
            .prop_map(|(needed, members)| Rule::Group(needed, members))
    })
}

fn write(rule: &Rule, file: &mut String, next: &mut u8) -> String {
    let name = format!("n{next}");
    *next += 1;
    match rule {
        Rule::Witness => {
            let key = witness(&format!("w/{next}"), 100 + *next);
            file.push_str(&format!("witness {name} {}\n", key.verifier()));
        }
        Rule::Group(needed, members) => {
            let members: Vec<String> = members
                .iter()
                .map(|member| write(member, file, next))
                .collect();
            file.push_str(&format!("group {name} {needed} {}\n", members.join(" ")));
        }
    }
    name
}

fn evaluate(rule: &Rule, cosigned: u64, next: &mut usize) -> bool {
    match rule {
        Rule::Witness => {
            *next += 1;
            cosigned >> (*next - 1) & 1 == 1
        }
        Rule::Group(needed, members) => {
            let met: Vec<bool> = members
                .iter()
                .map(|member| evaluate(member, cosigned, next))
                .collect();
            met.iter().filter(|met| **met).count() >= *needed
        }
    }
}

proptest! {
    #[test]
    fn quorums_equal_the_recursive_definition(rule in rules(), cosigned in any::<u64>()) {
        let mut file = String::new();
        let name = write(&rule, &mut file, &mut 0);
        file.push_str(&format!("quorum {name}\n"));
        let policy = Policy::parse(file.as_bytes()).unwrap();
        let list: Vec<usize> = (0..policy.witnesses().len()).filter(|at| cosigned >> at & 1 == 1).collect();
        prop_assert_eq!(policy.quorum_met(&list), evaluate(&rule, cosigned, &mut 0));
    }

    #[test]
    fn any_bytes_do_not_panic(bytes in "((log|witness|group|quorum|none|any|a|b|1|#|\t|\n| |\u{7f}){1,3} ?){0,30}") {
        let _ = Policy::parse(bytes.as_bytes());
    }
}
