//! `message.publish`: a message comes from outside.
//!
//! Who: a workstation, or a holder of `message.publish` on the workflow. Checks: a request waits for a message of this name
//! and key; if several do, the oldest gets it, and in it the wait that began first. If none does and a person sends
//! it, a published workflow that such a message starts gets it, and the person, who needs `request.start`, is its
//! requester. If nothing waits, the message is refused: it may be sent again later. The fields are open, and ones the
//! event declares. Changes: the event happens; the fields are written or seen by its outputs.
//!
//! The act's own id is made from the message's id ([`Publish::act_id`]), so the log holds no message twice from one signer.

use serde::{Deserialize, Serialize};

use crate::{digest::Digest, field::Writes, id::ActId};

/// Body of `message.publish`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// What it brings: open fields.
    #[serde(default, skip_serializing_if = "Writes::is_empty")]
    pub fields: Writes,
    /// Its own id, given by whoever sent it: 1 to 200 bytes.
    pub id: String,
    /// For which request: 1 to 200 bytes; empty for one that starts a request.
    pub key: String,
    /// Its name.
    pub name: String,
}

impl Publish {
    /// The object: the message's name.
    pub fn on(&self) -> String {
        format!("message:{}", self.name)
    }

    /// The id that an act carries for this message: the first half of SHA-256 over name, a zero byte and id.
    pub fn act_id(&self) -> ActId {
        let text = [self.name.as_bytes(), &[0], self.id.as_bytes()].concat();
        let Digest(bytes) = Digest::of(&text);
        let mut id = [0; 16];
        for (slot, byte) in id.iter_mut().zip(bytes) {
            *slot = byte;
        }
        ActId(id)
    }
}
