//! The server has forgotten what the create names: the request is rebuilt from the record, once.

use super::Machine;
use crate::effect::Effect;
use crate::input::{Failure, FailureClass};
use crate::state::{Phase, Terms};

impl Machine<'_> {
    /// Returns true if the server does not know (any more) what the create names. Such an answer begins no
    /// interaction.
    pub(super) fn is_forgotten(&self, failure: &Failure) -> bool {
        // A later hop names earlier ones of the same run: those have begun, and have cost money.
        self.s.terms.leans && self.s.hop.number == 0 && failure.says_not_known()
    }

    /// Begins the rebuilding. It may be repeated after a crash: nothing is stored before it is finished.
    pub(super) fn rebuild(&mut self) {
        self.s.phase = Phase::Rebuilding;
        self.effects.push(Effect::Rebuild);
    }

    /// Sends the rebuilt request. It names nothing that the server could have forgotten, so this happens only once.
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
    /// Returns true if the server does not know something that the request names. A wrong request has the same status
    /// as a chain that lost its root (contract 16.3), so codes that certainly mean something else are left out.
    fn says_not_known(&self) -> bool {
        let code = self.fault.code.as_str();
        match self.class {
            FailureClass::Answered(404) => code != "model_not_found",
            FailureClass::Answered(400) => matches!(
                code,
                "invalid_request"
                    | "failed_precondition"
                    | "not_found"
                    | "INVALID_ARGUMENT"
                    | "FAILED_PRECONDITION"
                    | "NOT_FOUND"
                    | "http_400"
            ),
            // The API answers 403 also for something that belongs to another project.
            FailureClass::KeyRefused => {
                self.fault.http == Some(403)
                    && matches!(code, "permission_denied" | "PERMISSION_DENIED")
            }
            _ => false,
        }
    }
}
