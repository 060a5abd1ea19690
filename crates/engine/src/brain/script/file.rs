//! The format of a script file.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A whole script.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScriptFile {
    #[serde(default = "default_models")]
    pub(super) models: Vec<String>,
    #[serde(default = "default_agents")]
    pub(super) agents: Vec<String>,
    #[serde(default)]
    pub(super) turns: Vec<Turn>,
    #[serde(default)]
    pub(super) faults: Vec<Fault>,
    /// True if files that came with a job must not be changed, as for a very small model.
    #[serde(default)]
    pub(super) keeps_given_files: bool,
}

fn default_models() -> Vec<String> {
    [
        "errand-starter",
        "gemini-3.8-flash",
        "gemini-3.1-pro-preview",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn default_agents() -> Vec<String> {
    ["errand-agent", "antigravity-preview-09-2026"]
        .map(str::to_owned)
        .to_vec()
}

/// What to say to prompts that contain certain words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Turn {
    /// Text that must occur in the prompt, ignoring case; if it is missing, every prompt matches.
    #[serde(rename = "match")]
    pub(super) words: Option<String>,
    pub(super) say: Vec<Output>,
}

impl Turn {
    pub(super) fn answers(&self, prompt: &str) -> bool {
        occurs(self.words.as_deref(), prompt)
    }
}

pub(super) fn occurs(words: Option<&str>, text: &str) -> bool {
    words.is_none_or(|words| text.to_lowercase().contains(&words.to_lowercase()))
}

/// One thing to say.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Output {
    Plain(String),
    Text {
        text: String,
        #[serde(default)]
        delay_ms: u64,
    },
    Thought {
        thought: String,
        #[serde(default)]
        delay_ms: u64,
    },
    Code {
        code: String,
        #[serde(default = "python")]
        language: String,
        #[serde(default)]
        delay_ms: u64,
    },
    File {
        file: String,
        content: String,
        #[serde(default)]
        delay_ms: u64,
    },
    Image {
        image: String,
        #[serde(default = "png")]
        mime_type: String,
        #[serde(default)]
        delay_ms: u64,
    },
    Audio {
        audio: String,
        mime_type: String,
        #[serde(default)]
        delay_ms: u64,
    },
    Signature {
        signature: String,
    },
    Call {
        call: String,
        #[serde(default)]
        arguments: Map<String, Value>,
        /// The JSON text of the arguments in pieces, instead of `arguments`; it may be incomplete.
        #[serde(default)]
        pieces: Vec<String>,
        /// The call's id; if it is empty the engine makes one.
        #[serde(default)]
        id: String,
        /// The pause before each piece.
        #[serde(default)]
        delay_ms: u64,
    },
    Error {
        error: ErrorWords,
        #[serde(default)]
        delay_ms: u64,
    },
    Wait {
        wait_ms: u64,
    },
    End {
        end: String,
    },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorWords {
    pub(super) code: String,
    pub(super) message: String,
}

fn python() -> String {
    "python".to_owned()
}

fn png() -> String {
    "image/png".to_owned()
}

/// A fault to inject into HTTP responses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    /// The call it applies to: create, get, stream (GET with stream=true), cancel, delete, files, download,
    /// environments, agents, models or any.
    pub(super) on: String,
    /// Text that must occur in the create's body or in the other calls' path; if it is missing, every call matches.
    #[serde(rename = "match")]
    pub(super) words: Option<String>,
    /// Maximum number of times it happens; unlimited if it is missing.
    pub(super) times: Option<u64>,
    /// Number of matching calls that are served normally before it happens.
    #[serde(default)]
    pub(super) after: u64,
    /// Response to send instead of the engine's.
    pub(super) answer: Option<Answer>,
    /// Let the engine respond, but cut the connection after this many events (streams) or bytes (downloads).
    pub(super) drop_after_events: Option<usize>,
    pub(super) drop_after_bytes: Option<usize>,
    /// An error in the form that the service really sends: a bare JSON line in a stream, 400 in a plain response.
    pub(super) refuse: Option<ErrorWords>,
    /// Send only heartbeats, for ever.
    #[serde(default)]
    pub(super) only_heartbeats: bool,
    /// Close the connection without a response; `lost` first lets the engine do the work.
    pub(super) close: Option<Close>,
    /// Pause before the call is served.
    #[serde(default)]
    pub(super) delay_ms: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Close {
    /// Before the engine sees the request.
    Unseen,
    /// After the engine did the work.
    Lost,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    pub(super) status: u16,
    #[serde(default)]
    pub(super) headers: Map<String, Value>,
    /// JSON body, sent verbatim.
    #[serde(default)]
    pub(super) body: Option<Value>,
    /// Body of another kind, such as HTML from a proxy.
    #[serde(default)]
    pub(super) text: Option<String>,
}
