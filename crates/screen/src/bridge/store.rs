//! File stores at Google that conversations can search.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::BridgeError;

/// A file store at Google (`file_search`) that conversations can search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileStore {
    /// Id of the store; opaque.
    pub id: String,
    /// The person's title for it.
    pub title: String,
    /// Host and port of the server that has it.
    pub host: String,
    /// True if that is the Gemini server in use; a store at another server cannot be used.
    pub is_usable: bool,
    /// Files that were put into it.
    pub files: Vec<StoredFile>,
    /// Number of its files that can be searched; null if the server did not say.
    pub ready: Option<u32>,
    /// Number of its files that are still being indexed.
    pub pending: u32,
    /// Number of its files that could not be indexed.
    pub failed: u32,
    /// Time of the last status request, in milliseconds since the Unix epoch.
    pub asked_at: i64,
    /// Error of the last status request or upload in this session; null if it succeeded.
    pub failure: Option<BridgeError>,
}

/// A file in a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoredFile {
    /// Name of the file.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
}
