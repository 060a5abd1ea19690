//! Options that a person chooses for a turn in addition to the prompt.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Options of a turn; null leaves a choice to the model or agent. Options that it does not accept (`Choices`) are not
/// sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Options {
    /// Thinking level: one of `Choices::thinking`.
    pub thinking: Option<String>,
    /// Maximum number of tokens of an answer, including its thoughts.
    pub length: Option<u32>,
    /// Temperature in hundredths, from 0 to 200.
    pub temperature: Option<u16>,
    /// System instructions.
    pub instructions: Option<String>,
    /// Voice that reads aloud: one of `Choices::voices`.
    pub voice: Option<String>,
    /// Aspect ratio of a picture or a video: one of `Choices::shapes`.
    pub shape: Option<String>,
    /// Size of a picture or a video: one of `Choices::sizes`.
    pub size: Option<String>,
    /// Duration of a video, such as `8s`: one of `Choices::durations`.
    pub duration: Option<String>,
}
