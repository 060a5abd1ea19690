//! Replay: a turn as it was after any of its events, folded and rendered by the same code as a live run.

use std::collections::HashMap;

use ledger::{Ledger, RunId};
use prices::Prices;
use runs::{Phase, State, Terms};

use crate::bridge::Turn;
use crate::live::LiveRun;
use crate::view::{media, turn};

/// A turn being replayed. Moving forward folds the events in between; moving back folds everything from the start.
pub struct Replay {
    live: LiveRun,
    /// The current state of the run.
    current: State,
    /// Its current token usage.
    usage: Option<serde_json::Value>,
    /// Sequence number of its last event.
    last_event: i64,
    media: HashMap<(usize, usize), String>,
}

impl Replay {
    /// Starts a replay before the turn's first event; `None` if the turn does not exist, or its state cannot be read.
    /// Blocks.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn start(ledger: &Ledger, run: RunId) -> Result<Option<Self>, ledger::Error> {
        let Some(row) = ledger.interaction(run)? else {
            return Ok(None);
        };
        let Some(current) = turn::state(&row) else {
            return Ok(None);
        };
        let steps = turn::parse(&ledger.steps(run)?);
        let artifacts = ledger.artifacts_of_run(run)?;
        let media = media::artifact_ids(&steps, artifacts.iter());
        let addresses = ledger.addresses(run)?;
        let mut live = LiveRun::unfolded(row, current.clone(), None);
        live.set_addresses(addresses);
        Ok(Some(Self {
            usage: live.row.usage.clone(),
            live,
            current,
            last_event: ledger.event_count(run)?.last,
            media,
        }))
    }

    /// Returns the id of the turn.
    #[must_use]
    pub fn run(&self) -> RunId {
        self.live.row.id
    }

    /// Returns true if more events may arrive.
    #[must_use]
    pub fn may_grow(&self) -> bool {
        !self.current.is_settled()
    }

    /// Returns the turn as it was after an event; at the last event, as it is now. Blocks.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn at(
        &mut self,
        ledger: &Ledger,
        event: i64,
        prices: &Prices,
    ) -> Result<Turn, ledger::Error> {
        self.live.seek(ledger, event)?;
        self.live.state = match event >= self.last_event {
            true => self.current.clone(),
            false => State {
                phase: Phase::Streaming { attempt: 0 },
                ..State::ready(Terms::default())
            },
        };
        self.live.set_media(self.media.clone());
        let is_over = event >= self.last_event;
        self.live.row.usage = self.usage.clone().filter(|_| is_over);
        let mut turn = turn::of_live(&mut self.live, prices);
        if !is_over {
            // The outcome was not known at that time.
            turn.finished_at = None;
            turn.error = None;
            turn.limit_reached = None;
        }
        Ok(turn)
    }
}
