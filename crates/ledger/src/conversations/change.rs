//! Where the person puts conversations: first in the list, out of it, in a folder, marked as unread.

use rusqlite::Connection;

use crate::error::{Error, Failure};
use crate::folders;
use crate::{ConversationId, FolderId, Ledger};

/// What is changed of conversations from their lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Whether they stand first.
    Pinned(bool),
    /// Whether they are out of the lists. Search still has them.
    Archived(bool),
    /// Whether they are marked as not looked at.
    Unread(bool),
    /// The folder they are in; no folder with `None`.
    Folder(Option<FolderId>),
}

impl Ledger {
    /// Changes conversations, in one transaction. Gives those that are different now; one that is not there is
    /// passed over. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when the folder is not there; nothing is changed then.
    pub fn change_conversations(
        &self,
        ids: &[ConversationId],
        change: Change,
    ) -> Result<Vec<ConversationId>, Error> {
        let ids = ids.to_vec();
        self.write(move |transaction| {
            if let Change::Folder(Some(folder)) = change
                && folders::get(transaction, folder)?.is_none()
            {
                return Err(Failure::missing("folder", folder));
            }
            let mut changed = Vec::new();
            for id in ids {
                if make(transaction, id, change)? {
                    changed.push(id);
                }
            }
            Ok(changed)
        })
    }
}

/// Says whether it made a difference.
fn make(transaction: &Connection, id: ConversationId, change: Change) -> rusqlite::Result<bool> {
    let column = match change {
        Change::Pinned(_) => "pinned",
        Change::Archived(_) => "archived",
        Change::Unread(_) => "unread",
        Change::Folder(_) => "folder_id",
    };
    let mut update = transaction.prepare_cached(&format!(
        "UPDATE conversations SET {column} = ?2
         WHERE id = ?1 AND deleted_at IS NULL AND {column} IS NOT ?2"
    ))?;
    let rows = match change {
        Change::Pinned(is) | Change::Archived(is) | Change::Unread(is) => update.execute((id, is)),
        Change::Folder(folder) => update.execute((id, folder)),
    };
    Ok(rows? > 0)
}

/// Takes a conversation out of the archive: the person goes on with it.
pub(crate) fn unarchive(transaction: &Connection, id: ConversationId) -> rusqlite::Result<()> {
    make(transaction, id, Change::Archived(false)).map(drop)
}
