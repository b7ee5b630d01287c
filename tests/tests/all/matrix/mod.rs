//! The mutation and attack matrix of an export: each row is a forgery and the exact names of what must be found.
//!
//! An attacker of a row holds whatever key the row needs; tree, checkpoint and manifest are made to fit, so that nothing
//! but the named check stands between the forgery and a clean verdict.
//!
//! To add a row: the file of its kind, and its name in `docs/verdicts.md` if it is new.

mod bytes;
mod entries;
mod files;
mod permitted;
mod refused;
mod replay;
mod trust;

use std::{num::NonZeroUsize, ops::ControlFlow, path::Path};

use tests::maker::Business;

use verify::export::{Given, Verification, verify_export};

pub(super) fn check(dir: &Path, given: &Given) -> Verification {
    verify_export(dir, given, &mut |_, _| ControlFlow::Continue(()))
        .expect("there is something to judge")
}

/// The names of the findings, each once, in order.
pub(super) fn names(dir: &Path, given: &Given) -> Vec<&'static str> {
    check(dir, given)
        .findings
        .counts()
        .keys()
        .copied()
        .collect()
}

pub(super) fn given() -> Given {
    Given {
        threads: NonZeroUsize::new(2),
        ..Given::default()
    }
}

pub(super) fn knowing(checkpoint: Vec<u8>) -> Given {
    Given {
        checkpoints: vec![("known".into(), checkpoint)],
        ..given()
    }
}

pub(super) fn policy(text: String) -> Given {
    Given {
        policy: Some(text.into_bytes()),
        ..given()
    }
}

/// A company with one request open and one paid.
pub(super) fn business() -> Business {
    let mut business = Business::new(7);
    business.refund();
    business
}
