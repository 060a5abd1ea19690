//! What is in an archive, and under which names.
//!
//! | name | what |
//! |---|---|
//! | `conversations/ID.jsonl` | a conversation: one [`ledger::Record`] a line |
//! | `agents/ID.json` | an [`Agent`] |
//! | `schedules/ID.json` | a [`ledger::KeptSchedule`]: its text and its files, not its trigger |
//! | `folders.json` | the folders of the list: an array of [`ledger::Folder`] |
//! | `drafts.json` | unsent texts: an array of [`ledger::Draft`] |
//! | `encodings.json` | the encodings that the person chose for files, by their SHA-256 |
//! | `spending.jsonl` | what was used: one [`ledger::WholeSpent`] a line |
//! | `settings.json` | settings by key; never a key of a server |
//! | `files/ab/ab34…` | the bytes of a file, under their SHA-256 |
//! | `manifest.json` | a [`Manifest`]: the format, the date, and size and SHA-256 of all the rest |

use std::collections::BTreeMap;

use artifacts::is_sha256;
use ledger::{ConversationId, OwnAgentId, ScheduleId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The format that is written, and the newest that is read.
///
/// | format | what it was the first to have |
/// |---|---|
/// | 1 | all the rest |
/// | 2 | folders, tools of conversations, listings of sandboxes, files of schedules, encodings, more settings |
pub const FORMAT: u64 = 2;
/// What a manifest says that it is of.
pub const KIND: &str = "errand-archive";
/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// A longer line is none of a conversation. Media that are not named by their files yet may be in one.
pub(crate) const LONGEST_LINE: u64 = 128 << 20;
/// A longer list of drafts, agent, schedule or settings is none: read as JSON, it may take fifty times as much memory.
pub(crate) const LONGEST_DOCUMENT: u64 = 32 << 20;
/// A longer manifest is none: it would name about a million files.
pub(crate) const LONGEST_MANIFEST: u64 = 128 << 20;
/// Text that was packed by more than this was made to fill a disk.
pub(crate) const MOST_PACKED: u64 = 500;
/// Up to this size nobody minds how well it was packed.
pub(crate) const UNSUSPECTED: u64 = 64 << 20;

/// The settings that an archive has. All others are lists that are made anew, or notes to oneself.
pub const SETTINGS: [&str; 6] = [
    FILE_STORES,
    PRICES,
    PROVIDERS,
    SEARCH_SERVER,
    WINDOW,
    TOOL_SERVERS,
];
/// Stores of files at Google.
pub const FILE_STORES: &str = "file_stores";
/// Servers of models.
pub const PROVIDERS: &str = "providers";
/// The search server.
pub const SEARCH_SERVER: &str = "search_server";
/// Servers of tools.
pub const TOOL_SERVERS: &str = "tool_servers";
/// What the person chose in the window's settings.
pub const WINDOW: &str = "settings";
/// The person's own prices, which are a file beside the ledger: its text.
pub const PRICES: &str = "prices";
/// What the key of the encoding of a file begins with in the ledger; its SHA-256 follows.
pub const ENCODING: &str = "encoding/";
/// A longer name of an encoding is none.
pub(crate) const LONGEST_ENCODING: usize = 40;

/// What an archive is, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`KIND`].
    pub kind: String,
    /// [`FORMAT`] when it was written.
    pub format: u64,
    /// The program that wrote it.
    pub made_by: String,
    /// When, in UTC. Nothing else in an archive depends on it.
    pub made_at: String,
    /// How much there is of each.
    pub counts: Counts,
    /// Files that something names and whose bytes were not there when it was written, by SHA-256.
    pub missing: Vec<String>,
    /// Everything else in the archive, by name.
    pub entries: BTreeMap<String, Entry>,
}

/// How much there is of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Conversations.
    pub conversations: u64,
    /// Turns in them.
    pub turns: u64,
    /// Events in them.
    pub events: u64,
    /// Files whose bytes are in the archive.
    pub files: u64,
    /// Agents of the person's own.
    pub agents: u64,
    /// Texts of schedules.
    pub schedules: u64,
    /// Folders of the list.
    #[serde(default)]
    pub folders: u64,
}

