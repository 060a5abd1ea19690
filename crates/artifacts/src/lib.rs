//! Files that runs made: safe names, verified downloads, exports, previews.
//!
//! Everything about a file of a sandbox is hostile: its name, its announced size and type, its bytes.
//! Bytes are kept in a [`Store`] under their SHA-256, never under a name that came from outside, and
//! reach the person's folders only by [`Store::export`], which follows no link and overwrites nothing.

mod archive;
mod checkpoint;
mod columns;
mod compare;
mod error;
mod export;
mod fetch;
mod hex;
mod inline;
mod json_media;
mod jsonl;
mod listing;
pub mod markdown;
mod media_files;
mod media_type;
mod name;
mod notebook;
mod part;
mod preview;
mod quotes;
mod reference;
mod room;
mod rows;
mod separator;
mod sound;
mod store;
mod stream;
mod table;
mod words;

pub use columns::{ColumnType, DayOrder};
pub use compare::{CellRows, ComparedCell, ComparedRow, Comparison, compare};
pub use encodings::{Decoded, decode};
pub use error::{Error, Result};
pub use fetch::Progress;
pub use hex::{hex, is_sha256};
pub use listing::{CollapsedFolder, collapse_folders, new_files};
pub use media_files::{MediaFiles, restore_media};
pub use media_type::{media_type, media_type_of};
pub use name::{
    NameRules, SafeName, SafePath, safe_name, safe_name_on, safe_relative_path,
    safe_relative_path_on, shown_path,
};
pub use preview::{Inspection, PREVIEW_LIMIT, Preview, inspect, preview};
pub use reference::MediaReference;
pub use rows::{Marks, Row, RowContent, RowPage, RowQuery, RowSource, Rows, SheetTable};
pub use store::{Store, StoredFile, Unreferenced, removable_before};
pub use stream::StreamError;
pub use words::{WORDS_LIMIT, Words, words};
