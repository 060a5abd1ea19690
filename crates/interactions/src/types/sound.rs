//! Audio as bytes: joins the pieces of raw PCM (contract section 8.5, rule 4).

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::content::{Audio, Content};

/// Audio whose bytes are available (section 8.5, rule 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// Media type, such as `audio/wav`; `audio/l16` is raw PCM, 16 bits per sample, without a header.
    pub mime_type: String,
    /// Samples per second; for raw PCM also from the media type's `rate`.
    pub sample_rate: Option<u64>,
    /// Number of channels.
    pub channels: Option<u64>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The error for audio whose data is not base64 (section 8.5, rule 4).
#[derive(Debug, thiserror::Error)]
#[error("the sound at position {at} is not base64: {source}")]
pub struct NotBase64 {
    /// Index of the content, from 0.
    pub at: usize,
    /// The decoding error.
    pub source: base64::DecodeError,
}

impl Sound {
    /// The audio in this content. Consecutive pieces of raw PCM, as a stream sends them, become one; text between
    /// them does not separate them. Audio that has only a URI is left out.
    pub fn all<'a>(content: impl IntoIterator<Item = &'a Content>) -> Result<Vec<Self>, NotBase64> {
        let content: Vec<&Content> = content.into_iter().collect();
        let later = Self::later_pieces(content.iter().copied());
        let mut sounds: Vec<Self> = Vec::new();
        for (at, audio, data) in pieces(content) {
            let bytes = STANDARD
                .decode(data)
                .map_err(|source| NotBase64 { at, source })?;
            match sounds.last_mut() {
                Some(sound) if later.contains(&at) => sound.bytes.extend(bytes),
                _ => sounds.push(Self::new(audio, bytes)),
            }
        }
        Ok(sounds)
    }

    /// Indexes, from 0, of the pieces that continue the audio before them.
    pub fn later_pieces<'a>(content: impl IntoIterator<Item = &'a Content>) -> BTreeSet<usize> {
        let mut later = BTreeSet::new();
        let mut begun: Option<Form> = None;
        for (at, audio, _) in pieces(content) {
            let form = Form::of(audio);
            if begun.as_ref().is_some_and(|begun| begun.can_join(&form)) {
                later.insert(at);
            } else {
                begun = Some(form);
            }
        }
        later
    }

    fn new(audio: &Audio, bytes: Vec<u8>) -> Self {
        let form = Form::of(audio);
        Self {
            mime_type: audio.mime_type.clone().unwrap_or_default(),
            sample_rate: form.sample_rate,
            channels: form.channels,
            bytes,
        }
    }

    /// Returns true for samples without a header.
    pub fn is_raw_pcm(&self) -> bool {
        is_raw_pcm(&self.mime_type)
    }
}

impl Audio {
    /// Returns true for samples without a header, or a piece of them.
    pub fn is_raw_pcm(&self) -> bool {
        self.mime_type.as_deref().is_some_and(is_raw_pcm)
    }
}

/// The properties that all pieces of one audio share.
struct Form {
    is_raw_pcm: bool,
    sample_rate: Option<u64>,
    channels: Option<u64>,
}

impl Form {
    fn of(audio: &Audio) -> Self {
        let mime_type = audio.mime_type.as_deref().unwrap_or_default();
        Self {
            is_raw_pcm: audio.is_raw_pcm(),
            sample_rate: audio
                .sample_rate
                .or_else(|| parameter(mime_type, "rate")?.parse().ok()),
            channels: audio
                .channels
                .or_else(|| parameter(mime_type, "channels")?.parse().ok()),
        }
    }

    fn can_join(&self, next: &Self) -> bool {
        let same = |one: Option<u64>, other: Option<u64>| other.is_none() || one == other;
        self.is_raw_pcm
            && next.is_raw_pcm
            && same(self.sample_rate, next.sample_rate)
            && same(self.channels, next.channels)
    }
}

/// The audio contents that have data, with their indexes from 0.
fn pieces<'a>(
    content: impl IntoIterator<Item = &'a Content>,
) -> impl Iterator<Item = (usize, &'a Audio, &'a str)> {
    content
        .into_iter()
        .enumerate()
        .filter_map(|(at, content)| match content {
            Content::Audio(audio) => Some((at, audio, audio.data.as_deref()?)),
            _ => None,
        })
}

fn is_raw_pcm(mime_type: &str) -> bool {
    let bare = mime_type.split(';').next().unwrap_or_default().trim();
    ["audio/l16", "audio/pcm"]
        .iter()
        .any(|raw| bare.eq_ignore_ascii_case(raw))
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
