//! The mutation and attack matrix of an export: each row is a forgery and the exact names of what must be found.
//!
//! An attacker of a row holds whatever key the row needs; tree, checkpoint and manifest are made to fit, so that nothing
//! but the named check stands between the forgery and a clean verdict.

use std::{collections::BTreeSet, fs, num::NonZeroUsize, ops::ControlFlow, path::Path};

use kernel::{
    act::{Body, change, clock},
    authority::Mode,
    digest::Digest,
    id::{PersonId, Signer, WorkstationId},
    state::Kernel,
    time::Timestamp,
};
use ledger::note::{KeyKind, SignerKey, sign_note};
use tests::maker::{Business, Forgery, Maker, base64, files, hex, sha256};
use verify::{
    export::{Given, Trust, Verdict, Verification, verify_export},
    replay::{self, Batch, Observer, Source, SourceError, Start},
};

fn check(dir: &Path, given: &Given) -> Verification {
    verify_export(dir, given, &mut |_, _| ControlFlow::Continue(()))
        .expect("there is something to judge")
}

/// The names of the findings, each once, in order.
fn names(dir: &Path, given: &Given) -> Vec<&'static str> {
    check(dir, given)
        .findings
        .counts()
        .keys()
        .copied()
        .collect()
}

fn given() -> Given {
    Given {
        threads: NonZeroUsize::new(2),
        ..Given::default()
    }
}

fn knowing(checkpoint: Vec<u8>) -> Given {
    Given {
        checkpoints: vec![("known".into(), checkpoint)],
        ..given()
    }
}

fn policy(text: String) -> Given {
    Given {
        policy: Some(text.into_bytes()),
        ..given()
    }
}

/// A company with one request open and one paid.
fn business() -> Business {
    let mut business = Business::new(7);
    business.refund();
    business
}

#[test]
fn what_is_permitted_verifies_at_every_size_and_decides_alike_without_a_memo() {
    assert_eq!(Business::new(1).entries.len(), Business::SETUP);
    for size in [60, 255, 256, 257, 513] {
        let business = Business::of_size(1, size, true);
        assert_eq!(business.entries.len(), size);
        let dir = business.forgery().write_temporary();
        let verification = check(dir.path(), &given());
        assert_eq!(
            verification.verdict(),
            Verdict::Verified,
            "{size}: {:?}",
            verification.findings.listed()
        );
        assert_eq!(verification.trust, Trust::Itself);
        assert_eq!(verification.checks.acts, size as u64);
        assert_eq!(
            (verification.checks.withheld, verification.checks.void),
            (0, 0)
        );
        assert!(
            verification.headline().starts_with("consistent: "),
            "{}",
            verification.headline()
        );
        let plain = check(
            dir.path(),
            &Given {
                mode: Mode::Plain,
                ..given()
            },
        );
        assert_eq!(plain.checks, verification.checks, "{size}");
        assert_eq!(plain.verdict(), Verdict::Verified);
    }
}

#[test]
fn a_log_of_one_entry_verifies_and_an_empty_one_says_nothing() {
    let whole = Maker::new(3);
    let mut first = whole.forgery();
    first.entries.truncate(1);
    assert_eq!(names(first.write_temporary().path(), &given()), [""; 0]);
    let empty = Maker::unborn(3).forgery();
    // Without an entry there is no key to trust, to sign a manifest, or to check the checkpoint with.
    let want = [
        "log_empty",
        "manifest_missing",
        "not_signed_by_given_key",
        "sealed_unknown",
    ];
    let found = names(empty.write_temporary().path(), &given());
    assert!(
        found.contains(&"log_empty") && found.contains(&"manifest_missing"),
        "{found:?}, not {want:?}"
    );
}

#[test]
fn two_hundred_and_more_single_byte_changes_are_all_found() {
    let dir = business().forgery().write_temporary();
    assert_eq!(names(dir.path(), &given()), [""; 0]);
    let mut seed = sha256(&[b"flips"]);
    let mut draw = || {
        seed = sha256(&[&seed]);
        usize::try_from(u64::from_be_bytes(seed[..8].try_into().unwrap()) >> 1).unwrap()
    };
    let mut flips = 0;
    for path in files(dir.path()) {
        let place = dir.path().join(&path);
        let bytes = fs::read(&place).unwrap();
        for _ in 0..16 {
            let mut changed = bytes.clone();
            let at = draw() % bytes.len();
            changed[at] ^= 1 << (draw() % 8);
            fs::write(&place, &changed).unwrap();
            let found = check(dir.path(), &given());
            assert_eq!(found.verdict(), Verdict::Findings, "byte {at} of {path}");
            let named = found
                .findings
                .listed()
                .iter()
                .any(|finding| finding.path.as_deref() == Some(&path));
            assert!(
                named,
                "byte {at} of {path} is found but the file not named: {:?}",
                found.findings.listed()
            );
            flips += 1;
        }
        fs::write(&place, &bytes).unwrap();
    }
    println!("{flips} single-byte changes, all found");
    assert!(flips >= 200);
    assert_eq!(names(dir.path(), &given()), [""; 0], "put back");
}

