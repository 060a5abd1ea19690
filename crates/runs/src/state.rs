//! What is known about a run at one moment: small, serialisable, and enough to go on after a crash.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ending::{Ending, Fault};
use crate::log::Log;

/// All that a run needs in order to go on. It is stored in the ledger as JSON with stable names.
///
/// Times are milliseconds since the Unix epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// What the request asked for.
    pub terms: Terms,
    /// Where the run is.
    pub phase: Phase,
    /// The API's id of the interaction (of the newest hop, contract 4.3); `None` until the server named it.
    pub id: Option<String>,
    /// The last status word the server gave (contract 4.1), kept even when unknown.
    pub status: Option<String>,
    /// The sandbox that the server named, if any.
    pub environment_id: Option<String>,
    /// The person pressed Stop.
    pub stop: bool,
    /// When the newest create was answered with an id.
    pub accepted_at: Option<i64>,
    /// When the last event came.
    pub last_event_at: Option<i64>,
    /// When the server last answered anything that made sense: the last sign of life.
    pub last_heard_at: Option<i64>,
    /// Silent periods in a row on the open connection; above zero the run is quiet for long.
    pub quiet: u32,
    /// How the run is followed: this only goes down.
    pub follow: Follow,
    /// Connections in a row that brought no new event.
    pub barren: u32,
    /// Looks in a row that found the run still going.
    pub polls: u32,
    /// Answers in a row that were errors.
    pub refusals: u32,
    /// The continuation that the run is in (contract 4.3).
    pub hop: Hop,
    /// What is stored of the event stream.
    pub log: Log,
}

/// What the request asked for, as far as it changes how the run lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The server works on without a connection: a job.
    pub background: bool,
    /// The server keeps the interaction, so that it can be fetched and resumed.
    pub store: bool,
    /// The run works in a sandbox, whose id is needed to fetch its files.
    pub sandbox: bool,
    /// Files have to be in the sandbox before the create is sent.
    #[serde(default)]
    pub ahead: bool,
    /// The request names an earlier interaction or a sandbox, which the server may have forgotten.
    #[serde(default)]
    pub leans: bool,
}

/// One continuation of a run whose answer was longer than one request may give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// How many continuations were begun; zero for the first create.
    pub number: u32,
    /// The token that the next create carries.
    pub token: Option<String>,
    /// The interaction that issued the token.
    pub previous: Option<String>,
}

/// Where a run is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Phase {
    /// Written, not yet sent.
    Ready,
    /// What the create needs at the server is brought there. The create was not sent.
    Preparing {
        /// Tries before this one.
        attempt: u32,
    },
    /// The server no longer knows what the request leans on: it is written anew from the record. Nothing was begun.
    Rebuilding,
    /// The create request may be on its way; the server named no id yet.
    Submitting {
        /// Tries before this one.
        attempt: u32,
    },
    /// The event stream is open or being opened.
    Streaming {
        /// Tries to open it before this one.
        attempt: u32,
    },
    /// Nothing is done until `until`, then `next`.
    Waiting {
        /// Why, for the screen.
        reason: Reason,
        /// What comes then.
        next: Next,
        /// Until when.
        until: i64,
        /// Tries so far.
        attempt: u32,
        /// The error that led here.
        fault: Option<Fault>,
    },
    /// The interaction is being fetched.
    Polling {
        /// What the answer is for.
        aim: Aim,
        /// Tries before this one.
        attempt: u32,
    },
    /// Nobody knows how it stands; only the person decides how to go on.
    Unconfirmed {
        /// What is not known.
        about: Doubt,
        /// The error that led here.
        fault: Option<Fault>,
    },
    /// The server is being told to stop.
    Stopping {
        /// Tries before this one.
        attempt: u32,
    },
    /// The server is done; what it made is being brought to safety.
    Fetching {
        /// How it ended.
        ending: Ending,
        /// Tries before this one.
        attempt: u32,
    },
    /// Over: terminal, and everything it made is safe.
    Settled {
        /// How it ended.
        ending: Ending,
        /// What could not be brought to safety, if anything.
        aftercare: Option<Fault>,
    },
}

/// Why a run waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The server cannot be reached.
    NoNetwork,
    /// There is no server to talk to: no key, or the engine is not running.
    NoServer,
    /// The server does not take the key.
    KeyRefused,
    /// The server asked for patience until the time given.
    RateLimited,
    /// The server answers with errors of its own.
    ServerBusy,
    /// The connection broke and is about to be made again.
    Reconnecting,
    /// The server does not show the new interaction yet (contract 16.2).
    NotVisibleYet,
    /// All is well: the server works, and is asked again then.
    Working,
    /// The server was told to stop and has not said that it did.
    StopUnconfirmed,
    /// A file could not be fetched yet.
    Files,
}

/// What a waiting run does next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Next {
    /// Send the create request: it certainly did not arrive, or the server turned it away.
    Submit,
    /// Open the event stream.
    Stream,
    /// Fetch the interaction.
    Poll {
        /// What for.
        aim: Aim,
    },
    /// Tell the server to stop.
    Cancel,
    /// Bring what the run made to safety.
    Aftercare {
        /// How the run ended.
        ending: Ending,
    },
}

/// What a look at the interaction is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Aim {
    /// To learn how far it is.
    Follow,
    /// To learn whether an error in the stream was the end.
    Truth {
        /// That error.
        fault: Fault,
    },
    /// To get what the stream left out; the end itself is known.
    Whole {
        /// The status that the stream ended with.
        status: String,
        /// The error that the stream ended with.
        fault: Option<Fault>,
    },
}

/// What is not known about an unconfirmed run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Whether the create request arrived.
    Create,
    /// How the accepted interaction stands.
    Progress,
}

/// How a run may be followed; each rung is taken when the one before does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Follow {
    /// Open the stream after the last stored event id.
    Resume,
    /// Open the stream from its beginning.
    Replay,
    /// Ask for the interaction again and again.
    Poll,
}

/// A stored state that this version of Errand cannot read.
#[derive(Debug, thiserror::Error)]
#[error("the stored state of a run cannot be read (perhaps a newer Errand wrote it): {0}")]
pub struct UnreadableState(#[from] serde_json::Error);

impl State {
    /// The state of a run that is written down and not yet sent.
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

    /// The state as it is stored.
    #[must_use]
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).expect("a state has only string keys and finite numbers")
    }

    /// The sandbox that was prepared for the create.
    pub(crate) fn prepared_sandbox(&self) -> Option<&str> {
        self.environment_id.as_deref().filter(|_| self.terms.ahead)
    }

    /// Whether nothing more will happen to the run.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self.phase, Phase::Settled { .. })
    }

    /// How the run ended, once the server is done with it.
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

    /// What went wrong last, as far as it still matters.
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
