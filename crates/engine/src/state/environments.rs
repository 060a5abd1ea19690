//! Table of environments; their files are in folders beside the database.

use std::collections::HashSet;

use interactions::{Source, SourceType};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

use super::{Result, Store, now};
use crate::files::{from_root, inside};

/// A stored environment (contract section 9.2), without its files.
#[derive(Debug, Clone)]
pub(crate) struct EnvironmentRow {
    pub(crate) id: String,
    pub(crate) created: String,
    pub(crate) updated: String,
    pub(crate) last_accessed: String,
    /// `{network, sources, env}` as they were requested, `given` and `uploaded`; of a self-hosted one `{mode, custom_config,
    /// system_instruction, key_sha256}`.
    pub(crate) settings: Value,
}

impl EnvironmentRow {
    /// Returns the paths, from its root, of the files that requests brought to it. What its agent made is not among
    /// them.
    pub(crate) fn given(&self) -> Vec<String> {
        let of = |name: &str| self.settings[name].clone();
        // An older engine only stored the sources of the first request.
        let sources = || serde_json::from_value::<Vec<Source>>(of("sources")).unwrap_or_default();
        serde_json::from_value(of("given")).unwrap_or_else(|_| paths_of(&sources()))
    }

    /// Returns the paths, from its root, of the files that were uploaded since the last request that worked in it.
    pub(crate) fn uploaded(&self) -> Vec<String> {
        serde_json::from_value(self.settings[UPLOADED].clone()).unwrap_or_default()
    }
}