#[test]
fn cut_lengthened_missing_surplus_and_linked_files_are_all_found() {
    let dir = business().forgery().write_temporary();
    for path in files(dir.path()) {
        let place = dir.path().join(&path);
        let bytes = fs::read(&place).unwrap();
        let mut longer = bytes.clone();
        longer.push(b'\n');
        let cuts = [
            bytes[..bytes.len() - 1].to_vec(),
            bytes[..bytes.len() / 2].to_vec(),
            Vec::new(),
            longer,
        ];
        for (kind, cut) in cuts.iter().enumerate() {
            fs::write(&place, cut).unwrap();
            let found = check(dir.path(), &given());
            assert_eq!(found.verdict(), Verdict::Findings, "{path}, way {kind}");
        }
        fs::remove_file(&place).unwrap();
        assert_eq!(
            check(dir.path(), &given()).verdict(),
            Verdict::Findings,
            "{path} is missing"
        );
        let elsewhere = tempfile::NamedTempFile::new().unwrap();
        fs::write(elsewhere.path(), &bytes).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), &place).unwrap();
        assert!(
            names(dir.path(), &given()).contains(&"file_not_regular"),
            "{path} is a link"
        );
        fs::remove_file(&place).unwrap();
        fs::write(&place, &bytes).unwrap();
    }
    fs::write(dir.path().join("note.txt"), "hello").unwrap();
    assert_eq!(
        names(dir.path(), &given()),
        ["file_unexpected", "file_unlisted"]
    );
}

