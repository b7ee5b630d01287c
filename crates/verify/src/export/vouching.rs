//! Who vouched for whom: what people and workstations rest on.

use kernel::{id::PersonId, state::State};
use serde::Serialize;

/// A person or workstation and who brought it into the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vouched {
    /// The person or workstation.
    pub subject: String,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Who decided; nobody if it rests on one person's word.
    pub decided_by: Option<PersonId>,
    /// The entry that brought it into force.
    pub index: u64,
}

/// Everybody in the record, in the order they came.
pub(super) fn of(state: &State) -> Vec<Vouched> {
    let persons = state
        .persons
        .iter()
        .map(|(id, person)| (id.to_string(), person.vouch));
    let workstations = state
        .workstations
        .iter()
        .map(|(id, record)| (id.to_string(), record.vouch));
    let mut vouched: Vec<Vouched> = persons
        .chain(workstations)
        .map(|(subject, vouch)| Vouched {
            subject,
            proposed_by: vouch.proposed,
            decided_by: vouch.decided,
            index: vouch.index,
        })
        .collect();
    vouched.sort_by_key(|vouched| vouched.index);
    vouched
}
