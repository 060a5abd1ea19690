//! What can go wrong, and what that says about the request (contract sections 1.4 and 1.5).

use std::fmt;
use std::time::Duration;

use crate::sse::TooLong;
use crate::types::InvalidRequest;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A call that failed. No text in it holds the key or a URL.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server answered with an error (section 1.4).
    #[error("{}", display_api(*status, code.as_deref(), message))]
    Api {
        /// The HTTP status.
        status: u16,
        /// Envelope A: an open snake_case word. Envelope B: the google.rpc name, such as `INVALID_ARGUMENT`.
        code: Option<String>,
        /// In the server's words; the HTTP reason when it sent none.
        message: String,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
        /// The `reason` of envelope B's ErrorInfo, such as `API_KEY_INVALID`, or the quota that its QuotaFailure
        /// names.
        reason: Option<String>,
    },
    /// The connection was never made: the server cannot have seen the request.
    #[error("the server could not be reached: {reason}")]
    Connect {
        /// Why, without a URL.
        reason: String,
    },
    /// The connection was never made, because of the proxy on the way.
    #[error("the proxy {proxy} {fault}: {reason}")]
    Proxy {
        /// Its host and port.
        proxy: String,
        /// What is wrong with it.
        fault: ProxyFault,
        /// Why, without a URL, name or password.
        reason: String,
    },
    /// The connection was given up before anything was sent: this computer does not trust the server's certificate.
    #[error("the server's certificate is not trusted: {reason}")]
    Certificate {
        /// Why, without a URL.
        reason: String,
    },
    /// The connection broke: the server may have seen the request.
    #[error("the connection broke: {reason}")]
    Transport {
        /// Why, without a URL.
        reason: String,
    },
    /// The server was silent for too long: it may have seen the request.
    #[error("{wait} took longer than {} s", limit.as_secs_f32())]
    Timeout {
        /// What was waited for.
        wait: Wait,
        /// How long.
        limit: Duration,
    },
    /// An answer is not the JSON that the contract promises.
    #[error("the answer cannot be read at {at}: {reason}")]
    Decode {
        /// Where: what was read, and line and column in it.
        at: String,
        /// Why, without the content.
        reason: String,
    },
    /// A 200 answer that is no interaction or no stream of events (section 16, item 23).
    #[error("the server's answer is not an interaction: {reason}")]
    NotAnInteraction {
        /// What it is instead.
        reason: String,
    },
    /// An answer is larger than the client accepts.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The most bytes that are accepted.
        limit: u64,
    },
    /// A download ended before its announced length.
    #[error("the download ended after {received} of {announced} bytes")]
    Incomplete {
        /// How many bytes came.
        received: u64,
        /// How many were announced.
        announced: u64,
    },
    /// The caller's bytes could not be read, or its writer not be written to.
    #[error("the local data failed: {reason}")]
    Local {
        /// Why.
        reason: String,
    },
    /// The contract forbids the request; it was not sent.
    #[error(transparent)]
    InvalidRequest(#[from] InvalidRequest),
    /// The client cannot be built.
    #[error("the client cannot be set up: {reason}")]
    Setup {
        /// Why.
        reason: String,
    },
}

/// What is wrong with the proxy of an [`Error::Proxy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProxyFault {
    /// It cannot be reached.
    Unreachable,
    /// It makes no connection to the server.
    NoWay,
    /// It asks for a name and a password, or for others.
    Credentials,
}

impl fmt::Display for ProxyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreachable => "cannot be reached",
            Self::NoWay => "makes no connection to the server",
            Self::Credentials => "asks for a name and a password",
        })
    }
}

/// What a [`Error::Timeout`] waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wait {
    /// The first byte of an answer.
    Answer,
    /// The next bytes of an answer or a stream.
    NextBytes,
    /// The end of an interaction whose status this version does not know.
    End,
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Answer => "the answer's beginning",
            Self::NextBytes => "the next bytes of the answer",
            Self::End => "a status that is not known",
        })
    }
}

fn display_api(status: u16, code: Option<&str>, message: &str) -> String {
    match code {
        Some(code) => format!("{message} (HTTP {status}, {code})"),
        None => format!("{message} (HTTP {status})"),
    }
}

