//! The configuration objects of a create request (contract sections 3.2 to 3.4).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::generation::{ImageConfig, SpeechConfig, TranscriptionConfig, VideoConfig};
use super::numbers::Int64;
use super::odd::{Odd, Place};
use super::wire::Wire;
use super::words::{ThinkingLevel, ThinkingSummaries, ToolMode};

objects! {
    /// How a model generates (contract section 3.2).
    pub struct GenerationConfig {
        /// The most output tokens; thoughts count.
        pub max_output_tokens: Option<u64>,
        /// For repeatable answers.
        pub seed: Option<i64>,
        /// Texts that end the output.
        pub stop_sequences: Vec<String>,
        /// How much it may think.
        pub thinking_level: Option<ThinkingLevel>,
        /// Whether summaries of thoughts are sent.
        pub thinking_summaries: Option<ThinkingSummaries>,
        /// Which functions it may or must call.
        pub tool_choice: Option<ToolChoice>,
        /// Deprecated: how daring the choice of words is, from 0.
        pub temperature: Option<f64>,
        /// Deprecated: how much of the probability is chosen from, 0 to 1.
        pub top_p: Option<f64>,
        /// Deprecated: how images are made.
        pub image_config: Option<ImageConfig>,
        /// The voices of speech.
        pub speech_config: Option<SpeechConfig>,
        /// How videos are made.
        pub video_config: Option<VideoConfig>,
        /// How speech is written down.
        pub transcription_config: Option<TranscriptionConfig>,
    }

    /// Only these functions (section 3.2).
    pub struct AllowedTools {
        /// Whether it may or must call one of them.
        pub mode: Option<ToolMode>,
        /// Their names.
        pub tools: Vec<String>,
    }

    /// Wrapper on the wire (section 3.2).
    pub struct AllowedToolsChoice {
        /// Only these functions.
        pub allowed_tools: Option<AllowedTools>,
    }

    /// What is blocked (section 3).
    pub struct SafetySetting {
        /// Which harm: `hate_speech`, `dangerous_content`, `harassment`, `sexually_explicit`, `civic_integrity`, the
        /// first four also with `image_` before them (`image_hate` for the first), or `jailbreak`.
        pub kind: Option<String> => "type",
        /// From where on: `block_low_and_above`, `block_medium_and_above`, `block_only_high`, `block_none`, `off`.
        pub threshold: Option<String>,
        /// `severity` or `probability`.
        pub method: Option<String>,
    }

    /// Whom to tell about a background run (section 12).
    pub struct WebhookConfig {
        /// The receivers.
        pub uris: Vec<String>,
        /// Sent along.
        pub user_metadata: Option<Value>,
    }
}

/// Which functions the model may or must call (section 3.2).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ToolChoice {
    /// One word for all functions.
    Mode(ToolMode),
    /// Only the named ones.
    Allowed(AllowedToolsChoice),
}

impl ToolChoice {
    /// Only the named functions.
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

    fn odd(&self, place: &Place<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Mode(mode) => mode.odd(place, found),
            Self::Allowed(choice) => choice.odd(place, found),
        }
    }
}

deserialize_by_wire!(ToolChoice, "a tool choice");

tagged! {
    /// How an agent works (contract section 3.3).
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
        /// A soft cap: input, output and thought without cached tokens (section 13).
        pub max_total_tokens: Option<Int64>,
        /// The model inside.
        pub model: Option<String>,
    }

    /// Configuration of the researcher (section 3.3).
    pub struct DeepResearch {
        /// Whether the plan comes back first (section 3.5, rule 7).
        pub collaborative_planning: Option<bool>,
        /// Whether BigQuery may be used.
        pub enable_bigquery_tool: Option<bool>,
        /// Whether summaries of thoughts are sent.
        pub thinking_summaries: Option<ThinkingSummaries>,
        /// `off` or `auto`.
        pub visualization: Option<String>,
    }

    /// Configuration of the code mender (section 3.3).
    pub struct CodeMender {
        /// The model inside.
        pub model: Option<String>,
        /// A session to go on with.
        pub session_id: Option<String>,
        /// How long the session may go on.
        pub session_config: Option<SessionConfig>,
        /// What to look for.
        pub find_request: Option<FindRequest>,
        /// What to mend.
        pub fix_request: Option<FixRequest>,
    }

    /// How long a session of the code mender may go on (section 3.3).
    pub struct SessionConfig {
        /// The most rounds.
        pub max_rounds: Option<u64>,
    }

    /// What the code mender is to look for (section 3.3).
    pub struct FindRequest {
        /// `scan` or `verify`.
        pub mode: Option<String>,
        /// In words.
        pub description: Option<String>,
        /// The finding that is verified.
        pub finding_id: Option<String>,
        /// The code.
        pub source_files: Vec<SourceFile>,
    }

    /// What the code mender is to mend (section 3.3).
    pub struct FixRequest {
        /// In words.
        pub description: Option<String>,
        /// The finding that is mended.
        pub finding_id: Option<String>,
        /// The code.
        pub source_files: Vec<SourceFile>,
    }

    /// A file of code (section 3.3).
    pub struct SourceFile {
        /// Where it is.
        pub path: Option<String>,
        /// Its text.
        pub content: Option<String>,
    }

    /// Configuration of any other agent; its fields are in `extra` (section 3.3).
    pub struct Dynamic {}
}

tagged! {
    /// A wanted form of output (contract section 3.4). A bare JSON schema is `Unknown`, which keeps it whole.
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
        /// Such as `16:9`.
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
        /// Such as `720p`.
        pub resolution: Option<String>,
        /// How long, a duration such as `8s`.
        pub duration: Option<String>,
        /// `inline` or `uri`.
        pub delivery: Option<String>,
        /// Where to put it.
        pub gcs_uri: Option<String>,
    }
}

/// One wanted form of output, or several that are combined (section 3.4).
#[derive(Debug, Clone, PartialEq)]
pub enum ResponseFormats {
    /// One form.
    One(Box<ResponseFormat>),
    /// Several.
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

    fn odd(&self, place: &Place<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::One(format) => format.odd(place, found),
            Self::Many(formats) => formats.odd(place, found),
        }
    }
}

deserialize_by_wire!(ResponseFormats, "a response format");
