//! Live runs: their stored events, folded into steps and rendered.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use interactions::{Accumulator, Change as Fold, Step, StreamEvent, Usage};
use ledger::{Ledger, RunId, Siblings};
use runs::State;

use crate::lock;
use crate::view::activity::FetchProgress;
use crate::view::conversation::LineOfRun;
use crate::view::parts::PartContext;
use crate::view::thought_times::ThoughtTimes;
use crate::view::timeline::{ChangedSteps, Timeline};

/// All live runs. Each is written to by one task only, its own.
#[derive(Default)]
pub struct LiveRuns {
    runs: Mutex<HashMap<RunId, Arc<Mutex<LiveRun>>>>,
}

impl LiveRuns {
    /// Adds a run that was started or resumed.
    pub fn insert(&self, live: LiveRun) -> Arc<Mutex<LiveRun>> {
        let id = live.row.id;
        let live = Arc::new(Mutex::new(live));
        lock(&self.runs).insert(id, Arc::clone(&live));
        live
    }

    /// Returns a live run; `None` if it is not live.
    pub fn get(&self, run: RunId) -> Option<Arc<Mutex<LiveRun>>> {
        lock(&self.runs).get(&run).cloned()
    }

    /// Removes a run that has ended.
    pub fn remove(&self, run: RunId) {
        lock(&self.runs).remove(&run);
    }

    /// Returns all live runs.
    pub fn all(&self) -> Vec<Arc<Mutex<LiveRun>>> {
        lock(&self.runs).values().cloned().collect()
    }
}

/// A live run, folded and rendered.
pub struct LiveRun {
    /// Its row, kept equal to the stored one.
    pub row: ledger::Interaction,
    /// State of the run, kept equal to the stored one.
    pub state: State,
    /// Progress of fetching its files.
    pub fetch_progress: FetchProgress,
    /// Its position among the turns with the same parent.
    pub siblings: Option<Siblings>,
    /// The data last sent to the window.
    pub(crate) last_sent: LastSent,
    accumulator: Accumulator,
    /// Sequence number of the last event in `accumulator`.
    folded: i64,
    /// The server's own timeline, if it returned one.
    server_steps: Option<Vec<Step>>,
    /// Usage and model as the server returned them when polled.
    poll_result: PollResult,
    /// True if something could not be stored, so that `accumulator` may be ahead of the disk.
    stale: bool,
    changed_steps: ChangedSteps,
    timeline: Timeline,
    thoughts: ThoughtTimes,
    media: HashMap<(usize, usize), String>,
    addresses: HashMap<String, String>,
}

/// Data that the server returned when the run was polled.
#[derive(Default)]
struct PollResult {
    usage: Option<Usage>,
    answered_by: Option<String>,
}

/// The data last sent to the window, so that unchanged data is not sent again.
#[derive(Default)]
pub(crate) struct LastSent {
    /// Time at which the head of the turn was sent.
    pub(crate) head_at: i64,
    /// Time at which the line of its conversation was sent.
    pub(crate) line_at: i64,
    /// The head of the turn that was sent.
    pub(crate) head: Option<crate::bridge::Turn>,
    /// The part of the line about this run that was sent.
    pub(crate) line: Option<LineOfRun>,
}

