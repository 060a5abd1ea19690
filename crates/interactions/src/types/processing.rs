//! Selection of the part of a medium to process (contract section 6).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::odd::{FieldPath, Odd};
use super::wire::Wire;

/// How a medium is processed: a word, or the part to process (contract section 6).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Processing {
    /// `static`, or for a video also `agentic`.
    Word(String),
    /// A part; each type of media has fields of its own.
    Part(Box<Part>),
}

objects! {
    /// A part of a medium (section 6).
    pub struct Part {
        /// `static`.
        pub kind: Option<String> => "type",
        /// Audio and video: start time, a duration such as `1.5s`.
        pub start_offset: Option<String>,
        /// Audio and video: end time, a duration.
        pub end_offset: Option<String>,
        /// Video: frames per second to sample.
        pub fps: Option<f64>,
        /// Video: `frames`, `audio`, `transcript`.
        pub content_layers: Vec<String>,
        /// Documents: the pages.
        pub page_options: Option<PageOptions>,
        /// Documents: the sheet of a spreadsheet.
        pub spreadsheet_options: Option<SpreadsheetOptions>,
    }

    /// Pages of a document (section 6).
    pub struct PageOptions {
        /// The first page.
        pub start_page: Option<u64>,
        /// The last page.
        pub end_page: Option<u64>,
        /// `page_image`, `page_text`.
        pub content_layers: Vec<String>,
    }

    /// A part of a spreadsheet (section 6).
    pub struct SpreadsheetOptions {
        /// Index of the sheet.
        pub sheet_index: Option<u64>,
        /// The cells, or whether only visible ones count.
        pub visible_cells: Option<Value>,
        /// `visual`, `data`, `formulas`.
        pub content_layers: Vec<String>,
    }
}

impl From<&str> for Processing {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

impl From<Part> for Processing {
    fn from(part: Part) -> Self {
        Self::Part(Box::new(part))
    }
}

impl Serialize for Processing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Word(word) => serializer.serialize_str(word),
            Self::Part(part) => part.serialize(serializer),
        }
    }
}

impl Wire for Processing {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::String(word) => Ok(Self::Word(word)),
            other => Part::read(other).map(Self::from),
        }
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Word(_) => {}
            Self::Part(part) => part.odd(path, found),
        }
    }
}

deserialize_by_wire!(Processing, "a word or a part of media");
