//! Following an accepted interaction: by its stream, after breaks by resuming it, else by polling.

use super::Machine;
use super::create::broken_off;
use super::finish::is_going;
use crate::effect::Effect;
use crate::ending::{Fault, Outcome, is_refusal};
use crate::input::{EventKind, EventSummary, Failure, FailureClass, Snapshot, StreamEnd};
use crate::log::LogEdit;
use crate::own_fault::OwnFault;
use crate::state::{Aim, Doubt, Follow, Next, Phase, Reason};

/// What a batch of events says about the end of the run.
enum Verdict {
    Over(Snapshot),
    Error(Fault),
}

impl Machine<'_> {
    /// Stores the new events of a batch, and acts on the first event that ends the stream.
    pub(super) fn events(&mut self, events: &[EventSummary]) {
        if events.is_empty() {
            return;
        }
        self.s.last_event_at = Some(self.now.ms);
        self.s.last_heard_at = Some(self.now.ms);
        self.s.quiet = 0;
        let mut edit = LogEdit::default();
        let mut verdict = None;
        for (position, event) in events.iter().enumerate() {
            if self.s.log.take(&mut edit, position, event) && verdict.is_none() {
                verdict = self.event(&event.kind);
            }
        }
        let first_seq = self.s.log.stored - edit.keep.len() as u64 + 1;
        if edit.truncate_after.is_some() || !edit.keep.is_empty() {
            self.effects.push(Effect::StoreEvents {
                truncate_after: edit.truncate_after,
                first_seq,
                keep: edit.keep,
            });
        }
        if self.s.log.advance() {
            self.s.barren = 0;
            self.s.polls = 0;
            self.s.refusals = 0;
            if let Phase::Streaming { attempt } = &mut self.s.phase {
                *attempt = 0;
            }
        }
        match verdict {
            Some(Verdict::Over(snapshot)) => self.stream_over(snapshot),
            Some(Verdict::Error(fault)) => self.stream_error(fault),
            None if self.s.stop && self.accepted_now() => self.cancel(0),
            None => {}
        }
    }

    fn event(&mut self, kind: &EventKind) -> Option<Verdict> {
        match kind {
            EventKind::Created(snapshot) | EventKind::Status(snapshot) => {
                self.adopt(snapshot.id.as_ref());
                self.take_over(snapshot);
                None
            }
            EventKind::Completed(snapshot) => {
                self.adopt(snapshot.id.as_ref());
                self.take_over(snapshot);
                Some(Verdict::Over(snapshot.clone()))
            }
            EventKind::Error(fault) => Some(Verdict::Error(fault.clone())),
            EventKind::Step | EventKind::Other => None,
        }
    }

    fn accepted_now(&self) -> bool {
        matches!(self.s.phase, Phase::Streaming { .. })
    }

    fn stream_over(&mut self, snapshot: Snapshot) {
        if snapshot.is_over() {
            self.finish(snapshot, false);
        } else {
            self.find_or_give_up();
        }
    }

    /// Handles an `error` event: for a stored run the server is polled to learn whether that was the end.
    fn stream_error(&mut self, fault: Fault) {
        let known = matches!(self.s.phase, Phase::Streaming { .. });
        if is_refusal(&fault.code) || !known || !self.s.terms.store {
            self.end(Outcome::Failed, Some(fault));
        } else if self.s.stop {
            self.cancel(0);
        } else {
            self.s.polls = 0;
            self.poll(Aim::Truth { fault }, 0);
        }
    }

    /// The stream ended without an event that ends the run: that is never success.
    pub(super) fn stream_ended(&mut self, end: StreamEnd) {
        if !self.s.terms.store {
            return self.end(Outcome::Failed, Some(broken_off()));
        }
        self.count_empty_connection();
        let delay = self.limits.back_off(self.s.barren - 1, self.now);
        match end {
            StreamEnd::Clean if self.s.barren <= 1 => self.poll(Aim::Follow, 0),
            StreamEnd::Clean => {
                let next = Next::Poll { aim: Aim::Follow };
                self.wait(Reason::Reconnecting, next, 0, delay, None);
            }
            StreamEnd::Cut(failure) => {
                let fault = Some(failure.fault);
                self.wait(Reason::Reconnecting, Next::Stream, 0, delay, fault);
            }
        }
    }

    /// The stream could not be opened.
    pub(super) fn stream_refused(&mut self, attempt: u32, failure: Failure) {
        match failure.class {
            FailureClass::NoNetwork | FailureClass::NoServer | FailureClass::KeyRefused => {
                self.wait_after(failure, Next::Stream, attempt);
            }
            FailureClass::Unanswered | FailureClass::Answered(408 | 429 | 500 | 502..) => {
                self.count_empty_connection();
                self.wait_after(failure, Next::Stream, attempt);
            }
            // Not visible yet, or forgotten: a poll tells which, and tolerates early 404s.
            FailureClass::Answered(404) => {
                if !self.is_early() {
                    self.use_next_way();
                }
                self.count_empty_connection();
                self.poll(Aim::Follow, 0);
            }
            FailureClass::Answered(_) | FailureClass::Forbidden => {
                self.use_next_way();
                self.open_stream(0);
            }
            FailureClass::Unreadable => {
                self.s.follow = Follow::Poll;
                self.poll(Aim::Follow, 0);
            }
        }
    }

    /// The open stream was silent for one period; the connection may be dead.
    pub(super) fn stream_silent(&mut self) {
        self.s.quiet = self.s.quiet.saturating_add(1);
        let patience = if self.s.terms.background {
            1
        } else {
            self.limits.answer_silences
        };
        if self.s.quiet >= patience {
            self.find_or_give_up();
        }
    }

    /// The interaction was fetched.
    pub(super) fn polled(&mut self, aim: Aim, snapshot: Snapshot) {
        if snapshot.status.is_none() {
            // A 200 with an empty object is no interaction (contract 16.23).
            let failure = Failure {
                class: FailureClass::Unreadable,
                fault: Fault::own(
                    OwnFault::NotAnInteraction,
                    "The server's answer is not an interaction.",
                ),
                retry_after: None,
            };
            return self.poll_failed(aim, self.s.refusals, failure);
        }
        self.s.refusals = 0;
        self.take_over(&snapshot);
        match aim {
            Aim::Whole { status, fault } => {
                if snapshot.is_over() {
                    self.completed_by(status, fault, snapshot);
                } else {
                    self.poll_for_whole(status, fault, snapshot);
                }
            }
            Aim::Truth { fault } if snapshot.is_over() => {
                self.effects.push(Effect::StoreInteraction);
                let fault = snapshot.fault.clone().or(Some(fault));
                self.finish(Snapshot { fault, ..snapshot }, true);
            }
            Aim::Follow if snapshot.is_over() => {
                self.effects.push(Effect::StoreInteraction);
                self.finish(snapshot, true);
            }
            Aim::Truth { fault } if !self.s.terms.background => self.still_after_error(fault),
            Aim::Truth { .. } | Aim::Follow => self.still_going(&snapshot),
        }
    }

    /// Polls again after a delay: the stream ended, but the fetched interaction does not show it yet.
    fn poll_for_whole(&mut self, status: String, fault: Option<Fault>, snapshot: Snapshot) {
        self.s.polls = self.s.polls.saturating_add(1);
        if self.s.polls >= self.limits.whole_tries {
            return self.completed_by(status, fault, snapshot);
        }
        let delay = self.limits.back_off(self.s.polls, self.now);
        let next = Next::Poll {
            aim: Aim::Whole { status, fault },
        };
        self.wait(Reason::Working, next, 0, delay, None);
    }

    /// Polls again after a delay: the stream brought an `error`, and the interaction still shows as going.
    fn still_after_error(&mut self, fault: Fault) {
        self.s.polls = self.s.polls.saturating_add(1);
        if self.s.polls >= self.limits.truth_polls {
            return self.end(Outcome::Failed, Some(fault));
        }
        let delay = self.limits.poll_delay(self.s.polls, self.now);
        let next = Next::Poll {
            aim: Aim::Truth { fault },
        };
        self.wait(Reason::Working, next, 0, delay, None);
    }

    /// Polls again after a delay: the server is still at work, or its status is unknown to this version.
    fn still_going(&mut self, snapshot: &Snapshot) {
        if self.s.stop {
            return self.confirm_later();
        }
        self.s.polls = self.s.polls.saturating_add(1);
        let known = snapshot.status.as_deref().is_some_and(is_going);
        if !known && self.s.polls >= self.limits.unknown_polls {
            let word = snapshot.status.clone().unwrap_or_default();
            let message =
                format!("The server calls its state \"{word}\", which Errand does not know.");
            return self.unconfirmed(
                Doubt::Progress,
                Fault::own(OwnFault::UnknownStatus, &message),
            );
        }
        if !self.s.terms.background && self.s.polls >= self.limits.answer_polls {
            return self.end(Outcome::Failed, Some(broken_off()));
        }
        let delay = self.limits.poll_delay(self.s.polls - 1, self.now);
        match self.s.follow {
            Follow::Poll => {
                let next = Next::Poll { aim: Aim::Follow };
                self.wait(Reason::Working, next, 0, delay, None);
            }
            _ if self.s.polls <= 1 => self.open_stream(0),
            _ => self.wait(Reason::Working, Next::Stream, 0, delay, None),
        }
    }

    /// The poll failed.
    pub(super) fn poll_failed(&mut self, aim: Aim, attempt: u32, failure: Failure) {
        let again = Next::Poll { aim: aim.clone() };
        if failure.is_about_the_way() {
            return self.wait_after(failure, again, attempt);
        }
        self.s.refusals = self.s.refusals.saturating_add(1);
        let gone = failure.class == FailureClass::Answered(404);
        let passing = matches!(
            failure.class,
            FailureClass::Answered(408 | 429 | 500..) | FailureClass::Unreadable
        );
        match aim {
            Aim::Truth { fault } if !passing || self.s.refusals >= self.limits.truth_polls => {
                self.end(Outcome::Failed, Some(fault));
            }
            Aim::Whole { status, fault }
                if !passing || self.s.refusals >= self.limits.whole_tries =>
            {
                let snapshot = Snapshot {
                    status: Some(status),
                    fault,
                    ..Snapshot::default()
                };
                self.finish(snapshot, true);
            }
            Aim::Follow if gone && self.is_early() => self.wait_after(failure, again, attempt),
            Aim::Follow if gone && self.s.stop => self.end_stopped(None),
            Aim::Follow if gone => self.end(Outcome::Lost, Some(failure.fault)),
            Aim::Follow if self.s.stop && self.s.refusals >= self.limits.stop_tries => {
                self.end_stopped(Some(failure.fault));
            }
            Aim::Follow if self.s.refusals >= self.patience_with(passing) => {
                self.unconfirmed(Doubt::Progress, failure.fault);
            }
            _ => self.wait_after(failure, again, attempt),
        }
    }

    /// Returns how many consecutive errors are tolerated: many of those that may pass, few of the others.
    fn patience_with(&self, passing: bool) -> u32 {
        if passing {
            self.limits.poll_refusals
        } else {
            3.min(self.limits.poll_refusals)
        }
    }

    /// Returns true if the create is so recent that a 404 may mean "not visible yet" (contract 16.2).
    pub(super) fn is_early(&self) -> bool {
        let fresh = self
            .s
            .accepted_at
            .is_some_and(|at| self.now.ms.saturating_sub(at) < self.limits.early_404);
        fresh && self.s.refusals <= self.limits.early_404_tries
    }

    fn count_empty_connection(&mut self) {
        self.s.barren = self.s.barren.saturating_add(1);
        if self.s.barren > self.limits.barren_connections {
            self.s.follow = Follow::Poll;
        }
    }

    /// Switches to the next way of following the run.
    fn use_next_way(&mut self) {
        self.s.follow = match self.s.follow {
            Follow::Resume if self.s.log.mark.is_some() => Follow::Replay,
            _ => Follow::Poll,
        };
    }
}
