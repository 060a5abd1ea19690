//! Secret values, which are sent to the server but never logged.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::wire::Wire;

/// A secret in a request or response. `Debug` is redacted; serialising writes the secret, because that is how it
/// reaches the server (section 15.2).
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// The secret itself.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned().into())
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret.into())
    }
}

impl From<SecretString> for Secret {
    fn from(secret: SecretString) -> Self {
        Self(secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl Wire for Secret {
    fn read(value: Value) -> Result<Self, Value> {
        String::read(value).map(Self::from)
    }
}

deserialize_by_wire!(Secret, "a string");

/// A JSON value that may contain secrets, such as the headers of an MCP server: `Debug` is redacted (section 15.2).
#[derive(Clone, Default, PartialEq)]
pub struct SecretJson(pub Value);

impl SecretJson {
    /// An object of names and secret values.
    pub fn map<K: Into<String>, V: Into<String>>(
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let entries = entries
            .into_iter()
            .map(|(name, value)| (name.into(), Value::String(value.into())));
        Self(Value::Object(entries.collect::<Map<_, _>>()))
    }
}

impl fmt::Debug for SecretJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretJson(redacted)")
    }
}

impl Serialize for SecretJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Wire for SecretJson {
    fn read(value: Value) -> Result<Self, Value> {
        Ok(Self(value))
    }

    fn is_absent(&self) -> bool {
        self.0.is_null()
    }
}

deserialize_by_wire!(SecretJson, "a value");
