//! Folders: named groups of conversations.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Failure};
use crate::{ConversationId, FolderId, Ledger, compact};

pub(crate) const V7: &str = include_str!("7.sql");

/// A group of conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Folder {
    /// Its id.
    pub id: FolderId,
    /// Name given by the person.
    pub name: String,
    /// Time of creation.
    pub created_at: i64,
}

/// A removed folder with the conversations it contained, for undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedFolder {
    /// The folder.
    pub folder: Folder,
    /// The conversations that were in it.
    pub conversations: Vec<ConversationId>,
}

impl Ledger {
    /// Returns all folders in order of creation. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn folders(&self) -> Result<Vec<Folder>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached("SELECT id, name, created_at FROM folders ORDER BY created_at, id")?
                .query_map([], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Creates a folder; returns `None` if another folder has this name (ignoring case). Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn make_folder(&self, name: &str, now: i64) -> Result<Option<Folder>, Error> {
        let folder = Folder {
            id: FolderId::new(),
            name: name.to_owned(),
            created_at: now,
        };
        self.write(move |transaction| {
            if named(transaction, &folder.name, None)?.is_some() {
                return Ok(None);
            }
            insert(transaction, &folder)?;
            Ok(Some(folder))
        })
    }

    /// Renames a folder. Returns false if another folder has that name. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the folder does not exist.
    pub fn rename_folder(&self, id: FolderId, name: &str) -> Result<bool, Error> {
        let name = name.to_owned();
        self.write(move |transaction| {
            if named(transaction, &name, Some(id))?.is_some() {
                return Ok(false);
            }
            let changed = transaction
                .prepare_cached("UPDATE folders SET name = ?2 WHERE id = ?1")?
                .execute((id, &name))?;
            match changed {
                0 => Err(Failure::missing("folder", id)),
                _ => Ok(true),
            }
        })
    }

    /// Removes a folder. Its conversations remain, without a folder. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the folder does not exist.
    pub fn remove_folder(&self, id: FolderId) -> Result<RemovedFolder, Error> {
        self.write(move |transaction| {
            let folder = get(transaction, id)?.ok_or_else(|| Failure::missing("folder", id))?;
            let conversations = transaction
                .prepare_cached("SELECT id FROM conversations WHERE folder_id = ?1 ORDER BY key")?
                .query_map([id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            transaction
                .prepare_cached("DELETE FROM folders WHERE id = ?1")?
                .execute([id])?;
            // The name is the person's text, so compaction must remove it from the file as well.
            compact::note(transaction)?;
            Ok(RemovedFolder {
                folder,
                conversations,
            })
        })
    }

    /// Restores a removed folder with those of its conversations that were not moved to another folder since. If a
    /// folder of that name exists by now, the conversations go there. Returns the folder they are in. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn put_folder_back(&self, removed: &RemovedFolder) -> Result<Folder, Error> {
        let RemovedFolder {
            folder,
            conversations,
        } = removed.clone();
        self.write(move |transaction| {
            let there = match get(transaction, folder.id)? {
                Some(there) => Some(there),
                None => named(transaction, &folder.name, None)?,
            };
            let folder = match there {
                Some(there) => there,
                None => {
                    insert(transaction, &folder)?;
                    folder
                }
            };
            let mut put = transaction.prepare_cached(
                "UPDATE conversations SET folder_id = ?2 WHERE id = ?1 AND folder_id IS NULL",
            )?;
            for id in &conversations {
                put.execute((id, folder.id))?;
            }
            Ok(folder)
        })
    }
}

/// Returns a folder; `None` if it does not exist.
pub(crate) fn get(connection: &Connection, id: FolderId) -> rusqlite::Result<Option<Folder>> {
    connection
        .prepare_cached("SELECT id, name, created_at FROM folders WHERE id = ?1")?
        .query_row([id], from_row)
        .optional()
}

pub(crate) fn insert(transaction: &Connection, folder: &Folder) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO folders (id, name, created_at) VALUES (?1, ?2, ?3)")?
        .execute((folder.id, &folder.name, folder.created_at))?;
    Ok(())
}

/// Returns a folder other than `but` that has this name, ignoring case.
pub(crate) fn named(
    connection: &Connection,
    name: &str,
    but: Option<FolderId>,
) -> rusqlite::Result<Option<Folder>> {
    // SQLite folds the case of ASCII letters only, so the names are compared here.
    let name = name.to_lowercase();
    let mut statement = connection.prepare_cached("SELECT id, name, created_at FROM folders")?;
    for folder in statement.query_map([], from_row)? {
        let folder = folder?;
        if Some(folder.id) != but && folder.name.to_lowercase() == name {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Folder> {
    Ok(Folder {
        id: row.get(0)?,
        name: row.get(1)?,
        created_at: row.get(2)?,
    })
}
