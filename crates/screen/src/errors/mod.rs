//! Errors as messages for the person: what happened, to what, and what to do next.

mod api;
mod connection;

use interactions::ProxyFault;
use runs::OwnFault;
use words::{Sentence, say};

pub use api::api;
pub use connection::{certificate, no_key, offline, proxy, proxy_address};

use crate::bridge::{BridgeError, ErrorCode};

/// Builds an error with the hint that the message catalogue has for this sentence.
pub fn error(code: ErrorCode, message: Sentence) -> BridgeError {
    BridgeError {
        code,
        hint: message.hint(),
        message,
    }
}

/// An invalid request.
pub fn invalid(message: Sentence) -> BridgeError {
    error(ErrorCode::Invalid, message)
}

/// A row that does not exist any more; the sentence names it, such as [`say::turn_gone`].
pub fn not_found(message: Sentence) -> BridgeError {
    error(ErrorCode::NotFound, message)
}

/// An unexpected error; the cause is logged.
pub fn internal(cause: &dyn std::fmt::Display) -> BridgeError {
    tracing::error!(%cause, "unforeseen");
    error(ErrorCode::Internal, say::internal())
}

/// The disk is full.
pub fn disk_full() -> BridgeError {
    error(ErrorCode::DiskFull, say::disk_full())
}

/// Translates the fault of a run: the server's error, or one of Errand's own.
pub fn fault(fault: &runs::Fault) -> BridgeError {
    let Some(own) = fault.own_code() else {
        return api(fault.http, &fault.code, &fault.message);
    };
    match own {
        OwnFault::NoKey => {
            let hint = no_key("").hint;
            BridgeError {
                code: ErrorCode::NoKey,
                message: own_sentence(fault),
                hint,
            }
        }
        OwnFault::ProxyUnreachable => proxy(ProxyFault::Unreachable, &fault.message),
        OwnFault::ProxyNoWay => proxy(ProxyFault::NoWay, &fault.message),
        OwnFault::ProxyCredentials => proxy(ProxyFault::Credentials, &fault.message),
        OwnFault::ProxyAddress => proxy_address(),
        OwnFault::Certificate => certificate(),
        OwnFault::NoKeychain => error(
            ErrorCode::NoKeychain,
            say::keychain_trouble(own_sentence(fault)),
        ),
        OwnFault::Engine => error(ErrorCode::Engine, say::engine_trouble(own_sentence(fault))),
        OwnFault::NotRebuilt => error(ErrorCode::Lost, say::not_told_anew(own_sentence(fault))),
        OwnFault::NotOver => error(ErrorCode::Lost, say::imported_not_over()),
        OwnFault::NoConnection => offline(),
        OwnFault::ConnectionBroken | OwnFault::Timeout | OwnFault::BrokenOff => {
            error(ErrorCode::Offline, say::connection_broke())
        }
        OwnFault::NoAnswer | OwnFault::Interrupted => {
            error(ErrorCode::Unconfirmed, say::not_known_if_received())
        }
        OwnFault::UnknownStatus | OwnFault::NoId => {
            error(ErrorCode::Unconfirmed, say::not_known_how_it_stands())
        }
        OwnFault::StopNotConfirmed => error(ErrorCode::Unconfirmed, say::not_known_if_stopped()),
        OwnFault::Failed => api(fault.http, &fault.code, &fault.message),
        OwnFault::TooLong => error(ErrorCode::Server, say::too_long()),
        OwnFault::NotAnInteraction | OwnFault::ClientSetup => {
            error(ErrorCode::Server, say::not_gemini())
        }
        OwnFault::DiskFull => error(ErrorCode::DiskFull, say::disk_full_at_end()),
        OwnFault::Files => error(ErrorCode::File, say::files_trouble(own_sentence(fault))),
        OwnFault::SandboxGone => sandbox_gone(),
        OwnFault::Attachment => error(
            ErrorCode::File,
            say::attachment_trouble(own_sentence(fault)),
        ),
    }
}

/// Returns the sentence of one of Errand's own faults, or the plain text that an older Errand stored.
fn own_sentence(fault: &runs::Fault) -> Sentence {
    // A message made by the API client may be a serialised sentence as well.
    let stored = fault.says.as_deref().unwrap_or(&fault.message);
    Sentence::recall(stored).unwrap_or_else(|| Sentence::quoted(fault.message.as_str()))
}

/// There is no model for the engine on this computer.
pub fn no_model() -> BridgeError {
    error(ErrorCode::NoModel, say::no_model())
}

/// The sandbox is gone, and its files cannot be fetched any more.
pub fn sandbox_gone() -> BridgeError {
    error(ErrorCode::SandboxGone, say::sandbox_gone())
}

/// Translates an error of the ledger.
pub fn ledger(failed: &ledger::Error) -> BridgeError {
    use ledger::Error as E;
    tracing::error!(%failed, "the ledger");
    let shown = |path: &std::path::Path| path.display().to_string();
    let (code, message) = match failed {
        E::Locked { path } => (ErrorCode::LedgerLocked, say::ledger_locked(shown(path))),
        E::Corrupt { path, reason } => (
            ErrorCode::LedgerCorrupt,
            say::ledger_corrupt(shown(path), reason),
        ),
        E::Newer { path, found, known } => (
            ErrorCode::LedgerNewer,
            say::ledger_newer(shown(path), *found, *known),
        ),
        E::DiskFull { path } => (ErrorCode::DiskFull, say::ledger_disk_full(shown(path))),
        E::Io { path, source } => (
            ErrorCode::File,
            say::ledger_io(shown(path), source.to_string()),
        ),
        E::NotFound { what, id } => (ErrorCode::NotFound, say::ledger_not_found(*what, id)),
        E::Sqlite { path, source } => (
            ErrorCode::Internal,
            say::ledger_other(shown(path), source.to_string()),
        ),
        _ => (ErrorCode::Internal, say::internal()),
    };
    error(code, message)
}

/// Returns a sentence with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
