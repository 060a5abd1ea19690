//! Files that runs made: names, paths and hashes. The bytes are stored beside the database.

mod adding;
mod listing;
mod references;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Failure};
use crate::sql::{Assignments, Json, Set};
use crate::{ArtifactId, ArtifactState, ConversationId, Kind, Ledger, RunId, Source, search};

pub(crate) use adding::insert_whole;
pub(crate) use listing::each_whole;
pub(crate) use references::REFERENCED;

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V3: &str = include_str!("3.sql");

/// A file that a run made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Artifact {
    /// Its id.
    pub id: ArtifactId,
    /// The run that made the file.
    pub run_id: RunId,
    /// The conversation of that run.
    pub conversation_id: ConversationId,
    /// Kind of that conversation: chat or job.
    pub kind: Kind,
    /// Title of that conversation.
    pub conversation_title: String,
    /// File name; the original name until it is updated to a safe one.
    pub name: String,
    /// Its path in the sandbox; `None` for media in the output.
    pub path: Option<String>,
    /// The folder shown as one row that contains this file, if any.
    pub folder_id: Option<ArtifactId>,
    /// Number of files in it, if this row is such a folder.
    pub files: Option<u32>,
    /// Number of those files that are saved here.
    pub here: Option<u32>,
    /// Origin: sandbox or output media.
    pub source: Source,
    /// MIME type.
    pub mime: String,
    /// Size in bytes, if known.
    pub size: Option<i64>,
    /// SHA-256 of the bytes in hex, once they are saved.
    pub sha256: Option<String>,
    /// State of the download.
    pub state: ArtifactState,
    /// Why the download failed.
    pub error: Option<Value>,
    /// Time at which the file was found.
    pub created_at: i64,
    /// The step that made it, if known.
    pub step_index: Option<u32>,
}

/// A newly found file to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArtifact {
    /// The run that made the file.
    pub run_id: RunId,
    /// File name, as it was found.
    pub name: String,
    /// Its path in the sandbox; `None` for media in the output.
    pub path: Option<String>,
    /// Origin: sandbox or output media.
    pub source: Source,
    /// MIME type.
    pub mime: String,
    /// Size in bytes, if known.
    pub size: Option<i64>,
    /// The step that made it, if known.
    pub step_index: Option<u32>,
    /// The current time.
    pub created_at: i64,
}

/// A sandbox folder that is shown as one row, whatever it contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFolder {
    /// The run that made the folder or changed its contents.
    pub run_id: RunId,
    /// Folder name, as it was found.
    pub name: String,
    /// Its path in the sandbox.
    pub path: String,
    /// Number of files in it.
    pub files: u32,
    /// Total size of those files in bytes.
    pub size: i64,
    /// The current time.
    pub created_at: i64,
}

/// Changes to a file's row. Fields left at their default are not changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArtifactUpdate {
    /// A safe file name.
    pub name: Option<String>,
    /// MIME type.
    pub mime: Option<String>,
    /// Size in bytes.
    pub size: Set<i64>,
    /// SHA-256 of the bytes in hex.
    pub sha256: Set<String>,
    /// State of the download.
    pub state: Option<ArtifactState>,
    /// Why the download failed.
    pub error: Set<Value>,
}

impl Ledger {
    /// Updates a file's row and returns it. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the file does not exist.
    pub fn update_artifact(
        &self,
        id: ArtifactId,
        update: &ArtifactUpdate,
    ) -> Result<Artifact, Error> {
        let update = update.clone();
        self.write(move |transaction| {
            let mut columns = Assignments::default();
            columns.set_if_some("name", update.name.clone());
            columns.set_if_some("mime", update.mime.clone());
            columns.set("size", &update.size);
            columns.set("sha256", &update.sha256);
            columns.set_if_some("state", update.state.map(|state| state.as_str().to_owned()));
            columns.json("error", &update.error);
            columns.update(transaction, "artifacts", &id.to_string())?;
            let stored = get(transaction, id)?.ok_or_else(|| Failure::missing("file", id))?;
            if update.name.is_some() {
                search::note_files(transaction, stored.run_id)?;
            }
            Ok(stored)
        })
    }

    /// Returns a file; `None` if it does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifact(&self, id: ArtifactId) -> Result<Option<Artifact>, Error> {
        self.read(|snapshot| Ok(get(snapshot, id)?))
    }
}

const SELECT: &str = "
SELECT a.*, c.kind, c.title,
  CASE WHEN a.files IS NOT NULL THEN
    (SELECT count(*) FROM artifacts m WHERE m.folder_id = a.id AND m.state = 'saved')
  END AS here
FROM artifacts a
JOIN conversations c ON c.id = a.conversation_id";

fn get(transaction: &Connection, id: ArtifactId) -> rusqlite::Result<Option<Artifact>> {
    transaction
        .prepare_cached(&format!("{SELECT} WHERE a.id = ?1"))?
        .query_row([id], from_row)
        .optional()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Artifact> {
    Ok(Artifact {
        id: row.get("id")?,
        run_id: row.get("run_id")?,
        conversation_id: row.get("conversation_id")?,
        kind: row.get("kind")?,
        conversation_title: row.get("title")?,
        name: row.get("name")?,
        path: row.get("path")?,
        folder_id: row.get("folder_id")?,
        files: row.get("files")?,
        here: row.get("here")?,
        source: row.get("source")?,
        mime: row.get("mime")?,
        size: row.get("size")?,
        sha256: row.get("sha256")?,
        state: row.get("state")?,
        error: row.get::<_, Option<Json>>("error")?.map(|json| json.0),
        created_at: row.get("created_at")?,
        step_index: row.get("step_index")?,
    })
}
