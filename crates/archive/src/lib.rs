//! Everything that a person has in Errand as one archive, out of a ledger and into one; and conversations out of the
//! exports of other programs.
//!
//! An archive is a ZIP file that any program opens: conversations as JSON, one record a line, and files under their
//! SHA-256 ([`format`]). Its order and its bytes depend on nothing but what is in it and the date. Everything that is
//! read is taken for hostile: no name in an archive ever becomes a path, every size and hash is checked, and all of an
//! archive is looked through before anything of it is taken in. What is taken in is over: no server is asked for it.
//!
//! Nothing here knows what the words of a run mean; whoever calls tells it ([`Program`]).

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
pub use take::{Taken, is_archive, take};
pub use watch::{Progress, Unwatched, Watch};
pub use write::{About, Written, is_part, write};
