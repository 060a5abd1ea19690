//! Codes of the errors that Errand itself finds, without the server's having reported them; one list for the crates
//! that make them and those that show them.

use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The code of an error that Errand itself found. Its word is stored with runs, so no word is ever changed or reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnFault {
    /// There is no key for the server.
    NoKey,
    /// The keychain cannot be read.
    NoKeychain,
    /// The engine on this computer does not start.
    Engine,
    /// The client for the server could not be built.
    ClientSetup,
    /// The address of the proxy cannot be parsed.
    ProxyAddress,
    /// The proxy does not answer.
    ProxyUnreachable,
    /// The proxy cannot reach the server.
    ProxyNoWay,
    /// The proxy asks for a name and a password.
    ProxyCredentials,
    /// The server's certificate is not trusted.
    Certificate,
    /// The server cannot be reached; nothing was sent.
    NoConnection,
    /// The connection broke while a call was on its way.
    ConnectionBroken,
    /// The server did not answer in time.
    Timeout,
    /// An answer ended in the middle and the rest cannot be fetched.
    BrokenOff,
    /// A create was not answered.
    NoAnswer,
    /// Errand ended while a create was on its way.
    Interrupted,
    /// The server reports a status that this version does not know.
    UnknownStatus,
    /// The server never named the interaction.
    NoId,
    /// The server did not confirm that it stopped the run.
    StopNotConfirmed,
    /// The server says that the run failed, without a reason.
    Failed,
    /// An answer needs more continuations than [`crate::Limits::hops`].
    TooLong,
    /// The server's answer is not an interaction.
    NotAnInteraction,
    /// A request could not be rebuilt from the record.
    NotRebuilt,
    /// The run was still going when the archive it was imported from was written.
    NotOver,
    /// A file that the request names cannot be read.
    Attachment,
    /// The disk has no room for the files that the run made.
    DiskFull,
    /// The sandbox was gone before its files were fetched.
    SandboxGone,
    /// Files that the run made could not be fetched or kept.
    Files,
}

impl OwnFault {
    /// Returns the word that is stored, such as `no_key`.
    #[must_use]
    pub fn word(self) -> String {
        match serde_json::to_value(self) {
            Ok(Value::String(word)) => word,
            other => unreachable!("a variant without fields is a word, not {other:?}"),
        }
    }

    /// Returns the code with this stored word; `None` for any other word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let read: Result<Self, Error> = Self::deserialize(word.into_deserializer());
        read.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_was_kept_with_a_run_is_read_as_what_it_was() {
        for word in [
            "no_key",
            "no_keychain",
            "engine",
            "client_setup",
            "proxy_address",
            "proxy_unreachable",
            "proxy_no_way",
            "proxy_credentials",
            "certificate",
            "no_connection",
            "connection_broken",
            "timeout",
            "broken_off",
            "no_answer",
            "interrupted",
            "unknown_status",
            "no_id",
            "stop_not_confirmed",
            "failed",
            "too_long",
            "not_an_interaction",
            "not_rebuilt",
            "not_over",
            "attachment",
            "disk_full",
            "sandbox_gone",
            "files",
        ] {
            assert_eq!(
                OwnFault::of(word).map(OwnFault::word).as_deref(),
                Some(word)
            );
        }
        assert_eq!(OwnFault::of("invalid_request"), None, "the server's");
    }
}
