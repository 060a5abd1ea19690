//! The end of an interaction: the meaning of its status, what is still missing, and what follows.

use super::Machine;
use crate::effect::Effect;
use crate::ending::{Ending, Fault, Outcome};
use crate::input::Snapshot;
use crate::own_fault::OwnFault;
use crate::state::Aim;

impl Snapshot {
    /// Returns true if the status says that this interaction is over (contract 4.1). False for an unknown status.
    pub(super) fn is_over(&self) -> bool {
        self.status.as_deref().is_some_and(is_over)
    }
}

fn is_over(status: &str) -> bool {
    matches!(
        status,
        "completed"
            | "failed"
            | "cancelled"
            | "incomplete"
            | "budget_exceeded"
            | "requires_action"
            | "requires_continuation"
    )
}

/// Returns true if the status says that the server is at work.
pub(super) fn is_going(status: &str) -> bool {
    matches!(status, "queued" | "in_progress")
}

impl Machine<'_> {
    /// Ends an interaction that is over. `whole` means that fetching it would bring nothing more.
    pub(super) fn finish(&mut self, snapshot: Snapshot, whole: bool) {
        let status = snapshot.status.clone().unwrap_or_default();
        if !whole && self.lacks_something(&snapshot) {
            let fault = snapshot.fault;
            return self.poll(Aim::Whole { status, fault }, 0);
        }
        match status.as_str() {
            "completed" => self.end(Outcome::Completed, None),
            "requires_action" => self.end(Outcome::NeedsYou, None),
            "requires_continuation" => self.continue_or_end(snapshot.continuation_token),
            "cancelled" => self.end(Outcome::Cancelled, snapshot.fault),
            "failed" => {
                let unnamed = || {
                    Fault::own(
                        OwnFault::Failed,
                        "The server says that it failed and does not say why.",
                    )
                };
                self.end(
                    Outcome::Failed,
                    Some(snapshot.fault.unwrap_or_else(unnamed)),
                );
            }
            _ => self.end(Outcome::Incomplete, snapshot.fault),
        }
    }

    /// Returns true if fetching the interaction would bring something that the stream left out.
    fn lacks_something(&self, snapshot: &Snapshot) -> bool {
        let can_fetch = self.s.terms.store && self.s.id.is_some();
        let status = snapshot.status.as_deref().unwrap_or_default();
        let no_steps = !self.s.log.steps && !snapshot.has_steps && status != "cancelled";
        let no_reason = status == "failed" && snapshot.fault.is_none();
        let no_token = status == "requires_continuation" && snapshot.continuation_token.is_none();
        let no_sandbox = self.s.terms.sandbox && self.s.environment_id.is_none();
        can_fetch && (no_steps || no_reason || no_token || no_sandbox)
    }

    /// Sends the next hop of an answer that was too long for one request (contract 4.3), or ends the run.
    fn continue_or_end(&mut self, token: Option<String>) {
        let repeated = token == self.s.hop.token;
        let token = match token {
            Some(token) if !repeated && self.s.hop.number < self.limits.hops && !self.s.stop => {
                token
            }
            _ => {
                let fault =
                    Fault::own(OwnFault::TooLong, "The answer was too long to be finished.");
                return self.end(Outcome::Incomplete, Some(fault));
            }
        };
        self.s.hop.number += 1;
        self.s.hop.token = Some(token);
        self.s.hop.previous = self.s.id.clone();
        self.s.log.begin_hop();
        self.submit(0);
    }

    /// Ends the run: the server is done with it, and the aftercare begins.
    pub(super) fn end(&mut self, outcome: Outcome, fault: Option<Fault>) {
        let stopped = self.s.stop;
        self.aftercare(
            Ending {
                outcome,
                fault,
                stopped,
            },
            0,
        );
    }

    /// Ends the run because the person stopped it.
    pub(super) fn end_stopped(&mut self, fault: Option<Fault>) {
        self.s.stop = true;
        self.end(Outcome::Cancelled, fault);
    }

    /// Ends a run whose end was known, with what the poll found of what the stream had left out.
    pub(super) fn completed_by(&mut self, status: String, fault: Option<Fault>, found: Snapshot) {
        self.effects.push(Effect::StoreInteraction);
        let fault = found.fault.or(fault);
        // A poll may lag behind the stream, so the status of the stream's end is used.
        let snapshot = Snapshot {
            status: Some(status),
            fault,
            ..found
        };
        self.finish(snapshot, true);
    }
}
