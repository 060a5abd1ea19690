//! Tables in the viewer: kept open while the person scrolls, and read in the encoding that they chose.

mod save;
mod sheet;

use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use archive::format::ENCODING;
use artifacts::Rows;
use ledger::Artifact;
use office::{Extent, Kind};
use reader::{Stopper, WantedRows};
use screen::lock;
use serde_json::Value;
use tokio::sync::OnceCell;
use tokio::time::Instant;
use words::say;

use crate::bridge::BridgeError;
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

pub(crate) use self::save::Saves;
pub(crate) use self::sheet::table_of;

/// Maximum number of open tables; the least recently used is closed first.
const MAX_OPEN: usize = 3;
/// How long a table is read further that nobody asks for: a page that shows one asks several times a second.
const MAX_UNSEEN: Duration = Duration::from_secs(60);
/// How long a table may take to open, which is to read its beginning.
const MAX_OPENING: Duration = Duration::from_secs(180);

/// The open tables, the most recently used last.
#[derive(Default)]
pub(crate) struct Tables {
    open: Mutex<Vec<(Key, Arc<Place>)>>,
}

/// A table, or the place of one that is being opened.
pub(crate) struct Place {
    table: OnceCell<Arc<OpenTable>>,
    /// Ends the program that reads it.
    stopper: Stopper,
    asked_at: Mutex<Instant>,
}

/// A table that is read, or being read.
pub(crate) struct OpenTable {
    pub(crate) rows: Rows,
    /// Names of the columns of a sheet; empty for other tables.
    pub(crate) header: Vec<String>,
}

impl Tables {
    /// Returns the table with this key, which `open` opens if it is not open; `None` if it was closed meanwhile. Who asks
    /// meanwhile waits for it.
    async fn get<F: Future<Output = Result<OpenTable>>>(
        &self,
        key: &Key,
        open: impl FnOnce(Stopper) -> F,
    ) -> Result<Option<Arc<OpenTable>>> {
        let place = self.place(key);
        let opening = async || open(place.stopper.clone()).await.map(Arc::new);
        let opened = place.table.get_or_try_init(opening).await.cloned();
        place.touch();
        if opened.is_err() {
            lock(&self.open).retain(|(_, other)| !Arc::ptr_eq(other, &place));
        }
        if place.stopper.is_stopped() {
            place.close();
            return Ok(None);
        }
        opened.map(Some)
    }

    fn place(&self, key: &Key) -> Arc<Place> {
        let mut open = lock(&self.open);
        open.retain(|(_, place)| !place.stopper.is_stopped());
        let known = open.iter().position(|(known, _)| known == key);
        let found = match known {
            Some(at) => open.remove(at),
            None => (key.clone(), Place::new()),
        };
        let place = Arc::clone(&found.1);
        place.touch();
        open.push(found);
        if open.len() > MAX_OPEN {
            open.remove(0).1.close();
        }
        place
    }

    /// Closes a table of the file with this digest: a sheet of it, or the one that it is by itself.
    pub(crate) fn close(&self, sha256: &str, sheet: Option<u32>) {
        self.close_where(|key| key.sha256 == sha256 && key.sheet == sheet);
    }

    /// Closes all tables of the file with this digest.
    pub(crate) fn close_file(&self, sha256: &str) {
        self.close_where(|key| key.sha256 == sha256);
    }

    /// Closes all tables, so that their temporary files are removed.
    pub(crate) fn close_all(&self) {
        self.close_where(|_| true);
    }

    fn close_where(&self, is_meant: impl Fn(&Key) -> bool) {
        let closed = lock(&self.open)
            .extract_if(.., |(key, _)| is_meant(key))
            .collect::<Vec<_>>();
        for (_, place) in closed {
            place.close();
        }
    }
}

impl Place {
    fn new() -> Arc<Self> {
        let place = Arc::new(Self {
            table: OnceCell::new(),
            stopper: Stopper::default(),
            asked_at: Mutex::new(Instant::now()),
        });
        tokio::spawn(close_unseen(Arc::downgrade(&place)));
        place
    }

    /// Remembers that somebody asks for it now.
    fn touch(&self) {
        *lock(&self.asked_at) = Instant::now();
    }

    /// Returns how long it may go on to be read if nobody asks for it.
    fn time_left(&self) -> Duration {
        // Who waits for it to open does not ask again.
        let limit = match self.table.get() {
            Some(_) => MAX_UNSEEN,
            None => MAX_OPENING,
        };
        limit.saturating_sub(lock(&self.asked_at).elapsed())
    }

