//! Stores of files at Google that conversations search in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::BridgeError;

/// A store of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileStore {
    /// Opaque.
    pub id: String,
    /// What the person calls it.
    pub title: String,
    /// Host and port of the server that has it.
    pub host: String,
    /// Whether that is the server that is asked now; at another one it cannot be used.
    pub is_usable: bool,
    /// What was put into it.
    pub files: Vec<StoredFile>,
    /// How many of its files can be searched; nothing when the server did not say.
    pub ready: Option<u32>,
    /// How many are still being read.
    pub pending: u32,
    /// How many could not be read.
    pub failed: u32,
    /// When the server was asked last.
    pub asked_at: i64,
    /// What went wrong when it was asked or filled last in this session.
    pub failure: Option<BridgeError>,
}

/// A file in a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoredFile {
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
}
