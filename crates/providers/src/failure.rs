//! What a failure is, whatever form a server gives it, and the sentence that a person reads.
//!
//! Servers say the same thing in many ways: a wrong key may be a 401, a 400 or a 500 with a text, and a proxy may turn
//! each error into another. So the status is looked at last, after the codes and words of the answer.

use secrecy::ExposeSecret;
use serde_json::Value;

use crate::Provider;
use crate::chat::{Cause, Failure, FailureKind};

/// What is quoted of a server's own words, in characters.
const QUOTE_LIMIT: usize = 300;

/// Codes and words of servers that say what a failure is, lower case, and the kind. The first that fits counts: a text
/// about a quota may also have the word "key" in it.
const SIGNS: &[(FailureKind, &[&str])] = &[
    // LM Studio says so with status 200.
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

    /// Nothing answers.
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

    /// There is no key, or it is not taken.
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

    /// The account has nothing left.
    pub(crate) fn quota(provider: &Provider) -> Self {
        let name = &provider.name;
        Self::new(
            FailureKind::Quota,
            Cause::Quota,
            format!("The account at {name} has nothing left. Look at its billing page."),
        )
    }

    /// What answers speaks something else.
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

    /// The answer ended before its own end.
    pub(crate) fn broken(provider: &Provider) -> Self {
        let name = &provider.name;
        Self::new(
            FailureKind::Server,
            Cause::Broken,
            format!("The connection to {name} broke before the answer was whole. Try again."),
        )
    }

    /// Nothing came for a long time.
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

    /// More came than any answer has.
    pub(crate) fn endless(provider: &Provider) -> Self {
        let name = &provider.name;
        Self::new(
            FailureKind::Server,
            Cause::Endless,
            format!("{name} sent more than any answer has. Check whether its address is right."),
        )
    }

    /// Something of the talk cannot be said in the server's dialect.
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

    /// What the HTTP client says; its own words are not told, they may hold addresses.
    pub(crate) fn of_transport(provider: &Provider, error: &reqwest::Error) -> Self {
        if error.is_connect() || error.is_timeout() {
            Self::unreachable(provider)
        } else if error.is_redirect() {
            Self::other_service(provider)
        } else {
            Self::broken(provider)
        }
    }

    /// What an answer with this status and body says. `wait`: the seconds its headers ask to wait.
    pub(crate) fn of_answer(
        provider: &Provider,
        status: u16,
        wait: Option<u64>,
        body: &[u8],
    ) -> Self {
        let said = match serde_json::from_slice::<Value>(body) {
            Ok(value) => Said::of(&value),
            Err(_) => Said::of_text(&String::from_utf8_lossy(body)),
        };
        said.failure(provider, status, wait)
    }

    /// What an error inside a stream says; `value` is the error itself or what holds it.
    pub(crate) fn of_event(provider: &Provider, value: &Value) -> Self {
        let said = Said::of(value);
        let status = said.status.unwrap_or(500);
        said.failure(provider, status, None)
    }
}

/// What an error document says.
#[derive(Debug, Default)]
struct Said {
    message: String,
    /// Codes and types, lower case, one a line.
    codes: String,
    /// A code that is an HTTP status.
    status: Option<u16>,
}

impl Said {
    /// Takes `{"error": {…}}`, `{"error": "…"}`, `{"detail": …}`, `{"message": …}`, a list of these, and a bare error.
    fn of(value: &Value) -> Self {
        if let Value::Array(list) = value {
            return list.first().map(Self::of).unwrap_or_default();
        }
        let error = value.get("error").filter(|error| !error.is_null());
        let inner = error.unwrap_or(value);
        let mut said = Self {
            message: ["message", "detail", "error", "msg"]
                .iter()
                .filter_map(|name| inner.get(name))
                .chain([inner])
                .find_map(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            ..Self::default()
        };
        // FastAPI says what it misses in a list, and Mistral puts that into the message.
        if said.message.is_empty() {
            said.message = ["/detail/0/msg", "/message/detail/0/msg"]
                .iter()
                .find_map(|path| inner.pointer(path)?.as_str())
                .unwrap_or_default()
                .to_owned();
        }
        // OpenRouter has what its upstream said one level deeper.
        if let Some(raw) = inner.pointer("/metadata/raw").and_then(Value::as_str) {
            said.message = format!("{}: {raw}", said.message);
        }
        for holder in [inner, value] {
            for name in ["code", "type", "status", "param"] {
                match holder.get(name) {
                    Some(Value::String(word)) => {
                        said.status = said.status.or(http_status(word.parse().ok()));
                        said.codes.push_str(&word.to_lowercase());
                        said.codes.push('\n');
                    }
                    Some(Value::Number(number)) => {
                        said.status = said.status.or(http_status(number.as_u64()));
                    }
                    _ => {}
                }
            }
        }
        said
    }

    fn of_text(text: &str) -> Self {
        // A page for a browser tells a person nothing.
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
        // Where it is known how long to wait, there is nothing more to say.
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
            // A quota that is there again in a moment is a rate limit.
            429 if wait.is_none() && words.contains("quota") => FailureKind::Quota,
            429 => FailureKind::RateLimit,
            _ if words.contains("rate_limit_error") => FailureKind::RateLimit,
            400..500 => FailureKind::Refused,
            _ => FailureKind::Server,
        }
    }

    /// The server's own words in one line, without the key; empty if it has none.
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
