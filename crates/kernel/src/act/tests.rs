//! Entries as bytes: what is read, what is refused by name, and that nothing panics.

use proptest::prelude::*;

use super::{Act, Body, Entry, Seen, approval, data, incident, job, request, task};
use crate::{
    authority::Mode,
    check::tests::log::*,
    digest::Digest,
    field::{Open, Writes},
    id::{ActId, JobId, PersonId, RequestId, Signer, TaskId, WorkstationId},
    limits,
    time::Timestamp,
};
use ledger::Hash;

fn note(line: &str) -> Vec<u8> {
    ledger::note::sign_note(&format!("{line}\n"), &[&first_key(ADA)])
        .unwrap()
        .to_bytes()
}

/// An export as one canonical line.
fn line() -> String {
    let log = Log::bootstrap(Mode::Plain);
    log.draft(Signer::Person(ADA), export())
        .to_text()
        .unwrap()
        .trim_end()
        .to_owned()
}

#[test]
fn lines_that_are_refused() {
    let rows: &[(&str, &str, &str, &str)] = &[
        ("as it was written", "", "", "permitted"),
        ("a blank", "\"act\":", "\"act\": ", "not_canonical"),
        (
            "keys out of order",
            "\"v\":1,\"via\":\"w_0000000000000001\"",
            "\"via\":\"w_0000000000000001\",\"v\":1",
            "not_canonical",
        ),
        (
            "a key twice",
            "\"v\":1,",
            "\"v\":1,\"v\":1,",
            "duplicate_key",
        ),
        (
            "a key twice in the body",
            "{\"discloses\":\"nothing\"}",
            "{\"discloses\":\"nothing\",\"discloses\":\"nothing\"}",
            "duplicate_key",
        ),
        (
            "a number as no float can be",
            "\"v\":1",
            "\"v\":1.0",
            "not_canonical",
        ),
        (
            "an escape that is not needed",
            "nothing",
            "\\u006eothing",
            "not_canonical",
        ),
        (
            "a field the envelope does not have",
            "\"v\":1,",
            "\"u\":1,\"v\":1,",
            "not_canonical",
        ),
        ("one in its place", "\"v\":1,", "\"v\":1,\"va\":1,", "shape"),
        (
            "a field the body does not have",
            "{\"discloses\":\"nothing\"}",
            "{\"discloses\":\"nothing\",\"x\":1}",
            "shape",
        ),
        ("a field missing", "\"v\":1,", "", "shape"),
        (
            "a body of another kind",
            "{\"discloses\":\"nothing\"}",
            "{\"count\":1}",
            "shape",
        ),
        (
            "a word that is none of them",
            "nothing",
            "something",
            "shape",
        ),
        ("another type", "\"v\":1", "\"v\":\"1\"", "shape"),
        ("a version below", "\"v\":1", "\"v\":-1", "shape"),
        (
            "a person's name in capitals",
            "p_0000000000000001",
            "P_0000000000000001",
            "shape",
        ),
        ("an instant that is none", ":00Z", ":60Z", "shape"),
        (
            "a workspace that is no digest",
            "\"ws\":\"",
            "\"ws\":\"A",
            "other_workspace",
        ),
        (
            "an act nobody knows",
            "data.export",
            "data.import",
            "unknown_act",
        ),
        (
            "an act with another case",
            "data.export",
            "Data.export",
            "unknown_act",
        ),
        (
            "another object",
            "\"on\":\"workspace\"",
            "\"on\":\"workspaces\"",
            "object_mismatch",
        ),
        (
            "no object",
            "\"on\":\"workspace\"",
            "\"on\":\"\"",
            "object_mismatch",
        ),
    ];
    let line = line();
    for (reason, from, to, want) in rows {
        assert!(line.contains(from), "{reason}: {line}");
        let edited = if from.is_empty() {
            line.clone()
        } else {
            line.replacen(from, to, 1)
        };
        assert_eq!(code(&Entry::parse(&note(&edited))), *want, "{reason}");
    }
}

#[test]
fn bytes_that_are_no_note() {
    let good = note(&line());
    let rows = [
        ("nothing", vec![], "not_a_note"),
        ("no signature", line().into_bytes(), "not_a_note"),
        (
            "no newline at the end",
            good[..good.len() - 1].to_vec(),
            "not_a_note",
        ),
        ("no UTF-8", [b"\xff", &good[..]].concat(), "not_a_note"),
        (
            "a line before it",
            [b"x\n", &good[..]].concat(),
            "not_canonical",
        ),
        (
            "an empty line after it",
            note(&format!("{}\n", line())),
            "not_canonical",
        ),
        ("no JSON", note("hello"), "not_canonical"),
        (
            "too deep",
            note(&format!("{}{}", "[".repeat(100), "]".repeat(100))),
            "not_canonical",
        ),
        ("another value", note("[]"), "shape"),
        (
            "too large",
            vec![b'a'; limits::ENTRY_BYTES + 1],
            "entry_too_large",
        ),
        (
            "as large as can be",
            vec![b'a'; limits::ENTRY_BYTES],
            "not_a_note",
        ),
    ];
    for (reason, bytes, want) in rows {
        assert_eq!(code(&Entry::parse(&bytes)), want, "{reason}");
    }
}

#[test]
fn digest_and_leaf_are_of_the_whole_bytes() {
    let bytes = note(&line());
    let entry = Entry::parse(&bytes).unwrap();
    assert_eq!(entry.digest, Digest::of(&bytes));
    assert_eq!(
        entry.leaf,
        Hash(Digest::of(&[b"\0", &bytes[..]].concat()).0),
        "RFC 6962: a zero byte, then the entry"
    );
}

