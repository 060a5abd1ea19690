//! Leaving no trace: what was deleted is in no file afterwards, and sandboxes that nobody names go by themselves.
//!
//! Deleting writes a marker file first. It goes when the record was written anew, so a crash in between only means that
//! the next start does it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::files::EnvironmentFiles;
use crate::state::{Store, StoreError, written};

/// How long a sandbox is kept that no interaction and no trigger names, after it was used last (contract section 9.1).
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How often such sandboxes are looked for.
const LOOK: Duration = Duration::from_secs(6 * 60 * 60);
/// Deletions that follow each other so closely are tidied up after together.
const CALM: Duration = Duration::from_secs(1);

/// Tidies up after deletions.
pub(crate) struct Tidy {
    store: Store,
    files: Arc<EnvironmentFiles>,
    marker: PathBuf,
    deleted: Notify,
    stop: CancellationToken,
}

impl Tidy {
    /// Tidies the record and the sandboxes of the engine in the folder `data`.
    pub(crate) fn new(store: Store, files: Arc<EnvironmentFiles>, data: &std::path::Path) -> Self {
        Self {
            store,
            files,
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
                    if let Err(error) = self.remove_orphans().await {
                        tracing::warn!(%error, "sandboxes that nobody names cannot be removed");
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

    /// Removes sandboxes that nobody names and nobody used for long.
    async fn remove_orphans(&self) -> Result<(), StoreError> {
        let Some(oldest) = SystemTime::now().checked_sub(KEPT) else {
            return Ok(());
        };
        let before = jiff::Timestamp::try_from(oldest).map(written);
        let Ok(before) = before else { return Ok(()) };
        let orphans = self.store.orphans(before).await?;
        for id in orphans {
            tracing::info!(id, "a sandbox that nobody names is removed");
            self.store.delete_environment(&id).await?;
            let files = Arc::clone(&self.files);
            let deleted = tokio::task::spawn_blocking(move || files.delete(&id)).await;
            if let Ok(Err(error)) = deleted {
                tracing::warn!(%error, "the folder of a sandbox that nobody names stays for now");
            }
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
