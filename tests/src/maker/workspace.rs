//! Acts signed and appended: the state, the tree and the keys of one workspace.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use kernel::{
    Kernel, Refusal,
    act::{Act, Body, Entry, Seen, change, clock, workspace},
    check::{Context, check, current_digest},
    commitment::Commitment,
    digest::Digest,
    id::{ActId, PersonId, Signer, WorkstationId},
    limits,
    lookup::Lookup,
    signature::{self, StateKeys},
    state::{Event, Outcome},
    time::Timestamp,
};
use ledger::{
    Hash,
    note::{KeyKind, SignerKey, sign_note},
    tree::CompactRange,
};

use super::{
    forgery::{Disclosed, Forgery},
    naive::sha256,
};

/// Noon of a day in 2026, when every workspace begins.
const BEGINNING: u64 = 1_793_448_000_000;

/// A workspace in the making.
#[derive(Clone)]
pub struct Maker {
    /// The state behind the last entry.
    pub kernel: Kernel,
    /// Every entry.
    pub entries: Vec<Vec<u8>>,
    /// Log time of the next tick.
    pub now: Timestamp,
    /// The workstation on which the next act is signed.
    pub via: WorkstationId,
    /// Whether disclosed values are kept for `sealed.jsonl`.
    pub keeps_disclosed: bool,
    /// The log's name.
    pub origin: String,
    log_key: SignerKey,
    keys: BTreeMap<Signer, SignerKey>,
    enrolled: BTreeMap<String, Vec<String>>,
    blobs: BTreeMap<Digest, Arc<[u8]>>,
    disclosed: Vec<Disclosed>,
    range: CompactRange,
    roots: Vec<Hash>,
    times: Vec<Timestamp>,
    ids: HashSet<(Signer, ActId)>,
    seed: u64,
    drawn: u64,
}

impl Maker {
    /// A workspace of one administrator on one workstation, with its first tick.
    pub fn new(seed: u64) -> Self {
        let mut maker = Self::unborn(seed);
        let entry = maker.genesis();
        maker.append(entry).expect("a workspace can be created");
        maker.tick(1_000);
        maker
    }

    /// Nothing but keys to come.
    pub fn unborn(seed: u64) -> Self {
        let origin = format!("countersign.invalid/maker-{seed}");
        let log_seed = sha256(&[b"maker log key", &seed.to_be_bytes()]);
        let log_key = SignerKey::from_seed(&origin, KeyKind::Ed25519, &log_seed)
            .expect("the origin names a key");
        Self {
            kernel: Kernel::default(),
            entries: Vec::new(),
            now: Timestamp(BEGINNING),
            via: WorkstationId(1),
            keeps_disclosed: true,
            enrolled: BTreeMap::from([(origin.clone(), vec![log_key.verifier().to_string()])]),
            origin,
            log_key,
            keys: BTreeMap::new(),
            blobs: BTreeMap::new(),
            disclosed: Vec::new(),
            range: CompactRange::new(),
            roots: vec![Hash::EMPTY_ROOT],
            times: vec![Timestamp(0)],
            ids: HashSet::new(),
            seed,
            drawn: 0,
        }
    }

    /// 32 bytes nobody else draws from this seed.
    pub fn draw(&mut self) -> [u8; 32] {
        self.drawn += 1;
        sha256(&[
            b"maker",
            &self.seed.to_be_bytes(),
            &self.drawn.to_be_bytes(),
        ])
    }

    /// The id of an act to come.
    pub fn draw_id(&mut self) -> ActId {
        self.drawn += 1;
        let mut id = [0; 16];
        id[..8].copy_from_slice(&self.seed.to_be_bytes());
        id[8..].copy_from_slice(&self.drawn.to_be_bytes());
        ActId(id)
    }

    /// A key for somebody, not enrolled yet.
    pub fn draw_key(&mut self, signer: Signer) -> SignerKey {
        let seed = self.draw();
        SignerKey::from_seed(&signer.key_name(&self.origin), KeyKind::Ed25519, &seed)
            .expect("the name names a key")
    }

    /// The key somebody signs with.
    pub fn key(&self, signer: Signer) -> SignerKey {
        self.keys
            .get(&signer)
            .expect("the signer has a key")
            .clone()
    }

    /// Makes somebody sign with this key from now on.
    pub fn use_key(&mut self, signer: Signer, key: SignerKey) {
        self.keys.insert(signer, key);
    }

    /// The first administrator.
    pub fn admin(&self) -> PersonId {
        PersonId(1)
    }

