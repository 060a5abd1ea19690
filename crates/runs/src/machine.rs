//! The life of a run as a pure function: a state and an input give the next state and the effects.

mod create;
mod finish;
mod follow;
mod prepare;
mod rebuild;
mod stop;

use crate::effect::Effect;
use crate::ending::{Ending, Fault, Outcome};
use crate::input::{Failure, FailureClass, Input, Now, Snapshot};
use crate::limits::Limits;
use crate::own_fault::OwnFault;
use crate::state::{Aim, Doubt, Follow, Next, Phase, Reason, State};

/// Takes a run one step on. An input that does not fit the phase changes nothing.
///
/// The effects are performed in order, after the returned state is stored.
#[must_use]
pub fn step(state: State, input: Input, now: Now, limits: &Limits) -> (State, Vec<Effect>) {
    let mut machine = Machine {
        s: state,
        now,
        limits,
        effects: Vec::new(),
    };
    machine.take(input);
    (machine.s, machine.effects)
}

struct Machine<'a> {
    s: State,
    now: Now,
    limits: &'a Limits,
    effects: Vec<Effect>,
}

impl Machine<'_> {
    fn take(&mut self, input: Input) {
        match (self.s.phase.clone(), input) {
            (Phase::Settled { .. }, _) => {}
            (Phase::Ready, Input::Start | Input::Restarted) => self.submit(0),
            (phase, Input::Restarted) => self.restarted(phase),
            (phase, Input::StopPressed) => self.stop_pressed(phase),

            (Phase::Preparing { .. }, Input::Prepared { environment_id }) => {
                self.prepared(environment_id);
            }
            (Phase::Preparing { attempt }, Input::Failed(failure)) => {
                self.prepare_failed(attempt, failure);
            }

            (Phase::Rebuilding, Input::Rebuilt { terms }) => self.rebuilt(terms),
            (Phase::Rebuilding, Input::Failed(failure)) => {
                self.end(Outcome::Failed, Some(failure.fault));
            }

            (Phase::Submitting { .. }, Input::Accepted(snapshot)) => self.accepted(snapshot),
            (Phase::Submitting { attempt }, Input::Failed(failure)) => {
                self.create_failed(attempt, failure);
            }
            (Phase::Submitting { .. }, Input::StreamEnded(end)) => self.create_cut_off(end),
            (Phase::Submitting { .. }, Input::Silence) => self.create_silent(),
            (Phase::Submitting { .. } | Phase::Streaming { .. }, Input::Events(events)) => {
                self.events(&events);
            }

            (Phase::Streaming { .. }, Input::StreamEnded(end)) => self.stream_ended(end),
            (Phase::Streaming { attempt }, Input::Failed(failure)) => {
                self.stream_refused(attempt, failure);
            }
            (Phase::Streaming { .. }, Input::Silence) => self.stream_silent(),

            (Phase::Polling { aim, .. }, Input::Polled(snapshot)) => self.polled(aim, snapshot),
            (Phase::Polling { aim, attempt }, Input::Failed(failure)) => {
                self.poll_failed(aim, attempt, failure);
            }

            (Phase::Stopping { .. }, Input::Cancelled(snapshot)) => self.cancelled(snapshot),
            (Phase::Stopping { attempt }, Input::Failed(failure)) => {
                self.cancel_failed(attempt, failure);
            }

            (Phase::Waiting { next, attempt, .. }, Input::TimerFired) => {
                self.resume_with(next, attempt)
            }
            (
                Phase::Waiting {
                    reason,
                    next,
                    attempt,
                    ..
                },
                Input::CheckAgain,
            ) if reason != Reason::RateLimited => {
                self.resume_with(next, attempt);
            }
            (
                Phase::Waiting {
                    reason,
                    next,
                    attempt,
                    ..
                },
                Input::NetworkBack,
            ) if reason.is_about_the_way() => {
                self.resume_with(next, attempt);
            }

            (
                Phase::Unconfirmed {
                    about: Doubt::Create,
                    ..
                },
                Input::SendAgain,
            ) => {
                self.s.refusals = 0;
                self.submit(0);
            }
            (
                Phase::Unconfirmed {
                    about: Doubt::Progress,
                    ..
                },
                Input::CheckAgain,
            ) => {
                self.s.refusals = 0;
                self.s.polls = 0;
                self.poll(Aim::Follow, 0);
            }

            (Phase::Fetching { ending, .. }, Input::AftercareDone) => self.settle(ending, None),
            (Phase::Fetching { ending, attempt }, Input::AftercareFailed { fault, again }) => {
                self.aftercare_failed(ending, attempt, fault, again);
            }
            _ => {}
        }
    }

    /// Goes on with what a crash or a quit interrupted.
    fn restarted(&mut self, phase: Phase) {
        match phase {
            Phase::Ready | Phase::Settled { .. } | Phase::Unconfirmed { .. } => {}
            Phase::Preparing { .. } => self.submit(0),
            Phase::Rebuilding => self.rebuild(),
            // The request may have arrived, so it is never sent again without the person.
            Phase::Submitting { .. } => self.unconfirmed(
                Doubt::Create,
                Fault::own(
                    OwnFault::Interrupted,
                    "Errand was stopped while the request was on its way.",
                ),
            ),
            Phase::Streaming { .. } => self.open_stream(0),
            Phase::Polling { aim, .. } => self.poll(aim, 0),
            Phase::Stopping { .. } if !self.s.terms.background => self.end_stopped(None),
            Phase::Stopping { .. } => self.cancel(0),
            Phase::Fetching { ending, .. } => self.aftercare(ending, 0),
            Phase::Waiting {
                next,
                until,
                attempt,
                reason,
                fault,
            } => {
                let left = u64::try_from(until - self.now.ms).unwrap_or(0);
                if reason == Reason::RateLimited && left > 0 {
                    let left = left.min(self.limits.longest_retry_after);
                    self.wait(reason, next, attempt, left, fault);
                } else {
                    self.resume_with(next, attempt);
                }
            }
        }
    }

    fn resume_with(&mut self, next: Next, attempt: u32) {
        match next {
            Next::Submit => self.submit(attempt),
            Next::Stream => self.open_stream(attempt),
            Next::Poll { aim } => self.poll(aim, attempt),
            Next::Cancel => self.cancel(attempt),
            Next::Aftercare { ending } => self.aftercare(ending, attempt),
        }
    }

    fn submit(&mut self, attempt: u32) {
        if self.s.terms.ahead && self.s.environment_id.is_none() {
            return self.prepare(attempt);
        }
        self.s.phase = Phase::Submitting { attempt };
        self.s.quiet = 0;
        self.s.log.replay();
        let hop = self.s.hop.clone();
        self.effects.push(Effect::Submit { hop });
    }

    fn open_stream(&mut self, attempt: u32) {
        let Some(id) = self.s.id.clone() else {
            return self.nothing_to_ask_for();
        };
        if self.s.follow == Follow::Poll {
            return self.poll(Aim::Follow, 0);
        }
        let mark = self.s.log.mark.as_ref();
        let after = match self.s.follow {
            Follow::Resume => mark.map(|mark| mark.event_id.clone()),
            Follow::Replay | Follow::Poll => None,
        };
        if after.is_some() {
            self.s.log.resume();
        } else {
            self.s.log.replay();
        }
        self.s.phase = Phase::Streaming { attempt };
        self.s.quiet = 0;
        self.effects.push(Effect::OpenStream { id, after });
    }

    fn poll(&mut self, aim: Aim, attempt: u32) {
        let Some(id) = self.s.id.clone() else {
            return self.nothing_to_ask_for();
        };
        self.s.phase = Phase::Polling { aim, attempt };
        self.effects.push(Effect::Poll { id });
    }

    /// Reached only with a damaged record: the phase needs an id, and the state has none.
    fn nothing_to_ask_for(&mut self) {
        self.unconfirmed(
            Doubt::Create,
            Fault::own(OwnFault::NoId, "The server never named the interaction."),
        );
    }

    fn wait(&mut self, reason: Reason, next: Next, attempt: u32, delay: u64, fault: Option<Fault>) {
        let until = self.now.ms.saturating_add_unsigned(delay);
        self.s.phase = Phase::Waiting {
            reason,
            next,
            until,
            attempt,
            fault,
        };
        self.effects.push(Effect::Wait { ms: delay });
    }

    /// Waits before the next attempt after a failure, by `Retry-After` if the server gave one, else by back-off.
    fn wait_after(&mut self, failure: Failure, next: Next, attempt: u32) {
        let delay = failure
            .retry_after
            .map_or_else(
                || self.limits.back_off(attempt, self.now),
                |asked| asked.max(1),
            )
            .min(self.limits.longest_retry_after);
        let reason = failure.reason();
        self.wait(
            reason,
            next,
            attempt.saturating_add(1),
            delay,
            Some(failure.fault),
        );
    }

    fn unconfirmed(&mut self, about: Doubt, fault: Fault) {
        self.s.phase = Phase::Unconfirmed {
            about,
            fault: Some(fault),
        };
        self.effects.push(Effect::Rest);
    }

    /// Takes over the status and the environment from an answer or event.
    fn take_over(&mut self, snapshot: &Snapshot) {
        self.s.last_heard_at = Some(self.now.ms);
        if snapshot.status.is_some() {
            self.s.status.clone_from(&snapshot.status);
        }
        if snapshot.environment_id.is_some() {
            self.s.environment_id.clone_from(&snapshot.environment_id);
        }
    }

    /// Takes the id from the answer to a create; the run is accepted from here on.
    fn adopt(&mut self, id: Option<&String>) {
        if let (Phase::Submitting { .. }, Some(id)) = (&self.s.phase, id) {
            self.s.id = Some(id.clone());
            self.s.accepted_at = Some(self.now.ms);
            self.s.refusals = 0;
            self.s.barren = 0;
            self.s.polls = 0;
            self.s.phase = Phase::Streaming { attempt: 0 };
        }
    }

    fn aftercare(&mut self, ending: Ending, attempt: u32) {
        self.s.phase = Phase::Fetching {
            ending: ending.clone(),
            attempt,
        };
        self.effects.push(Effect::RunAftercare {
            ending,
            attempt,
            last: attempt.saturating_add(1) >= self.limits.aftercare_tries,
        });
    }

    fn aftercare_failed(&mut self, ending: Ending, attempt: u32, fault: Fault, again: bool) {
        let tries = attempt.saturating_add(1);
        if !again || tries >= self.limits.aftercare_tries {
            return self.settle(ending, Some(fault));
        }
        let delay = self.limits.back_off(attempt, self.now);
        self.wait(
            Reason::Files,
            Next::Aftercare { ending },
            tries,
            delay,
            Some(fault),
        );
    }

    fn settle(&mut self, ending: Ending, aftercare: Option<Fault>) {
        self.s.phase = Phase::Settled { ending, aftercare };
        self.effects.push(Effect::Rest);
    }
}

