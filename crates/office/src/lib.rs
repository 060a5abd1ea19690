//! Reading of other programs' files: workbooks and databases as rows of cells as their own program shows them,
//! archives as a tree, and documents, books, mails, calendars, address cards and subtitles as Markdown.
//!
//! The input is hostile: callers run this in a separate process with limits on memory and time.

mod archive;
mod calendar;
mod columnar;
mod contacts;
mod database;
mod date_format;
mod docx;
mod duration;
mod epub;
mod escaping;
mod hidden;
mod html;
mod mail;
mod markdown_writer;
mod number;
mod opendocument;
mod rtf;
mod subtitles;
mod table;
mod tree;
mod workbook;
mod xls;
mod xlsb;
mod xml;

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

pub use tree::{Entry, EntryKind, MAX_ENTRIES, Tree};

/// Maximum number of rows of a sheet.
pub const MAX_ROWS: usize = 500;
/// Maximum number of columns of a row.
pub const MAX_COLUMNS: usize = 100;
/// Maximum number of characters of a cell.
pub const MAX_CELL_CHARS: usize = 1000;
/// Maximum number of sheets of a workbook.
pub const MAX_SHEETS: usize = 50;
/// Maximum size of a document's Markdown in bytes.
pub const MAX_TEXT_BYTES: usize = 512 * 1024;

/// Inserted where something was left out of a text.
const LEFT_OUT: &str = "\n\n[… the rest was left out …]\n";

/// The kinds of files that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook of Excel, or a template: `.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.xltx`.
    Excel,
    /// A workbook of OpenDocument, or a template: `.ods`, `.ots`, `.fods`.
    OpenDocumentSheet,
    /// A document or presentation of Word or PowerPoint, or a template: `.docx`, `.pptx`, `.doc`, `.ppt`, `.dotx`.
    Document,
    /// A document of OpenDocument, or a template: `.odt`, `.ott`, `.fodt`.
    OpenDocumentText,
    /// Rich text: `.rtf`.
    RichText,
    /// A book: `.epub`.
    Book,
    /// A mail: `.eml`.
    Mail,
    /// A calendar: `.ics`.
    Calendar,
    /// Address cards: `.vcf`.
    Contacts,
    /// Subtitles: `.srt`, `.vtt`.
    Subtitles,
    /// A database of SQLite: `.sqlite`, `.db`.
    Database,
    /// A table in columns: `.parquet`.
    Parquet,
    /// An archive: `.zip`.
    Zip,
    /// An archive: `.tar`.
    Tar,
    /// A compressed archive: `.tar.gz`, `.tgz`.
    TarGz,
}

/// The media type of [`Kind::Parquet`], which `artifacts` knows by the first bytes of a file.
const PARQUET: &str = "application/vnd.apache.parquet";

/// The kinds by file name ending; the first entry of a kind is its [`Kind::word`].
const ENDINGS: &[(&str, Kind)] = &[
    ("xlsx", Kind::Excel),
    ("xlsm", Kind::Excel),
    ("xlsb", Kind::Excel),
    ("xls", Kind::Excel),
    ("xltx", Kind::Excel),
    ("xltm", Kind::Excel),
    ("xlt", Kind::Excel),
    ("ods", Kind::OpenDocumentSheet),
    ("ots", Kind::OpenDocumentSheet),
    ("fods", Kind::OpenDocumentSheet),
    ("docx", Kind::Document),
    ("docm", Kind::Document),
    ("dotx", Kind::Document),
    ("dotm", Kind::Document),
    ("pptx", Kind::Document),
    ("pptm", Kind::Document),
    ("ppsx", Kind::Document),
    ("ppsm", Kind::Document),
    ("potx", Kind::Document),
    ("potm", Kind::Document),
    ("doc", Kind::Document),
    ("ppt", Kind::Document),
    ("pps", Kind::Document),
    ("odt", Kind::OpenDocumentText),
    ("ott", Kind::OpenDocumentText),
    ("fodt", Kind::OpenDocumentText),
    ("rtf", Kind::RichText),
    ("epub", Kind::Book),
    ("eml", Kind::Mail),
    ("ics", Kind::Calendar),
    ("vcf", Kind::Contacts),
    ("vcard", Kind::Contacts),
    ("srt", Kind::Subtitles),
    ("vtt", Kind::Subtitles),
    ("sqlite", Kind::Database),
    ("sqlite3", Kind::Database),
    ("db", Kind::Database),
    ("db3", Kind::Database),
    ("parquet", Kind::Parquet),
    ("parq", Kind::Parquet),
    ("zip", Kind::Zip),
    ("tar.gz", Kind::TarGz),
    ("tgz", Kind::TarGz),
    ("tar", Kind::Tar),
];

