//! Live runs: their stored events, folded into steps and rendered.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use interactions::{Accumulator, Change as Fold, Step, StreamEvent, Usage};
use ledger::{Ledger, RunId, Siblings};
use runs::State;

use crate::lock;
use crate::view::activity::Fetched;
use crate::view::conversation::LineOfRun;
use crate::view::parts::Surroundings;
use crate::view::thought_times::ThoughtTimes;
use crate::view::timeline::{Timeline, Touched};

/// All live runs. Each is written to by one task only, its own.
#[derive(Default)]
pub struct Lives {
    runs: Mutex<HashMap<RunId, Arc<Mutex<Live>>>>,
}

impl Lives {
    /// Adds a run that was started or resumed.
    pub fn put(&self, live: Live) -> Arc<Mutex<Live>> {
        let id = live.row.id;
        let live = Arc::new(Mutex::new(live));
        lock(&self.runs).insert(id, Arc::clone(&live));
        live
    }

    /// Returns a live run; `None` if it is not live.
    pub fn get(&self, run: RunId) -> Option<Arc<Mutex<Live>>> {
        lock(&self.runs).get(&run).cloned()
    }

    /// Removes a run that has ended.
    pub fn remove(&self, run: RunId) {
        lock(&self.runs).remove(&run);
    }

    /// Returns all live runs.
    pub fn all(&self) -> Vec<Arc<Mutex<Live>>> {
        lock(&self.runs).values().cloned().collect()
    }
}

/// A live run, folded and rendered.
pub struct Live {
    /// Its row, kept equal to the stored one.
    pub row: ledger::Interaction,
    /// State of the run, kept equal to the stored one.
    pub state: State,
    /// Progress of fetching its files.
    pub fetched: Fetched,
    /// Its position among the turns with the same parent.
    pub siblings: Option<Siblings>,
    /// The data last sent to the window.
    pub(crate) told: LastTold,
    fold: Accumulator,
    /// Sequence number of the last event in `fold`.
    folded: i64,
    /// The server's own timeline, if it returned one.
    whole: Option<Vec<Step>>,
    /// Usage and model as the server returned them when polled.
    given: Given,
    /// True if something could not be stored, so that `fold` may be ahead of the disk.
    stale: bool,
    touched: Touched,
    timeline: Timeline,
    thoughts: ThoughtTimes,
    media: HashMap<(usize, usize), String>,
    addresses: HashMap<String, String>,
}

/// Data that the server returned when the run was polled.
#[derive(Default)]
struct Given {
    usage: Option<Usage>,
    answered_by: Option<String>,
}

/// The data last sent to the window, so that unchanged data is not sent again.
#[derive(Default)]
pub(crate) struct LastTold {
    /// Time at which the head of the turn was sent.
    pub(crate) head_at: i64,
    /// Time at which the line of its conversation was sent.
    pub(crate) line_at: i64,
    /// The head of the turn that was sent.
    pub(crate) head: Option<crate::bridge::Turn>,
    /// The part of the line about this run that was sent.
    pub(crate) line: Option<LineOfRun>,
}

impl Live {
    /// Loads a stored run and folds its events. Blocks.
    pub fn load(
        ledger: &Ledger,
        row: ledger::Interaction,
        state: State,
    ) -> Result<Self, ledger::Error> {
        let siblings = ledger.siblings(&[row.id])?.remove(&row.id);
        let mut live = Self::unfolded(row, state, siblings);
        live.fold_stored(ledger, i64::MAX)?;
        Ok(live)
    }

    /// Makes a live run without any events folded.
    pub(crate) fn unfolded(
        row: ledger::Interaction,
        state: State,
        siblings: Option<Siblings>,
    ) -> Self {
        Self {
            row,
            state,
            siblings,
            fetched: Fetched::default(),
            told: LastTold::default(),
            fold: Accumulator::new(),
            folded: 0,
            whole: None,
            given: Given::default(),
            stale: false,
            touched: Touched::All,
            timeline: Timeline::default(),
            thoughts: ThoughtTimes::default(),
            media: HashMap::new(),
            addresses: HashMap::new(),
        }
    }

    /// Returns true if the events numbered from `first` on, after removal of those above `truncate_after`, continue
    /// what is folded.
    pub fn goes_on(&self, truncate_after: Option<i64>, first: Option<i64>) -> bool {
        let end = truncate_after.map_or(self.folded, |after| after.min(self.folded));
        !self.stale && end == self.folded && first.is_none_or(|first| first == self.folded + 1)
    }

