//! A log that signs: keys from fixed seeds, acts signed by who must sign them, appended the way the engine does it.
//!
//! [`Log::act`] goes the whole way of an entry. [`Log::check`] judges a drafted act without its signatures, for tables
//! about what comes after them. Written against the crate's public API, so that integration tests can include it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kernel::{
    Kernel, Refusal,
    act::{
        Act, Body, Entry, Seen,
        change::{self, Proposal, Subject},
        clock, data, workspace,
    },
    authority::Mode,
    check::{self, Context},
    commitment::Commitment,
    digest::Digest,
    id::{ActId, ChangeId, PersonId, Signer, Slug, WorkstationId},
    lookup::Lookup,
    role::Role,
    scope::Scope,
    signature::{self, StateKeys},
    state::Outcome,
    time::Timestamp,
};
use ledger::{
    Hash,
    note::{KeyKind, Note, SignerKey, sign_note},
    tree::MemoryTree,
};

pub const ORIGIN: &str = "countersign.invalid/golden";
/// The first administrator: access admin and platform admin.
pub const ADA: PersonId = PersonId(1);
/// The second access admin; with them bootstrap ends.
pub const BEA: PersonId = PersonId(2);
/// Enrolled, without roles.
pub const CAL: PersonId = PersonId(3);
/// Enrolled, without roles.
pub const DAN: PersonId = PersonId(4);
/// Never enrolled by [`Log::team`].
pub const EVE: PersonId = PersonId(5);
pub const DESK: WorkstationId = WorkstationId(1);
pub const OTHER_DESK: WorkstationId = WorkstationId(2);
/// 2026-11-22T09:30:00Z.
pub const START: Timestamp = Timestamp(1_795_339_800_000);
pub const MINUTE: u64 = 60_000;

/// Heads, times, ids and record blobs of the log.
#[derive(Clone)]
pub struct Facts {
    roots: Vec<Hash>,
    times: Vec<Timestamp>,
    ids: BTreeSet<(Signer, ActId)>,
    pub blobs: BTreeMap<Digest, Arc<[u8]>>,
}

impl Lookup for Facts {
    fn root_at(&self, size: u64) -> Option<Hash> {
        self.roots.get(usize::try_from(size).ok()?).copied()
    }
    fn time_at(&self, size: u64) -> Option<Timestamp> {
        self.times.get(usize::try_from(size).ok()?).copied()
    }
    fn id_used(&self, signer: &Signer, id: &ActId) -> bool {
        self.ids.contains(&(*signer, *id))
    }
    fn blob(&self, digest: &Digest) -> Option<Arc<[u8]>> {
        self.blobs.get(digest).cloned()
    }
}

/// The log, the kernel that folds it, and the keys of everybody.
#[derive(Clone)]
pub struct Log {
    pub kernel: Kernel,
    pub facts: Facts,
    pub entries: Vec<Vec<u8>>,
    pub keys: BTreeMap<Signer, SignerKey>,
    tree: MemoryTree,
    next_id: u128,
}

/// The key that a seed gives under the signer's name.
pub fn key(signer: Signer, seed: u8) -> SignerKey {
    SignerKey::from_seed(&signer.key_name(ORIGIN), KeyKind::Ed25519, &[seed; 32]).unwrap()
}

/// The key that a person has first.
pub fn first_key(person: PersonId) -> SignerKey {
    key(Signer::Person(person), 10 + u8::try_from(person.0).unwrap())
}

pub fn vkey(key: &SignerKey) -> String {
    key.verifier().to_string()
}

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub fn commitment(byte: u8) -> Commitment {
    Commitment(Digest([byte; 32]))
}

pub fn export() -> Body {
    Body::DataExport(data::Export {
        discloses: data::Disclosure::Nothing,
    })
}

pub fn tick(time: Timestamp) -> Body {
    Body::ClockTick(clock::Tick { time })
}

pub fn person_add(person: PersonId) -> Proposal {
    Proposal::PersonAdd {
        key: vkey(&first_key(person)),
        manager: None,
        name: commitment(u8::try_from(person.0).unwrap()),
        person,
    }
}

pub fn grant(person: PersonId, role: Role) -> Proposal {
    grant_to(Subject::Person(person), role)
}

pub fn grant_to(subject: Subject, role: Role) -> Proposal {
    Proposal::GrantAdd {
        from: None,
        role,
        scope: Scope::Workspace,
        subject,
        until: None,
    }
}

