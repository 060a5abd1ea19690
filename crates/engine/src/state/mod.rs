//! The engine's own record: one SQLite file, one writing thread, a few readers.
//!
//! Writes are committed in groups and answered after their commit (see the crate `sqlite`). So an event is
//! on disk before anybody can see it, and many runs that stream at the same time share one fsync.

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
use sqlite::{Readers, Unwritten, Writer};
use tokio::sync::Notify;

use error::Refusal;

pub(crate) use credentials::CredentialRow;
pub(crate) use deliveries::Delivery;
pub(crate) use environments::EnvironmentRow;
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
    /// Told when there may be something new to deliver to webhooks.
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

    /// Runs `work` on the writing thread and answers once it is durable.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        self.writer.write(work).await.map_err(unwritten)
    }

    /// Runs `work` on a reading connection, off the async threads.
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

fn unwritten(why: Unwritten<StoreError>) -> StoreError {
    match why {
        Unwritten::Refused(error) => error,
        Unwritten::Uncommitted(error) => StoreError::Commit(error.into()),
        Unwritten::Closed => StoreError::Closed,
    }
}

/// Now, as the contract writes times.
pub(crate) fn now() -> String {
    written(jiff::Timestamp::now())
}

/// A time as the contract writes it (section 4): `YYYY-MM-DDThh:mm:ssZ`. In this form texts sort as times do.
pub(crate) fn written(moment: jiff::Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
