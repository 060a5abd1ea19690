//! Putting what the create needs onto the server. It costs nothing and may be repeated, so the run is never in doubt.

use super::Machine;
use crate::effect::Effect;
use crate::ending::Outcome;
use crate::input::{Failure, FailureClass};
use crate::state::{Next, Phase};

impl Machine<'_> {
    pub(super) fn prepare(&mut self, attempt: u32) {
        self.s.phase = Phase::Preparing { attempt };
        self.effects.push(Effect::Prepare);
    }

    /// Everything that the create needs is in this sandbox.
    pub(super) fn prepared(&mut self, environment_id: String) {
        self.s.last_heard_at = Some(self.now.ms);
        self.s.environment_id = Some(environment_id);
        self.s.refusals = 0;
        self.submit(0);
    }

    /// Preparing failed; the create was not sent.
    pub(super) fn prepare_failed(&mut self, attempt: u32, failure: Failure) {
        if self.is_forgotten(&failure) {
            return self.rebuild();
        }
        match failure.class {
            FailureClass::NoNetwork | FailureClass::NoServer | FailureClass::Unanswered => {
                self.wait_after(failure, Next::Submit, attempt);
            }
            FailureClass::Answered(408 | 429 | 500 | 502..)
                if failure.fault.code != "quota_exceeded" =>
            {
                self.s.refusals = self.s.refusals.saturating_add(1);
                if self.s.refusals >= self.limits.create_refusals {
                    self.end(Outcome::Failed, Some(failure.fault));
                } else {
                    self.wait_after(failure, Next::Submit, attempt);
                }
            }
            FailureClass::Answered(_)
            | FailureClass::KeyRefused
            | FailureClass::Forbidden
            | FailureClass::Unreadable => {
                self.end(Outcome::Failed, Some(failure.fault));
            }
        }
    }
}
