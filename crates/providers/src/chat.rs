//! A chat in words that fit every model: what is asked, and the pieces that come back.

use serde_json::Value;

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The person, and what their tools give back.
    User,
    /// The model.
    Assistant,
}

/// One message of the talk so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What is said, in order.
    pub parts: Vec<Part>,
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Words.
    Text(String),
    /// What the model thought, with the vendor's signature that has to go back with it.
    Thought {
        /// The words.
        text: String,
        /// Opaque; only the server that made it takes it.
        signature: Option<String>,
    },
    /// A picture, sound, video or document.
    Media(Media),
    /// A function that the model wants run.
    Call(Call),
    /// What a function gave.
    Result(CallResult),
}

/// A picture, sound, video or document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Such as `image/png`.
    pub mime_type: String,
    /// Where the bytes are.
    pub source: MediaSource,
}

/// Where the bytes of a medium are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaSource {
    /// Here, in base64.
    Data(String),
    /// At an address.
    Uri(String),
}

/// A function that the model wants run.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Names the call in its result.
    pub id: String,
    /// The function.
    pub name: String,
    /// A JSON object.
    pub arguments: Value,
}

/// What a function gave.
#[derive(Debug, Clone, PartialEq)]
pub struct CallResult {
    /// The call's id.
    pub id: String,
    /// The function.
    pub name: String,
    /// Words and media.
    pub parts: Vec<Part>,
    /// It failed.
    pub is_error: bool,
}

/// A function that the model may call.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: Option<String>,
    /// JSON schema of its arguments.
    pub parameters: Value,
}

/// Which functions the model may or must call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ToolChoice {
    /// It decides.
    #[default]
    Auto,
    /// It has to call one.
    Any,
    /// It must not call any.
    None,
}

/// The form that an answer has to have.
#[derive(Debug, Clone, PartialEq)]
pub enum Format {
    /// Any JSON.
    Json,
    /// JSON of this schema.
    Schema(Value),
}

/// How much a model is to think.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thinking {
    /// As little as it can.
    Minimal,
    /// A little.
    Low,
    /// Some.
    Medium,
    /// A lot.
    High,
}

/// How tokens are chosen and when to stop.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sampling {
    /// The most tokens of the answer.
    pub max_output_tokens: Option<u64>,
    /// The same seed gives the same answer, where a server can.
    pub seed: Option<i64>,
    /// The answer ends before one of these.
    pub stop_sequences: Vec<String>,
    /// 0 and up.
    pub temperature: Option<f64>,
    /// 0 to 1.
    pub top_p: Option<f64>,
    /// How much it is to think; none: as the model does by itself.
    pub thinking: Option<Thinking>,
}

/// One answer that is wanted of a model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chat {
    /// The model, by the server's own id.
    pub model: String,
    /// Standing instructions.
    pub system: Option<String>,
    /// The talk, oldest first.
    pub messages: Vec<Message>,
    /// Functions that the model may call; a list of allowed ones is applied already.
    pub functions: Vec<Function>,
    /// Whether it may or must call them.
    pub tool_choice: ToolChoice,
    /// The form of the answer.
    pub format: Option<Format>,
    /// How tokens are chosen.
    pub sampling: Sampling,
}

/// Token counts of one answer. The four do not overlap, but that `cached` is a part of `input`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tokens {
    /// All that was read.
    pub input: u64,
    /// What of it came from the server's cache.
    pub cached: u64,
    /// What was written, without thoughts.
    pub output: u64,
    /// What was thought.
    pub thought: u64,
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The model had no more to say, or waits for its calls.
    Finished,
    /// The most tokens or the context's end was reached; an open call must not be run.
    Limit,
    /// It was told to stop.
    Stopped,
    /// The server refuses to go on.
    Refused,
}

/// What comes back, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Words of the answer.
    Text(String),
    /// Words of a thought.
    Thought(String),
    /// All [`Piece::Text`] so far was a thought: the model closed one that its template had opened. Comes at most once,
    /// before any other thought.
    TextWasThought,
    /// The signature of the thought that was just told, which ends it; without one, of a thought that has no words.
    /// Base64. It has to go back as [`Part::Thought`] at its place in the message; other servers leave it out.
    Signature(String),
    /// A whole medium.
    Media(Media),
    /// A call begins; its arguments follow.
    CallBegins {
        /// Names the call in its result; made up where the server gives none.
        id: String,
        /// The function.
        name: String,
    },
    /// More of the JSON text of the last call's arguments.
    CallArguments(String),
    /// The answer is over. Nothing follows.
    Ended {
        /// Why.
        end: End,
        /// What it took.
        tokens: Tokens,
    },
    /// The answer failed. Nothing follows.
    Failed(Failure),
}

/// Why an answer failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// What it is in particular.
    pub cause: Cause,
    /// What the server said of it, shortened and without the key; empty for nothing.
    pub quote: String,
    /// What happened and what to do, in a sentence or two for people.
    pub message: String,
    /// Seconds to wait, if the server said so.
    pub retry_after: Option<u64>,
}

/// What a failure is in particular; each has a sentence of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The address is none.
    NoAddress,
    /// Nothing answers there.
    Unreachable,
    /// It wants a key and was given none.
    KeyWanted,
    /// It does not take the key.
    KeyRefused,
    /// The account has nothing left.
    Quota,
    /// What answers there is no server of models.
    OtherService,
    /// The connection broke in the middle.
    Broken,
    /// It said nothing for too long.
    Silent,
    /// It sent more than any answer has.
    Endless,
    /// It takes no file of this media type.
    NotTaken(String),
    /// It takes no more requests for so many seconds, if it said so.
    RateLimit(Option<u64>),
    /// It does not have the model.
    NoModel,
    /// The conversation is longer than the model reads.
    TooLong,
    /// It did not take the request.
    Refused,
    /// It failed.
    Failed,
}

/// Kinds of failures that are dealt with in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// Nothing answers there.
    Unreachable,
    /// What answers there is no server of models, or speaks another dialect.
    OtherService,
    /// No key, or one that is not taken.
    Key,
    /// The account has no money or no right left.
    Quota,
    /// Too many requests for now.
    RateLimit,
    /// There is no such model.
    NoModel,
    /// The talk is longer than the model's context.
    TooLong,
    /// The server does not take the request.
    Refused,
    /// The server failed, or broke off in the middle.
    Server,
}