pub fn group(name: &str, members: &[PersonId]) -> Proposal {
    Proposal::GroupSet {
        group: slug(name),
        members: members.iter().copied().collect(),
        name: name.into(),
    }
}

/// The code a check refused with, or `permitted`.
pub fn code<T>(result: &Result<T, Refusal>) -> &'static str {
    result.as_ref().map_or_else(Refusal::code, |_| "permitted")
}

/// The first entry's body, by the book.
pub fn genesis() -> workspace::Create {
    let log = SignerKey::from_seed(ORIGIN, KeyKind::Ed25519, &[3; 32]).unwrap();
    workspace::Create {
        admin: ADA,
        admin_key: vkey(&first_key(ADA)),
        admin_name: commitment(1),
        log_key: vkey(&log),
        name: "Golden".into(),
        workstation: DESK,
        workstation_key: vkey(&key(Signer::Workstation(DESK), 2)),
    }
}

impl Log {
    /// Nothing yet.
    pub fn empty(mode: Mode) -> Self {
        let mut kernel = Kernel::default();
        kernel.compiled.mode = mode;
        let mut keys = BTreeMap::new();
        keys.insert(Signer::Workstation(DESK), key(Signer::Workstation(DESK), 2));
        keys.insert(Signer::Person(ADA), first_key(ADA));
        let facts = Facts {
            roots: vec![Hash::EMPTY_ROOT],
            times: vec![Timestamp(0)],
            ids: BTreeSet::new(),
            blobs: BTreeMap::new(),
        };
        Self {
            kernel,
            facts,
            entries: vec![],
            keys,
            tree: MemoryTree::new(),
            next_id: 1,
        }
    }

    /// The first entry and the first tick.
    pub fn bootstrap(mode: Mode) -> Self {
        let mut log = Self::empty(mode);
        log.by(ADA, Body::WorkspaceCreate(genesis())).unwrap();
        log.desk(tick(START)).unwrap();
        log
    }

    /// Ada and Bea are access admins, Cal and Dan enrolled; bootstrap is over.
    pub fn team() -> Self {
        let mut log = Self::bootstrap(Mode::Memoised);
        for person in [BEA, CAL, DAN] {
            log.propose(ADA, person_add(person)).unwrap();
        }
        log.propose(ADA, grant(BEA, Role::AccessAdmin)).unwrap();
        log
    }

    pub fn size(&self) -> u64 {
        self.kernel.state.size
    }

    pub fn add_blob(&mut self, bytes: &[u8]) -> Digest {
        let digest = Digest::of(bytes);
        self.facts.blobs.insert(digest, bytes.into());
        digest
    }

    /// The act as an honest client drafts it now.
    pub fn draft(&self, by: Signer, body: Body) -> Act {
        let state = &self.kernel.state;
        let at = match &body {
            Body::ClockTick(tick) => tick.time,
            _ => state.time.max(START),
        };
        let id = match &body {
            Body::MessagePublish(message) => message.act_id(),
            _ => ActId(self.next_id.to_be_bytes()),
        };
        Act {
            at,
            body,
            by,
            id,
            seen: Seen {
                root: self.tree.root(),
                size: self.tree.size(),
            },
            until: at.plus_millis(15 * MINUTE),
            v: 1,
            via: DESK,
            ws: state.genesis.as_ref().map(|genesis| genesis.ws),
        }
    }

    /// Signs with these keys, one line each in their order.
    pub fn sign(act: &Act, keys: &[&SignerKey]) -> Note {
        sign_note(&act.to_text().unwrap(), keys).unwrap()
    }

    /// Judges an act without its signatures.
    pub fn check(&self, act: &Act) -> Result<Outcome, Refusal> {
        self.check_at(act, self.size())
    }

    pub fn check_at(&self, act: &Act, index: u64) -> Result<Outcome, Refusal> {
        let digest = Digest::of(act.to_text()?.as_bytes());
        check::check(&Context {
            kernel: &self.kernel,
            act,
            digest,
            index,
            lookup: &self.facts,
        })
    }

    /// Judges an entry the way the engine and the verifier do.
    pub fn judge(&self, bytes: &[u8]) -> Result<(Entry, Outcome), Refusal> {
        let entry = Entry::parse(bytes)?;
        let state = &self.kernel.state;
        let known = state
            .genesis
            .as_ref()
            .map(|genesis| genesis.origin.as_str());
        let origin = signature::origin_of(&entry.act, known)?;
        let signed = signature::verify(&entry, &origin, &StateKeys(state))?;
        signature::confirm(state, &entry, &signed, self.size())?;
        let outcome = check::check(&Context {
            kernel: &self.kernel,
            act: &entry.act,
            digest: entry.digest,
            index: self.size(),
            lookup: &self.facts,
        })?;
        Ok((entry, outcome))
    }

