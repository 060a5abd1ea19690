//! Every error in words for a person: what happened, to what, and what to do next.

use std::path::Path;

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

/// No key for Gemini.
pub(crate) fn no_key() -> BridgeError {
    error(
        ErrorCode::NoKey,
        "There is no key for Gemini.",
        "Enter your key in the settings.",
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
        "Free some space; Errand then goes on by itself.",
    )
}

/// What an answer with an error means: HTTP status, the API's code or reason, and its message
/// (contract section 1.4).
pub(crate) fn api(http: Option<u16>, code: &str, message: &str) -> BridgeError {
    let lower = message.to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| code.eq_ignore_ascii_case(word));
    if is(&["API_KEY_INVALID", "authentication", "UNAUTHENTICATED"])
        || http == Some(401)
        || lower.contains("api key not valid")
        || lower.contains("api key expired")
    {
        return error(
            ErrorCode::WrongKey,
            "The server does not accept this key.",
            "Copy the whole key again, or make a new one.",
        );
    }
    if lower.contains("location is not supported")
        || lower.contains("not available in your country")
    {
        return error(
            ErrorCode::Region,
            "Gemini is not offered where this computer is.",
            "Use the model on this computer, or set another base URL.",
        );
    }
    if is(&["payment_required"])
        || http == Some(402)
        || lower.contains("billing") && http != Some(429)
    {
        return error(
            ErrorCode::Quota,
            "The project of this key needs a payment method for this.",
            "Turn on billing for the project, or choose another model.",
        );
    }
    if is(&["quota_exceeded"]) || http == Some(429) && lower.contains("per day") {
        return error(
            ErrorCode::Quota,
            "The quota of this key is used up.",
            "It is renewed tomorrow. A paid plan has a larger one.",
        );
    }
    if http == Some(429)
        || is(&[
            "rate_limit_exceeded",
            "too_many_requests",
            "RESOURCE_EXHAUSTED",
        ])
    {
        return error(
            ErrorCode::RateLimited,
            "The server gets too many requests for this key.",
            "Wait a minute, then try again.",
        );
    }
    if is(&["model_not_found"]) || http == Some(404) && lower.contains("model") {
        return error(
            ErrorCode::Invalid,
            "The server does not know this model.",
            "Choose another one; it may have been retired.",
        );
    }
    if is(&["permission_denied", "PERMISSION_DENIED"]) || http == Some(403) {
        return error(
            ErrorCode::NoPermission,
            "The key is right, but it may not do this.",
            "Check in the key's project that the Gemini API is allowed for it.",
        );
    }
    if runs::Fault::own(code, message).is_refusal() {
        return error(
            ErrorCode::Refused,
            "The answer was withheld by the server's safety rules.",
            "Ask in other words.",
        );
    }
    if is(&["not_found", "NOT_FOUND", "lost"]) || http == Some(404) {
        return error(
            ErrorCode::Lost,
            "The server no longer knows this.",
            "What came until then is kept here. Send it again to start anew.",
        );
    }
    if http.is_some_and(|status| status >= 500)
        || is(&[
            "api_error",
            "service_unavailable",
            "deadline_exceeded",
            "INTERNAL",
            "UNAVAILABLE",
            "unimplemented",
        ])
    {
        return error(
            ErrorCode::Server,
            "The server has a problem of its own.",
            "Try again in a while.",
        );
    }
    if http == Some(400)
        || is(&[
            "invalid_request",
            "INVALID_ARGUMENT",
            "failed_precondition",
            "parameter_unknown",
        ])
    {
        return error(
            ErrorCode::Invalid,
            format!(
                "The server does not take this request: {}",
                sentence(message)
            ),
            "",
        );
    }
    error(
        ErrorCode::Server,
        format!("The server says: {}", sentence(message)),
        "Try again in a while.",
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
        E::Connect { .. } | E::Transport { .. } | E::Timeout { .. } => offline(),
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
        "no_key" => no_key(),
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
        "disk_full" => disk_full(),
        "files" => error(
            ErrorCode::File,
            fault.message.clone(),
            "Fetch them again from the file panel.",
        ),
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

/// The server cannot be reached.
pub(crate) fn offline() -> BridgeError {
    error(
        ErrorCode::Offline,
        "The server cannot be reached.",
        "Check the network. Errand goes on by itself when it is back.",
    )
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

/// A file could not be fetched, kept, copied or read.
pub(crate) fn artifact(failed: &artifacts::Error) -> BridgeError {
    use artifacts::Error as E;
    match failed {
        E::DiskFull { .. } => disk_full(),
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

/// A text as a sentence that does not run on for pages.
fn sentence(text: &str) -> String {
    const LONGEST: usize = 300;
    let text = text.trim();
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    } else if !short.ends_with(['.', '!', '?']) {
        short.push('.');
    }
    capital(&short)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(http: u16, code: &str, message: &str) -> ErrorCode {
        api(Some(http), code, message).code
    }

    #[test]
    fn each_answer_of_the_service_has_its_own_outcome() {
        for (http, word, message, expected) in [
            (
                400,
                "API_KEY_INVALID",
                "API key not valid. Please pass a valid API key.",
                ErrorCode::WrongKey,
            ),
            (
                400,
                "INVALID_ARGUMENT",
                "API key not valid. Please pass a valid API key.",
                ErrorCode::WrongKey,
            ),
            (
                401,
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials.",
                ErrorCode::WrongKey,
            ),
            (
                403,
                "PERMISSION_DENIED",
                "Generative Language API has not been used.",
                ErrorCode::NoPermission,
            ),
            (
                400,
                "FAILED_PRECONDITION",
                "User location is not supported for the API use.",
                ErrorCode::Region,
            ),
            (402, "payment_required", "Enable billing.", ErrorCode::Quota),
            (429, "quota_exceeded", "Daily quota.", ErrorCode::Quota),
            (
                429,
                "too_many_requests",
                "You do not have enough quota.",
                ErrorCode::RateLimited,
            ),
            (
                429,
                "RESOURCE_EXHAUSTED",
                "Quota exceeded for requests per minute.",
                ErrorCode::RateLimited,
            ),
            (404, "model_not_found", "No such model.", ErrorCode::Invalid),
            (404, "not_found", "Interaction not found.", ErrorCode::Lost),
            (400, "prohibited_content", "Blocked.", ErrorCode::Refused),
            (500, "api_error", "Internal error.", ErrorCode::Server),
            (503, "UNAVAILABLE", "Overloaded.", ErrorCode::Server),
            (400, "invalid_request", "Unknown field.", ErrorCode::Invalid),
        ] {
            assert_eq!(
                code(http, word, message),
                expected,
                "{http} {word} {message}"
            );
        }
    }

    #[test]
    fn a_refusal_in_a_stream_has_no_http_status_and_is_still_a_refusal() {
        assert_eq!(api(None, "safety", "Blocked.").code, ErrorCode::Refused);
    }

    #[test]
    fn no_message_ends_in_an_exclamation_mark_or_runs_on_for_pages() {
        let long = "x".repeat(10_000);
        let shown = api(Some(400), "invalid_request", &long);
        assert!(shown.message.chars().count() < 400);
        assert!(!shown.message.contains('!'));
    }
}
