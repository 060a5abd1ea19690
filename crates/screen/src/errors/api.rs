//! Translation of the API's error responses into messages for the person.

use words::say;

use super::{capital, error};
use crate::bridge::{BridgeError, ErrorCode};

/// Translates an error response: HTTP status, the API's code or reason, and its message (contract section 1.4).
pub fn api(http: Option<u16>, code: &str, message: &str) -> BridgeError {
    let lower = message.to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| code.eq_ignore_ascii_case(word));
    if is(&["API_KEY_INVALID", "authentication", "UNAUTHENTICATED"])
        || http == Some(401)
        || lower.contains("api key not valid")
        || lower.contains("api key expired")
    {
        return error(ErrorCode::WrongKey, say::wrong_key());
    }
    if lower.contains("location is not supported")
        || lower.contains("not available in your country")
    {
        return error(ErrorCode::Region, say::region());
    }
    if is(&["payment_required"])
        || http == Some(402)
        || lower.contains("billing") && http != Some(429)
    {
        return error(ErrorCode::Quota, say::needs_payment());
    }
    if is(&["quota_exceeded"]) || http == Some(429) && lower.contains("per day") {
        return error(ErrorCode::Quota, say::quota());
    }
    if http == Some(429)
        || is(&[
            "rate_limit_exceeded",
            "too_many_requests",
            "RESOURCE_EXHAUSTED",
        ])
    {
        return error(ErrorCode::RateLimited, say::rate_limited());
    }
    // An error code of the engine on this computer.
    if is(&["no_model"]) {
        return super::no_model();
    }
    if is(&["model_not_found"]) || http == Some(404) && lower.contains("model") {
        return error(ErrorCode::Invalid, say::unknown_model());
    }
    if is(&["permission_denied", "PERMISSION_DENIED"]) || http == Some(403) {
        return error(ErrorCode::NoPermission, say::no_permission());
    }
    if runs::is_refusal(code) {
        return error(ErrorCode::Refused, say::refused());
    }
    if is(&["not_found", "NOT_FOUND", "lost"]) || http == Some(404) {
        return error(ErrorCode::Lost, say::lost());
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
        return error(ErrorCode::Server, say::server_trouble());
    }
    if http == Some(400)
        || is(&[
            "invalid_request",
            "INVALID_ARGUMENT",
            "failed_precondition",
            "parameter_unknown",
        ])
    {
        return error(ErrorCode::Invalid, say::not_taken(sentence(message)));
    }
    error(ErrorCode::Server, say::server_says(sentence(message)))
}

/// Returns a text as one sentence of limited length.
fn sentence(text: &str) -> String {
    const MAX_CHARS: usize = 300;
    let text = text.trim();
    let mut short: String = text.chars().take(MAX_CHARS).collect();
    if short.len() < text.len() {
        short.push('…');
    } else if !short.ends_with(['.', '!', '?']) {
        short.push('.');
    }
    capital(&short)
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
    fn an_engine_without_its_model_file_is_one_without_a_model() {
        let shown = api(None, "no_model", "The model file tiny.gguf is missing.");
        assert_eq!(shown.code, ErrorCode::NoModel);
    }

    #[test]
    fn a_refusal_in_a_stream_has_no_http_status_and_is_still_a_refusal() {
        assert_eq!(api(None, "safety", "Blocked.").code, ErrorCode::Refused);
    }

    #[test]
    fn no_message_ends_in_an_exclamation_mark_or_runs_on_for_pages() {
        let long = "x".repeat(10_000);
        let shown = api(Some(400), "invalid_request", &long);
        let said = shown.message.to_string();
        assert!(said.chars().count() < 400);
        assert!(!said.contains('!'));
    }
}