    /// Judges and appends.
    pub fn append(&mut self, bytes: Vec<u8>) -> Result<Outcome, Refusal> {
        let (entry, outcome) = self.judge(&bytes)?;
        self.kernel.apply(&outcome);
        self.tree.push(entry.leaf);
        self.facts.roots.push(self.tree.root());
        self.facts.times.push(self.kernel.state.time);
        self.facts.ids.insert((entry.act.by, entry.act.id));
        self.entries.push(bytes);
        Ok(outcome)
    }

    /// Signs an act with the signer's key and appends it; the first entry with both of its keys.
    pub fn act(&mut self, by: Signer, body: Body) -> Result<Outcome, Refusal> {
        let genesis = matches!(body, Body::WorkspaceCreate(_));
        let desk = self.keys[&Signer::Workstation(DESK)].clone();
        let own = self.keys[&by].clone();
        let act = self.draft(by, body);
        self.next_id += 1;
        let note = match genesis {
            true => Self::sign(&act, &[&own, &desk]),
            false => Self::sign(&act, &[&own]),
        };
        self.append(note.to_bytes())
    }

    pub fn by(&mut self, person: PersonId, body: Body) -> Result<Outcome, Refusal> {
        self.act(Signer::Person(person), body)
    }

    pub fn desk(&mut self, body: Body) -> Result<Outcome, Refusal> {
        self.act(Signer::Workstation(DESK), body)
    }

    /// Log time goes on.
    pub fn wait(&mut self, millis: u64) {
        let time = self.kernel.state.time.plus_millis(millis);
        self.desk(tick(time)).unwrap();
    }

    /// The proposal as an honest client makes it.
    pub fn proposal(&self, change: Proposal) -> change::Propose {
        let replaces = check::current_digest(&self.kernel.state, &change);
        change::Propose {
            change,
            reason: None,
            replaces,
        }
    }

    /// Proposes; a first key of a person signs too.
    pub fn propose(&mut self, by: PersonId, change: Proposal) -> Result<Outcome, Refusal> {
        let fresh = match &change {
            Proposal::PersonAdd { person, .. } => Some(first_key(*person)),
            _ => None,
        };
        self.propose_with(by, change, fresh)
    }

    /// Proposes a change that enrols this key.
    pub fn propose_with(
        &mut self,
        by: PersonId,
        change: Proposal,
        fresh: Option<SignerKey>,
    ) -> Result<Outcome, Refusal> {
        let signer = Signer::parse(&change.on());
        let body = Body::ChangePropose(self.proposal(change));
        let own = self.keys[&Signer::Person(by)].clone();
        let act = self.draft(Signer::Person(by), body);
        self.next_id += 1;
        let keys: Vec<&SignerKey> = std::iter::once(&own).chain(&fresh).collect();
        let outcome = self.append(Self::sign(&act, &keys).to_bytes())?;
        if let (Some(signer), Some(fresh)) = (signer, fresh) {
            self.keys.insert(signer, fresh);
        }
        Ok(outcome)
    }

    /// Proposes and answers the change's name.
    pub fn pending(&mut self, by: PersonId, change: Proposal) -> ChangeId {
        let id = ChangeId(self.size());
        self.propose(by, change).unwrap();
        assert!(self.kernel.state.changes.contains_key(&id), "it waits");
        id
    }

    pub fn decision(&self, change: ChangeId, verdict: change::Verdict) -> change::Decide {
        let known = self.kernel.state.changes.get(&change);
        change::Decide {
            change,
            digest: known.map_or(Digest::default(), |change| change.digest),
            reason: (verdict == change::Verdict::Reject).then(|| commitment(9)),
            verdict,
        }
    }

    pub fn approve(&mut self, by: PersonId, change: ChangeId) -> Result<Outcome, Refusal> {
        let body = self.decision(change, change::Verdict::Approve);
        self.by(by, Body::ChangeDecide(body))
    }

    /// Proposed by one, approved by another.
    pub fn change(&mut self, by: PersonId, other: PersonId, change: Proposal) {
        let id = self.pending(by, change);
        self.approve(other, id).unwrap();
    }
}
