//! The state of a run: small, serialisable, and enough to go on after a crash.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ending::{Ending, Fault};
use crate::log::Log;

/// The whole state of a run. It is stored in the ledger as JSON with stable names.
///
/// Times are milliseconds since the Unix epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The terms of the request.
    pub terms: Terms,
    /// The phase that the run is in.
    pub phase: Phase,
    /// The API's id of the interaction (of the newest hop, contract 4.3); `None` until the server names it.
    pub id: Option<String>,
    /// The last status word from the server (contract 4.1), kept even when unknown.
    pub status: Option<String>,
    /// The API's id of the sandbox; `None` until the server names one.
    pub environment_id: Option<String>,
    /// True once the person pressed Stop.
    pub stop: bool,
    /// Time at which the newest create was answered with an id.
    pub accepted_at: Option<i64>,
    /// Time of the last event.
    pub last_event_at: Option<i64>,
    /// Time of the server's last sensible answer of any kind.
    pub last_heard_at: Option<i64>,
    /// Consecutive silent periods on the open connection; above zero the screen shows the run as quiet.
    pub quiet: u32,
    /// The way in which the run is followed; it only steps down (see [`Follow`]).
    pub follow: Follow,
    /// Consecutive connections that brought no new event.
    pub barren: u32,
    /// Consecutive polls that found the run still going.
    pub polls: u32,
    /// Consecutive answers that were errors.
    pub refusals: u32,
    /// The continuation that the run is in (contract 4.3).
    pub hop: Hop,
    /// Book-keeping of the stored event stream.
    pub log: Log,
}

/// The properties of the request that change how the run proceeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// True for a job: the server works on without a connection.
    pub background: bool,
    /// True if the server keeps the interaction, so that it can be fetched and resumed.
    pub store: bool,
    /// True if the run works in a sandbox, whose id is needed to fetch its files.
    pub sandbox: bool,
    /// True if files have to be in the sandbox before the create is sent.
    #[serde(default)]
    pub ahead: bool,
    /// True if the request names an earlier interaction or a sandbox, which the server may have forgotten.
    #[serde(default)]
    pub leans: bool,
}

/// A continuation of a run whose answer was longer than one request may give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// The number of continuations begun; zero for the first create.
    pub number: u32,
    /// The token that the next create carries; `None` for the first create.
    pub token: Option<String>,
    /// The id of the interaction that issued the token.
    pub previous: Option<String>,
}

/// The phase of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Phase {
    /// Stored, not yet sent.
    Ready,
    /// The files that the create needs are being put onto the server. The create was not sent.
    Preparing {
        /// Number of attempts before this one.
        attempt: u32,
    },
    /// The server no longer knows what the request names, so the request is being rebuilt from the record. No
    /// interaction was begun.
    Rebuilding,
    /// The create request may be on its way; the server has not named an id yet.
    Submitting {
        /// Number of attempts before this one.
        attempt: u32,
    },
    /// The event stream is open or being opened.
    Streaming {
        /// Number of attempts to open it before this one.
        attempt: u32,
    },
    /// The run waits until `until` and then does `next`.
    Waiting {
        /// The reason for the wait, for the screen.
        reason: Reason,
        /// The step after the wait.
        next: Next,
        /// End of the wait, in milliseconds since the Unix epoch.
        until: i64,
        /// Number of attempts so far.
        attempt: u32,
        /// The error that caused the wait.
        fault: Option<Fault>,
    },
    /// The interaction is being fetched.
    Polling {
        /// The purpose of the poll.
        aim: Aim,
        /// Number of attempts before this one.
        attempt: u32,
    },
    /// The state at the server is not known; only the person decides how to go on.
    Unconfirmed {
        /// The fact that is not known.
        about: Doubt,
        /// The error that caused the doubt.
        fault: Option<Fault>,
    },
    /// The server is being asked to cancel the interaction.
    Stopping {
        /// Number of attempts before this one.
        attempt: u32,
    },
    /// The server is done; the aftercare is running.
    Fetching {
        /// The ending of the run.
        ending: Ending,
        /// Number of attempts before this one.
        attempt: u32,
    },
    /// Over: terminal, and everything the run made is safe.
    Settled {
        /// The ending of the run.
        ending: Ending,
        /// The error of the aftercare, if some of it failed.
        aftercare: Option<Fault>,
    },
}

