//! Runs whose steps still arrive: folded and rendered as far as they are stored.

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

/// The live runs. Each has one writer, its own task.
#[derive(Default)]
pub struct Lives {
    runs: Mutex<HashMap<RunId, Arc<Mutex<Live>>>>,
}

impl Lives {
    /// A run that was begun or taken up.
    pub fn put(&self, live: Live) -> Arc<Mutex<Live>> {
        let id = live.row.id;
        let live = Arc::new(Mutex::new(live));
        lock(&self.runs).insert(id, Arc::clone(&live));
        live
    }

    /// A run that still goes on.
    pub fn get(&self, run: RunId) -> Option<Arc<Mutex<Live>>> {
        lock(&self.runs).get(&run).cloned()
    }

    /// A run that is over.
    pub fn remove(&self, run: RunId) {
        lock(&self.runs).remove(&run);
    }

    /// Every live run.
    pub fn all(&self) -> Vec<Arc<Mutex<Live>>> {
        lock(&self.runs).values().cloned().collect()
    }
}

/// One run, folded and rendered.
pub struct Live {
    /// Its row, kept as it is stored.
    pub row: ledger::Interaction,
    /// Its state, as it is stored.
    pub state: State,
    /// How far its files are.
    pub fetched: Fetched,
    /// Its place among the turns that follow the same one.
    pub siblings: Option<Siblings>,
    /// What the window was told last.
    pub(crate) told: LastTold,
    fold: Accumulator,
    /// The number of the last event in `fold`.
    folded: i64,
    /// The server's own timeline, when it gave one.
    whole: Option<Vec<Step>>,
    /// What the server said of its usage and of who answers, when it was asked.
    given: Given,
    /// Something could not be stored, so `fold` may be ahead of the disk.
    stale: bool,
    touched: Touched,
    timeline: Timeline,
    thoughts: ThoughtTimes,
    media: HashMap<(usize, usize), String>,
    addresses: HashMap<String, String>,
}

/// What the server said when it was asked how a run stands.
#[derive(Default)]
struct Given {
    usage: Option<Usage>,
    answered_by: Option<String>,
}

/// What the window was told last, so that it is not told the same again and again.
#[derive(Default)]
pub(crate) struct LastTold {
    /// When the head of the turn went out.
    pub(crate) head_at: i64,
    /// When the line of its conversation went out.
    pub(crate) line_at: i64,
    /// The head of the turn.
    pub(crate) head: Option<crate::bridge::Turn>,
    /// What the line said of the run.
    pub(crate) line: Option<LineOfRun>,
}

impl Live {
    /// A run as it is stored, events folded. Blocks.
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

    /// A run of which nothing is folded yet.
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

    /// Whether events numbered from `first` on, after removing those above `truncate_after`, go on from
    /// what is folded.
    pub fn goes_on(&self, truncate_after: Option<i64>, first: Option<i64>) -> bool {
        let end = truncate_after.map_or(self.folded, |after| after.min(self.folded));
        !self.stale && end == self.folded && first.is_none_or(|first| first == self.folded + 1)
    }

    /// Folds anew what is stored up to an event. Blocks.
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

    /// Folds what is stored as far as an event: on from where it is when that is not behind it. Blocks.
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

    /// Takes in the next event.
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

    /// The server's own timeline replaces what was folded from events, unless those say more.
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

    /// What was folded may not have been stored.
    pub fn distrust(&mut self) {
        self.stale = true;
    }

    /// The timeline so far.
    pub fn steps(&self) -> &[Step] {
        self.whole.as_deref().unwrap_or_else(|| self.fold.steps())
    }

    /// Steps that may still grow.
    pub fn open(&self) -> BTreeSet<usize> {
        match &self.whole {
            Some(_) => BTreeSet::new(),
            None if self.state.ending().is_some() => BTreeSet::new(),
            None => self.fold.open_steps().collect(),
        }
    }

    /// Tokens so far over all hops: what events said, or the server when it was asked, whichever is more.
    pub fn usage(&self) -> Option<Usage> {
        let told = self.fold.usage();
        let total = |usage: &Usage| usage.total_tokens;
        match &self.given.usage {
            Some(given) if total(given) > told.as_ref().and_then(total) => Some(given.clone()),
            _ => told,
        }
    }

    /// The model that the answer names. A retired id is answered by another one.
    pub fn answered_by(&self) -> Option<String> {
        let told = self.fold.head().model.as_ref().map(ToString::to_string);
        told.or_else(|| self.given.answered_by.clone())
    }

    /// The artifacts of media in the output.
    pub fn set_media(&mut self, media: HashMap<(usize, usize), String>) {
        self.media = media;
        self.touched = Touched::All;
    }

    /// Where redirects lead that the output cites.
    pub fn set_addresses(&mut self, addresses: HashMap<String, String>) {
        self.addresses = addresses;
        self.touched = Touched::All;
    }

    /// Renders what changed since this was done last, and says what that is. Only done for who looks.
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

    /// The parts as rendered last.
    pub fn parts(&self) -> &[crate::bridge::Part] {
        self.timeline.parts()
    }

    /// The step that each of the parts begins with.
    pub fn steps_of_parts(&self) -> Vec<u32> {
        self.timeline.steps()
    }
}
