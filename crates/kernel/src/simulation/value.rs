//! Values as they are typed for a simulation, turned into what an act would carry.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::{
    commitment::Commitment,
    connector::{Connector, Disclosure},
    definition::Definition,
    field::{Open, Writes},
    form::{Form, Kind},
    id::ActId,
};

/// Seals for one act, and keeps what it sealed for whoever gave it.
pub(super) struct Sealer {
    act: ActId,
    pub(super) given: BTreeMap<Commitment, Open>,
}

impl Sealer {
    /// For the act at this index.
    pub(super) fn new(index: u64) -> Self {
        let mut act = [0; 16];
        for (slot, byte) in act.iter_mut().zip(index.to_be_bytes()) {
            *slot = byte;
        }
        Self {
            act: ActId(act),
            given: BTreeMap::new(),
        }
    }

    /// What a person gives in a form. A field that the form does not have is left for the form to refuse.
    pub(super) fn form(
        &mut self,
        form: Option<&Form>,
        values: &BTreeMap<String, Json>,
    ) -> Result<Writes, String> {
        let mut writes = Writes::default();
        for (path, value) in values {
            let field = form.and_then(|form| form.field(path));
            let open = open_value(path, value, field.map(|field| &field.kind))?;
            let Some(open) = open else { continue };
            let optional = field.is_some_and(|field| !field.required);
            if optional && open == Open::Text(String::new()) {
                continue;
            }
            let sealed = field.filter(|field| field.sealed.is_some());
            if let Some(field) = sealed {
                field
                    .accepts(&open)
                    .map_err(|expected| format!("`{path}` needs {expected}"))?;
            }
            self.put(&mut writes, path, open, sealed.is_some());
        }
        Ok(writes)
    }

    /// What a connector answers.
    pub(super) fn outputs(
        &mut self,
        connector: &Connector,
        values: &BTreeMap<String, Json>,
    ) -> Result<Writes, String> {
        let mut writes = Writes::default();
        for (path, value) in values {
            let output = connector.outputs.get(path);
            let sealed = output.is_some_and(|output| output.data == Disclosure::Sealed);
            if let Some(open) = open_value(path, value, None)? {
                self.put(&mut writes, path, open, sealed);
            }
        }
        Ok(writes)
    }

    fn put(&mut self, writes: &mut Writes, path: &str, open: Open, sealed: bool) {
        if !sealed {
            writes.open.insert(path.to_owned(), open);
            return;
        }
        let text = match &open {
            Open::Text(text) => text.clone(),
            other => serde_json::to_string(other).unwrap_or_default(),
        };
        let commitment = Commitment::make(&self.act, path, &[0; 32], text.as_bytes());
        writes.sealed.insert(path.to_owned(), commitment);
        self.given.insert(commitment, open);
    }
}

/// Open values, each as the field of its name takes it.
pub(super) fn open(
    definition: &Definition,
    values: &BTreeMap<String, Json>,
) -> Result<Writes, String> {
    let mut writes = Writes::default();
    for (path, value) in values {
        let kind = definition.field(path).and_then(|info| info.kind.as_ref());
        if let Some(open) = open_value(path, value, kind)? {
            writes.open.insert(path.clone(), open);
        }
    }
    Ok(writes)
}

/// One value; `None` for null, which is as if nothing were given. A number is text where a form says so, since decimals
/// are text in an act.
fn open_value(path: &str, value: &Json, kind: Option<&Kind>) -> Result<Option<Open>, String> {
    let wrong = || format!("`{path}` is not text, a number, true or false, or a list of texts");
    Ok(Some(match value {
        Json::Null => return Ok(None),
        Json::Bool(truth) => Open::Boolean(*truth),
        Json::String(text) => Open::Text(text.clone()),
        Json::Number(number) => match number.as_i64().filter(|n| n.unsigned_abs() < 1 << 53) {
            Some(whole) if kind.is_none() => Open::Integer(whole),
            _ => Open::Text(number.to_string()),
        },
        Json::Array(items) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            Open::List(texts.collect::<Option<_>>().ok_or_else(wrong)?)
        }
        Json::Object(_) => return Err(wrong()),
    }))
}
