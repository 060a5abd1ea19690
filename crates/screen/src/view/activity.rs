//! Standing and current activity of a run, derived from its state and its last step.

use interactions::Step;
use runs::{Aim, Doubt, Next, Outcome, OwnFault, Phase, Reason, State};
use words::say;

use super::parts;
use super::slots::{self, Slot};
use crate::bridge::{Activity, BridgeError, Standing};
use crate::errors;

/// Progress of fetching a run's files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FetchProgress {
    /// Number of files fetched.
    pub done: u32,
    /// Total number of files.
    pub total: u32,
}

/// Returns the standing of a run.
pub fn standing(state: &State) -> Standing {
    match &state.phase {
        Phase::Settled { ending, .. } => match ending.outcome {
            Outcome::Completed | Outcome::Incomplete => Standing::Done,
            Outcome::NeedsYou => Standing::NeedsYou,
            Outcome::Cancelled => Standing::Stopped,
            Outcome::Failed | Outcome::Lost => Standing::Failed,
        },
        Phase::Unconfirmed { .. } => Standing::NeedsYou,
        Phase::Waiting {
            reason: Reason::KeyRefused,
            ..
        } => Standing::NeedsYou,
        Phase::Waiting {
            reason: Reason::NoServer,
            fault: Some(fault),
            ..
        } if matches!(
            fault.own_code(),
            Some(
                OwnFault::NoKey
                    | OwnFault::NoKeychain
                    | OwnFault::ProxyCredentials
                    | OwnFault::ProxyAddress
            )
        ) =>
        {
            Standing::NeedsYou
        }
        _ => Standing::Running,
    }
}

/// Returns true if the answer stopped early.
pub fn is_incomplete(state: &State) -> bool {
    state
        .ending()
        .is_some_and(|ending| ending.outcome == Outcome::Incomplete)
}

/// Returns why the run failed or waits.
pub fn error(state: &State) -> Option<BridgeError> {
    if let Phase::Settled { ending, aftercare } = &state.phase {
        if let Some(fault) = &ending.fault {
            return Some(errors::fault(fault));
        }
        if let Some(fault) = aftercare {
            return Some(errors::fault(fault));
        }
        return (ending.outcome == Outcome::Lost).then(|| errors::api(Some(404), "lost", ""));
    }
    if let Phase::Unconfirmed { about, fault } = &state.phase {
        let own = match about {
            Doubt::Create => OwnFault::NoAnswer,
            Doubt::Progress => OwnFault::UnknownStatus,
        };
        let known = fault.as_ref().map(errors::fault);
        let mut error = errors::fault(&runs::Fault::own(own, ""));
        // The outcome is unknown; the error that led there is mentioned with it.
        if let Some(known) = known.filter(|known| known.message != error.message) {
            error.message = say::two_sentences(&known.message, &error.message);
        }
        return Some(error);
    }
    let known = state.fault().map(errors::fault);
    match &state.phase {
        // The request is retried automatically, and the activity says when: there is nothing for the person to do.
        Phase::Waiting {
            reason: Reason::RateLimited | Reason::ServerBusy,
            ..
        } => known.map(|error| BridgeError {
            hint: None,
            ..error
        }),
        _ => known,
    }
}

/// Returns what the run is doing; `None` if it is over.
pub fn activity(state: &State, steps: &[Step], fetch_progress: FetchProgress) -> Option<Activity> {
    let fetching = Activity::Fetching {
        done: fetch_progress.done,
        total: fetch_progress.total,
    };
    Some(match &state.phase {
        Phase::Settled { .. } => return None,
        Phase::Unconfirmed { .. } => Activity::Unconfirmed,
        Phase::Fetching { .. } => fetching,
        Phase::Stopping { .. } => Activity::Stopping,
        Phase::Waiting {
            reason: Reason::Files,
            ..
        } => fetching,
        _ if state.stop => Activity::Stopping,
        Phase::Ready | Phase::Preparing { .. } | Phase::Rebuilding | Phase::Submitting { .. } => {
            Activity::Sending
        }
        Phase::Waiting {
            reason,
            next,
            until,
            ..
        } => match reason {
            Reason::NoNetwork => Activity::WaitingForNetwork,
            Reason::RateLimited => Activity::WaitingForServer { until: *until },
            Reason::NoServer | Reason::KeyRefused if standing(state) == Standing::NeedsYou => {
                Activity::WaitingForYou
            }
            Reason::NoServer | Reason::KeyRefused | Reason::ServerBusy => {
                Activity::TryingAgain { until: *until }
            }
            Reason::Reconnecting => Activity::Reconnecting,
            Reason::StopUnconfirmed => Activity::Stopping,
            Reason::NotVisibleYet => Activity::Queued,
            Reason::Working | Reason::Files => match next {
                Next::Poll {
                    aim: Aim::Truth { .. } | Aim::Whole { .. },
                } => Activity::Checking,
                _ => working(state, steps),
            },
        },
        Phase::Streaming { .. } | Phase::Polling { .. } => working(state, steps),
    })
}

