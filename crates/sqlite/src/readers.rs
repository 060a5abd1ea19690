//! A pool of connections for reading.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

/// Maximum number of idle connections kept.
const IDLE: usize = 4;
/// Time after which an idle connection is closed.
const IDLE_TIME: Duration = Duration::from_secs(60);
/// Time a read waits for another program that writes to the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Number of prepared statements cached per connection.
const STATEMENTS: usize = 64;
/// Maximum size of the pages that a connection keeps in memory, in KiB. A search reads some thousand of them.
const CACHE_KIB: i64 = 16 << 10;

/// A pool of reading connections to one file. A read never waits for a write.
pub struct Readers {
    path: PathBuf,
    /// Idle connections with the time of their last read; the most recently used is last.
    idle: Mutex<Vec<(Connection, Instant)>>,
}

impl Readers {
    /// Creates the pool for the file `path`, which is opened by the first read.
    #[must_use]
    pub fn of(path: PathBuf) -> Self {
        Self {
            path,
            idle: Mutex::default(),
        }
    }

    /// Runs a query on the state committed when the read began. Blocks.
    ///
    /// # Errors
    /// The error of `query`, or SQLite's if the file cannot be opened.
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
        // After a burst of reads most connections are not needed again; each holds files and memory.
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
        // Otherwise a statement may be prepared anew for each value it is run with, which takes longer than running it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        Ok(connection)
    }

    /// Ignores poisoning: a panic while the lock was held cannot have left the list inconsistent.
    fn idle(&self) -> MutexGuard<'_, Vec<(Connection, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
