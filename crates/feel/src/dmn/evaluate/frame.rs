//! Frames: the variables in the scope of a boxed expression.
//!
//! A frame lies on the one around it, and a function keeps the frame it was made in. Values are shared, so that neither
//! costs a copy.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::scope::Scope;
use crate::value::Value;

/// Variables, on top of those around them.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    variables: BTreeMap<String, Arc<Value>>,
    around: Option<Arc<Frame>>,
}

impl Frame {
    /// An empty frame on `around`.
    pub(super) fn on(around: &Arc<Frame>) -> Self {
        Self {
            variables: BTreeMap::new(),
            around: Some(Arc::clone(around)),
        }
    }

    /// Adds a variable, in place of one of the same name.
    pub(super) fn set(&mut self, name: &str, value: Arc<Value>) {
        self.variables.insert(name.to_owned(), value);
    }

    /// The number of variables in this frame alone.
    pub(super) fn len(&self) -> usize {
        self.variables.len()
    }
}

impl Scope for Frame {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        let mut frame = self;
        loop {
            if let Some(value) = frame.variables.get(name) {
                return Some(Cow::Borrowed(value));
            }
            frame = frame.around.as_deref()?;
        }
    }
}
