//! Pictures, voices, videos and transcripts that a model makes (contract section 3.2).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::odd::{Odd, Place};
use super::wire::Wire;

objects! {
    /// How images are made (section 3.2); deprecated in favour of `response_format`.
    pub struct ImageConfig {
        /// Such as `16:9`.
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
        /// Who of several speakers has this voice.
        pub speaker: Option<String>,
    }

    /// Several speakers (section 3.2).
    pub struct Speakers {
        /// Their voices.
        pub speakers: Vec<Voice>,
    }

    /// How videos are made (section 3.2).
    pub struct VideoConfig {
        /// `text_to_video`, `image_to_video`, `reference_to_video`, `edit`, `extend` or `upscale`.
        pub task: Option<String>,
    }

    /// How speech is written down (section 3.2).
    pub struct TranscriptionConfig {
        /// `verbatim`, `smart`, or an object `{type, …}`.
        pub mode: Option<Value>,
        /// The languages that are spoken; found out by the service unless set.
        pub language_codes: Vec<String>,
        /// Words to expect.
        pub custom_vocabulary: Vec<String>,
        /// `word`: when each word is spoken.
        pub timestamp_granularities: Vec<String>,
        /// Whether speakers are told apart.
        pub diarization_mode: Option<String>,
        /// Deprecated: `custom_vocabulary` took its place.
        pub adaptation_phrases: Vec<String>,
        /// Deprecated: `language_codes` took its place.
        pub language_hints: Vec<String>,
    }
}

/// The voices of speech (contract section 3.2).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SpeechConfig {
    /// A list of voices.
    Voices(Vec<Voice>),
    /// The same inside an object.
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

    fn odd(&self, place: &Place<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Voices(voices) => voices.odd(place, found),
            Self::Speakers(speakers) => speakers.odd(place, found),
        }
    }
}

deserialize_by_wire!(SpeechConfig, "voices");
