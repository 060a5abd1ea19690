//! Stores of files at Google (`file_search`): filled with the person's own files, and searched by models there.
//!
//! The ledger keeps the list of stores and of the files put into them; the files themselves are at the server,
//! without a time limit, until the store is removed.

use std::path::{Path, PathBuf};

use interactions::Client;
use screen::view::artifact;
use screen::view::host::host;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use words::say;

use crate::bridge::{BridgeError, ErrorCode, FileStore, StoredFile};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};
use crate::servers::checked_base_url;
use crate::stored::{List, StoredList};

/// Maximum size of a file in bytes, by the service's reference (File search, limits).
const MAX_FILE_SIZE: u64 = 100 << 20;

/// A store.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredFileStore {
    /// The store's id here.
    pub(crate) id: String,
    /// The name at the server: `fileSearchStores/…`.
    pub(crate) name: String,
    /// The person's title for it.
    pub(super) title: String,
    /// The base URL of the server that has it.
    pub(super) base_url: String,
    pub(super) files: Vec<FileInStore>,
    /// Number of its files that can be searched, as the server last reported.
    pub(super) ready: Option<u32>,
    pub(super) pending: u32,
    pub(super) failed: u32,
    pub(super) asked_at: i64,
}

/// A file that was put into a store.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct FileInStore {
    name: String,
    size: u64,
}

impl List for Vec<StoredFileStore> {
    const KEY: &'static str = archive::format::FILE_STORES;
    type Item = StoredFileStore;

    fn items(&self) -> &[StoredFileStore] {
        self
    }

    fn id(store: &StoredFileStore) -> &str {
        &store.id
    }
}

/// The stores, in the order of their creation.
pub(crate) type FileStores = StoredList<Vec<StoredFileStore>>;

impl FileStores {
    fn known(&self, id: &str) -> Result<StoredFileStore> {
        self.get(id)
            .ok_or_else(|| errors::not_found(say::store_gone()))
    }
}

/// Combines several failures into one whose message has all of them; `None` if there are none.
fn all_of(failures: Vec<BridgeError>) -> Option<BridgeError> {
    failures.into_iter().reduce(|all, one| BridgeError {
        code: all.code,
        message: say::two_sentences(all.message, one.message),
        hint: None,
    })
}

impl StoredFileStore {
    /// Takes over the server's numbers.
    fn update_counts(&mut self, reported: &interactions::FileSearchStore) {
        let count = |number: Option<interactions::Int64>| {
            number.and_then(|it| u32::try_from(it.get()).ok())
        };
        self.ready = count(reported.active_documents_count);
        self.pending = count(reported.pending_documents_count).unwrap_or_default();
        self.failed = count(reported.failed_documents_count).unwrap_or_default();
        self.asked_at = now();
    }
}

impl Core {
    /// Returns the stores as the window shows them.
    pub(crate) fn store_views(&self) -> Vec<FileStore> {
        let stored = self.connections.file_stores.all();
        stored.iter().map(|store| self.store_view(store)).collect()
    }

    fn store_view(&self, store: &StoredFileStore) -> FileStore {
        let files = store.files.iter().map(|file| StoredFile {
            name: file.name.clone(),
            size: file.size,
        });
        FileStore {
            id: store.id.clone(),
            title: store.title.clone(),
            host: host(&store.base_url),
            is_usable: self.is_of_this_server(store),
            files: files.collect(),
            ready: store.ready,
            pending: store.pending,
            failed: store.failed,
            asked_at: store.asked_at,
            failure: self.connections.file_stores.failure(&store.id),
        }
    }

    fn is_of_this_server(&self, store: &StoredFileStore) -> bool {
        crate::servers::origin(&store.base_url) == crate::servers::origin(&self.base_url())
    }

    /// Returns the stores at the current Gemini server.
    pub(crate) fn usable_stores(&self) -> Vec<StoredFileStore> {
        let stored = self.connections.file_stores.all();
        let here = stored.into_iter();
        here.filter(|store| self.is_of_this_server(store)).collect()
    }

    /// Creates a store with this title.
    ///
    /// # Errors
    /// `Invalid` without a title, else the server's error.
    pub(crate) async fn make_store(&self, title: &str) -> Result<FileStore> {
        let title = title.trim();
        if title.is_empty() {
            return Err(errors::invalid(say::store_no_name()));
        }
        let base_url = self.base_url();
        let client = self.client_at(&base_url).await?;
        let made = client.files().create_store(title).await;
        let made = made.map_err(|cause| errors::call(&cause))?;
        let name = made
            .name
            .ok_or_else(|| errors::error(ErrorCode::Server, say::store_not_named()))?;
        let store = StoredFileStore {
            id: Uuid::new_v4().to_string(),
            name,
            title: title.to_owned(),
            base_url,
            asked_at: now(),
            ..StoredFileStore::default()
        };
        let stored = store.clone();
        self.change_stores(|all| all.push(stored)).await?;
        Ok(self.store_view(&store))
    }

