//! Plays the game of one scope to its ends.
//!
//! It is played twice. To find joins that wait for ever, whatever can move moves, since steps without a choice
//! do not disturb each other; only choices are tried one by one. To find paths merged while they run at the
//! same time, tokens are held before each merge until nothing else can move, so that they meet there.

use std::collections::{BTreeMap, BTreeSet};

use super::net::{Join, Net, Step};

/// More tokens on one place than this show a loop that only adds tokens; that run is given up.
const MOST_ON_ONE_PLACE: usize = 3;

/// What is left of the moves.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new(moves: usize) -> Self {
        Self(moves)
    }

    /// Spends moves; false when there are none left.
    fn spend(&mut self, moves: usize) -> bool {
        self.0 = self.0.saturating_sub(moves);
        self.0 > 0
    }
}

/// Ids of steps.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Joins left with a token when nothing moves any more.
    pub(super) stuck: BTreeSet<String>,
    /// Merges with tokens on several flows at once.
    pub(super) repeated: BTreeSet<String>,
}

pub(super) fn play(net: &Net<'_>, budget: &mut Budget, found: &mut Found) {
    for hold_merges in [false, true] {
        Game {
            net,
            budget,
            found,
            hold_merges,
            seen: BTreeSet::new(),
        }
        .play();
    }
}

/// Tokens by place; no place without one is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Marking(BTreeMap<usize, usize>);

impl Marking {
    fn has(&self, place: usize) -> bool {
        self.0.contains_key(&place)
    }

    fn take(&mut self, place: usize) {
        if let Some(tokens) = self.0.get_mut(&place) {
            *tokens = tokens.saturating_sub(1);
            if *tokens == 0 {
                self.0.remove(&place);
            }
        }
    }

    /// Puts a token down; false when there are too many.
    fn put(&mut self, place: usize) -> bool {
        let tokens = self.0.entry(place).or_default();
        *tokens = tokens.saturating_add(1);
        *tokens <= MOST_ON_ONE_PLACE
    }
}

struct Game<'a, 'n> {
    net: &'a Net<'n>,
    budget: &'a mut Budget,
    found: &'a mut Found,
    hold_merges: bool,
    seen: BTreeSet<Marking>,
}

impl<'a, 'n> Game<'a, 'n> {
    fn play(&mut self) {
        let mut waiting = Vec::new();
        for start in &self.net.starts {
            let mut marking = Marking::default();
            let alternatives = start.iter().filter_map(|step| self.net.steps.get(*step));
            for place in alternatives
                .filter_map(|step| step.alternatives.first())
                .flatten()
            {
                marking.put(*place);
            }
            waiting.push(marking);
        }
        while let Some(mut marking) = waiting.pop() {
            if !self.budget.spend(marking.0.len().saturating_add(1)) {
                return;
            }
            if self.settle(&mut marking).is_none() || !self.seen.insert(marking.clone()) {
                continue;
            }
            self.branch(&marking, &mut waiting);
        }
    }

    /// Moves all that moves without a choice; none if the game is over or given up.
    fn settle(&mut self, marking: &mut Marking) -> Option<()> {
        let mut fresh: Vec<usize> = marking.0.keys().copied().collect();
        while let Some(place) = fresh.pop() {
            if !self.budget.spend(1) {
                return None;
            }
            let (_, step) = self.net.target(place)?;
            if !marking.has(place) || !self.moves_freely(step, marking) {
                continue;
            }
            if step.join == Join::Terminate {
                return None;
            }
            let alternative = step
                .alternatives
                .first()
                .map(Vec::as_slice)
                .unwrap_or_default();
            consume(step, place, marking);
            for next in alternative {
                if !marking.put(*next) {
                    return None;
                }
                fresh.push(*next);
            }
            if marking.has(place) {
                fresh.push(place);
            }
        }
        Some(())
    }

    fn moves_freely(&mut self, step: &Step<'_>, marking: &Marking) -> bool {
        match step.join {
            Join::End | Join::Terminate => true,
            _ if step.alternatives.len() > 1 => false,
            Join::Any => !(self.hold_merges && step.is_merge()),
            Join::All => {
                let missing = step.incoming.iter().position(|place| !marking.has(*place));
                self.budget.spend(missing.unwrap_or(step.incoming.len()));
                missing.is_none()
            }
            Join::Inclusive => step.incoming.len() < 2,
        }
    }

