//! Classification of failures from any server's format, and the message for the person.
//!
//! Servers report the same failure in many ways: a wrong key may be a 401, a 400 or a 500 with a text, and a proxy
//! may turn each error into another. So the status is considered last, after the codes and text of the response.

use secrecy::ExposeSecret;
use serde_json::Value;

use crate::Provider;
use crate::chat::{Cause, Failure, FailureKind};

/// Maximum number of characters quoted from a server's message.
const QUOTE_LIMIT: usize = 300;

/// Codes and phrases of servers that identify a failure, in lower case, with its category. The first match wins: a
/// text about a quota may also contain the word "key".
const SIGNS: &[(FailureKind, &[&str])] = &[
    // LM Studio sends this with status 200.
    (FailureKind::OtherService, &["unexpected endpoint"]),
    (
        FailureKind::TooLong,
        &[
            "context_length_exceeded",
            "context length",
            "context window",
            "context size",
            "maximum context",
            "prompt is too long",
            "input is too long",
            "request_too_large",
        ],
    ),
    (
        FailureKind::Quota,
        &[
            "insufficient_quota",
            "insufficient balance",
            "insufficient credits",
            "insufficient funds",
            "credit balance",
            "billing_error",
            "billing_hard_limit",
            "payment required",
            "budget has been exceeded",
        ],
    ),
    (
        FailureKind::Key,
        &[
            "invalid_api_key",
            "invalid api key",
            "incorrect api key",
            "api key not valid",
            "api key not found",
            "api key expired",
            "no api key",
            "missing api key",
            "invalid x-api-key",
            "authentication_error",
            "authentication error",
            "no_db_connection",
            "unauthorized",
        ],
    ),
    (
        FailureKind::NoModel,
        &[
            "model_not_found",
            "model not found",
            "no such model",
            "unknown model",
            "invalid model",
            "not a valid model",
        ],
    ),
];

impl Failure {
    fn new(kind: FailureKind, cause: Cause, message: String) -> Self {
        Self {
            kind,
            cause,
            quote: String::new(),
            message,
            retry_after: None,
        }
    }

    /// The base URL is not a valid address.
    pub(crate) fn no_address(provider: &Provider) -> Self {
        Self::new(
            FailureKind::Unreachable,
            Cause::NoAddress,
            format!(
                "The address of {} is not a valid address. A valid one looks like http://127.0.0.1:11434/v1.",
                provider.name
            ),
        )
    }

    /// The server does not respond.
    pub(crate) fn unreachable(provider: &Provider) -> Self {
        let place = provider.place();
        Self::new(
            FailureKind::Unreachable,
            Cause::Unreachable,
            format!(
                "Nothing answers at {place}. Check that {} is running, the address and the connection.",
                provider.name
            ),
        )
    }

    /// The key is missing or rejected.
    pub(crate) fn key(provider: &Provider) -> Self {
        let name = &provider.name;
        let (cause, message) = match provider.key {
            None => (Cause::KeyWanted, format!("{name} wants a key. Enter one.")),
            Some(_) => (
                Cause::KeyRefused,
                format!("{name} does not take this key. Check it, or make a new one there."),
            ),
        };
        Self::new(FailureKind::Key, cause, message)
    }

    /// The account's quota is exhausted.
    pub(crate) fn quota(provider: &Provider) -> Self {
        let name = &provider.name;
        Self::new(
            FailureKind::Quota,
            Cause::Quota,
            format!("The account at {name} has nothing left. Look at its billing page."),
        )
    }

    /// The server speaks another protocol.
    pub(crate) fn other_service(provider: &Provider) -> Self {
        let place = provider.place();
        Self::new(
            FailureKind::OtherService,
            Cause::OtherService,
            format!(
                "Something answers at {place}, but not as a server of models. Check the address; most end in /v1."
            ),
        )
    }

    /// The answer broke off.
    pub(crate) fn broken(provider: &Provider) -> Self {
        let name = &provider.name;
        Self::new(
            FailureKind::Server,
            Cause::Broken,
            format!("The connection to {name} broke before the answer was whole. Try again."),
        )
    }

