//! Tables in the viewer: kept open while the person scrolls, and read in the encoding that they chose.

mod sheet;

use std::sync::{Arc, Mutex};

use archive::format::ENCODING;
use artifacts::Rows;
use ledger::Artifact;
use office::Kind;
use screen::lock;
use serde_json::Value;
use tokio::sync::OnceCell;
use words::say;

use crate::core::{Core, blocking};
use crate::errors::{self, Result};

pub(crate) use self::sheet::table_of;

/// Maximum number of open tables; the least recently used is closed first.
const MAX_OPEN: usize = 3;

/// The open tables, the most recently used last.
#[derive(Default)]
pub(crate) struct Tables {
    open: Mutex<Vec<(Key, Place)>>,
}

/// A table, or the place of one that is being opened.
type Place = Arc<OnceCell<Arc<OpenTable>>>;

impl Tables {
    /// Returns the table with this key, which `opening` opens if it is not open. Who asks meanwhile waits for it.
    async fn get(
        &self,
        key: &Key,
        opening: impl Future<Output = Result<OpenTable>>,
    ) -> Result<Arc<OpenTable>> {
        let place = self.place(key);
        let opened = place.get_or_try_init(async || opening.await.map(Arc::new));
        let opened = opened.await.cloned();
        if opened.is_err() {
            lock(&self.open).retain(|(_, other)| !Arc::ptr_eq(other, &place));
        }
        opened
    }

    fn place(&self, key: &Key) -> Place {
        let mut open = lock(&self.open);
        let known = open.iter().position(|(known, _)| known == key);
        let found = match known {
            Some(at) => open.remove(at),
            None => (key.clone(), Place::default()),
        };
        let place = Arc::clone(&found.1);
        open.push(found);
        if open.len() > MAX_OPEN {
            open.remove(0);
        }
        place
    }
}

impl Tables {
    /// Closes all tables, so that their temporary files are removed.
    pub(crate) fn close_all(&self) {
        lock(&self.open).clear();
    }
}

/// A table that is read, or being read.
pub(crate) struct OpenTable {
    pub(crate) rows: Rows,
    /// Names of the columns of a sheet; empty for other tables.
    pub(crate) header: Vec<String>,
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

    /// Returns a table whose bytes are here, under this digest: a file, or a sheet of a workbook.
    pub(crate) async fn table(
        &self,
        row: &Artifact,
        sha256: &str,
        sheet: Option<u32>,
    ) -> Result<Arc<OpenTable>> {
        let key = Key {
            sha256: sha256.to_owned(),
            encoding: self.chosen_encoding(sha256).await?,
            sheet,
        };
        let opening = self.open_table(row, key.clone());
        self.files.tables.get(&key, opening).await
    }

    async fn open_table(&self, row: &Artifact, key: Key) -> Result<OpenTable> {
        let no_table = || errors::invalid(say::no_table(&row.name));
        let (name, mime) = (row.name.clone(), row.mime.clone());
        if let Some(sheet) = key.sheet {
            let kind = Kind::of_file(&name, &mime).ok_or_else(no_table)?;
            let path = self.files(move |store| store.path(&key.sha256)).await?;
            let program = self.host.reader();
            return blocking(move || sheet::open(&program, &path, &name, kind, sheet)).await?;
        }
        let opened = self.files(move |store| {
            let path = store.path(&key.sha256)?;
            Rows::open(&path, &name, Some(&mime), key.encoding.as_deref())
        });
        let rows = opened.await?.ok_or_else(no_table)?;
        Ok(OpenTable {
            rows,
            header: Vec::new(),
        })
    }
}

/// Returns the settings key for the encoding of a file.
pub(crate) fn encoding_key(sha256: &str) -> String {
    format!("{ENCODING}{sha256}")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct NoRows;

    impl artifacts::RowSource for NoRows {
        fn next_row(&mut self) -> std::result::Result<Option<Vec<String>>, String> {
            Ok(None)
        }

        fn is_cut(&self) -> bool {
            false
        }
    }

    async fn opening() -> Result<OpenTable> {
        tokio::task::yield_now().await;
        let rows = Rows::of_source(Vec::new(), true, Box::new(NoRows)).unwrap();
        let header = Vec::new();
        Ok(OpenTable { rows, header })
    }

    fn key(sheet: u32) -> Key {
        Key {
            sha256: "a".to_owned(),
            encoding: None,
            sheet: Some(sheet),
        }
    }

    #[tokio::test]
    async fn a_table_that_is_asked_for_twice_at_once_is_opened_once() {
        let tables = Tables::default();
        let key = key(0);
        let (one, other) = tokio::join!(tables.get(&key, opening()), tables.get(&key, opening()));
        assert!(Arc::ptr_eq(&one.unwrap(), &other.unwrap()));
        assert_eq!(lock(&tables.open).len(), 1);
    }

    #[tokio::test]
    async fn a_table_that_cannot_be_opened_takes_no_place() {
        let tables = Tables::default();
        let failing = async { Err(errors::invalid(say::no_such_encoding())) };
        assert!(tables.get(&key(0), failing).await.is_err());
        assert!(lock(&tables.open).is_empty());
        for sheet in 0..4 {
            tables.get(&key(sheet), opening()).await.unwrap();
        }
        assert_eq!(lock(&tables.open)[0].0, key(1));
    }
}
