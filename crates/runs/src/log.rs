//! Book-keeping of a run's stored events: each is stored once, even if connections repeat events.

use serde::{Deserialize, Serialize};

use crate::input::EventSummary;

/// Number of event ids that are remembered in order to recognise a repeated event.
const REMEMBERED: usize = 32;

/// The state of a run's stored event stream. Events are numbered from 1, without gaps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// The number of the last stored event; zero when there is none.
    pub stored: u64,
    /// The number of the last event of earlier hops; a replay does not remove events up to it.
    pub base: u64,
    /// The highest number ever stored: only an event beyond it counts as progress.
    pub reached: u64,
    /// The last stored event with an id; the stream can be resumed after it.
    pub mark: Option<Mark>,
    /// True if a step of the newest hop is stored.
    pub steps: bool,
    /// The newest event ids of this hop, each with the fingerprint of its event.
    recent: Vec<(String, u64)>,
    /// How the next event of the connection is treated.
    entry: ResumeState,
}

/// A stored event after which the stream can be resumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The event's number.
    pub seq: u64,
    /// The event's id; opaque.
    pub event_id: String,
    /// True if a step of the newest hop is stored up to here.
    pub steps: bool,
}

/// How the events of a connection relate to the stored events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ResumeState {
    /// The next event starts the stream anew and replaces what is stored.
    #[default]
    Replaying,
    /// The next event either follows the mark, or shows that the server replays everything.
    Resuming,
    /// Events continue after the mark, but no new id has confirmed yet that the server resumed there.
    CatchingUp,
    /// All further events are new.
    Flowing,
}

/// The changes that one batch of events makes to the stored ones.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct LogEdit {
    /// Remove stored events with a higher number first.
    pub(crate) truncate_after: Option<u64>,
    /// Positions in the batch of the events to store, in order.
    pub(crate) keep: Vec<usize>,
}

impl Log {
    /// Begins a connection that sends everything from the start of the hop.
    pub(crate) fn replay(&mut self) {
        self.entry = ResumeState::Replaying;
    }

    /// Begins a connection that was asked to resume after the mark.
    pub(crate) fn resume(&mut self) {
        self.entry = ResumeState::Resuming;
    }

    /// Begins a new hop: stored events stay, but their ids are no longer valid for resuming.
    pub(crate) fn begin_hop(&mut self) {
        self.base = self.stored;
        self.reached = self.stored;
        self.mark = None;
        self.steps = false;
        self.recent.clear();
        self.entry = ResumeState::Replaying;
    }

    /// Adds one event of a connection to the log. Returns true if the event is new.
    pub(crate) fn take(
        &mut self,
        edit: &mut LogEdit,
        position: usize,
        event: &EventSummary,
    ) -> bool {
        match self.entry {
            ResumeState::Replaying => {
                self.cut_to_base(edit);
                self.entry = ResumeState::Flowing;
            }
            // A resumed stream has no "created" (contract 8.6), so this stream starts from the beginning.
            ResumeState::Resuming if event.kind.is_created() => {
                self.cut_to_base(edit);
                self.entry = ResumeState::Flowing;
            }
            ResumeState::Resuming => {
                self.cut_to_mark(edit);
                self.entry = ResumeState::CatchingUp;
            }
            ResumeState::CatchingUp | ResumeState::Flowing => {}
        }
        if let Some(id) = &event.event_id {
            let known = self.recent.iter().find(|(known, _)| known == id);
            match (known, self.entry) {
                // The server resumed earlier than it was asked to: all events up to the mark are stored already.
                (Some(_), ResumeState::CatchingUp) => {
                    self.cut_to_mark(edit);
                    return false;
                }
                // The same event twice on one connection.
                (Some((_, print)), _) if *print == event.fingerprint => return false,
                _ => {}
            }
        }
        self.keep(edit, position, event);
        true
    }

    /// Updates the highest number. Returns true if the log is longer than ever before.
    pub(crate) fn advance(&mut self) -> bool {
        let progress = self.stored > self.reached;
        self.reached = self.reached.max(self.stored);
        progress
    }

    fn keep(&mut self, edit: &mut LogEdit, position: usize, event: &EventSummary) {
        edit.keep.push(position);
        self.stored += 1;
        self.steps |= event.kind.is_step();
        if let Some(id) = &event.event_id {
            self.entry = ResumeState::Flowing;
            self.mark = Some(Mark {
                seq: self.stored,
                event_id: id.clone(),
                steps: self.steps,
            });
            if self.recent.len() == REMEMBERED {
                self.recent.remove(0);
            }
            self.recent.push((id.clone(), event.fingerprint));
        }
    }

    fn cut_to_mark(&mut self, edit: &mut LogEdit) {
        match &self.mark {
            Some(mark) => {
                let (seq, steps) = (mark.seq, mark.steps);
                self.cut(edit, seq);
                self.steps = steps;
            }
            None => self.cut_to_base(edit),
        }
    }

    fn cut_to_base(&mut self, edit: &mut LogEdit) {
        self.cut(edit, self.base);
        self.mark = None;
        self.steps = false;
        self.recent.clear();
    }

    /// Removes all events after number `seq`, both stored ones and those of this batch.
    fn cut(&mut self, edit: &mut LogEdit, seq: u64) {
        let before_batch = self.stored - edit.keep.len() as u64;
        if seq < before_batch {
            edit.truncate_after = Some(seq);
            edit.keep.clear();
        } else {
            let kept = usize::try_from(seq - before_batch).unwrap_or(usize::MAX);
            edit.keep.truncate(kept);
        }
        self.stored = self.stored.min(seq);
    }
}
