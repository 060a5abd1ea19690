//! The lists on the left: which there are, folders, and what is done to conversations from their lines.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which conversations are listed. What is archived is only in its own list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum List {
    /// All chats.
    Chat,
    /// All jobs.
    Job,
    /// Those that stand first.
    Pinned,
    /// Those that are not looked at.
    Unread,
    /// Those that are archived.
    Archived,
    /// Those in a folder.
    Folder {
        /// `Folder::id`.
        id: String,
    },
}

/// Which page of which list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListRequest {
    /// The list.
    pub list: List,
    /// `ConversationPage::next` of the page before.
    pub after: Option<String>,
}

/// What is changed of conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    /// Whether they stand first.
    Pinned {
        /// They do.
        is: bool,
    },
    /// Whether they are out of the lists. Search still has them.
    Archived {
        /// They are.
        is: bool,
    },
    /// Whether they are marked as not looked at.
    Unread {
        /// They are.
        is: bool,
    },
    /// The folder that they are in.
    Folder {
        /// `Folder::id`; `None` for none.
        id: Option<String>,
    },
}

/// Something to change of conversations, one or many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChangeRequest {
    /// Their ids.
    pub conversations: Vec<String>,
    /// What is changed of each.
    pub change: Change,
}

/// A group of conversations that the person named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Folder {
    /// Opaque.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// When it was made.
    pub created_at: i64,
}

/// A folder to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveFolder {
    /// `None` makes a new one.
    pub id: Option<String>,
    /// Its name; no other folder has it.
    pub name: String,
}

/// A folder that was removed, with what was in it, so that it can be put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemovedFolder {
    /// The folder.
    pub folder: Folder,
    /// The conversations that were in it.
    pub conversations: Vec<String>,
}
