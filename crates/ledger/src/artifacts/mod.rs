//! Files that runs made: names, places and hashes. The bytes are beside the database.

use std::collections::HashSet;
use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Failure};
use crate::page::{Cursor, Page, one_more, start};
use crate::sql::{Assignments, Json, Set};
use crate::{
    ArtifactId, ArtifactState, ConversationId, Kind, Ledger, RunId, Source, WholeFile, search,
};

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
    /// Notes a file as listed. The same file of the same run (by its path, or by its name and step
    /// when it is media) is noted once: its row is returned as it stands. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when the run is not there.
    pub fn add_artifact(&self, new: &NewArtifact) -> Result<Artifact, Error> {
        let added = self.add_artifacts(std::slice::from_ref(new))?;
        Ok(added.into_iter().next().expect("one file gives one row"))
    }

    /// The same with many files in one transaction; the rows are in the order of the files. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when a run is not there; nothing is noted then.
    pub fn add_artifacts(&self, new: &[NewArtifact]) -> Result<Vec<Artifact>, Error> {
        let new = new.to_vec();
        self.write(move |transaction| {
            let rows = new
                .iter()
                .map(|new| add(transaction, new, None))
                .collect::<Result<Vec<_>, _>>()?;
            let runs: HashSet<RunId> = new.iter().map(|new| new.run_id).collect();
            for run in runs {
                search::note_files(transaction, run)?;
            }
            Ok(rows)
        })
    }

    /// Notes a folder that is one line. The same folder of the same run is noted once, with what is in it
    /// now. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when the run is not there.
    pub fn add_folder(&self, new: &NewFolder) -> Result<Artifact, Error> {
        let new = new.clone();
        self.write(move |transaction| {
            let row = NewArtifact {
                run_id: new.run_id,
                name: new.name.clone(),
                path: Some(new.path.clone()),
                source: Source::Environment,
                mime: FOLDER.to_owned(),
                size: Some(new.size),
                step_index: None,
                created_at: new.created_at,
            };
            let added = add(transaction, &row, None)?;
            transaction
                .prepare_cached("UPDATE artifacts SET files = ?2, size = ?3 WHERE id = ?1")?
                .execute((added.id, new.files, new.size))?;
            search::note_files(transaction, new.run_id)?;
            get(transaction, added.id)?.ok_or_else(|| Failure::missing("file", added.id))
        })
    }

    /// Notes files that are in such a folder, in one transaction. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when a run is not there; nothing is noted then.
    pub fn add_to_folder(
        &self,
        folder: ArtifactId,
        new: &[NewArtifact],
    ) -> Result<Vec<Artifact>, Error> {
        let new = new.to_vec();
        self.write(move |transaction| {
            new.iter()
                .map(|new| add(transaction, new, Some(folder)))
                .collect()
        })
    }

    /// A page of what was noted of a folder that is one line, by path. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_in_folder(
        &self,
        folder: ArtifactId,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Artifact>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE a.folder_id = ?1 AND a.path > ?2 ORDER BY a.path LIMIT ?3"
                ))?
                .query_map(
                    (
                        folder,
                        after.unwrap_or_default(),
                        i64::try_from(limit).unwrap_or(i64::MAX),
                    ),
                    from_row,
                )?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

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

    /// A page of all files, newest first, without what is inside of folders that are one line. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts(&self, after: Option<&Cursor>, limit: usize) -> Result<Page<Artifact>, Error> {
        let (at, id) = start(after);
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE c.deleted_at IS NULL AND (a.created_at, a.id) < (?1, ?2) AND a.folder_id IS NULL
                     ORDER BY a.created_at DESC, a.id DESC LIMIT ?3"
                ))?
                .query_map((at, id, one_more(limit)), from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(page(rows, limit))
        })
    }

    /// The files of a run, oldest first, without what is inside of folders that are one line. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_of_run(&self, run: RunId) -> Result<Vec<Artifact>, Error> {
        self.read(|snapshot| Ok(list(snapshot, "a.run_id = ?1", &run.to_string())?))
    }

    /// The files of these runs, oldest first, without what is inside of folders that are one line. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_of_runs(&self, runs: &[RunId]) -> Result<Vec<Artifact>, Error> {
        self.read(|snapshot| {
            let mut all = Vec::new();
            for run in runs {
                all.extend(list(snapshot, "a.run_id = ?1", &run.to_string())?);
            }
            Ok(all)
        })
    }

    /// The files of every run of a conversation, oldest first, without what is inside of folders that are one
    /// line. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_of_conversation(&self, id: ConversationId) -> Result<Vec<Artifact>, Error> {
        self.read(|snapshot| Ok(of_conversation(snapshot, id)?))
    }

    /// A page of the files of a conversation, newest first, without what is inside of folders that are one
    /// line. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_in_conversation(
        &self,
        id: ConversationId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Artifact>, Error> {
        let (at, last) = start(after);
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE a.conversation_id = ?1 AND (a.created_at, a.id) < (?2, ?3)
                       AND a.folder_id IS NULL
                     ORDER BY a.created_at DESC, a.id DESC LIMIT ?4"
                ))?
                .query_map((id, at, last, one_more(limit)), from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(page(rows, limit))
        })
    }

    /// The sandboxes of this computer that are needed: a run in them goes on, a schedule works in them, or a file of theirs is not kept
    /// here. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn sandboxes_in_use(&self) -> Result<HashSet<String>, Error> {
        self.read(|snapshot| {
            // The `+` keeps SQLite from walking through all sandboxes there ever were.
            let sandboxes = snapshot
                .prepare_cached(
                    "SELECT environment_id FROM interactions
                     WHERE settled = 0 AND engine = 'local' AND +environment_id IS NOT NULL
                     UNION
                     SELECT i.environment_id FROM artifacts a
                     CROSS JOIN interactions i ON i.id = a.run_id
                     WHERE a.state <> 'saved' AND i.engine = 'local' AND i.environment_id IS NOT NULL AND i.imported = 0
                     UNION
                     SELECT environment_id FROM schedules
                     WHERE engine = 'local' AND environment_id IS NOT NULL",
                )?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(sandboxes)
        })
    }

    /// The SHA-256 of every file that something refers to: artifacts, what was sent along, drafts.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn referenced_files(&self) -> Result<HashSet<String>, Error> {
        self.read(|snapshot| {
            let files = snapshot
                .prepare_cached(REFERENCED)?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(files)
        })
    }
}

