//! Errors and escalations: thrown up the scopes until something catches them.
//!
//! The way up: the events on the border of the activity something is thrown in, then the event sub-processes of the scope
//! around it, and so on outwards; a code before what catches any code. An event sub-process never catches what is thrown
//! in itself, and what has interrupted its scope leaves nothing there to catch.
//!
//! INVARIANT: an error that nothing catches is an incident; an escalation that nothing catches goes on. Only an
//! interrupting catch ends what threw.

use super::{call::Stop, run::Run};
use crate::{
    definition::{NodeKind, Trigger},
    state::{IncidentCode, NodeIx, Phase, Place, ScopeId},
};

/// What is thrown.
#[derive(Clone, Copy)]
enum What<'a> {
    Error(&'a str),
    Escalation(&'a str),
}

/// What catches it.
#[derive(Clone, Copy)]
pub(super) struct Catch {
    /// The scope on whose border, or in which, it waits.
    scope: ScopeId,
    /// The event or event sub-process.
    node: NodeIx,
    /// Whether it sits on a border.
    border: bool,
    interrupting: bool,
}

impl Run<'_> {
    /// An error is thrown at an end.
    pub(super) fn throw_error(&mut self, at: Place, code: &str) {
        match self.error_catch(at.scope, code) {
            Some(catch) => {
                self.pass(at.node);
                self.caught(catch);
            }
            None => {
                let stop = uncaught(code);
                self.raise(at, Phase::Body, None, stop);
            }
        }
    }

    /// What catches an error that is thrown in a scope.
    pub(super) fn error_catch(&self, scope: ScopeId, code: &str) -> Option<Catch> {
        self.catch(scope, What::Error(code))
    }

    /// An escalation is thrown; its token goes on, unless what catches it ends it.
    pub(super) fn escalate(&mut self, at: Place, code: &str) {
        match self.catch(at.scope, What::Escalation(code)) {
            Some(catch) if catch.interrupting => {
                self.pass(at.node);
                self.caught(catch);
            }
            Some(catch) => {
                self.caught(catch);
                self.done(at.scope, at.node);
            }
            None => self.done(at.scope, at.node),
        }
    }

    /// Something thrown goes on where it is caught.
    pub(super) fn caught(&mut self, catch: Catch) {
        if catch.border {
            self.cross(catch.scope, catch.node, Vec::new());
        } else {
            self.start_handler(catch.scope, catch.node, Vec::new());
        }
    }

    fn catch(&self, from: ScopeId, what: What<'_>) -> Option<Catch> {
        let mut scope = from;
        let mut inner: Option<NodeIx> = None;
        loop {
            let own = self.instance.scopes.get(&scope);
            let node = own.and_then(|own| self.node(own.node));
            let looping = own.is_some_and(|own| own.each.is_some());
            let handlers = match node {
                None => self.site.definition.handlers(),
                Some(node) if !looping => node.handlers.as_slice(),
                Some(_) => &[],
            };
            if let Some((node, interrupting)) = self.matching(handlers, what, inner) {
                return Some(Catch {
                    scope,
                    node,
                    border: false,
                    interrupting,
                });
            }
            let own = own?;
            // An item of a loop has no border of its own.
            let borders = match node {
                Some(node) if self.loop_of(scope).is_none() => node.borders.as_slice(),
                _ => &[],
            };
            if let Some((node, interrupting)) = self.matching(borders, what, None) {
                return Some(Catch {
                    scope,
                    node,
                    border: true,
                    interrupting,
                });
            }
            inner = Some(own.node);
            scope = own.parent;
        }
    }

    /// The event among these that catches it: by its code, else one that catches any.
    fn matching(
        &self,
        events: &[NodeIx],
        what: What<'_>,
        inner: Option<NodeIx>,
    ) -> Option<(NodeIx, bool)> {
        // Thrown in an event sub-process of this scope.
        if let Some(inner) = inner.filter(|inner| events.contains(inner)) {
            let interrupts = self.node(inner).is_some_and(|node| {
                matches!(
                    node.kind,
                    NodeKind::Handler {
                        interrupting: true,
                        ..
                    }
                )
            });
            if interrupts {
                return None;
            }
        }
        let candidates = || {
            let events = events.iter().filter(|ix| Some(**ix) != inner);
            events.filter_map(|ix| {
                let (code, interrupting) = self.catches(*ix, what)?;
                Some((*ix, code, interrupting))
            })
        };
        let exact = candidates().find(|(_, code, _)| *code);
        let found = exact.or_else(|| candidates().next());
        found.map(|(ix, _, interrupting)| (ix, interrupting))
    }

    /// Whether an event catches it by its code (true) or whatever its code is (false), and whether it interrupts.
    fn catches(&self, ix: NodeIx, what: What<'_>) -> Option<(bool, bool)> {
        let (NodeKind::Border {
            trigger,
            interrupting,
        }
        | NodeKind::Handler {
            trigger,
            interrupting,
        }) = &self.node(ix)?.kind
        else {
            return None;
        };
        let (wanted, code) = match (trigger, what) {
            (Trigger::Error(wanted), What::Error(code)) => (wanted, code),
            (Trigger::Escalation(wanted), What::Escalation(code)) => (wanted, code),
            _ => return None,
        };
        match wanted {
            Some(wanted) if wanted == code => Some((true, *interrupting)),
            Some(_) => None,
            None => Some((false, *interrupting)),
        }
    }
}

/// Why an error stops that nothing catches.
pub(super) fn uncaught(code: &str) -> Stop {
    let code: String = code.chars().take(80).collect();
    Stop {
        code: IncidentCode::UncaughtError,
        detail: format!("nothing catches the error `{code}`"),
    }
}
