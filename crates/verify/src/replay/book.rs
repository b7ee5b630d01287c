//! Every key that entries so far would enrol, so that workers can verify before anything is decided.
//!
//! INVARIANT: the book proves nothing. A key of a proposal nobody approved stands in it too; `signature::confirm` asks the
//! state. It is filled in the order of the log before a batch is handed out, so a worker finds every key that an earlier
//! entry, or one of its own batch, enrols.

use std::{collections::HashMap, sync::Arc};

use kernel::{
    act::Entry,
    id::Signer,
    signature::{KeyBook, enrols, origin_of},
    state::State,
};
use ledger::note::{KeyKind, VerifierKey};

use super::Batch;

/// A canonical line begins with its first key in order, `act`.
const ENROLLING: [&[u8]; 2] = [
    br#"{"act":"change.propose""#,
    br#"{"act":"workspace.create""#,
];

/// Keys by signer and key id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    origin: Option<String>,
    keys: HashMap<(Signer, u32), Arc<VerifierKey>>,
}

impl Book {
    /// The keys of a verified prefix.
    pub fn of(state: &State) -> Self {
        let Some(genesis) = &state.genesis else {
            return Self::default();
        };
        let mut book = Self {
            origin: Some(genesis.origin.clone()),
            keys: HashMap::new(),
        };
        for (public, signer) in &state.keys {
            if let Ok(key) =
                VerifierKey::new(&signer.key_name(&genesis.origin), KeyKind::Ed25519, public)
            {
                book.put(*signer, key);
            }
        }
        book
    }

    /// The origin, once the first entry was seen.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    fn put(&mut self, signer: Signer, key: VerifierKey) {
        self.keys
            .entry((signer, key.id()))
            .or_insert_with(|| Arc::new(key));
    }
}

/// Adds the keys that entries of the batch would enrol. The book is copied only if a worker still reads it.
pub(crate) fn scan(book: &mut Arc<Book>, batch: &Batch) {
    for bytes in batch
        .iter()
        .filter(|bytes| ENROLLING.iter().any(|start| bytes.starts_with(start)))
    {
        let Ok(entry) = Entry::parse(bytes) else {
            continue;
        };
        let Ok(origin) = origin_of(&entry.act, book.origin()) else {
            continue;
        };
        let Ok(enrolled) = enrols(&entry.act, &origin) else {
            continue;
        };
        if enrolled.is_empty() {
            continue;
        }
        let book = Arc::make_mut(book);
        // A second `workspace.create` is void and must not move the origin.
        book.origin.get_or_insert(origin);
        enrolled
            .into_iter()
            .for_each(|enrolled| book.put(enrolled.signer, enrolled.key));
    }
}

impl KeyBook for Book {
    fn find(&self, signer: &Signer, key_id: u32) -> Option<Arc<VerifierKey>> {
        self.keys.get(&(*signer, key_id)).cloned()
    }
}
