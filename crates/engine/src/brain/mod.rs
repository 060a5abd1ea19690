//! What thinks: messages in, a stream of pieces out.
//!
//! Every brain stands behind [`Brain`], and its words are those of [`providers::chat`]. The engine calls
//! [`Brain::think`] once per round. After its own restart it calls it again for the round that was interrupted, with
//! what was already said of it, and the brain goes on from there as well as it can ([`Brain::continues`]).

pub(crate) mod coach;
mod provider;
pub(crate) mod registry;
pub(crate) mod script;
mod shorten;
pub(crate) mod starter;

use futures::future::BoxFuture;
use interactions::{Agent, Model};
use providers::Room;
pub(crate) use providers::chat::{
    Call, CallResult, Chat, End, Media, MediaSource, Message, Part, Piece, Role, Tokens,
};
use providers::chat::{Failure, FailureKind, Sampling};
pub(crate) use shorten::without_middle;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use coach::{Coach, NoCoach};

/// What was already said in this interaction, all rounds together; a brain goes on after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The text of the round that is to be continued; empty at its start.
    pub(crate) open_reply: String,
    /// Bytes of text over all rounds, `open_reply` included.
    pub(crate) text: usize,
    /// Bytes of thought.
    pub(crate) thought: usize,
    /// Signatures of thoughts.
    pub(crate) signatures: usize,
    /// Media.
    pub(crate) media: usize,
    /// Whole function calls for the client.
    pub(crate) calls: usize,
}

/// One round's worth of asking.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prompt {
    /// The model by its brain's own id, the talk, functions, form and sampling. The reply that is to be continued is
    /// not among the messages.
    pub(crate) chat: Chat,
    /// What the person asked for in this interaction, without history.
    pub(crate) ask: String,
    pub(crate) said: Said,
}

/// A round that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failed {
    /// A word of the contract (section 1.4).
    pub(crate) code: String,
    /// What happened and what to do, for a person.
    pub(crate) message: String,
}

impl Failed {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
        }
    }
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        let code = match failure.kind {
            FailureKind::Unreachable | FailureKind::OtherService => "service_unavailable",
            FailureKind::Key => "authentication",
            FailureKind::Quota => "quota_exceeded",
            FailureKind::RateLimit => "rate_limit_exceeded",
            FailureKind::NoModel => "model_not_found",
            FailureKind::TooLong | FailureKind::Refused => "invalid_request",
            FailureKind::Server => "api_error",
        };
        Self::new(code, failure.message)
    }
}

/// What a brain hands out while it thinks. The last one is [`Piece::Ended`] or an error.
pub(crate) type Pieces = mpsc::Receiver<Result<Piece, Failed>>;

/// What a model can deal with, so that a request beyond it is refused at once. `None`: nobody knows, so it is tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Abilities {
    /// It calls functions.
    pub(crate) functions: Option<bool>,
    /// It takes pictures.
    pub(crate) images: Option<bool>,
    /// It takes sound, video, and documents that are not text.
    pub(crate) other_media: Option<bool>,
    /// How much it thinks can be set.
    pub(crate) thinking: Option<bool>,
    /// Its answer can be held to JSON or to a schema while it is written.
    pub(crate) format: Option<bool>,
    /// Tools that its server runs itself, such as a web search.
    pub(crate) service_tools: bool,
    /// Tokens of input and output together.
    pub(crate) context: Option<u64>,
}

impl Abilities {
    /// The entry of the models list, with what is known of the model. The contract has `thinking` and the two limits;
    /// the rest stands in `abilities`, which other clients leave unread. What is not known is not said.
    pub(crate) fn shown_in(&self, mut model: Model) -> Model {
        model.input_token_limit = model.input_token_limit.or(self.context);
        model.output_token_limit = model.output_token_limit.or(self.context);
        model.thinking = model.thinking.or(self.thinking);
        let known = [
            ("functions", self.functions),
            ("images", self.images),
            ("otherMedia", self.other_media),
            ("format", self.format),
        ];
        let known = known
            .into_iter()
            .filter_map(|(name, can)| Some((name.to_owned(), can?.into())));
        let abilities = serde_json::Value::Object(known.collect());
        model.extra.insert("abilities".to_owned(), abilities);
        model
    }
}

/// A source of words. Implementations never block the async threads.
pub(crate) trait Brain: Send + Sync {
    /// The models it answers for, as the models list shows them.
    fn models(&self) -> Vec<Model>;

    /// The built-in agents it answers for.
    fn agents(&self) -> Vec<Agent> {
        Vec::new()
    }

    /// What one of its models can deal with.
    fn abilities(&self, model: &str) -> Abilities;

    /// How much one of its models takes now. A server may have to be asked for it.
    fn room<'a>(&'a self, model: &'a str) -> BoxFuture<'a, Room> {
        let context = self.abilities(model).context;
        Box::pin(std::future::ready(
            context.map_or(Room::NotTold, Room::Tokens),
        ))
    }

    /// Starts one round. After `stop` the last piece comes soon.
    fn think(&self, prompt: Prompt, stop: CancellationToken) -> Pieces;

    /// Whether it goes on with an interrupted reply word by word; else it can only be asked to.
    fn continues(&self) -> bool;

    /// Why it cannot hold an answer to this schema, with the keyword's name; none if it can, or tries and the engine
    /// checks what it wrote.
    fn cannot_hold_to(&self, _schema: &serde_json::Value) -> Option<String> {
        None
    }

    /// The wish that one of its models' servers has no words for, by its field; none if all are heard.
    fn has_no_words_for(&self, _wishes: &Sampling) -> Option<&'static str> {
        None
    }

    /// The help that it needs with an agent's work.
    fn coach(&self) -> &dyn Coach {
        &NoCoach
    }

    /// What is to go wrong on the wire on purpose; only a script says something here.
    fn faults(&self) -> Option<std::sync::Arc<script::Faults>> {
        None
    }
}