impl Reason {
    /// Returns true if the connection to the server, or the access to it, is what the run waits for.
    fn is_about_the_way(self) -> bool {
        matches!(
            self,
            Reason::NoNetwork | Reason::NoServer | Reason::KeyRefused | Reason::Reconnecting
        )
    }
}

impl Failure {
    /// Returns the reason that a wait after this failure shows.
    fn reason(&self) -> Reason {
        match self.class {
            FailureClass::NoNetwork => Reason::NoNetwork,
            FailureClass::NoServer => Reason::NoServer,
            FailureClass::KeyRefused => Reason::KeyRefused,
            FailureClass::Unanswered => Reason::Reconnecting,
            FailureClass::Answered(429) => Reason::RateLimited,
            FailureClass::Answered(404) => Reason::NotVisibleYet,
            FailureClass::Answered(_) if self.retry_after.is_some() => Reason::RateLimited,
            FailureClass::Answered(_) | FailureClass::Unreadable | FailureClass::Forbidden => {
                Reason::ServerBusy
            }
        }
    }

    /// Returns true if the connection or the access failed and not the server; such failures are not counted.
    fn is_about_the_way(&self) -> bool {
        matches!(
            self.class,
            FailureClass::NoNetwork
                | FailureClass::NoServer
                | FailureClass::KeyRefused
                | FailureClass::Unanswered
        )
    }
}
