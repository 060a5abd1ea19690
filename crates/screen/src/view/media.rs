//! Media in an answer, and the artifacts that hold them.

use std::collections::HashMap;

use artifacts::MediaReference;
use interactions::{Content, NotBase64, Sound, Step};
use ledger::{Artifact, Source};

/// An image, sound, video or document in an answer.
#[derive(Debug, Clone)]
pub struct MediaItem<'a> {
    /// Index of the step.
    pub step: usize,
    /// Index of the content in the step; of the first piece for a sound in pieces.
    pub content: usize,
    /// Location of the bytes.
    pub source: MediaSource<'a>,
    /// The content; several for a sound in pieces.
    pieces: Vec<&'a Content>,
}

/// Location of the bytes of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaSource<'a> {
    /// Inline in the answer, as base64.
    Inline(&'a str),
    /// In the file store, under this name; the answer holds the reference instead of the bytes.
    Stored(MediaReference<'a>),
    /// At this URI.
    Uri(&'a str),
}

/// Returns the media of an answer.
pub fn of(steps: &[Step]) -> Vec<MediaItem<'_>> {
    let mut all: Vec<MediaItem<'_>> = Vec::new();
    for (step, it) in steps.iter().enumerate() {
        if !matches!(it, Step::ModelOutput(_)) {
            continue;
        }
        let later = Sound::later_pieces(it.content());
        for (content, it) in it.content().iter().enumerate() {
            let source = it
                .as_media()
                .and_then(|media| match (media.data, media.uri) {
                    (Some(data), _) => Some(match MediaReference::parse(data) {
                        Some(mark) => MediaSource::Stored(mark),
                        None => MediaSource::Inline(data),
                    }),
                    (None, Some(uri)) => Some(MediaSource::Uri(uri)),
                    (None, None) => None,
                });
            let Some(source) = source else { continue };
            // A picture may have arrived between the pieces of a sound.
            let begun = all.iter_mut().rfind(|item| item.is_raw_sound());
            match begun {
                Some(begun) if later.contains(&content) => begun.pieces.push(it),
                _ => all.push(MediaItem {
                    step,
                    content,
                    source,
                    pieces: vec![it],
                }),
            }
        }
    }
    all
}

impl MediaItem<'_> {
    /// Returns raw sound whose bytes are in the answer, with its pieces joined. No player opens raw samples as they
    /// are. `None` if it is not raw sound or the bytes are elsewhere.
    pub fn raw_sound(&self) -> Result<Option<Sound>, NotBase64> {
        if !self.is_raw_sound() || matches!(self.source, MediaSource::Stored(_)) {
            return Ok(None);
        }
        Ok(Sound::all(self.pieces.iter().copied())?.pop())
    }

    /// Returns true for audio samples without a header.
    pub fn is_raw_sound(&self) -> bool {
        !matches!(self.source, MediaSource::Uri(_))
            && matches!(self.pieces[0], Content::Audio(audio) if audio.is_raw_pcm())
    }

    /// Returns the MIME type of its file.
    pub fn mime(&self) -> Option<&str> {
        if self.is_raw_sound() {
            return Some("audio/wav");
        }
        self.pieces[0].as_media()?.mime_type
    }

    /// Returns the name of its file, which depends only on its position and type, so that it is stored once.
    pub fn name(&self) -> String {
        let mime = self.mime().unwrap_or_default();
        let extension = match mime.split(';').next().unwrap_or_default() {
            "image/jpeg" => "jpg",
            "audio/mpeg" | "audio/mp3" => "mp3",
            "audio/x-wav" | "audio/wav" => "wav",
            "image/svg+xml" => "svg",
            "" => match self.source {
                MediaSource::Uri(uri) => extension_in(uri),
                MediaSource::Inline(_) | MediaSource::Stored(_) => None,
            }
            .unwrap_or_else(|| usual_extension(self.pieces[0])),
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

impl MediaItem<'_> {
    /// Returns true if this artifact holds the medium.
    pub fn is_stored_as(&self, artifact: &Artifact) -> bool {
        artifact.source == Source::Media
            && artifact
                .step_index
                .is_some_and(|index| index as usize == self.step)
            && artifact.name == self.name()
    }
}

/// Returns the file extension at the end of a URI, used if the MIME type is not known.
fn extension_in(uri: &str) -> Option<&str> {
    let path = uri.split(['?', '#']).next()?;
    let (_, name) = path.split_once("://")?.1.rsplit_once('/')?;
    let (stem, extension) = name.rsplit_once('.')?;
    let is_plain = matches!(extension.len(), 1..=8)
        && extension
            .chars()
            .all(|character| character.is_ascii_alphanumeric());
    (!stem.is_empty() && is_plain).then_some(extension)
}

fn usual_extension(content: &Content) -> &'static str {
    match content {
        Content::Image(_) => "png",
        Content::Audio(_) => "mp3",
        Content::Video(_) => "mp4",
        _ => "pdf",
    }
}

/// Returns the id of the artifact for each medium, by step and content.
pub fn artifact_ids<'a>(
    steps: &[Step],
    artifacts: impl Iterator<Item = &'a Artifact> + Clone,
) -> HashMap<(usize, usize), String> {
    of(steps)
        .into_iter()
        .filter_map(|item| {
            let artifact = artifacts
                .clone()
                .find(|artifact| item.is_stored_as(artifact))?;
            Some(((item.step, item.content), artifact.id.to_string()))
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
