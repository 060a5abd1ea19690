//! Media in an answer and the artifacts that keep them.

use std::collections::HashMap;

use interactions::{Content, NotBase64, Sound, Step};
use ledger::{Artifact, Source};

/// One image, sound, video or document in an answer.
#[derive(Debug, Clone)]
pub(crate) struct Found<'a> {
    /// The step.
    pub(crate) step: usize,
    /// The content in it, for a sound in pieces the first of them.
    pub(crate) content: usize,
    /// Its base64.
    pub(crate) data: &'a str,
    /// All of it: one content, or the pieces of a sound.
    pieces: Vec<&'a Content>,
}

/// The media of an answer that carry their bytes.
pub(crate) fn of(steps: &[Step]) -> Vec<Found<'_>> {
    let mut all: Vec<Found<'_>> = Vec::new();
    for (step, it) in steps.iter().enumerate() {
        if !matches!(it, Step::ModelOutput(_)) {
            continue;
        }
        let later = Sound::later_pieces(it.content());
        for (content, it) in it.content().iter().enumerate() {
            let Some(data) = it.as_media().and_then(|media| media.data) else {
                continue;
            };
            // A picture may have come between the pieces of a sound.
            let begun = all.iter_mut().rfind(|found| found.is_raw_sound());
            match begun {
                Some(begun) if later.contains(&content) => begun.pieces.push(it),
                _ => all.push(Found {
                    step,
                    content,
                    data,
                    pieces: vec![it],
                }),
            }
        }
    }
    all
}

impl Found<'_> {
    /// Raw sound, put together: no player opens it as it is.
    pub(crate) fn raw_sound(&self) -> Result<Option<Sound>, NotBase64> {
        if !self.is_raw_sound() {
            return Ok(None);
        }
        Ok(Sound::all(self.pieces.iter().copied())?.pop())
    }

    fn is_raw_sound(&self) -> bool {
        matches!(self.pieces[0], Content::Audio(audio) if audio.is_raw_pcm())
    }

    /// The type of its file.
    pub(crate) fn mime(&self) -> Option<&str> {
        if self.is_raw_sound() {
            return Some("audio/wav");
        }
        self.pieces[0].as_media()?.mime_type
    }

    /// The name of its file: the same for the same place, so that it is kept once.
    pub(crate) fn name(&self) -> String {
        let mime = self.mime().unwrap_or_default();
        let extension = match mime.split(';').next().unwrap_or_default() {
            "image/jpeg" => "jpg",
            "audio/mpeg" | "audio/mp3" => "mp3",
            "audio/x-wav" | "audio/wav" => "wav",
            "image/svg+xml" => "svg",
            other => other.split('/').nth(1).unwrap_or("bin"),
        };
        let plain: String = extension
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(8)
            .collect();
        let extension = if plain.is_empty() {
            "bin"
        } else {
            plain.as_str()
        };
        format!(
            "{}-{}-{}.{extension}",
            kind(self.pieces[0]),
            self.step + 1,
            self.content + 1
        )
    }
}

/// The artifact of each place.
pub(crate) fn places(steps: &[Step], artifacts: &[Artifact]) -> HashMap<(usize, usize), String> {
    of(steps)
        .into_iter()
        .filter_map(|found| {
            let name = found.name();
            let artifact = artifacts.iter().find(|artifact| {
                artifact.source == Source::Media
                    && artifact
                        .step_index
                        .is_some_and(|index| index as usize == found.step)
                    && artifact.name == name
            })?;
            Some(((found.step, found.content), artifact.id.to_string()))
        })
        .collect()
}

/// `image`, `audio`, `document` or `video`.
fn kind(content: &Content) -> &'static str {
    match content {
        Content::Image(_) => "image",
        Content::Audio(_) => "audio",
        Content::Video(_) => "video",
        _ => "document",
    }
}