fn page(rows: Vec<Artifact>, limit: usize) -> Page<Artifact> {
    Page::new(rows, limit, |artifact: &Artifact| Cursor {
        at: artifact.created_at,
        id: artifact.id.0,
    })
}

/// The MIME type of a folder that is one line, as desktops name it.
const FOLDER: &str = "inode/directory";

const SELECT: &str = "
SELECT a.*, c.kind, c.title,
  CASE WHEN a.files IS NOT NULL THEN
    (SELECT count(*) FROM artifacts m WHERE m.folder_id = a.id AND m.state = 'saved')
  END AS here
FROM artifacts a
JOIN conversations c ON c.id = a.conversation_id";

/// Everything that names bytes, some of them often.
pub(crate) const REFERENCED: &str = "
SELECT sha256 FROM artifacts WHERE sha256 IS NOT NULL
UNION ALL
SELECT sha256 FROM attached_files
UNION ALL
SELECT sha256 FROM agent_files
UNION ALL
SELECT sha256 FROM schedule_files
UNION ALL
SELECT sha256 FROM archived_schedule_files
UNION ALL
SELECT json_extract(value, '$.sha256') FROM drafts, json_each(drafts.attachments)
WHERE json_extract(value, '$.sha256') IS NOT NULL";

pub(crate) fn of_conversation(
    connection: &Connection,
    id: ConversationId,
) -> rusqlite::Result<Vec<Artifact>> {
    list(connection, "a.conversation_id = ?1", &id.to_string())
}

