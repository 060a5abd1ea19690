//! Connections for reading, kept open between reads.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

/// How many idle connections are kept.
const IDLE: usize = 4;
/// How long one is kept that nobody needs.
const IDLE_TIME: Duration = Duration::from_secs(60);
/// How long a read waits for another program that writes to the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How many statements of a connection stay prepared.
const STATEMENTS: usize = 64;

/// Readers of one file. A read never waits for a write.
pub struct Readers {
    path: PathBuf,
    /// With the time of their last read; the one that was used last is the last.
    idle: Mutex<Vec<(Connection, Instant)>>,
}

impl Readers {
    /// Readers of the file `path`; it is opened with the first read.
    #[must_use]
    pub fn of(path: PathBuf) -> Self {
        Self {
            path,
            idle: Mutex::default(),
        }
    }

    /// Reads the file as it was committed when the read began. Blocks.
    ///
    /// # Errors
    /// What `query` says, or SQLite when the file cannot be opened.
    pub fn read<T, E: From<rusqlite::Error>>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle().pop();
        let mut connection = match idle {
            Some((connection, _)) => connection,
            None => self.open()?,
        };
        let result = connection
            .transaction_with_behavior(TransactionBehavior::Deferred)
            .map_err(E::from)
            .and_then(|snapshot| query(&snapshot));
        let mut idle = self.idle();
        // After many reads at once most of them are not needed again; each holds files and memory.
        idle.retain(|(_, since)| since.elapsed() < IDLE_TIME);
        if idle.len() < IDLE {
            idle.push((connection, Instant::now()));
        }
        result
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        let access = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, access)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }

    /// A panic while the lock was held left the list as it was.
    fn idle(&self) -> MutexGuard<'_, Vec<(Connection, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
