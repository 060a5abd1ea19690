//! What thinks: messages in, a stream of pieces out.
//!
//! Every brain stands behind [`Brain`]. The engine calls [`Brain::think`] once per round; after its own restart it
//! calls it again with what was already said, and the brain goes on from there.

pub(crate) mod script;
pub(crate) mod starter;

use interactions::{Agent, Content, Model};
use serde_json::{Map, Value};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The person, or the sandbox that answers a program.
    User,
    /// The brain.
    Assistant,
}

/// One message of the talk so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) role: Role,
    pub(crate) text: String,
}

impl Message {
    pub(crate) fn user(text: impl Into<String>) -> Self {
        Self {
            role: Role::User,
            text: text.into(),
        }
    }

    #[cfg(test)]
    pub(crate) fn assistant(text: impl Into<String>) -> Self {
        Self {
            role: Role::Assistant,
            text: text.into(),
        }
    }
}

/// What was already said in this interaction, all rounds together; a brain goes on after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The text of the round that is to be continued; empty at its start.
    pub(crate) open_reply: String,
    /// Bytes of text over all rounds, `open_reply` included.
    pub(crate) text: usize,
    /// Bytes of thought.
    pub(crate) thought: usize,
    /// Media.
    pub(crate) media: usize,
    /// Function calls for the client.
    pub(crate) calls: usize,
}

/// How tokens are chosen and when to stop.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sampling {
    pub(crate) max_output_tokens: Option<u64>,
    pub(crate) seed: Option<i64>,
    pub(crate) stop_sequences: Vec<String>,
    pub(crate) temperature: Option<f64>,
    pub(crate) top_p: Option<f64>,
}

/// One round's worth of asking.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prompt {
    /// Standing instructions.
    pub(crate) system: Option<String>,
    /// The talk, oldest first; the reply that is to be continued is not among them.
    pub(crate) messages: Vec<Message>,
    /// What the person asked for in this interaction, without history.
    pub(crate) ask: String,
    pub(crate) said: Said,
    pub(crate) sampling: Sampling,
}

/// Token counts of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tokens {
    pub(crate) input: u64,
    pub(crate) output: u64,
    pub(crate) thought: u64,
}

/// Why a round ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The brain had no more to say.
    Finished,
    /// `max_output_tokens` or the context's end was reached.
    Limit,
    /// It was told to stop.
    Stopped,
}

/// What a brain hands out while it thinks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Text(String),
    Thought(String),
    Media(Box<Content>),
    /// A function that the client is to run.
    Call {
        name: String,
        arguments: Map<String, Value>,
    },
    /// The round is over.
    Ended {
        end: End,
        tokens: Tokens,
    },
    /// The round failed; `message` says what to do.
    Failed {
        code: String,
        message: String,
    },
}

/// What a brain can deal with, so that a request beyond it is refused at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Abilities {
    /// Images, sound, video and documents that are not text.
    pub(crate) media: bool,
    /// Functions of the client and the service's own tools such as search.
    pub(crate) tools: bool,
    /// It often forgets to write the files that were asked for.
    pub(crate) needs_reminders: bool,
}

/// A source of words. Implementations never block the async threads.
pub(crate) trait Brain: Send + Sync {
    /// The models it answers for, as the models list shows them.
    fn models(&self) -> Vec<Model>;

    /// The built-in agents it answers for.
    fn agents(&self) -> Vec<Agent>;

    /// What it can deal with.
    fn abilities(&self) -> Abilities;

    /// Starts one round. The last piece is `Ended` or `Failed`; after `stop` it comes soon.
    fn think(&self, prompt: Prompt, stop: CancellationToken) -> mpsc::Receiver<Piece>;

    /// What is to go wrong on the wire on purpose; only a script says something here.
    fn faults(&self) -> Option<std::sync::Arc<script::Faults>> {
        None
    }
}
