//! Files that turns made: their lists, saving and archives.

mod compare;
mod opening;
mod pdf;
mod preview;
mod table;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, Kind};

pub use compare::*;
pub use opening::*;
pub use pdf::*;
pub use preview::*;
pub use table::*;

/// Download state of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FileState {
    /// Listed by its server, and not fetched yet.
    Listed,
    /// Being fetched.
    Fetching {
        /// Number of bytes received.
        received: u64,
        /// Recent speed in bytes per second.
        rate: u64,
    },
    /// Stored on this computer.
    Saved,
    /// It could not be fetched.
    Failed {
        /// The error, with what the person can do.
        error: BridgeError,
    },
}

/// A file that a turn made, in the file panel or in the Files list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArtifactView {
    /// Id of the file; opaque.
    pub id: String,
    /// Id of the turn that made it.
    pub turn: String,
    /// Id of that turn's conversation.
    pub conversation: String,
    /// A chat or a job.
    pub kind: Kind,
    /// Title of the conversation.
    pub conversation_title: String,
    /// Its name without folders, made safe for display.
    pub name: String,
    /// Its folders relative to the job's working folder, separated by `/`; empty if it is in none.
    pub folder: String,
    /// Its path in the sandbox; null if it has none. Files of one conversation with the same path are versions of each
    /// other.
    pub path: Option<String>,
    /// Content of the folder, for a folder that is shown as one line; else null.
    pub holds: Option<FolderView>,
    /// `ArtifactView::id` of the folder that contains the file, if that folder is shown as one line; else null.
    pub inside: Option<String>,
    /// MIME type.
    pub mime: String,
    /// Size in bytes; null if unknown.
    pub size: Option<u64>,
    /// SHA-256 of the bytes, in hex; null before they are on this computer.
    pub sha256: Option<String>,
    /// Download state.
    pub state: FileState,
    /// Time of its creation, in milliseconds since the Unix epoch.
    pub created_at: i64,
    /// Index of the step of its turn that made it (see `Turn::steps`); null if unknown.
    pub step: Option<u32>,
}

/// Content of a folder that is shown as one line, such as `node_modules`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FolderView {
    /// Number of files in it.
    pub files: u32,
    /// Number of those that are on this computer.
    pub here: u32,
}

/// Request for a page of the files of a folder that is shown as one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FolderRequest {
    /// `ArtifactView::id` of the folder.
    pub folder: String,
    /// `FilePage::next` of the previous page; null for the first page.
    pub after: Option<String>,
}

/// Request for a page of the files of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilesRequest {
    /// Id of the conversation.
    pub conversation: String,
    /// `FilePage::next` of the previous page; null for the first page.
    pub after: Option<String>,
}

/// A page of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilePage {
    /// The files, newest first; those of a folder by path.
    pub files: Vec<ArtifactView>,
    /// Cursor of the next page; null at the end.
    pub next: Option<String>,
}

/// Request to write files to one archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveRequest {
    /// `ArtifactView::id` of each file.
    pub files: Vec<String>,
    /// Proposed name of the archive, without an extension; the person may choose another.
    pub name: String,
}

/// Request to copy files to a folder of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveRequest {
    /// `ArtifactView::id` of each file.
    pub files: Vec<String>,
    /// True to ask for a folder even if one is set.
    pub ask: bool,
}

/// Result of saving files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveResult {
    /// Path of the folder; null if the person closed the dialog.
    pub folder: Option<String>,
    /// Full paths of the written files, in the order of the request.
    pub paths: Vec<String>,
}
