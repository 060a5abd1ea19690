//! Lists of conversations, changes to conversations from their lines, and folders.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A list of conversations. Archived conversations are only in the list `Archived`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum List {
    /// All chats.
    Chat,
    /// All jobs.
    Job,
    /// Conversations that are pinned.
    Pinned,
    /// Conversations that are unread.
    Unread,
    /// Conversations that are archived.
    Archived,
    /// Conversations in a folder.
    Folder {
        /// `Folder::id`.
        id: String,
    },
}

/// Request for a page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListRequest {
    /// The list.
    pub list: List,
    /// `ConversationPage::next` of the previous page; null for the first page.
    pub after: Option<String>,
}

/// A change to conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    /// Pins or unpins them; pinned ones are at the top of their list.
    Pinned {
        /// True to pin.
        is: bool,
    },
    /// Moves them to the archive or back. Search finds them in either case.
    Archived {
        /// True to archive.
        is: bool,
    },
    /// Marks them as unread or read.
    Unread {
        /// True to mark as unread.
        is: bool,
    },
    /// Moves them to a folder.
    Folder {
        /// `Folder::id`; null for no folder.
        id: Option<String>,
    },
}

/// Request to change one or more conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChangeRequest {
    /// Ids of the conversations.
    pub conversations: Vec<String>,
    /// The change, the same for all of them.
    pub change: Change,
}

/// A folder: a named group of conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Folder {
    /// Id of the folder; opaque.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Time of its creation, in milliseconds since the Unix epoch.
    pub created_at: i64,
}

/// Request to create or rename a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveFolder {
    /// `Folder::id` of the folder to rename; null to create one.
    pub id: Option<String>,
    /// Its name, at most 120 characters; no other folder may have it.
    pub name: String,
}

/// A removed folder with its conversations, so that it can be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemovedFolder {
    /// The folder.
    pub folder: Folder,
    /// Ids of the conversations that were in it.
    pub conversations: Vec<String>,
}
