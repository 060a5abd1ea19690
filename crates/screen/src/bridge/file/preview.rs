//! What a file looks like.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ColumnKind;

/// What a file looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FilePreview {
    /// Markdown, rendered.
    Markdown {
        /// Safe HTML.
        html: String,
        /// Whether there is more than is shown.
        truncated: bool,
    },
    /// Text or code, highlighted where the language is known.
    Text {
        /// Safe HTML.
        html: String,
        /// How its bytes were read, when they are not UTF-8.
        encoding: Option<String>,
        /// Whether there is more than is shown.
        truncated: bool,
    },
    /// CSV and its kin.
    Table {
        /// Lines before the table that say what it is about.
        title: Vec<String>,
        /// What stands between its cells, when that is no comma.
        separator: Option<char>,
        /// How its bytes were read, when they are not UTF-8.
        encoding: Option<String>,
        /// What the cells of its columns are.
        columns: Vec<ColumnKind>,
        /// The first row, or numbers where that names nothing.
        header: Vec<String>,
        /// Whether Errand numbered the columns, which have no names.
        is_numbered: bool,
        /// The rows after it; all of them are asked for with `table_rows`.
        rows: Vec<Vec<String>>,
        /// Whether there is more than is shown.
        truncated: bool,
    },
    /// A workbook.
    Workbook {
        /// Its sheets, in order.
        sheets: Vec<SheetPreview>,
        /// Whether there is more than is shown.
        truncated: bool,
    },
    /// An archive, of which nothing is unpacked.
    Tree {
        /// What is in it, in its order.
        entries: Vec<TreeEntry>,
        /// Bytes of all these files, unpacked.
        size: u64,
        /// Whether there is more than is shown.
        truncated: bool,
    },
    /// An image; the host serves its bytes by its id.
    Image,
    /// Sound; the host serves its bytes by its id.
    Audio,
    /// Video; the host serves its bytes by its id.
    Video,
    /// A PDF; its pages are asked for with `draw_pages`.
    Pdf,
    /// HTML or SVG; the host serves it by its id to a frame without scripts and without a network.
    Page {
        /// Whether there is more than is shown.
        truncated: bool,
        /// Whether it holds scripts, which do not run there.
        needs_scripts: bool,
    },
    /// Nothing to show here; it can be saved.
    None {
        /// MIME type.
        mime: String,
    },
}

/// A file or folder of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TreeEntry {
    /// Its path, with `/` between its parts and what hides or turns text as U+FFFD.
    pub path: String,
    /// What it is.
    pub kind: TreeEntryKind,
    /// Bytes, unpacked.
    pub size: u64,
    /// Whether it opens with a password only.
    pub is_locked: bool,
    /// Whether its path would lead out of the folder that one unpacks into.
    pub is_outside: bool,
}

/// What an entry of an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TreeEntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link or a device.
    Other,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetPreview {
    /// What its tab says.
    pub name: String,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
    /// Its rows, from the first one with something in it.
    pub rows: Vec<SheetRow>,
    /// Whether there is more than is shown.
    pub truncated: bool,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetRow {
    /// Its cells, as the workbook's program shows them.
    pub cells: Vec<SheetCell>,
    /// Whether the workbook hides it.
    pub is_hidden: bool,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetCell {
    /// What it says.
    pub text: String,
    /// What it is.
    pub kind: CellKind,
}

/// What a cell of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Words, a truth value or an error.
    Text,
    /// A number, date or duration.
    Number,
    /// A formula whose result the file does not hold.
    Formula,
}

/// How the bytes of a file are read from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EncodingRequest {
    /// The artifact's id.
    pub file: String,
    /// One of `encodings`; `None` lets the letters tell.
    pub encoding: Option<String>,
}
