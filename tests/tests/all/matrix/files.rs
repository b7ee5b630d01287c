//! Files that are changed behind the manifest's back, or with the workstation's key.

use std::{fs, path::Path};

use ledger::note::{KeyKind, SignerKey, sign_note};

use tests::maker::{Forgery, Maker, files};

use super::{business, given, names};

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
