//! Clean-up: purges deleted data from all files, and removes what has expired.
//!
//! Deleting writes a marker file first. The marker is removed after the record was vacuumed, so after a crash in
//! between the next start does it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::files::{EnvironmentFiles, UploadedFiles};
use crate::state::{Store, StoreError, format_time};

/// How long a sandbox that no trigger uses is kept after its last use (contract section 9.5).
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Interval of the search for such sandboxes and for expired files.
const LOOK: Duration = Duration::from_secs(60 * 60);
/// Age after which an upload counts as abandoned.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);
/// Debounce: deletions that follow each other within this time are cleaned up together.
const CALM: Duration = Duration::from_secs(1);

/// The clean-up task.
pub(crate) struct Tidy {
    store: Store,
    files: Arc<EnvironmentFiles>,
    uploaded: Arc<UploadedFiles>,
    marker: PathBuf,
    deleted: Notify,
    stop: CancellationToken,
}

impl Tidy {
    /// Cleans up the record and the sandboxes of the engine whose folder is `data`.
    pub(crate) fn new(
        store: Store,
        files: Arc<EnvironmentFiles>,
        uploaded: Arc<UploadedFiles>,
        data: &std::path::Path,
    ) -> Self {
        Self {
            store,
            files,
            uploaded,
            marker: data.join("untidy"),
            deleted: Notify::new(),
            stop: CancellationToken::new(),
        }
    }

    /// Writes the marker. Has to be called before something is deleted.
    pub(crate) async fn will_delete(&self) -> std::io::Result<()> {
        tokio::fs::write(&self.marker, b"").await
    }

    /// Schedules the clean-up. Has to be called after the deletion.
    pub(crate) fn deleted(&self) {
        self.deleted.notify_one();
    }

    /// Cleans up whenever necessary, until [`Tidy::stop`].
    pub(crate) async fn run(self: Arc<Self>) {
        if self.marker.exists() {
            self.deleted();
        }
        let mut look = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                () = self.stop.cancelled() => break,
                () = self.deleted.notified() => {
                    tokio::time::sleep(CALM).await;
                    self.write_anew().await;
                }
                _ = look.tick() => {
                    if let Err(error) = self.remove_old_sandboxes().await {
                        tracing::warn!(%error, "old sandboxes cannot be removed");
                    }
                    if let Err(error) = self.remove_old_files().await {
                        tracing::warn!(%error, "expired files cannot be removed");
                    }
                }
            }
        }
    }

    /// Ends [`Tidy::run`] and does outstanding clean-up.
    pub(crate) async fn stop(&self) {
        self.stop.cancel();
        if self.marker.exists() {
            self.write_anew().await;
        }
    }

    async fn write_anew(&self) {
        let done = self.store.write_anew().await;
        match done {
            Ok(true) => {
                if let Err(error) = tokio::fs::remove_file(&self.marker).await {
                    tracing::debug!(%error, "the marker of a deletion stays");
                }
            }
            // A reader is active; the next deletion or start does it.
            Ok(false) => tracing::info!("the log of the record is in use and was not emptied"),
            Err(error) => tracing::warn!(%error, "the record cannot be written anew"),
        }
    }

    /// Removes expired files.
    async fn remove_old_files(&self) -> Result<(), StoreError> {
        let expired = self.store.forget_expired_files().await?;
        let uploaded = Arc::clone(&self.uploaded);
        let removed = tokio::task::spawn_blocking(move || {
            expired.iter().try_for_each(|id| uploaded.delete(id))?;
            match SystemTime::now().checked_sub(ABANDONED) {
                Some(before) => uploaded.remove_abandoned(before),
                None => Ok(()),
            }
        });
        if let Ok(Err(error)) = removed.await {
            tracing::warn!(%error, "expired files cannot be removed");
        }
        Ok(())
    }

    /// Removes the files of sandboxes that were not used for [`KEPT`]. The rows of those that an interaction
    /// references stay, as expired.
    async fn remove_old_sandboxes(&self) -> Result<(), StoreError> {
        let Some(oldest) = SystemTime::now().checked_sub(KEPT) else {
            return Ok(());
        };
        let before = jiff::Timestamp::try_from(oldest).map(format_time);
        let Ok(before) = before else { return Ok(()) };
        for id in self.store.unused_environments(before.clone()).await? {
            tracing::info!(id, "a sandbox has expired");
            let files = Arc::clone(&self.files);
            let deleted = tokio::task::spawn_blocking(move || files.delete(&id)).await;
            if let Ok(Err(error)) = deleted {
                tracing::warn!(%error, "the folder of an expired sandbox stays for now");
            }
        }
        for id in self.store.orphans(before).await? {
            self.store.delete_environment(&id).await?;
        }
        // Folders without a row, for example because an earlier engine was killed in between.
        let known: HashSet<String> = self.store.environment_ids().await?;
        let files = Arc::clone(&self.files);
        let removed = tokio::task::spawn_blocking(move || files.remove_unknown(&known, oldest));
        if let Ok(Err(error)) = removed.await {
            tracing::warn!(%error, "the folder of a sandbox that nobody names cannot be removed");
        }
        Ok(())
    }
}
