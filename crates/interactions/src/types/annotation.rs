//! Annotations of parts of a text: citations, speakers, word timings (contract section 6).

use std::ops::Range;

use serde_json::Value;

tagged! {
    /// An annotation of a part of a text (contract section 6). Offsets count UTF-8 bytes; the end is exclusive.
    pub enum Annotation by "type", untagged by |_| None;
    /// A web page.
    UrlCitation(UrlCitation) = "url_citation",
    /// A file of a file search store.
    FileCitation(FileCitation) = "file_citation",
    /// A place on a map.
    PlaceCitation(PlaceCitation) = "place_citation",
    /// Speaker and style.
    SpeechMetadata(SpeechMetadata) = "speech_metadata",
    /// Timing of a word.
    WordInfo(WordInfo) = "word_info",
}

objects! {
    /// A web page as the source of a passage (section 6).
    pub struct UrlCitation {
        /// Usually a redirect link.
        pub url: Option<String>,
        /// The page's title or host.
        pub title: Option<String>,
        /// Offset of the first byte.
        pub start_index: Option<u64>,
        /// Offset after the last byte.
        pub end_index: Option<u64>,
    }

    /// A stored file as the source of a passage (section 6).
    pub struct FileCitation {
        /// The document's name.
        pub document_uri: Option<String>,
        /// The file's name.
        pub file_name: Option<String>,
        /// The store.
        pub source: Option<String>,
        /// The page, from 1.
        pub page_number: Option<u64>,
        /// Id of an image inside the document.
        pub media_id: Option<String>,
        /// The caller's own metadata of the document.
        pub custom_metadata: Option<Value>,
        /// Offset of the first byte.
        pub start_index: Option<u64>,
        /// Offset after the last byte.
        pub end_index: Option<u64>,
    }

    /// A place as the source of a passage (section 6).
    pub struct PlaceCitation {
        /// The place's id.
        pub place_id: Option<String>,
        /// The place's name.
        pub name: Option<String>,
        /// URL of the place's page.
        pub url: Option<String>,
        /// Reviews that were used.
        pub review_snippets: Option<Vec<ReviewSnippet>>,
        /// Offset of the first byte.
        pub start_index: Option<u64>,
        /// Offset after the last byte.
        pub end_index: Option<u64>,
    }

    /// A review of a place (section 6).
    pub struct ReviewSnippet {
        /// The review's title.
        pub title: Option<String>,
        /// URL of the review's page.
        pub url: Option<String>,
        /// The review's id.
        pub review_id: Option<String>,
    }

    /// Speaker and style of a passage (section 6).
    pub struct SpeechMetadata {
        /// The speaker.
        pub speaker: Option<String>,
        /// The style.
        pub style: Option<String>,
        /// Offset of the first byte.
        pub start_index: Option<u64>,
        /// Offset after the last byte.
        pub end_index: Option<u64>,
    }

    /// Timing of a word (section 6).
    pub struct WordInfo {
        /// The word.
        pub text: Option<String>,
        /// Start time, such as `0.10s`.
        pub start_offset: Option<String>,
        /// End time, such as `0.42s`.
        pub end_offset: Option<String>,
        /// The speaker.
        pub speaker: Option<String>,
        /// Offset of the first byte.
        pub start_index: Option<u64>,
        /// Offset after the last byte.
        pub end_index: Option<u64>,
    }
}

impl Annotation {
    /// The annotated passage of `text`, as a byte range that is always valid in `text`: offsets past the end are
    /// clamped, and an offset inside a character moves to the character's start. A missing offset means the start or
    /// end of the text.
    pub fn range(&self, text: &str) -> Range<usize> {
        let (start, end) = match self {
            Self::UrlCitation(it) => (it.start_index, it.end_index),
            Self::FileCitation(it) => (it.start_index, it.end_index),
            Self::PlaceCitation(it) => (it.start_index, it.end_index),
            Self::SpeechMetadata(it) => (it.start_index, it.end_index),
            Self::WordInfo(it) => (it.start_index, it.end_index),
            Self::Unknown(map) => (
                map.get("start_index").and_then(Value::as_u64),
                map.get("end_index").and_then(Value::as_u64),
            ),
        };
        let boundary = |offset: Option<u64>, default: usize| {
            let offset = offset
                .map_or(default, |o| usize::try_from(o).unwrap_or(usize::MAX))
                .min(text.len());
            text.floor_char_boundary(offset)
        };
        let start = boundary(start, 0);
        start..boundary(end, text.len()).max(start)
    }
}