/// Rows where files are changed behind the manifest's back, or with the workstation's key.
#[test]
fn every_change_of_files_has_its_name() {
    type Change = fn(&Path, &Forgery);
    let rows: &[(&str, Change, &[&str])] = &[
        (
            "an entry is replaced by a copy of another, the tiles stay",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.entries[10] = forgery.entries[11].clone();
                let other = forgery.write_temporary();
                let path = files(dir)
                    .into_iter()
                    .find(|path| path.starts_with("tile/entries/"))
                    .unwrap();
                fs::copy(other.path().join(&path), dir.join(&path)).unwrap();
                forgery.write_manifest(dir);
            },
            &["leaf_mismatch"],
        ),
        (
            "two entries are swapped, the tiles stay",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.entries.swap(10, 11);
                let other = forgery.write_temporary();
                let path = files(dir)
                    .into_iter()
                    .find(|path| path.starts_with("tile/entries/"))
                    .unwrap();
                fs::copy(other.path().join(&path), dir.join(&path)).unwrap();
                forgery.write_manifest(dir);
            },
            &["leaf_mismatch"],
        ),
        (
            "entries and tiles are changed, the checkpoint stays",
            |dir, forgery| {
                let checkpoint = fs::read(dir.join("checkpoint")).unwrap();
                let mut forgery = forgery.clone();
                let last = forgery.entries.len() - 1;
                forgery.entries[last] = forgery.entries[last - 1].clone();
                forgery.write(dir);
                fs::write(dir.join("checkpoint"), checkpoint).unwrap();
                forgery.write_manifest(dir);
            },
            &["id_used", "root_mismatch"],
        ),
        (
            "a hash of a tile is changed",
            |dir, forgery| {
                let path = files(dir)
                    .into_iter()
                    .find(|path| path.starts_with("tile/0/"))
                    .unwrap();
                let mut bytes = fs::read(dir.join(&path)).unwrap();
                bytes[33] ^= 1;
                fs::write(dir.join(&path), bytes).unwrap();
                forgery.write_manifest(dir);
            },
            &["leaf_mismatch"],
        ),
        (
            "a surplus tile of a larger tree",
            |dir, forgery| {
                fs::write(dir.join("tile/0/000.p/200"), [0; 6400]).unwrap();
                forgery.write_manifest(dir);
            },
            &["stale_checkpoint"],
        ),
        (
            "a surplus smaller partial tile",
            |dir, forgery| {
                fs::write(dir.join("tile/0/000.p/2"), [0; 64]).unwrap();
                forgery.write_manifest(dir);
            },
            &["file_unexpected"],
        ),
        (
            "a blob's bytes are not those it is named by",
            |dir, forgery| {
                let path = files(dir)
                    .into_iter()
                    .find(|path| path.starts_with("blobs/"))
                    .unwrap();
                fs::write(dir.join(path), "other").unwrap();
                forgery.write_manifest(dir);
            },
            // Without the rule it names no version can pin it, and nothing that stands on it can be decided again.
            &[
                "blob_mismatch",
                "blob_missing",
                "change_not_open",
                "pin_not_in_force",
                "proposal_invalid",
                "request_not_open",
                "task_not_open",
                "version_not_published",
            ],
        ),
        (
            "an older checkpoint over newer files",
            |dir, forgery| {
                fs::write(dir.join("checkpoint"), forgery.checkpoint_at(20)).unwrap();
                forgery.write_manifest(dir);
            },
            &[
                "bundle_missing",
                "not_signed_by_given_key",
                "stale_checkpoint",
            ],
        ),
        (
            "the manifest names another file's digest",
            |dir, forgery| {
                let text = fs::read_to_string(dir.join("manifest")).unwrap();
                let (list, _) = text.split_once("\n\n").unwrap();
                let mut lines: Vec<String> = list.lines().map(str::to_owned).collect();
                let digest = lines[0].get(..64).unwrap().to_owned();
                lines[1].replace_range(..64, &digest);
                let note = sign_note(
                    &format!("{}\n", lines.join("\n")),
                    &[forgery.manifest_key.as_ref().unwrap()],
                )
                .unwrap();
                fs::write(dir.join("manifest"), note.to_bytes()).unwrap();
            },
            &["file_changed"],
        ),
        (
            "the manifest is out of order",
            |dir, forgery| {
                let text = fs::read_to_string(dir.join("manifest")).unwrap();
                let (list, _) = text.split_once("\n\n").unwrap();
                let mut lines: Vec<&str> = list.lines().collect();
                let last = lines.len() - 1;
                lines.swap(last, last - 1);
                let note = sign_note(
                    &format!("{}\n", lines.join("\n")),
                    &[forgery.manifest_key.as_ref().unwrap()],
                )
                .unwrap();
                fs::write(dir.join("manifest"), note.to_bytes()).unwrap();
            },
            &["file_unlisted", "manifest_malformed"],
        ),
        (
            "the manifest is signed by a person",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                let stranger = SignerKey::from_seed(
                    &format!("{}/p_0000000000000001", forgery.checkpoint_origin),
                    KeyKind::Ed25519,
                    &[3; 32],
                )
                .unwrap();
                forgery.manifest_key = Some(stranger);
                forgery.write_manifest(dir);
            },
            &["manifest_signer"],
        ),
        (
            "the manifest has a line of a stranger beside its own",
            |dir, forgery| {
                let stranger =
                    SignerKey::from_seed("stranger", KeyKind::Ed25519, &[3; 32]).unwrap();
                let mut note = Forgery::manifest(dir, forgery.manifest_key.as_ref().unwrap());
                note.signatures.push(stranger.sign(&note.text).unwrap());
                fs::write(dir.join("manifest"), note.to_bytes()).unwrap();
            },
            &["unknown_signature"],
        ),
        (
            "the checkpoint has a line of a stranger",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.cosigners.push((Forgery::witness("stranger", 3), 1));
                fs::write(
                    dir.join("checkpoint"),
                    forgery.checkpoint(forgery.entries.len(), forgery.root()),
                )
                .unwrap();
                forgery.write_manifest(dir);
            },
            &["unknown_signature"],
        ),
        (
            "the log's key signed the checkpoint twice",
            |dir, forgery| {
                let text = fs::read_to_string(dir.join("checkpoint")).unwrap();
                let (_, line) = text.split_once("\n\n").unwrap();
                fs::write(dir.join("checkpoint"), format!("{text}{line}")).unwrap();
                forgery.write_manifest(dir);
            },
            &["repeated_signature"],
        ),
        (
            "more signature lines than allowed",
            |dir, forgery| {
                let text = fs::read_to_string(dir.join("checkpoint")).unwrap();
                let (_, line) = text.split_once("\n\n").unwrap();
                fs::write(
                    dir.join("checkpoint"),
                    format!("{text}{}", line.repeat(200)),
                )
                .unwrap();
                forgery.write_manifest(dir);
            },
            &["too_many_signatures"],
        ),
        (
            "the checkpoint of another key",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.log_key =
                    SignerKey::from_seed(&forgery.checkpoint_origin, KeyKind::Ed25519, &[3; 32])
                        .unwrap();
                fs::write(
                    dir.join("checkpoint"),
                    forgery.checkpoint(forgery.entries.len(), forgery.root()),
                )
                .unwrap();
                forgery.write_manifest(dir);
            },
            &["not_signed_by_given_key"],
        ),
        (
            "another origin",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.checkpoint_origin = "example.com/other".into();
                fs::write(
                    dir.join("checkpoint"),
                    forgery.checkpoint(forgery.entries.len(), forgery.root()),
                )
                .unwrap();
                forgery.write_manifest(dir);
            },
            &["not_signed_by_given_key", "origin_mismatch"],
        ),
        (
            "another policy file",
            |dir, forgery| {
                fs::write(dir.join("policy"), "quorum none\n").unwrap();
                forgery.write_manifest(dir);
            },
            &["policy_file_mismatch"],
        ),
        (
            "a key that the log does not know",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.keys.entry("x".into()).or_default().push("y".into());
                forgery.write(dir);
            },
            &["keys_mismatch"],
        ),
        (
            "a disclosed value is changed",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.disclosed[0].value.push('!');
                forgery.write(dir);
            },
            &["sealed_line"],
        ),
        (
            "a disclosed value of another log",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                let mut other = Maker::new(99);
                let id = other.draw_id();
                other.seal(id, "name", "Nobody");
                forgery
                    .disclosed
                    .push(other.forgery().disclosed.pop().unwrap());
                forgery.write(dir);
            },
            &["sealed_unknown"],
        ),
        (
            "a value disclosed twice",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.disclosed.push(forgery.disclosed[0].clone());
                forgery.write(dir);
            },
            &["sealed_line"],
        ),
        (
            "values withheld are no finding",
            |dir, forgery| {
                let mut forgery = forgery.clone();
                forgery.disclosed.clear();
                forgery.write(dir);
            },
            &[],
        ),
    ];
    let forgery = business().forgery();
    let mut wrong = Vec::new();
    for (row, change, want) in rows {
        let dir = forgery.write_temporary();
        change(dir.path(), &forgery);
        let found = names(dir.path(), &given());
        if found != *want {
            wrong.push(format!("{row}: {found:?}, not {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rows where the attacker holds the log's key: entries are changed, and tree, checkpoint and manifest made anew.
#[test]
fn every_change_of_entries_by_the_holder_of_the_log_key_has_its_name() {
    type Change = fn(&mut Vec<Vec<u8>>);
    let rows: &[(&str, Change, &[&str])] = &[
        (
            "a request is dropped: what follows names a longer log",
            |entries| drop(entries.remove(entries.len() - 4)),
            &["sealed_unknown", "seen_ahead"],
        ),
        (
            "two acts are swapped",
            |entries| entries.swap(20, 21),
            &["seen_ahead", "seen_mismatch"],
        ),
        (
            "an act is repeated",
            |entries| entries.push(entries[entries.len() - 1].clone()),
            &["id_used"],
        ),
        (
            "the first entry is dropped, and with it whose log it is",
            |entries| drop(entries.remove(0)),
            &["not_signed_by_given_key"],
        ),
    ];
    let mut wrong = Vec::new();
    for (row, change, want) in rows {
        let mut forgery = business().forgery();
        change(&mut forgery.entries);
        let found = names(forgery.write_temporary().path(), &given());
        if found != *want {
            wrong.push(format!("{row}: {found:?}, not {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rows where acts that the kernel refuses stand in the log all the same.
#[test]
fn every_act_that_should_never_have_been_appended_has_the_name_of_its_refusal() {
    type Act = fn(&mut Business);
    let rows: &[(&str, Act, &[&str])] = &[
        (
            "the requester approves",
            |b| {
                let request = b.request("120.00");
                assert_eq!(
                    b.approve(request, Business::REQUESTER).unwrap_err().code(),
                    "self_approval"
                );
            },
            &["self_approval"],
        ),
        (
            "an approval before its request",
            |b| {
                let request = b.request("120.00");
                let mut body = b.approval(request);
                body.task.index += 1_000;
                body.request.0 += 1_000;
                b.forced(
                    Signer::Person(Business::FIRST_APPROVER),
                    Body::ApprovalDecide(body),
                )
                .unwrap_err();
            },
            &["approval_before_request"],
        ),
        (
            "one person approves twice where two are needed",
            |b| {
                let request = b.request("900.00");
                b.approve(request, Business::FIRST_APPROVER).unwrap();
                b.approve(request, Business::FIRST_APPROVER).unwrap_err();
            },
            &["decided_already"],
        ),
        (
            "an approval that covers another amount",
            |b| {
                let request = b.request("120.00");
                let mut body = b.approval(request);
                body.covers.pop();
                b.forced(
                    Signer::Person(Business::FIRST_APPROVER),
                    Body::ApprovalDecide(body),
                )
                .unwrap_err();
            },
            &["covers_mismatch"],
        ),
        (
            "an approval bound to another version",
            |b| {
                let request = b.request("120.00");
                let mut body = b.approval(request);
                body.version = Digest([9; 32]);
                b.forced(
                    Signer::Person(Business::FIRST_APPROVER),
                    Body::ApprovalDecide(body),
                )
                .unwrap_err();
            },
            &["decision_mismatch"],
        ),
        (
            "somebody without a role approves",
            |b| {
                let request = b.request("120.00");
                b.approve(request, Business::BUILDER).unwrap_err();
            },
            &["not_permitted"],
        ),
        (
            "a key is used after its end",
            |b| {
                let approver = Signer::Person(Business::FIRST_APPROVER);
                let request = b.request("120.00");
                let old = b.reset_key(Business::FIRST_APPROVER, Some(Business::SECOND));
                b.use_key(approver, old);
                b.approve(request, Business::FIRST_APPROVER).unwrap_err();
            },
            &["key_not_valid_at_index"],
        ),
        (
            "the approver is disabled between request and approval",
            |b| {
                let request = b.request("120.00");
                let admin = b.admin();
                b.change(
                    admin,
                    Some(Business::SECOND),
                    change::Proposal::PersonDisable {
                        person: Business::FIRST_APPROVER,
                    },
                );
                b.approve(request, Business::FIRST_APPROVER).unwrap_err();
            },
            &["person_disabled"],
        ),
        (
            "the proposer decides",
            |b| {
                let admin = b.admin();
                b.change(
                    admin,
                    None,
                    change::Proposal::PersonDisable {
                        person: Business::BUILDER,
                    },
                );
                let (change, open) = b
                    .kernel
                    .state
                    .changes
                    .iter()
                    .next()
                    .map(|(id, open)| (*id, open.digest))
                    .unwrap();
                let body = change::Decide {
                    change,
                    digest: open,
                    reason: None,
                    verdict: change::Verdict::Approve,
                };
                b.forced(Signer::Person(admin), Body::ChangeDecide(body))
                    .unwrap_err();
            },
            &["proposer_approval"],
        ),
        (
            "a stranger signs",
            |b| {
                let stranger = Signer::Person(PersonId(77));
                let key = b.draw_key(stranger);
                b.use_key(stranger, key);
                b.forced(
                    stranger,
                    Body::DataExport(kernel::act::data::Export {
                        discloses: kernel::act::data::Disclosure::All,
                    }),
                )
                .unwrap_err();
            },
            &["signer_unknown"],
        ),
        (
            "a signature does not fit",
            |b| {
                let signed = |b: &mut Business| {
                    let id = b.draw_id();
                    let act = b.act(id, Signer::Workstation(WorkstationId(1)), tick(b.now));
                    String::from_utf8(b.sign(&act, &[])).unwrap()
                };
                let (one, other) = (signed(b), signed(b));
                let (text, _) = one.split_once("\n\n").unwrap();
                let (_, line) = other.split_once("\n\n").unwrap();
                b.append(format!("{text}\n\n{line}").into_bytes())
                    .unwrap_or_default();
            },
            &["signature_invalid"],
        ),
        (
            "a surplus signature",
            |b| {
                let id = b.draw_id();
                let act = b.act(id, Signer::Workstation(WorkstationId(1)), tick(b.now));
                let other = b.key(Signer::Person(PersonId(1)));
                let entry = b.sign(&act, &[&other]);
                b.append(entry).unwrap_or_default();
            },
            &["signature_surplus"],
        ),
        (
            "the clock runs backwards",
            |b| {
                let earlier = b.now.minus_millis(1);
                b.forced(Signer::Workstation(WorkstationId(1)), tick(earlier))
                    .unwrap_err();
            },
            &["clock_backwards"],
        ),
        (
            "an act is held back too long",
            |b| {
                let request = b.request("120.00");
                let id = b.draw_id();
                let act = b.act(
                    id,
                    Signer::Person(Business::FIRST_APPROVER),
                    Body::ApprovalDecide(b.approval(request)),
                );
                let held = b.sign(&act, &[]);
                b.tick(16 * 60 * 1000);
                b.append(held).unwrap_err();
            },
            &["expired"],
        ),
        (
            "an id is used again",
            |b| {
                let id = b.draw_id();
                for _ in 0..2 {
                    let act = b.act(id, Signer::Workstation(WorkstationId(1)), tick(b.now));
                    let entry = b.sign(&act, &[]);
                    b.append(entry).map(drop).unwrap_or_default();
                }
            },
            &["id_used"],
        ),
        (
            "an act on another history",
            |b| {
                let id = b.draw_id();
                let mut act = b.act(id, Signer::Workstation(WorkstationId(1)), tick(b.now));
                act.seen.root.0[0] ^= 1;
                let entry = b.sign(&act, &[]);
                b.append(entry).unwrap_err();
            },
            &["seen_mismatch"],
        ),
        (
            "an act of another workspace",
            |b| {
                let id = b.draw_id();
                let mut act = b.act(id, Signer::Workstation(WorkstationId(1)), tick(b.now));
                act.ws = Some(Digest([9; 32]));
                let entry = b.sign(&act, &[]);
                b.append(entry).unwrap_err();
            },
            &["other_workspace"],
        ),
        (
            "an act of other rules",
            |b| {
                let id = b.draw_id();
                let mut act = b.act(id, Signer::Workstation(WorkstationId(1)), tick(b.now));
                act.v = 2;
                let entry = b.sign(&act, &[]);
                b.append(entry).unwrap_err();
            },
            &["other_rules_version"],
        ),
        (
            "JSON with a space",
            |b| bent(b, |line| line.replacen("\":", "\": ", 1)),
            &["not_canonical"],
        ),
        (
            "a JSON key twice",
            |b| bent(b, |line| line.replacen("\"v\":1", "\"v\":1,\"v\":1", 1)),
            &["duplicate_key"],
        ),
        (
            "an unknown field",
            |b| bent(b, |line| line.replacen("\"v\":1", "\"v\":1,\"va\":1", 1)),
            &["shape"],
        ),
        (
            "an unknown act",
            |b| bent(b, |line| line.replacen("clock.tick", "clock.tock", 1)),
            &["unknown_act"],
        ),
        (
            "on and body differ",
            |b| {
                bent(b, |line| {
                    line.replacen("\"on\":\"clock\"", "\"on\":\"clack\"", 1)
                })
            },
            &["object_mismatch"],
        ),
        (
            "bytes that are no note",
            |b| drop(b.append(b"hello\n".to_vec()).unwrap_err()),
            &["not_a_note"],
        ),
        (
            "a weak key is enrolled",
            |b| {
                let name = format!("{}/p_0000000000000009", b.origin);
                let mut weak = [0; 32];
                weak[0] = 1;
                let id = sha256(&[name.as_bytes(), b"\n\x01", &weak]);
                let key = format!(
                    "{name}+{}+{}",
                    hex(&id[..4]),
                    base64(&[&[1], weak.as_slice()].concat())
                );
                let act_id = b.draw_id();
                let name = b.seal(act_id, "name", "Weak");
                let proposal = change::Proposal::PersonAdd {
                    key,
                    manager: None,
                    name,
                    person: PersonId(9),
                };
                let body = Body::ChangePropose(change::Propose {
                    change: proposal,
                    reason: None,
                    replaces: None,
                });
                let act = b.act(act_id, Signer::Person(PersonId(1)), body);
                let entry = b.sign(&act, &[]);
                b.append(entry).unwrap_err();
            },
            &["weak_key"],
        ),
    ];
    let mut wrong = Vec::new();
    for (row, act, want) in rows {
        let mut business = business();
        let before = business.entries.len();
        act(&mut business);
        assert!(business.entries.len() > before, "{row}");
        let dir = business.forgery().write_temporary();
        let found = check(dir.path(), &given());
        let codes: Vec<&str> = found.findings.counts().keys().copied().collect();
        let listed = found.findings.listed();
        let is_named = listed
            .iter()
            .all(|finding| finding.index.is_some_and(|index| index >= before as u64));
        if codes != *want || !is_named {
            wrong.push(format!("{row}: {listed:?}, not {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn tick(time: Timestamp) -> Body {
    Body::ClockTick(clock::Tick { time })
}

/// A tick whose line is bent before it is signed.
fn bent(business: &mut Business, bend: fn(&str) -> String) {
    let workstation = Signer::Workstation(WorkstationId(1));
    let id = business.draw_id();
    let line = business
        .act(id, workstation, tick(business.now))
        .to_text()
        .unwrap();
    let entry = sign_note(&bend(&line), &[&business.key(workstation)])
        .unwrap()
        .to_bytes();
    business.append(entry).unwrap_err();
}

#[test]
fn checkpoints_from_elsewhere_find_what_was_cut_off_rolled_back_or_forked() {
    let whole = Business::of_size(5, 80, true).forgery();
    let newest = whole.checkpoint(80, whole.root());
    let mut cut = whole.clone();
    cut.entries.truncate(70);
    let cut_dir = cut.write_temporary();
    // Values of the part that was cut off would give it away, so the attacker leaves them out.
    let without_values = Forgery {
        disclosed: Vec::new(),
        ..cut.clone()
    }
    .write_temporary();
    assert_eq!(
        names(without_values.path(), &given()),
        [""; 0],
        "nothing newer is known"
    );
    let said = check(without_values.path(), &given());
    assert!(
        said.statements
            .iter()
            .any(|statement| statement.code == "nothing_newer_known")
    );
    assert!(
        names(cut_dir.path(), &given())
            .iter()
            .all(|name| *name == "sealed_unknown")
    );
    assert_eq!(
        names(without_values.path(), &knowing(newest.clone())),
        ["behind_known_checkpoint"]
    );

    let dir = whole.write_temporary();
    let older = whole.checkpoint_at(70);
    let anchored = check(dir.path(), &knowing(older));
    assert_eq!(anchored.verdict(), Verdict::Verified);
    assert_eq!(
        (anchored.anchors[0].size, anchored.anchors[0].newer),
        (70, 10)
    );

    let rows = [
        (
            "another root at the same size",
            whole.checkpoint(80, [1; 32]),
            "fork",
        ),
        (
            "another root at a smaller size",
            whole.checkpoint(70, [1; 32]),
            "fork",
        ),
        (
            "a larger size",
            whole.checkpoint(81, [1; 32]),
            "behind_known_checkpoint",
        ),
        (
            "another log",
            Maker::new(9).forgery().checkpoint(1, [1; 32]),
            "origin_mismatch",
        ),
        (
            "not signed by the log",
            {
                let log_key =
                    SignerKey::from_seed(&whole.checkpoint_origin, KeyKind::Ed25519, &[4; 32])
                        .unwrap();
                Forgery {
                    log_key,
                    ..whole.clone()
                }
                .checkpoint(80, whole.root())
            },
            "not_signed_by_given_key",
        ),
        ("no note", b"hello".to_vec(), "note_malformed"),
    ];
    for (row, checkpoint, want) in rows {
        assert_eq!(names(dir.path(), &knowing(checkpoint)), [want], "{row}");
    }
}

#[test]
fn trust_rests_only_on_what_is_given() {
    let business = business();
    let mut forgery = business.forgery();
    let log = forgery.log_key.verifier().to_string();
    let witness = Forgery::witness("witness.example", 8);
    let other = Forgery::witness("other.example", 9);
    let vkey = witness.verifier().to_string();
    let seconds = business.now.0 / 1000;
    forgery.cosigners = vec![(witness.clone(), seconds)];
    let dir = forgery.write_temporary();
    let stranger =
        SignerKey::from_seed(&forgery.checkpoint_origin, KeyKind::Ed25519, &[4; 32]).unwrap();
    let twice = witness.verifier().public().as_bytes();
    let renamed =
        ledger::note::VerifierKey::new("again.example", KeyKind::Cosignature, twice).unwrap();
    let rows: &[(&str, String, &[&str])] = &[
        (
            "log and witness",
            format!("log {log}\nwitness w {vkey}\nquorum w\n"),
            &[],
        ),
        (
            "another witness is wanted",
            format!(
                "log {log}\nwitness w {vkey}\nwitness o {}\ngroup g all w o\nquorum g\n",
                other.verifier()
            ),
            &["quorum_not_met"],
        ),
        (
            "one cosigner under two names",
            format!(
                "log {log}\nwitness w {vkey}\nwitness a {renamed}\ngroup g all w a\nquorum g\n"
            ),
            &["duplicate_cosigner_key", "unknown_signature"],
        ),
        (
            "the witness is not known",
            format!("log {log}\nquorum none\n"),
            &["unknown_signature"],
        ),
        (
            "another key for the origin",
            format!("log {}\nwitness w {vkey}\nquorum w\n", stranger.verifier()),
            &["log_key_mismatch"],
        ),
        (
            "another log",
            format!(
                "log {}\nwitness w {vkey}\nquorum w\n",
                Maker::new(9).forgery().log_key.verifier()
            ),
            &["origin_mismatch"],
        ),
    ];
    for (row, text, want) in rows {
        let found = check(dir.path(), &policy(text.clone()));
        assert_eq!(found.trust, Trust::Policy);
        let codes: Vec<&str> = found.findings.counts().keys().copied().collect();
        assert_eq!(codes, *want, "{row}: {:?}", found.findings.listed());
    }
    let unusable = verify_export(dir.path(), &policy("hello\n".into()), &mut |_, _| {
        ControlFlow::Continue(())
    });
    assert!(
        unusable.is_err(),
        "a policy that cannot be used leaves nothing to judge by"
    );

    let dir = business.forgery().write_temporary();
    let fingerprint = Digest::of(&business.entries[0]);
    let right = check(
        dir.path(),
        &Given {
            fingerprint: Some(fingerprint),
            ..given()
        },
    );
    assert_eq!(
        (right.trust, right.verdict()),
        (Trust::Fingerprint, Verdict::Verified)
    );
    let wrong = Given {
        fingerprint: Some(Digest([1; 32])),
        ..given()
    };
    assert_eq!(names(dir.path(), &wrong), ["fingerprint_mismatch"]);
}

#[test]
fn ticks_that_contradict_a_cosignature_are_found() {
    let business = business();
    let mut forgery = business.forgery();
    let witness = Forgery::witness("witness.example", 8);
    let given = |forgery: &Forgery| {
        policy(format!(
            "log {}\nwitness w {}\nquorum w\n",
            forgery.log_key.verifier(),
            witness.verifier()
        ))
    };
    let now = business.now.0 / 1000;
    let rows: [(u64, &[&str]); 3] = [
        (now, &[]),
        (now - 240, &[]),
        (now - 600, &["log_time_contradiction"]),
    ];
    for (time, want) in rows {
        forgery.cosigners = vec![(witness.clone(), time)];
        assert_eq!(
            names(forgery.write_temporary().path(), &given(&forgery)),
            want,
            "cosigned {} s ago",
            now - time
        );
    }
    // A tick behind the cosigned tree that lies before the cosignature.
    let mut late = business.clone();
    late.tick(1_000);
    let mut known = business.forgery();
    known.cosigners = vec![(witness.clone(), now + 3_600)];
    let checkpoint = known.checkpoint(known.entries.len(), known.root());
    let mut given = given(&known);
    given.checkpoints = vec![("known".into(), checkpoint)];
    let unsigned = Forgery {
        cosigners: vec![(witness.clone(), now)],
        ..late.forgery()
    };
    assert_eq!(
        names(unsigned.write_temporary().path(), &given),
        ["log_time_contradiction"]
    );
}

#[test]
fn what_is_no_export_is_not_judged() {
    let empty = tempfile::tempdir().unwrap();
    let file = empty.path().join("file");
    let nowhere = empty.path().join("nowhere");
    for dir in [empty.path(), &nowhere] {
        assert!(
            verify_export(dir, &given(), &mut |_, _| ControlFlow::Continue(())).is_err(),
            "{}",
            dir.display()
        );
    }
    fs::write(&file, "hello").unwrap();
    assert!(verify_export(&file, &given(), &mut |_, _| ControlFlow::Continue(())).is_err());
    let dir = business().forgery().write_temporary();
    assert!(
        verify_export(dir.path(), &given(), &mut |_, _| ControlFlow::Break(())).is_err(),
        "cancelled"
    );
}

/// Entries in memory.
struct Memory<'a>(&'a Maker, Vec<Vec<u8>>);

impl Source for Memory<'_> {
    fn size(&self) -> u64 {
        self.1.len() as u64
    }

    fn read(&self, first: u64, most: usize) -> Result<Batch, SourceError> {
        Ok(self.1.iter().skip(first as usize).take(most).collect())
    }

    fn blob(&self, digest: &Digest) -> Option<std::sync::Arc<[u8]>> {
        kernel::lookup::Lookup::blob(self.0, digest)
    }
}

#[derive(Default)]
struct Voids(Vec<(u64, &'static str)>);

impl Observer for Voids {
    fn decided(&mut self, decided: &replay::Decided<'_>) {
        if let Err(refusal) = decided.verdict {
            self.0.push((decided.index, refusal.code()));
        }
    }
}

#[test]
fn replay_leads_to_the_makers_state_from_any_prefix_and_with_any_number_of_threads() {
    let business = Business::of_size(2, 700, false);
    let threads = |count| NonZeroUsize::new(count).unwrap();
    let source = Memory(&business, business.entries.clone());
    for count in [1, 2, 5] {
        let mut voids = Voids::default();
        let replayed = replay::replay(
            &source,
            Start::fresh(Mode::Memoised),
            threads(count),
            &mut voids,
        );
        assert_eq!(replayed.ended, replay::Ended::Complete);
        assert_eq!(voids.0, []);
        assert_eq!(
            replayed.kernel.state.digest(),
            business.kernel.state.digest(),
            "{count} threads"
        );
        assert_eq!(replayed.range.root(), business.root(700));
    }
    for prefix in [1, 256, 300, 699, 700] {
        let part = Memory(&business, business.entries[..prefix].to_vec());
        let before = replay::replay(
            &part,
            Start::fresh(Mode::Memoised),
            threads(2),
            &mut Voids::default(),
        );
        let view = replay::View {
            history: &before.history,
            source: &source,
        };
        let start = Start {
            kernel: before.kernel.clone(),
            range: before.range.clone(),
            before: Some(&view),
        };
        let mut voids = Voids::default();
        let after = replay::replay(&source, start, threads(2), &mut voids);
        assert_eq!(voids.0, [], "from {prefix}");
        assert_eq!(
            after.kernel.state.digest(),
            business.kernel.state.digest(),
            "from {prefix}"
        );
        assert_eq!(after.range.root(), business.root(700), "from {prefix}");
    }
}

#[test]
fn an_entry_beyond_the_limit_is_void_and_the_next_ones_are_judged() {
    let business = business();
    let mut entries = business.entries.clone();
    entries.push(vec![b'a'; 65_536]);
    let mut voids = Voids::default();
    let replayed = replay::replay(
        &Memory(&business, entries),
        Start::fresh(Mode::Memoised),
        NonZeroUsize::MIN,
        &mut voids,
    );
    assert_eq!(
        voids.0,
        [(business.entries.len() as u64, "entry_too_large")]
    );
    let after: &Kernel = &replayed.kernel;
    assert_eq!(after.state.size, business.kernel.state.size + 1);
}

#[test]
fn the_documented_names_are_those_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/verdicts.md");
    let text = fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split(" | ");
        let name = cells.next()?.strip_suffix('`')?.to_owned();
        let passes = cells.nth(1)?.trim_end_matches(" |") == "yes";
        Some((name, passes))
    };
    let documented: Vec<(String, bool)> = text.lines().filter_map(row).collect();
    let names = |list: &'static [(&str, &str)]| list.iter().map(|(name, _)| *name);
    let findings =
        names(verify::export::codes::FINDINGS).chain(kernel::Refusal::CODES.iter().copied());
    let mut known: BTreeSet<(String, bool)> =
        findings.map(|name| (name.to_owned(), false)).collect();
    known.extend(names(verify::export::codes::STATEMENTS).map(|name| (name.to_owned(), true)));
    assert_eq!(documented.iter().cloned().collect::<BTreeSet<_>>(), known);
    assert_eq!(documented.len(), known.len(), "no name stands twice");
}
