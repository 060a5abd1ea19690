//! Sandboxes and their files (contract sections 2.2 and 9).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::ids::{CredentialId, EnvironmentId};
use super::numbers::Int64;
use super::odd::{Odd, Place};
use super::secret::{Secret, SecretJson};
use super::wire::{Wire, misshapen};
use super::words::{EnvironmentMode, EnvironmentStatus, FileType, SourceType};

/// The sandbox that a request wants (contract section 9.1).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EnvironmentSpec {
    /// `"remote"`: a fresh one.
    Remote,
    /// One that exists.
    Existing(EnvironmentId),
    /// One with sources, network rules or variables.
    Config(Box<EnvironmentConfig>),
}

impl EnvironmentSpec {
    /// The existing sandbox that is meant, if any.
    pub fn environment_id(&self) -> Option<&EnvironmentId> {
        match self {
            Self::Remote => None,
            Self::Existing(id) => Some(id),
            Self::Config(config) => config.environment_id.as_ref(),
        }
    }
}

impl From<EnvironmentId> for EnvironmentSpec {
    fn from(id: EnvironmentId) -> Self {
        Self::Existing(id)
    }
}

impl From<&EnvironmentId> for EnvironmentSpec {
    fn from(id: &EnvironmentId) -> Self {
        Self::Existing(id.clone())
    }
}

impl From<EnvironmentConfig> for EnvironmentSpec {
    fn from(config: EnvironmentConfig) -> Self {
        Self::Config(Box::new(config))
    }
}

impl Serialize for EnvironmentSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Remote => serializer.serialize_str("remote"),
            Self::Existing(id) => id.serialize(serializer),
            Self::Config(config) => config.serialize(serializer),
        }
    }
}

impl Wire for EnvironmentSpec {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::String(word) if word == "remote" => Ok(Self::Remote),
            Value::String(id) => Ok(Self::Existing(id.into())),
            other => EnvironmentConfig::read(other).map(Self::from),
        }
    }

    fn odd(&self, place: &Place<'_>, found: &mut Vec<Odd>) {
        if let Self::Config(config) = self {
            config.odd(place, found);
        }
    }
}

deserialize_by_wire!(EnvironmentSpec, "an environment");

