//! Uploaded files and file search stores (contract section 2.4; classic routes, so camelCase on the wire).

use serde_json::Value;

use super::ids::FileId;
use super::numbers::Int64;

words! {
    /// Processing state of an uploaded file (contract section 2.4).
    pub enum FileState {
        /// The file is still being processed.
        Processing = "PROCESSING",
        /// The file can be used.
        Active = "ACTIVE",
        /// Processing failed.
        Failed = "FAILED",
    }
}

objects! {
    /// An uploaded file, kept for 48 hours (contract section 2.4).
    pub struct File {
        /// `files/…`; see [`File::id`].
        pub name: Option<String>,
        /// Display name.
        pub display_name: Option<String> => "displayName" | "display_name",
        /// Media type.
        pub mime_type: Option<String> => "mimeType" | "mime_type",
        /// Size in bytes.
        pub size_bytes: Option<Int64> => "sizeBytes" | "size_bytes",
        /// Creation time, ISO 8601 UTC.
        pub create_time: Option<String> => "createTime" | "create_time",
        /// Time of the last change, ISO 8601 UTC.
        pub update_time: Option<String> => "updateTime" | "update_time",
        /// Time at which the file is deleted.
        pub expiration_time: Option<String> => "expirationTime" | "expiration_time",
        /// SHA-256 of the bytes: base64 of the hex digits.
        pub sha256_hash: Option<String> => "sha256Hash" | "sha256_hash",
        /// URI for references in content.
        pub uri: Option<String>,
        /// Processing state of the file.
        pub state: Option<FileState>,
        /// `UPLOADED` or `GENERATED`.
        pub source: Option<String>,
        /// The error if processing failed.
        pub error: Option<Value>,
    }

    /// The response to an upload (section 2.4).
    pub struct UploadedFile {
        /// The file.
        pub file: Option<File>,
    }

    /// Metadata sent before an upload; this object is snake_case (section 2.4).
    pub struct NewFile {
        /// Display name.
        pub display_name: Option<String>,
        /// Media type.
        pub mime_type: Option<String>,
        /// Size in bytes.
        pub size_bytes: Option<u64>,
    }

    /// JSON wrapper of [`NewFile`] (section 2.4).
    pub struct StartFile {
        /// The metadata.
        pub file: Option<NewFile>,
    }

    /// A store of files that a `file_search` tool searches (section 2.4).
    pub struct FileSearchStore {
        /// `fileSearchStores/…`.
        pub name: Option<String>,
        /// Display name.
        pub display_name: Option<String> => "displayName" | "display_name",
        /// Number of files that can be searched.
        pub active_documents_count: Option<Int64> => "activeDocumentsCount" | "active_documents_count",
        /// Number of files that are still being processed.
        pub pending_documents_count: Option<Int64> => "pendingDocumentsCount" | "pending_documents_count",
        /// Number of files that could not be processed.
        pub failed_documents_count: Option<Int64> => "failedDocumentsCount" | "failed_documents_count",
    }

    /// Metadata sent before an upload into a store (section 2.4).
    pub struct NewStoreFile {
        /// Media type.
        pub mime_type: Option<String> => "mimeType" | "mime_type",
        /// Display name.
        pub display_name: Option<String> => "displayName" | "display_name",
    }

    /// A long-running operation of the service (section 2.4).
    pub struct Operation {
        /// Name of the operation.
        pub name: Option<String>,
        /// True once the operation has ended.
        pub done: Option<bool>,
        /// The result.
        pub response: Option<Value>,
        /// The error if it failed.
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
