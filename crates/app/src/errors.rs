//! Every error in words for a person: what happened, to what, and what to do next.

mod api;
mod way;

use std::path::Path;

use interactions::ProxyFault;

pub(crate) use api::api;
pub(crate) use way::{no_key, offline, proxy_address};

use crate::bridge::{BridgeError, ErrorCode};

/// The result of a command.
pub(crate) type Result<T, E = BridgeError> = std::result::Result<T, E>;

/// An error with a hint.
pub(crate) fn error(code: ErrorCode, message: impl Into<String>, hint: &str) -> BridgeError {
    BridgeError {
        code,
        message: message.into(),
        hint: (!hint.is_empty()).then(|| hint.to_owned()),
    }
}

/// A request that makes no sense.
pub(crate) fn invalid(message: impl Into<String>) -> BridgeError {
    error(ErrorCode::Invalid, message, "")
}

/// A row that is gone.
pub(crate) fn not_found(what: &str) -> BridgeError {
    error(
        ErrorCode::NotFound,
        format!("{what} is no longer there."),
        "",
    )
}

/// A defect or something else that nobody foresaw.
pub(crate) fn internal(cause: &dyn std::fmt::Display) -> BridgeError {
    tracing::error!(%cause, "unforeseen");
    error(
        ErrorCode::Internal,
        "Something went wrong inside Errand.",
        "Try again. If it stays so, restart Errand.",
    )
}

/// A run could not be started or told something.
pub(crate) fn run(failed: &runs::Error) -> BridgeError {
    match failed {
        runs::Error::Forgotten(_) => not_found("The conversation"),
        runs::Error::Record { error, .. } | runs::Error::List(error) => {
            match error.downcast_ref::<ledger::Error>() {
                Some(failed) => ledger(failed),
                None => internal(failed),
            }
        }
        runs::Error::ShuttingDown => error(
            ErrorCode::Internal,
            "Errand is quitting.",
            "It goes on at the next start.",
        ),
    }
}

/// A file or folder that could not be read or written.
pub(crate) fn file(what: &str, path: &Path, cause: &std::io::Error) -> BridgeError {
    if cause.kind() == std::io::ErrorKind::StorageFull
        || cause.kind() == std::io::ErrorKind::QuotaExceeded
    {
        return disk_full();
    }
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    let reason = match cause.kind() {
        std::io::ErrorKind::NotFound => "it is not there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "access is denied".to_owned(),
        _ => cause.to_string(),
    };
    error(
        ErrorCode::File,
        format!("{name} could not be {what}: {reason}."),
        "Choose another place, or check the permissions.",
    )
}

/// The disk is full.
pub(crate) fn disk_full() -> BridgeError {
    error(
        ErrorCode::DiskFull,
        "The disk is full. Nothing that was there is lost.",
        "Free some space, then try again.",
    )
}

/// A call to a server that failed.
pub(crate) fn call(failed: &interactions::Error) -> BridgeError {
    use interactions::Error as E;
    match failed {
        E::Api {
            status,
            code,
            message,
            reason,
            ..
        } => {
            let code = reason.as_deref().or(code.as_deref()).unwrap_or_default();
            api(Some(*status), code, message)
        }
        E::Proxy { proxy, fault, .. } => way::proxy(*fault, proxy),
        E::Certificate { .. } => way::certificate(),
        E::Connect { .. } | E::Transport { .. } | E::Timeout { .. } => BridgeError {
            hint: Some("Check the network, then try again.".to_owned()),
            ..offline()
        },
        E::InvalidRequest(reason) => invalid(reason.to_string()),
        E::Setup { .. } => error(
            ErrorCode::Invalid,
            "The key or the base URL has characters that cannot be sent.",
            "Copy the whole key again, and check the base URL.",
        ),
        E::Decode { .. }
        | E::NotAnInteraction { .. }
        | E::TooLarge { .. }
        | E::Incomplete { .. } => error(
            ErrorCode::Server,
            "The server's answer is not one of the Gemini API.",
            "Check the base URL in the settings.",
        ),
        other => internal(other),
    }
}

