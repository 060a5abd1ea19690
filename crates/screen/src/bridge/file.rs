//! Files that runs made.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, Key, Kind};

/// Where a file's bytes are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FileState {
    /// Known, not here yet.
    Listed,
    /// On its way.
    Fetching {
        /// Bytes here.
        received: u64,
        /// Bytes a second, lately.
        rate: u64,
    },
    /// Here.
    Saved,
    /// Could not be fetched.
    Failed {
        /// Why, and what to do.
        error: BridgeError,
    },
}

/// A file in the panel or in the Files list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArtifactView {
    /// Opaque.
    pub id: String,
    /// The turn that made it.
    pub turn: String,
    /// That turn's conversation.
    pub conversation: String,
    /// A chat or a job.
    pub kind: Kind,
    /// Title of the conversation.
    pub conversation_title: String,
    /// Its name, without what deceives the eye.
    pub name: String,
    /// The folders that it is in, from the one that the job worked in; empty when it is in none.
    pub folder: String,
    /// Its path in the sandbox; files of one conversation with the same one are versions of each other.
    pub path: Option<String>,
    /// What is in it, when it is a folder that is one line.
    pub holds: Option<FolderView>,
    /// The folder that it is shown inside of, when that is one line.
    pub inside: Option<String>,
    /// MIME type.
    pub mime: String,
    /// Bytes, if known.
    pub size: Option<u64>,
    /// SHA-256 in hex, once it is here.
    pub sha256: Option<String>,
    /// Where its bytes are.
    pub state: FileState,
    /// When it was made.
    pub created_at: i64,
    /// The step of its turn that made it, if known; see `Turn::steps`.
    pub step: Option<u32>,
}

/// What is in a folder that is one line, such as `node_modules`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FolderView {
    /// How many files.
    pub files: u32,
    /// How many of them are here.
    pub here: u32,
}

/// Which files of a folder that is one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FolderRequest {
    /// The folder's id.
    pub folder: String,
    /// `FilePage::next` of the page before.
    pub after: Option<String>,
}

/// Which files of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilesRequest {
    /// The conversation.
    pub conversation: String,
    /// `FilePage::next` of the page before.
    pub after: Option<String>,
}

/// A page of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilePage {
    /// Newest first.
    pub files: Vec<ArtifactView>,
    /// Pass it to get the next page; `None` at the end.
    pub next: Option<String>,
}

/// Two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompareRequest {
    /// The id of the older one.
    pub before: String,
    /// The id of the newer one.
    pub after: String,
}

/// What changed between two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileComparison {
    /// Whether rows are those of a table; else each is a line of text, of one cell.
    pub is_table: bool,
    /// The rows that changed, with some around them.
    pub rows: Vec<ComparedRow>,
    /// So many rows were added; one that changed was added and removed.
    pub added: u32,
    /// So many rows were removed.
    pub removed: u32,
    /// Whether there is more than is shown.
    pub truncated: bool,
}

/// A row of both versions, or of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ComparedRow {
    /// Rows that stayed are left out.
    LeftOut {
        /// How many.
        rows: u32,
    },
    /// A row.
    Row {
        /// Its number before, from 1; `None` when it was added.
        before: Option<u32>,
        /// Its number after, from 1; `None` when it was removed.
        after: Option<u32>,
        /// Its cells.
        cells: Vec<ComparedCell>,
    },
}

/// A cell of both versions: pieces that stayed and that changed in turn, the first one stayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedCell {
    /// What it said.
    pub before: Vec<String>,
    /// What it says.
    pub after: Vec<String>,
}

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
        /// The first row.
        header: Vec<String>,
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

/// What the cells of a table's column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Dates.
    Date,
}

/// Which rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRequest {
    /// The artifact's id.
    pub file: String,
    /// The first row, counted from 0 among those that are wanted.
    pub from: u32,
    /// How many; at most 1,000 come.
    pub count: u32,
    /// In which order; as in the file, if not said.
    pub sort: Option<TableSort>,
    /// Only rows with these words; all for none.
    pub find: String,
    /// The language by whose rules words are sorted, such as `de-CH`.
    pub language: String,
}

/// The order of a table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableSort {
    /// The column, counted from 0.
    pub column: u32,
    /// Whether the largest come first.
    pub is_descending: bool,
}

/// Rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRows {
    /// In the order asked for, fewer at the end.
    pub rows: Vec<TableRow>,
    /// How many are wanted in all, as far as the file is read.
    pub total: u32,
    /// Whether all of the file is read.
    pub is_whole: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRow {
    /// Its place in the file, counted from 0.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// How the bytes of a file are read from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EncodingRequest {
    /// The artifact's id.
    pub file: String,
    /// One of `encodings`; `None` lets the letters tell.
    pub encoding: Option<String>,
}

/// Which file to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenFile {
    /// The artifact's id.
    pub file: String,
    /// The person was asked, or need not be.
    pub is_sure: bool,
}

/// Which file that went along with a turn to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenAttachment {
    /// The turn.
    pub turn: String,
    /// `Attachment::sha256`.
    pub sha256: String,
    /// The person was asked, or need not be.
    pub is_sure: bool,
}

/// What became of opening a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Opened {
    /// It is open.
    Opened,
    /// It is not, before the person says that they want it.
    Asks {
        /// What may run then.
        runs: Runs,
    },
}

/// What may run when a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Runs {
    /// A program, a script, or macros of a document.
    Program,
    /// Scripts of a page, in the browser.
    Page,
}

/// Which files to write into one archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveRequest {
    /// Artifact ids.
    pub files: Vec<String>,
    /// A name for it, without an ending; the person may choose another.
    pub name: String,
}

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

/// Which files to copy to the person's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveRequest {
    /// Artifact ids.
    pub files: Vec<String>,
    /// Ask for a folder even when one is set.
    pub ask: bool,
}

/// What was saved where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Saved {
    /// The folder; `None` when the person closed the dialog.
    pub folder: Option<String>,
    /// Full paths of what was written, in the order asked.
    pub paths: Vec<String>,
}
