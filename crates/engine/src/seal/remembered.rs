//! The prefix that was verified last: size, root and state, sealed under a key of the vault, in settings.
//!
//! INVARIANT: it is used only if it opens under this workspace's key, was made by the same kernel rules, and the tree of
//! its size still has its root. Whoever cannot sign as this workstation cannot make one.

use hkdf::Hkdf;
use kernel::{Kernel, authority::Mode, limits::RULES_VERSION, state::State};
use ledger::{Hash, tree::CompactRange};
use sha2::Sha256;
use store::Reader;
use verify::replay::Start;
use zeroize::Zeroizing;

use crate::{
    EngineError,
    credential::seal::{Sealed, seal, unseal},
    source::Prefix,
    workspace::Engine,
};

const PURPOSE: &str = "countersign/verified-prefix/v1";
/// Bytes of one setting.
const CHUNK: usize = 1 << 20;
/// A state beyond this is not kept; the next run begins at the first entry.
const CHUNKS: usize = 128;
const NONCE: usize = 24;
/// Size, root, version of the rules.
const HEADER: usize = 8 + 32 + 4;

/// The remembered prefix, if there is a good one of at most `size` entries.
pub(super) fn load<'a>(
    engine: &Engine,
    reader: &Reader,
    size: u64,
) -> Result<Option<Start<'a>>, EngineError> {
    let mut bytes = Vec::new();
    for number in 0..CHUNKS {
        let Some(chunk) = reader.setting(&name(number))? else {
            break;
        };
        bytes.extend(chunk);
    }
    let Some(plain) = open_setting(engine, PURPOSE, &bytes)? else {
        return Ok(None);
    };
    let Some((found, root, state)) = parse(&plain).filter(|(found, ..)| *found <= size) else {
        return Ok(None);
    };
    let Some(range) = reader
        .compact_range(found)?
        .filter(|range| range.root() == root)
    else {
        return Ok(None);
    };
    let before = Prefix {
        reader,
        size: found,
    };
    // A file that a version needs may be damaged now: then verifying from the first entry says so.
    let kernel = Kernel::load(state, Mode::default(), &before).ok();
    Ok(kernel.map(|kernel| Start {
        kernel,
        range,
        before: None,
    }))
}

/// Remembers a prefix instead of the one before.
pub(super) fn keep(
    engine: &Engine,
    range: &CompactRange,
    state: &State,
) -> Result<(), EngineError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(HEADER));
    plain.extend_from_slice(&range.size().to_be_bytes());
    plain.extend_from_slice(&range.root().0);
    plain.extend_from_slice(&RULES_VERSION.to_be_bytes());
    plain.extend_from_slice(&state.to_bytes());
    let bytes = seal_setting(engine, PURPOSE, &plain)?;
    if bytes.len() > CHUNK * CHUNKS {
        return Ok(());
    }
    engine.with_store(move |store| {
        // If this is broken off, what is there does not open, and the next run begins at the first entry.
        let used = bytes
            .chunks(CHUNK)
            .enumerate()
            .try_fold(0, |_, (number, chunk)| {
                store.put_setting(&name(number), chunk)?;
                Ok::<usize, store::StoreError>(number + 1)
            })?;
        for number in used..CHUNKS {
            if !store.remove_setting(&name(number))? {
                break;
            }
        }
        Ok(())
    })
}

/// What [`seal_setting`] sealed for this purpose; `None` if it is anything else.
pub(super) fn open_setting(
    engine: &Engine,
    purpose: &str,
    bytes: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, EngineError> {
    let Some((nonce, ciphertext)) = bytes.split_first_chunk::<NONCE>() else {
        return Ok(None);
    };
    let sealed = Sealed {
        nonce: *nonce,
        ciphertext: ciphertext.to_vec(),
    };
    Ok(unseal(
        &*key(engine, purpose)?,
        &context(engine, purpose),
        &sealed,
    ))
}

/// Seals a setting for one purpose under a key of the vault.
pub(super) fn seal_setting(
    engine: &Engine,
    purpose: &str,
    plain: &[u8],
) -> Result<Vec<u8>, EngineError> {
    let sealed = seal(&*key(engine, purpose)?, &context(engine, purpose), plain)
        .map_err(|error| EngineError::Internal(error.to_string()))?;
    Ok([sealed.nonce.as_slice(), &sealed.ciphertext].concat())
}

fn parse(plain: &[u8]) -> Option<(u64, Hash, State)> {
    let (size, rest) = plain.split_first_chunk::<8>()?;
    let (root, rest) = rest.split_first_chunk::<32>()?;
    let (rules, rest) = rest.split_first_chunk::<4>()?;
    let state = State::from_bytes(rest)?;
    let size = u64::from_be_bytes(*size);
    (u32::from_be_bytes(*rules) == RULES_VERSION && state.size == size).then_some((
        size,
        Hash(*root),
        state,
    ))
}

fn name(number: usize) -> String {
    format!("verified-prefix/{number}")
}

fn context(engine: &Engine, purpose: &str) -> String {
    format!("{purpose}\n{}", engine.fingerprint())
}

/// A key of its own for each purpose, derived from the one that authenticates snapshots.
fn key(engine: &Engine, purpose: &str) -> Result<Zeroizing<[u8; 32]>, EngineError> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, engine.inner().snapshot_key.as_slice())
        .expand(purpose.as_bytes(), key.as_mut_slice())
        .map_err(|error| EngineError::Internal(error.to_string()))?;
    Ok(key)
}
