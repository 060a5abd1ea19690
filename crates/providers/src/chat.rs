//! Vendor-neutral types of a chat: requests, and the pieces of an answer.

use serde_json::Value;

/// The author of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The person; also function results.
    User,
    /// The model.
    Assistant,
}

/// A message of the conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The author.
    pub role: Role,
    /// The content, in order.
    pub parts: Vec<Part>,
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Text.
    Text(String),
    /// A thought of the model, with the vendor's signature that has to be sent back with it.
    Thought {
        /// The text of the thought.
        text: String,
        /// Opaque; only the server that made it accepts it.
        signature: Option<String>,
    },
    /// An image, audio, video or document.
    Media(Media),
    /// A function call of the model.
    Call(Call),
    /// The result of a function call.
    Result(CallResult),
}

/// An image, audio, video or document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Media type, such as `image/png`.
    pub mime_type: String,
    /// The bytes or their URI.
    pub source: MediaSource,
}

/// The bytes of a medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaSource {
    /// Inline, in base64.
    Data(String),
    /// At a URI.
    Uri(String),
}

/// A function call of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Id of the call, repeated in its result.
    pub id: String,
    /// Name of the function.
    pub name: String,
    /// The arguments, a JSON object.
    pub arguments: Value,
}

/// The result of a function call.
#[derive(Debug, Clone, PartialEq)]
pub struct CallResult {
    /// Id of the call.
    pub id: String,
    /// Name of the function.
    pub name: String,
    /// Text and media.
    pub parts: Vec<Part>,
    /// True if the call failed.
    pub is_error: bool,
}

/// A function that the model may call.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Name of the function.
    pub name: String,
    /// Description for the model.
    pub description: Option<String>,
    /// JSON schema of the arguments.
    pub parameters: Value,
}

/// Whether the model may or must call functions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ToolChoice {
    /// The model decides.
    #[default]
    Auto,
    /// The model must call a function.
    Any,
    /// The model must not call any function.
    None,
}

/// The required format of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Format {
    /// Any JSON.
    Json,
    /// JSON that matches this schema.
    Schema(Value),
}

/// The amount of thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thinking {
    /// As little as possible.
    Minimal,
    /// A little.
    Low,
    /// A medium amount.
    Medium,
    /// A lot.
    High,
}

/// Sampling parameters and stop conditions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sampling {
    /// Maximum number of tokens of the answer.
    pub max_output_tokens: Option<u64>,
    /// Random seed: makes answers reproducible if the server supports it.
    pub seed: Option<i64>,
    /// The answer ends before any of these strings.
    pub stop_sequences: Vec<String>,
    /// Sampling temperature, 0 and up.
    pub temperature: Option<f64>,
    /// Nucleus sampling threshold, 0 to 1.
    pub top_p: Option<f64>,
    /// The amount of thinking; `None`: the model's default.
    pub thinking: Option<Thinking>,
}

/// A request for one answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chat {
    /// The server's own id of the model.
    pub model: String,
    /// System instructions.
    pub system: Option<String>,
    /// The messages, oldest first.
    pub messages: Vec<Message>,
    /// Functions that the model may call; a restriction to allowed ones is already applied.
    pub functions: Vec<Function>,
    /// Whether the model may or must call them.
    pub tool_choice: ToolChoice,
    /// The required format of the answer.
    pub format: Option<Format>,
    /// Sampling parameters.
    pub sampling: Sampling,
}

/// Token counts of one answer. They do not overlap, except that `cached` is part of `input`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tokens {
    /// All input tokens.
    pub input: u64,
    /// Input tokens from the server's cache.
    pub cached: u64,
    /// Output tokens without thoughts.
    pub output: u64,
    /// Tokens of thoughts.
    pub thought: u64,
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The model has finished, or waits for the results of its calls.
    Finished,
    /// The token limit or the end of the context was reached; an open call must not be run.
    Limit,
    /// The caller cancelled it.
    Stopped,
    /// The server refuses to continue.
    Refused,
}

/// A piece of an answer, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Text of the answer.
    Text(String),
    /// Text of a thought.
    Thought(String),
    /// All [`Piece::Text`] so far was a thought: the model closed one that its template had opened. Occurs at most
    /// once, before any other thought.
    TextWasThought,
    /// The signature of the preceding thought, which ends it; or of a thought without text. Base64. It has to be sent
    /// back as [`Part::Thought`] at its position in the message; requests to other servers leave it out.
    Signature(String),
    /// A complete medium.
    Media(Media),
    /// The start of a call; its arguments follow.
    CallBegins {
        /// Id of the call, repeated in its result; generated if the server gives none.
        id: String,
        /// Name of the function.
        name: String,
    },
    /// More JSON text of the current call's arguments.
    CallArguments(String),
    /// The end of the answer. The last piece.
    Ended {
        /// The reason.
        end: End,
        /// Token counts.
        tokens: Tokens,
    },
    /// The answer failed. The last piece.
    Failed(Failure),
}

/// A failed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The category, for handling.
    pub kind: FailureKind,
    /// The specific cause.
    pub cause: Cause,
    /// The server's own message, truncated and without the key; may be empty.
    pub quote: String,
    /// What happened and what to do, in a sentence or two for a person.
    pub message: String,
    /// `Retry-After` in seconds, if the server sent one.
    pub retry_after: Option<u64>,
}

/// The specific cause of a failure; each has a message of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The base URL is invalid.
    NoAddress,
    /// The server does not respond.
    Unreachable,
    /// The server requires a key, but none is set.
    KeyWanted,
    /// The server rejects the key.
    KeyRefused,
    /// The account's quota is exhausted.
    Quota,
    /// The URL is not one of a server of models.
    OtherService,
    /// The connection broke during the answer.
    Broken,
    /// The idle timeout elapsed.
    Silent,
    /// The answer is longer than any legitimate one.
    Endless,
    /// The server does not accept files of this media type.
    NotTaken(String),
    /// Rate limit; with the seconds to wait, if the server stated them.
    RateLimit(Option<u64>),
    /// The server does not have the model.
    NoModel,
    /// The conversation is longer than the model's context.
    TooLong,
    /// The server rejected the request.
    Refused,
    /// The server failed.
    Failed,
}

/// Categories of failures that are handled differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The server does not respond.
    Unreachable,
    /// The URL is not one of a server of models, or the server speaks another dialect.
    OtherService,
    /// No key, or one that is rejected.
    Key,
    /// The account has no credit or permission left.
    Quota,
    /// Too many requests for now.
    RateLimit,
    /// The model does not exist.
    NoModel,
    /// The conversation is longer than the model's context.
    TooLong,
    /// The server rejected the request.
    Refused,
    /// The server failed, or the answer broke off.
    Server,
}