/// What went wrong with a run: the server's word, or one of `runs`' own.
pub(crate) fn fault(fault: &runs::Fault) -> BridgeError {
    match fault.code.as_str() {
        "no_key" => BridgeError {
            message: fault.message.clone(),
            ..no_key("")
        },
        "proxy_unreachable" => way::proxy(ProxyFault::Unreachable, &fault.message),
        "proxy_no_way" => way::proxy(ProxyFault::NoWay, &fault.message),
        "proxy_credentials" => way::proxy(ProxyFault::Credentials, &fault.message),
        "proxy_address" => proxy_address(),
        "certificate" => way::certificate(),
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
pub(crate) fn no_model() -> BridgeError {
    error(
        ErrorCode::NoModel,
        "The model on this computer is missing or cannot be read.",
        "Choose a GGUF file in the settings.",
    )
}

/// What is in a sandbox can be had no more.
pub(crate) fn sandbox_gone() -> BridgeError {
    error(
        ErrorCode::SandboxGone,
        "The sandbox is gone, and the files that were not fetched before are gone with it.",
        "What is written here is kept. To get the files, hand the job over again.",
    )
}

/// A file at an address in an answer could not be had.
pub(crate) fn elsewhere(failed: &interactions::Error) -> BridgeError {
    use interactions::Error as E;
    match failed {
        E::Local { reason } => error(
            ErrorCode::File,
            format!("The file of this answer cannot be fetched: {reason}."),
            "",
        ),
        E::Api { status, .. } if !failed.is_retryable() => error(
            ErrorCode::File,
            format!("The server does not give the file of this answer (error {status})."),
            "It may be too late for it. Ask for it once more.",
        ),
        _ => call(failed),
    }
}

/// The ledger could not be opened, read or written.
pub(crate) fn ledger(failed: &ledger::Error) -> BridgeError {
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

/// A size as it is said of large files.
fn gigabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000_000);
    format!("{}.{} GB", tenths / 10, tenths % 10)
}

/// A file could not be fetched, kept, copied or read.
pub(crate) fn artifact(failed: &artifacts::Error) -> BridgeError {
    use artifacts::Error as E;
    match failed {
        E::DiskFull { .. } => disk_full(),
        E::NoRoom { path, needed, room } => error(
            ErrorCode::File,
            format!(
                "{path} needs {}, and this disk has room for {}.",
                gigabytes(*needed),
                gigabytes(*room)
            ),
            "Free some space, then fetch it again.",
        ),
        E::Download { source, path } => {
            let known = call(source);
            BridgeError {
                message: format!("{path} could not be fetched. {}", known.message),
                ..known
            }
        }
        E::NotAFolder { .. } | E::NoFreeName { .. } | E::Io { .. } => error(
            ErrorCode::File,
            format!("{}.", capital(&failed.to_string())),
            "Choose another folder.",
        ),
        _ => error(
            ErrorCode::File,
            format!("{}.", capital(&failed.to_string())),
            "",
        ),
    }
}

/// The pages of a PDF could not be drawn.
pub(crate) fn pages(name: &str, failed: &pages::Error) -> BridgeError {
    use pages::{Error as E, Refusal as R};
    tracing::warn!(%failed, "pages cannot be drawn");
    let why = match failed {
        E::Refused(R::Locked) => "it is locked with a password",
        E::Refused(R::TooLarge) => "it is too large",
        E::Refused(R::Unreadable) => "it is damaged, or of a kind that Errand does not know",
        E::TooSlow => "drawing it takes too long",
        E::GaveUp(_) => "drawing it fails",
        E::Io(_) => "the program that draws pages cannot be started",
    };
    error(
        ErrorCode::File,
        format!("{name} cannot be shown here: {why}."),
        "Save it, and open it with another program.",
    )
}

/// The keychain could not be used.
pub(crate) fn keychain(failed: &vault::Error) -> BridgeError {
    error(
        ErrorCode::NoKeychain,
        format!("{}.", capital(&failed.to_string())),
        failed.hint(),
    )
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
