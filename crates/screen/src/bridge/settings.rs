//! Settings, keys and the state of the engines.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{BridgeError, ConversationSummary, Deletion, Folder, WhoList};
pub use secrecy_key::Key;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Follows the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The proxy that requests leave this computer through. Those to this computer itself go through none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum ProxyChoice {
    /// The one that the environment or the desktop's settings name, if any.
    #[default]
    System,
    /// None.
    Direct,
    /// This one.
    At {
        /// `http`, `https`, `socks5` and the like, with host and port. A name and a password may be given in it; they
        /// go into the keychain and are not given back.
        address: String,
    },
}

/// What the person chose. Kept in the ledger; never holds a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Where Gemini is; `None` is Google. `ERRAND_BASE_URL` wins over it.
    pub base_url: Option<String>,
    /// The proxy on the way to it.
    pub proxy: ProxyChoice,
    /// Light or dark.
    pub theme: Theme,
    /// The language of all words, as a BCP 47 tag such as `de`; `None` follows the system.
    pub language: Option<String>,
    /// Whether notifications keep quiet about the title of the job.
    pub private_notifications: bool,
    /// Folder that "Save" writes to; `None` is the Downloads folder.
    pub save_folder: Option<String>,
    /// A GGUF file to use in place of the starter model.
    pub model_file: Option<String>,
    /// Whether the first minute is over.
    pub welcomed: bool,
    /// Whether the person was told that closing hides to the tray.
    pub told_about_tray: bool,
    /// Whether the person was asked if Errand starts with the computer.
    pub asked_autostart: bool,
    /// Width of the file panel in CSS pixels.
    pub file_panel_width: u32,
    /// How large the page is drawn, in percent of its usual size; 50 to 300.
    pub zoom: u32,
    /// Whether models that make videos (Gemini Omni) are listed, which are not generally available yet.
    pub video: bool,
    /// Whether questions may be looked up on the web.
    pub web_search: bool,
    /// What one job may cost, in cents; it is stopped when it has cost more.
    pub job_limit: Option<u32>,
    /// What may be spent in a month, in cents; beyond it sending asks first.
    pub month_limit: Option<u32>,
    /// `Who::id` of those the person likes best.
    pub favourites: Vec<String>,
    /// `Who::id` last used for a chat.
    pub last_chat_who: Option<String>,
    /// `Who::id` last used for a job.
    pub last_job_who: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: None,
            proxy: ProxyChoice::default(),
            theme: Theme::default(),
            language: None,
            private_notifications: false,
            save_folder: None,
            model_file: None,
            welcomed: false,
            told_about_tray: false,
            asked_autostart: false,
            file_panel_width: 360,
            zoom: 100,
            video: false,
            web_search: false,
            job_limit: None,
            month_limit: None,
            favourites: Vec::new(),
            last_chat_who: None,
            last_job_who: None,
        }
    }
}

/// Where the key is that belongs to the base URL in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyStatus {
    /// In the system keychain.
    Keychain,
    /// In memory until Errand quits.
    Session,
    /// There is none.
    None,
    /// The keychain cannot be asked now (absent or locked).
    Unreachable,
}

/// How the local engine is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LocalEngine {
    /// Not needed so far.
    Stopped,
    /// Starting.
    Starting,
    /// It ended unexpectedly and is started again.
    Restarting,
    /// Serving.
    Ready,
    /// Could not start.
    Failed {
        /// Why, and what to do.
        error: BridgeError,
    },
}

/// A key to try.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ConnectRequest {
    /// The key as typed. Never stored here, never sent back.
    #[ts(type = "string")]
    pub key: Key,
    /// The base URL to use, if it was changed in the same form.
    pub base_url: Option<String>,
    /// Keep the key for this session only.
    pub session_only: bool,
}

/// A string that came from the window and must not be printed.
mod secrecy_key {
    use secrecy::SecretString;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// A key on its way from the window to the vault; prints as `[redacted]`, serialises as nothing.
    #[derive(Clone)]
    pub struct Key(pub SecretString);

    impl std::fmt::Debug for Key {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("[redacted]")
        }
    }

    impl Serialize for Key {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str("")
        }
    }

    impl<'de> Deserialize<'de> for Key {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(|key| Self(SecretString::from(key)))
        }
    }
}

/// Whether the engine on this computer can run the programs of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SandboxStatus {
    /// Whether it can.
    pub ready: bool,
    /// Why not, in a sentence.
    #[ts(as = "Option<String>")]
    pub reason: Option<Sentence>,
    /// The command that helps, if one is known.
    pub command: Option<String>,
}

/// What the window needs at start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Overview {
    /// Set when the ledger could not be opened: the window shows this and nothing else.
    pub fatal: Option<BridgeError>,
    /// What the person chose.
    pub settings: Settings,
    /// The languages that the person chose in the system, the one liked best first, as BCP 47 tags.
    pub system_languages: Vec<String>,
    /// The base URL in use.
    pub base_url: String,
    /// True when `ERRAND_BASE_URL` fixes it.
    pub base_url_fixed: bool,
    /// Where the key is that belongs to this base URL.
    pub key: KeyStatus,
    /// How the local engine is.
    pub local: LocalEngine,
    /// Whether a starter model or a chosen GGUF file is there.
    pub has_model: bool,
    /// Who can be asked.
    pub who: WhoList,
    /// The newest chats.
    pub chats: Vec<ConversationSummary>,
    /// Where the list of chats goes on; nothing when that is all of it.
    pub chats_next: Option<String>,
    /// The newest jobs.
    pub jobs: Vec<ConversationSummary>,
    /// Where the list of jobs goes on; nothing when that is all of it.
    pub jobs_next: Option<String>,
    /// The newest of those that stand first.
    pub pinned: Vec<ConversationSummary>,
    /// Where the list of those goes on; nothing when that is all of it.
    pub pinned_next: Option<String>,
    /// The folders that the person made.
    pub folders: Vec<Folder>,
    /// What was deleted just now and can still be brought back.
    pub deletions: Vec<Deletion>,
    /// What finished while the app was not running.
    pub finished_meanwhile: Vec<ConversationSummary>,
    /// Errand's version.
    pub version: String,
    /// Where the ledger and the files are.
    pub data_dir: String,
    /// The folder that "Save" writes to: the chosen one, or Downloads. Empty when the system names
    /// none; then "Save" asks.
    pub save_folder: String,
    /// Whether a file can be opened in a program of the person's choice, copied for a file manager, and dragged out.
    pub hands_out_files: bool,
}
