//! Files that runs made: safe names, verified downloads, exports, previews.
//!
//! Everything about a file of a sandbox is hostile: its name, its announced size and type, its bytes.
//! Bytes are kept in a [`Store`] under their SHA-256, never under a name that came from outside, and
//! reach the person's folders only by [`Store::export`], which follows no link and overwrites nothing.

mod archive;
mod checkpoint;
mod columns;
mod compare;
mod document;
mod error;
mod export;
mod fetch;
mod hex;
mod inline;
mod jsonl;
mod listing;
mod mark;
pub mod markdown;
mod media_type;
mod name;
mod naming;
mod notebook;
mod part;
mod preview;
mod quotes;
mod room;
mod rows;
mod separator;
mod sound;
mod store;
mod stream;
mod table;
mod words;

pub use columns::{Column, DayOrder};
pub use compare::{ComparedCell, ComparedRow, Comparison, Lines, compare};
pub use encodings::{Decoded, decode};
pub use error::{Error, Result};
pub use fetch::Progress;
pub use hex::{hex, is_sha256};
pub use listing::{Folder, fold, new_files};
pub use mark::Mark;
pub use media_type::{media_type, media_type_of};
pub use name::{
    SafeName, SafePath, System, safe_name, safe_name_on, safe_relative_path, safe_relative_path_on,
    shown_path,
};
pub use naming::{Names, with_bytes};
pub use preview::{Look, PREVIEW_LIMIT, Preview, look, preview};
pub use rows::{Line, Page, Rows, Wish};
pub use store::{Saved, Store, Unreferenced, settled};
pub use stream::StreamError;
pub use words::{WORDS_LIMIT, words};
