//! Names of resources: opaque strings that cannot be mixed up.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::Wire;

macro_rules! ids {
    ($( $(#[$meta:meta])* $Name:ident; )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $Name(String);

        impl $Name {
            /// The id as it stands on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The id's own string.
            pub fn into_string(self) -> String {
                self.0
            }

            /// Whether the id is the empty string, which names nothing.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl From<&str> for $Name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<String> for $Name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&$Name> for $Name {
            fn from(id: &$Name) -> Self {
                id.clone()
            }
        }

        impl AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Wire for $Name {
            fn read(value: Value) -> Result<Self, Value> {
                String::read(value).map(Self)
            }
        }
    )*};
}

ids! {
    /// Names an interaction (contract section 4). Opaque.
    InteractionId;
    /// Names a sandbox (section 9.2).
    EnvironmentId;
    /// Names a built-in or custom agent (sections 10 and 14).
    AgentId;
    /// Names a model, without the prefix `models/` (section 14).
    ModelId;
    /// Names a trigger (section 11).
    TriggerId;
    /// Names a stored credential (section 9.6).
    CredentialId;
    /// Names a webhook (section 12).
    WebhookId;
    /// Names an uploaded file, without the prefix `files/` (section 2.4).
    FileId;
}
