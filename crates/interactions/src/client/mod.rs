//! The client: one value for all calls of the contract, cheap to clone.

mod agents;
mod answer;
mod byte_digest;
mod credentials;
mod delivered;
mod download;
mod environments;
mod event_stream;
mod external_client;
mod files;
mod follow_up;
mod http;
mod interactions;
mod models;
mod paged;
pub mod path;
mod proxies;
mod raw_stream;
mod retry;
mod triggers;
mod upload;
mod wait;
mod webhooks;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

pub use agents::Agents;
pub use credentials::Credentials;
pub use download::{Download, Partial};
pub use environments::{Environments, UploadOptions};
pub use event_stream::EventStream;
pub use external_client::{ExternalClient, IncomingFile, Reach};
pub use files::Files;
pub use models::Models;
pub use paged::Paged;
pub use proxies::{Proxies, proxy_url};
pub use raw_stream::RawStream;
pub use retry::RetryPolicy;
pub use triggers::Triggers;
pub use wait::PollPolicy;
pub use webhooks::Webhooks;

use crate::error::{Error, Result};

/// Base URL of Google's service (contract section 1.1).
pub const GOOGLE: &str = "https://generativelanguage.googleapis.com";

/// A client of one server with one key. Cloning is cheap and shares the connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Clone)]
pub(crate) struct Inner {
    http: reqwest::Client,
    /// Without a slash at the end.
    base: String,
    origin: Url,
    version: String,
    /// Marked sensitive.
    key: HeaderValue,
    timeouts: Timeouts,
    retry: RetryPolicy,
    poll: PollPolicy,
    body_limit: u64,
    event_limit: usize,
    proxies: Proxies,
}

/// Timeouts. There is no limit on the total duration of a call (contract section 1.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeouts {
    /// For establishing a connection.
    pub connect: Duration,
    /// For the start of a response; a large request gets an extra second per 32 KiB for sending.
    pub answer: Duration,
    /// For the start of the response to a create without streaming: it arrives when the work is done.
    pub work: Duration,
    /// Between two chunks of a response or a stream.
    pub idle: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(20),
            answer: Duration::from_secs(90),
            work: Duration::from_secs(15 * 60),
            idle: Duration::from_secs(120),
        }
    }
}

/// Builder of a [`Client`].
#[derive(Clone)]
pub struct ClientBuilder {
    base_url: String,
    version: String,
    key: SecretString,
    timeouts: Timeouts,
    retry: RetryPolicy,
    poll: PollPolicy,
    body_limit: u64,
    event_limit: usize,
    proxies: Proxies,
}

impl Client {
    /// A builder for the server at this base URL, such as [`GOOGLE`], without the API's version.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder {
            base_url: base_url.into(),
            version: "v1beta".to_owned(),
            key: SecretString::default(),
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            poll: PollPolicy::default(),
            body_limit: 256 << 20,
            event_limit: 64 << 20,
            proxies: Proxies::none(),
        }
    }

    /// A client on the same connections with another retry policy.
    #[must_use]
    pub fn with_retry(&self, retry: RetryPolicy) -> Self {
        let inner = Inner {
            retry,
            ..Inner::clone(&self.inner)
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Calls on custom agents (contract section 10).
    pub fn agents(&self) -> Agents<'_> {
        Agents::new(self)
    }

    /// Calls on stored credentials (contract section 9.6).
    pub fn credentials(&self) -> Credentials<'_> {
        Credentials::new(self)
    }

    /// Calls on uploaded files and file search stores (contract section 2.4).
    pub fn files(&self) -> Files<'_> {
        Files::new(self)
    }

    /// Calls on scheduled work for agents (contract section 11).
    pub fn triggers(&self) -> Triggers<'_> {
        Triggers::new(self)
    }

    /// Calls on webhooks (contract section 12).
    pub fn webhooks(&self) -> Webhooks<'_> {
        Webhooks::new(self)
    }

    /// Calls on sandboxes and their files (contract sections 2.2 and 9).
    pub fn environments(&self) -> Environments<'_> {
        Environments::new(self)
    }

    /// Calls on models (contract section 2.4).
    pub fn models(&self) -> Models<'_> {
        Models::new(self)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("host", &self.inner.origin.host_str())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// Sets the API key. It is sent in one header, which is marked sensitive, and only to this server.
    #[must_use]
    pub fn key(mut self, key: SecretString) -> Self {
        self.key = key;
        self
    }

    /// Sets the API's version in the path; `v1beta` by default (contract section 1.1).
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Sets the timeouts.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets the retry policy; [`RetryPolicy::none`] for callers with a back-off of their own.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Sets how an interaction is polled whose stream is not available.
    #[must_use]
    pub fn poll(mut self, poll: PollPolicy) -> Self {
        self.poll = poll;
        self
    }

    /// Sets the maximum size of one JSON response in bytes, after decompression; 256 MiB by default.
    #[must_use]
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the maximum size of one event of a stream in bytes; 64 MiB by default.
    #[must_use]
    pub fn event_limit(mut self, bytes: usize) -> Self {
        self.event_limit = bytes;
        self
    }

    /// Sets the proxies of requests; none by default, whatever the environment says.
    #[must_use]
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.proxies = proxies;
        self
    }

    /// Builds the client; [`Error::Setup`] if the base URL is not an `http` or `https` URL or has a query, or if the
    /// key has characters that are not allowed in a header.
    pub fn build(self) -> Result<Client> {
        let base = self.base_url.trim().trim_end_matches('/').to_owned();
        let origin = http::parse_url(&base)?;
        if !matches!(origin.scheme(), "http" | "https") || origin.host_str().is_none() {
            return Err(Error::Setup {
                reason: "the address must begin with http:// or https://".to_owned(),
            });
        }
        if origin.query().is_some() || origin.fragment().is_some() {
            return Err(Error::Setup {
                reason: "the address must not hold `?` or `#`".to_owned(),
            });
        }
        let mut key =
            HeaderValue::from_str(self.key.expose_secret().trim()).map_err(|_| Error::Setup {
                reason: "the key holds characters that no key has".to_owned(),
            })?;
        key.set_sensitive(true);
        let http = self
            .proxies
            .of(reqwest::Client::builder())?
            .connect_timeout(self.timeouts.connect)
            .redirect(reqwest::redirect::Policy::none())
            .tcp_keepalive(Duration::from_secs(30))
            .tcp_nodelay(true)
            .user_agent(concat!("interactions-rs/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(Error::from_reqwest)?;
        let inner = Inner {
            http,
            base,
            origin,
            version: self.version,
            key,
            timeouts: self.timeouts,
            retry: self.retry,
            poll: self.poll,
            body_limit: self.body_limit,
            event_limit: self.event_limit,
            proxies: self.proxies,
        };
        Ok(Client {
            inner: Arc::new(inner),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_marked_so_that_no_layer_below_prints_it() {
        let client = Client::builder(GOOGLE).key("k-secret-1".to_owned().into());
        let client = client.build().expect("a usable address and key");
        assert!(client.inner.key.is_sensitive());
    }
}
