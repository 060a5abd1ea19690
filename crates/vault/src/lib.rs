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

/// Where a key is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// In the system keychain, until it is cleared.
    Keychain,
    /// In the memory of this process, until Errand quits.
    Session,
}

/// Where a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// In the system keychain.
    Keychain,
    /// In the memory of this process.
    Session,
    /// There is none.
    None,
}

/// The keys of one service, by name. Clones share what this session keeps in memory.
#[derive(Clone)]
pub struct Vault {
    service: Arc<str>,
    session: Arc<Mutex<HashMap<String, SecretString>>>,
}

impl Vault {
    /// A vault whose keychain entries carry `service` as their service name. Touches nothing yet.
    pub fn new(service: impl Into<Arc<str>>) -> Self {
        Self {
            service: service.into(),
            session: Arc::default(),
        }
    }

    /// Keeps `key` under `name` and replaces what was kept there. Blocks.
    ///
    /// With [`Keep::Session`] the keychain is not touched: a key that is already in it is hidden
    /// until Errand quits. With [`Keep::Keychain`] the key is not kept at all when that fails, and
    /// what was there before stays.
    ///
    /// # Errors
    /// [`Error`], when the keychain cannot take the key. Never with [`Keep::Session`].
    pub fn set(&self, name: &str, key: SecretString, keep: Keep) -> Result<(), Error> {
        match keep {
            Keep::Keychain => {
                keychain::set(&self.service, name, &key)?;
                self.session().remove(name);
            }
            Keep::Session => {
                self.session().insert(name.to_owned(), key);
            }
        }
        Ok(())
    }

    /// Forgets the key, wherever it is. Blocks. Fine when there is none.
    ///
    /// # Errors
    /// [`Error`], when the keychain cannot be asked to forget it. A machine without a keychain is
    /// no error when this session held the key: it is then nowhere.
    pub fn clear(&self, name: &str) -> Result<(), Error> {
        let held = self.session().remove(name).is_some();
        match keychain::clear(&self.service, name) {
            Err(Error::NoSecretService { .. }) if held => Ok(()),
            other => other,
        }
    }

    /// Gives the keychain's key `from` the name `to`, unless there is one by that name already. Blocks. Fine when there
    /// is none. After a crash in between both names have it, and calling this again ends it.
    ///
    /// # Errors
    /// [`Error`], when the keychain cannot be asked or cannot take the key. It is then still there by its old name.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        let Some(key) = keychain::get(&self.service, from)? else {
            return Ok(());
        };
        if !keychain::has(&self.service, to)? {
            keychain::set(&self.service, to, &key)?;
        }
        keychain::clear(&self.service, from)
    }

    /// Where the key is, without reading it. Blocks.
    ///
    /// # Errors
    /// [`Error`], when this session holds none and the keychain cannot be asked.
    pub fn status(&self, name: &str) -> Result<Status, Error> {
        if self.session().contains_key(name) {
            return Ok(Status::Session);
        }
        Ok(match keychain::has(&self.service, name)? {
            true => Status::Keychain,
            false => Status::None,
        })
    }

    /// The key itself, for a client in this process; it must not go to the window. Blocks.
    /// `None` when there is none. What this session keeps goes before the keychain.
    ///
    /// # Errors
    /// [`Error`], when this session holds none and the keychain cannot be asked.
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

/// Names the service and nothing else.
impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
