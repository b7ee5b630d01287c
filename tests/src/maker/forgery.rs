//! The parts of an export, free to be bent, and how they are written as an attacker with the keys would.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{commitment::Commitment, digest::Digest, id::ActId};
use ledger::note::{KeyKind, Note, SignerKey, sign_note};
use serde_json::json;

use super::naive::{self, base64, hex, sha256};

/// A sealed value that the export discloses.
#[derive(Clone)]
#[expect(
    missing_docs,
    reason = "the names are those of the lines of `sealed.jsonl`"
)]
pub struct Disclosed {
    pub commit: Commitment,
    pub id: ActId,
    pub path: String,
    pub salt: [u8; 32],
    pub value: String,
}

/// The parts of an export.
#[derive(Clone)]
pub struct Forgery {
    /// The entries; tree and checkpoint follow from them.
    pub entries: Vec<Vec<u8>>,
    /// Record blobs.
    pub blobs: BTreeMap<Digest, Arc<[u8]>>,
    /// Lines of `sealed.jsonl`.
    pub disclosed: Vec<Disclosed>,
    /// `keys.json`.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The origin that the checkpoint names.
    pub checkpoint_origin: String,
    /// Who signs the checkpoint.
    pub log_key: SignerKey,
    /// Who signs the manifest; nobody if there is no workstation yet.
    pub manifest_key: Option<SignerKey>,
    /// Who cosigns the checkpoint, and when, in seconds.
    pub cosigners: Vec<(SignerKey, u64)>,
}

impl Forgery {
    /// Writes the export into an empty folder.
    pub fn write(&self, dir: &Path) {
        let root = naive::write_tiles(dir, &self.entries);
        self.put(
            dir,
            "checkpoint",
            &self.checkpoint(self.entries.len(), root),
        );
        for (digest, bytes) in &self.blobs {
            self.put(dir, &format!("blobs/{}", hex(&digest.0)), bytes);
        }
        let mut disclosed: Vec<&Disclosed> = self.disclosed.iter().collect();
        disclosed.sort_by_key(|disclosed| disclosed.commit);
        let lines: String = disclosed
            .into_iter()
            .map(|disclosed| format!("{}\n", disclosed.line()))
            .collect();
        self.put(dir, "sealed.jsonl", lines.as_bytes());
        self.put(dir, "keys.json", json!(self.keys).to_string().as_bytes());
        self.put(
            dir,
            "policy",
            format!("log {}\nquorum none\n", self.log_key.verifier()).as_bytes(),
        );
        self.put(dir, "README.txt", b"A test export.\n");
        self.write_manifest(dir);
    }

    /// Writes into a new temporary folder.
    pub fn write_temporary(&self) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        self.write(dir.path());
        dir
    }

    fn put(&self, dir: &Path, path: &str, bytes: &[u8]) {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("folders can be made");
        fs::write(path, bytes).expect("files can be written");
    }

    /// A signed checkpoint of this log.
    pub fn checkpoint(&self, size: usize, root: [u8; 32]) -> Vec<u8> {
        let text = format!("{}\n{size}\n{}\n", self.checkpoint_origin, base64(&root));
        let mut note = sign_note(&text, &[&self.log_key]).expect("the checkpoint can be signed");
        for (cosigner, time) in &self.cosigners {
            let line = ledger::cosignature::cosign(cosigner, &text, *time)
                .expect("the checkpoint can be cosigned");
            note.signatures.push(line);
        }
        note.to_bytes()
    }

    /// The checkpoint of the first `size` entries.
    pub fn checkpoint_at(&self, size: usize) -> Vec<u8> {
        let leaves: Vec<[u8; 32]> = self
            .entries
            .iter()
            .take(size)
            .map(|entry| naive::leaf(entry))
            .collect();
        self.checkpoint(size, naive::mth(&leaves))
    }

    /// The root of all entries.
    pub fn root(&self) -> [u8; 32] {
        let leaves: Vec<[u8; 32]> = self
            .entries
            .iter()
            .map(|entry| naive::leaf(entry))
            .collect();
        naive::mth(&leaves)
    }

    /// Lists what lies in the folder now, and signs the list.
    pub fn write_manifest(&self, dir: &Path) {
        let Some(key) = &self.manifest_key else {
            return;
        };
        self.put(dir, "manifest", &Self::manifest(dir, key).to_bytes());
    }

    /// The manifest of what lies in the folder now.
    pub fn manifest(dir: &Path, key: &SignerKey) -> Note {
        let text: String = files(dir)
            .into_iter()
            .filter(|path| path != "manifest")
            .map(|path| {
                format!(
                    "{} {path}\n",
                    hex(&sha256(&[
                        &fs::read(dir.join(&path)).expect("it can be read")
                    ]))
                )
            })
            .collect();
        sign_note(&text, &[key]).expect("the manifest can be signed")
    }

    /// A witness of the test.
    pub fn witness(name: &str, seed: u8) -> SignerKey {
        SignerKey::from_seed(name, KeyKind::Cosignature, &[seed; 32]).expect("the name names a key")
    }
}

impl Disclosed {
    /// The line of `sealed.jsonl`.
    pub fn line(&self) -> String {
        json!({
            "commit": self.commit,
            "id": self.id,
            "path": self.path,
            "salt": base64(&self.salt),
            "value": self.value,
        })
        .to_string()
    }
}

/// Every file below a folder, sorted bytewise.
pub fn files(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(dir.join(&folder))
            .expect("the folder can be read")
            .flatten()
        {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else {
                found.push(path.to_str().expect("paths are text").to_owned());
            }
        }
    }
    found.sort_unstable();
    found
}
