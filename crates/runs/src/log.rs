//! The book-keeping of a run's stored events: each one once, whatever the connections repeat.

use serde::{Deserialize, Serialize};

use crate::input::Seen;

/// How many event ids are remembered in order to recognise a repeated event.
const REMEMBERED: usize = 32;

/// What is stored of a run's event stream. Events are numbered from 1, without gaps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// The number of the last stored event; zero when there is none.
    pub stored: u64,
    /// The number of the last event of earlier hops, which a replay leaves alone.
    pub base: u64,
    /// The highest number ever stored: only beyond it there is progress.
    pub reached: u64,
    /// The last stored event that carries an id: from there a stream can be resumed.
    pub mark: Option<Mark>,
    /// Whether a step of the newest hop is stored.
    pub steps: bool,
    /// The newest event ids of this hop with the fingerprint of the event.
    recent: Vec<(String, u64)>,
    /// What the next event of the connection means.
    entry: Entry,
}

/// A stored event from which the stream can be resumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its number.
    pub seq: u64,
    /// Its id, opaque.
    pub event_id: String,
    /// Whether a step of the newest hop is stored up to here.
    pub steps: bool,
}

/// Where a connection stands towards the stored events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Entry {
    /// The next event starts the stream anew and replaces what is stored.
    #[default]
    Replaying,
    /// The next event follows the mark, or shows that the server replays everything.
    Resuming,
    /// Events go on from the mark, but no new id has shown yet that the server kept to it.
    CatchingUp,
    /// Events are new.
    Flowing,
}

/// What one batch of events does to the stored ones.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Edit {
    /// Stored events with a higher number are removed first.
    pub(crate) truncate_after: Option<u64>,
    /// Which events of the batch are stored, by position, in order.
    pub(crate) keep: Vec<usize>,
}

impl Log {
    /// A connection begins that sends everything from the start of the hop.
    pub(crate) fn replay(&mut self) {
        self.entry = Entry::Replaying;
    }

    /// A connection begins that was asked to go on after the mark.
    pub(crate) fn resume(&mut self) {
        self.entry = Entry::Resuming;
    }

    /// A new hop begins: what is stored stays, its event ids mean nothing any more.
    pub(crate) fn begin_hop(&mut self) {
        self.base = self.stored;
        self.reached = self.stored;
        self.mark = None;
        self.steps = false;
        self.recent.clear();
        self.entry = Entry::Replaying;
    }

    /// Takes one event of a connection into the log. Says whether it was new.
    pub(crate) fn take(&mut self, edit: &mut Edit, position: usize, seen: &Seen) -> bool {
        match self.entry {
            Entry::Replaying => {
                self.cut_to_base(edit);
                self.entry = Entry::Flowing;
            }
            // A resumed stream has no "created" (contract 8.6): this one begins at the beginning.
            Entry::Resuming if seen.kind.is_created() => {
                self.cut_to_base(edit);
                self.entry = Entry::Flowing;
            }
            Entry::Resuming => {
                self.cut_to_mark(edit);
                self.entry = Entry::CatchingUp;
            }
            Entry::CatchingUp | Entry::Flowing => {}
        }
        if let Some(id) = &seen.event_id {
            let known = self.recent.iter().find(|(known, _)| known == id);
            match (known, self.entry) {
                // The server went back further than it was asked to: all up to the mark is stored.
                (Some(_), Entry::CatchingUp) => {
                    self.cut_to_mark(edit);
                    return false;
                }
                // The very same event twice on one connection.
                (Some((_, print)), _) if *print == seen.fingerprint => return false,
                _ => {}
            }
        }
        self.keep(edit, position, seen);
        true
    }

    /// Counts what was stored. Says whether the log is longer than ever before.
    pub(crate) fn advance(&mut self) -> bool {
        let progress = self.stored > self.reached;
        self.reached = self.reached.max(self.stored);
        progress
    }

    fn keep(&mut self, edit: &mut Edit, position: usize, seen: &Seen) {
        edit.keep.push(position);
        self.stored += 1;
        self.steps |= seen.kind.is_step();
        if let Some(id) = &seen.event_id {
            self.entry = Entry::Flowing;
            self.mark = Some(Mark {
                seq: self.stored,
                event_id: id.clone(),
                steps: self.steps,
            });
            if self.recent.len() == REMEMBERED {
                self.recent.remove(0);
            }
            self.recent.push((id.clone(), seen.fingerprint));
        }
    }

    fn cut_to_mark(&mut self, edit: &mut Edit) {
        match &self.mark {
            Some(mark) => {
                let (seq, steps) = (mark.seq, mark.steps);
                self.cut(edit, seq);
                self.steps = steps;
            }
            None => self.cut_to_base(edit),
        }
    }

    fn cut_to_base(&mut self, edit: &mut Edit) {
        self.cut(edit, self.base);
        self.mark = None;
        self.steps = false;
        self.recent.clear();
    }

    /// Removes everything after the event with this number, stored or in this batch.
    fn cut(&mut self, edit: &mut Edit, seq: u64) {
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
