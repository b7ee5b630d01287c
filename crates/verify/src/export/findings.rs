//! Findings as they are collected: the first hundred in full, all of them counted.

use std::collections::BTreeMap;

use crate::report::{FINDING_LIMIT, Finding};

/// Findings.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    listed: Vec<Finding>,
    counts: BTreeMap<&'static str, u64>,
}

impl Findings {
    pub(super) fn general(&mut self, code: &'static str, message: impl Into<String>) {
        self.put(code, None, None, message.into());
    }

    pub(super) fn at(&mut self, index: u64, code: &'static str, message: impl Into<String>) {
        self.put(code, Some(index), None, message.into());
    }

    pub(super) fn in_file(&mut self, path: &str, code: &'static str, message: impl Into<String>) {
        self.put(code, None, Some(path), message.into());
    }

    pub(super) fn put(
        &mut self,
        code: &'static str,
        index: Option<u64>,
        path: Option<&str>,
        message: String,
    ) {
        *self.counts.entry(code).or_default() += 1;
        if !self.is_full() {
            self.listed.push(Finding {
                code,
                index,
                path: path.map(str::to_owned),
                message,
            });
        }
    }

    /// The first of them.
    #[must_use]
    pub fn listed(&self) -> &[Finding] {
        &self.listed
    }

    /// How many there are of each name.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<&'static str, u64> {
        &self.counts
    }

    /// Whether a finding of this name is among them, listed or not.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.counts.contains_key(code)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Whether no more are listed, so that looking on for the same kind is useless.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.listed.len() >= FINDING_LIMIT
    }
}
