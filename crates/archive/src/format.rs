//! The contents of an archive and their names.
//!
//! | name | what |
//! |---|---|
//! | `conversations/ID.jsonl` | a conversation: one [`ledger::Record`] a line |
//! | `agents/ID.json` | an [`Agent`] |
//! | `schedules/ID.json` | a [`ledger::ArchivedSchedule`]: its text and its files, not its trigger |
//! | `folders.json` | the folders of the list: an array of [`ledger::Folder`] |
//! | `drafts.json` | unsent texts: an array of [`ledger::Draft`] |
//! | `encodings.json` | the encodings that the person chose for files, by their SHA-256 |
//! | `spending.jsonl` | what was used: one [`ledger::WholeRunUsage`] a line |
//! | `settings.json` | settings by key; never a key of a server |
//! | `files/ab/ab34…` | the bytes of a file, under their SHA-256 |
//! | `manifest.json` | a [`Manifest`]: the format, the date, and size and SHA-256 of all the rest |

use std::collections::BTreeMap;

use artifacts::is_sha256;
use ledger::{ConversationId, OwnAgentId, ScheduleId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The format version that is written, and the newest that can be read.
///
/// | format | first to contain |
/// |---|---|
/// | 1 | everything else |
/// | 2 | folders, tools of conversations, listings of sandboxes, files of schedules, encodings, more settings |
pub const FORMAT: u64 = 2;
/// Value of [`Manifest::kind`].
pub const KIND: &str = "errand-archive";
/// Name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// Maximum length of a line in a conversation, in bytes. It may contain media that are not replaced by references yet.
pub(crate) const LONGEST_LINE: u64 = 128 << 20;
/// Maximum size in bytes of a document (drafts, agent, schedule, settings): parsed as JSON, it may take fifty times as
/// much memory.
pub(crate) const LONGEST_DOCUMENT: u64 = 32 << 20;
/// Maximum size of a manifest in bytes, enough for about a million files.
pub(crate) const LONGEST_MANIFEST: u64 = 128 << 20;
/// Maximum compression ratio of text, against decompression bombs.
pub(crate) const MOST_PACKED: u64 = 500;
/// Entries up to this size may have any compression ratio.
pub(crate) const UNSUSPECTED: u64 = 64 << 20;

/// The settings that an archive contains. All others are caches, or internal notes.
pub const SETTINGS: [&str; 6] = [
    FILE_STORES,
    PRICES,
    PROVIDERS,
    SEARCH_SERVER,
    WINDOW,
    TOOL_SERVERS,
];
/// File stores at Google.
pub const FILE_STORES: &str = "file_stores";
/// Model servers.
pub const PROVIDERS: &str = "providers";
/// The search server.
pub const SEARCH_SERVER: &str = "search_server";
/// Tool servers.
pub const TOOL_SERVERS: &str = "tool_servers";
/// The settings of the window.
pub const WINDOW: &str = "settings";
/// The text of the person's own price file, which is stored beside the ledger.
pub const PRICES: &str = "prices";
/// Prefix of the ledger's settings keys for file encodings; followed by the SHA-256 of the file.
pub const ENCODING: &str = "encoding/";
/// Maximum length of an encoding's name.
pub(crate) const LONGEST_ENCODING: usize = 40;

/// The manifest: describes the archive and lists its contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`KIND`].
    pub kind: String,
    /// The value of [`FORMAT`] at the time of writing.
    pub format: u64,
    /// The program that wrote the archive.
    pub made_by: String,
    /// Time of writing, in UTC. The only part of an archive that depends on the time.
    pub made_at: String,
    /// Number of items of each kind.
    pub counts: Counts,
    /// SHA-256 of files that are referenced, but were not stored at the time of writing.
    pub missing: Vec<String>,
    /// All other entries of the archive, by name.
    pub entries: BTreeMap<String, Entry>,
}

/// Number of items of each kind.
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
    /// The person's own agents.
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
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
}

/// One of the person's own agents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// Its id.
    pub id: OwnAgentId,
    /// Prefix of its ids at servers.
    pub stem: String,
    /// The fields that a list shows.
    pub head: Value,
    /// The whole agent.
    pub body: Value,
    /// SHA-256 of each of its files.
    pub files: Vec<String>,
    /// Time of creation, in Unix milliseconds.
    pub created_at: i64,
    /// Time of the last change, in Unix milliseconds.
    pub changed_at: i64,
}

/// Parsed name of an entry. A name is never used as a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EntryName {
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

impl EntryName {
    /// Parses a name; `None` for anything but the canonical form.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let entry_name = match name {
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
        // Ids have several notations; only the canonical one is valid.
        let fits = match &entry_name {
            Self::File(sha256) => is_sha256(sha256),
            _ => true,
        };
        (fits && entry_name.name() == name).then_some(entry_name)
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

/// Returns true if a time in Unix milliseconds is between 1970 and the year 9999.
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
        for entry_name in [
            EntryName::Conversation(id),
            EntryName::Drafts,
            EntryName::File(sha256.clone()),
            EntryName::Manifest,
        ] {
            assert_eq!(EntryName::parse(&entry_name.name()), Some(entry_name));
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
            assert_eq!(EntryName::parse(&wrong), None, "{wrong}");
        }
    }
}
