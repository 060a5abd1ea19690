//! Copies files to the person's own folders, byte for byte and without overwriting.

use std::path::PathBuf;
use std::sync::Arc;

use ledger::{Artifact, ArtifactState, ConversationId};
use screen::lock;
use screen::view::artifact;
use words::say;

use super::files::stored_digest;
use super::parse_id;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::blocking;
use crate::errors::{self, Result};

/// Number of a folder's rows that are read at a time.
const FOLDER_PAGE: usize = 500;

impl Backend {
    pub(super) async fn save_files(&self, request: SaveRequest) -> Result<SaveResult> {
        let core = &self.core;
        let rows = self.rows_to_save(&request.files).await?;
        let folder = match core.save_folder() {
            Some(folder) if !request.ask => folder,
            _ => match core.host.pick_folder().await {
                Some(folder) => folder,
                None => {
                    return Ok(SaveResult {
                        folder: None,
                        paths: Vec::new(),
                    });
                }
            },
        };
        self.save(rows, folder).await
    }

    pub(super) async fn save_archive(&self, request: ArchiveRequest) -> Result<Option<String>> {
        let rows = self.rows_to_save(&request.files).await?;
        let rules = artifacts::NameRules::here();
        let mut items = Vec::with_capacity(rows.len());
        for row in &rows {
            let path = artifacts::safe_relative_path_on(rules, &artifact::display_path(row));
            items.push((stored_digest(row)?, path));
        }
        let name = artifacts::safe_name_on(rules, &request.name);
        let Some(place) = self.core.host.pick_new_file(&format!("{name}.zip")).await else {
            return Ok(None);
        };
        let archive = place.clone();
        self.core
            .files(move |store| store.export_archive(&items, &archive))
            .await?;
        lock(&self.core.files.saved).insert(place.clone());
        Ok(Some(place.display().to_string()))
    }

    /// Returns the files to be saved that are here, including those of folders that are shown as one line.
    async fn rows_to_save(&self, files: &[String]) -> Result<Vec<Artifact>> {
        let mut rows = Vec::new();
        for text in files {
            let row = self.artifact(text).await?;
            match row.files {
                Some(_) => rows.extend(self.saved_in(&row).await?),
                None => {
                    stored_digest(&row)?;
                    rows.push(row);
                }
            }
        }
        Ok(rows)
    }

    /// Saves the files of the newest turn of a conversation to the chosen folder, or to Downloads.
    pub(crate) async fn save_newest(&self, conversation: &str) -> Result<()> {
        let conversation: ConversationId = parse_id(conversation, say::conversation_gone)?;
        let rows = self
            .core
            .ledger(move |ledger| ledger.artifacts_of_conversation(conversation))
            .await?;
        let Some(newest) = rows.last().map(|row| row.run_id) else {
            return Ok(());
        };
        let files = rows
            .into_iter()
            .filter(|row| row.run_id == newest && row.state == ArtifactState::Saved)
            .map(|row| row.id.to_string())
            .collect();
        let saved = self.save_files(SaveRequest { files, ask: false }).await?;
        if let Some(path) = saved.paths.into_iter().next() {
            self.show_in_folder(path).await?;
        }
        Ok(())
    }

    /// Returns the files that are here of a folder that is shown as one line.
    async fn saved_in(&self, folder: &Artifact) -> Result<Vec<Artifact>> {
        let (id, mut after, mut all) = (folder.id, None::<String>, Vec::new());
        loop {
            let page = self.core.ledger(move |ledger| {
                ledger.artifacts_in_folder(id, after.as_deref(), FOLDER_PAGE)
            });
            let rows = page.await?;
            let Some(last) = rows.last().and_then(|row| row.path.clone()) else {
                return Ok(all);
            };
            after = Some(last);
            let saved = rows.into_iter().filter(|row| stored_digest(row).is_ok());
            all.extend(saved);
        }
    }

    /// Saves one file by its name, or several with their folders.
    async fn save(&self, rows: Vec<Artifact>, folder: PathBuf) -> Result<SaveResult> {
        let core = &self.core;
        let several = rows.len() > 1;
        let (shown, into) = (folder.display().to_string(), folder.clone());
        let made =
            blocking(move || std::fs::create_dir_all(&into).map_err(|cause| (into, cause))).await?;
        made.map_err(|(folder, cause)| errors::file(say::file_not_created, &folder, &cause))?;
        lock(&core.files.saved).insert(folder.clone());
        let mut paths = Vec::new();
        for row in rows {
            let (sha256, into) = (stored_digest(&row)?, folder.clone());
            let whole = artifact::display_path(&row);
            let rules = artifacts::NameRules::here();
            let saved = core
                .files(move |store| match several {
                    true => {
                        let path = artifacts::safe_relative_path_on(rules, &whole);
                        store.export_path(&sha256, &into, &path)
                    }
                    false => store.export(&sha256, &into, &artifacts::safe_name_on(rules, &whole)),
                })
                .await?;
            lock(&core.files.saved).insert(saved.clone());
            paths.push(saved.display().to_string());
        }
        Ok(SaveResult {
            folder: Some(shown),
            paths,
        })
    }

    pub(super) async fn show_in_folder(&self, text: String) -> Result<()> {
        let core = &self.core;
        let path = PathBuf::from(&text);
        // A path from the window is only compared with those that it was given.
        let is_known = lock(&core.files.saved).contains(&path)
            || core.save_folder().as_ref() == Some(&path)
            || path == core.data_dir();
        if !is_known {
            return Err(errors::invalid(say::only_saved_shown()));
        }
        // The folder for saved files can be shown before anything was saved there.
        let is_save_folder = core.save_folder().as_ref() == Some(&path);
        let host = Arc::clone(&core.host);
        blocking(move || {
            if is_save_folder {
                let _ = std::fs::create_dir_all(&path);
            }
            host.show_in_folder(&path)
        })
        .await?
        .map_err(|reason| {
            tracing::warn!(reason, "the file manager cannot be opened");
            errors::error(ErrorCode::File, say::no_file_manager(&text))
        })
    }
}
