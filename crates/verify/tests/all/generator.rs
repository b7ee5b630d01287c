//! Writes logs, notes and proofs from the definitions, deliberately slow, sharing nothing with the
//! program but SHA-256 and Ed25519.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest as _, Sha256};

pub type Hash = [u8; 32];

pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub fn sha(parts: &[&[u8]]) -> Hash {
    let mut sha = Sha256::new();
    parts.iter().for_each(|part| sha.update(part));
    sha.finalize().into()
}

pub fn leaf(entry: &[u8]) -> Hash {
    sha(&[&[0], entry])
}

pub fn split(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha(&[]),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(split(more.len()));
            sha(&[&[1], &root(left), &root(right)])
        }
    }
}

pub fn inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return vec![];
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut proof, sibling) = if index < left.len() {
        (inclusion(index, left), root(right))
    } else {
        (inclusion(index - left.len(), right), root(left))
    };
    proof.push(sibling);
    proof
}

pub fn consistency(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { vec![] } else { vec![root(leaves)] };
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut proof, other) = if old <= left.len() {
        (consistency(old, left, whole), root(right))
    } else {
        (consistency(old - left.len(), right, false), root(left))
    };
    proof.push(other);
    proof
}

pub struct Key {
    name: String,
    kind: u8,
    signing: SigningKey,
}

impl Key {
    pub fn new(name: &str, kind: u8, seed: u8) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            signing: SigningKey::from_bytes(&[seed; 32]),
        }
    }

    fn id(&self) -> [u8; 4] {
        let public = self.signing.verifying_key().to_bytes();
        sha(&[self.name.as_bytes(), b"\n", &[self.kind], &public])[..4]
            .try_into()
            .unwrap()
    }

    pub fn vkey(&self) -> String {
        let id = u32::from_be_bytes(self.id());
        let public = self.signing.verifying_key().to_bytes();
        format!(
            "{}+{id:08x}+{}",
            self.name,
            base64(&[&[self.kind], public.as_slice()].concat())
        )
    }

    pub fn raw(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }

    /// A signature line; a cosigner states the time 1780000000.
    pub fn line(&self, text: &str) -> String {
        let time = 1_780_000_000_u64;
        let blob = if self.kind == 4 {
            let message = format!("cosignature/v1\ntime {time}\n{text}");
            [
                self.id().as_slice(),
                &time.to_be_bytes(),
                &self.raw(message.as_bytes()),
            ]
            .concat()
        } else {
            [self.id().as_slice(), &self.raw(text.as_bytes())].concat()
        };
        format!("\u{2014} {} {}\n", self.name, base64(&blob))
    }
}

pub fn note(text: &str, keys: &[&Key]) -> String {
    let lines: String = keys.iter().map(|key| key.line(text)).collect();
    format!("{text}\n{lines}")
}

pub fn checkpoint(origin: &str, leaves: &[Hash], keys: &[&Key]) -> String {
    note(
        &format!("{origin}\n{}\n{}\n", leaves.len(), base64(&root(leaves))),
        keys,
    )
}

pub fn entry(index: usize) -> Vec<u8> {
    format!("entry {index}").repeat(index % 3).into_bytes()
}

pub fn leaves(size: usize) -> Vec<Hash> {
    (0..size).map(|index| leaf(&entry(index))).collect()
}

fn number(mut index: usize) -> String {
    let mut path = format!("{:03}", index % 1000);
    while index >= 1000 {
        index /= 1000;
        path = format!("x{:03}/{path}", index % 1000);
    }
    path
}

fn put(dir: &Path, level: &str, index: usize, items: &[Vec<u8>]) {
    let partial = if items.len() == 256 {
        String::new()
    } else {
        format!(".p/{}", items.len())
    };
    let path = dir.join(format!("tile/{level}/{}{partial}", number(index)));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, items.concat()).unwrap();
}

/// Writes the tiles that a tree of `size` needs, leaving what is there.
pub fn write_tiles(dir: &Path, size: usize) {
    let bundle = |index: usize| {
        let entry = entry(index);
        [&(entry.len() as u16).to_be_bytes(), entry.as_slice()].concat()
    };
    let entries: Vec<Vec<u8>> = (0..size).map(bundle).collect();
    for (index, items) in entries.chunks(256).enumerate() {
        put(dir, "entries", index, items);
    }
    let mut row = leaves(size);
    for level in 0.. {
        for (index, hashes) in row.chunks(256).enumerate() {
            let items: Vec<Vec<u8>> = hashes.iter().map(|hash| hash.to_vec()).collect();
            put(dir, &level.to_string(), index, &items);
        }
        row = row.chunks_exact(256).map(root).collect();
        if row.is_empty() {
            break;
        }
    }
}

pub const ORIGIN: &str = "foreign.example/log";

pub fn log_key() -> Key {
    Key::new(ORIGIN, 1, 1)
}

pub fn write_log(dir: &Path, size: usize, keys: &[&Key]) {
    fs::create_dir_all(dir).unwrap();
    write_tiles(dir, size);
    fs::write(
        dir.join("checkpoint"),
        checkpoint(ORIGIN, &leaves(size), keys),
    )
    .unwrap();
}
