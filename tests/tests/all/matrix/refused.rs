//! Acts that the kernel refuses and that stand in the log all the same.

use kernel::{
    act::{Body, change, clock},
    digest::Digest,
    id::{PersonId, Signer, WorkstationId},
    time::Timestamp,
};

use ledger::note::sign_note;

use tests::maker::{Business, base64, hex, sha256};

use super::{business, check, given};

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
