//! API keys in the system keychain, or in this session's memory.
//!
//! On Linux the keychain is the Secret Service (GNOME Keyring, KWallet, KeePassXC), on macOS the
//! Keychain, on Windows the Credential Manager. A key is in one of these or in the memory of this
//! process; no file, log or database ever holds it, and nothing here prints it.
//!
//! Every call **blocks**: it talks to another process, and that one may ask the person to unlock
//! the keychain. From async code, call it on a thread for blocking work.

mod error;
mod keychain;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

pub use error::Error;

/// The place in which to keep a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStorage {
    /// In the system keychain, until it is cleared.
    Keychain,
    /// In the memory of this process, until Errand quits.
    Session,
}

/// The place in which a key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// In the system keychain.
    Keychain,
    /// In the memory of this process.
    Session,
    /// There is no key.
    None,
}

/// The keys of one service, by name. Clones share the keys of this session.
#[derive(Clone)]
pub struct Vault {
    service: Arc<str>,
    session: Arc<Mutex<HashMap<String, SecretString>>>,
}

impl Vault {
    /// Makes a vault whose keychain entries carry `service` as their service name. Does not access the keychain yet.
    pub fn new(service: impl Into<Arc<str>>) -> Self {
        Self {
            service: service.into(),
            session: Arc::default(),
        }
    }

    /// Keeps `key` under `name` and replaces an earlier key. Blocks.
    ///
    /// With [`KeyStorage::Session`] the keychain is not touched: a key that is already in it is hidden until Errand
    /// quits. With [`KeyStorage::Keychain`] the key is not kept at all if that fails, and the earlier key stays.
    ///
    /// # Errors
    /// [`Error`], when the keychain cannot take the key. Never with [`KeyStorage::Session`].
    pub fn set(&self, name: &str, key: SecretString, storage: KeyStorage) -> Result<(), Error> {
        match storage {
            KeyStorage::Keychain => {
                keychain::set(&self.service, name, &key)?;
                self.session().remove(name);
            }
            KeyStorage::Session => {
                self.session().insert(name.to_owned(), key);
            }
        }
        Ok(())
    }

    /// Deletes the key from the keychain and from the session. Blocks. Succeeds if there is none.
    ///
    /// # Errors
    /// [`Error`], when the key cannot be deleted from the keychain. A missing keychain is no error if this session
    /// held the key, which is then gone.
    pub fn clear(&self, name: &str) -> Result<(), Error> {
        let held = self.session().remove(name).is_some();
        match keychain::clear(&self.service, name) {
            Err(Error::NoSecretService { .. }) if held => Ok(()),
            other => other,
        }
    }

    /// Renames the keychain's key `from` to `to`, unless there is a key `to` already. Blocks. Succeeds if there is no
    /// key `from`. A crash in between leaves the key under both names; calling this again completes it.
    ///
    /// # Errors
    /// [`Error`], when the keychain cannot be read or cannot take the key. The key is then still there by its old
    /// name.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        let Some(key) = keychain::get(&self.service, from)? else {
            return Ok(());
        };
        if !keychain::has(&self.service, to)? {
            keychain::set(&self.service, to, &key)?;
        }
        keychain::clear(&self.service, from)
    }

    /// Returns where the key is, without reading it. Blocks.
    ///
    /// # Errors
    /// [`Error`], when this session holds no such key and the keychain cannot be read.
    pub fn status(&self, name: &str) -> Result<Status, Error> {
        if self.session().contains_key(name) {
            return Ok(Status::Session);
        }
        Ok(match keychain::has(&self.service, name)? {
            true => Status::Keychain,
            false => Status::None,
        })
    }

    /// Returns the key, for a client in this process; it must not go to the window. Blocks. `None` when there is
    /// none. A key of this session takes precedence over the keychain's.
    ///
    /// # Errors
    /// [`Error`], when this session holds no such key and the keychain cannot be read.
    pub fn key(&self, name: &str) -> Result<Option<SecretString>, Error> {
        if let Some(key) = self.session().get(name) {
            return Ok(Some(key.clone()));
        }
        keychain::get(&self.service, name)
    }

    fn session(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        // Each use is one call on the map, so a panic elsewhere cannot have left it half changed.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Prints the service's name and no key.
impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
