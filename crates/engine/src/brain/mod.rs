//! The [`Brain`] trait: messages in, a stream of pieces out.
//!
//! Every model is used through [`Brain`], with the types of [`providers::chat`]. The engine calls [`Brain::think`]
//! once per round. After a restart of the engine it is called again for the interrupted round, with what was already
//! produced, and the brain continues from there as well as it can ([`Brain::continues`]).

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

/// What was already produced in this interaction, over all rounds; a brain continues after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct OutputSoFar {
    /// The text of the round to be continued; empty at the start of a round.
    pub(crate) open_reply: String,
    /// Bytes of text over all rounds, including `open_reply`.
    pub(crate) text: usize,
    /// Bytes of thought.
    pub(crate) thought: usize,
    /// Number of thought signatures.
    pub(crate) signatures: usize,
    /// Number of media outputs.
    pub(crate) media: usize,
    /// Number of complete function calls for the client.
    pub(crate) calls: usize,
}

/// The input of one round.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prompt {
    /// The model by its brain's own id, the messages, functions, format and sampling. The reply to be continued is
    /// not among the messages.
    pub(crate) chat: Chat,
    /// What the person asked in this interaction, without history.
    pub(crate) ask: String,
    pub(crate) so_far: OutputSoFar,
}

/// A round that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoundError {
    /// An error code of the contract (section 1.4).
    pub(crate) code: String,
    /// What happened and what to do about it, as text for a person.
    pub(crate) message: String,
}

impl RoundError {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
        }
    }
}

impl From<Failure> for RoundError {
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

/// The output of one round. The last item is [`Piece::Ended`] or an error.
pub(crate) type Pieces = mpsc::Receiver<Result<Piece, RoundError>>;

/// Capabilities of a model, so that a request beyond them is refused at once. `None`: unknown, so it is tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Abilities {
    /// Function calling.
    pub(crate) functions: Option<bool>,
    /// Images as input.
    pub(crate) images: Option<bool>,
    /// Audio, video, and documents that are not text, as input.
    pub(crate) other_media: Option<bool>,
    /// The amount of thinking can be set.
    pub(crate) thinking: Option<bool>,
    /// Output can be constrained to JSON or to a schema while it is generated.
    pub(crate) format: Option<bool>,
    /// The model's server runs tools itself, such as a web search.
    pub(crate) service_tools: bool,
    /// Context window in tokens, input and output together.
    pub(crate) context: Option<u64>,
}

impl Abilities {
    /// Adds these capabilities to the entry of the models list. The contract defines `thinking` and the two token
    /// limits; the rest goes into `abilities`, which other clients ignore. Unknown capabilities are left out.
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

/// Something that generates output: a model, or a script in tests. Implementations never block the async threads.
pub(crate) trait Brain: Send + Sync {
    /// The models it serves, as the models list shows them.
    fn models(&self) -> Vec<Model>;

    /// The built-in agents it serves.
    fn agents(&self) -> Vec<Agent> {
        Vec::new()
    }

    /// The capabilities of one of its models.
    fn abilities(&self, model: &str) -> Abilities;

    /// The input that one of its models accepts now. This may ask the model's server.
    fn room<'a>(&'a self, model: &'a str) -> BoxFuture<'a, Room> {
        let context = self.abilities(model).context;
        Box::pin(std::future::ready(
            context.map_or(Room::NotTold, Room::Tokens),
        ))
    }

    /// Starts one round. After `stop` is cancelled the last piece comes soon.
    fn think(&self, prompt: Prompt, stop: CancellationToken) -> Pieces;

    /// Returns true if it continues an interrupted reply exactly where it stopped; otherwise it can only be asked to.
    fn continues(&self) -> bool;

    /// The reason, with the name of the keyword, why output cannot be constrained to this schema. `None` if it can,
    /// or if the brain tries and the engine validates the result.
    fn cannot_hold_to(&self, _schema: &serde_json::Value) -> Option<String> {
        None
    }

    /// The field of a sampling option that the server of one of its models does not support; `None` if all are
    /// supported.
    fn has_no_words_for(&self, _wishes: &Sampling) -> Option<&'static str> {
        None
    }

    /// The help that its models need with agent work.
    fn coach(&self) -> &dyn Coach {
        &NoCoach
    }

    /// Faults to inject into HTTP responses; only a script has any.
    fn faults(&self) -> Option<std::sync::Arc<script::Faults>> {
        None
    }
}
