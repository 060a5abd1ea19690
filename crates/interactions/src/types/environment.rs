//! Sandboxes and their files (contract sections 2.2 and 9).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::ids::{CredentialId, EnvironmentId};
use super::numbers::Int64;
use super::odd::{FieldPath, Odd};
use super::secret::{Secret, SecretJson};
use super::wire::{Wire, misshapen};
use super::words::{EnvironmentMode, EnvironmentStatus, FileType, SourceType};

/// The sandbox for a request (contract section 9.1).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EnvironmentSpec {
    /// `"remote"`: a new sandbox.
    Remote,
    /// An existing sandbox.
    Existing(EnvironmentId),
    /// A new sandbox with sources, network rules or variables.
    Config(Box<EnvironmentConfig>),
}

impl EnvironmentSpec {
    /// The id of the existing sandbox, if one is named.
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

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        if let Self::Config(config) = self {
            config.odd(path, found);
        }
    }
}

deserialize_by_wire!(EnvironmentSpec, "an environment");

objects! {
    /// A sandbox with sources, network rules or variables (section 9.1).
    pub struct EnvironmentConfig {
        /// `remote`.
        pub kind: Option<String> => "type",
        /// Use this sandbox and replace its network rules; its files stay.
        pub environment_id: Option<EnvironmentId>,
        /// The sources to mount.
        pub sources: Vec<Source>,
        /// The hosts that may be reached.
        pub network: Option<Network>,
        /// Environment variables: a string, `{value}` or `{credential}`; they may contain secrets.
        pub env: Option<SecretJson>,
        /// Where the tools run; at the service by default.
        pub mode: Option<EnvironmentMode>,
        /// Settings for the worker of a self-hosted sandbox, which the service does not read (section 9.7).
        pub custom_config: Option<Value>,
    }

    /// A source to mount into a sandbox (section 9.3).
    pub struct Source {
        /// The type of the source.
        pub kind: Option<SourceType> => "type",
        /// A repository's URL, a bucket path or a skill reference.
        pub source: Option<String>,
        /// Target path in the sandbox; not `/`.
        pub target: Option<String>,
        /// The content of an inline source.
        pub content: Option<String>,
        /// `base64` if the content is encoded that way.
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
        /// Headers that the proxy adds; they may contain secrets.
        pub transform: Option<SecretJson>,
        /// A stored credential that the proxy adds.
        pub credential: Option<CredentialId>,
    }

    /// A sandbox (section 9.2).
    pub struct Environment {
        /// The sandbox's id.
        pub id: Option<EnvironmentId> => "id" | "environment_id",
        /// State of the sandbox.
        pub status: Option<EnvironmentStatus>,
        /// Creation time, ISO 8601 UTC.
        pub created: Option<String>,
        /// Time of the last change, ISO 8601 UTC.
        pub updated: Option<String>,
        /// Time of the last use, ISO 8601 UTC.
        pub last_accessed: Option<String>,
        /// Number of files.
        pub file_count: Option<Int64>,
        /// Total size of the files in bytes.
        pub size_bytes: Option<Int64>,
        /// The hosts that may be reached from the sandbox.
        pub network: Option<Network>,
        /// The mounted sources.
        pub sources: Vec<Source>,
        /// Where the tools run.
        pub mode: Option<EnvironmentMode>,
        /// Settings for the worker of a self-hosted sandbox.
        pub custom_config: Option<Value>,
        /// Key with which a worker authenticates; only in the response that creates a self-hosted sandbox (section
        /// 9.7).
        pub environment_key: Option<Secret>,
    }

    /// A page of sandboxes (section 9.2).
    pub struct EnvironmentList {
        /// The sandboxes.
        pub environments: Vec<Environment>,
        /// Token of the next page; absent or empty on the last page.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }

    /// A request for a new sandbox (section 9.2).
    pub struct CreateEnvironment {
        /// Id of the sandbox to fork; then `sources` must be empty.
        pub from_environment: Option<String>,
        /// The hosts that may be reached.
        pub network: Option<Network>,
        /// The sources to mount.
        pub sources: Vec<Source>,
        /// Environment variables: a string, `{value}` or `{credential}`; they may contain secrets. The official SDKs
        /// have no such field yet, a later command-line client does (section 9.2).
        pub env: Option<SecretJson>,
        /// Where the tools run; at the service by default.
        pub mode: Option<EnvironmentMode>,
        /// Settings for the worker of a self-hosted sandbox.
        pub custom_config: Option<Value>,
        /// System instruction of every interaction in a self-hosted sandbox (section 9.7).
        pub system_instruction: Option<String>,
    }

    /// A file or folder of a sandbox (section 2.2). Its names are untrusted input.
    pub struct EnvironmentFile {
        /// Last part of the path.
        pub name: Option<String>,
        /// Path from the sandbox's root, without a leading slash.
        pub path: Option<String>,
        /// File or folder; compare with [`EnvironmentFile::is_directory`].
        pub kind: Option<FileType> => "type",
        /// Size in bytes.
        pub size_bytes: Option<Int64> => "size_bytes" | "sizeBytes",
        /// Media type; may include `; charset=…`.
        pub mime_type: Option<String> => "mime_type" | "mimeType",
        /// Creation time, ISO 8601 UTC.
        pub created: Option<String>,
        /// Modification time, ISO 8601 UTC.
        pub modified: Option<String>,
    }

    /// A page of files (section 2.2).
    pub struct EnvironmentFileList {
        /// The files and folders.
        pub files: Vec<EnvironmentFile>,
        /// Token of the next page; absent or empty on the last page.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }
}

/// Network access of a sandbox (section 9.4). A missing value allows everything.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Network {
    /// `"disabled"`: nothing.
    Disabled,
    /// Only these hosts.
    Rules(NetworkRules),
    /// Another form, kept verbatim.
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

    /// Returns true if nothing may be reached: `"disabled"` or `{allowlist: "disabled"}`.
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

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Disabled => {}
            // `{allowlist: "disabled"}` means the same as `"disabled"` (section 9.4).
            Self::Rules(_) if self.is_disabled() => {}
            Self::Rules(rules) => rules.odd(path, found),
            Self::Other(value) => misshapen(path, value, found),
        }
    }
}

deserialize_by_wire!(Network, "network rules");

impl EnvironmentFile {
    /// Returns true for a folder, ignoring case (section 2.2).
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
