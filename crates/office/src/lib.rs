//! Files of other programs as they can be read in place: workbooks and databases as rows of cells as their own program shows them,
//! archives as a tree, and documents, books, mails, calendars, address cards and subtitles as Markdown.
//!
//! What is read is hostile: whoever calls this does so in a program of its own, with limits on memory and time.

mod archive;
mod calendar;
mod contacts;
mod database;
mod docx;
mod duration;
mod epub;
mod escaping;
mod hidden;
mod html;
mod mail;
mod moment;
mod number;
mod opendocument;
mod rtf;
mod subtitles;
mod table;
mod tree;
mod workbook;
mod writing;
mod xls;
mod xml;

use std::io::{Cursor, Read, Seek};

use serde::{Deserialize, Serialize};

pub use tree::{ENTRIES, Entry, EntryKind, Tree};

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
    /// An archive: `.zip`.
    Zip,
    /// An archive: `.tar`.
    Tar,
    /// A compressed archive: `.tar.gz`, `.tgz`.
    TarGz,
}

/// The kinds by the ends of names; the first of a kind stands for it.
const ENDINGS: &[(&str, Kind)] = &[
    ("xlsx", Kind::Excel),
    ("xlsm", Kind::Excel),
    ("xlsb", Kind::Excel),
    ("xls", Kind::Excel),
    ("ods", Kind::OpenDocumentSheet),
    ("docx", Kind::Document),
    ("docm", Kind::Document),
    ("pptx", Kind::Document),
    ("pptm", Kind::Document),
    ("doc", Kind::Document),
    ("ppt", Kind::Document),
    ("odt", Kind::OpenDocumentText),
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
    ("zip", Kind::Zip),
    ("tar.gz", Kind::TarGz),
    ("tgz", Kind::TarGz),
    ("tar", Kind::Tar),
];

impl Kind {
    /// The kind by a file's name, in any case; `None` for what this crate does not read.
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

    /// The kind by the word that [`Kind::word`] gives.
    pub fn of_word(word: &str) -> Option<Self> {
        let found = ENDINGS.iter().find(|(ending, _)| *ending == word);
        found.map(|(_, kind)| *kind)
    }

    /// A word that stands for the kind: how the names of such files end.
    pub fn word(self) -> &'static str {
        let found = ENDINGS.iter().find(|(_, kind)| *kind == self);
        found.map_or("", |(ending, _)| *ending)
    }

    /// Whether a file of this kind is read where it lies, however large it is.
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::Tar | Self::TarGz)
    }

    /// Whether a file of this kind is text, which can be shown as it is when it cannot be understood.
    pub fn is_text(self) -> bool {
        use Kind::{Calendar, Contacts, Mail, RichText, Subtitles};
        matches!(self, Calendar | Contacts | Mail | RichText | Subtitles)
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
    /// An archive.
    Tree(Tree),
}

impl Office {
    /// Everything in it as text: a document's words with its headings, lists and tables as in Markdown, a workbook's
    /// sheets as tables of Markdown, a line for each entry of an archive.
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
        Kind::RichText => rtf::markdown(bytes).map(document),
        Kind::Book => epub::markdown(bytes).map(document),
        Kind::Mail => mail::markdown(bytes).map(document),
        Kind::Calendar => calendar::markdown(&text(bytes)?).map(document),
        Kind::Contacts => contacts::markdown(&text(bytes)?).map(document),
        Kind::Subtitles => subtitles::markdown(&text(bytes)?).map(document),
        Kind::Database => database::workbook(bytes).map(Office::Workbook),
        Kind::Zip | Kind::Tar | Kind::TarGz => read_archive(kind, Cursor::new(bytes)),
    }
}

/// Looks into an archive where it lies; see [`Kind::is_archive`]. Blocks, and unpacks nothing.
///
/// # Errors
/// [`Refusal`], when it is none that can be read.
pub fn read_archive(kind: Kind, file: impl Read + Seek) -> Result<Office, Refusal> {
    match kind {
        Kind::Zip => tree::of_zip(file),
        Kind::Tar => tree::of_tar(file),
        Kind::TarGz => tree::of_tar_gz(file),
        _ => Err(Refusal::Unreadable),
    }
    .map(Office::Tree)
}

/// The text of a file that is text.
fn text(bytes: &[u8]) -> Result<String, Refusal> {
    let decoded = encodings::decode(bytes, true).ok_or(Refusal::Unreadable)?;
    Ok(decoded.text)
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
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
