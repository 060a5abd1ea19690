//! Model servers: those that the person connected, and those that can be connected.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, Key, KeyStatus};

/// Abilities of a model, as far as its server reports them; null for unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Abilities {
    /// True if it can call functions.
    pub tools: Option<bool>,
    /// True if it accepts pictures.
    pub images: Option<bool>,
    /// True if it thinks before it answers.
    pub thinking: Option<bool>,
    /// Size of its context window: tokens of input and output together.
    pub context: Option<u64>,
}

/// A model of a connected model server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderModel {
    /// Id of the model at its server.
    pub id: String,
    /// Display name given by the server; null if it gives none.
    pub name: Option<String>,
    /// Its abilities.
    pub can: Abilities,
    /// True if it is in the list of models and agents.
    pub chosen: bool,
}

/// State of a connected model server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ProviderState {
    /// The last request succeeded.
    Ready {
        /// Time of its last answer, in milliseconds since the Unix epoch.
        at: i64,
    },
    /// It was connected with a key, and the key no longer exists.
    NoKey,
    /// Its key is in the keychain, which cannot be read now. Until it can, requests are sent without a key.
    Locked,
    /// The last request failed.
    Failed {
        /// The error, with what the person can do.
        error: BridgeError,
    },
}

/// A model server that the person connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderView {
    /// Id of the server, also used in the ids of its models; it is never reused for another address.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its base URL.
    pub base_url: String,
    /// Host and port of `base_url`.
    pub host: String,
    /// True if requests to it stay on this computer.
    pub is_here: bool,
    /// True if requests to it cross a network unencrypted.
    pub is_unencrypted: bool,
    /// Where its key is stored; `none` also for a server that needs none.
    pub key: KeyStatus,
    /// Web page where a key is available; null if unknown.
    pub key_page: Option<String>,
    /// State of the server.
    pub state: ProviderState,
    /// Its models, as it last listed them.
    pub models: Vec<ProviderModel>,
}

/// A known kind of model server that can be connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderPreset {
    /// Id of the preset, for `ConnectProvider::preset`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its base URL, or the default one if `is_movable`.
    pub base_url: String,
    /// True if the person may have it at another address.
    pub is_movable: bool,
    /// True if it accepts no requests without a key.
    pub needs_key: bool,
    /// Web page where a key is available; null if unknown.
    pub key_page: Option<String>,
}

/// A model server that answers on this computer and is not connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundProvider {
    /// `ProviderPreset::id` of its kind.
    pub preset: String,
    /// Its name for people.
    pub name: String,
    /// Base URL at which it answered.
    pub base_url: String,
    /// Host and port of `base_url`.
    pub host: String,
}

/// Connected model servers, and the presets that can be connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Providers {
    /// Connected servers, in the order in which they were connected.
    pub connected: Vec<ProviderView>,
    /// The known kinds of servers.
    pub presets: Vec<ProviderPreset>,
}

/// API of a model server that is none of the presets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProviderDialect {
    /// OpenAI's Chat Completions API.
    Openai,
    /// Anthropic's Messages API.
    Anthropic,
}

/// A model server to check and, if it answers, to store. A server at an address that is connected already is updated.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ConnectProvider {
    /// `ProviderPreset::id`; null for another server.
    pub preset: Option<String>,
    /// Base URL, if it is not the preset's; else null.
    pub base_url: Option<String>,
    /// API of another server; null for the usual one.
    pub dialect: Option<ProviderDialect>,
    /// The key as typed; empty for none, or for the one stored for this origin. It is stored in the keychain or, with
    /// `session_only`, in memory, and never sent back.
    #[ts(type = "string")]
    pub key: Key,
    /// True to keep the key for this session only.
    pub session_only: bool,
}

/// Request to choose the models of a connected server that are in the list of models and agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChooseModels {
    /// `ProviderView::id`.
    pub provider: String,
    /// `ProviderModel::id` of each chosen model.
    pub models: Vec<String>,
}
