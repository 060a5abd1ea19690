//! The engine's own record: one SQLite file, one writer thread, a few readers.
//!
//! Writes are committed in groups and return after their commit (see the crate `sqlite`). So an event is on disk
//! before anyone can see it, and many concurrent runs share one fsync.

mod agents;
mod credentials;
mod deliveries;
mod environments;
mod error;
mod events;
mod executions;
mod files;
mod interactions;
mod listed;
mod schema;
mod trace;
mod triggers;
mod webhooks;

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use sqlite::{Readers, WriteError, Writer};
use tokio::sync::Notify;

use error::Refusal;

pub(crate) use credentials::CredentialRow;
pub(crate) use deliveries::Delivery;
pub(crate) use environments::{EnvironmentRow, UPLOADED, paths_of};
pub use error::StoreError;
pub(crate) use events::{Append, StoredEvent};
pub(crate) use executions::ExecutionRow;
pub(crate) use files::FileRow;
pub(crate) use interactions::InteractionRow;
pub(crate) use listed::Listed;
pub(crate) use triggers::TriggerRow;
pub(crate) use webhooks::{SecretRow, WebhookRow};

type Result<T> = std::result::Result<T, StoreError>;

/// Handle of the record; cheap to clone.
#[derive(Clone)]
pub(crate) struct Store {
    writer: Arc<Writer>,
    readers: Arc<Readers>,
    /// Notified when there may be new webhook messages to deliver.
    news: Arc<Notify>,
}

impl Store {
    /// Opens or creates the record at `path`.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let mut connection = Connection::open(path)?;
        schema::prepare(&mut connection, path)?;
        let writer = Writer::start(connection, "engine-store")
            .map_err(|error| StoreError::Commit(Refusal::because(&error.to_string())))?;
        Ok(Self {
            writer: Arc::new(writer),
            readers: Arc::new(Readers::of(path.to_owned())),
            news: Arc::default(),
        })
    }

    /// Runs `work` on the writer thread and returns once it is durable.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        self.writer.write(work).await.map_err(unwritten)
    }

    /// Runs `work` on a read connection, off the async threads.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        tokio::task::spawn_blocking(move || readers.read(work))
            .await
            .map_err(|_| StoreError::Closed)?
    }
}

fn unwritten(why: WriteError<StoreError>) -> StoreError {
    match why {
        WriteError::Refused(error) => error,
        WriteError::Uncommitted(error) => StoreError::Commit(error.into()),
        WriteError::Closed => StoreError::Closed,
    }
}

/// The current time in the contract's format.
pub(crate) fn now() -> String {
    format_time(jiff::Timestamp::now())
}

/// A time in the contract's format (section 4): `YYYY-MM-DDThh:mm:ssZ`. In this form texts sort chronologically.
pub(crate) fn format_time(moment: jiff::Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
