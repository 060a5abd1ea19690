//! Tables in the viewer: kept open while the person scrolls, and read in the encoding that they chose.

use std::sync::{Arc, Mutex};

use archive::format::ENCODING;
use artifacts::Rows;
use ledger::Artifact;
use screen::lock;
use serde_json::Value;
use words::say;

use crate::core::Core;
use crate::errors::{self, Result};

/// Maximum number of open tables; the least recently used is closed first.
const MAX_OPEN: usize = 3;

/// The open tables, the most recently used last.
#[derive(Default)]
pub(crate) struct Tables {
    open: Mutex<Vec<(Key, Arc<Rows>)>>,
}

/// The content of a table and its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    sha256: String,
    encoding: Option<String>,
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

    /// Returns the rows of a table whose bytes are here, under this digest.
    pub(crate) async fn rows(&self, row: &Artifact, sha256: &str) -> Result<Arc<Rows>> {
        let key = Key {
            sha256: sha256.to_owned(),
            encoding: self.chosen_encoding(sha256).await?,
        };
        {
            let mut open = lock(&self.files.tables.open);
            if let Some(at) = open.iter().position(|(known, _)| *known == key) {
                let found = open.remove(at);
                let rows = Arc::clone(&found.1);
                open.push(found);
                return Ok(rows);
            }
        }
        let (name, mime, wanted) = (row.name.clone(), row.mime.clone(), key.clone());
        let opened = self.files(move |store| {
            let path = store.path(&wanted.sha256)?;
            Rows::open(&path, &name, Some(&mime), wanted.encoding.as_deref())
        });
        let rows = opened
            .await?
            .ok_or_else(|| errors::invalid(say::no_table(&row.name)))?;
        let rows = Arc::new(rows);
        let mut open = lock(&self.files.tables.open);
        open.push((key, Arc::clone(&rows)));
        if open.len() > MAX_OPEN {
            open.remove(0);
        }
        Ok(rows)
    }
}

/// Returns the settings key for the encoding of a file.
pub(crate) fn encoding_key(sha256: &str) -> String {
    format!("{ENCODING}{sha256}")
}
