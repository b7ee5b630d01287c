//! Messages from outside, told by a person.

use std::collections::BTreeMap;

use kernel::{
    act::{Body, message::Publish},
    field::Writes,
};

use crate::{Appended, Engine, EngineError, Plain, Session};

/// A message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message<'a> {
    /// Its name.
    pub name: &'a str,
    /// For which request; empty for one that starts a request.
    pub key: &'a str,
    /// Its own id, given by whoever sent it.
    pub id: &'a str,
    /// What it brings.
    pub fields: &'a BTreeMap<String, Plain>,
}

impl Engine {
    /// Gives a message to the request that waits for it. A message of the same name and id gets the first answer.
    ///
    /// # Errors
    /// `message_not_awaited` when nothing waits for it: it may be sent again later.
    pub fn publish_message(
        &self,
        session: &Session,
        message: &Message<'_>,
    ) -> Result<Appended, EngineError> {
        let fields = message.fields.iter();
        let publish = Publish {
            fields: Writes {
                open: fields
                    .map(|(path, value)| (path.clone(), value.to_open()))
                    .collect(),
                ..Writes::default()
            },
            id: message.id.to_owned(),
            key: message.key.to_owned(),
            name: message.name.to_owned(),
        };
        self.act(session, Some(publish.act_id()), |_| {
            Ok(Body::MessagePublish(publish))
        })
    }
}
