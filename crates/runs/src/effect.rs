//! What the machine asks for, as data; the driver performs it after the new state is stored.

use crate::ending::Ending;
use crate::state::Hop;

/// One thing to do. All but those that store replace what is in progress: a create, a stream, a look, a
/// wait.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Store events of the batch that came with the input, in the same transaction as the new state.
    StoreEvents {
        /// Stored events with a higher number are removed first.
        truncate_after: Option<u64>,
        /// The number of the first event that is stored.
        first_seq: u64,
        /// Which events of the batch are stored, by position, in order.
        keep: Vec<usize>,
    },
    /// Store the interaction that came with the input: it is the authoritative one.
    StoreInteraction,
    /// Bring to the server what the create needs there.
    Prepare,
    /// Write the create request anew from the record, so that it leans on nothing that the server keeps.
    Rebuild,
    /// Store the request that came with the input: it replaces the one that was written, in the same transaction as
    /// the new state.
    StoreRequest,
    /// Send the create request.
    Submit {
        /// The continuation to ask for; with number zero the request is sent as it was written.
        hop: Hop,
    },
    /// Open the event stream of the interaction.
    OpenStream {
        /// The API's id.
        id: String,
        /// Only what follows this event; `None` asks for all of it.
        after: Option<String>,
    },
    /// Fetch the interaction.
    Poll {
        /// The API's id.
        id: String,
    },
    /// Tell the server to stop.
    Cancel {
        /// The API's id.
        id: String,
    },
    /// Wait.
    Wait {
        /// For so many milliseconds.
        ms: u64,
    },
    /// Bring what the run made to safety and tell the person.
    RunAftercare {
        /// How it ended.
        ending: Ending,
        /// Tries before this one.
        attempt: u32,
        /// Nothing is tried after this one.
        last: bool,
    },
    /// Drop what is in progress: there is nothing more to do by itself.
    Rest,
}
