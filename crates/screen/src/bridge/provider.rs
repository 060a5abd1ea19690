//! Servers of models: those that the person connected, and those that can be connected.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, Key, KeyStatus};

/// What a model can do, as far as its server says or was asked; `None`: not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Abilities {
    /// It calls functions.
    pub tools: Option<bool>,
    /// It takes pictures.
    pub images: Option<bool>,
    /// It thinks before it answers.
    pub thinking: Option<bool>,
    /// Tokens of input and output together.
    pub context: Option<u64>,
}

/// A model of a connected server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderModel {
    /// The server's own id.
    pub id: String,
    /// What the server calls it for people.
    pub name: Option<String>,
    /// What it can do.
    pub can: Abilities,
    /// Whether it is in the list of who can be asked.
    pub chosen: bool,
}

/// How a connected server is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ProviderState {
    /// It answered when it was asked last.
    Ready {
        /// When that was.
        at: i64,
    },
    /// It takes a key, and there is none any more.
    NoKey,
    /// Its key is in the keychain, which cannot be asked now. It is asked without a key until it can.
    Locked,
    /// It did not answer as it should when it was asked last.
    Failed {
        /// Why, and what to do.
        error: BridgeError,
    },
}

/// A server of models that the person connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderView {
    /// Names it, also in the ids of its models; it never means another address.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Where it is.
    pub base_url: String,
    /// The same in short: host and port.
    pub host: String,
    /// Whether what goes to it stays on this computer.
    pub is_here: bool,
    /// Whether what goes to it crosses a network without being encrypted.
    pub is_unencrypted: bool,
    /// Where its key is; `None` also for one that takes none.
    pub key: KeyStatus,
    /// Where a key is to be had.
    pub key_page: Option<String>,
    /// How it is.
    pub state: ProviderState,
    /// Its models as it listed them last.
    pub models: Vec<ProviderModel>,
}

/// A kind of server that is known, or another one at an address of the person's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProviderPreset {
    /// Names it in [`ConnectProvider`].
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it is, or usually is.
    pub base_url: String,
    /// Whether the person may have it at another address.
    pub is_movable: bool,
    /// Whether it takes no one without a key.
    pub needs_key: bool,
    /// Where a key is to be had.
    pub key_page: Option<String>,
}

/// A server that was found on this computer and is not connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundProvider {
    /// Its kind.
    pub preset: String,
    /// What people call it.
    pub name: String,
    /// Where it answered.
    pub base_url: String,
    /// The same in short: host and port.
    pub host: String,
}

/// What is connected, and what can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Providers {
    /// Connected servers, in the order in which they were connected.
    pub connected: Vec<ProviderView>,
    /// What else there is.
    pub presets: Vec<ProviderPreset>,
}

/// How a server is spoken to that is none of the known ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProviderDialect {
    /// Chat Completions.
    Openai,
    /// Messages.
    Anthropic,
}

/// A server to try and, if it answers, to keep. One at an address that is connected already is asked anew and stays
/// one.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ConnectProvider {
    /// `ProviderPreset::id`; nothing: another server.
    pub preset: Option<String>,
    /// The address, where it is not the preset's.
    pub base_url: Option<String>,
    /// How another server is spoken to.
    pub dialect: Option<ProviderDialect>,
    /// The key as typed; empty: none, or the one that is kept for this origin. Never stored here, never sent back.
    #[ts(type = "string")]
    pub key: Key,
    /// Keep the key for this session only.
    pub session_only: bool,
}

/// Which of a server's models are in the list of who can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChooseModels {
    /// `ProviderView::id`.
    pub provider: String,
    /// `ProviderModel::id` of each.
    pub models: Vec<String>,
}