objects! {
    /// A sandbox with sources, network rules or variables (section 9.1).
    pub struct EnvironmentConfig {
        /// `remote`.
        pub kind: Option<String> => "type",
        /// Use this one and replace its network rules; its files stay.
        pub environment_id: Option<EnvironmentId>,
        /// What is mounted.
        pub sources: Vec<Source>,
        /// What may be reached.
        pub network: Option<Network>,
        /// Variables: a string, `{value}` or `{credential}`; they may hold secrets.
        pub env: Option<SecretJson>,
        /// Who runs the tools; the service unless set.
        pub mode: Option<EnvironmentMode>,
        /// For the worker of a self-hosted sandbox, which the service does not read (section 9.7).
        pub custom_config: Option<Value>,
    }

    /// Something that is mounted into a sandbox (section 9.3).
    pub struct Source {
        /// Which kind.
        pub kind: Option<SourceType> => "type",
        /// A repository's URL, a bucket path or a skill reference.
        pub source: Option<String>,
        /// Where it goes; not `/`.
        pub target: Option<String>,
        /// The content of an inline source.
        pub content: Option<String>,
        /// `base64` when the content is so encoded.
        pub encoding: Option<String>,
    }

    /// Hosts that may be reached (section 9.4).
    pub struct NetworkRules {
        /// The hosts. The word `"disabled"` in its place stays in `extra`; see [`Network::is_disabled`].
        pub allowlist: Vec<AllowlistEntry>,
    }

    /// A host that may be reached (section 9.4).
    pub struct AllowlistEntry {
        /// A host name, `*.example.com` or `*`.
        pub domain: Option<String>,
        /// Headers that the proxy adds; they may hold secrets.
        pub transform: Option<SecretJson>,
        /// A stored credential that the proxy adds.
        pub credential: Option<CredentialId>,
    }

    /// A sandbox (section 9.2).
    pub struct Environment {
        /// Its name.
        pub id: Option<EnvironmentId> => "id" | "environment_id",
        /// Whether it can still be used.
        pub status: Option<EnvironmentStatus>,
        /// When it was made, ISO 8601 UTC.
        pub created: Option<String>,
        /// When it changed last.
        pub updated: Option<String>,
        /// When it was used last.
        pub last_accessed: Option<String>,
        /// How many files it holds.
        pub file_count: Option<Int64>,
        /// How many bytes they have together.
        pub size_bytes: Option<Int64>,
        /// What may be reached from it.
        pub network: Option<Network>,
        /// What was mounted.
        pub sources: Vec<Source>,
        /// Who runs the tools.
        pub mode: Option<EnvironmentMode>,
        /// For the worker of a self-hosted sandbox.
        pub custom_config: Option<Value>,
        /// What a worker proves itself with; only in the answer to the create of a self-hosted sandbox (section 9.7).
        pub environment_key: Option<Secret>,
    }

    /// A page of sandboxes (section 9.2).
    pub struct EnvironmentList {
        /// The sandboxes.
        pub environments: Vec<Environment>,
        /// For the next page; absent or empty on the last.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }

    /// A request for a new sandbox (section 9.2).
    pub struct CreateEnvironment {
        /// The sandbox to fork; then `sources` must be empty.
        pub from_environment: Option<String>,
        /// What may be reached.
        pub network: Option<Network>,
        /// What is mounted.
        pub sources: Vec<Source>,
        /// Variables: a string, `{value}` or `{credential}`; they may hold secrets. The official SDKs have no such
        /// field yet, a later command-line client does (section 9.2).
        pub env: Option<SecretJson>,
        /// Who runs the tools; the service unless set.
        pub mode: Option<EnvironmentMode>,
        /// For the worker of a self-hosted sandbox.
        pub custom_config: Option<Value>,
        /// Applies to every interaction in a self-hosted sandbox (section 9.7).
        pub system_instruction: Option<String>,
    }

    /// A file or folder of a sandbox (section 2.2). Its names are hostile input.
    pub struct EnvironmentFile {
        /// The last part of the path.
        pub name: Option<String>,
        /// The path from the sandbox's root, without a leading slash.
        pub path: Option<String>,
        /// File or folder; compare with [`EnvironmentFile::is_directory`].
        pub kind: Option<FileType> => "type",
        /// How many bytes.
        pub size_bytes: Option<Int64> => "size_bytes" | "sizeBytes",
        /// May carry `; charset=…`.
        pub mime_type: Option<String> => "mime_type" | "mimeType",
        /// When it was made, ISO 8601 UTC.
        pub created: Option<String>,
        /// When it was changed, ISO 8601 UTC.
        pub modified: Option<String>,
    }

    /// A page of files (section 2.2).
    pub struct EnvironmentFileList {
        /// The files and folders.
        pub files: Vec<EnvironmentFile>,
        /// For the next page; absent or empty on the last.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }
}

/// What may be reached from a sandbox (section 9.4). Absent means everything.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Network {
    /// `"disabled"`: nothing.
    Disabled,
    /// Only these hosts.
    Rules(NetworkRules),
    /// Another form, as it came.
    Other(Value),
}

impl Network {
    /// Only these hosts.
    pub fn allow(domains: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let entry = |domain: String| AllowlistEntry {
            domain: Some(domain),
            ..AllowlistEntry::default()
        };
        let allowlist = domains
            .into_iter()
            .map(|domain| entry(domain.into()))
            .collect();
        Self::Rules(NetworkRules {
            allowlist,
            ..NetworkRules::default()
        })
    }

    /// Whether nothing may be reached: `"disabled"` or `{allowlist: "disabled"}`.
    pub fn is_disabled(&self) -> bool {
        match self {
            Self::Disabled => true,
            Self::Rules(rules) => {
                rules.extra.get("allowlist").and_then(Value::as_str) == Some("disabled")
            }
            Self::Other(_) => false,
        }
    }
}

impl Serialize for Network {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Disabled => serializer.serialize_str("disabled"),
            Self::Rules(rules) => rules.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
        }
    }
}

impl Wire for Network {
    fn read(value: Value) -> Result<Self, Value> {
        Ok(match value {
            Value::String(word) if word == "disabled" => Self::Disabled,
            Value::Object(map) => Self::Rules(NetworkRules::from_map(map)),
            other => Self::Other(other),
        })
    }

    fn odd(&self, place: &Place<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Disabled => {}
            // `{allowlist: "disabled"}` says the same as the word (section 9.4).
            Self::Rules(_) if self.is_disabled() => {}
            Self::Rules(rules) => rules.odd(place, found),
            Self::Other(value) => misshapen(place, value, found),
        }
    }
}

deserialize_by_wire!(Network, "network rules");

impl EnvironmentFile {
    /// Whether it is a folder; upper and lower case are the same (section 2.2).
    pub fn is_directory(&self) -> bool {
        self.kind
            .as_ref()
            .is_some_and(|kind| kind.as_str().eq_ignore_ascii_case("directory"))
    }

    /// The media type without parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let bare = self.mime_type.as_deref()?.split(';').next()?.trim();
        (!bare.is_empty()).then(|| bare.to_ascii_lowercase())
    }
}
