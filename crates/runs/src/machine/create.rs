//! Sending the create request: the one call that costs money and is never repeated on a guess.

use super::Machine;
use crate::ending::{Fault, Outcome};
use crate::input::{Failure, FailureClass, Snapshot, StreamEnd};
use crate::own_fault::OwnFault;
use crate::state::{Aim, Doubt, Next};

impl Machine<'_> {
    /// The create was answered with an interaction.
    pub(super) fn accepted(&mut self, snapshot: Snapshot) {
        let Some(id) = snapshot.id.clone() else {
            return self.accepted_without_id(&snapshot);
        };
        self.adopt(Some(&id));
        self.take_over(&snapshot);
        if snapshot.is_over() {
            self.effects.push(crate::Effect::StoreInteraction);
            return self.finish(snapshot, true);
        }
        if self.s.stop {
            return self.cancel(0);
        }
        if self.s.terms.store {
            self.open_stream(0);
        } else {
            self.end(Outcome::Failed, Some(broken_off()));
        }
    }

    /// An interaction that the server does not store has no id (contract 4), and nothing more can be fetched of it.
    fn accepted_without_id(&mut self, snapshot: &Snapshot) {
        if snapshot.is_over() && !self.s.terms.store {
            self.take_over(snapshot);
            self.effects.push(crate::Effect::StoreInteraction);
            return self.finish(snapshot.clone(), true);
        }
        self.unconfirmed(
            Doubt::Create,
            Fault::own(
                OwnFault::NotAnInteraction,
                "The server's answer does not say which interaction it began.",
            ),
        );
    }

    /// The create failed without a stream and without an interaction.
    pub(super) fn create_failed(&mut self, attempt: u32, failure: Failure) {
        if self.s.stop && failure.is_harmless() {
            return self.end_stopped(None);
        }
        if self.is_forgotten(&failure) {
            return self.rebuild();
        }
        match failure.class {
            FailureClass::NoNetwork | FailureClass::NoServer => {
                self.wait_after(failure, Next::Submit, attempt)
            }
            FailureClass::Unanswered | FailureClass::Unreadable => {
                self.unconfirmed(Doubt::Create, failure.fault);
            }
            FailureClass::Answered(429) if failure.fault.code == "quota_exceeded" => {
                self.end(Outcome::Failed, Some(failure.fault));
            }
            // The server turned the request away before it began an interaction.
            FailureClass::Answered(408 | 429 | 503) => {
                self.s.refusals = self.s.refusals.saturating_add(1);
                if self.s.refusals >= self.limits.create_refusals {
                    self.end(Outcome::Failed, Some(failure.fault));
                } else {
                    self.wait_after(failure, Next::Submit, attempt);
                }
            }
            FailureClass::Answered(501) => self.end(Outcome::Failed, Some(failure.fault)),
            // The server failed at an unknown point: the interaction may exist.
            FailureClass::Answered(500..) => self.unconfirmed(Doubt::Create, failure.fault),
            FailureClass::Answered(_) | FailureClass::KeyRefused | FailureClass::Forbidden => {
                self.end(Outcome::Failed, Some(failure.fault));
            }
        }
    }

    /// The stream of the create ended before the server named the interaction.
    pub(super) fn create_cut_off(&mut self, end: StreamEnd) {
        let fault = match end {
            StreamEnd::Cut(failure) => failure.fault,
            StreamEnd::Clean => Fault::own(
                OwnFault::NoAnswer,
                "The connection ended before the server answered.",
            ),
        };
        self.unconfirmed(Doubt::Create, fault);
    }

    /// One more silent period passed without an answer to the create.
    pub(super) fn create_silent(&mut self) {
        self.s.quiet = self.s.quiet.saturating_add(1);
        if self.s.quiet >= self.limits.create_silences {
            self.unconfirmed(
                Doubt::Create,
                Fault::own(
                    OwnFault::NoAnswer,
                    "The server did not answer for a long time.",
                ),
            );
        }
    }

    /// Goes on after a stream that ended without an ending of the run: polls if the run is stored, else fails.
    pub(super) fn find_or_give_up(&mut self) {
        if self.s.terms.store && self.s.id.is_some() {
            self.poll(Aim::Follow, 0);
        } else {
            self.end(Outcome::Failed, Some(broken_off()));
        }
    }
}

impl Failure {
    /// Returns true if this answer to a create proves that no interaction was begun.
    fn is_harmless(&self) -> bool {
        !matches!(
            self.class,
            FailureClass::Unanswered
                | FailureClass::Unreadable
                | FailureClass::Answered(500 | 502 | 504..)
        )
    }
}

/// The error of an answer whose connection ended and that cannot be fetched.
pub(super) fn broken_off() -> Fault {
    Fault::own(OwnFault::BrokenOff, "The connection ended in the middle.")
}