impl Kind {
    /// Returns the kind by a file's name, ignoring case; `None` for files that this crate does not read.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let ends = |ending: &str| {
            name.strip_suffix(ending)
                .and_then(|stem| stem.strip_suffix('.'))
                .is_some_and(|stem| !stem.is_empty())
        };
        let found = ENDINGS.iter().find(|(ending, _)| ends(ending));
        found.map(|(_, kind)| *kind)
    }

    /// Returns the kind by a file's name, or else by its media type, which says what its bytes are.
    pub fn of_file(name: &str, media_type: &str) -> Option<Self> {
        let of_bytes = (media_type == PARQUET).then_some(Self::Parquet);
        Self::of_name(name).or(of_bytes)
    }

    /// Returns the kind for a word that [`Kind::word`] returned.
    pub fn of_word(word: &str) -> Option<Self> {
        let found = ENDINGS.iter().find(|(ending, _)| *ending == word);
        found.map(|(_, kind)| *kind)
    }

    /// Returns a word that identifies the kind: the file name ending.
    pub fn word(self) -> &'static str {
        let found = ENDINGS.iter().find(|(_, kind)| *kind == self);
        found.map_or("", |(ending, _)| *ending)
    }

    /// Returns true if files of this kind are read in place, however large they are.
    pub fn is_read_in_place(self) -> bool {
        self.is_archive() || self == Self::Parquet
    }

    /// Returns true if the first row of each table of this kind is the names of its columns.
    pub fn has_header(self) -> bool {
        matches!(self, Self::Database | Self::Parquet)
    }

    /// Returns true if files of this kind are archives.
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::Tar | Self::TarGz)
    }

    /// Returns true if files of this kind are text, which can be shown as it is if it cannot be parsed.
    pub fn is_text(self) -> bool {
        use Kind::{Calendar, Contacts, Mail, RichText, Subtitles};
        matches!(self, Calendar | Contacts | Mail | RichText | Subtitles)
    }
}

/// The content of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// A workbook.
    Workbook(Workbook),
    /// A document, as Markdown; it is hostile until rendered.
    Document {
        /// The Markdown.
        text: String,
        /// True if the text was cut.
        truncated: bool,
    },
    /// An archive.
    Tree(Tree),
}

impl Office {
    /// Returns all content as text: a document with its headings, lists and tables as in Markdown, a workbook's sheets
    /// as Markdown tables, one line for each entry of an archive.
    pub fn to_text(&self) -> String {
        match self {
            Self::Document { text, truncated } => {
                let text = escaping::plain(text);
                format!("{text}{}", if *truncated { LEFT_OUT } else { "" })
            }
            Self::Workbook(workbook) => table::text(workbook),
            Self::Tree(tree) => tree.text(),
        }
    }
}

/// The sheets of a workbook, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// The sheets, at most [`MAX_SHEETS`].
    pub sheets: Vec<Sheet>,
    /// True if sheets were left out.
    pub truncated: bool,
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name on its tab; empty for the only table of a file.
    pub name: String,
    /// True if the workbook hides it.
    pub is_hidden: bool,
    /// The rows, starting with the first row and column that are not empty; at most [`MAX_ROWS`] and [`MAX_COLUMNS`].
    pub rows: Vec<Row>,
    /// Number of rows of the table without its head, as the file states it; `None` where files do not state it.
    pub total: Option<u64>,
    /// True if rows, columns or parts of long cells were left out.
    pub truncated: bool,
    /// True if rows were left out; [`each_row`] has them all.
    pub is_long: bool,
    /// True if the first row is the names of the columns.
    pub has_header: bool,
    /// Names of columns that are encrypted, which no row has.
    pub encrypted: Vec<String>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// True if the workbook hides it.
    pub is_hidden: bool,
}

/// A cell as its program shows it: in its number format, dates as `2026-11-29`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The displayed text; a formula starting with `=` if the file has no result for it.
    pub text: String,
    /// Kind of content.
    pub kind: CellKind,
}

/// Kind of a cell's content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// Text, a boolean or an error.
    #[default]
    Text,
    /// A number, date or duration.
    Number,
    /// A formula without a result in the file, because it was not calculated yet.
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

/// Reason why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// A password is needed.
    #[error("the file is locked with a password")]
    Locked,
    /// It is encrypted with a key that is not in it.
    #[error("the file is encrypted")]
    Encrypted,
    /// The file is not of the kind that its name says, or is damaged.
    #[error("the file cannot be read")]
    Unreadable,
}

/// How much of each row is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extent {
    /// What is shown: [`MAX_COLUMNS`] of [`MAX_CELL_CHARS`].
    #[default]
    Shown,
    /// All of it, within limits that hardly any table reaches: 16,384 columns, as many as a sheet of Excel has, of a
    /// million characters.
    Whole,
}

impl Extent {
    /// Returns the maximum number of columns of a row.
    pub fn columns(self) -> usize {
        match self {
            Self::Shown => MAX_COLUMNS,
            Self::Whole => 1 << 14,
        }
    }

