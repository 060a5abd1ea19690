//! Pictures, sound, videos and documents in a talk: what a brain is shown, and what it is told where it cannot see.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::Content;
use interactions::types::content::{Audio, Document, Image, Video};

use crate::brain::{Abilities, Media, MediaSource};

/// What becomes of a medium in a message.
pub(super) enum Sight {
    /// The brain gets it.
    Seen(Media),
    /// The brain is told that it is there.
    Told(String),
    /// There is nothing in it.
    Nothing,
}

/// A medium as a brain of these abilities gets it. What nobody knows it to be blind to is shown: pictures always, other
/// media only while they are new. A server that refuses one would refuse the whole conversation from then on.
pub(super) fn seen(content: &Content, abilities: &Abilities, is_new: bool) -> Sight {
    let Some(media) = content.as_media() else {
        return Sight::Nothing;
    };
    let source = match (media.data, media.uri) {
        (Some(data), _) => MediaSource::Data(data.to_owned()),
        (None, Some(uri)) => MediaSource::Uri(uri.to_owned()),
        (None, None) => return Sight::Nothing,
    };
    let is_sure = abilities.other_media == Some(true) || matches!(content, Content::Image(_));
    if !takes(abilities, content) {
        let why = match content {
            Content::Audio(_) => "that this model cannot hear",
            Content::Document(_) => "that this model cannot read",
            _ => "that this model cannot see",
        };
        return Sight::Told(told(content, why));
    }
    if !is_sure && !is_new {
        return Sight::Told(told(content, "of an earlier turn, not sent again"));
    }
    let mime_type = media.mime_type.unwrap_or(match content {
        Content::Image(_) => "image/png",
        Content::Audio(_) => "audio/wav",
        Content::Video(_) => "video/mp4",
        _ => "application/pdf",
    });
    Sight::Seen(Media {
        mime_type: mime_type.to_owned(),
        source,
    })
}

/// Whether a brain of these abilities may be shown this.
pub(crate) fn takes(abilities: &Abilities, content: &Content) -> bool {
    let can = match content {
        Content::Text(_) => return true,
        Content::Image(_) => abilities.images,
        _ => abilities.other_media,
    };
    can != Some(false)
}

fn told(content: &Content, why: &str) -> String {
    let media = content.as_media();
    let name = match content {
        Content::Video(video) => video.name.as_deref(),
        _ => None,
    };
    let address = media.and_then(|media| media.uri);
    let last = address.and_then(|uri| uri.rsplit('/').find(|part| !part.is_empty()));
    let kind = media.and_then(|media| media.mime_type);
    let what = match content {
        Content::Image(_) => "a picture",
        Content::Audio(_) => "a recording",
        Content::Video(_) => "a video",
        _ => "a document",
    };
    match name.or(last).or(kind) {
        Some(name) => format!("[{what} {why}: {name}]"),
        None => format!("[{what} {why}]"),
    }
}

/// A medium of a brain as content of an answer.
pub(super) fn content_of(media: Media) -> Content {
    let kind = media.mime_type.split('/').next().unwrap_or_default();
    let mime_type = Some(media.mime_type.clone());
    let (data, uri) = match media.source {
        MediaSource::Data(data) => (Some(data), None),
        MediaSource::Uri(uri) => (None, Some(uri)),
    };
    match kind {
        "image" => Content::Image(Image {
            data,
            uri,
            mime_type,
            ..Image::default()
        }),
        "audio" => Content::Audio(Audio {
            data,
            uri,
            mime_type,
            ..Audio::default()
        }),
        "video" => Content::Video(Video {
            data,
            uri,
            mime_type,
            ..Video::default()
        }),
        _ => Content::Document(Document {
            data,
            uri,
            mime_type,
            ..Document::default()
        }),
    }
}

/// The words of a document whose inline data is text; None for anything else.
pub(crate) fn document_text(content: &Content) -> Option<String> {
    let Content::Document(document) = content else {
        return None;
    };
    let mime = document.mime_type.as_deref().unwrap_or("text/plain");
    let mime = mime.split(';').next().unwrap_or_default().trim();
    let is_text = mime.starts_with("text/")
        || matches!(
            mime,
            "application/json" | "application/xml" | "application/yaml" | "application/csv"
        );
    if !is_text {
        return None;
    }
    let bytes = STANDARD.decode(document.data.as_deref()?).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