    /// Commits to a value of the act `id` and keeps what opens it.
    pub fn seal(&mut self, id: ActId, path: &str, value: &str) -> Commitment {
        let salt = self.draw();
        let commit = Commitment::make(&id, path, &salt, value.as_bytes());
        if self.keeps_disclosed {
            self.disclosed.push(Disclosed {
                commit,
                id,
                path: path.into(),
                salt,
                value: value.into(),
            });
        }
        commit
    }

    /// Keeps a record blob.
    pub fn blob(&mut self, bytes: &[u8]) -> Digest {
        let digest = Digest::of(bytes);
        self.blobs.insert(digest, bytes.into());
        digest
    }

    /// An act as a client would make it now.
    pub fn act(&self, id: ActId, by: Signer, body: Body) -> Act {
        Act {
            at: self.now,
            body,
            by,
            id,
            seen: Seen {
                root: *self.roots.last().expect("there is a root"),
                size: self.range.size(),
            },
            until: self.now.plus_millis(15 * 60 * 1000),
            v: limits::RULES_VERSION,
            via: self.via,
            ws: self.kernel.state.genesis.as_ref().map(|genesis| genesis.ws),
        }
    }

    /// The act's entry, signed by its signer and these further keys.
    pub fn sign(&self, act: &Act, further: &[&SignerKey]) -> Vec<u8> {
        let own = self.keys.get(&act.by).expect("the signer has a key");
        let keys: Vec<&SignerKey> = std::iter::once(own)
            .chain(further.iter().copied())
            .collect();
        sign_note(&act.to_text().expect("the act can be written"), &keys)
            .expect("the text can be signed")
            .to_bytes()
    }

    /// Signs and appends what must be permitted.
    pub fn done(&mut self, id: ActId, by: Signer, body: Body, further: &[&SignerKey]) -> Outcome {
        let name = body.name();
        let entry = self.sign(&self.act(id, by, body), further);
        self.append(entry)
            .unwrap_or_else(|refusal| panic!("{name}: {refusal}"))
    }

    /// Signs and appends what may be refused; a refused act is appended all the same, void.
    pub fn forced(&mut self, by: Signer, body: Body) -> Result<Outcome, Refusal> {
        let id = self.draw_id();
        let entry = self.sign(&self.act(id, by, body), &[]);
        self.append(entry)
    }

    /// Appends an entry, permitted or void.
    pub fn append(&mut self, bytes: Vec<u8>) -> Result<Outcome, Refusal> {
        let verdict = Entry::parse(&bytes).and_then(|entry| {
            let outcome = self.decide(&entry)?;
            self.ids.insert((entry.act.by, entry.act.id));
            Ok(outcome)
        });
        match &verdict {
            Ok(outcome) => self.kernel.apply(outcome),
            Err(_) => self.kernel.skip(),
        }
        self.range.push(Hash(super::naive::leaf(&bytes)));
        self.roots.push(self.range.root());
        self.times.push(self.kernel.state.time);
        self.entries.push(bytes);
        verdict
    }

    /// Own signatures are right by construction; strangers' are verified.
    fn decide(&self, entry: &Entry) -> Result<Outcome, Refusal> {
        let state = &self.kernel.state;
        let index = state.size;
        let own = self.keys.get(&entry.act.by).map(|key| key.verifier());
        let is_own =
            own.is_some_and(|own| entry.note.signatures.iter().any(|line| line.id == own.id()));
        let signed = match own.filter(|_| is_own) {
            Some(own) => signature::Signed {
                key: *own.public().as_bytes(),
            },
            None => signature::verify(entry, &self.origin, &StateKeys(state))?,
        };
        signature::confirm(state, entry, &signed, index)?;
        check(&Context {
            kernel: &self.kernel,
            act: &entry.act,
            digest: entry.digest,
            index,
            lookup: self,
        })
    }

    fn genesis(&mut self) -> Vec<u8> {
        let (admin, workstation) = (Signer::Person(self.admin()), Signer::Workstation(self.via));
        let (admin_key, workstation_key) = (self.draw_key(admin), self.draw_key(workstation));
        let id = self.draw_id();
        let body = workspace::Create {
            admin: self.admin(),
            admin_key: admin_key.verifier().to_string(),
            admin_name: self.seal(id, "name", "Ada Lovelace"),
            log_key: self.log_key.verifier().to_string(),
            name: "Maker".into(),
            workstation: self.via,
            workstation_key: workstation_key.verifier().to_string(),
        };
        self.enrol(admin, &admin_key);
        self.enrol(workstation, &workstation_key);
        self.sign(
            &self.act(id, admin, Body::WorkspaceCreate(body)),
            &[&workstation_key],
        )
    }

