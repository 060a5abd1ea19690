//! A turn as it stood after any of its events: folded and rendered by what does so while it runs.

use std::collections::HashMap;

use ledger::{Ledger, RunId};
use prices::Prices;
use runs::{Phase, State, Terms};

use crate::bridge::Turn;
use crate::live::Live;
use crate::view::{media, turn};

/// A turn that is gone through. Going on costs what comes in between; going back costs all that was before.
pub struct Replay {
    live: Live,
    /// How it ended, or stands now.
    now: State,
    /// What it used in the end.
    usage: Option<serde_json::Value>,
    /// The number of its last event.
    last: i64,
    media: HashMap<(usize, usize), String>,
}

impl Replay {
    /// A turn before its first event; `None` when it is not there, or its state cannot be read. Blocks.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn of(ledger: &Ledger, run: RunId) -> Result<Option<Self>, ledger::Error> {
        let Some(row) = ledger.interaction(run)? else {
            return Ok(None);
        };
        let Some(now) = turn::state(&row) else {
            return Ok(None);
        };
        let steps = turn::parse(&ledger.steps(run)?);
        let artifacts = ledger.artifacts_of_run(run)?;
        let media = media::places(&steps, artifacts.iter());
        let addresses = ledger.addresses(run)?;
        let mut live = Live::unfolded(row, now.clone(), None);
        live.set_addresses(addresses);
        Ok(Some(Self {
            usage: live.row.usage.clone(),
            live,
            now,
            last: ledger.event_count(run)?.last,
            media,
        }))
    }

    /// The turn.
    #[must_use]
    pub fn run(&self) -> RunId {
        self.live.row.id
    }

    /// Whether events may come yet.
    #[must_use]
    pub fn grows(&self) -> bool {
        !self.now.is_settled()
    }

    /// The turn as it stood after an event; at the last one as it ended. Blocks.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn at(
        &mut self,
        ledger: &Ledger,
        event: i64,
        prices: &Prices,
    ) -> Result<Turn, ledger::Error> {
        self.live.wind(ledger, event)?;
        self.live.state = match event >= self.last {
            true => self.now.clone(),
            false => State {
                phase: Phase::Streaming { attempt: 0 },
                ..State::ready(Terms::default())
            },
        };
        self.live.set_media(self.media.clone());
        let is_over = event >= self.last;
        self.live.row.usage = self.usage.clone().filter(|_| is_over);
        let mut turn = turn::of_live(&mut self.live, prices);
        if !is_over {
            // What became of it later was not known.
            turn.finished_at = None;
            turn.error = None;
            turn.limit_reached = None;
        }
        Ok(turn)
    }
}
