//! Previews of files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ColumnKind, RowMarks};

/// Preview of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FilePreview {
    /// Rendered Markdown, also of documents such as `.docx`.
    Markdown {
        /// Safe HTML.
        html: String,
        /// True if the file has more than is shown.
        truncated: bool,
        /// True if it can also be shown as pages, which `draw_pages` returns.
        has_pages: bool,
    },
    /// Text or code, highlighted where the language is known.
    Text {
        /// Safe HTML.
        html: String,
        /// Encoding in which its bytes are read, if it is not UTF-8 or was chosen; else null.
        encoding: Option<String>,
        /// True if the file has more than is shown.
        truncated: bool,
    },
    /// A table: CSV and similar formats.
    Table {
        /// Lines above the table that describe it.
        title: Vec<String>,
        /// Field separator, if it is not a comma; null for a comma, or for a single column.
        separator: Option<char>,
        /// Encoding in which its bytes are read, if it is not UTF-8 or was chosen; else null.
        encoding: Option<String>,
        /// Kind of the cells of each column.
        columns: Vec<ColumnKind>,
        /// Names of the columns: the first row, or numbers if that row has no names.
        header: Vec<String>,
        /// True if Errand numbered the columns, because they have no names.
        is_numbered: bool,
        /// The first rows after the header; `table_rows` returns all of them.
        rows: Vec<Vec<String>>,
        /// True if the file has more than is shown.
        truncated: bool,
    },
    /// A spreadsheet workbook.
    Workbook {
        /// Its sheets, in order.
        sheets: Vec<SheetPreview>,
        /// True if the file has more than is shown.
        truncated: bool,
        /// True if it can also be shown as pages, which `draw_pages` returns.
        has_pages: bool,
    },
    /// The content of an archive; nothing of it is unpacked to disk.
    Tree {
        /// Its entries, in their order in the archive.
        entries: Vec<TreeEntry>,
        /// Total unpacked size of the entries in bytes.
        size: u64,
        /// True if the archive has more than is shown.
        truncated: bool,
    },
    /// An image; the host serves its bytes by its id.
    Image,
    /// A sound; the host serves its bytes by its id.
    Audio,
    /// A video; the host serves its bytes by its id.
    Video,
    /// A PDF; `draw_pages` returns its pages.
    Pdf,
    /// HTML or SVG; the host serves it by its id, for a frame without scripts and without a network.
    Page {
        /// True if the file has more than is shown.
        truncated: bool,
        /// True if it contains scripts, which do not run in the frame.
        needs_scripts: bool,
    },
    /// A file without a preview; it can be saved.
    None {
        /// MIME type.
        mime: String,
    },
}

/// An entry of an archive: a file or a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TreeEntry {
    /// Its path with `/` as separator; characters that hide text or change its direction are replaced by U+FFFD.
    pub path: String,
    /// Kind of the entry.
    pub kind: TreeEntryKind,
    /// Unpacked size in bytes.
    pub size: u64,
    /// True if it needs a password.
    pub is_locked: bool,
    /// True if its path leads out of the folder that the archive is unpacked to.
    pub is_outside: bool,
}

/// Kind of an entry of an archive.
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
    /// Name of the sheet.
    pub name: String,
    /// True if the sheet is hidden in the workbook.
    pub is_hidden: bool,
    /// Its rows, beginning with the first one that is not empty; none if it is shown as a table.
    pub rows: Vec<SheetRow>,
    /// The sheet as a table, if it is one by itself, or is longer than what is shown of a sheet; else null.
    pub table: Option<SheetTable>,
    /// Number of rows of the table without its head, where the file states it; else null.
    pub total: Option<u64>,
    /// True if the sheet has more than is shown.
    pub truncated: bool,
    /// Names of columns that are encrypted and not shown.
    pub encrypted: Vec<String>,
}

/// A sheet as a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetTable {
    /// Kind of the cells of each column.
    pub columns: Vec<ColumnKind>,
    /// Names of the columns: the first row, or letters if that row has no names.
    pub header: Vec<String>,
    /// The first rows after the header; `table_rows` returns all of them.
    pub rows: Vec<Vec<String>>,
    /// True if there are others after these.
    pub is_long: bool,
    /// What the workbook says of these rows.
    pub marks: Vec<RowMarks>,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetRow {
    /// Its cells, formatted as the workbook's program shows them.
    pub cells: Vec<SheetCell>,
    /// True if the row is hidden in the workbook.
    pub is_hidden: bool,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SheetCell {
    /// The formatted value.
    pub text: String,
    /// Kind of the value.
    pub kind: CellKind,
}

/// Kind of the value of a cell of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Text, a truth value or an error.
    Text,
    /// A number, date or duration.
    Number,
    /// A formula whose result is not in the file.
    Formula,
}

/// Request to set the encoding in which a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EncodingRequest {
    /// `ArtifactView::id` of the file.
    pub file: String,
    /// One of the names that `encodings` returns; null to detect it from the bytes.
    pub encoding: Option<String>,
}
