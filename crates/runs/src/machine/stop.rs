//! Stopping: a job is cancelled at the server and confirmed; an answer is dropped, and cancelled if possible.

use super::Machine;
use crate::effect::Effect;
use crate::ending::Fault;
use crate::input::{Failure, FailureClass, Snapshot};
use crate::own_fault::OwnFault;
use crate::state::{Aim, Next, Phase, Reason};

impl Machine<'_> {
    /// The person pressed Stop.
    pub(super) fn stop_pressed(&mut self, phase: Phase) {
        match phase {
            Phase::Settled { .. }
            | Phase::Fetching { .. }
            | Phase::Stopping { .. }
            | Phase::Waiting {
                next:
                    Next::Aftercare { .. }
                    | Next::Poll {
                        aim: Aim::Whole { .. },
                    },
                ..
            }
            | Phase::Polling {
                aim: Aim::Whole { .. },
                ..
            } => {}
            Phase::Ready
            | Phase::Preparing { .. }
            | Phase::Rebuilding
            | Phase::Unconfirmed { .. }
            | Phase::Waiting {
                next: Next::Submit, ..
            } => self.end_stopped(None),
            // Stop was pressed again while the server has not confirmed it: the person need not wait for that.
            Phase::Waiting { .. } | Phase::Polling { .. } if self.s.stop => {
                self.end_stopped(Some(not_confirmed()));
            }
            // A job that may have begun can only be stopped by its id, which comes with the answer.
            Phase::Submitting { .. } if self.s.terms.background => self.s.stop = true,
            Phase::Submitting { .. } => self.end_stopped(None),
            Phase::Streaming { .. } | Phase::Polling { .. } | Phase::Waiting { .. } => {
                self.s.stop = true;
                self.s.polls = 0;
                self.s.refusals = 0;
                self.cancel(0);
            }
        }
    }

    pub(super) fn cancel(&mut self, attempt: u32) {
        match self.s.id.clone() {
            Some(id) if self.s.terms.store => {
                self.s.phase = Phase::Stopping { attempt };
                self.effects.push(Effect::Cancel { id });
            }
            _ => self.end_stopped(None),
        }
    }

    /// The server answered the request to stop.
    pub(super) fn cancelled(&mut self, snapshot: Snapshot) {
        self.take_over(&snapshot);
        if !self.s.terms.background {
            self.end_stopped(None);
        } else if snapshot.is_over() {
            if snapshot.has_steps {
                self.effects.push(Effect::StoreInteraction);
            }
            let whole = snapshot.has_steps;
            self.finish(snapshot, whole);
        } else {
            self.confirm_later();
        }
    }

    /// The server rejected the cancel.
    pub(super) fn cancel_failed(&mut self, attempt: u32, failure: Failure) {
        if !self.s.terms.background {
            return self.end_stopped(None);
        }
        match failure.class {
            _ if failure.is_about_the_way() => self.wait_after(failure, Next::Cancel, attempt),
            FailureClass::Answered(404) if !self.is_early() => self.end_stopped(None),
            FailureClass::Answered(404 | 408 | 429 | 500..) => {
                self.s.refusals = self.s.refusals.saturating_add(1);
                if self.s.refusals >= self.limits.stop_tries {
                    self.end_stopped(Some(not_confirmed()));
                } else {
                    self.wait_after(failure, Next::Cancel, attempt);
                }
            }
            // It cannot be cancelled, perhaps because it is over, or the answer is unclear: poll.
            _ => self.poll(Aim::Follow, 0),
        }
    }

    /// Polls later whether the job has stopped; the effect of a cancel may lag (contract 4.2).
    pub(super) fn confirm_later(&mut self) {
        self.s.polls = self.s.polls.saturating_add(1);
        if self.s.polls >= self.limits.stop_tries {
            return self.end_stopped(Some(not_confirmed()));
        }
        let delay = self.limits.back_off(self.s.polls, self.now);
        let next = Next::Poll { aim: Aim::Follow };
        self.wait(Reason::StopUnconfirmed, next, 0, delay, None);
    }
}

fn not_confirmed() -> Fault {
    Fault::own(
        OwnFault::StopNotConfirmed,
        "The server did not confirm that it stopped.",
    )
}
