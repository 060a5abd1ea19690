//! Files that runs made: names, places and hashes. The bytes are beside the database.

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
    /// The run that made it.
    pub run_id: RunId,
    /// That run's conversation.
    pub conversation_id: ConversationId,
    /// Whether that is a chat or a job.
    pub kind: Kind,
    /// That conversation's title.
    pub conversation_title: String,
    /// Its name, as it was when it was found.
    pub name: String,
    /// Its path in the sandbox; `None` for media in the output.
    pub path: Option<String>,
    /// The folder that it is shown inside of, when that is one line.
    pub folder_id: Option<ArtifactId>,
    /// How many files it holds, when it is such a folder.
    pub files: Option<u32>,
    /// How many of those are here.
    pub here: Option<u32>,
    /// Where it comes from.
    pub source: Source,
    /// MIME type.
    pub mime: String,
    /// Bytes, if known.
    pub size: Option<i64>,
    /// SHA-256 of the bytes in hex, once they are here.
    pub sha256: Option<String>,
    /// Where the bytes are.
    pub state: ArtifactState,
    /// Why it could not be fetched.
    pub error: Option<Value>,
    /// When it was found.
    pub created_at: i64,
    /// The step that made it, if known.
    pub step_index: Option<u32>,
}

/// A file just found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewArtifact {
    /// The run that made it.
    pub run_id: RunId,
    /// Its name, as it is to be found.
    pub name: String,
    /// Its path in the sandbox; `None` for media in the output.
    pub path: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// MIME type.
    pub mime: String,
    /// Bytes, if known.
    pub size: Option<i64>,
    /// The step that made it, if known.
    pub step_index: Option<u32>,
    /// Now.
    pub created_at: i64,
}

/// A folder of a sandbox that is one line, whatever is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFolder {
    /// The run that made it, or changed what is in it.
    pub run_id: RunId,
    /// Its name, as it is to be found.
    pub name: String,
    /// Its path in the sandbox.
    pub path: String,
    /// How many files are in it.
    pub files: u32,
    /// How many bytes they have.
    pub size: i64,
    /// Now.
    pub created_at: i64,
}

/// Changes to a file's row. What is not named stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArtifactUpdate {
    /// A safe name.
    pub name: Option<String>,
    /// MIME type.
    pub mime: Option<String>,
    /// Bytes.
    pub size: Set<i64>,
    /// SHA-256 of the bytes in hex.
    pub sha256: Set<String>,
    /// Where the bytes are.
    pub state: Option<ArtifactState>,
    /// Why it could not be fetched.
    pub error: Set<Value>,
}

impl Ledger {
    /// Changes a file's row and returns it. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when it is not there.
    pub fn update_artifact(
        &self,
        id: ArtifactId,
        update: &ArtifactUpdate,
    ) -> Result<Artifact, Error> {
        let update = update.clone();
        self.write(move |transaction| {
            let mut columns = Assignments::default();
            columns.maybe("name", update.name.clone());
            columns.maybe("mime", update.mime.clone());
            columns.set("size", &update.size);
            columns.set("sha256", &update.sha256);
            columns.maybe("state", update.state.map(|state| state.as_str().to_owned()));
            columns.json("error", &update.error);
            columns.update(transaction, "artifacts", &id.to_string())?;
            let stored = get(transaction, id)?.ok_or_else(|| Failure::missing("file", id))?;
            if update.name.is_some() {
                search::note_files(transaction, stored.run_id)?;
            }
            Ok(stored)
        })
    }

    /// A file; `None` when it is not there. Blocks.
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
