//! Changes that the person makes to list entries: pin, archive, move to a folder, mark as unread.

use rusqlite::Connection;

use crate::error::{Error, Failure};
use crate::folders;
use crate::{ConversationId, FolderId, Ledger};

/// A change to conversations made from their list entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Pins them to the top of their list, or unpins them.
    Pinned(bool),
    /// Archives them: they leave the lists, but search still finds them.
    Archived(bool),
    /// Marks them as unread or read.
    Unread(bool),
    /// Moves them to a folder; `None` takes them out of any.
    Folder(Option<FolderId>),
}

impl Ledger {
    /// Changes several conversations in one transaction. Returns those that were actually changed; ids that do not
    /// exist are skipped. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the folder does not exist; nothing is changed then.
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

/// Applies the change; returns true if the row was changed.
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

/// Takes a conversation out of the archive because the person continues it.
pub(crate) fn unarchive(transaction: &Connection, id: ConversationId) -> rusqlite::Result<()> {
    make(transaction, id, Change::Archived(false)).map(drop)
}