/// The reason for a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The server cannot be reached.
    NoNetwork,
    /// There is no server to talk to: no key, or the engine is not running.
    NoServer,
    /// The server rejects the key.
    KeyRefused,
    /// The server asked for a wait by `Retry-After`.
    RateLimited,
    /// The server answers with errors of its own (HTTP 5xx).
    ServerBusy,
    /// The connection broke and is about to be opened again.
    Reconnecting,
    /// The server does not show the new interaction yet (contract 16.2).
    NotVisibleYet,
    /// No error: the server is working, and is polled at the end of the wait.
    Working,
    /// The server was asked to cancel and has not confirmed it.
    StopUnconfirmed,
    /// A file could not be fetched yet.
    Files,
}

/// The step after a wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Next {
    /// Send the create request: it certainly did not arrive, or the server turned it away.
    Submit,
    /// Open the event stream.
    Stream,
    /// Fetch the interaction.
    Poll {
        /// The purpose of the poll.
        aim: Aim,
    },
    /// Ask the server to cancel the interaction.
    Cancel,
    /// Run the aftercare.
    Aftercare {
        /// The ending of the run.
        ending: Ending,
    },
}

/// The purpose of a poll.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Aim {
    /// To learn the current state of the run.
    Follow,
    /// To learn whether an `error` event was the end.
    Truth {
        /// The error of that event.
        fault: Fault,
    },
    /// To get the content that the stream left out; the ending of the run is known.
    Whole {
        /// The status that the stream ended with.
        status: String,
        /// The error that the stream ended with.
        fault: Option<Fault>,
    },
}

/// The fact about an unconfirmed run that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Whether the create request arrived.
    Create,
    /// The state of the accepted interaction.
    Progress,
}

/// The ways to follow a run, best first; the next one is used when the one before does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Follow {
    /// Open the stream after the last stored event id.
    Resume,
    /// Open the stream from its beginning.
    Replay,
    /// Poll the interaction.
    Poll,
}

/// A stored state that this version of Errand cannot read.
#[derive(Debug, thiserror::Error)]
#[error("the stored state of a run cannot be read (perhaps a newer Errand wrote it): {0}")]
pub struct UnreadableState(#[from] serde_json::Error);

impl State {
    /// Makes the state of a run that is stored and not yet sent.
    #[must_use]
    pub fn ready(terms: Terms) -> State {
        State {
            terms,
            phase: Phase::Ready,
            id: None,
            status: None,
            environment_id: None,
            stop: false,
            accepted_at: None,
            last_event_at: None,
            last_heard_at: None,
            quiet: 0,
            follow: Follow::Resume,
            barren: 0,
            polls: 0,
            refusals: 0,
            hop: Hop::default(),
            log: Log::default(),
        }
    }

    /// Reads a stored state.
    ///
    /// # Errors
    /// When it is not a state, or holds a phase or word that this version does not know.
    pub fn parse(json: &Value) -> Result<State, UnreadableState> {
        Ok(State::deserialize(json)?)
    }

    /// Returns the state in the form that is stored.
    #[must_use]
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).expect("a state has only string keys and finite numbers")
    }

    /// Returns the sandbox that was prepared for the create, if one was.
    pub(crate) fn prepared_sandbox(&self) -> Option<&str> {
        self.environment_id.as_deref().filter(|_| self.terms.ahead)
    }

    /// Returns true if the run is over and nothing more will happen to it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self.phase, Phase::Settled { .. })
    }

    /// Returns the ending of the run; `None` until the server is done with it.
    #[must_use]
    pub fn ending(&self) -> Option<&Ending> {
        match &self.phase {
            Phase::Fetching { ending, .. }
            | Phase::Settled { ending, .. }
            | Phase::Waiting {
                next: Next::Aftercare { ending },
                ..
            } => Some(ending),
            _ => None,
        }
    }

    /// Returns the last error, as far as it still matters.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        match &self.phase {
            Phase::Waiting {
                fault: Some(fault), ..
            }
            | Phase::Unconfirmed {
                fault: Some(fault), ..
            }
            | Phase::Settled {
                aftercare: Some(fault),
                ..
            } => Some(fault),
            _ => self.ending().and_then(|ending| ending.fault.as_ref()),
        }
    }
}
