//! Frames: the variables in the scope of a boxed expression.
//!
//! A frame lies on the one around it, and a function keeps the frame it was made in. Values are shared, so that neither
//! costs a copy.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::function::take_apart;
use crate::scope::Scope;
use crate::value::Value;

/// Variables, on top of those around them.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    variables: BTreeMap<String, Arc<Value>>,
    around: Option<Arc<Frame>>,
    /// The number of frames around.
    height: u32,
}

/// So many frames lie on each other at most where a variable is added: finding one goes through them.
const HEIGHT: u32 = 64;

impl Frame {
    /// An empty frame on `around`.
    pub(super) fn on(around: &Arc<Frame>) -> Self {
        Self {
            variables: BTreeMap::new(),
            around: Some(Arc::clone(around)),
            height: around.height.saturating_add(1),
        }
    }

    /// A frame for one more variable: the same, or, if a function keeps that, one on top of it or with all it holds.
    /// The second value is the number of variables copied.
    pub(super) fn extended(mut frame: Arc<Frame>) -> (Frame, usize) {
        if Arc::get_mut(&mut frame).is_some() {
            return (Arc::unwrap_or_clone(frame), 0);
        }
        if frame.height < HEIGHT {
            return (Frame::on(&frame), 0);
        }
        let mut all = Frame::default();
        let mut at = Some(&frame);
        while let Some(from) = at {
            for (name, value) in &from.variables {
                let entry = all.variables.entry(name.clone());
                entry.or_insert_with(|| Arc::clone(value));
            }
            at = from.around.as_ref();
        }
        let copied = all.variables.len();
        (all, copied)
    }

    /// Adds a variable, in place of one of the same name.
    pub(super) fn set(&mut self, name: &str, value: Arc<Value>) {
        self.variables.insert(name.to_owned(), value);
    }

    /// Gives away the values that nothing else keeps, of this frame and those around it.
    pub(super) fn release(&mut self, kept: &mut Vec<Value>) {
        let variables = std::mem::take(&mut self.variables);
        kept.extend(variables.into_values().filter_map(Arc::into_inner));
        let mut around = self.around.take();
        while let Some(mut frame) = around.and_then(Arc::into_inner) {
            let variables = std::mem::take(&mut frame.variables);
            kept.extend(variables.into_values().filter_map(Arc::into_inner));
            around = frame.around.take();
        }
    }
}

/// A frame may hold functions that keep frames, in a chain of any length.
impl Drop for Frame {
    fn drop(&mut self) {
        let mut kept = Vec::new();
        self.release(&mut kept);
        take_apart(kept);
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