    /// Discards the fold and folds the stored events up to a given one. Blocks.
    pub fn fold_stored(&mut self, ledger: &Ledger, up_to: i64) -> Result<(), ledger::Error> {
        self.fold = Accumulator::new();
        self.folded = 0;
        self.whole = None;
        self.stale = false;
        self.touched = Touched::All;
        self.thoughts = ThoughtTimes::default();
        let run = self.row.id;
        ledger.events(run, 0, |event| {
            if event.seq > up_to {
                return std::ops::ControlFlow::Break(());
            }
            match StreamEvent::parse(&event.raw) {
                Ok(parsed) => self.fold(event.seq, event.received_at, &parsed),
                Err(error) => {
                    tracing::warn!(%run, seq = event.seq, %error, "a stored event cannot be read")
                }
            }
            std::ops::ControlFlow::Continue(())
        })
    }

    /// Folds stored events up to number `to`: continues from the current position, or starts over if `to` is before
    /// it. Blocks.
    pub fn wind(&mut self, ledger: &Ledger, to: i64) -> Result<(), ledger::Error> {
        if to < self.folded {
            return self.fold_stored(ledger, to);
        }
        let (run, from) = (self.row.id, self.folded);
        ledger.events(run, from, |event| {
            if event.seq > to {
                return std::ops::ControlFlow::Break(());
            }
            if let Ok(parsed) = StreamEvent::parse(&event.raw) {
                self.fold(event.seq, event.received_at, &parsed);
            }
            std::ops::ControlFlow::Continue(())
        })
    }

    /// Folds the next event.
    pub fn fold(&mut self, seq: i64, received_at: i64, event: &StreamEvent) {
        self.folded = seq;
        self.thoughts.note(received_at, &event.event);
        match self.fold.push(event) {
            Fold::Nothing => {}
            Fold::Step(at) => {
                if let Touched::Steps(steps) = &mut self.touched {
                    steps.insert(at);
                }
            }
            Fold::Interaction => {}
            Fold::Everything => self.touched = Touched::All,
        }
    }

    /// Replaces the folded steps by the server's own timeline, unless the folded ones hold more.
    pub fn replace(&mut self, interaction: &interactions::Interaction) {
        self.given = Given {
            usage: interaction.usage.clone(),
            answered_by: interaction.model.as_ref().map(ToString::to_string),
        };
        let given = interaction.steps.len();
        let more_than_one_hop = self.fold.hops().len() > 1;
        if given > 0 && !(more_than_one_hop && given < self.fold.steps().len()) {
            self.whole = Some(interaction.steps.clone());
            self.touched = Touched::All;
        }
    }

    /// Marks the fold as possibly not stored.
    pub fn distrust(&mut self) {
        self.stale = true;
    }

    /// Returns the steps so far.
    pub fn steps(&self) -> &[Step] {
        self.whole.as_deref().unwrap_or_else(|| self.fold.steps())
    }

    /// Returns the indexes of steps that may still grow.
    pub fn open(&self) -> BTreeSet<usize> {
        match &self.whole {
            Some(_) => BTreeSet::new(),
            None if self.state.ending().is_some() => BTreeSet::new(),
            None => self.fold.open_steps().collect(),
        }
    }

    /// Returns the token usage so far over all hops: from the events or from the last poll, whichever is more.
    pub fn usage(&self) -> Option<Usage> {
        let told = self.fold.usage();
        let total = |usage: &Usage| usage.total_tokens;
        match &self.given.usage {
            Some(given) if total(given) > told.as_ref().and_then(total) => Some(given.clone()),
            _ => told,
        }
    }

    /// Returns the model named in the answer, which differs from the requested one if that id is retired.
    pub fn answered_by(&self) -> Option<String> {
        let told = self.fold.head().model.as_ref().map(ToString::to_string);
        told.or_else(|| self.given.answered_by.clone())
    }

    /// Sets the artifacts that hold the media of the output, by step and content.
    pub fn set_media(&mut self, media: HashMap<(usize, usize), String>) {
        self.media = media;
        self.touched = Touched::All;
    }

    /// Sets the targets of redirects that the output cites.
    pub fn set_addresses(&mut self, addresses: HashMap<String, String>) {
        self.addresses = addresses;
        self.touched = Touched::All;
    }

    /// Renders what changed since the last call and returns those changes. Called only if the window has the turn.
    pub(crate) fn render(&mut self) -> Vec<crate::view::timeline::Change> {
        let touched = std::mem::replace(&mut self.touched, Touched::Steps(BTreeSet::new()));
        let open = self.open();
        let steps = self.whole.as_deref().unwrap_or_else(|| self.fold.steps());
        let around = Surroundings {
            running: self.state.ending().is_none(),
            thoughts: &self.thoughts.durations(steps),
            media: &self.media,
            addresses: &self.addresses,
        };
        self.timeline.update(steps, &open, &touched, around)
    }

    /// Returns the parts as last rendered.
    pub fn parts(&self) -> &[crate::bridge::Part] {
        self.timeline.parts()
    }

    /// Returns, for each part, the index of its first step.
    pub fn steps_of_parts(&self) -> Vec<u32> {
        self.timeline.steps()
    }
}
