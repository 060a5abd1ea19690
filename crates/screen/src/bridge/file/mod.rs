//! Files that runs made.

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

/// Which files to write into one archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchiveRequest {
    /// Artifact ids.
    pub files: Vec<String>,
    /// A name for it, without an ending; the person may choose another.
    pub name: String,
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
