//! Sending the changes of runs to the window, as far as it has their turns.

use ledger::{Interaction, RunId};

use super::Screen;
use crate::bridge::{Patch, Turn};
use crate::live::Live;
use crate::lock;
use crate::view::activity::Fetched;
use crate::view::timeline::Change;
use crate::view::{conversation, turn};

/// Minimum interval for sending the head of a turn when only its clock changed, in milliseconds.
const CLOCK: i64 = 1_000;
/// Minimum interval for sending a list entry, which takes a query, when only its clock changed, in milliseconds.
const LINE_CLOCK: i64 = 2_000;

impl Screen {
    /// Announces a turn about to begin. If the window has its parent, the turn counts as shown.
    pub fn begins(&self, row: &Interaction) {
        let mut opened = lock(&self.opened);
        let follows = row
            .parent_id
            .is_none_or(|parent| opened.turns.contains(&parent));
        if opened.conversation == Some(row.conversation_id) && follows {
            opened.turns.insert(row.id);
        }
    }

    /// Sends a turn that has begun as a whole; later patches build on it. A run that has ended already was sent whole
    /// before.
    pub fn began(&self, row: &Interaction) {
        if let Some(live) = self.lives.get(row.id) {
            let mut live = lock(&live);
            if self.is_shown(&live) {
                let turn = turn::of_live(&mut live, &self.prices());
                self.tell(Patch::Turn { turn });
            }
        }
    }

    /// Sends the changes of a run, already stored, if the window has the turn.
    pub fn run_changed(&self, run: RunId, at: i64) {
        let Some(live) = self.lives.get(run) else {
            return;
        };
        let mut live = lock(&live);
        let is_over = live.state.is_settled();
        if self.is_shown(&live) {
            self.show_change(&mut live, at, is_over);
        }
        let line = conversation::line_of_live(&live, &self.prices());
        let line_changed = live.told.line.as_ref() != Some(&line);
        if line_changed || is_over || at - live.told.line_at >= LINE_CLOCK {
            live.told.line = Some(line);
            live.told.line_at = at;
            self.line_changed(live.row.conversation_id);
        }
        if is_over {
            self.lives.remove(run);
        }
    }

    /// Sends the progress of fetching a run's files.
    pub fn fetched(&self, run: RunId, fetched: Fetched) {
        let Some(live) = self.lives.get(run) else {
            return;
        };
        let mut live = lock(&live);
        live.fetched = fetched;
        if self.is_shown(&live) {
            self.tell(Patch::TurnHead {
                turn: turn::head_of_live(&live, &self.prices()),
            });
        }
        self.line_changed(live.row.conversation_id);
    }

    /// Sends the head of a turn again after a change outside of its run, even if the run has ended. Blocks.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn head_changed(&self, run: RunId) -> Result<(), ledger::Error> {
        if let Some(live) = self.lives.get(run) {
            let live = lock(&live);
            if self.is_shown(&live) {
                let turn = turn::head_of_live(&live, &self.prices());
                self.tell(Patch::TurnHead { turn });
            }
            self.line_changed(live.row.conversation_id);
            return Ok(());
        }
        let opened = lock(&self.opened);
        let mut told = lock(&self.told_beside);
        told.heads += 1;
        let Some(row) = self.ledger.interaction(run)? else {
            return Ok(());
        };
        if opened.turns.contains(&run) {
            let siblings = self.ledger.siblings(&[run])?;
            let turn = turn::head_of_stored(&row, siblings.get(&run), &self.prices());
            self.tell(Patch::TurnHead { turn });
        }
        self.line_changed(row.conversation_id);
        Ok(())
    }

    fn show_change(&self, live: &mut Live, at: i64, is_over: bool) {
        let changes = live.render();
        let prices = self.prices();
        let head = turn::head_of_live(live, &prices);
        if is_over || changes.contains(&Change::Whole) {
            let turn = turn::of_live(live, &prices);
            self.tell(Patch::Turn { turn });
        } else {
            self.tell_parts(live, changes);
            let is_news = live
                .told
                .head
                .as_ref()
                .is_none_or(|told| !same_but_clock(told, &head));
            if !is_news && at - live.told.head_at < CLOCK {
                return;
            }
            self.tell(Patch::TurnHead { turn: head.clone() });
        }
        live.told.head_at = at;
        live.told.head = Some(head);
    }

    fn tell_parts(&self, live: &Live, changes: Vec<Change>) {
        let turn = live.row.id.to_string();
        let place = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
        for change in changes {
            let patch = match change {
                Change::Whole => continue,
                Change::Part(position) => Patch::Part {
                    turn: turn.clone(),
                    position: place(position),
                    part: live.parts()[position].clone(),
                },
                Change::Blocks {
                    position,
                    update,
                    citations,
                } => Patch::Blocks {
                    turn: turn.clone(),
                    position: place(position),
                    update,
                    citations,
                },
            };
            self.tell(patch);
        }
    }
}

/// Returns true if two heads differ at most in the clock.
fn same_but_clock(told: &Turn, head: &Turn) -> bool {
    let same_clock = Turn {
        last_sign_of_life: head.last_sign_of_life,
        ..told.clone()
    };
    same_clock == *head
}