    /// Returns the maximum number of characters of a cell.
    pub fn cell_chars(self) -> usize {
        match self {
            Self::Shown => MAX_CELL_CHARS,
            Self::Whole => 1_000_000,
        }
    }
}

/// What gets the rows of a sheet, one after the other, until it breaks off.
pub type EachRow<'a> = dyn FnMut(&Row) -> ControlFlow<()> + 'a;

/// Calls `each` with every row of a sheet of a workbook in memory, however many there are, in the form and from the
/// place in which [`Sheet::rows`] has them, and to this extent. `sheet` is an index in [`Workbook::sheets`]. Returns true
/// if something was left out: columns, parts of long cells, rows that cannot be read, or those after `each` broke off.
/// Blocks.
///
/// # Errors
/// [`Refusal`] if nothing can be read, or there is no such sheet.
pub fn each_row(
    kind: Kind,
    bytes: &[u8],
    sheet: usize,
    extent: Extent,
    each: &mut EachRow<'_>,
) -> Result<bool, Refusal> {
    match kind {
        Kind::Excel => workbook::each_row(bytes, sheet, extent, each),
        Kind::OpenDocumentSheet => opendocument::each_row(bytes, sheet, extent, each),
        Kind::Database => database::each_row(bytes, sheet, extent, each),
        Kind::Parquet => columnar::each_row_of_bytes(bytes, extent, each),
        _ => Err(Refusal::Unreadable),
    }
}

/// Like [`each_row`], of a file that is read in place; see [`Kind::is_read_in_place`]. Blocks; holds a small part of the
/// file at a time.
///
/// # Errors
/// [`Refusal`] if nothing can be read.
pub fn each_row_in_place(
    kind: Kind,
    file: File,
    extent: Extent,
    each: &mut EachRow<'_>,
) -> Result<bool, Refusal> {
    match kind {
        Kind::Parquet => columnar::each_row(file, extent, each),
        _ => Err(Refusal::Unreadable),
    }
}

/// Reads a file. Blocks, and needs memory for the unpacked content.
///
/// # Errors
/// [`Refusal`] if nothing can be read.
pub fn read(kind: Kind, bytes: &[u8]) -> Result<Office, Refusal> {
    match kind {
        Kind::Excel => workbook::read(bytes).map(Office::Workbook),
        Kind::OpenDocumentSheet => opendocument::workbook(bytes).map(Office::Workbook),
        Kind::Document => docx::markdown(bytes).map(document),
        Kind::OpenDocumentText => opendocument::markdown(bytes).map(document),
        Kind::RichText => rtf::markdown(bytes).map(document),
        Kind::Book => epub::markdown(bytes).map(document),
        Kind::Mail => mail::markdown(bytes).map(document),
        Kind::Calendar => calendar::markdown(&text(bytes)?).map(document),
        Kind::Contacts => contacts::markdown(&text(bytes)?).map(document),
        Kind::Subtitles => subtitles::markdown(&text(bytes)?).map(document),
        Kind::Database => database::workbook(bytes).map(Office::Workbook),
        Kind::Parquet => columnar::of_bytes(bytes).map(Office::Workbook),
        Kind::Zip | Kind::Tar | Kind::TarGz => read_archive(kind, Cursor::new(bytes)),
    }
}

/// Reads a file in place; see [`Kind::is_read_in_place`]. Blocks; reads only what is shown.
///
/// # Errors
/// [`Refusal`] if nothing can be read.
pub fn read_in_place(kind: Kind, file: File) -> Result<Office, Refusal> {
    match kind {
        Kind::Parquet => columnar::workbook(file).map(Office::Workbook),
        _ => read_archive(kind, file),
    }
}

/// Reads the table of contents of an archive in place; see [`Kind::is_archive`]. Blocks; unpacks nothing to the disk.
///
/// # Errors
/// [`Refusal`] if the archive cannot be read.
pub fn read_archive(kind: Kind, file: impl Read + Seek) -> Result<Office, Refusal> {
    match kind {
        Kind::Zip => tree::of_zip(file),
        Kind::Tar => tree::of_tar(file),
        Kind::TarGz => tree::of_tar_gz(file),
        _ => Err(Refusal::Unreadable),
    }
    .map(Office::Tree)
}

/// Decodes the text of a text file.
fn text(bytes: &[u8]) -> Result<String, Refusal> {
    let decoded = encodings::decode(bytes, true).ok_or(Refusal::Unreadable)?;
    Ok(decoded.text)
}

/// Formats a number of bytes for display.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// Makes a document, cut at [`MAX_TEXT_BYTES`].
fn document(mut text: String) -> Office {
    let truncated = text.len() > MAX_TEXT_BYTES;
    if truncated {
        text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES));
    }
    Office::Document { text, truncated }
}
