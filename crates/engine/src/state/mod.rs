//! The engine's own record: one SQLite file, one writing thread, a few readers.
//!
//! Writes are committed in groups: the writing thread takes every job that waits, runs each inside a savepoint,
//! commits once (WAL, `synchronous=FULL`) and only then answers. So an event is on disk before anybody can see
//! it, and many runs that stream at the same time share one fsync.

mod agents;
mod environments;
mod error;
mod events;
mod executions;
mod interactions;
mod schema;
mod trace;
mod triggers;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

use error::Refusal;

pub(crate) use environments::EnvironmentRow;
pub use error::StoreError;
pub(crate) use events::{Append, StoredEvent};
pub(crate) use executions::ExecutionRow;
pub(crate) use interactions::InteractionRow;
pub(crate) use triggers::TriggerRow;

type Result<T> = std::result::Result<T, StoreError>;
type Answer = Box<dyn FnOnce(std::result::Result<(), Refusal>) + Send>;
type Job = Box<dyn FnOnce(&Connection) -> Answer + Send>;

/// Handle of the record; cheap to clone.
#[derive(Clone)]
pub(crate) struct Store {
    jobs: mpsc::Sender<Job>,
    readers: Arc<Readers>,
}

struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens or creates the record at `path`.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let mut connection = Connection::open(path)?;
        schema::prepare(&mut connection, path)?;
        let (jobs, queue) = mpsc::channel::<Job>();
        std::thread::Builder::new()
            .name("engine-store".to_owned())
            .spawn(move || write_loop(&connection, &queue))
            .map_err(|error| StoreError::Commit(Refusal::because(&error.to_string())))?;
        Ok(Self {
            jobs,
            readers: Arc::new(Readers {
                path: path.to_owned(),
                idle: Mutex::new(Vec::new()),
            }),
        })
    }

    /// Runs `work` on the writing thread and answers once it is durable.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let done = in_savepoint(connection, work);
            Box::new(move |committed| {
                let result = match (done, committed) {
                    (Ok(value), Ok(())) => Ok(value),
                    (Ok(_), Err(why)) => Err(StoreError::Commit(why)),
                    (Err(error), _) => Err(error),
                };
                // The asker may be gone (its client disconnected); the write stands all the same.
                let _ = answer.send(result);
            })
        });
        self.jobs.send(job).map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Runs `work` on a reading connection, off the async threads.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        tokio::task::spawn_blocking(move || {
            let idle = readers.lock().pop();
            let connection = match idle {
                Some(connection) => connection,
                None => readers.open()?,
            };
            let result = work(&connection);
            readers.lock().push(connection);
            result
        })
        .await
        .map_err(|_| StoreError::Closed)?
    }
}

impl Readers {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> Result<Connection> {
        let connection = Connection::open_with_flags(
            &self.path,
            OpenFlags::SQLITE_OPEN_READ_ONLY
                | OpenFlags::SQLITE_OPEN_NO_MUTEX
                | OpenFlags::SQLITE_OPEN_URI,
        )?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        Ok(connection)
    }
}

/// Most jobs that share one commit.
const GROUP: usize = 256;

fn write_loop(connection: &Connection, queue: &mpsc::Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        if let Err(error) = connection.execute_batch("BEGIN IMMEDIATE") {
            let refuse: Answer = first(connection);
            refuse(Err(error.into()));
            continue;
        }
        let mut answers = vec![first(connection)];
        while answers.len() < GROUP {
            let Ok(next) = queue.try_recv() else { break };
            answers.push(next(connection));
        }
        let committed = connection.execute_batch("COMMIT").map_err(Refusal::from);
        if committed.is_err() && !connection.is_autocommit() {
            // SQLite may have rolled back by itself; then there is nothing left to undo.
            let _ = connection.execute_batch("ROLLBACK");
        }
        for answer in answers {
            answer(committed.clone());
        }
    }
}

fn in_savepoint<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    if connection.is_autocommit() {
        return Err(StoreError::Commit(Refusal::because(
            "the database is busy or full",
        )));
    }
    connection.execute_batch("SAVEPOINT job")?;
    match work(connection) {
        Ok(value) => {
            connection.execute_batch("RELEASE job")?;
            Ok(value)
        }
        Err(error) => {
            // A full disk undoes the whole group by itself; then there is no savepoint left to go back to.
            if !connection.is_autocommit() {
                connection.execute_batch("ROLLBACK TO job; RELEASE job")?;
            }
            Err(error)
        }
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