fn open() -> impl Strategy<Value = Open> {
    prop_oneof![
        any::<bool>().prop_map(Open::Boolean),
        (-(1i64 << 53) + 1..1i64 << 53).prop_map(Open::Integer),
        "\\PC{0,12}".prop_map(Open::Text),
        prop::collection::vec("\\PC{0,6}", 0..4).prop_map(Open::List),
    ]
}

fn writes() -> impl Strategy<Value = Writes> {
    let path = || "[a-z][a-zA-Z0-9_]{0,8}";
    let sealed = any::<u8>().prop_map(commitment);
    (
        prop::collection::btree_map(path(), open(), 0..4),
        prop::collection::btree_map(path(), sealed, 0..4),
    )
        .prop_map(|(open, sealed)| Writes { open, sealed })
}

fn body() -> impl Strategy<Value = Body> {
    let index = || 0..1u64 << 53;
    let at = (index(), any::<u32>());
    let covered = (open(), "[a-z]{1,5}", any::<Option<u8>>()).prop_map(|(open, path, sealed)| {
        let sealed = sealed.map(commitment);
        approval::Covered {
            open: sealed.is_none().then_some(open),
            path,
            sealed,
        }
    });
    let decide = (
        prop::collection::vec(covered, 0..4),
        at.clone(),
        any::<(u32, Option<u8>)>(),
    );
    prop_oneof![
        Just(export()),
        any::<u64>().prop_map(|time| tick(Timestamp(time % 253_402_300_800_000))),
        (writes(), index()).prop_map(|(fields, at)| Body::RequestRevise(request::Revise {
            fields,
            request: RequestId(at)
        })),
        (writes(), any::<u8>()).prop_map(|(fields, version)| {
            Body::RequestStart(request::Start {
                fields,
                version: Digest([version; 32]),
                workflow: slug("pay"),
            })
        }),
        (writes(), at.clone(), any::<u32>()).prop_map(|(fields, (index, nth), round)| {
            Body::TaskComplete(task::Complete {
                fields,
                request: RequestId(index),
                round,
                task: TaskId { index, nth },
            })
        }),
        (writes(), at.clone(), any::<u32>(), "[0-9a-f]{32}").prop_map(
            |(outputs, (index, nth), attempt, lease)| {
                let status = 200;
                Body::JobCompleted(job::Completed {
                    attempt,
                    job: JobId { index, nth },
                    lease,
                    outputs,
                    request: RequestId(index),
                    status,
                })
            }
        ),
        (writes(), index(), any::<u32>()).prop_map(|(outputs, at, incident)| {
            let way = incident::Way::Done;
            Body::IncidentResolve(incident::Resolve {
                incident,
                outputs,
                reason: commitment(1),
                request: RequestId(at),
                way,
            })
        }),
        (prop::collection::vec(any::<u8>(), 0..5), index()).prop_map(|(values, at)| {
            let values = values.into_iter().map(commitment).collect();
            Body::DataReveal(data::Reveal {
                request: RequestId(at),
                values,
            })
        }),
        decide.prop_map(|(covers, (index, nth), (round, reason))| {
            Body::ApprovalDecide(approval::Decide {
                covers,
                environment: "production".into(),
                reason: reason.map(commitment),
                request: RequestId(index),
                round,
                rule: Digest([1; 32]),
                task: TaskId { index, nth },
                verdict: approval::Verdict::Return,
                version: Digest([2; 32]),
            })
        }),
        Just(Body::WorkspaceCreate(genesis())),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    let times = (0..253_402_300_800_000u64, 0..253_402_300_800_000u64);
    let names = (
        any::<bool>(),
        any::<(u64, u64, u32)>(),
        any::<[u8; 16]>(),
        any::<Option<[u8; 32]>>(),
    );
    (body(), times, names, (any::<[u8; 32]>(), 0..1u64 << 53)).prop_map(
        |(body, (at, until), names, (root, size))| {
            let (person, (by, via, v), id, ws) = names;
            Act {
                at: Timestamp(at),
                body,
                by: if person {
                    Signer::Person(PersonId(by))
                } else {
                    Signer::Workstation(WorkstationId(by))
                },
                id: ActId(id),
                seen: Seen {
                    root: Hash(root),
                    size,
                },
                until: Timestamp(until),
                v,
                via: WorkstationId(via),
                ws: ws.map(Digest),
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(act in act()) {
        let text = act.to_text().unwrap();
        let read = Entry::parse(&note(text.trim_end_matches('\n')));
        prop_assert_eq!(read.map(|entry| entry.act), Ok(act));
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = Entry::parse(&bytes);
    }

    #[test]
    fn any_line_is_read_without_panic(line in "\\PC{0,200}") {
        let _ = Entry::parse(&note(&line));
    }

    #[test]
    fn one_changed_byte_is_another_entry_or_none(act in act(), at: prop::sample::Index, to: u8) {
        let bytes = note(act.to_text().unwrap().trim_end_matches('\n'));
        let mut other = bytes.clone();
        other[at.index(bytes.len())] = to;
        let digest = Entry::parse(&bytes).unwrap().digest;
        if let Ok(read) = Entry::parse(&other) {
            prop_assert_eq!(read.digest == digest, other == bytes);
            prop_assert_eq!(read.act.to_text().unwrap(), read.note.text, "what is read is canonical");
        }
    }
}
