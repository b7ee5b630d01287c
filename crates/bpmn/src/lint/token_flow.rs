//! Splits and joins fit together: no join waits for a flow that was never taken, and nothing runs twice because
//! parallel paths were merged as if they excluded each other.
//!
//! Each scope is played as a game of tokens ([`net`], [`explore`]): at every choice all ways out are tried, and
//! markings seen before are not played again. That finds every deadlock of a scope whose game is played to its
//! end, whatever its shape; block-structured diagrams of thousands of elements are, since their branches come
//! back to one marking.
//!
//! INVARIANT: what is reported is a run the diagram allows when conditions are not read. Two gateways that ask
//! opposite questions are not known to exclude each other.
//!
//! INVARIANT: the game ends after [`BUDGET`] moves of a process. What it has not played by then is not found, and
//! nothing is said about it. Neither is a scope with link events, whose tokens jump.
//!
//! Not found: a lack of synchronisation that shows only when one branch overtakes another at just one moment,
//! since paths that wait are moved on in one order only.

mod explore;
mod net;

use std::collections::BTreeSet;

use self::explore::{Budget, Found};
use self::net::Net;
use super::{Finding, Verdict, quote, scopes};
use crate::{Node, Process};

/// Moves of one process, a token copied or looked at counting as one.
const BUDGET: usize = 300_000;

pub(super) fn check(process: &Process, out: &mut Vec<Finding>) {
    let mut budget = Budget::new(BUDGET);
    let mut found = Found::default();
    for scope in scopes(process) {
        if let Some(net) = Net::of(process, scope.map(|node| node.id.as_str())) {
            explore::play(&net, &mut budget, &mut found);
        }
    }
    for node in named(process, &found.stuck) {
        let message = format!(
            "{} can wait for ever: it needs a token from every flow into it, and not all of them are always taken",
            quote(node.label())
        );
        let help = "join what an exclusive gateway split with an exclusive gateway, and what an inclusive one split with an inclusive one";
        out.push(Verdict::error("deadlock", message, help).on(node));
    }
    for node in named(process, &found.repeated) {
        let message = format!(
            "{} is reached by paths that run at the same time; it and what follows run once for each",
            quote(node.label())
        );
        let help = "join the paths with a parallel gateway before it";
        out.push(Verdict::warning("lack_of_synchronisation", message, help).on(node));
    }
}

fn named<'a>(process: &'a Process, ids: &'a BTreeSet<String>) -> impl Iterator<Item = &'a Node> {
    ids.iter().filter_map(|id| process.node(id))
}