    /// The idle timeout elapsed.
    pub(crate) fn silent(provider: &Provider) -> Self {
        let name = &provider.name;
        Self::new(
            FailureKind::Server,
            Cause::Silent,
            format!(
                "{name} said nothing for a quarter of an hour. Try again, or choose a smaller model."
            ),
        )
    }

    /// The answer is longer than any legitimate one.
    pub(crate) fn endless(provider: &Provider) -> Self {
        let name = &provider.name;
        Self::new(
            FailureKind::Server,
            Cause::Endless,
            format!("{name} sent more than any answer has. Check whether its address is right."),
        )
    }

    /// The chat contains a medium that the server's dialect does not support.
    pub(crate) fn not_taken(provider: &Provider, mime_type: &str) -> Self {
        let name = &provider.name;
        Self::new(
            FailureKind::Refused,
            Cause::NotTaken(mime_type.to_owned()),
            format!(
                "{name} cannot be given a file of the type {mime_type}. Leave it out, or choose another model."
            ),
        )
    }

    /// Converts an error of the HTTP client; its message is dropped, because it may contain URLs.
    pub(crate) fn of_transport(provider: &Provider, error: &reqwest::Error) -> Self {
        if error.is_connect() || error.is_timeout() {
            Self::unreachable(provider)
        } else if error.is_redirect() {
            Self::other_service(provider)
        } else {
            Self::broken(provider)
        }
    }

    /// Classifies a response by its status and body. `wait`: its `Retry-After` in seconds.
    pub(crate) fn of_answer(
        provider: &Provider,
        status: u16,
        wait: Option<u64>,
        body: &[u8],
    ) -> Self {
        let document = match serde_json::from_slice::<Value>(body) {
            Ok(value) => ErrorDocument::of(&value),
            Err(_) => ErrorDocument::of_text(&String::from_utf8_lossy(body)),
        };
        document.failure(provider, status, wait)
    }

    /// Classifies an error inside a stream; `value` is the error itself or an object that contains it.
    pub(crate) fn of_event(provider: &Provider, value: &Value) -> Self {
        let document = ErrorDocument::of(value);
        let status = document.status.unwrap_or(500);
        document.failure(provider, status, None)
    }
}

/// A parsed error document.
#[derive(Debug, Default)]
struct ErrorDocument {
    message: String,
    /// Codes and types in lower case, one per line.
    codes: String,
    /// A code that is an HTTP status.
    status: Option<u16>,
}

