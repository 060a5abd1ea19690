//! Errors of servers, files and keys as sentences for a person; `screen` has those of runs and of the ledger.

use std::path::Path;

pub(crate) use screen::errors::*;
use words::{Sentence, Value, say};

use crate::bridge::{BridgeError, ErrorCode};

/// The result of a command.
pub(crate) type Result<T, E = BridgeError> = std::result::Result<T, E>;

/// There is no key for the server at this base URL.
pub(crate) fn no_key(base_url: &str) -> BridgeError {
    screen::errors::no_key(&crate::servers::server_name(base_url))
}

/// A request would go to a server that does not have its content yet, and the person has not seen that.
pub(crate) fn leaving(host: &str) -> BridgeError {
    error(ErrorCode::Leaving, say::leaving(host))
}

/// A run could not be started, or a command to it failed.
pub(crate) fn run(failed: &runs::Error) -> BridgeError {
    match failed {
        runs::Error::Forgotten(_) => not_found(say::conversation_gone()),
        runs::Error::Record { error, .. } | runs::Error::List(error) => {
            match error.downcast_ref::<ledger::Error>() {
                Some(failed) => ledger(failed),
                None => internal(failed),
            }
        }
        runs::Error::ShuttingDown => error(ErrorCode::Internal, say::quitting()),
    }
}

/// A file or folder could not be used; `says` makes the sentence from its name and the reason, such as
/// [`say::file_not_read`].
pub(crate) fn file(
    says: fn(Value, Value) -> Sentence,
    path: &Path,
    cause: &std::io::Error,
) -> BridgeError {
    if is_disk_full(cause) {
        return disk_full();
    }
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    let reason = match cause.kind() {
        std::io::ErrorKind::NotFound => say::reason_not_there().into(),
        std::io::ErrorKind::PermissionDenied => say::reason_denied().into(),
        _ => cause.to_string().into(),
    };
    error(ErrorCode::File, says(name.into(), reason))
}

/// Returns true if the disk, or the person's quota, is full.
pub(crate) fn is_disk_full(cause: &std::io::Error) -> bool {
    matches!(
        cause.kind(),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
    )
}

/// A call to a server failed.
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
        E::Connect { .. } | E::Transport { .. } | E::Timeout { .. } => {
            error(ErrorCode::Offline, say::offline_now())
        }
        // A defect of Errand's own, so the message stays in the words of its developer.
        E::InvalidRequest(reason) => invalid(Sentence::quoted(reason.to_string())),
        E::Setup { .. } => error(ErrorCode::Invalid, say::not_sendable()),
        E::Decode { .. }
        | E::NotAnInteraction { .. }
        | E::TooLarge { .. }
        | E::Incomplete { .. } => error(ErrorCode::Server, say::not_gemini()),
        other => internal(other),
    }
}

/// A file at a URL in an answer could not be fetched.
pub(crate) fn external_fetch(failed: &interactions::Error) -> BridgeError {
    use interactions::Error as E;
    match failed {
        E::Local { reason } => error(ErrorCode::File, say::answer_file_local(reason)),
        E::Api { status, .. } if !failed.is_retryable() => error(
            ErrorCode::File,
            say::answer_file_not_given(status.to_string()),
        ),
        _ => call(failed),
    }
}

/// Formats a size in gigabytes.
pub(crate) fn gigabytes(bytes: u64) -> Sentence {
    let tenths = i64::try_from(bytes.div_ceil(100_000_000)).unwrap_or(i64::MAX);
    say::gigabytes(Value::Tenths(tenths))
}

/// A file could not be fetched, kept, copied or read.
pub(crate) fn artifact(failed: &artifacts::Error) -> BridgeError {
    use artifacts::Error as E;
    let message = match failed {
        E::DiskFull { .. } => return disk_full(),
        E::Download { source, path } => {
            let known = call(source);
            return BridgeError {
                message: say::download_failed(path, &known.message),
                ..known
            };
        }
        E::NoRoom { path, needed, room } => {
            say::no_room(path, gigabytes(*needed), gigabytes(*room))
        }
        E::NotAFolder { path } => say::file_not_a_folder(path.display().to_string()),
        E::NoFreeName { folder, name } => {
            say::file_no_free_name(name, folder.display().to_string())
        }
        E::Io { .. } => say::file_io(capital(&failed.to_string())),
        E::LengthMismatch {
            path,
            announced,
            received,
        } => say::file_length(path, *received, *announced),
        E::NotStored { sha256 } => say::file_not_stored(sha256),
        E::Altered { sha256 } => say::file_altered(sha256),
        E::NotBase64 => say::media_not_decoded(),
        E::Sound(cause) => say::sound_not_kept(cause.to_string()),
        E::Table { why } => say::table_not_read(why),
        _ => say::file_other(capital(&failed.to_string())),
    };
    error(ErrorCode::File, message)
}

/// A medium of an answer is stored by the name of a file that no longer exists.
pub(crate) fn medium_gone(name: &str) -> BridgeError {
    error(ErrorCode::File, say::medium_gone(name))
}

/// A file that others made could not be read.
pub(crate) fn unreadable(name: &str, failed: &reader::Error) -> BridgeError {
    use reader::{Error as E, Refusal as R};
    tracing::warn!(%failed, "a file cannot be read");
    let message = match failed {
        E::Refused(R::Locked | R::WrongPassword) => say::unreadable_locked(name),
        E::Refused(R::Encrypted) => say::unreadable_encrypted(name),
        E::Refused(R::TooLarge) => say::unreadable_large(name),
        E::Refused(R::Unreadable) => say::unreadable_damaged(name),
        E::TooSlow => say::unreadable_slow(name),
        E::GaveUp(_) => say::unreadable_fails(name),
        E::Io(_) => say::unreadable_no_reader(name),
    };
    error(ErrorCode::File, message)
}

/// The keychain failed.
pub(crate) fn keychain(failed: &vault::Error) -> BridgeError {
    use vault::Error as E;
    let message = match failed {
        E::NoSecretService { reason } if cfg!(target_os = "linux") => {
            say::keychain_none_linux(reason)
        }
        E::NoSecretService { reason } => say::keychain_none(reason),
        E::Locked { reason } => say::keychain_locked(reason),
        E::Denied { reason } => say::keychain_denied(reason),
        E::Other { reason } => say::keychain_other(reason),
        other => say::keychain_other(other.to_string()),
    };
    error(ErrorCode::NoKeychain, message)
}
