//! Settings, keys and the state of the engines.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{BridgeError, ConversationSummary, Deletion, Folder, WhoList};
pub use secrecy_key::Key;

/// Colour scheme of the window.
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

/// The proxy for requests to other computers. Requests to this computer use none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum ProxyChoice {
    /// The proxy of the environment variables or of the desktop's settings, if any.
    #[default]
    System,
    /// No proxy.
    Direct,
    /// The proxy at this address.
    At {
        /// URL with the scheme `http`, `https`, `socks5` or the like, host and port. A user name and password may be
        /// given in it; they go to the keychain and are not returned.
        address: String,
    },
}

/// The person's settings. They are stored in the ledger and never contain a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Base URL of Gemini; null for Google. `ERRAND_BASE_URL` takes precedence.
    pub base_url: Option<String>,
    /// The proxy for requests to other computers.
    pub proxy: ProxyChoice,
    /// Colour scheme of the window.
    pub theme: Theme,
    /// Language of the window as a BCP 47 tag such as `de`; null for that of the system.
    pub language: Option<String>,
    /// True if notifications leave out the titles of conversations and schedules.
    pub private_notifications: bool,
    /// Path of the folder for saved files; null for the Downloads folder.
    pub save_folder: Option<String>,
    /// Path of a GGUF file to use instead of the starter model; null for the starter model.
    pub model_file: Option<String>,
    /// True once the person has left the welcome page.
    pub welcomed: bool,
    /// True once the person was told that closing the window hides it in the tray.
    pub told_about_tray: bool,
    /// True once the person was asked whether Errand starts with the computer.
    pub asked_autostart: bool,
    /// True if Errand looks for newer versions of itself once a day.
    pub look_for_updates: bool,
    /// Width of the file panel in CSS pixels.
    pub file_panel_width: u32,
    /// Zoom of the page in percent, from 50 to 300.
    pub zoom: u32,
    /// True if models that make videos (Gemini Omni) are listed; they are not generally available yet.
    pub video: bool,
    /// True if web search is on by default for questions.
    pub web_search: bool,
    /// Maximum cost of one job in US cents, at which it is stopped; null for no limit.
    pub job_limit: Option<u32>,
    /// Maximum spending of a month in US cents, beyond which sending asks first; null for no limit.
    pub month_limit: Option<u32>,
    /// `Who::id` of the person's favourite models and agents.
    pub favourites: Vec<String>,
    /// `Who::id` of the model last used for a chat; null if there was none.
    pub last_chat_who: Option<String>,
    /// `Who::id` of the agent last used for a job; null if there was none.
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
            look_for_updates: false,
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

/// Where the key for a server is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyStatus {
    /// In the system keychain.
    Keychain,
    /// In memory until Errand quits.
    Session,
    /// There is no key.
    None,
    /// The keychain cannot be read now (absent or locked).
    Unreachable,
}

/// State of the engine on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LocalEngine {
    /// Not started, because it was not needed yet.
    Stopped,
    /// Starting.
    Starting,
    /// It ended unexpectedly and is being restarted.
    Restarting,
    /// Running.
    Ready,
    /// It could not start.
    Failed {
        /// The error, with what the person can do.
        error: BridgeError,
    },
}

/// A Gemini key to check and store.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ConnectRequest {
    /// The key as typed. It is stored in the keychain or, with `session_only`, in memory, and never sent back.
    #[ts(type = "string")]
    pub key: Key,
    /// The base URL, if the form changed it; else null.
    pub base_url: Option<String>,
    /// True to keep the key for this session only.
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
    /// True if it can.
    pub ready: bool,
    /// Why it cannot, in a sentence; null if it can.
    #[ts(as = "Option<String>")]
    pub reason: Option<Sentence>,
    /// A command that helps; null if none is known.
    pub command: Option<String>,
}

/// The data that the window needs at start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Overview {
    /// Set if the ledger could not be opened: the window shows this error and nothing else. Else null.
    pub fatal: Option<BridgeError>,
    /// The person's settings.
    pub settings: Settings,
    /// The person's preferred system languages as BCP 47 tags, best first.
    pub system_languages: Vec<String>,
    /// The base URL in use.
    pub base_url: String,
    /// True if `ERRAND_BASE_URL` sets it.
    pub base_url_fixed: bool,
    /// Where the key for this base URL is stored.
    pub key: KeyStatus,
    /// State of the engine on this computer.
    pub local: LocalEngine,
    /// True if there is a starter model or a chosen GGUF file.
    pub has_model: bool,
    /// The list of models and agents.
    pub who: WhoList,
    /// The first page of the list of chats.
    pub chats: Vec<ConversationSummary>,
    /// Cursor of the next page of chats; null if there is none.
    pub chats_next: Option<String>,
    /// The first page of the list of jobs.
    pub jobs: Vec<ConversationSummary>,
    /// Cursor of the next page of jobs; null if there is none.
    pub jobs_next: Option<String>,
    /// The first page of the list of pinned conversations.
    pub pinned: Vec<ConversationSummary>,
    /// Cursor of the next page of pinned conversations; null if there is none.
    pub pinned_next: Option<String>,
    /// All folders.
    pub folders: Vec<Folder>,
    /// Deleted conversations that can still be restored.
    pub deletions: Vec<Deletion>,
    /// Conversations that finished while Errand was not running.
    pub finished_meanwhile: Vec<ConversationSummary>,
    /// Errand's version.
    pub version: String,
    /// Path of the folder with the ledger and the files.
    pub data_dir: String,
    /// Path of the folder for saved files: the chosen one, or Downloads. Empty if the system names none; then "Save"
    /// asks.
    pub save_folder: String,
    /// True if files can be opened in a program of the person's choice, copied for a file manager, and dragged out on
    /// this system.
    pub hands_out_files: bool,
}
