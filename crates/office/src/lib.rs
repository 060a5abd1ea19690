//! Office files as they can be read in place: workbooks as rows of cells as their own program shows them, and
//! documents as Markdown.
//!
//! What is read is hostile: whoever calls this does so in a program of its own, with limits on memory and time.

mod archive;
mod docx;
mod hidden;
mod number;
mod opendocument;
mod table;
mod workbook;
mod xml;

use serde::{Deserialize, Serialize};

/// The most rows of a sheet, columns of a row, characters of a cell, and sheets of a workbook that are given.
pub const ROWS: usize = 500;
/// See [`ROWS`].
pub const COLUMNS: usize = 100;
/// See [`ROWS`].
pub const CELL: usize = 1000;
/// See [`ROWS`].
pub const SHEETS: usize = 50;
/// The most bytes of a document's Markdown.
pub const TEXT: usize = 512 * 1024;

/// Stands where something was left out of a text.
const LEFT_OUT: &str = "\n\n[… the rest was left out …]\n";

/// The kinds of files that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook of Excel: `.xlsx`, `.xlsm`, `.xlsb`, `.xls`.
    Excel,
    /// A workbook of OpenDocument: `.ods`.
    OpenDocumentSheet,
    /// A document or presentation of Word or PowerPoint: `.docx`, `.pptx`, `.doc`, `.ppt`.
    Document,
    /// A document of OpenDocument: `.odt`.
    OpenDocumentText,
}

impl Kind {
    /// The kind by a file's extension, in any case; `None` for what this crate does not read.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" | "xlsb" | "xls" => Some(Self::Excel),
            "ods" => Some(Self::OpenDocumentSheet),
            "docx" | "docm" | "pptx" | "pptm" | "doc" | "ppt" => Some(Self::Document),
            "odt" => Some(Self::OpenDocumentText),
            _ => None,
        }
    }
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// A workbook.
    Workbook(Workbook),
    /// A document, as Markdown; it is hostile until rendered.
    Document {
        /// The Markdown.
        text: String,
        /// Whether it goes on.
        truncated: bool,
    },
}

impl Office {
    /// Everything in it as text: a document's Markdown, a workbook's sheets as tables of Markdown.
    pub fn to_text(&self) -> String {
        match self {
            Self::Document { text, truncated } => {
                format!("{text}{}", if *truncated { LEFT_OUT } else { "" })
            }
            Self::Workbook(workbook) => table::text(workbook),
        }
    }
}

/// The sheets of a workbook, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// At most [`SHEETS`].
    pub sheets: Vec<Sheet>,
    /// Whether sheets were left out.
    pub truncated: bool,
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
    /// From the first row and column with something in it; at most [`ROWS`] and [`COLUMNS`].
    pub rows: Vec<Row>,
    /// Whether rows, columns or long cells were left out.
    pub truncated: bool,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
}

/// A cell as its program shows it: with its number format, dates as `2026-11-29`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it says; a formula with `=` before it where the file holds no result of it.
    pub text: String,
    /// What it is.
    pub kind: CellKind,
}

/// What a cell is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Words, a truth value or an error.
    #[default]
    Text,
    /// A number, date or duration.
    Number,
    /// A formula whose result the file does not hold, because nobody has worked it out yet.
    Formula,
}

impl Cell {
    fn new(text: impl Into<String>, kind: CellKind) -> Self {
        Self {
            text: text.into(),
            kind,
        }
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It opens with a password only.
    #[error("the file is locked with a password")]
    Locked,
    /// It is not what its name says, or is damaged.
    #[error("the file cannot be read")]
    Unreadable,
}

/// Reads a file. Blocks, and takes as much memory as the file is large when it is unpacked.
///
/// # Errors
/// [`Refusal`], when nothing of it can be read.
pub fn read(kind: Kind, bytes: &[u8]) -> Result<Office, Refusal> {
    match kind {
        Kind::Excel => workbook::read(bytes).map(Office::Workbook),
        Kind::OpenDocumentSheet => opendocument::workbook(bytes).map(Office::Workbook),
        Kind::Document => docx::markdown(bytes).map(document),
        Kind::OpenDocumentText => opendocument::markdown(bytes).map(document),
    }
}

/// The document, cut where it is too long.
fn document(mut text: String) -> Office {
    let truncated = text.len() > TEXT;
    if truncated {
        text.truncate(text.floor_char_boundary(TEXT));
    }
    Office::Document { text, truncated }
}
