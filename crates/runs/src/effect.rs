//! The effects that the machine asks for, as data. The driver performs them after the new state is stored.

use crate::ending::Ending;
use crate::state::Hop;

/// One effect. All but the `Store…` ones replace the work in progress, which is a call, an open stream or a wait.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Store events of the batch that came with the input, in the same transaction as the new state.
    StoreEvents {
        /// Remove stored events with a higher number first; `None` removes none.
        truncate_after: Option<u64>,
        /// The number of the first event to store.
        first_seq: u64,
        /// Positions in the batch of the events to store, in order.
        keep: Vec<usize>,
    },
    /// Store the interaction that came with the input: its steps replace those folded from events.
    StoreInteraction,
    /// Put what the create needs onto the server, such as files in the job's sandbox ([`crate::Servers::prepare`]).
    Prepare,
    /// Rebuild the create request from the record so that it names nothing that only the server keeps
    /// ([`crate::Record::rebuild`]).
    Rebuild,
    /// Store the rebuilt request that came with the input in place of the earlier one, in the same transaction as the
    /// new state.
    StoreRequest,
    /// Send the create request.
    Submit {
        /// The continuation to ask for; with number zero the request is sent as stored.
        hop: Hop,
    },
    /// Open the event stream of the interaction.
    OpenStream {
        /// The API's id of the interaction.
        id: String,
        /// The event id to resume after; `None` asks for the whole stream.
        after: Option<String>,
    },
    /// Fetch the interaction.
    Poll {
        /// The API's id of the interaction.
        id: String,
    },
    /// Ask the server to cancel the interaction.
    Cancel {
        /// The API's id of the interaction.
        id: String,
    },
    /// Wait; [`crate::Input::TimerFired`] follows.
    Wait {
        /// Length of the wait in milliseconds.
        ms: u64,
    },
    /// Fetch the files that the run made, index its text, and tell the person ([`crate::Aftercare::care`]).
    RunAftercare {
        /// How the run ended.
        ending: Ending,
        /// Number of attempts before this one.
        attempt: u32,
        /// True if this is the last attempt.
        last: bool,
    },
    /// Drop the work in progress: the run is over, or only the person can make it go on.
    Rest,
}
