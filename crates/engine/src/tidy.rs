//! Leaving no trace: what was deleted is in no file afterwards, and what is kept for a time goes by itself.
//!
//! Deleting writes a marker file first. It goes when the record was written anew, so a crash in between only means that
//! the next start does it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::files::{EnvironmentFiles, UploadedFiles};
use crate::state::{Store, StoreError, written};

/// How long a sandbox is kept that no trigger names, after it was used last (contract section 9.5).
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How often such sandboxes and expired files are looked for.
const LOOK: Duration = Duration::from_secs(60 * 60);
/// Uploads that were last written so long ago are not gone on with.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);
/// Deletions that follow each other so closely are tidied up after together.
const CALM: Duration = Duration::from_secs(1);

/// Tidies up after deletions.
pub(crate) struct Tidy {
    store: Store,
    files: Arc<EnvironmentFiles>,
    uploaded: Arc<UploadedFiles>,
    marker: PathBuf,
    deleted: Notify,
    stop: CancellationToken,
}

impl Tidy {
    /// Tidies the record and the sandboxes of the engine in the folder `data`.
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

    /// To be called before something is deleted.
    pub(crate) async fn will_delete(&self) -> std::io::Result<()> {
        tokio::fs::write(&self.marker, b"").await
    }

    /// To be called when it is deleted.
    pub(crate) fn deleted(&self) {
        self.deleted.notify_one();
    }

    /// Tidies up whenever it is needed, until [`Tidy::stop`].
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

    /// Ends [`Tidy::run`] and tidies up what is left to.
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
            // Somebody reads; the next deletion or start does it.
            Ok(false) => tracing::info!("the log of the record is in use and was not emptied"),
            Err(error) => tracing::warn!(%error, "the record cannot be written anew"),
        }
    }

    /// Removes the files whose time is over.
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

    /// Removes the files of sandboxes that nobody used for long. What an interaction still names stays in the record,
    /// as expired.
    async fn remove_old_sandboxes(&self) -> Result<(), StoreError> {
        let Some(oldest) = SystemTime::now().checked_sub(KEPT) else {
            return Ok(());
        };
        let before = jiff::Timestamp::try_from(oldest).map(written);
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
        // What has no row any more, also because an earlier engine was killed in between.
        let known: HashSet<String> = self.store.environment_ids().await?;
        let files = Arc::clone(&self.files);
        let removed = tokio::task::spawn_blocking(move || files.remove_unknown(&known, oldest));
        if let Ok(Err(error)) = removed.await {
            tracing::warn!(%error, "the folder of a sandbox that nobody names cannot be removed");
        }
        Ok(())
    }
}
