//! Client for a search server that a person has configured: the JSON API of SearXNG.

use std::fmt;
use std::time::Duration;

use interactions::Proxies;
use interactions::place::is_this_computer;
use serde::Deserialize;
use url::Url;

/// Timeout of a search.
const PATIENCE: Duration = Duration::from_secs(20);
/// Maximum size of a response in bytes.
const LARGEST: usize = 4 << 20;
/// Maximum number of results of one search.
const MOST: usize = 10;
/// Maximum length of an excerpt in characters.
const LONGEST_EXCERPT: usize = 500;

/// A search result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// URL with the scheme `http` or `https`.
    pub url: String,
    /// Title; the URL if there is none.
    pub title: String,
    /// Excerpt of the page's text; may be empty.
    pub excerpt: String,
}

/// A search server.
#[derive(Clone)]
pub struct Server {
    url: Url,
    client: reqwest::Client,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").finish_non_exhaustive()
    }
}

/// Why a search server cannot be used. The error does not contain its URL, which may contain a password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadServer {
    /// The URL is not an `http` or `https` URL.
    #[error("its address is no http or https address")]
    Address,
    /// The HTTP client, or a proxy, cannot be set up.
    #[error("no connection can be made: {0}")]
    Client(String),
}

/// Why a search failed; formatted as a phrase that follows a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The server does not respond.
    #[error("the search server does not answer")]
    Unreachable,
    /// HTTP 403, which is how SearXNG refuses a format that its settings do not list.
    #[error(
        "the search server gives no JSON (HTTP 403): its settings must list json under \
         search.formats"
    )]
    NoJson,
    /// HTTP 429: too many requests in a short time.
    #[error("the search server takes no more searches for now (HTTP 429)")]
    TooMany,
    /// Another HTTP status.
    #[error("the search server answers HTTP {0}")]
    Status(u16),
    /// The response broke off or is too long.
    #[error("the search server's answer is broken off or too long")]
    Broken,
    /// The response is not that of a SearXNG server.
    #[error("the search server does not answer as SearXNG does")]
    OtherService,
}

#[derive(Deserialize)]
struct Answer {
    results: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    url: Option<String>,
    title: Option<String>,
    content: Option<String>,
}

impl Server {
    /// The server at `url`, reached through these proxies; directly if it is on this computer. Redirects are not
    /// followed: the person configured this server and no other.
    ///
    /// # Errors
    /// If the URL is not an `http` or `https` URL, or a proxy cannot be used.
    pub fn new(url: &str, proxies: &Proxies) -> Result<Self, BadServer> {
        let url = Url::parse(url).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let url = url.ok_or(BadServer::Address)?;
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE);
        let builder = if url.host().is_some_and(|host| is_this_computer(&host)) {
            Ok(builder.no_proxy())
        } else {
            proxies.of(builder)
        };
        let client = builder.map_err(|error| BadServer::Client(error.to_string()))?;
        let client = client
            .build()
            .map_err(|error| BadServer::Client(error.to_string()))?;
        Ok(Self { url, client })
    }

    /// Searches for `words`; returns the results, best first.
    ///
    /// # Errors
    /// [`Failure`] if the server does not respond, or not as SearXNG does.
    pub async fn find(&self, words: &str) -> Result<Vec<Found>, Failure> {
        let mut url = self.url.clone();
        let path = format!("{}/search", url.path().trim_end_matches('/'));
        url.set_path(&path);
        url.query_pairs_mut()
            .append_pair("q", words)
            .append_pair("format", "json");
        let sent = self.client.get(url).send().await;
        let mut response = sent.map_err(|_| Failure::Unreachable)?;
        match response.status().as_u16() {
            200 => {}
            403 => return Err(Failure::NoJson),
            429 => return Err(Failure::TooMany),
            status => return Err(Failure::Status(status)),
        }
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() <= LARGEST => {
                    body.extend_from_slice(&chunk);
                }
                Ok(None) => break,
                _ => return Err(Failure::Broken),
            }
        }
        let answer: Answer = serde_json::from_slice(&body).map_err(|_| Failure::OtherService)?;
        Ok(answer
            .results
            .into_iter()
            .filter_map(found)
            .take(MOST)
            .collect())
    }
}

fn found(entry: Entry) -> Option<Found> {
    let url = entry
        .url
        .filter(|url| Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https")))?;
    let title = entry.title.filter(|title| !title.trim().is_empty());
    let excerpt = entry.content.unwrap_or_default();
    Some(Found {
        title: title.unwrap_or_else(|| url.clone()),
        url,
        excerpt: excerpt.chars().take(LONGEST_EXCERPT).collect(),
    })
}