    /// Ends the reading, at once.
    fn close(&self) {
        // Before the program ends, or who waits for the end of the rows would take its end for theirs.
        self.close_rows();
        self.stopper.stop();
        // The table may have been opened meanwhile.
        self.close_rows();
    }

    fn close_rows(&self) {
        if let Some(table) = self.table.get() {
            table.rows.close();
        }
    }

    fn is_ended(&self) -> bool {
        self.stopper.is_stopped() || self.table.get().is_some_and(|table| table.rows.is_ended())
    }
}

/// Closes a table that nobody asks for any more before it is read.
async fn close_unseen(place: Weak<Place>) {
    loop {
        let Some(open) = place.upgrade().filter(|place| !place.is_ended()) else {
            return;
        };
        let left = open.time_left();
        if left.is_zero() {
            open.close();
            return;
        }
        drop(open);
        tokio::time::sleep(left.min(MAX_UNSEEN)).await;
    }
}

/// The content of a table and how it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    sha256: String,
    encoding: Option<String>,
    /// Index of the sheet in a workbook.
    sheet: Option<u32>,
}

impl Core {
    /// Returns the encoding that the person chose for a file.
    pub(crate) async fn chosen_encoding(&self, sha256: &str) -> Result<Option<String>> {
        let key = encoding_key(sha256);
        let chosen = self.ledger(move |ledger| ledger.setting(&key)).await?;
        Ok(chosen.and_then(|value| value.as_str().map(str::to_owned)))
    }

    /// Stores the encoding of a file; with `None` it is detected again.
    pub(crate) async fn choose_encoding(
        &self,
        sha256: &str,
        encoding: Option<String>,
    ) -> Result<()> {
        let key = encoding_key(sha256);
        self.ledger(move |ledger| match encoding {
            Some(encoding) => ledger.set_setting(&key, &Value::String(encoding)),
            None => ledger.remove_setting(&key),
        })
        .await
    }

    /// Returns a table whose bytes are here, under this digest: a file, or a sheet of a workbook; `None` if it was closed
    /// before it was open.
    pub(crate) async fn table(
        &self,
        row: &Artifact,
        sha256: &str,
        sheet: Option<u32>,
    ) -> Result<Option<Arc<OpenTable>>> {
        let key = Key {
            sha256: sha256.to_owned(),
            encoding: self.chosen_encoding(sha256).await?,
            sheet,
        };
        let file = key.clone();
        let open = |stopper| async move {
            match sheet {
                Some(sheet) => {
                    let read = (sheet, Extent::Shown);
                    self.open_sheet(row, sha256, read, stopper).await
                }
                None => self.open_file_table(row, file).await,
            }
        };
        self.files.tables.get(&key, open).await
    }

    /// Opens a sheet of a workbook, and how much of its rows. `stopper` ends the program that reads it.
    pub(crate) async fn open_sheet(
        &self,
        row: &Artifact,
        sha256: &str,
        (sheet, extent): (u32, Extent),
        stopper: Stopper,
    ) -> Result<OpenTable> {
        let (name, sha256) = (row.name.clone(), sha256.to_owned());
        let kind = Kind::of_file(&name, &row.mime).ok_or_else(|| no_table(row))?;
        let path = self.files(move |store| store.path(&sha256)).await?;
        let program = self.host.reader();
        let wanted = WantedRows {
            kind,
            sheet: sheet as usize,
            extent,
        };
        blocking(move || sheet::open(&program, &path, &name, wanted, &stopper)).await?
    }

    async fn open_file_table(&self, row: &Artifact, key: Key) -> Result<OpenTable> {
        let (name, mime) = (row.name.clone(), row.mime.clone());
        let opened = self.files(move |store| {
            let path = store.path(&key.sha256)?;
            Rows::open(&path, &name, Some(&mime), key.encoding.as_deref())
        });
        let rows = opened.await?.ok_or_else(|| no_table(row))?;
        Ok(OpenTable {
            rows,
            header: Vec::new(),
        })
    }
}

fn no_table(row: &Artifact) -> BridgeError {
    errors::invalid(say::no_table(&row.name))
}

