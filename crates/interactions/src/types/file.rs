//! Uploaded files and file search stores (contract section 2.4; classic routes, so camelCase on the wire).

use serde_json::Value;

use super::ids::FileId;
use super::numbers::Int64;

words! {
    /// Whether an uploaded file can be used (contract section 2.4).
    pub enum FileState {
        /// Not yet.
        Processing = "PROCESSING",
        /// It can.
        Active = "ACTIVE",
        /// It never will.
        Failed = "FAILED",
    }
}

objects! {
    /// An uploaded file, kept for 48 hours (contract section 2.4).
    pub struct File {
        /// `files/…`; see [`File::id`].
        pub name: Option<String>,
        /// Its name for people.
        pub display_name: Option<String> => "displayName" | "display_name",
        /// Its media type.
        pub mime_type: Option<String> => "mimeType" | "mime_type",
        /// How many bytes.
        pub size_bytes: Option<Int64> => "sizeBytes" | "size_bytes",
        /// When it was made, ISO 8601 UTC.
        pub create_time: Option<String> => "createTime" | "create_time",
        /// When it changed last.
        pub update_time: Option<String> => "updateTime" | "update_time",
        /// When it is deleted.
        pub expiration_time: Option<String> => "expirationTime" | "expiration_time",
        /// SHA-256 of the bytes: the hex digits in base64.
        pub sha256_hash: Option<String> => "sha256Hash" | "sha256_hash",
        /// What content refers to it by.
        pub uri: Option<String>,
        /// Whether it can be used.
        pub state: Option<FileState>,
        /// `UPLOADED` or `GENERATED`.
        pub source: Option<String>,
        /// Why it failed.
        pub error: Option<Value>,
    }

    /// The answer to an upload (section 2.4).
    pub struct UploadedFile {
        /// The file.
        pub file: Option<File>,
    }

    /// What is uploaded, said beforehand; this object is snake_case (section 2.4).
    pub struct NewFile {
        /// Its name for people.
        pub display_name: Option<String>,
        /// Its media type.
        pub mime_type: Option<String>,
        /// How many bytes.
        pub size_bytes: Option<u64>,
    }

    /// Wrapper on the wire (section 2.4).
    pub struct StartFile {
        /// What is uploaded.
        pub file: Option<NewFile>,
    }

    /// A store of files that a `file_search` tool searches (section 2.4).
    pub struct FileSearchStore {
        /// `fileSearchStores/…`.
        pub name: Option<String>,
        /// Its name for people.
        pub display_name: Option<String> => "displayName" | "display_name",
        /// How many of its files can be searched.
        pub active_documents_count: Option<Int64> => "activeDocumentsCount" | "active_documents_count",
        /// How many of its files are still being read.
        pub pending_documents_count: Option<Int64> => "pendingDocumentsCount" | "pending_documents_count",
        /// How many of its files could not be read.
        pub failed_documents_count: Option<Int64> => "failedDocumentsCount" | "failed_documents_count",
    }

    /// What is uploaded to a store, said beforehand (section 2.4).
    pub struct NewStoreFile {
        /// Its media type.
        pub mime_type: Option<String> => "mimeType" | "mime_type",
        /// Its name for people.
        pub display_name: Option<String> => "displayName" | "display_name",
    }

    /// Work of the service that goes on after the answer (section 2.4).
    pub struct Operation {
        /// Its name.
        pub name: Option<String>,
        /// Whether it is over.
        pub done: Option<bool>,
        /// What came of it.
        pub response: Option<Value>,
        /// Why it failed.
        pub error: Option<Value>,
    }
}

impl File {
    /// The name without `files/`.
    pub fn id(&self) -> Option<FileId> {
        let name = self.name.as_deref()?;
        Some(name.strip_prefix("files/").unwrap_or(name).into())
    }
}
