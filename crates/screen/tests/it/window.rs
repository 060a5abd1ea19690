//! A model of the window that knows only the patches it was sent.

use std::collections::HashSet;

use ids::RunId;
use screen::bridge::{Part, Patch, Turn, TurnPage, TurnsPlace};

/// The turns of the open conversation that the window has.
#[derive(Debug, Default)]
pub(crate) struct Window {
    pub(crate) conversation: Option<String>,
    pub(crate) turns: Vec<Turn>,
    pub(crate) before: bool,
    pub(crate) after: bool,
    pub(crate) last: Option<Turn>,
    /// Number of patches about turns that the window does not have.
    pub(crate) for_nothing: usize,
}

impl Window {
    /// Applies patches in order.
    pub(crate) fn take(&mut self, patches: Vec<Patch>) {
        for patch in patches {
            match patch {
                Patch::Opened { conversation } => {
                    let conversation = *conversation;
                    self.conversation = Some(conversation.summary.id);
                    self.replace(conversation.page);
                }
                Patch::Turns {
                    conversation,
                    place,
                    page,
                } if self.conversation.as_deref() == Some(conversation.as_str()) => {
                    self.page(place, page);
                }
                Patch::Turn { turn } => self.turn(turn),
                Patch::TurnHead { turn } => {
                    self.change(&turn.id.clone(), |old| old.replace_head(turn));
                }
                Patch::Part {
                    turn,
                    position,
                    part,
                } => self.change(&turn, |old| match old.parts.get_mut(position as usize) {
                    Some(old) => *old = part,
                    None => old.parts.push(part),
                }),
                Patch::Blocks {
                    turn,
                    position,
                    update,
                    ..
                } => self.change(&turn, |old| match old.parts.get_mut(position as usize) {
                    Some(Part::Text { blocks, .. } | Part::Thought { blocks, .. }) => {
                        update.apply(blocks);
                    }
                    other => panic!("the end of a text came for {other:?}"),
                }),
                _ => {}
            }
        }
    }

    /// Drops turns at both ends; returns the ids of the remaining ones.
    pub(crate) fn let_go(&mut self, from: usize, to: usize) -> HashSet<RunId> {
        let (from, to) = (from.min(self.turns.len()), to.min(self.turns.len()));
        if to < self.turns.len() {
            let last = self.turns.pop();
            self.last = self.last.take().or(last);
            self.after = true;
        }
        self.turns.truncate(to);
        self.before |= from > 0;
        self.turns.drain(..from.min(self.turns.len()));
        let held = self.turns.iter().chain(&self.last);
        held.map(|turn| turn.id.parse().unwrap()).collect()
    }

    fn replace(&mut self, page: TurnPage) {
        self.turns = page.turns;
        self.before = page.before;
        self.after = page.after;
        self.last = page.last;
    }

    fn page(&mut self, place: TurnsPlace, mut page: TurnPage) {
        match place {
            TurnsPlace::Anew => self.replace(page),
            TurnsPlace::Before => {
                let first = self.turns.first().and_then(|turn| turn.parent.clone());
                if page.turns.last().map(|turn| turn.id.clone()) == first {
                    page.turns.append(&mut self.turns);
                    self.turns = page.turns;
                    self.before = page.before;
                }
            }
            TurnsPlace::After => {
                let last = self.turns.last().map(|turn| turn.id.clone());
                if page.turns.first().and_then(|turn| turn.parent.clone()) == last {
                    self.turns.append(&mut page.turns);
                    self.after = page.after;
                    if !self.after {
                        self.last = None;
                    }
                }
            }
        }
    }

    fn turn(&mut self, turn: Turn) {
        if self.conversation.as_deref() != Some(turn.conversation.as_str()) {
            self.for_nothing += 1;
            return;
        }
        let mut known = self.turns.iter_mut().chain(&mut self.last);
        if let Some(old) = known.find(|old| old.id == turn.id) {
            *old = turn;
            return;
        }
        let parent = self
            .turns
            .iter()
            .position(|old| Some(&old.id) == turn.parent.as_ref());
        match parent {
            Some(at) => self.turns.truncate(at + 1),
            None if turn.parent.is_none() && !self.before => self.turns.clear(),
            None => return,
        }
        self.turns.push(turn);
        self.after = false;
        self.last = None;
    }

    fn change(&mut self, id: &str, change: impl FnOnce(&mut Turn)) {
        let mut known = self.turns.iter_mut().chain(&mut self.last);
        match known.find(|turn| turn.id == id) {
            Some(turn) => change(turn),
            None => self.for_nothing += 1,
        }
    }
}