fn working(state: &State, steps: &[Step]) -> Activity {
    if state.quiet > 0
        && let Some(since) = state.last_heard_at
    {
        return Activity::Silent { since };
    }
    if state.status.as_deref() == Some("queued") {
        return Activity::Queued;
    }
    let Some(last) = slots::of(steps).pop() else {
        return if matches!(steps.last(), Some(Step::Thought(_))) {
            Activity::Thinking
        } else {
            Activity::Starting
        };
    };
    match last {
        Slot::Text { .. } | Slot::Media { .. } => Activity::Writing,
        Slot::Call { step, result: None } => calling(&steps[step]),
        // A result has arrived: the model is thinking about it.
        Slot::Call {
            result: Some(_), ..
        }
        | Slot::Thought { .. }
        | Slot::Note { .. }
        | Slot::Other { .. } => Activity::Thinking,
    }
}

fn calling(step: &Step) -> Activity {
    match step {
        Step::CodeExecutionCall(call) => Activity::RunningCode {
            language: call
                .arguments
                .as_ref()
                .and_then(|code| code.language.as_ref())
                .map_or_else(String::new, |language| language.as_str().to_owned()),
        },
        Step::UrlContextCall(call) => Activity::Reading {
            urls: call
                .arguments
                .as_ref()
                .map(|urls| urls.urls.clone())
                .unwrap_or_default(),
        },
        Step::FunctionCall(call) => Activity::UsingTool {
            name: call.name.clone().unwrap_or_default(),
        },
        Step::McpServerToolCall(call) => Activity::UsingTool {
            name: call.name.clone().unwrap_or_default(),
        },
        Step::GoogleSearchCall(_)
        | Step::GoogleMapsCall(_)
        | Step::RetrievalCall(_)
        | Step::FileSearchCall(_) => Activity::Searching {
            queries: parts::queries(step),
        },
        _ => Activity::Thinking,
    }
}

#[cfg(test)]
mod tests {
    use runs::{Failure, FailureClass, Fault, Input, Limits, Now, Terms, step};

    use super::*;

    /// Returns the activity of a run after its create call failed.
    fn after(class: FailureClass, fault: Fault, retry_after: Option<u64>) -> Option<Activity> {
        let now = Now {
            ms: 1_000,
            random: 0.0,
        };
        let failure = Failure {
            class,
            fault,
            retry_after,
        };
        let mut state = State::ready(Terms::default());
        for input in [Input::Start, Input::Failed(failure)] {
            state = step(state, input, now, &Limits::default()).0;
        }
        activity(&state, &[], FetchProgress::default())
    }

    #[test]
    fn a_wait_counts_as_the_servers_only_if_the_server_asked_for_it() {
        let said = Fault::of_server("api_error", "It broke.");
        for (status, retry_after) in [(429, None), (429, Some(9_000)), (503, Some(9_000))] {
            let doing = after(FailureClass::Answered(status), said.clone(), retry_after);
            assert!(
                matches!(doing, Some(Activity::WaitingForServer { .. })),
                "{status} {retry_after:?}: {doing:?}"
            );
        }
        for (class, fault) in [
            (FailureClass::Answered(503), said),
            (
                FailureClass::NoServer,
                Fault::own(OwnFault::Engine, "It ended."),
            ),
        ] {
            let doing = after(class, fault, None);
            assert!(
                matches!(doing, Some(Activity::TryingAgain { .. })),
                "{doing:?}"
            );
        }
        let no_key = Fault::own(OwnFault::NoKey, "There is no key.");
        let doing = after(FailureClass::NoServer, no_key, None);
        assert_eq!(doing, Some(Activity::WaitingForYou));
    }
}
