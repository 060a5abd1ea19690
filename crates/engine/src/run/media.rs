//! Images, audio, videos and documents in a conversation: what is sent to a brain, and what it is told of media that
//! it cannot take.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::Content;
use interactions::types::content::{Audio, Document, Image, Video};

use crate::brain::{Abilities, Media, MediaSource};

/// How a medium is given to a brain.
pub(super) enum MediaForm {
    /// The medium itself.
    Media(Media),
    /// A sentence that the medium is there.
    Notice(String),
    /// Nothing: the content is empty.
    Nothing,
}

/// The form in which a brain with these abilities gets a medium. With unknown abilities images are always sent, other
/// media only while they are new: a server that refuses one would refuse the whole conversation from then on.
pub(super) fn media_form(content: &Content, abilities: &Abilities, is_new: bool) -> MediaForm {
    let Some(media) = content.as_media() else {
        return MediaForm::Nothing;
    };
    let source = match (media.data, media.uri) {
        (Some(data), _) => MediaSource::Data(data.to_owned()),
        (None, Some(uri)) => MediaSource::Uri(uri.to_owned()),
        (None, None) => return MediaForm::Nothing,
    };
    let is_sure = abilities.other_media == Some(true) || matches!(content, Content::Image(_));
    if !accepts(abilities, content) {
        let why = match content {
            Content::Audio(_) => "that this model cannot hear",
            Content::Document(_) => "that this model cannot read",
            _ => "that this model cannot see",
        };
        return MediaForm::Notice(media_notice(content, why));
    }
    if !is_sure && !is_new {
        return MediaForm::Notice(media_notice(content, "of an earlier turn, not sent again"));
    }
    let mime_type = media.mime_type.unwrap_or(match content {
        Content::Image(_) => "image/png",
        Content::Audio(_) => "audio/wav",
        Content::Video(_) => "video/mp4",
        _ => "application/pdf",
    });
    MediaForm::Media(Media {
        mime_type: mime_type.to_owned(),
        source,
    })
}

/// Returns true if a brain with these abilities may be sent this content.
pub(crate) fn accepts(abilities: &Abilities, content: &Content) -> bool {
    let can = match content {
        Content::Text(_) => return true,
        Content::Image(_) => abilities.images,
        _ => abilities.other_media,
    };
    can != Some(false)
}

fn media_notice(content: &Content, why: &str) -> String {
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

/// Converts a medium from a brain to content of an answer.
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

/// The text of a document whose inline data is text; `None` for any other content.
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
