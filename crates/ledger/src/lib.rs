//! The SQLite record of every conversation, interaction, event and file.
//!
//! For the person it is the only lasting copy, so nothing is reported as stored before it is on the
//! disk: one writing thread, whose commits many changes share (the crate `sqlite`), WAL,
//! `synchronous=FULL`. The ledger keeps what it is given (strings and JSON) and knows nothing of the
//! API: steps and searchable text come from the caller.
//!
//! Every method but [`Ledger::append_async`] **blocks** on the disk. From async code, call it on a
//! thread for blocking work. All times are milliseconds since the Unix epoch.
//!
//! Each table has a folder with its queries (`mod.rs`) and its migrations (`1.sql` …) side by side.
//! Big bytes are not in here: an [`Artifact`] and an attachment name them by their SHA-256.

mod addresses;
mod agents;
mod artifacts;
mod compact;
mod conversations;
mod drafts;
mod error;
mod events;
mod file_words;
mod folders;
mod interactions;
mod listings;
mod migrate;
mod open;
mod page;
mod removals;
mod schedules;
mod search;
mod settings;
mod spending;
mod sql;
mod steps;
mod store;
mod tools;
mod unnamed_media;
mod whole;
mod words;

pub use agents::{AgentRecord, AgentVersion, OwnAgent};
pub use artifacts::{Artifact, ArtifactUpdate, NewArtifact, NewFolder};
pub use compact::Size;
pub use conversations::{
    Change, Conversation, Deletion, DeletionExtras, List, NewConversation, Summary,
};
pub use drafts::{Draft, DraftKey, InvalidDraftKey};
pub use error::Error;
pub use events::{Event, EventCount};
pub use file_words::{FoundFile, UnreadFile};
pub use folders::{Folder, RemovedFolder};
pub use ids::{ArtifactId, ConversationId, FolderId, OwnAgentId, RunId, ScheduleId, UnreadableId};
pub use interactions::{Interaction, NewInteraction, RewrittenRequest, RunUpdate, Siblings};
pub use listings::ListedFile;
pub use page::{Cursor, Page, UnreadableCursor};
pub use removals::{Leftover, NewRemoval, Removal};
pub use schedules::{NotedRun, Schedule, ScheduledRun};
pub use search::{Hit, MATCH_END, MATCH_START, SearchFilter};
pub use spending::{PricedAs, RunUsage};
pub use sql::Set;
pub use steps::Step;
pub use store::Ledger;
pub use unnamed_media::UnnamedMedia;
pub use whole::{
    ArchivedSchedule, ImportResult, Record, WholeAddress, WholeConversation, WholeEvent, WholeFile,
    WholeRunUsage, WholeStep, WholeTurn,
};
pub use words::{ArtifactState, Engine, Kind, Notice, RemovalKind, RemovalState, Source, Target};