/// Returns the settings key for the encoding of a file.
pub(crate) fn encoding_key(sha256: &str) -> String {
    format!("{ENCODING}{sha256}")
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::sync::mpsc::{Receiver, Sender, channel};

    /// Rows that come only once they are sent.
    struct Awaited(Receiver<()>);

    impl artifacts::RowSource for Awaited {
        fn next_row(&mut self) -> std::result::Result<Option<artifacts::RowContent>, String> {
            let row = artifacts::RowContent {
                cells: vec!["word".to_owned()],
                ..artifacts::RowContent::default()
            };
            Ok(self.0.recv().ok().map(|()| row))
        }

        fn is_cut(&self) -> bool {
            false
        }
    }

    fn awaited() -> (OpenTable, Sender<()>) {
        let (sender, receiver) = channel();
        let rows = Rows::of_source(Vec::new(), true, Box::new(Awaited(receiver))).unwrap();
        let header = Vec::new();
        (OpenTable { rows, header }, sender)
    }

    async fn opening(_: Stopper) -> Result<OpenTable> {
        tokio::task::yield_now().await;
        Ok(awaited().0)
    }

    fn key(sheet: u32) -> Key {
        Key {
            sha256: "a".to_owned(),
            encoding: None,
            sheet: Some(sheet),
        }
    }

    fn keys(tables: &Tables) -> Vec<Key> {
        let open = lock(&tables.open);
        open.iter().map(|(key, _)| key.clone()).collect()
    }

    /// Returns true if a search waits for the end of a table, rather than being given up because it is closed.
    fn is_searched(table: &OpenTable) -> bool {
        let query = artifacts::RowQuery {
            find: "word".to_owned(),
            ..artifacts::RowQuery::default()
        };
        table.rows.page(0, 9, &query).unwrap().is_whole
    }

    #[tokio::test]
    async fn a_table_that_is_asked_for_twice_at_once_is_opened_once() {
        let tables = Tables::default();
        let key = key(0);
        let (one, other) = tokio::join!(tables.get(&key, opening), tables.get(&key, opening));
        assert!(Arc::ptr_eq(
            &one.unwrap().unwrap(),
            &other.unwrap().unwrap()
        ));
        assert_eq!(keys(&tables).len(), 1);
    }

    #[tokio::test]
    async fn a_table_that_cannot_be_opened_takes_no_place() {
        let tables = Tables::default();
        let failing = async |_| Err(errors::invalid(say::no_such_encoding()));
        assert!(tables.get(&key(0), failing).await.is_err());
        assert!(keys(&tables).is_empty());
        for sheet in 0..4 {
            tables.get(&key(sheet), opening).await.unwrap();
        }
        assert_eq!(keys(&tables), [key(1), key(2), key(3)]);
    }

    #[tokio::test]
    async fn a_table_that_is_closed_is_read_no_further_and_is_opened_anew() {
        let tables = Tables::default();
        let (table, sender) = awaited();
        let open = tables.get(&key(0), async |_| Ok(table)).await;
        let open = open.unwrap().unwrap();
        tables.get(&key(1), opening).await.unwrap();
        let waiting = Arc::clone(&open);
        let waiting = std::thread::spawn(move || is_searched(&waiting));
        tables.close("a", Some(0));
        assert!(!waiting.join().unwrap());
        assert_eq!(keys(&tables), [key(1)]);
        drop(sender);
        let again = tables.get(&key(0), opening).await.unwrap().unwrap();
        assert!(is_searched(&again));
        tables.close_file("a");
        assert!(keys(&tables).is_empty());
    }

    #[tokio::test]
    async fn a_table_that_is_closed_while_it_opens_ends_its_program() {
        let tables = Tables::default();
        let opening = async |stopper: Stopper| {
            tables.close_file("a");
            assert!(stopper.is_stopped());
            Err(errors::invalid(say::no_such_encoding()))
        };
        assert!(tables.get(&key(0), opening).await.unwrap().is_none());
        assert!(keys(&tables).is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_table_that_nobody_asks_for_is_read_no_further() {
        let tables = Tables::default();
        let (table, _sender) = awaited();
        let seen = tables.get(&key(0), async |_| Ok(table)).await;
        let seen = seen.unwrap().unwrap();
        for _ in 0..3 {
            tokio::time::sleep(MAX_UNSEEN / 2).await;
            let again = tables.get(&key(0), opening).await.unwrap().unwrap();
            assert!(Arc::ptr_eq(&seen, &again));
        }
        tokio::time::sleep(2 * MAX_UNSEEN).await;
        let anew = tables.get(&key(0), opening).await.unwrap().unwrap();
        assert!(!Arc::ptr_eq(&seen, &anew));
        assert!(!is_searched(&seen));
        // One that is read stays open.
        assert!(is_searched(&anew));
        tokio::time::sleep(2 * MAX_UNSEEN).await;
        let again = tables.get(&key(0), opening).await.unwrap().unwrap();
        assert!(Arc::ptr_eq(&anew, &again));
    }
}