fn list(connection: &Connection, of: &str, id: &str) -> rusqlite::Result<Vec<Artifact>> {
    connection
        .prepare_cached(&format!(
            "{SELECT} WHERE {of} AND a.folder_id IS NULL ORDER BY a.created_at, a.id"
        ))?
        .query_map([id], from_row)?
        .collect()
}

/// Adds a row, or finds the one that is there.
fn add(
    transaction: &Connection,
    new: &NewArtifact,
    folder: Option<ArtifactId>,
) -> Result<Artifact, Failure> {
    let conversation: ConversationId = transaction
        .prepare_cached("SELECT conversation_id FROM interactions WHERE id = ?1")?
        .query_row([new.run_id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Failure::missing("turn", new.run_id))?;
    let file = WholeFile {
        id: ArtifactId::new(),
        name: new.name.clone(),
        path: new.path.clone(),
        folder,
        files: None,
        source: new.source,
        mime: new.mime.clone(),
        size: new.size,
        sha256: None,
        state: ArtifactState::Listed,
        error: None,
        created_at: new.created_at,
        step_index: new.step_index,
    };
    insert_whole(transaction, new.run_id, conversation, &file)?;
    let stored = transaction
        .prepare_cached(&format!(
            "{SELECT} WHERE a.run_id = ?1 AND a.source = ?2
               AND coalesce(a.path, a.name) = ?3 AND coalesce(a.step_index, -1) = ?4"
        ))?
        .query_row(
            (
                new.run_id,
                new.source,
                new.path.as_ref().unwrap_or(&new.name),
                new.step_index.map_or(-1, i64::from),
            ),
            from_row,
        )?;
    Ok(stored)
}

/// Inserts a file of a run, unless it is there; says whether it was not.
pub(crate) fn insert_whole(
    transaction: &Connection,
    run: RunId,
    conversation: ConversationId,
    file: &WholeFile,
) -> rusqlite::Result<bool> {
    let inserted = transaction
        .prepare_cached(
            "INSERT INTO artifacts
               (id, run_id, name, path, folder_id, files, source, mime, size, state, error, created_at,
                step_index, conversation_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING",
        )?
        .execute(rusqlite::params![
            file.id,
            run,
            file.name,
            file.path,
            file.folder,
            file.files,
            file.source,
            file.mime,
            file.size,
            file.state,
            file.error.as_ref().map(Value::to_string),
            file.created_at,
            file.step_index,
            conversation,
        ])?;
    if let (1, Some(sha256)) = (inserted, &file.sha256) {
        // By itself, because the words of a file are read once its bytes are named.
        transaction
            .prepare_cached("UPDATE artifacts SET sha256 = ?2 WHERE id = ?1")?
            .execute((file.id, sha256))?;
    }
    Ok(inserted > 0)
}

/// Gives every file of a run, a folder that is one line before what is in it, until `each` breaks.
pub(crate) fn each_whole<B>(
    connection: &Connection,
    run: RunId,
    mut each: impl FnMut(WholeFile) -> ControlFlow<B>,
) -> rusqlite::Result<ControlFlow<B>> {
    let mut statement = connection.prepare_cached(&format!(
        "{SELECT} WHERE a.run_id = ?1 ORDER BY a.folder_id IS NOT NULL, a.created_at, a.id"
    ))?;
    for file in statement.query_map([run], from_row)? {
        let file = file?;
        let whole = WholeFile {
            id: file.id,
            name: file.name,
            path: file.path,
            folder: file.folder_id,
            files: file.files.map(i64::from),
            source: file.source,
            mime: file.mime,
            size: file.size,
            sha256: file.sha256,
            // What is on its way is not here.
            state: match file.state {
                ArtifactState::Fetching => ArtifactState::Listed,
                state => state,
            },
            error: file.error,
            created_at: file.created_at,
            step_index: file.step_index,
        };
        if let ControlFlow::Break(with) = each(whole) {
            return Ok(ControlFlow::Break(with));
        }
    }
    Ok(ControlFlow::Continue(()))
}

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
