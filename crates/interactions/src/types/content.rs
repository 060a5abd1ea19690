//! Content: text and media, with the annotations of a text (contract section 6).

use serde_json::{Map, Value};

use super::annotation::Annotation;
use super::processing::Processing;

tagged! {
    /// One piece of content (contract section 6).
    pub enum Content by "type", untagged by text_first;
    /// Text.
    Text(Text) = "text",
    /// An image.
    Image(Image) = "image",
    /// Sound.
    Audio(Audio) = "audio",
    /// A document, such as PDF or CSV.
    Document(Document) = "document",
    /// A video.
    Video(Video) = "video",
}

/// Typeless content with `text` is text (section 8.4: Deep Research sends it so).
fn text_first(map: &Map<String, Value>) -> Option<&'static str> {
    map.contains_key("text").then_some("text")
}

objects! {
    /// Text (section 6).
    pub struct Text {
        /// The text itself, Markdown in practice.
        pub text: String,
        /// Notes on parts of the text, by UTF-8 byte offsets.
        pub annotations: Vec<Annotation>,
    }

    /// An image: either `data` or `uri` (section 6).
    pub struct Image {
        /// The bytes in base64.
        pub data: Option<String>,
        /// URI of the bytes.
        pub uri: Option<String>,
        /// Media type, such as `image/png`.
        pub mime_type: Option<String>,
        /// `low`, `medium`, `high` or `ultra_high`.
        pub resolution: Option<String>,
    }

    /// Sound: either `data` or `uri` (section 6).
    pub struct Audio {
        /// The bytes in base64.
        pub data: Option<String>,
        /// URI of the bytes.
        pub uri: Option<String>,
        /// Media type, such as `audio/wav`; `audio/l16` is raw PCM.
        pub mime_type: Option<String>,
        /// Samples per second.
        pub sample_rate: Option<u64>,
        /// Number of channels.
        pub channels: Option<u64>,
        /// Deprecated, and ignored by the service: replaced by `sample_rate` (section 8.4).
        pub rate: Option<u64>,
        /// The part to process.
        pub processing: Option<Processing>,
    }

    /// A document: either `data` or `uri` (section 6).
    pub struct Document {
        /// The bytes in base64.
        pub data: Option<String>,
        /// URI of the bytes.
        pub uri: Option<String>,
        /// Media type, such as `application/pdf`.
        pub mime_type: Option<String>,
        /// `low`, `medium`, `high` or `ultra_high`.
        pub resolution: Option<String>,
        /// The pages or sheets to process.
        pub processing: Option<Processing>,
    }

    /// A video: either `data` or `uri` (section 6).
    pub struct Video {
        /// The bytes in base64.
        pub data: Option<String>,
        /// URI of the bytes; as input also a YouTube URL.
        pub uri: Option<String>,
        /// Media type, such as `video/mp4`.
        pub mime_type: Option<String>,
        /// `low`, `medium`, `high` or `ultra_high`.
        pub resolution: Option<String>,
        /// The part to process.
        pub processing: Option<Processing>,
        /// A name by which prompts refer to the video.
        pub name: Option<String>,
    }
}

impl Content {
    /// Text without annotations.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Text {
            text: text.into(),
            ..Text::default()
        })
    }

    /// An image from its base64 bytes.
    pub fn image_data(mime_type: impl Into<String>, base64: impl Into<String>) -> Self {
        Self::Image(Image {
            data: Some(base64.into()),
            mime_type: Some(mime_type.into()),
            ..Image::default()
        })
    }

    /// A document from its base64 bytes.
    pub fn document_data(mime_type: impl Into<String>, base64: impl Into<String>) -> Self {
        Self::Document(Document {
            data: Some(base64.into()),
            mime_type: Some(mime_type.into()),
            ..Document::default()
        })
    }

    /// The text, if it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(&text.text),
            _ => None,
        }
    }

    /// The media type, base64 bytes and URI of media; `None` for text and unknown content.
    pub fn as_media(&self) -> Option<Media<'_>> {
        let (mime_type, data, uri) = match self {
            Self::Image(it) => (&it.mime_type, &it.data, &it.uri),
            Self::Audio(it) => (&it.mime_type, &it.data, &it.uri),
            Self::Document(it) => (&it.mime_type, &it.data, &it.uri),
            Self::Video(it) => (&it.mime_type, &it.data, &it.uri),
            Self::Text(_) | Self::Unknown(_) => return None,
        };
        Some(Media {
            mime_type: mime_type.as_deref(),
            data: data.as_deref(),
            uri: uri.as_deref(),
        })
    }

    /// Returns true if the word is a type of content (section 6).
    pub fn is_kind(word: &str) -> bool {
        matches!(word, "text" | "image" | "audio" | "document" | "video")
    }
}

/// The common fields of all media (section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Media<'a> {
    /// Media type, such as `image/png`.
    pub mime_type: Option<&'a str>,
    /// The bytes in base64.
    pub data: Option<&'a str>,
    /// URI of the bytes.
    pub uri: Option<&'a str>,
}
