//! How a run stands and what it does now, from its state and its last step.

use interactions::Step;
use runs::{Aim, Doubt, Next, Outcome, Phase, Reason, State};
use words::say;

use super::parts;
use super::slots::{self, Slot};
use crate::bridge::{Activity, BridgeError, Standing};
use crate::errors;

/// How far the files of a run are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fetched {
    /// How many are here.
    pub done: u32,
    /// How many there are.
    pub total: u32,
}

/// How it stands.
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
            fault.code.as_str(),
            "no_key" | "no_keychain" | "proxy_credentials" | "proxy_address"
        ) =>
        {
            Standing::NeedsYou
        }
        _ => Standing::Running,
    }
}

/// Whether the answer stopped early.
pub fn is_incomplete(state: &State) -> bool {
    state
        .ending()
        .is_some_and(|ending| ending.outcome == Outcome::Incomplete)
}

/// Why it failed or waits.
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
        let word = match about {
            Doubt::Create => "no_answer",
            Doubt::Progress => "unknown_status",
        };
        let known = fault.as_ref().map(errors::fault);
        let mut error = errors::fault(&runs::Fault::own(word, ""));
        // What it is that nobody knows decides; what led there is told with it.
        if let Some(known) = known.filter(|known| known.message != error.message) {
            error.message = say::two_sentences(&known.message, &error.message);
        }
        return Some(error);
    }
    let known = state.fault().map(errors::fault);
    match &state.phase {
        // It is tried again by itself, and what it does now says when: the person has nothing to do.
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

/// What it does now; `None` when it is over.
pub fn activity(state: &State, steps: &[Step], fetched: Fetched) -> Option<Activity> {
    let fetching = Activity::Fetching {
        done: fetched.done,
        total: fetched.total,
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
            Reason::NoServer | Reason::KeyRefused | Reason::RateLimited | Reason::ServerBusy => {
                Activity::WaitingForServer { until: *until }
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
        // A result has come: it thinks about it.
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