impl Error {
    /// Whether the same call may succeed later (section 1.5): 408, 409, 429 and 5xx, and everything that happened
    /// on the way. A daily quota is not waited for, see [`Error::is_daily_quota`].
    ///
    /// That it may succeed does not make it safe to repeat: a create may already have been accepted, see
    /// [`Error::certainly_not_sent`].
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api { status, .. } => {
                matches!(status, 408 | 409 | 429 | 500..=599) && !self.is_daily_quota()
            }
            Self::Proxy { fault, .. } => *fault != ProxyFault::Credentials,
            Self::Connect { .. }
            | Self::Transport { .. }
            | Self::Timeout { .. }
            | Self::Incomplete { .. } => true,
            Self::Decode { .. }
            | Self::NotAnInteraction { .. }
            | Self::TooLarge { .. }
            | Self::Local { .. }
            | Self::InvalidRequest(_)
            | Self::Certificate { .. }
            | Self::Setup { .. } => false,
        }
    }

    /// Whether the quota of a day is used up (section 16, item 20): envelope A says `quota_exceeded`, envelope B names a
    /// quota `…PerDay…`.
    pub fn is_daily_quota(&self) -> bool {
        match self {
            Self::Api { code, reason, .. } => {
                code.as_deref() == Some("quota_exceeded")
                    || reason.as_deref().is_some_and(Self::names_a_day)
            }
            _ => false,
        }
    }

    /// Whether this is the name of a quota for a day.
    pub(crate) fn names_a_day(quota: &str) -> bool {
        quota.contains("PerDay")
    }

    /// How long the server asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the server cannot have seen the request, so that even a create may be sent again.
    pub fn certainly_not_sent(&self) -> bool {
        matches!(
            self,
            Self::Connect { .. }
                | Self::Proxy { .. }
                | Self::Certificate { .. }
                | Self::InvalidRequest(_)
                | Self::Setup { .. }
        )
    }

    /// The HTTP status of an API error.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// The code of an API error.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Api { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// Whether the resource does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether the key is the reason: 401, or 400 with the reason `API_KEY_INVALID` (section 1.4).
    pub fn is_invalid_key(&self) -> bool {
        match self {
            Self::Api { status: 401, .. } => true,
            Self::Api {
                status: 400,
                reason,
                message,
                ..
            } => {
                reason.as_deref() == Some("API_KEY_INVALID")
                    || message.starts_with("API key not valid")
            }
            _ => false,
        }
    }

    /// An error of the HTTP library, without its URL.
    pub(crate) fn from_reqwest(error: reqwest::Error) -> Self {
        let never_connected = error.is_connect();
        let not_built = error.is_builder();
        let is_distrust = is_distrust(&error);
        let error = error.without_url();
        let mut reason = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            let text = cause.to_string();
            if !reason.contains(&text) {
                reason.push_str(": ");
                reason.push_str(&text);
            }
            source = cause.source();
        }
        if is_distrust {
            Self::Certificate { reason }
        } else if never_connected {
            Self::Connect { reason }
        } else if not_built {
            Self::Setup { reason }
        } else {
            Self::Transport { reason }
        }
    }

    /// The error of a request that went through this proxy: that no connection was made is then the proxy's doing.
    pub(crate) fn through(self, proxy: Option<String>) -> Self {
        let (reason, proxy) = match (self, proxy) {
            (Self::Connect { reason }, Some(proxy)) => (reason, proxy),
            (other, _) => return other,
        };
        // The HTTP library says these in words only: the types of its errors are not public.
        let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
        let fault = if says(&[
            "proxy authorization required",
            "credentials not accepted",
            "user/pass authentication",
        ]) {
            ProxyFault::Credentials
        } else if says(&["tunnel error: unsuccessful"])
            || says(&["SOCKS error"]) && !says(&["failed to create underlying connection"])
        {
            ProxyFault::NoWay
        } else {
            ProxyFault::Unreachable
        };
        Self::Proxy {
            proxy,
            fault,
            reason,
        }
    }
}

/// Whether the server's certificate is the reason.
fn is_distrust(error: &reqwest::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        // An I/O error does not name what it wraps as its source.
        let wrapped = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        let tls = match wrapped {
            Some(wrapped) => wrapped.downcast_ref::<rustls::Error>(),
            None => error.downcast_ref::<rustls::Error>(),
        };
        if matches!(tls, Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        cause = error.source();
    }
    false
}

impl From<TooLong> for Error {
    fn from(error: TooLong) -> Self {
        Self::TooLarge {
            limit: error.limit as u64,
        }
    }
}
