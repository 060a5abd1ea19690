//! Errors of calls, and what each says about the fate of the request (contract sections 1.4 and 1.5).

use std::fmt;
use std::time::Duration;

use crate::sse::TooLong;
use crate::types::InvalidRequest;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error of a failed call. No text in it contains the key or a URL.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server returned an error (section 1.4).
    #[error("{}", display_api(*status, code.as_deref(), message))]
    Api {
        /// The HTTP status.
        status: u16,
        /// Envelope A: an open set of snake_case codes. Envelope B: the google.rpc name, such as `INVALID_ARGUMENT`.
        code: Option<String>,
        /// The server's message; the HTTP reason phrase if it sent none.
        message: String,
        /// The back-off that the server asks for.
        retry_after: Option<Duration>,
        /// The `reason` of envelope B's ErrorInfo, such as `API_KEY_INVALID`, or the quota that its QuotaFailure
        /// names.
        reason: Option<String>,
    },
    /// The connection was never made: the server cannot have seen the request.
    #[error("the server could not be reached: {reason}")]
    Connect {
        /// The reason, without a URL.
        reason: String,
    },
    /// The connection was never made, because of the proxy.
    #[error("the proxy {proxy} {fault}: {reason}")]
    Proxy {
        /// Host and port of the proxy.
        proxy: String,
        /// The kind of failure.
        fault: ProxyFault,
        /// The reason, without a URL, user name or password.
        reason: String,
    },
    /// The TLS handshake failed before anything was sent: this computer does not trust the server's certificate.
    #[error("the server's certificate is not trusted: {reason}")]
    Certificate {
        /// The reason, without a URL.
        reason: String,
    },
    /// The connection broke: the server may have seen the request.
    #[error("the connection broke: {reason}")]
    Transport {
        /// The reason, without a URL.
        reason: String,
    },
    /// The server was silent for too long: it may have seen the request.
    #[error("{wait} took longer than {} s", limit.as_secs_f32())]
    Timeout {
        /// The event that was waited for.
        wait: Wait,
        /// The timeout that elapsed.
        limit: Duration,
    },
    /// A response is not the JSON that the contract specifies.
    #[error("the answer cannot be read at {at}: {reason}")]
    Decode {
        /// The kind of response, with the line and column of the error.
        at: String,
        /// The reason, without the content.
        reason: String,
    },
    /// A 200 response that is not an interaction or not a stream of events (section 16, item 23).
    #[error("the server's answer is not an interaction: {reason}")]
    NotAnInteraction {
        /// A description of the response.
        reason: String,
    },
    /// A response is larger than the client accepts.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// Maximum size in bytes.
        limit: u64,
    },
    /// A download ended before its announced length.
    #[error("the download ended after {received} of {announced} bytes")]
    Incomplete {
        /// Number of bytes received.
        received: u64,
        /// Number of bytes announced.
        announced: u64,
    },
    /// A failure on this computer: the caller's bytes cannot be read, its writer cannot be written, or a URL is not
    /// permitted.
    #[error("the local data failed: {reason}")]
    Local {
        /// The reason.
        reason: String,
    },
    /// The contract forbids the request; it was not sent.
    #[error(transparent)]
    InvalidRequest(#[from] InvalidRequest),
    /// The client cannot be built.
    #[error("the client cannot be set up: {reason}")]
    Setup {
        /// The reason.
        reason: String,
    },
}

/// The failure of the proxy in an [`Error::Proxy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProxyFault {
    /// The proxy cannot be reached.
    Unreachable,
    /// The proxy cannot connect to the server.
    NoWay,
    /// The proxy requires a user name and password, or rejects the given ones.
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

/// The event that timed out in an [`Error::Timeout`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wait {
    /// The first byte of a response.
    Answer,
    /// The next bytes of a response or a stream.
    NextBytes,
    /// The end of an interaction whose status is unknown to this version.
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
    /// Returns true if the same call may succeed later (section 1.5): 408, 409, 429 and 5xx, and all transport
    /// errors. A daily quota is not retried, see [`Error::is_daily_quota`].
    ///
    /// Retryable does not mean safe to retry: a create may already have been accepted, see
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

    /// Returns true if a daily quota is exhausted (section 16, item 20): envelope A says `quota_exceeded`, envelope B
    /// names a quota `…PerDay…`.
    pub fn is_daily_quota(&self) -> bool {
        match self {
            Self::Api { code, reason, .. } => {
                code.as_deref() == Some("quota_exceeded")
                    || reason.as_deref().is_some_and(Self::names_a_day)
            }
            _ => false,
        }
    }

    /// Returns true for the name of a daily quota.
    pub(crate) fn names_a_day(quota: &str) -> bool {
        quota.contains("PerDay")
    }

    /// The back-off that the server asks for.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Returns true if the server cannot have seen the request, so that even a create may be sent again.
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

    /// Returns true if the resource does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Returns true if the key is the reason: 401, or 400 with the reason `API_KEY_INVALID` (section 1.4).
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

    /// Converts an error of the HTTP library, dropping its URL.
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

    /// Converts the error of a request that went through this proxy: a failure to connect is then the proxy's.
    pub(crate) fn through(self, proxy: Option<String>) -> Self {
        let (reason, proxy) = match (self, proxy) {
            (Self::Connect { reason }, Some(proxy)) => (reason, proxy),
            (other, _) => return other,
        };
        // Known only from the HTTP library's messages: its error types are private.
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

/// Returns true if the server's certificate is not trusted.
fn is_distrust(error: &reqwest::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        // An I/O error does not return the error it wraps as its source.
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
