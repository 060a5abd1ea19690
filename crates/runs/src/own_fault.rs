//! The words for what went wrong without a server's having said so: one list for all who make and show them.

use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What Errand itself says of a run. The words are kept with runs, so none is ever changed or used anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnFault {
    /// There is no key for the server.
    NoKey,
    /// The keychain cannot be read.
    NoKeychain,
    /// The engine on this computer does not start.
    Engine,
    /// No client can be made for the server.
    ClientSetup,
    /// The address of the proxy makes no sense.
    ProxyAddress,
    /// The proxy does not answer.
    ProxyUnreachable,
    /// The proxy has no way to the server.
    ProxyNoWay,
    /// The proxy wants a name and a password.
    ProxyCredentials,
    /// Nobody vouches for the server's certificate.
    Certificate,
    /// The server cannot be reached; nothing was sent.
    NoConnection,
    /// The connection broke while a call was on its way.
    ConnectionBroken,
    /// The server did not answer in time.
    Timeout,
    /// An answer ended in the middle, and its rest cannot be had.
    BrokenOff,
    /// A create was not answered.
    NoAnswer,
    /// Errand ended while a create was on its way.
    Interrupted,
    /// The server calls the state of a run by a word that is not known.
    UnknownStatus,
    /// The server never named the interaction.
    NoId,
    /// The server did not say that it stopped.
    StopNotConfirmed,
    /// The server says that the run failed, and not why.
    Failed,
    /// An answer has more continuations than are followed.
    TooLong,
    /// What was answered is no interaction.
    NotAnInteraction,
    /// A request could not be written anew from the record.
    NotRebuilt,
    /// A run went on when the archive that it comes from was written.
    NotOver,
    /// A file that the request names cannot be read.
    Attachment,
    /// There is no room for what the run made.
    DiskFull,
    /// The sandbox was gone before its files were fetched.
    SandboxGone,
    /// What the run made could not be brought to safety.
    Files,
}

impl OwnFault {
    /// The word that is kept.
    #[must_use]
    pub fn word(self) -> String {
        match serde_json::to_value(self) {
            Ok(Value::String(word)) => word,
            other => unreachable!("a variant without fields is a word, not {other:?}"),
        }
    }

    /// The one with this word.
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