    fn enrol(&mut self, signer: Signer, key: &SignerKey) {
        self.enrolled
            .entry(signer.key_name(&self.origin))
            .or_default()
            .push(key.verifier().to_string());
        self.keys.insert(signer, key.clone());
    }

    /// Time passes.
    pub fn tick(&mut self, millis: u64) {
        self.now = self.now.plus_millis(millis);
        let id = self.draw_id();
        self.done(
            id,
            Signer::Workstation(self.via),
            Body::ClockTick(clock::Tick { time: self.now }),
            &[],
        );
    }

    /// A proposal, and its decision if it waits for one and somebody is to decide.
    pub fn change(&mut self, by: PersonId, decides: Option<PersonId>, proposal: change::Proposal) {
        let id = self.draw_id();
        self.change_as(id, by, decides, proposal, &[]);
    }

    fn change_as(
        &mut self,
        id: ActId,
        by: PersonId,
        decides: Option<PersonId>,
        proposal: change::Proposal,
        further: &[&SignerKey],
    ) {
        let replaces = current_digest(&self.kernel.state, &proposal);
        let body = Body::ChangePropose(change::Propose {
            change: proposal,
            reason: None,
            replaces,
        });
        let outcome = self.done(id, Signer::Person(by), body, further);
        let opened = outcome.events.iter().find_map(|event| match event {
            Event::ChangeOpened(change) => Some(*change),
            _ => None,
        });
        if let (Some(change), Some(decides)) = (opened, decides) {
            let digest = self
                .kernel
                .state
                .changes
                .get(&change)
                .expect("the change waits")
                .digest;
            let decision = change::Decide {
                change,
                digest,
                reason: None,
                verdict: change::Verdict::Approve,
            };
            let id = self.draw_id();
            self.done(
                id,
                Signer::Person(decides),
                Body::ChangeDecide(decision),
                &[],
            );
        }
    }

    /// A new person with a key, in force at once or decided by another.
    pub fn add_person(&mut self, person: PersonId, name: &str, decides: Option<PersonId>) {
        let signer = Signer::Person(person);
        let key = self.draw_key(signer);
        let id = self.draw_id();
        let name = self.seal(id, "name", name);
        let vkey = key.verifier().to_string();
        let proposal = change::Proposal::PersonAdd {
            key: vkey,
            manager: None,
            name,
            person,
        };
        self.change_as(id, self.admin(), decides, proposal, &[&key]);
        self.enrol(signer, &key);
    }

    /// Another key for a person; the earlier one ends.
    pub fn reset_key(&mut self, person: PersonId, decides: Option<PersonId>) -> SignerKey {
        let signer = Signer::Person(person);
        let (old, key) = (self.key(signer), self.draw_key(signer));
        let proposal = change::Proposal::KeyReset {
            key: key.verifier().to_string(),
            person,
        };
        let id = self.draw_id();
        self.change_as(id, self.admin(), decides, proposal, &[&key]);
        self.enrol(signer, &key);
        old
    }

    /// Another workstation, in force at once or decided by another.
    pub fn add_workstation(&mut self, workstation: WorkstationId, decides: Option<PersonId>) {
        let signer = Signer::Workstation(workstation);
        let key = self.draw_key(signer);
        let proposal = change::Proposal::WorkstationAdd {
            key: key.verifier().to_string(),
            workstation,
        };
        let id = self.draw_id();
        self.change_as(id, self.admin(), decides, proposal, &[&key]);
        self.enrol(signer, &key);
    }

    /// What was made so far, as parts of an export.
    pub fn forgery(&self) -> Forgery {
        Forgery {
            entries: self.entries.clone(),
            blobs: self.blobs.clone(),
            disclosed: self.disclosed.clone(),
            keys: self.enrolled.clone(),
            checkpoint_origin: self.origin.clone(),
            log_key: self.log_key.clone(),
            manifest_key: self
                .keys
                .get(&Signer::Workstation(WorkstationId(1)))
                .cloned(),
            cosigners: Vec::new(),
        }
    }

    /// The root when the tree held `size` entries.
    pub fn root(&self, size: usize) -> Hash {
        *self.roots.get(size).expect("the log has had this size")
    }
}

impl Lookup for Maker {
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