impl ErrorDocument {
    /// Parses `{"error": {…}}`, `{"error": "…"}`, `{"detail": …}`, `{"message": …}`, a list of these, and a bare
    /// error.
    fn of(value: &Value) -> Self {
        if let Value::Array(list) = value {
            return list.first().map(Self::of).unwrap_or_default();
        }
        let error = value.get("error").filter(|error| !error.is_null());
        let inner = error.unwrap_or(value);
        let mut document = Self {
            message: ["message", "detail", "error", "msg"]
                .iter()
                .filter_map(|name| inner.get(name))
                .chain([inner])
                .find_map(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            ..Self::default()
        };
        // FastAPI lists what is missing, and Mistral puts that into the message.
        if document.message.is_empty() {
            document.message = ["/detail/0/msg", "/message/detail/0/msg"]
                .iter()
                .find_map(|path| inner.pointer(path)?.as_str())
                .unwrap_or_default()
                .to_owned();
        }
        // OpenRouter nests the message of its upstream one level deeper.
        if let Some(raw) = inner.pointer("/metadata/raw").and_then(Value::as_str) {
            document.message = format!("{}: {raw}", document.message);
        }
        for holder in [inner, value] {
            for name in ["code", "type", "status", "param"] {
                match holder.get(name) {
                    Some(Value::String(word)) => {
                        document.status = document.status.or(http_status(word.parse().ok()));
                        document.codes.push_str(&word.to_lowercase());
                        document.codes.push('\n');
                    }
                    Some(Value::Number(number)) => {
                        document.status = document.status.or(http_status(number.as_u64()));
                    }
                    _ => {}
                }
            }
        }
        document
    }

    fn of_text(text: &str) -> Self {
        // An HTML page is of no use to a person.
        let is_page = text.trim_start().starts_with('<');
        Self {
            message: if is_page {
                String::new()
            } else {
                text.to_owned()
            },
            ..Self::default()
        }
    }

    fn failure(&self, provider: &Provider, status: u16, wait: Option<u64>) -> Failure {
        let kind = self.kind(status, wait);
        let name = &provider.name;
        let quote = self.quote(provider);
        let (cause, message) = match kind {
            FailureKind::Unreachable => return Failure::unreachable(provider),
            FailureKind::Key => return Failure::key(provider),
            FailureKind::OtherService => return Failure::other_service(provider),
            FailureKind::Quota => (Cause::Quota, Failure::quota(provider).message),
            FailureKind::RateLimit => {
                let until = match wait {
                    Some(1) => "in a second".to_owned(),
                    Some(seconds) => format!("in {seconds} seconds"),
                    None => "later".to_owned(),
                };
                (
                    Cause::RateLimit(wait),
                    format!("{name} takes no more requests for now. Try again {until}."),
                )
            }
            FailureKind::NoModel => (
                Cause::NoModel,
                format!("{name} does not have this model. Choose another."),
            ),
            FailureKind::TooLong => (
                Cause::TooLong,
                "The conversation is longer than this model can read. Start a new one, or choose a model with more \
                 room."
                    .to_owned(),
            ),
            FailureKind::Refused => (
                Cause::Refused,
                format!("{name} did not take the request."),
            ),
            FailureKind::Server => (Cause::Failed, format!("{name} failed. Try again later.")),
        };
        // If the time to wait is known, the server's message adds nothing.
        let quote = match cause {
            Cause::RateLimit(Some(_)) => String::new(),
            _ => quote,
        };
        Failure {
            kind,
            cause,
            message: match quote.as_str() {
                "" => message,
                quote => format!("{message} It says: “{quote}”"),
            },
            quote,
            retry_after: wait,
        }
    }

    fn kind(&self, status: u16, wait: Option<u64>) -> FailureKind {
        let words = format!("{}{}", self.codes, self.message.to_lowercase());
        if let Some((kind, _)) = SIGNS
            .iter()
            .find(|(_, signs)| signs.iter().any(|sign| words.contains(sign)))
        {
            return *kind;
        }
        let speaks_of_models = words.contains("model");
        match status {
            401 | 403 => FailureKind::Key,
            402 => FailureKind::Quota,
            404 if speaks_of_models => FailureKind::NoModel,
            404 | 405 | 300..400 => FailureKind::OtherService,
            413 => FailureKind::TooLong,
            // An exhausted quota that resets in a moment is a rate limit.
            429 if wait.is_none() && words.contains("quota") => FailureKind::Quota,
            429 => FailureKind::RateLimit,
            _ if words.contains("rate_limit_error") => FailureKind::RateLimit,
            400..500 => FailureKind::Refused,
            _ => FailureKind::Server,
        }
    }

    /// The server's message in one line, without the key; empty if there is none.
    fn quote(&self, provider: &Provider) -> String {
        let mut words = self
            .message
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if let Some(key) = &provider.key {
            let key = key.expose_secret().trim();
            if !key.is_empty() {
                words = words.replace(key, "…");
            }
        }
        words.retain(|sign| !sign.is_control());
        if words.is_empty() {
            return words;
        }
        if let Some((end, _)) = words.char_indices().nth(QUOTE_LIMIT) {
            words.truncate(end);
            words.push('…');
        }
        words
    }
}

fn http_status(code: Option<u64>) -> Option<u16> {
    let code = u16::try_from(code?).ok()?;
    (400..600).contains(&code).then_some(code)
}
