//! Replay itself: from any prefix, with any number of threads; and the names the documents give.

use std::{collections::BTreeSet, fs, num::NonZeroUsize};

use kernel::{authority::Mode, digest::Digest, state::Kernel};

use tests::maker::{Business, Maker};

use verify::replay::{self, Batch, Observer, Source, SourceError, Start};

use super::business;

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
