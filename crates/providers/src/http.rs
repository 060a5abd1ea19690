//! HTTP requests to a server: URLs, the key, and responses of limited size.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Client, Method, RequestBuilder, Response, Url};
use secrecy::ExposeSecret;
use serde_json::Value;

use crate::chat::Failure;
use crate::{Dialect, Provider};

/// Version of the Messages API: keys are sent as `Authorization: Bearer`, and `temperature`, `top_p` and `top_k` are
/// refused.
const ANTHROPIC_VERSION: &str = "2026-10-21";

/// Maximum size of a list of models in bytes. The longest known one has about a megabyte.
const LIST_LIMIT: usize = 16 << 20;

/// Maximum number of bytes read of an error response.
const ERROR_LIMIT: usize = 64 << 10;

/// A request to `path` below the server's base URL (such as `/models`), with its key.
pub(crate) fn request(
    client: &Client,
    provider: &Provider,
    method: Method,
    path: &str,
) -> Result<RequestBuilder, Failure> {
    at(client, provider, method, |base| base + path)
}

/// A request to `path` of the server itself, where servers with a second dialect of their own serve it (such as
/// `/api/show`).
pub(crate) fn own_request(
    client: &Client,
    provider: &Provider,
    method: Method,
    path: &str,
) -> Result<RequestBuilder, Failure> {
    at(client, provider, method, |base| {
        base.strip_suffix("/v1").unwrap_or(&base).to_owned() + path
    })
}

fn at(
    client: &Client,
    provider: &Provider,
    method: Method,
    below: impl FnOnce(String) -> String,
) -> Result<RequestBuilder, Failure> {
    // The base is parsed alone: `http:` with a path appended would be a URL with another host.
    let base = Url::parse(&provider.base_url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| Failure::no_address(provider))?;
    let url = below(base.as_str().trim_end_matches('/').to_owned());
    let mut headers = HeaderMap::new();
    if let Some(key) = &provider.key {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", key.expose_secret().trim()))
            .map_err(|_| Failure::key(provider))?;
        value.set_sensitive(true);
        headers.insert("authorization", value);
    }
    if provider.dialect == Dialect::Anthropic {
        headers.insert(
            "anthropic-version",
            HeaderValue::from_static(ANTHROPIC_VERSION),
        );
    }
    Ok(client.request(method, url).headers(headers))
}

/// Sends a request for a small JSON document and parses the response, with `limit` as the timeout for all of it.
pub(crate) async fn json(
    provider: &Provider,
    request: RequestBuilder,
    limit: Duration,
) -> Result<Value, Failure> {
    let answer = async {
        let mut response = request
            .send()
            .await
            .map_err(|error| Failure::of_transport(provider, &error))?;
        if !response.status().is_success() {
            return Err(refusal(provider, response).await);
        }
        let bytes = read(&mut response, LIST_LIMIT)
            .await
            .map_err(|_| Failure::broken(provider))?;
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|_| Failure::other_service(provider))?;
        // Some servers report errors with status 200.
        match value.get("error").filter(|error| !error.is_null()) {
            Some(_) => Err(Failure::of_answer(provider, 200, None, &bytes)),
            None => Ok(value),
        }
    };
    tokio::time::timeout(limit, answer)
        .await
        .unwrap_or_else(|_| Err(Failure::unreachable(provider)))
}

/// The failure behind an error response, from its status, headers and the first bytes of its body.
pub(crate) async fn refusal(provider: &Provider, mut response: Response) -> Failure {
    let status = response.status().as_u16();
    let wait = retry_after(response.headers());
    // The part before a break or the limit may be enough.
    let body = match read(&mut response, ERROR_LIMIT).await {
        Ok(body) | Err(body) => body,
    };
    Failure::of_answer(provider, status, wait, &body)
}

/// Reads the whole body; the error is the part that was read of a body that is too long or broke off.
async fn read(response: &mut Response, limit: usize) -> Result<Vec<u8>, Vec<u8>> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= limit => body.extend_from_slice(&chunk),
            Ok(Some(chunk)) => {
                body.extend_from_slice(&chunk[..limit - body.len()]);
                return Err(body);
            }
            Ok(None) => return Ok(body),
            Err(_) => return Err(body),
        }
    }
}

/// Seconds to wait, rounded up: `retry-after-ms` is more precise than `Retry-After`, and litellm hides the latter.
fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let number = |name: &str| -> Option<f64> {
        let value: f64 = headers.get(name)?.to_str().ok()?.trim().parse().ok()?;
        (value.is_finite() && value >= 0.0).then_some(value)
    };
    let seconds = number("retry-after-ms")
        .map(|ms| ms / 1000.0)
        .or_else(|| number("retry-after"))
        .or_else(|| number("llm_provider-retry-after"))?;
    Some(seconds.ceil() as u64)
}
