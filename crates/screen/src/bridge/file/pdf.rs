//! The pages of a PDF, and the text in them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::bridge::Key;

/// Request to draw pages of a PDF.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PagesRequest {
    /// `ArtifactView::id` of the file.
    pub file: String,
    /// The password; null if the file needs none. It is not stored.
    #[ts(type = "string | null")]
    pub password: Option<Key>,
    /// Index of the first page, from 0.
    pub from: u32,
}

/// Request for the text of a PDF.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TextRequest {
    /// `ArtifactView::id` of the file.
    pub file: String,
    /// The password; null if the file needs none. It is not stored.
    #[ts(type = "string | null")]
    pub password: Option<Key>,
}

/// The text of the first pages of a PDF; of all pages that can be requested if the time and size limits permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PagesText {
    /// Number of pages that can be requested.
    pub total: u32,
    /// The lines of each page.
    pub pages: Vec<Vec<String>>,
}

/// Consecutive pages of a PDF, beginning with the requested one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DrawnPages {
    /// Number of pages that can be requested.
    pub total: u32,
    /// True if the document has more pages than `total`.
    pub truncated: bool,
    /// The pages, in order; null for a page that cannot be drawn.
    pub pages: Vec<Option<PageImage>>,
}

/// A page of a PDF as an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageImage {
    /// The image as a `data:` URL.
    pub data_url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The text in the image, as far as it is known, in the order of the document.
    pub lines: Vec<PageLine>,
}

/// A line of text in an image. Coordinates are pixels from the upper left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageLine {
    /// The text.
    pub text: String,
    /// X coordinate of the start of the base line.
    pub x: i32,
    /// Y coordinate of the start of the base line.
    pub y: i32,
    /// Length of the line in pixels.
    pub width: u32,
    /// Font size in pixels.
    pub size: u32,
    /// Direction of the line in degrees: 0 is to the right, 90 downwards.
    pub angle: i32,
}
