//! The server has forgotten what the create leans on: the request is written anew from the record, once.

use super::Machine;
use crate::effect::Effect;
use crate::input::{Class, Failure};
use crate::state::{Phase, Terms};

impl Machine<'_> {
    /// Whether this answer says that what the create leans on is not known (any more). Such an answer begins nothing.
    pub(super) fn is_forgotten(&self, failure: &Failure) -> bool {
        // A later hop leans on the run's own earlier ones: those have begun, and have cost.
        self.s.terms.leans && self.s.hop.number == 0 && failure.says_not_known()
    }

    /// May be done again after a crash: nothing of it is stored before it is done.
    pub(super) fn rebuild(&mut self) {
        self.s.phase = Phase::Rebuilding;
        self.effects.push(Effect::Rebuild);
    }

    /// The new request leans on nothing, so there is no second time.
    pub(super) fn rebuilt(&mut self, terms: Terms) {
        self.s.terms = Terms {
            leans: false,
            ..terms
        };
        self.s.environment_id = None;
        self.s.refusals = 0;
        self.effects.push(Effect::StoreRequest);
        self.submit(0);
    }
}

impl Failure {
    /// Whether the server does not know something that the request names. A wrong request has the same status as a
    /// chain that lost its root (contract 16.3), so what certainly is something else is left out.
    fn says_not_known(&self) -> bool {
        let code = self.fault.code.as_str();
        match self.class {
            Class::Answered(404) => code != "model_not_found",
            Class::Answered(400) => matches!(
                code,
                "invalid_request"
                    | "failed_precondition"
                    | "not_found"
                    | "INVALID_ARGUMENT"
                    | "FAILED_PRECONDITION"
                    | "NOT_FOUND"
                    | "http_400"
            ),
            // What belongs to another project is not said to be there.
            Class::KeyRefused => {
                self.fault.http == Some(403)
                    && matches!(code, "permission_denied" | "PERMISSION_DENIED")
            }
            _ => false,
        }
    }
}