/// One entry of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Bytes.
    pub size: u64,
    /// In lower-case hex.
    pub sha256: String,
}

/// An agent of the person's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// Its id.
    pub id: OwnAgentId,
    /// What its ids at servers begin with.
    pub stem: String,
    /// What a list shows of it.
    pub head: Value,
    /// All of it.
    pub body: Value,
    /// The SHA-256 of every file that it has.
    pub files: Vec<String>,
    /// When it was made.
    pub created_at: i64,
    /// When it was changed last.
    pub changed_at: i64,
}

/// What a name in an archive means. A name is never used as a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Conversation(ConversationId),
    Agent(OwnAgentId),
    Schedule(ScheduleId),
    Folders,
    Drafts,
    Encodings,
    Spending,
    Settings,
    File(String),
    Manifest,
}

impl Place {
    /// The only way to write the name; `None` for every other text.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let place = match name {
            MANIFEST => Self::Manifest,
            "folders.json" => Self::Folders,
            "drafts.json" => Self::Drafts,
            "encodings.json" => Self::Encodings,
            "spending.jsonl" => Self::Spending,
            "settings.json" => Self::Settings,
            _ => {
                let (folder, rest) = name.split_once('/')?;
                match folder {
                    "conversations" => {
                        Self::Conversation(rest.strip_suffix(".jsonl")?.parse().ok()?)
                    }
                    "agents" => Self::Agent(rest.strip_suffix(".json")?.parse().ok()?),
                    "schedules" => Self::Schedule(rest.strip_suffix(".json")?.parse().ok()?),
                    "files" => Self::File(rest.split_once('/')?.1.to_owned()),
                    _ => return None,
                }
            }
        };
        // An id can be written in several ways; only one is right.
        let fits = match &place {
            Self::File(sha256) => is_sha256(sha256),
            _ => true,
        };
        (fits && place.name() == name).then_some(place)
    }

    pub(crate) fn name(&self) -> String {
        match self {
            Self::Conversation(id) => format!("conversations/{id}.jsonl"),
            Self::Agent(id) => format!("agents/{id}.json"),
            Self::Schedule(id) => format!("schedules/{id}.json"),
            Self::Folders => "folders.json".to_owned(),
            Self::Drafts => "drafts.json".to_owned(),
            Self::Encodings => "encodings.json".to_owned(),
            Self::Spending => "spending.jsonl".to_owned(),
            Self::Settings => "settings.json".to_owned(),
            Self::File(sha256) => format!("files/{}/{sha256}", sha256.get(..2).unwrap_or_default()),
            Self::Manifest => MANIFEST.to_owned(),
        }
    }
}

/// Whether a calendar has this time, in milliseconds: it lies between 1970 and the year 9999.
pub(crate) fn is_time(at: i64) -> bool {
    (0..=253_402_300_799_999).contains(&at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_one_way_only() {
        let id = ConversationId::new();
        let sha256 = "ab".repeat(32);
        for place in [
            Place::Conversation(id),
            Place::Drafts,
            Place::File(sha256.clone()),
            Place::Manifest,
        ] {
            assert_eq!(Place::parse(&place.name()), Some(place));
        }
        for wrong in [
            format!("conversations/{}.jsonl", id.to_string().to_uppercase()),
            format!("conversations/../{id}.jsonl"),
            format!("conversations/{id}"),
            format!("files/cd/{sha256}"),
            format!("files/{sha256}"),
            format!("files/ab/../ab/{sha256}"),
            format!("/files/ab/{sha256}"),
            "files/ab/".to_owned(),
            "../settings.json".to_owned(),
            "ledger.db".to_owned(),
            String::new(),
        ] {
            assert_eq!(Place::parse(&wrong), None, "{wrong}");
        }
    }
}