    /// Tries every alternative of one step that has a choice, or moves on what was held back, or ends the run.
    fn branch(&mut self, marking: &Marking, waiting: &mut Vec<Marking>) {
        let Some((place, step)) = self.next_step(marking) else {
            for place in marking.0.keys() {
                if let Some((_, step)) = self.net.target(*place)
                    && step.join == Join::All
                {
                    self.found.stuck.insert(step.id.to_owned());
                }
            }
            return;
        };
        for alternative in &step.alternatives {
            let moves = marking.0.len().saturating_add(step.incoming.len());
            if !self.budget.spend(moves.saturating_add(1)) {
                return;
            }
            let mut next = marking.clone();
            consume(step, place, &mut next);
            if alternative.iter().all(|place| next.put(*place)) {
                waiting.push(next);
            }
        }
    }

    /// The step to try, by one of its tokens: a choice; else the first of the merges held back; else the first
    /// inclusive join that waits for no other one.
    fn next_step(&mut self, marking: &Marking) -> Option<(usize, &'a Step<'n>)> {
        let net = self.net;
        let steps = || {
            let places = marking.0.keys().copied();
            places.filter_map(|place| Some((place, net.target(place)?.1)))
        };
        let held = |step: &Step<'_>| self.hold_merges && step.is_merge();
        let choice = steps().find(|(_, step)| step.join == Join::Any && !held(step));
        if choice.is_some() {
            return choice;
        }
        if let Some(merge) = steps()
            .filter(|(_, step)| step.join == Join::Any)
            .min_by_key(|(_, step)| step.rank)
        {
            self.report_meetings(marking);
            return Some(merge);
        }
        self.inclusive(marking)
    }

    /// Merges at which more than one token stands though nothing made them meet.
    fn report_meetings(&mut self, marking: &Marking) {
        let mut tokens: BTreeMap<usize, usize> = BTreeMap::new();
        for (place, count) in &marking.0 {
            if let Some((number, step)) = self.net.target(*place)
                && step.is_merge()
            {
                let sum = tokens.entry(number).or_default();
                *sum = sum.saturating_add(*count);
            }
        }
        let met = tokens.into_iter().filter(|(_, count)| *count > 1);
        for step in met.filter_map(|(number, _)| self.net.steps.get(number)) {
            self.found.repeated.insert(step.id.to_owned());
        }
    }

    fn inclusive(&mut self, marking: &Marking) -> Option<(usize, &'a Step<'n>)> {
        let net = self.net;
        let marked: BTreeMap<usize, (usize, &Step<'n>)> = marking
            .0
            .keys()
            .filter_map(|place| {
                net.target(*place)
                    .map(|(number, step)| (number, (*place, step)))
            })
            .filter(|(_, (_, step))| step.join == Join::Inclusive)
            .collect();
        if marked.len() < 2 {
            return marked.into_values().next();
        }
        let awaited: BTreeSet<usize> = marked
            .keys()
            .flat_map(|number| self.reached_from(*number))
            .collect();
        let free = marked.iter().find(|(number, _)| !awaited.contains(number));
        free.or_else(|| marked.iter().next())
            .map(|(_, found)| *found)
    }

    /// Steps that tokens of this one can come to, itself only by a loop.
    fn reached_from(&mut self, number: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<usize> = self.net.after(number).collect();
        while let Some(step) = waiting.pop() {
            if !self.budget.spend(1) {
                break;
            }
            if reached.insert(step) {
                waiting.extend(self.net.after(step));
            }
        }
        reached.remove(&number);
        reached
    }
}

fn consume(step: &Step<'_>, place: usize, marking: &mut Marking) {
    match step.join {
        Join::All | Join::Inclusive => {
            for place in &step.incoming {
                marking.take(*place);
            }
        }
        Join::Any | Join::End | Join::Terminate => marking.take(place),
    }
}
