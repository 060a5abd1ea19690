//! The configuration objects of a create request (contract sections 3.2 to 3.4).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::generation::{ImageConfig, SpeechConfig, TranscriptionConfig, VideoConfig};
use super::numbers::Int64;
use super::odd::{FieldPath, Odd};
use super::wire::Wire;
use super::words::{ThinkingLevel, ThinkingSummaries, ToolMode};

objects! {
    /// Generation options of a model (contract section 3.2).
    pub struct GenerationConfig {
        /// Maximum number of output tokens, including thoughts.
        pub max_output_tokens: Option<u64>,
        /// Random seed, for reproducible answers.
        pub seed: Option<i64>,
        /// Strings that end the output.
        pub stop_sequences: Vec<String>,
        /// The amount of thinking.
        pub thinking_level: Option<ThinkingLevel>,
        /// Whether summaries of thoughts are sent.
        pub thinking_summaries: Option<ThinkingSummaries>,
        /// The functions that the model may or must call.
        pub tool_choice: Option<ToolChoice>,
        /// Deprecated: sampling temperature, from 0.
        pub temperature: Option<f64>,
        /// Deprecated: nucleus sampling (top-p), 0 to 1.
        pub top_p: Option<f64>,
        /// Deprecated: options of image generation.
        pub image_config: Option<ImageConfig>,
        /// The voices of speech.
        pub speech_config: Option<SpeechConfig>,
        /// Options of video generation.
        pub video_config: Option<VideoConfig>,
        /// Options of speech transcription.
        pub transcription_config: Option<TranscriptionConfig>,
    }

    /// Restricts calls to these functions (section 3.2).
    pub struct AllowedTools {
        /// Whether the model may or must call one of them.
        pub mode: Option<ToolMode>,
        /// Names of the functions.
        pub tools: Vec<String>,
    }

    /// JSON wrapper of [`AllowedTools`] (section 3.2).
    pub struct AllowedToolsChoice {
        /// Only these functions.
        pub allowed_tools: Option<AllowedTools>,
    }

    /// A threshold for blocking harmful content (section 3).
    pub struct SafetySetting {
        /// The category: `hate_speech`, `dangerous_content`, `harassment`, `sexually_explicit`, `civic_integrity`,
        /// the first four also with the prefix `image_` (`image_hate` for the first), or `jailbreak`.
        pub kind: Option<String> => "type",
        /// The threshold: `block_low_and_above`, `block_medium_and_above`, `block_only_high`, `block_none`, `off`.
        pub threshold: Option<String>,
        /// `severity` or `probability`.
        pub method: Option<String>,
    }

    /// Receivers of messages about a background run (section 12).
    pub struct WebhookConfig {
        /// URLs of the receivers.
        pub uris: Vec<String>,
        /// Included in the messages.
        pub user_metadata: Option<Value>,
    }
}

/// The functions that the model may or must call (section 3.2).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ToolChoice {
    /// One mode for all functions.
    Mode(ToolMode),
    /// Only the listed functions.
    Allowed(AllowedToolsChoice),
}

impl ToolChoice {
    /// Restricts calls to the named functions.
    pub fn allowed(mode: ToolMode, tools: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let tools = tools.into_iter().map(Into::into).collect();
        let allowed_tools = AllowedTools {
            mode: Some(mode),
            tools,
            ..AllowedTools::default()
        };
        Self::Allowed(AllowedToolsChoice {
            allowed_tools: Some(allowed_tools),
            ..AllowedToolsChoice::default()
        })
    }
}

impl Serialize for ToolChoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Mode(mode) => mode.serialize(serializer),
            Self::Allowed(allowed) => allowed.serialize(serializer),
        }
    }
}

impl Wire for ToolChoice {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::String(word) => Ok(Self::Mode(word.into())),
            Value::Object(map) => Ok(Self::Allowed(AllowedToolsChoice::from_map(map))),
            other => Err(other),
        }
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Mode(mode) => mode.odd(path, found),
            Self::Allowed(choice) => choice.odd(path, found),
        }
    }
}

deserialize_by_wire!(ToolChoice, "a tool choice");

tagged! {
    /// Configuration of an agent (contract section 3.3).
    #[expect(clippy::large_enum_variant, reason = "few exist at a time; a box would burden every caller")]
    pub enum AgentConfig by "type", untagged by |_| None;
    /// The general agent.
    Antigravity(Antigravity) = "antigravity",
    /// The researcher.
    DeepResearch(DeepResearch) = "deep-research",
    /// The code mender.
    CodeMender(CodeMender) = "code-mender",
    /// Any other agent; the fields are in `extra`.
    Dynamic(Dynamic) = "dynamic",
}

