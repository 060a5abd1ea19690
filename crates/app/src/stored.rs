//! What is kept in the ledger as one JSON value under a key, and lists of that kind which are changed on disk first.

use std::collections::HashMap;
use std::sync::Mutex;

use ledger::Ledger;
use screen::lock;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bridge::BridgeError;
use crate::core::Core;
use crate::errors::{self, Result};

/// What is kept under a key. A value that this version cannot read counts as none, as it is no reason not to start; it
/// stays in the ledger under a second key, so that the next change does not overwrite it. Blocks.
///
/// # Errors
/// When the ledger cannot be read, or cannot take the copy of an unreadable value.
pub(crate) fn stored<T: DeserializeOwned>(
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

/// Under this key stands what could not be read under `key`.
fn unreadable_key(key: &str) -> String {
    format!("unreadable:{key}")
}

/// A list that the ledger keeps as one value.
pub(crate) trait List: Clone + Default + Serialize + DeserializeOwned {
    /// Its key in the ledger.
    const KEY: &'static str;
    /// What is in it.
    type Item: Clone;

    /// All of it, in its order.
    fn items(&self) -> &[Self::Item];

    /// The id of one of it.
    fn id(item: &Self::Item) -> &str;
}

/// A list as the ledger has it, and what went wrong with one of it when it was asked last in this session.
pub(crate) struct StoredList<L> {
    kept: Mutex<L>,
    failures: Mutex<HashMap<String, BridgeError>>,
    /// One change at a time, so that none builds on an old picture.
    changing: tokio::sync::Mutex<()>,
}

impl<L: List> Default for StoredList<L> {
    fn default() -> Self {
        Self::of(L::default())
    }
}

impl<L: List> StoredList<L> {
    /// With these in it.
    pub(crate) fn of(kept: L) -> Self {
        Self {
            kept: Mutex::new(kept),
            failures: Mutex::default(),
            changing: tokio::sync::Mutex::default(),
        }
    }

    /// What an earlier start kept. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, ledger::Error> {
        Ok(Self::of(stored(ledger, L::KEY)?.unwrap_or_default()))
    }

    /// The list as it is now.
    pub(crate) fn list(&self) -> L {
        lock(&self.kept).clone()
    }

    /// All of it, in its order.
    pub(crate) fn all(&self) -> Vec<L::Item> {
        lock(&self.kept).items().to_vec()
    }

    /// The one with this id.
    pub(crate) fn get(&self, id: &str) -> Option<L::Item> {
        let kept = lock(&self.kept);
        kept.items().iter().find(|item| L::id(item) == id).cloned()
    }

    /// Notes that one answered as it should, or why it did not.
    pub(crate) fn note(&self, id: &str, failure: Option<BridgeError>) {
        let mut failures = lock(&self.failures);
        match failure {
            Some(error) => failures.insert(id.to_owned(), error),
            None => failures.remove(id),
        };
    }

    /// Why one did not answer as it should.
    pub(crate) fn failure(&self, id: &str) -> Option<BridgeError> {
        lock(&self.failures).get(id).cloned()
    }

    /// Changes the list, on disk first. Nothing is changed where `change` fails.
    ///
    /// # Errors
    /// Those of `change`, and when the record cannot be written.
    pub(crate) async fn change<T>(
        &self,
        core: &Core,
        change: impl FnOnce(&mut L) -> Result<T>,
    ) -> Result<T> {
        let _alone = self.changing.lock().await;
        let mut kept = self.list();
        let changed = change(&mut kept)?;
        let json = serde_json::to_value(&kept).map_err(|cause| errors::internal(&cause))?;
        core.ledger(move |ledger| ledger.set_setting(L::KEY, &json))
            .await?;
        *lock(&self.kept) = kept;
        Ok(changed)
    }
}
