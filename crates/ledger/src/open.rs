//! Opening the database file: lock, inspect without modifying, check integrity, migrate.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::Error;
use crate::migrate::{self, Migrations};

/// SQLite `application_id` of a ledger ("Erra").
pub(crate) const APPLICATION_ID: u32 = 0x4572_7261;
/// Time to wait for another Errand that is just closing before the ledger counts as locked.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);
/// Time a statement waits for another program that writes to the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);
/// Number of WAL pages (16 MB) after which a checkpoint runs. While many streams rewrite the same pages, rarer
/// checkpoints cost less, and fewer commits have to wait for one.
const CHECKPOINT: u32 = 4_096;
/// Files up to this size have every page checked on opening (well under a second); larger ones only as they are read.
const CHECKED_SIZE: u64 = 64 << 20;

/// The parts of an open ledger.
pub(crate) struct OpenLedger {
    pub(crate) writer: Connection,
    pub(crate) lock: File,
    pub(crate) search_damaged: bool,
}

pub(crate) fn open(path: &Path, migrations: Migrations) -> Result<OpenLedger, Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
    }
    let lock = lock(path)?;
    let known = migrate::newest(migrations);
    let is_new = !inspect_header(path, known)?;
    let sqlite_error = |error| Error::sqlite(path, error);

    let mut writer = connect(path).map_err(sqlite_error)?;
    // Until the file is known to be a ledger, closing must not checkpoint a WAL into it.
    writer
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .map_err(sqlite_error)?;
    let found = recognise(&writer, path, known)?;
    let search_damaged = if is_new { false } else { check(&writer, path)? };
    writer
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
        .map_err(sqlite_error)?;

    writer.set_prepared_statement_cache_capacity(64);
    sqlite::make_durable(&writer).map_err(sqlite_error)?;
    writer
        .pragma_update(None, "wal_autocheckpoint", CHECKPOINT)
        .map_err(sqlite_error)?;
    writer
        .pragma_update(None, "journal_size_limit", 16 << 20)
        .map_err(sqlite_error)?;
    if found < known {
        if found > 0 {
            migrate::back_up(&writer, path, found)?;
        }
        migrate::migrate(&mut writer, migrations, found).map_err(sqlite_error)?;
        // Checkpoint, so that the file header has the new format version even for a reader that ignores the WAL.
        writer
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(sqlite_error)?;
    }
    writer
        .pragma_update(None, "foreign_keys", true)
        .map_err(sqlite_error)?;
    // Another program may hold the file without our lock: detect that now rather than at the first turn.
    writer
        .execute_batch("BEGIN IMMEDIATE; ROLLBACK")
        .map_err(sqlite_error)?;
    Ok(OpenLedger {
        writer,
        lock,
        search_damaged,
    })
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, access)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// Takes the lock that keeps other processes out for as long as the returned file is open. The system releases it when
/// the process ends, however it ends.
fn lock(path: &Path) -> Result<File, Error> {
    let name = with_suffix(path, ".lock");
    let file = owner_only()
        .open(&name)
        .map_err(|error| Error::io(&name, error))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(Error::io(&name, error)),
            Err(TryLockError::WouldBlock) if begun.elapsed() > LOCK_PATIENCE => {
                return Err(Error::Locked {
                    path: path.to_owned(),
                });
            }
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Inspects the file's header without SQLite, which might modify the file. Creates the file if there is none. Returns
/// true if it is not empty.
fn inspect_header(path: &Path, known: u32) -> Result<bool, Error> {
    let io = |error| Error::io(path, error);
    let mut file = match OpenOptions::new().read(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            owner_only().open(path).map_err(io)?;
            return Ok(false);
        }
        Err(error) => return Err(io(error)),
    };
    let mut header = Vec::with_capacity(100);
    file.by_ref()
        .take(100)
        .read_to_end(&mut header)
        .map_err(io)?;
    if header.is_empty() {
        return Ok(false);
    }
    if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") {
        return Err(Error::corrupt(path, "it is not a SQLite file"));
    }
    let number = |at: usize| {
        u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    refuse_newer(path, number(60), known)?;
    Ok(true)
}

/// Returns the format version as SQLite sees it, WAL included; 0 for an empty file.
fn recognise(connection: &Connection, path: &Path, known: u32) -> Result<u32, Error> {
    let pragma = |name: &str| -> Result<u32, Error> {
        connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(|error| Error::sqlite(path, error))
    };
    let found = pragma("user_version")?;
    refuse_newer(path, found, known)?;
    let tables: u32 = connection
        .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
        .map_err(|error| Error::sqlite(path, error))?;
    let is_ledger = pragma("application_id")? == APPLICATION_ID;
    match (tables, found) {
        (0, 0) => Ok(0),
        _ if is_ledger && found > 0 => Ok(found),
        _ => Err(Error::corrupt(path, "it belongs to another program")),
    }
}

fn refuse_newer(path: &Path, found: u32, known: u32) -> Result<(), Error> {
    if found > known {
        return Err(Error::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    Ok(())
}

/// Checks the file. Returns true if only the search index is damaged: it can be rebuilt.
fn check(connection: &Connection, path: &Path) -> Result<bool, Error> {
    let size = fs::metadata(path)
        .map_err(|error| Error::io(path, error))?
        .len();
    if size > CHECKED_SIZE {
        return Ok(false);
    }
    let findings = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("PRAGMA quick_check(10)")?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    let mut findings = match findings() {
        Ok(findings) => findings,
        // If the index cannot be read at all, the check itself fails with an error.
        Err(error) if error.to_string().contains("search_grams") => return Ok(true),
        Err(error) => return Err(Error::sqlite(path, error)),
    };
    findings.retain(|finding| finding != "ok");
    let all = findings.len();
    findings.retain(|finding| !finding.contains("search_grams"));
    match findings.first() {
        None => Ok(all > 0),
        Some(finding) => Err(Error::corrupt(path, finding.as_str())),
    }
}

/// Options to open or create a file that only its owner may read.
fn owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Returns `path` with a suffix appended to its file name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
