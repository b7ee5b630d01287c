//! A map that is one sorted row: for what a request keeps a few of.
//!
//! Most requests have one task, no timer and a handful of fields, and a workspace may hold 100,000 of them. A tree
//! reserves room for eleven entries at once; a row has room for what is in it.
//!
//! INVARIANT: keys ascend strictly, so two maps with the same entries are equal and are written as the same bytes, which are
//! those of the ordered map of the standard library. Looking up takes log n comparisons, inserting moves what lies behind:
//! the limits of an act (`limits.rs`) bound how much that can be.
//!
//! A method that is missing: add it here under the name it has in `std::collections::BTreeMap`.

use std::{borrow::Borrow, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};

/// Rows up to this length grow by one entry at a time; longer ones double.
const EXACT: usize = 4;
/// What a row reserves at most on the word of the bytes that it is read from.
const TRUSTED: usize = 64;

/// A map as one row, sorted by key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortedMap<K, V>(Vec<(K, V)>);

impl<K, V> SortedMap<K, V> {
    /// Nothing.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries by key.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.0.iter().map(pair)
    }

    /// The keys, ascending.
    pub fn keys(&self) -> Each<'_, K, V, K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values by key.
    pub fn values(&self) -> Each<'_, K, V, V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The entries by key, their values to be changed.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        self.0.iter_mut().map(pair_mut)
    }

    /// The values by key, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Keeps the entries for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
        self.release();
    }

    /// A row that became short gives back what it does not need.
    fn release(&mut self) {
        if self.0.capacity() > EXACT.max(self.0.len() * 4) || self.0.is_empty() {
            self.0.shrink_to_fit();
        }
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(have, _)| have.borrow().cmp(key))
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Whether the key is there.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Sets the value of a key and gives back the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => self
                .0
                .get_mut(at)
                .map(|(_, have)| std::mem::replace(have, value)),
            Err(at) => {
                self.make_room();
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Changes the value of a key, which is made first if there is none.
    pub fn update(&mut self, key: K, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        match self.find(&key) {
            Ok(at) => {
                if let Some((_, value)) = self.0.get_mut(at) {
                    change(value);
                }
            }
            Err(at) => {
                let mut value = V::default();
                change(&mut value);
                self.make_room();
                self.0.insert(at, (key, value));
            }
        }
    }

    /// Takes a key away and gives back its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        let (_, value) = self.0.remove(at);
        self.release();
        Some(value)
    }

    /// The entries from a key on, whether or not it is there.
    pub fn range_from<Q: Ord + ?Sized>(&self, from: &Q) -> Iter<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(from).unwrap_or_else(|at| at);
        let rest = self.0.get(at..).unwrap_or_default();
        rest.iter().map(pair)
    }

    fn make_room(&mut self) {
        if self.0.len() < EXACT {
            self.0.reserve_exact(1);
        }
    }

    /// Entries in any order; of two with one key, the later counts.
    fn from_rows(mut rows: Vec<(K, V)>) -> Self {
        let ascending = |pair: &[(K, V)]| matches!(pair, [(a, _), (b, _)] if a < b);
        if !rows.windows(2).all(ascending) {
            rows.reverse();
            rows.sort_by(|(a, _), (b, _)| a.cmp(b));
            rows.dedup_by(|(a, _), (b, _)| a == b);
        }
        rows.shrink_to_fit();
        Self(rows)
    }
}

/// Entries by key.
pub type Iter<'a, K, V> = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&(K, V)) -> (&K, &V)>;

/// Keys, or values by key.
pub type Each<'a, K, V, T> = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&(K, V)) -> &T>;

/// Entries by key, their values to be changed.
pub type IterMut<'a, K, V> =
    std::iter::Map<std::slice::IterMut<'a, (K, V)>, fn(&mut (K, V)) -> (&K, &mut V)>;

fn pair_mut<K, V>((key, value): &mut (K, V)) -> (&K, &mut V) {
    (key, value)
}

