//! The pages of a PDF, and the text in them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::bridge::Key;

/// Which pages of a PDF to draw.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PagesRequest {
    /// The artifact's id.
    pub file: String,
    /// The password that opens it, if it needs one. It is kept nowhere.
    #[ts(type = "string | null")]
    pub password: Option<Key>,
    /// The first page, counted from 0.
    pub from: u32,
}

/// Which PDF to read the text of.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TextRequest {
    /// The artifact's id.
    pub file: String,
    /// The password that opens it, if it needs one. It is kept nowhere.
    #[ts(type = "string | null")]
    pub password: Option<Key>,
}

/// The text of the first pages of a PDF, of all that can be asked for if there was time and room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PagesText {
    /// How many pages can be asked for.
    pub total: u32,
    /// The lines of each page.
    pub pages: Vec<Vec<String>>,
}

/// Some pages of a PDF, from the one asked for on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DrawnPages {
    /// How many pages can be asked for.
    pub total: u32,
    /// The document has more pages than that.
    pub truncated: bool,
    /// In order; `None` for a page that cannot be drawn.
    pub pages: Vec<Option<PageImage>>,
}

/// A page as an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageImage {
    /// The image as a `data:` URL.
    pub data_url: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The text in it, as far as it is known, in the order of the document.
    pub lines: Vec<PageLine>,
}

/// A line of text in an image. Places are pixels from its upper left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageLine {
    /// What it says.
    pub text: String,
    /// Where its base line begins.
    pub x: i32,
    /// Where its base line begins.
    pub y: i32,
    /// How long it is.
    pub width: u32,
    /// The size of its letters.
    pub size: u32,
    /// Where it leads, in degrees: 0 to the right, 90 downwards.
    pub angle: i32,
}
