//! Export of everything that a person has in Errand to one archive, its import, and import of other programs' exports.
//!
//! An archive is a ZIP file that any program can open: conversations as JSON Lines, one record per line, and files
//! under their SHA-256 ([`format`]). Its order and bytes depend only on its contents and the date. All input is
//! treated as hostile: no name in an archive is ever used as a path, every size and hash is checked, and a whole
//! archive is verified before anything is imported. Imported runs are over: no server is asked about them.
//!
//! This crate does not interpret the state of runs; the caller does ([`Program`]).

mod check;
mod error;
mod files;
pub mod foreign;
pub mod format;
mod program;
mod read;
mod records;
mod take;
mod watch;
mod write;

pub use check::{Contents, check};
pub use error::{Error, Result, Why};
pub use program::Program;
pub use take::{ImportSummary, is_archive, take};
pub use watch::{Progress, Unwatched, Watch};
pub use write::{About, ExportSummary, is_part, write};
