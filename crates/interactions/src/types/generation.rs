//! Options of image, speech and video generation and of transcription (contract section 3.2).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::odd::{FieldPath, Odd};
use super::wire::Wire;

objects! {
    /// Options of image generation (section 3.2); deprecated in favour of `response_format`.
    pub struct ImageConfig {
        /// Aspect ratio, such as `16:9`.
        pub aspect_ratio: Option<String>,
        /// `512`, `1K`, `2K`, `4K`.
        pub image_size: Option<String>,
    }

    /// One voice (section 3.2).
    pub struct Voice {
        /// The voice's name.
        pub voice: Option<String>,
        /// The language, such as `de-CH`.
        pub language: Option<String>,
        /// The speaker who has this voice.
        pub speaker: Option<String>,
    }

    /// Several speakers (section 3.2).
    pub struct Speakers {
        /// Their voices.
        pub speakers: Vec<Voice>,
    }

    /// Options of video generation (section 3.2).
    pub struct VideoConfig {
        /// `text_to_video`, `image_to_video`, `reference_to_video`, `edit`, `extend` or `upscale`.
        pub task: Option<String>,
    }

    /// Options of speech transcription (section 3.2).
    pub struct TranscriptionConfig {
        /// `verbatim`, `smart`, or an object `{type, …}`.
        pub mode: Option<Value>,
        /// The spoken languages; detected by the service if empty.
        pub language_codes: Vec<String>,
        /// Words that are likely to occur.
        pub custom_vocabulary: Vec<String>,
        /// `word`: the timing of each word.
        pub timestamp_granularities: Vec<String>,
        /// Whether speakers are distinguished.
        pub diarization_mode: Option<String>,
        /// Deprecated: replaced by `custom_vocabulary`.
        pub adaptation_phrases: Vec<String>,
        /// Deprecated: replaced by `language_codes`.
        pub language_hints: Vec<String>,
    }
}

/// The voices of speech (contract section 3.2).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SpeechConfig {
    /// A list of voices.
    Voices(Vec<Voice>),
    /// A list of voices inside an object.
    Speakers(Speakers),
}

impl From<Vec<Voice>> for SpeechConfig {
    fn from(voices: Vec<Voice>) -> Self {
        Self::Voices(voices)
    }
}

impl Serialize for SpeechConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Voices(voices) => voices.serialize(serializer),
            Self::Speakers(speakers) => speakers.serialize(serializer),
        }
    }
}

impl Wire for SpeechConfig {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::Array(_) => Vec::read(value).map(Self::Voices),
            other => Speakers::read(other).map(Self::Speakers),
        }
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Voices(voices) => voices.odd(path, found),
            Self::Speakers(speakers) => speakers.odd(path, found),
        }
    }
}

deserialize_by_wire!(SpeechConfig, "voices");
