//! The open ledger: one writing thread, and as many reading connections as needed.

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;
use sqlite::{Readers, WriteError, Writer};

use crate::error::{Error, Failure};
use crate::open;

/// An open ledger. Clones share it; the file is closed with the last clone.
///
/// A read sees the ledger as it was committed when the read began, and never waits for a write. Changes from many
/// threads share their commits (see the crate `sqlite`); each is atomic by itself.
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
}

/// Fields are dropped in this order: readers, then the writer (which checkpoints the WAL), then the lock that keeps
/// other processes out.
struct Inner {
    readers: Readers,
    writer: Writer,
    path: PathBuf,
    search_damaged: AtomicBool,
    _lock: File,
}

impl Ledger {
    /// Opens the ledger in the file `path`, creates it if there is none, and migrates an older one after copying it to
    /// `{path}.backup-{its format}`.
    ///
    /// # Errors
    /// - [`Error::Locked`], when another process has it open.
    /// - [`Error::Newer`], when a newer Errand wrote it; it is left untouched.
    /// - [`Error::Corrupt`], when it is damaged or is something else; it is left as it is.
    /// - [`Error::DiskFull`], [`Error::Io`]; an older ledger is then still the older one.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, Error> {
        let path = path.into();
        let opened = open::open(&path, crate::migrate::MIGRATIONS)?;
        Ok(Self {
            inner: Arc::new(Inner {
                readers: Readers::of(path.clone()),
                writer: Writer::start(opened.writer, "ledger")
                    .map_err(|error| Error::io(&path, error))?,
                path,
                search_damaged: AtomicBool::new(opened.search_damaged),
                _lock: opened.lock,
            }),
        })
    }

    /// The ledger's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Returns true if the search index was found damaged on opening. The rest is intact; [`Ledger::rebuild_search`]
    /// repairs the index.
    #[must_use]
    pub fn search_is_damaged(&self) -> bool {
        self.inner.search_damaged.load(Ordering::Relaxed)
    }

    pub(crate) fn search_is_mended(&self) {
        self.inner.search_damaged.store(false, Ordering::Relaxed);
    }

    /// Runs a query on one snapshot.
    pub(crate) fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, Failure>,
    ) -> Result<T, Error> {
        let result = self.inner.readers.read(query);
        result.map_err(|failure| failure.at(&self.inner.path))
    }

    /// Makes a change atomically; it is on the disk when this returns.
    pub(crate) fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Error> {
        let written = self.inner.writer.write_blocking(change);
        written.map_err(|failure| self.unwritten(failure))
    }

    /// Async version of [`Ledger::write`].
    pub(crate) async fn write_async<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Error> {
        let written = self.inner.writer.write(change).await;
        written.map_err(|failure| self.unwritten(failure))
    }

    /// Runs work on the writing connection outside of a transaction.
    pub(crate) fn outside_transaction<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Error> {
        let done = self.inner.writer.outside_transaction(work);
        done.map_err(|failure| self.unwritten(failure))
    }

    fn unwritten(&self, failure: WriteError<Failure>) -> Error {
        let path = &self.inner.path;
        match failure {
            WriteError::Refused(failure) => failure.at(path),
            WriteError::Uncommitted(error) => Error::sqlite(path, error),
            WriteError::Closed => Error::io(
                path,
                std::io::Error::other("the thread that writes has ended"),
            ),
        }
    }

    #[cfg(test)]
    pub(crate) fn limit_to_present_size(&self) {
        let limit = self.outside_transaction(|writer| {
            let pages: i64 = writer.query_row("PRAGMA page_count", [], |row| row.get(0))?;
            let limit = format!("PRAGMA max_page_count = {pages}");
            Ok(writer.query_row(&limit, [], |_| Ok(()))?)
        });
        limit.expect("the limit");
    }

    #[cfg(test)]
    pub(crate) fn lift_limit(&self) {
        let lift = "PRAGMA max_page_count = 1000000000";
        self.outside_transaction(move |writer| Ok(writer.query_row(lift, [], |_| Ok(()))?))
            .expect("the limit");
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger")
            .field("path", &self.inner.path)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{Kind, NewConversation, NewInteraction, RunUpdate};

    pub(crate) fn turn(prompt: &str) -> NewInteraction {
        NewInteraction {
            carried: None,
            parent_id: None,
            engine: crate::Engine::Local,
            origin: None,
            target: crate::Target::Model,
            target_id: "errand-starter".to_owned(),
            prompt: prompt.to_owned(),
            attachments: serde_json::json!([]),
            request: "{}".to_owned(),
            phase: serde_json::json!({}),
            environment_id: None,
            created_at: 1,
            draft: None,
        }
    }

    #[test]
    fn a_full_disk_is_named_loses_nothing_and_is_over_when_there_is_room_again() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path().join("ledger.db")).unwrap();
        let new = NewConversation {
            kind: Kind::Chat,
            title: "kept".to_owned(),
        };
        let (conversation, run) = ledger.create(&new, &turn("kept")).unwrap();
        // SQLite's own page limit fails in the same way as a full disk: SQLITE_FULL.
        ledger.limit_to_present_size();

        let events = || {
            let mut count = 0;
            let counted = ledger.events(run.id, 0, |_| {
                count += 1;
                std::ops::ControlFlow::Continue(())
            });
            counted.unwrap();
            count
        };
        let much = "much ".repeat(100_000);
        let event = crate::Event {
            seq: 1,
            event_id: None,
            raw: much.clone().into(),
            received_at: 1,
        };
        let update = RunUpdate {
            status: crate::Set::To("in_progress".to_owned()),
            ..RunUpdate::default()
        };
        for error in [
            ledger
                .append(run.id, None, std::slice::from_ref(&event), &update)
                .unwrap_err(),
            ledger.follow_up(conversation.id, &turn(&much)).unwrap_err(),
        ] {
            assert!(matches!(error, Error::DiskFull { .. }), "{error:?}");
            assert!(error.hint().contains("Free some space"));
        }
        let stored = ledger.interactions(conversation.id).unwrap();
        assert_eq!(stored, std::slice::from_ref(&run));
        assert_eq!(events(), 0);

        ledger.lift_limit();
        ledger.append(run.id, None, &[event], &update).unwrap();
        assert_eq!(events(), 1);
    }
}
