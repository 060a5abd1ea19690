//! Entries of the conversation lists.

use rusqlite::{Connection, OptionalExtension, Row, ToSql, named_params};
use serde::{Deserialize, Serialize};

use super::Conversation;
use crate::error::Error;
use crate::interactions::{self, Interaction};
use crate::page::{Cursor, Page, limit_plus_one, start};
use crate::{ConversationId, FolderId, Kind, Ledger};

/// Maximum length of the last message in a list entry, in characters.
const LINE_LENGTH: usize = 160;

/// A conversation as an entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The conversation.
    pub conversation: Conversation,
    /// Its newest interaction.
    pub newest: Interaction,
    /// The beginning of the last message on one line: the answer of the newest interaction, or the person's message
    /// while there is none.
    pub line: String,
    /// Number of files in the whole conversation.
    pub files: u32,
}

/// Selects which conversations are listed. Archived ones are only in [`List::Archived`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// All chats, or all jobs.
    Of(Kind),
    /// Pinned conversations.
    Pinned,
    /// Unread conversations.
    Unread,
    /// Archived conversations.
    Archived,
    /// Conversations in a folder.
    Folder(FolderId),
}

impl From<Kind> for List {
    fn from(kind: Kind) -> Self {
        Self::Of(kind)
    }
}

impl List {
    /// Returns the SQL condition of this list. `:of` is bound to the value that [`List::of`] returns.
    fn condition(self) -> &'static str {
        match self {
            Self::Of(_) => "c.kind = :of AND c.archived = 0",
            Self::Pinned => "c.pinned = 1 AND c.archived = 0",
            Self::Unread => "c.unread = 1 AND c.archived = 0",
            Self::Archived => "c.archived = 1",
            Self::Folder(_) => "c.folder_id = :of AND c.archived = 0",
        }
    }

    fn of(&self) -> Option<(&'static str, &dyn ToSql)> {
        match self {
            Self::Of(kind) => Some((":of", kind)),
            Self::Folder(folder) => Some((":of", folder)),
            Self::Pinned | Self::Unread | Self::Archived => None,
        }
    }
}

impl Ledger {
    /// Returns a page of a list, the most recently updated first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn conversations(
        &self,
        list: impl Into<List>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Summary>, Error> {
        let list = list.into();
        let (at, id) = start(after);
        let limit_plus_one = limit_plus_one(limit);
        let mut bound: Vec<(&str, &dyn ToSql)> =
            vec![(":at", &at), (":id", &id), (":limit", &limit_plus_one)];
        bound.extend(list.of());
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE c.deleted_at IS NULL AND {} AND (c.updated_at, c.id) < (:at, :id)
                     ORDER BY c.updated_at DESC, c.id DESC LIMIT :limit",
                    list.condition()
                ))?
                .query_map(bound.as_slice(), from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Page::new(rows, limit, |summary: &Summary| Cursor {
                at: summary.conversation.updated_at,
                id: summary.conversation.id.0,
            }))
        })
    }

    /// Returns the list entry of one conversation; `None` if it does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn summary(&self, id: ConversationId) -> Result<Option<Summary>, Error> {
        self.read(|snapshot| Ok(get(snapshot, id)?))
    }
}

pub(super) fn get(
    connection: &Connection,
    id: ConversationId,
) -> rusqlite::Result<Option<Summary>> {
    connection
        .prepare_cached(&format!(
            "{SELECT} WHERE c.deleted_at IS NULL AND c.id = :id"
        ))?
        .query_row(named_params! { ":id": id }, from_row)
        .optional()
}

// `created_at` is the interaction's column; the conversation's is aliased because both have that name.
const SELECT: &str = "
SELECT c.kind, c.title, c.created_at AS begun_at, c.updated_at, c.unread,
  c.pinned, c.archived, c.folder_id, c.imported_from, i.*, r.prompt, r.attachments, r.carried,
  substr((SELECT a.answer FROM answers a WHERE a.key = i.key), 1, 600) AS answer,
  c.files
FROM conversations c
JOIN interactions i
  ON i.key = (SELECT max(n.key) FROM interactions n WHERE n.conversation_id = c.id)
JOIN requests r ON r.run_id = i.id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Summary> {
    let newest = interactions::from_row(row)?;
    let answer: Option<String> = row.get("answer")?;
    let line = one_line(answer.as_deref().unwrap_or_default());
    Ok(Summary {
        conversation: Conversation {
            id: newest.conversation_id,
            kind: row.get("kind")?,
            title: row.get("title")?,
            created_at: row.get("begun_at")?,
            updated_at: row.get("updated_at")?,
            unread: row.get("unread")?,
            pinned: row.get("pinned")?,
            archived: row.get("archived")?,
            folder: row.get("folder_id")?,
            imported_from: row.get("imported_from")?,
        },
        line: if line.is_empty() {
            one_line(&newest.prompt)
        } else {
            line
        },
        files: row.get("files")?,
        newest,
    })
}

/// Returns the beginning of a text with each run of white space collapsed to one space.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut left = LINE_LENGTH;
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
            left -= 1;
        }
        let length = word.chars().count();
        if length >= left {
            line.extend(word.chars().take(left.saturating_sub(1)));
            line.truncate(line.trim_end().len());
            line.push('…');
            return line;
        }
        line.push_str(word);
        left -= length;
    }
    line
}
