//! The folder of the engine's state.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::StartError;
use crate::files::{EnvironmentFiles, UploadedFiles};
use crate::state::Store;
use crate::webhooks::Webhooks;

/// What the data folder holds. No second engine can open it while `lock` is held.
pub(crate) struct DataFolder {
    pub(crate) lock: File,
    pub(crate) store: Store,
    pub(crate) files: Arc<EnvironmentFiles>,
    pub(crate) uploaded: Arc<UploadedFiles>,
    pub(crate) webhooks: Arc<Webhooks>,
}

impl DataFolder {
    /// Opens the folder, and creates what is missing in it.
    pub(crate) async fn open(folder: &Path) -> Result<Self, StartError> {
        let data = StartError::data(folder);
        std::fs::create_dir_all(folder.join("environments")).map_err(&data)?;
        let lock = File::create(folder.join("engine.lock")).map_err(&data)?;
        acquire(&lock, folder).await?;
        let store = Store::open(&folder.join("engine.db"))?;
        let uploaded = UploadedFiles::new(folder.join("files")).map_err(&data)?;
        let webhooks = Webhooks::new(store.clone(), folder).map_err(&data)?;
        Ok(Self {
            lock,
            store,
            files: Arc::new(EnvironmentFiles::new(folder.join("environments"))),
            uploaded: Arc::new(uploaded),
            webhooks: Arc::new(webhooks),
        })
    }
}

/// How long to wait for an engine that is shutting down to release its folder.
const LEAVE: Duration = Duration::from_secs(4);

/// Locks the folder for this engine. An app that is restarted after a kill finds its old engine about to stop.
async fn acquire(lock: &File, folder: &Path) -> Result<(), StartError> {
    let asked = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if asked.elapsed() < LEAVE => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Err(TryLockError::WouldBlock) => {
                return Err(StartError::InUse(folder.to_owned()));
            }
            Err(TryLockError::Error(source)) => {
                return Err(StartError::data(folder)(source));
            }
        }
    }
}
