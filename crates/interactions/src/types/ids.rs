//! Ids of resources: opaque strings with a type per resource, so that they cannot be mixed up.

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
            /// The id as a string.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Converts into the string.
            pub fn into_string(self) -> String {
                self.0
            }

            /// Returns true for the empty string, which identifies nothing.
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
    /// Id of an interaction (contract section 4). Opaque.
    InteractionId;
    /// Id of a sandbox (section 9.2).
    EnvironmentId;
    /// Id of a built-in or custom agent (sections 10 and 14).
    AgentId;
    /// Id of a model, without the prefix `models/` (section 14).
    ModelId;
    /// Id of a trigger (section 11).
    TriggerId;
    /// Id of a stored credential (section 9.6).
    CredentialId;
    /// Id of a webhook (section 12).
    WebhookId;
    /// Id of an uploaded file, without the prefix `files/` (section 2.4).
    FileId;
}