objects! {
    /// Configuration of the general agent (section 3.3).
    pub struct Antigravity {
        /// Soft cap on tokens: input, output and thoughts without cached tokens (section 13).
        pub max_total_tokens: Option<Int64>,
        /// Id of the model that the agent uses.
        pub model: Option<String>,
    }

    /// Configuration of the researcher (section 3.3).
    pub struct DeepResearch {
        /// True if the agent returns its plan first (section 3.5, rule 7).
        pub collaborative_planning: Option<bool>,
        /// True if BigQuery may be used.
        pub enable_bigquery_tool: Option<bool>,
        /// Whether summaries of thoughts are sent.
        pub thinking_summaries: Option<ThinkingSummaries>,
        /// `off` or `auto`.
        pub visualization: Option<String>,
    }

    /// Configuration of the code mender (section 3.3).
    pub struct CodeMender {
        /// Id of the model that the agent uses.
        pub model: Option<String>,
        /// Id of a session to continue.
        pub session_id: Option<String>,
        /// Limits of the session.
        pub session_config: Option<SessionConfig>,
        /// A request to find problems.
        pub find_request: Option<FindRequest>,
        /// A request to fix a problem.
        pub fix_request: Option<FixRequest>,
    }

    /// Limits of a session of the code mender (section 3.3).
    pub struct SessionConfig {
        /// Maximum number of rounds.
        pub max_rounds: Option<u64>,
    }

    /// A request to find problems (section 3.3).
    pub struct FindRequest {
        /// `scan` or `verify`.
        pub mode: Option<String>,
        /// Description in natural language.
        pub description: Option<String>,
        /// Id of the finding to verify.
        pub finding_id: Option<String>,
        /// The source code.
        pub source_files: Vec<SourceFile>,
    }

    /// A request to fix a problem (section 3.3).
    pub struct FixRequest {
        /// Description in natural language.
        pub description: Option<String>,
        /// Id of the finding to fix.
        pub finding_id: Option<String>,
        /// The source code.
        pub source_files: Vec<SourceFile>,
    }

    /// A source file (section 3.3).
    pub struct SourceFile {
        /// Path of the file.
        pub path: Option<String>,
        /// Content of the file.
        pub content: Option<String>,
    }

    /// Configuration of any other agent; its fields are in `extra` (section 3.3).
    pub struct Dynamic {}
}

tagged! {
    /// A requested output format (contract section 3.4). A bare JSON schema is `Unknown`, which keeps it whole.
    pub enum ResponseFormat by "type", untagged by |_| None;
    /// Text, possibly JSON by a schema.
    Text(TextFormat) = "text",
    /// An image.
    Image(ImageFormat) = "image",
    /// Sound.
    Audio(AudioFormat) = "audio",
    /// A video.
    Video(VideoFormat) = "video",
}

objects! {
    /// Text, possibly JSON by a schema (section 3.4).
    pub struct TextFormat {
        /// `application/json` or `text/plain`.
        pub mime_type: Option<String>,
        /// A JSON schema.
        pub schema: Option<Value>,
    }

    /// An image (section 3.4).
    pub struct ImageFormat {
        /// `image/jpeg`.
        pub mime_type: Option<String>,
        /// Aspect ratio, such as `16:9`.
        pub aspect_ratio: Option<String>,
        /// `512`, `1K`, `2K`, `4K`.
        pub image_size: Option<String>,
        /// `inline` or `uri`.
        pub delivery: Option<String>,
    }

    /// Sound (section 3.4).
    pub struct AudioFormat {
        /// Such as `audio/mp3`.
        pub mime_type: Option<String>,
        /// Samples per second.
        pub sample_rate: Option<u64>,
        /// Bits per second.
        pub bit_rate: Option<u64>,
        /// `inline` or `uri`.
        pub delivery: Option<String>,
    }

    /// A video (section 3.4).
    pub struct VideoFormat {
        /// `16:9` or `9:16`.
        pub aspect_ratio: Option<String>,
        /// Resolution, such as `720p`.
        pub resolution: Option<String>,
        /// Duration, such as `8s`.
        pub duration: Option<String>,
        /// `inline` or `uri`.
        pub delivery: Option<String>,
        /// Cloud Storage URI for the result.
        pub gcs_uri: Option<String>,
    }
}

/// One requested output format, or several that are combined (section 3.4).
#[derive(Debug, Clone, PartialEq)]
pub enum ResponseFormats {
    /// A single format.
    One(Box<ResponseFormat>),
    /// Several formats.
    Many(Vec<ResponseFormat>),
}

impl From<ResponseFormat> for ResponseFormats {
    fn from(format: ResponseFormat) -> Self {
        Self::One(Box::new(format))
    }
}

impl From<Vec<ResponseFormat>> for ResponseFormats {
    fn from(formats: Vec<ResponseFormat>) -> Self {
        Self::Many(formats)
    }
}

impl Serialize for ResponseFormats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(format) => format.serialize(serializer),
            Self::Many(formats) => formats.serialize(serializer),
        }
    }
}

impl Wire for ResponseFormats {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::Array(_) => Vec::read(value).map(Self::Many),
            other => ResponseFormat::read(other).map(Self::from),
        }
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::One(format) => format.odd(path, found),
            Self::Many(formats) => formats.odd(path, found),
        }
    }
}

deserialize_by_wire!(ResponseFormats, "a response format");
