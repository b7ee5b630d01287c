//! Consecutive entries in one piece of memory.

/// Consecutive entries.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Batch {
    /// No entries, with room for this many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
            ends: Vec::new(),
        }
    }

    /// Appends an entry.
    pub fn push(&mut self, entry: &[u8]) {
        self.bytes.extend_from_slice(entry);
        self.ends.push(self.bytes.len());
    }

    /// Entries in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The entries in their order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let entry = self.bytes.get(start..*end).unwrap_or_default();
            start = *end;
            entry
        })
    }
}

impl<E: AsRef<[u8]>> FromIterator<E> for Batch {
    fn from_iter<I: IntoIterator<Item = E>>(entries: I) -> Self {
        let mut batch = Self::default();
        entries
            .into_iter()
            .for_each(|entry| batch.push(entry.as_ref()));
        batch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_as_they_were_pushed() {
        let batch: Batch = ["one", "", "three"].iter().collect();
        assert_eq!(
            batch.iter().collect::<Vec<_>>(),
            [b"one".as_slice(), b"", b"three"]
        );
        assert_eq!((batch.len(), batch.is_empty()), (3, false));
        assert!(Batch::default().is_empty());
    }
}