fn pair<K, V>((key, value): &(K, V)) -> (&K, &V) {
    (key, value)
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::from_rows(entries.into_iter().collect())
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut SortedMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<K: Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for SortedMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Rows(PhantomData))
    }
}

struct Rows<K, V>(PhantomData<(K, V)>);

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Rows<K, V> {
    type Value = SortedMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut rows = Vec::with_capacity(map.size_hint().unwrap_or_default().min(TRUSTED));
        while let Some(row) = map.next_entry()? {
            rows.push(row);
        }
        Ok(SortedMap::from_rows(rows))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Step {
        Insert(u8, u16),
        Add(u8),
        Remove(u8),
        KeepOdd,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            4 => (0..40u8, any::<u16>()).prop_map(|(key, value)| Step::Insert(key, value)),
            2 => (0..40u8).prop_map(Step::Add),
            2 => (0..40u8).prop_map(Step::Remove),
            1 => Just(Step::KeepOdd),
        ];
        proptest::collection::vec(step, 0..80)
    }

    proptest! {
        #[test]
        fn it_answers_and_is_written_as_the_ordered_map_of_the_standard_library(steps in steps()) {
            let (mut row, mut tree) = (SortedMap::new(), BTreeMap::new());
            for step in steps {
                match step {
                    Step::Insert(key, value) => prop_assert_eq!(row.insert(key, value), tree.insert(key, value)),
                    Step::Add(key) => {
                        row.update(key, |value| *value ^= 1);
                        *tree.entry(key).or_default() ^= 1;
                    }
                    Step::Remove(key) => prop_assert_eq!(row.remove(&key), tree.remove(&key)),
                    Step::KeepOdd => {
                        row.retain(|key, _| key % 2 == 1);
                        tree.retain(|key, _| key % 2 == 1);
                    }
                }
                prop_assert!(row.iter().eq(tree.iter()));
                for key in 0..41 {
                    prop_assert_eq!(row.get(&key), tree.get(&key));
                    prop_assert!(row.range_from(&key).eq(tree.range(key..)));
                }
            }
            let bytes = postcard::to_stdvec(&tree).unwrap();
            prop_assert_eq!(&postcard::to_stdvec(&row).unwrap(), &bytes);
            prop_assert_eq!(postcard::from_bytes::<SortedMap<u8, u16>>(&bytes).unwrap(), row.clone());
            prop_assert_eq!(serde_json::to_string(&row).unwrap(), serde_json::to_string(&tree).unwrap());
        }

        #[test]
        fn entries_in_any_order_make_the_map_that_inserting_them_makes(rows in proptest::collection::vec((0..20u8, any::<u16>()), 0..40)) {
            let row: SortedMap<_, _> = rows.iter().copied().collect();
            let tree: BTreeMap<_, _> = rows.iter().copied().collect();
            prop_assert!(row.iter().eq(tree.iter()));
            // A file may hold its entries in any order, and a key twice.
            let bytes = postcard::to_stdvec(&rows).unwrap();
            prop_assert_eq!(postcard::from_bytes::<SortedMap<u8, u16>>(&bytes).unwrap(), row);
        }
    }

    #[test]
    fn it_takes_the_room_of_what_is_in_it() {
        let mut row = SortedMap::new();
        for key in 0..3 {
            row.insert(key, key);
            assert_eq!(row.0.capacity(), row.len());
        }
        for key in 3..1_000 {
            row.insert(key, key);
        }
        row.retain(|key, _| *key < 5);
        assert_eq!(row.0.capacity(), 5, "what is not needed is given back");
        row.retain(|_, _| false);
        assert_eq!(row.0.capacity(), 0);
    }

    #[test]
    fn a_length_that_bytes_claim_reserves_little() {
        // A map of 2^40 entries, and none behind it.
        let claims = [0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
        assert!(postcard::from_bytes::<SortedMap<u64, [u64; 16]>>(&claims).is_err());
    }
}