/// Returns the paths of the files among these sources, from the root of their environment.
pub(crate) fn paths_of(sources: &[Source]) -> Vec<String> {
    // Without a type, a source is a file.
    let is_file = |source: &&Source| {
        let kind = source.kind.as_ref().map_or("inline", SourceType::as_str);
        kind.eq_ignore_ascii_case("inline")
    };
    let files = sources.iter().filter(is_file);
    let paths = files.filter_map(|source| inside(&from_root(source.target.as_deref()?)).ok());
    paths
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

/// The setting that names what was uploaded since the last request.
pub(crate) const UPLOADED: &str = "uploaded";

const COLUMNS: &str = "id, created, updated, last_accessed, settings";

impl Store {
    /// Inserts an environment.
    pub(crate) async fn create_environment(&self, row: EnvironmentRow) -> Result<()> {
        self.write(move |connection| insert(connection, &row)).await
    }

    /// Returns an environment, if it exists.
    pub(crate) async fn environment(&self, id: &str) -> Result<Option<EnvironmentRow>> {
        let id = id.to_owned();
        self.read(move |connection| {
            let sql = format!("SELECT {COLUMNS} FROM environments WHERE id = ?1");
            connection
                .prepare_cached(&sql)?
                .query_row([id], |row| Ok(read(row)))
                .optional()?
                .transpose()
        })
        .await
    }

    /// At most `limit` environments, newest first, after the one with the id `after`; optionally only those that are,
    /// or are not, self-hosted.
    pub(crate) async fn environments(
        &self,
        self_hosted: Option<bool>,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<EnvironmentRow>> {
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM environments
                 WHERE (?1 IS NULL OR (created, id) < (SELECT created, id FROM environments WHERE id = ?1))
                   AND (?3 IS NULL OR ?3 = (coalesce(settings ->> '$.mode', '') = 'self_hosted'))
                 ORDER BY created DESC, id DESC LIMIT ?2"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![after, limit as i64, self_hosted])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(read(row)?);
            }
            Ok(found)
        })
        .await
    }

    /// Updates the time of last use, and notes uploaded files at these paths from its root.
    pub(crate) async fn add_uploaded(&self, id: &str, paths: Vec<String>) -> Result<()> {
        self.touch_environment(id, None).await?;
        let id = id.to_owned();
        self.write(move |connection| {
            let mut note = connection.prepare_cached(
                "UPDATE environments
                 SET settings = json_set(
                     settings, '$.uploaded', json(coalesce(settings -> '$.uploaded', '[]')), '$.uploaded[#]', ?2
                 )
                 WHERE id = ?1
                   AND NOT EXISTS (SELECT 1 FROM json_each(settings, '$.uploaded') WHERE value = ?2)",
            )?;
            for path in paths {
                note.execute(params![id, path])?;
            }
            Ok(())
        })
        .await
    }

    /// Updates the time of last use, and the settings if they changed.
    pub(crate) async fn touch_environment(&self, id: &str, settings: Option<Value>) -> Result<()> {
        let id = id.to_owned();
        self.write(move |connection| {
            connection
                .prepare_cached(
                    "UPDATE environments SET updated = ?2, last_accessed = ?2 WHERE id = ?1",
                )?
                .execute(params![id, now()])?;
            if let Some(settings) = settings {
                connection.execute(
                    "UPDATE environments SET settings = ?2 WHERE id = ?1",
                    params![id, settings.to_string()],
                )?;
            }
            Ok(())
        })
        .await
    }

    /// Ids of environments that no trigger uses and no run works in, last used before `before` (in the form of
    /// [`super::format_time`]). Self-hosted ones are excluded.
    pub(crate) async fn unused_environments(&self, before: String) -> Result<Vec<String>> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM environments WHERE last_accessed < ?1
                   AND coalesce(settings ->> '$.mode', '') <> 'self_hosted'
                   AND id NOT IN (SELECT environment_id FROM interactions
                     WHERE environment_id IS NOT NULL AND terminal = 0)
                   AND id NOT IN
                     (SELECT environment_id FROM triggers WHERE environment_id IS NOT NULL)",
            )?;
            let ids = statement.query_map([before], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Updates the time of last use after a read access, at most once an hour.
    pub(crate) async fn note_access(&self, row: &EnvironmentRow) -> Result<()> {
        let hour_ago = jiff::Timestamp::now().saturating_sub(jiff::SignedDuration::from_hours(1));
        if hour_ago.is_ok_and(|hour_ago| row.last_accessed > super::format_time(hour_ago)) {
            return Ok(());
        }
        let id = row.id.clone();
        self.write(move |connection| {
            connection.execute(
                "UPDATE environments SET last_accessed = ?2 WHERE id = ?1",
                params![id, now()],
            )?;
            Ok(())
        })
        .await
    }

    /// Ids of environments that no interaction and no trigger references, last used before `before` (in the form of
    /// [`super::format_time`]).
    pub(crate) async fn orphans(&self, before: String) -> Result<Vec<String>> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id FROM environments WHERE last_accessed < ?1
                   AND coalesce(settings ->> '$.mode', '') <> 'self_hosted'
                   AND id NOT IN
                     (SELECT environment_id FROM interactions WHERE environment_id IS NOT NULL)
                   AND id NOT IN
                     (SELECT environment_id FROM triggers WHERE environment_id IS NOT NULL)",
            )?;
            let ids = statement.query_map([before], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// The ids of all environments.
    pub(crate) async fn environment_ids(&self) -> Result<HashSet<String>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT id FROM environments")?;
            let ids = statement.query_map([], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Deletes an environment. False if there was none.
    pub(crate) async fn delete_environment(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            Ok(connection.execute("DELETE FROM environments WHERE id = ?1", [id])? > 0)
        })
        .await
    }
}

pub(super) fn insert(connection: &Connection, row: &EnvironmentRow) -> Result<()> {
    connection.execute(
        "INSERT INTO environments (id, created, updated, last_accessed, settings) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![row.id, row.created, row.updated, row.last_accessed, row.settings.to_string()],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<EnvironmentRow> {
    Ok(EnvironmentRow {
        id: row.get(0)?,
        created: row.get(1)?,
        updated: row.get(2)?,
        last_accessed: row.get(3)?,
        settings: serde_json::from_str(&row.get::<_, String>(4)?)?,
    })
}