impl LiveRun {
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
            fetch_progress: FetchProgress::default(),
            last_sent: LastSent::default(),
            accumulator: Accumulator::new(),
            folded: 0,
            server_steps: None,
            poll_result: PollResult::default(),
            stale: false,
            changed_steps: ChangedSteps::All,
            timeline: Timeline::default(),
            thoughts: ThoughtTimes::default(),
            media: HashMap::new(),
            addresses: HashMap::new(),
        }
    }

    /// Returns true if the events numbered from `first` on, after removal of those above `truncate_after`, continue
    /// what is folded.
    pub fn is_continued_by(&self, truncate_after: Option<i64>, first: Option<i64>) -> bool {
        let end = truncate_after.map_or(self.folded, |after| after.min(self.folded));
        !self.stale && end == self.folded && first.is_none_or(|first| first == self.folded + 1)
    }

    /// Discards the fold and folds the stored events up to a given one. Blocks.
    pub fn fold_stored(&mut self, ledger: &Ledger, up_to: i64) -> Result<(), ledger::Error> {
        self.accumulator = Accumulator::new();
        self.folded = 0;
        self.server_steps = None;
        self.stale = false;
        self.changed_steps = ChangedSteps::All;
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
    pub fn seek(&mut self, ledger: &Ledger, to: i64) -> Result<(), ledger::Error> {
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
        self.thoughts.add_event(received_at, &event.event);
        match self.accumulator.push(event) {
            Fold::Nothing => {}
            Fold::Step(at) => {
                if let ChangedSteps::Steps(steps) = &mut self.changed_steps {
                    steps.insert(at);
                }
            }
            Fold::Interaction => {}
            Fold::Everything => self.changed_steps = ChangedSteps::All,
        }
    }

    /// Replaces the folded steps by the server's own timeline, unless the folded ones hold more.
    pub fn replace(&mut self, interaction: &interactions::Interaction) {
        self.poll_result = PollResult {
            usage: interaction.usage.clone(),
            answered_by: interaction.model.as_ref().map(ToString::to_string),
        };
        let step_count = interaction.steps.len();
        let more_than_one_hop = self.accumulator.hops().len() > 1;
        if step_count > 0 && !(more_than_one_hop && step_count < self.accumulator.steps().len()) {
            self.server_steps = Some(interaction.steps.clone());
            self.changed_steps = ChangedSteps::All;
        }
    }

    /// Marks the fold as possibly not stored.
    pub fn mark_stale(&mut self) {
        self.stale = true;
    }

    /// Returns the steps so far.
    pub fn steps(&self) -> &[Step] {
        self.server_steps
            .as_deref()
            .unwrap_or_else(|| self.accumulator.steps())
    }

    /// Returns the indexes of steps that may still grow.
    pub fn open(&self) -> BTreeSet<usize> {
        match &self.server_steps {
            Some(_) => BTreeSet::new(),
            None if self.state.ending().is_some() => BTreeSet::new(),
            None => self.accumulator.open_steps().collect(),
        }
    }

    /// Returns the token usage so far over all hops: from the events or from the last poll, whichever is more.
    pub fn usage(&self) -> Option<Usage> {
        let folded = self.accumulator.usage();
        let total = |usage: &Usage| usage.total_tokens;
        match &self.poll_result.usage {
            Some(polled) if total(polled) > folded.as_ref().and_then(total) => Some(polled.clone()),
            _ => folded,
        }
    }

    /// Returns the model named in the answer, which differs from the requested one if that id is retired.
    pub fn answered_by(&self) -> Option<String> {
        let folded = self
            .accumulator
            .head()
            .model
            .as_ref()
            .map(ToString::to_string);
        folded.or_else(|| self.poll_result.answered_by.clone())
    }

    /// Sets the artifacts that hold the media of the output, by step and content.
    pub fn set_media(&mut self, media: HashMap<(usize, usize), String>) {
        self.media = media;
        self.changed_steps = ChangedSteps::All;
    }

    /// Sets the targets of redirects that the output cites.
    pub fn set_addresses(&mut self, addresses: HashMap<String, String>) {
        self.addresses = addresses;
        self.changed_steps = ChangedSteps::All;
    }

    /// Renders what changed since the last call and returns those changes. Called only if the window has the turn.
    pub(crate) fn render(&mut self) -> Vec<crate::view::timeline::Change> {
        let changed_steps = std::mem::replace(
            &mut self.changed_steps,
            ChangedSteps::Steps(BTreeSet::new()),
        );
        let open = self.open();
        let steps = self
            .server_steps
            .as_deref()
            .unwrap_or_else(|| self.accumulator.steps());
        let context = PartContext {
            running: self.state.ending().is_none(),
            thoughts: &self.thoughts.durations(steps),
            media: &self.media,
            addresses: &self.addresses,
        };
        self.timeline.update(steps, &open, &changed_steps, context)
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
