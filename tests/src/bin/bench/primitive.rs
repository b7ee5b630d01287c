//! `sign`, `verify_strict`, `hash`: what everything else is made of, in one thread, on an act of 600 bytes.

use std::{hint::black_box, time::Instant};

use ledger::{
    note::{KeyKind, SignerKey, sign_note},
    signature::PublicKey,
};
use tests::maker::sha256;

use crate::{
    Failed,
    report::{Report, median},
};

/// Bytes of a typical act.
const ACT: usize = 600;

/// A key, a text of a typical act and the raw signature over it.
pub struct Signed {
    /// Signs.
    pub key: SignerKey,
    /// What is signed.
    pub text: String,
    /// The decompressed public key.
    pub public: PublicKey,
    /// The signature.
    pub signature: [u8; 64],
}

impl Signed {
    /// The same each time.
    pub fn make() -> Result<Self, Failed> {
        let key = SignerKey::from_seed("bench.example/p", KeyKind::Ed25519, &sha256(&[b"bench"]))?;
        let text = format!("{}\n", "x".repeat(ACT - 1));
        let note = sign_note(&text, &[&key])?;
        let line = note
            .signatures
            .first()
            .ok_or("a note without a signature")?;
        let signature = *line.bytes.last_chunk::<64>().ok_or("a short signature")?;
        let public = PublicKey::from_bytes(key.verifier().public().as_bytes())?;
        Ok(Self {
            key,
            text,
            public,
            signature,
        })
    }
}

/// Microseconds of one run: the median over blocks.
fn micros(mut run: impl FnMut() -> Result<(), Failed>) -> Result<f64, Failed> {
    const BLOCK: u32 = 200;
    let mut blocks = Vec::new();
    for _ in 0..25 {
        let began = Instant::now();
        for _ in 0..BLOCK {
            run()?;
        }
        blocks.push(began.elapsed().as_secs_f64() * 1e6 / f64::from(BLOCK));
    }
    Ok(median(blocks))
}

/// Microseconds of one signature and of one strict verification.
pub fn signatures() -> Result<[f64; 2], Failed> {
    let signed = Signed::make()?;
    let sign = micros(|| {
        black_box(sign_note(black_box(&signed.text), &[&signed.key])?);
        Ok(())
    })?;
    let verify = micros(|| {
        let good = signed
            .public
            .verify_strict(black_box(signed.text.as_bytes()), &signed.signature);
        if good {
            Ok(())
        } else {
            Err("a good signature was refused".into())
        }
    })?;
    Ok([sign, verify])
}

/// Measures the three.
pub fn measure(report: &mut Report) -> Result<(), Failed> {
    let [sign, verify] = signatures()?;
    report.line("sign", sign, "us", "-", None)?;
    report.line("verify_strict", verify, "us", "-", None)?;
    let signed = Signed::make()?;
    let hash = micros(|| {
        black_box(sha256(&[&[0], black_box(signed.text.as_bytes())]));
        Ok(())
    })?;
    report.line("hash", hash, "us", "-", None)
}
