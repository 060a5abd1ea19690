//! Media in an answer and the artifacts that keep them.

use std::collections::HashMap;

use interactions::{Content, Step};
use ledger::{Artifact, Source};

/// One image, sound, video or document in an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    /// The step.
    pub(crate) step: usize,
    /// The content in it.
    pub(crate) content: usize,
    /// Its type and bytes.
    pub(crate) media: interactions::Media<'a>,
    /// `image`, `audio`, `document` or `video`.
    pub(crate) kind: &'static str,
}

/// The media of an answer that carry their bytes.
pub(crate) fn of(steps: &[Step]) -> impl Iterator<Item = Found<'_>> {
    steps
        .iter()
        .enumerate()
        .filter(|(_, step)| matches!(step, Step::ModelOutput(_)))
        .flat_map(|(step, it)| {
            it.content()
                .iter()
                .enumerate()
                .filter_map(move |(content, it)| {
                    let media = it.as_media().filter(|media| media.data.is_some())?;
                    Some(Found {
                        step,
                        content,
                        media,
                        kind: kind(it),
                    })
                })
        })
}

impl Found<'_> {
    /// The name of its file: the same for the same place, so that it is kept once.
    pub(crate) fn name(&self) -> String {
        let mime = self.media.mime_type.unwrap_or_default();
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
            self.kind,
            self.step + 1,
            self.content + 1
        )
    }
}

/// The artifact of each place.
pub(crate) fn places(steps: &[Step], artifacts: &[Artifact]) -> HashMap<(usize, usize), String> {
    of(steps)
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

fn kind(content: &Content) -> &'static str {
    match content {
        Content::Image(_) => "image",
        Content::Audio(_) => "audio",
        Content::Video(_) => "video",
        _ => "document",
    }
}