    /// Puts files into a store, one after the other. Files put in before a failure stay in it, and the failure is
    /// shown with the store.
    ///
    /// # Errors
    /// `NotFound`, and when the ledger cannot be written.
    pub(crate) async fn fill_store(&self, id: &str, files: Vec<PathBuf>) -> Result<FileStore> {
        let store = self.connections.file_stores.known(id)?;
        let client = self.client_at(&store.base_url).await?;
        let mut failures = Vec::new();
        for file in files {
            match self.put_into_store(&client, &store.name, &file).await {
                Ok(put) => {
                    self.change_store(id, |store| {
                        store.files.push(put);
                        store.pending += 1;
                    })
                    .await?;
                }
                Err(error) => failures.push(error),
            }
        }
        let asked = self.ask_store(id).await;
        if let Some(failure) = all_of(failures) {
            let store = self.connections.file_stores.known(id)?;
            self.connections.file_stores.set_failure(id, Some(failure));
            return Ok(self.store_view(&store));
        }
        asked
    }

    async fn put_into_store(
        &self,
        client: &Client,
        store: &str,
        path: &Path,
    ) -> Result<FileInStore> {
        let failed = |cause| errors::file(say::file_not_read, path, &cause);
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = artifact::file_name(&name.to_string_lossy());
        let at = path.to_owned();
        let about = blocking(move || std::fs::metadata(at))
            .await?
            .map_err(failed)?;
        let wrong = |message| Err(errors::invalid(message));
        match about.len() {
            _ if !about.is_file() => {
                return wrong(say::store_no_ordinary_file(&name));
            }
            0 => {
                return wrong(say::store_empty_file(&name));
            }
            size if size > MAX_FILE_SIZE => {
                return wrong(say::store_file_too_large(&name, MAX_FILE_SIZE >> 20));
            }
            _ => {}
        }
        let (at, named) = (path.to_owned(), name.clone());
        let mime = blocking(move || artifacts::media_type_of(&at, &named, None)).await?;
        let file = tokio::fs::File::open(path).await.map_err(failed)?;
        let uploaded = client
            .files()
            .upload_to_store(store, file, about.len(), &mime, Some(&name))
            .await
            .map_err(|cause| errors::call(&cause))?;
        match uploaded.error {
            Some(error) => {
                let why = error["message"].as_str().unwrap_or_default();
                wrong(say::store_file_not_taken(&name, why))
            }
            None => Ok(FileInStore {
                name,
                size: about.len(),
            }),
        }
    }

    /// Asks the server for the state of a store. What it does not report stays unknown.
    ///
    /// # Errors
    /// `NotFound`, and when the ledger cannot be written.
    pub(crate) async fn ask_store(&self, id: &str) -> Result<FileStore> {
        let stores = &self.connections.file_stores;
        let store = stores.known(id)?;
        let reported = async {
            let client = self.client_at(&store.base_url).await?;
            let reported = client.files().store(&store.name).await;
            reported.map_err(|cause| match cause.status() {
                Some(404) => errors::error(ErrorCode::NotFound, say::store_lost()),
                _ => errors::call(&cause),
            })
        };
        match reported.await {
            Ok(reported) => {
                self.change_store(id, |store| store.update_counts(&reported))
                    .await
            }
            Err(error) => {
                // The error of a store that was removed meanwhile does not matter.
                let store = stores.known(id)?;
                stores.set_failure(id, Some(error));
                Ok(self.store_view(&store))
            }
        }
    }

    /// Removes a store with its files, at the server first. A store that the server no longer has is only removed
    /// here.
    ///
    /// # Errors
    /// The server's error; the store then stays.
    pub(crate) async fn remove_store(&self, id: &str) -> Result<()> {
        let store = self.connections.file_stores.known(id)?;
        let client = self.client_at(&store.base_url).await?;
        match client.files().delete_store(&store.name).await {
            Err(cause) if cause.status() != Some(404) => return Err(errors::call(&cause)),
            _ => {}
        }
        self.change_stores(|all| all.retain(|known| known.id != id))
            .await?;
        self.connections.file_stores.set_failure(id, None);
        self.schedules.request_poll();
        Ok(())
    }

    /// Changes a store in its current state. A store that was removed meanwhile is not added again.
    async fn change_store(
        &self,
        id: &str,
        change: impl FnOnce(&mut StoredFileStore),
    ) -> Result<FileStore> {
        self.change_stores(|all| {
            if let Some(store) = all.iter_mut().find(|known| known.id == id) {
                change(store);
            }
        })
        .await?;
        let store = self.connections.file_stores.known(id)?;
        self.connections.file_stores.set_failure(id, None);
        Ok(self.store_view(&store))
    }

    /// Adds the stores of another record that are not here yet.
    pub(crate) async fn import_file_stores(&self, new: Vec<StoredFileStore>) -> Result<()> {
        self.change_stores(|all| {
            for store in new {
                let is_here = |known: &StoredFileStore| {
                    known.id == store.id
                        || (&known.base_url, &known.name) == (&store.base_url, &store.name)
                };
                let is_sound = Uuid::parse_str(&store.id).is_ok()
                    && checked_base_url(&store.base_url).is_ok_and(|url| url == store.base_url);
                if is_sound && !all.iter().any(is_here) {
                    all.push(store);
                }
            }
        })
        .await
    }

    async fn change_stores(&self, change: impl FnOnce(&mut Vec<StoredFileStore>)) -> Result<()> {
        let change = |stored: &mut Vec<StoredFileStore>| {
            change(stored);
            Ok(())
        };
        self.connections.file_stores.change(self, change).await
    }
}
