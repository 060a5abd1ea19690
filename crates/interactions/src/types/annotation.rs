//! Notes on parts of a text: citations, speakers, words (contract section 6).

use std::ops::Range;

use serde_json::Value;

tagged! {
    /// A note on a part of a text (contract section 6). Offsets count UTF-8 bytes, the end excluded.
    pub enum Annotation by "type", untagged by |_| None;
    /// A web page.
    UrlCitation(UrlCitation) = "url_citation",
    /// A file of a file search store.
    FileCitation(FileCitation) = "file_citation",
    /// A place on a map.
    PlaceCitation(PlaceCitation) = "place_citation",
    /// Who speaks and how.
    SpeechMetadata(SpeechMetadata) = "speech_metadata",
    /// When a word is spoken.
    WordInfo(WordInfo) = "word_info",
}

objects! {
    /// A web page as the source of a passage (section 6).
    pub struct UrlCitation {
        /// Usually a redirect link.
        pub url: Option<String>,
        /// The page's title or host.
        pub title: Option<String>,
        /// First byte.
        pub start_index: Option<u64>,
        /// Byte after the last.
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
        /// A picture inside the document.
        pub media_id: Option<String>,
        /// The caller's own data on the document.
        pub custom_metadata: Option<Value>,
        /// First byte.
        pub start_index: Option<u64>,
        /// Byte after the last.
        pub end_index: Option<u64>,
    }

    /// A place as the source of a passage (section 6).
    pub struct PlaceCitation {
        /// The place's id.
        pub place_id: Option<String>,
        /// Its name.
        pub name: Option<String>,
        /// Its page.
        pub url: Option<String>,
        /// Reviews that were used.
        pub review_snippets: Option<Vec<ReviewSnippet>>,
        /// First byte.
        pub start_index: Option<u64>,
        /// Byte after the last.
        pub end_index: Option<u64>,
    }

    /// A review of a place (section 6).
    pub struct ReviewSnippet {
        /// Its title.
        pub title: Option<String>,
        /// Its page.
        pub url: Option<String>,
        /// Its id.
        pub review_id: Option<String>,
    }

    /// Who speaks a passage and how (section 6).
    pub struct SpeechMetadata {
        /// The speaker.
        pub speaker: Option<String>,
        /// The style.
        pub style: Option<String>,
        /// First byte.
        pub start_index: Option<u64>,
        /// Byte after the last.
        pub end_index: Option<u64>,
    }

    /// When a word is spoken (section 6).
    pub struct WordInfo {
        /// The word.
        pub text: Option<String>,
        /// Such as `0.10s`.
        pub start_offset: Option<String>,
        /// Such as `0.42s`.
        pub end_offset: Option<String>,
        /// The speaker.
        pub speaker: Option<String>,
        /// First byte.
        pub start_index: Option<u64>,
        /// Byte after the last.
        pub end_index: Option<u64>,
    }
}

impl Annotation {
    /// The passage of `text` that is meant, as a byte range that is always valid in `text`: offsets past the end
    /// are clamped, and an offset inside a character moves to that character's start. No offset means the edge.
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
