//! Values stored in the ledger as JSON under a key, and lists of that kind, which are changed on disk first.

use std::collections::HashMap;
use std::sync::Mutex;

use ledger::Ledger;
use screen::lock;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bridge::BridgeError;
use crate::core::Core;
use crate::errors::{self, Result};

/// Reads the value of a key. A value that this version cannot parse counts as missing, so that it does not prevent
/// the start; it is copied to a second key, so that the next change does not overwrite it. Blocks.
///
/// # Errors
/// When the ledger cannot be read, or cannot take the copy of an unreadable value.
pub(crate) fn read_stored<T: DeserializeOwned>(
    ledger: &Ledger,
    key: &str,
) -> Result<Option<T>, ledger::Error> {
    let Some(json) = ledger.setting(key)?.filter(|json| !json.is_null()) else {
        return Ok(None);
    };
    match T::deserialize(&json) {
        Ok(value) => Ok(Some(value)),
        Err(cause) => {
            let copy = unreadable_key(key);
            if ledger.setting(&copy)?.as_ref() != Some(&json) {
                tracing::warn!(key, copy, %cause, "a setting cannot be read and is kept as it was");
                ledger.set_setting(&copy, &json)?;
            }
            Ok(None)
        }
    }
}

/// The key for a copy of what could not be parsed under `key`.
fn unreadable_key(key: &str) -> String {
    format!("unreadable:{key}")
}

/// A list that is stored as one value.
pub(crate) trait List: Clone + Default + Serialize + DeserializeOwned {
    /// The list's key in the ledger.
    const KEY: &'static str;
    /// The type of an entry.
    type Item: Clone;

    /// Returns all entries, in order.
    fn items(&self) -> &[Self::Item];

    /// Returns the id of an entry.
    fn id(item: &Self::Item) -> &str;
}

/// A list as the ledger has it, with the last failure of each entry in this session.
pub(crate) struct StoredList<L> {
    value: Mutex<L>,
    failures: Mutex<HashMap<String, BridgeError>>,
    /// Held during a change, so that no change is based on an outdated list.
    changing: tokio::sync::Mutex<()>,
}

impl<L: List> Default for StoredList<L> {
    fn default() -> Self {
        Self::of(L::default())
    }
}

impl<L: List> StoredList<L> {
    /// Makes a list with this content.
    pub(crate) fn of(value: L) -> Self {
        Self {
            value: Mutex::new(value),
            failures: Mutex::default(),
            changing: tokio::sync::Mutex::default(),
        }
    }

    /// Reads the stored list. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, ledger::Error> {
        Ok(Self::of(read_stored(ledger, L::KEY)?.unwrap_or_default()))
    }

    /// Returns a copy of the list.
    pub(crate) fn list(&self) -> L {
        lock(&self.value).clone()
    }

    /// Returns all entries, in order.
    pub(crate) fn all(&self) -> Vec<L::Item> {
        lock(&self.value).items().to_vec()
    }

    /// Returns the entry with this id.
    pub(crate) fn get(&self, id: &str) -> Option<L::Item> {
        let value = lock(&self.value);
        value.items().iter().find(|item| L::id(item) == id).cloned()
    }

    /// Notes the failure of an entry, or with `None` that it works.
    pub(crate) fn set_failure(&self, id: &str, failure: Option<BridgeError>) {
        let mut failures = lock(&self.failures);
        match failure {
            Some(error) => failures.insert(id.to_owned(), error),
            None => failures.remove(id),
        };
    }

    /// Returns the last failure of an entry; `None` if it works.
    pub(crate) fn failure(&self, id: &str) -> Option<BridgeError> {
        lock(&self.failures).get(id).cloned()
    }

    /// Changes the list, on disk first. Nothing is changed if `change` fails.
    ///
    /// # Errors
    /// The errors of `change`, and an error if the ledger cannot be written.
    pub(crate) async fn change<T>(
        &self,
        core: &Core,
        change: impl FnOnce(&mut L) -> Result<T>,
    ) -> Result<T> {
        let _alone = self.changing.lock().await;
        let mut value = self.list();
        let changed = change(&mut value)?;
        let json = serde_json::to_value(&value).map_err(|cause| errors::internal(&cause))?;
        core.ledger(move |ledger| ledger.set_setting(L::KEY, &json))
            .await?;
        *lock(&self.value) = value;
        Ok(changed)
    }
}
