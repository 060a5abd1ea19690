//! Errors in words for a person: what happened, to what, and what to do next.

mod api;
mod way;

use interactions::ProxyFault;

pub use api::api;
pub use way::{certificate, no_key, offline, proxy, proxy_address};

use crate::bridge::{BridgeError, ErrorCode};

/// An error with a hint.
pub fn error(code: ErrorCode, message: impl Into<String>, hint: &str) -> BridgeError {
    BridgeError {
        code,
        message: message.into(),
        hint: (!hint.is_empty()).then(|| hint.to_owned()),
    }
}

/// A request that makes no sense.
pub fn invalid(message: impl Into<String>) -> BridgeError {
    error(ErrorCode::Invalid, message, "")
}

/// A row that is gone.
pub fn not_found(what: &str) -> BridgeError {
    error(
        ErrorCode::NotFound,
        format!("{what} is no longer there."),
        "",
    )
}

/// A defect or something else that nobody foresaw.
pub fn internal(cause: &dyn std::fmt::Display) -> BridgeError {
    tracing::error!(%cause, "unforeseen");
    error(
        ErrorCode::Internal,
        "Something went wrong inside Errand.",
        "Try again. If it stays so, restart Errand.",
    )
}

/// The disk is full.
pub fn disk_full() -> BridgeError {
    error(
        ErrorCode::DiskFull,
        "The disk is full. Nothing that was there is lost.",
        "Free some space, then try again.",
    )
}

/// What went wrong with a run: the server's word, or one of `runs`' own.
pub fn fault(fault: &runs::Fault) -> BridgeError {
    match fault.code.as_str() {
        "no_key" => BridgeError {
            message: fault.message.clone(),
            ..no_key("")
        },
        "proxy_unreachable" => proxy(ProxyFault::Unreachable, &fault.message),
        "proxy_no_way" => proxy(ProxyFault::NoWay, &fault.message),
        "proxy_credentials" => proxy(ProxyFault::Credentials, &fault.message),
        "proxy_address" => proxy_address(),
        "certificate" => certificate(),
        "no_keychain" => error(
            ErrorCode::NoKeychain,
            fault.message.clone(),
            "Unlock the keychain, or enter the key again in the settings.",
        ),
        "engine" => error(
            ErrorCode::Engine,
            fault.message.clone(),
            "Try again. If it stays so, install Errand anew.",
        ),
        "other_place" => error(
            ErrorCode::Invalid,
            fault.message.clone(),
            "Set that base URL again in the settings, or stop this and send it anew.",
        ),
        "not_rebuilt" => error(
            ErrorCode::Lost,
            format!(
                "The server no longer knows what came before, and it cannot be told anew: {}",
                fault.message
            ),
            "Begin a new conversation.",
        ),
        "not_over" => error(
            ErrorCode::Lost,
            "This still went on when the archive was written.",
            "What came until then is here. Send it again to start anew.",
        ),
        "no_connection" => offline(),
        "connection_broken" | "timeout" | "broken_off" => error(
            ErrorCode::Offline,
            "The connection to the server broke.",
            "What came until then is kept. Try again.",
        ),
        "no_answer" | "interrupted" => error(
            ErrorCode::Unconfirmed,
            "It is not known whether the server received this.",
            "If you send it again, it may be done and charged twice.",
        ),
        "unknown_status" | "no_id" => error(
            ErrorCode::Unconfirmed,
            "It is not known how this stands at the server.",
            "Check again in a while.",
        ),
        "stop_not_confirmed" => error(
            ErrorCode::Unconfirmed,
            "The server did not say that it stopped.",
            "Check again in a while.",
        ),
        "too_long" => error(
            ErrorCode::Server,
            "The answer was too long to be finished.",
            "Ask for a part of it.",
        ),
        "not_an_interaction" | "client_setup" => error(
            ErrorCode::Server,
            "The server's answer is not one of the Gemini API.",
            "Check the base URL in the settings.",
        ),
        "disk_full" => BridgeError {
            hint: Some(
                "Free some space. What could not be kept can then be fetched again from the file panel."
                    .to_owned(),
            ),
            ..disk_full()
        },
        "files" => error(
            ErrorCode::File,
            fault.message.clone(),
            "Fetch them again from the file panel.",
        ),
        "sandbox_gone" => sandbox_gone(),
        "attachment" => error(ErrorCode::File, fault.message.clone(), "Attach it again."),
        "no_model" | "model_missing" | "model_unavailable" => no_model(),
        code => {
            // The engine on this computer says so in words when it finds no model.
            if fault.message.to_lowercase().contains("no model file") {
                return no_model();
            }
            api(fault.http, code, &fault.message)
        }
    }
}

/// There is no model for the engine on this computer.
pub fn no_model() -> BridgeError {
    error(
        ErrorCode::NoModel,
        "The model on this computer is missing or cannot be read.",
        "Choose a GGUF file in the settings.",
    )
}

/// What is in a sandbox can be had no more.
pub fn sandbox_gone() -> BridgeError {
    error(
        ErrorCode::SandboxGone,
        "The sandbox is gone, and the files that were not fetched before are gone with it.",
        "What is written here is kept. To get the files, hand the job over again.",
    )
}

/// The ledger could not be opened, read or written.
pub fn ledger(failed: &ledger::Error) -> BridgeError {
    use ledger::Error as E;
    let code = match failed {
        E::Locked { .. } => ErrorCode::LedgerLocked,
        E::Corrupt { .. } => ErrorCode::LedgerCorrupt,
        E::Newer { .. } => ErrorCode::LedgerNewer,
        E::DiskFull { .. } => ErrorCode::DiskFull,
        E::Io { .. } => ErrorCode::File,
        E::NotFound { .. } => ErrorCode::NotFound,
        _ => ErrorCode::Internal,
    };
    tracing::error!(%failed, "the ledger");
    error(
        code,
        format!("{}.", capital(&failed.to_string())),
        &failed.hint(),
    )
}

/// A sentence with a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
