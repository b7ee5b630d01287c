//! `manifest`: a signed note whose text is one `<sha256> <path>` line for each other file, sorted bytewise by path.

use std::{cell::Cell, collections::BTreeMap};

use kernel::{
    digest::Digest,
    state::{KeyRange, State},
};
use ledger::note::{KeyKind, Note, NoteLimits, VerifierKey, verify_note};

use super::{codes, findings::Findings, layout};
use crate::command::signers;

/// Files by path.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    pub note: Option<Note>,
    pub files: BTreeMap<String, Listed>,
}

/// A listed file.
#[derive(Debug)]
pub(super) struct Listed {
    pub digest: Digest,
    /// Whether its bytes were compared.
    pub compared: Cell<bool>,
}

impl Manifest {
    /// Reads the note and its lines; a line that does not fit ends the list.
    pub fn parse(bytes: &[u8], findings: &mut Findings) -> Self {
        let limits = NoteLimits {
            bytes: bytes.len(),
            ..NoteLimits::default()
        };
        let note = match Note::parse(bytes, limits) {
            Ok(note) => note,
            Err(error) => {
                findings.in_file(
                    layout::MANIFEST,
                    signers::finding_code(&error),
                    error.to_string(),
                );
                return Self::default();
            }
        };
        let mut files = BTreeMap::new();
        for (number, line) in note.text.lines().enumerate() {
            let listed = parse_line(line).filter(|(path, _)| {
                files
                    .last_key_value()
                    .is_none_or(|(last, _): (&String, &Listed)| last.as_str() < *path)
            });
            let Some((path, digest)) = listed else {
                let message = format!(
                    "line {} is not `<sha256> <path>` in the order of paths",
                    number + 1
                );
                findings.in_file(layout::MANIFEST, codes::MANIFEST_MALFORMED, message);
                break;
            };
            files.insert(
                path.to_owned(),
                Listed {
                    digest,
                    compared: Cell::new(false),
                },
            );
        }
        Self {
            note: Some(note),
            files,
        }
    }

    /// Checks that one workstation signed it with a key in force at this size.
    pub fn check_signature(&self, state: &State, findings: &mut Findings) -> Option<String> {
        let note = self.note.as_ref()?;
        let keys = workstation_keys(state);
        match verify_note(note, &keys) {
            Err(error) => {
                let code = match signers::finding_code(&error) {
                    codes::NOT_SIGNED_BY_GIVEN_KEY => codes::MANIFEST_SIGNER,
                    code => code,
                };
                findings.in_file(layout::MANIFEST, code, error.to_string());
                None
            }
            Ok(verified) => {
                for line in verified
                    .unknown
                    .iter()
                    .filter_map(|at| note.signatures.get(*at))
                {
                    let message = format!("`{}` signed with a key that is not known", line.name);
                    findings.in_file(layout::MANIFEST, codes::UNKNOWN_SIGNATURE, message);
                }
                if verified.signatures.len() > 1 {
                    findings.in_file(
                        layout::MANIFEST,
                        codes::MANIFEST_SIGNER,
                        "more than one workstation signed",
                    );
                }
                let signer = verified
                    .signatures
                    .first()
                    .and_then(|found| keys.get(found.key));
                signer.map(|key| key.name().to_owned())
            }
        }
    }
}

fn parse_line(line: &str) -> Option<(&str, Digest)> {
    let (digest, path) = line.split_once(' ')?;
    if path.is_empty() || path == layout::MANIFEST {
        return None;
    }
    Some((path, Digest::parse(digest)?))
}

fn workstation_keys(state: &State) -> Vec<VerifierKey> {
    let Some(genesis) = &state.genesis else {
        return Vec::new();
    };
    let in_force = |range: &&KeyRange| range.covers(state.size);
    let workstations = state.workstations.iter();
    let keys = workstations.flat_map(|(id, record)| {
        let name = format!("{}/{id}", genesis.origin);
        let ranges = record.keys.iter().filter(in_force);
        ranges.filter_map(move |range| VerifierKey::new(&name, KeyKind::Ed25519, &range.key).ok())
    });
    keys.collect()
}
