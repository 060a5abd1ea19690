//! Sending the changes of runs to the window, as far as it has their turns.

use ledger::{Interaction, RunId};

use super::Screen;
use crate::bridge::{Patch, Turn};
use crate::live::LiveRun;
use crate::lock;
use crate::view::activity::FetchProgress;
use crate::view::timeline::Change;
use crate::view::{conversation, turn};

/// Minimum interval for sending the head of a turn when only its clock changed, in milliseconds.
const HEAD_INTERVAL_MS: i64 = 1_000;
/// Minimum interval for sending a list entry, which takes a query, when only its clock changed, in milliseconds.
const LINE_INTERVAL_MS: i64 = 2_000;

impl Screen {
    /// Announces a turn about to begin. If the window has its parent, the turn counts as shown.
    pub fn announce_turn(&self, row: &Interaction) {
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
    pub fn send_begun_turn(&self, row: &Interaction) {
        if let Some(live) = self.live_runs.get(row.id) {
            let mut live = lock(&live);
            if self.is_shown(&live) {
                let turn = turn::of_live(&mut live, &self.prices());
                self.tell(Patch::Turn { turn });
            }
        }
    }

    /// Sends the changes of a run, already stored, if the window has the turn.
    pub fn run_changed(&self, run: RunId, at: i64) {
        let Some(live) = self.live_runs.get(run) else {
            return;
        };
        let mut live = lock(&live);
        let is_over = live.state.is_settled();
        if self.is_shown(&live) {
            self.send_run_change(&mut live, at, is_over);
        }
        let line = conversation::line_of_live(&live, &self.prices());
        let line_changed = live.last_sent.line.as_ref() != Some(&line);
        if line_changed || is_over || at - live.last_sent.line_at >= LINE_INTERVAL_MS {
            live.last_sent.line = Some(line);
            live.last_sent.line_at = at;
            self.line_changed(live.row.conversation_id);
        }
        if is_over {
            self.live_runs.remove(run);
        }
    }

    /// Sends the progress of fetching a run's files.
    pub fn fetch_progressed(&self, run: RunId, progress: FetchProgress) {
        let Some(live) = self.live_runs.get(run) else {
            return;
        };
        let mut live = lock(&live);
        live.fetch_progress = progress;
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
        if let Some(live) = self.live_runs.get(run) {
            let live = lock(&live);
            if self.is_shown(&live) {
                let turn = turn::head_of_live(&live, &self.prices());
                self.tell(Patch::TurnHead { turn });
            }
            self.line_changed(live.row.conversation_id);
            return Ok(());
        }
        let opened = lock(&self.opened);
        let mut counts = lock(&self.change_counts);
        counts.heads += 1;
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

    fn send_run_change(&self, live: &mut LiveRun, at: i64, is_over: bool) {
        let changes = live.render();
        let prices = self.prices();
        let head = turn::head_of_live(live, &prices);
        if is_over || changes.contains(&Change::Whole) {
            let turn = turn::of_live(live, &prices);
            self.tell(Patch::Turn { turn });
        } else {
            self.send_changes(live, changes);
            let is_changed = live
                .last_sent
                .head
                .as_ref()
                .is_none_or(|last_sent| !differ_only_in_clock(last_sent, &head));
            if !is_changed && at - live.last_sent.head_at < HEAD_INTERVAL_MS {
                return;
            }
            self.tell(Patch::TurnHead { turn: head.clone() });
        }
        live.last_sent.head_at = at;
        live.last_sent.head = Some(head);
    }

    fn send_changes(&self, live: &LiveRun, changes: Vec<Change>) {
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
fn differ_only_in_clock(last_sent: &Turn, head: &Turn) -> bool {
    let same_clock = Turn {
        last_sign_of_life: head.last_sign_of_life,
        ..last_sent.clone()
    };
    same_clock == *head
}
