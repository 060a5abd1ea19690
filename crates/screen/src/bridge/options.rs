//! What a person chooses for a turn beside its words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What was chosen; whatever is left open is up to the one who is asked. What that one does not take (`Choices`) is not
/// sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Options {
    /// How much it thinks: one of `Choices::thinking`.
    pub thinking: Option<String>,
    /// The most tokens of an answer; what it thinks counts, too.
    pub length: Option<u32>,
    /// How daring its choice of words is, in hundredths, from 0 to 200.
    pub temperature: Option<u16>,
    /// How to behave.
    pub instructions: Option<String>,
    /// Whose voice reads: one of `Choices::voices`.
    pub voice: Option<String>,
    /// The shape of a picture or a video: one of `Choices::shapes`.
    pub shape: Option<String>,
    /// The size of a picture or a video: one of `Choices::sizes`.
    pub size: Option<String>,
    /// How long a video is, such as `8s`: one of `Choices::durations`.
    pub duration: Option<String>,
}
