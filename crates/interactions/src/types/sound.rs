//! Sound as bytes: pieces of raw PCM become one (contract section 8.5, rule 4).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::content::{Audio, Content};

/// Sound of which the bytes are here (section 8.5, rule 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// Such as `audio/wav`; `audio/l16` is raw PCM, 16 bits a sample, without a head.
    pub mime_type: String,
    /// Samples per second; for raw PCM also from the media type's `rate`.
    pub sample_rate: Option<u64>,
    /// How many channels.
    pub channels: Option<u64>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The data of a piece of sound is not base64 (section 8.5, rule 4).
#[derive(Debug, thiserror::Error)]
#[error("the sound at position {at} is not base64: {source}")]
pub struct NotBase64 {
    /// Which piece of content, from 0.
    pub at: usize,
    /// Why.
    pub source: base64::DecodeError,
}

impl Sound {
    /// The sounds in this content. Raw PCM in pieces that follow each other, as a stream sends it, is one sound;
    /// text between them does not part it. Sound that is only an address is left out.
    pub fn all<'a>(content: impl IntoIterator<Item = &'a Content>) -> Result<Vec<Self>, NotBase64> {
        let mut sounds: Vec<Self> = Vec::new();
        for (at, content) in content.into_iter().enumerate() {
            let Content::Audio(audio) = content else {
                continue;
            };
            let Some(data) = &audio.data else {
                continue;
            };
            let bytes = STANDARD
                .decode(data)
                .map_err(|source| NotBase64 { at, source })?;
            let piece = Self::new(audio, bytes);
            match sounds.last_mut().filter(|last| last.goes_on_with(&piece)) {
                Some(last) => last.bytes.extend(piece.bytes),
                None => sounds.push(piece),
            }
        }
        Ok(sounds)
    }

    fn new(audio: &Audio, bytes: Vec<u8>) -> Self {
        let mime_type = audio.mime_type.clone().unwrap_or_default();
        let sample_rate = audio
            .sample_rate
            .or_else(|| parameter(&mime_type, "rate")?.parse().ok());
        let channels = audio
            .channels
            .or_else(|| parameter(&mime_type, "channels")?.parse().ok());
        Self {
            mime_type,
            sample_rate,
            channels,
            bytes,
        }
    }

    /// Whether these are samples without a head.
    pub fn is_raw_pcm(&self) -> bool {
        let bare = self.mime_type.split(';').next().unwrap_or_default().trim();
        ["audio/l16", "audio/pcm"]
            .iter()
            .any(|raw| bare.eq_ignore_ascii_case(raw))
    }

    fn goes_on_with(&self, next: &Self) -> bool {
        let same = |one: Option<u64>, other: Option<u64>| other.is_none() || one == other;
        self.is_raw_pcm()
            && next.is_raw_pcm()
            && same(self.sample_rate, next.sample_rate)
            && same(self.channels, next.channels)
    }
}

/// A parameter of a media type.
fn parameter<'a>(mime_type: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = mime_type
        .split(';')
        .skip(1)
        .filter_map(|it| it.split_once('='));
    pairs
        .find(|(key, _)| key.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().trim_matches('"'))
}
