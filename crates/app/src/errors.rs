//! Errors of servers, files and keys in words for a person; those of runs and of the record are `screen`'s.

use std::path::Path;

pub(crate) use screen::errors::*;

use crate::bridge::{BridgeError, ErrorCode};

/// The result of a command.
pub(crate) type Result<T, E = BridgeError> = std::result::Result<T, E>;

/// No key for the server at this base URL.
pub(crate) fn no_key(base_url: &str) -> BridgeError {
    screen::errors::no_key(&crate::servers::place(base_url))
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
        E::Proxy {
            proxy: named,
            fault,
            ..
        } => proxy(*fault, named),
        E::Certificate { .. } => certificate(),
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

/// A medium of an answer is in the record by the name of a file that is not there any more.
pub(crate) fn medium_gone(name: &str) -> BridgeError {
    error(
        ErrorCode::File,
        format!("{name} is no longer on this computer, or was changed there."),
        "It was its only copy. Ask for it once more.",
    )
}

/// A file that others made could not be read.
pub(crate) fn unreadable(name: &str, failed: &reader::Error) -> BridgeError {
    use reader::{Error as E, Refusal as R};
    tracing::warn!(%failed, "a file cannot be read");
    let why = match failed {
        E::Refused(R::Locked) => "it is locked with a password",
        E::Refused(R::TooLarge) => "it is too large",
        E::Refused(R::Unreadable) => "it is damaged, or of a kind that Errand does not know",
        E::TooSlow => "reading it takes too long",
        E::GaveUp(_) => "reading it fails",
        E::Io(_) => "the program that reads it cannot be started",
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
