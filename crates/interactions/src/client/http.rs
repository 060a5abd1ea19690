//! Sending of requests: the key, timeouts, redirects, retries, and size limits of bodies (contract section 1).

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    LOCATION, RANGE,
};
use reqwest::{Method, Response, StatusCode, Url};
use serde::Serialize;
use serde_json::Value;

use super::answer::api_error;
use super::{Client, path};
use crate::error::{Error, ProxyFault, Result, Wait};
use crate::types::{Wire, wire};

/// Maximum number of redirects followed.
const MOST_REDIRECTS: usize = 10;
/// Maximum number of bytes read of an error's body.
const ERROR_BODY_LIMIT: u64 = 256 * 1024;
/// The slowest upload speed that timeouts allow for, in bytes per second: a large request takes a while to send.
const SLOWEST: u64 = 32 * 1024;

/// The expected kind of response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResponseKind {
    Json,
    Events,
    Bytes,
}

/// A request that can be sent more than once.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    method: Method,
    url: Url,
    body: Option<Bytes>,
    expecting: ResponseKind,
    headers: HeaderMap,
    /// True if the call is idempotent.
    repeatable: bool,
    /// Timeout for the start of the response.
    patience: Option<Duration>,
}

impl Call {
    /// Marks a call that is not idempotent: it is retried only if the connection was never made.
    pub(crate) fn once(mut self) -> Self {
        self.repeatable = false;
        self
    }

    pub(crate) fn expecting(mut self, expecting: ResponseKind) -> Self {
        self.expecting = expecting;
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.body = Some(body);
        self
    }

    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    pub(crate) fn patience(mut self, patience: Duration) -> Self {
        self.patience = Some(patience);
        self
    }
}

impl Client {
    /// A call of an already encoded path such as `interactions/v1_abc`, below the API's version.
    pub(crate) fn call(&self, method: Method, path: &str, query: &[(&str, &str)]) -> Result<Call> {
        let query = path::query(query.iter().copied());
        self.call_at(method, &format!("/{}/{path}{query}", self.inner.version))
    }

    /// A call that starts an upload.
    pub(crate) fn upload_call(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<Call> {
        let query = path::query(query.iter().copied());
        self.call_at(
            method,
            &format!("/upload/{}/{path}{query}", self.inner.version),
        )
    }

    /// Like [`Client::upload_call`], with a JSON body.
    pub(crate) fn upload_call_with<B: Serialize>(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: &B,
    ) -> Result<Call> {
        Ok(self
            .upload_call(method, path, query)?
            .with_body(to_json(body)?))
    }

    /// A call of a path and query below the base URL.
    pub(crate) fn call_at(&self, method: Method, path_and_query: &str) -> Result<Call> {
        Ok(Call {
            method,
            url: parse_url(&format!("{}{path_and_query}", self.inner.base))?,
            body: None,
            expecting: ResponseKind::Json,
            headers: HeaderMap::new(),
            repeatable: true,
            patience: None,
        })
    }

    /// Like [`Client::call`], with a JSON body.
    pub(crate) fn call_with<B: Serialize>(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: &B,
    ) -> Result<Call> {
        Ok(self.call(method, path, query)?.with_body(to_json(body)?))
    }

    /// Sends with retries where that is safe, and returns a successful response whose body is unread.
    pub(crate) async fn send(&self, call: &Call) -> Result<Response> {
        let mut attempt = 1;
        loop {
            let error = match self.send_once(call).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let Some(delay) = self.inner.retry.delay(attempt, &error, call.repeatable) else {
                return Err(error);
            };
            tracing::debug!(attempt, ?delay, %error, "the call is repeated");
            tokio::time::sleep(delay).await;
            attempt += 1;
        }
    }

    /// Sends and parses JSON, with retries where that is safe, also if the body breaks off.
    pub(crate) async fn json<T: Wire>(&self, call: &Call, what: &str) -> Result<T> {
        let body = self.body(call).await?;
        decode(&body, what)
    }

    /// Sends and reads the whole body.
    pub(crate) async fn body(&self, call: &Call) -> Result<Bytes> {
        let mut attempt = 1;
        loop {
            let read = async {
                let response = self.send_once(call).await?;
                self.read_body(response, self.inner.body_limit).await
            };
            let error = match read.await {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            let Some(delay) = self.inner.retry.delay(attempt, &error, call.repeatable) else {
                return Err(error);
            };
            tracing::debug!(attempt, ?delay, %error, "the call is repeated");
            tokio::time::sleep(delay).await;
            attempt += 1;
        }
    }

    /// One attempt. Redirects are followed here, because the HTTP library would send the key to another host.
    pub(crate) async fn send_once(&self, call: &Call) -> Result<Response> {
        let mut url = call.url.clone();
        let mut method = call.method.clone();
        let mut body = call.body.clone();
        for _ in 0..=MOST_REDIRECTS {
            let response = self.exchange(call, &method, &url, body.clone()).await?;
            let status = response.status();
            let is_part = status == StatusCode::PARTIAL_CONTENT && call.headers.contains_key(RANGE);
            if status == StatusCode::OK || is_part {
                return Ok(response);
            }
            let target = match status.as_u16() {
                301 | 302 | 303 | 307 | 308 => response.headers().get(LOCATION),
                _ => None,
            };
            let Some(target) = target
                .and_then(|target| target.to_str().ok())
                .and_then(|to| url.join(to).ok())
            else {
                let headers = response.headers().clone();
                let body = self.read_body(response, ERROR_BODY_LIMIT);
                // A slow server must not delay the error.
                let body = tokio::time::timeout(self.inner.timeouts.idle, body).await;
                let body = body.ok().and_then(Result::ok).unwrap_or_default();
                return Err(self.without_key(api_error(status, &headers, &body)));
            };
            let keeps_method = matches!(status.as_u16(), 307 | 308) || method == Method::GET;
            if !matches!(target.scheme(), "http" | "https")
                || (!same_origin(&target, &url) && method != Method::GET)
            {
                return Err(Error::Api {
                    status: status.as_u16(),
                    code: None,
                    message: "the server sends the request to another place, which is not followed"
                        .to_owned(),
                    retry_after: None,
                    reason: None,
                });
            }
            if !keeps_method {
                method = Method::GET;
                body = None;
            }
            url = target;
        }
        Err(Error::Transport {
            reason: format!("more than {MOST_REDIRECTS} redirects"),
        })
    }

    async fn exchange(
        &self,
        call: &Call,
        method: &Method,
        url: &Url,
        body: Option<Bytes>,
    ) -> Result<Response> {
        let mut request = self
            .inner
            .http
            .request(method.clone(), url.clone())
            .headers(call.headers.clone());
        if same_origin(url, &self.inner.origin) {
            request = request.header(
                HeaderName::from_static("x-goog-api-key"),
                self.inner.key.clone(),
            );
        }
        request = match call.expecting {
            ResponseKind::Json => request.header(ACCEPT, "application/json"),
            ResponseKind::Events => request.header(ACCEPT, "text/event-stream"),
            ResponseKind::Bytes => request
                .header(ACCEPT, "*/*")
                .header(ACCEPT_ENCODING, "identity"),
        };
        let length = body.as_ref().map_or(0, Bytes::len) as u64;
        let sending = Duration::from_secs(length / SLOWEST);
        request = match body {
            Some(body) if !call.headers.contains_key(CONTENT_TYPE) => {
                request.header(CONTENT_TYPE, "application/json").body(body)
            }
            Some(body) => request.body(body),
            None if method == Method::POST || method == Method::PUT => request
                .header(CONTENT_TYPE, "application/json")
                .header(CONTENT_LENGTH, 0),
            None => request,
        };
        let patience = call.patience.unwrap_or(self.inner.timeouts.answer) + sending;
        match tokio::time::timeout(patience, request.send()).await {
            Ok(Ok(answer)) if answer.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
                match self.inner.proxies.for_url(url) {
                    Some(proxy) => Err(Error::Proxy {
                        proxy,
                        fault: ProxyFault::Credentials,
                        reason: "it answers 407".to_owned(),
                    }),
                    None => Ok(answer),
                }
            }
            Ok(answer) => answer.map_err(|error| {
                Error::from_reqwest(error).through(self.inner.proxies.for_url(url))
            }),
            Err(_) => Err(Error::Timeout {
                wait: Wait::Answer,
                limit: patience,
            }),
        }
    }

    /// Removes the key from an error, in case the server repeated it.
    fn without_key(&self, mut error: Error) -> Error {
        let key = self.inner.key.to_str().unwrap_or_default();
        if let Error::Api {
            code,
            message,
            reason,
            ..
        } = &mut error
            && !key.is_empty()
        {
            let texts = [Some(message), code.as_mut(), reason.as_mut()];
            for text in texts.into_iter().flatten() {
                if text.contains(key) {
                    *text = text.replace(key, "[the key]");
                }
            }
        }
        error
    }

    /// Reads the whole body, if it has at most `limit` bytes after decompression.
    pub(crate) async fn read_body(&self, mut response: Response, limit: u64) -> Result<Bytes> {
        let idle = self.inner.timeouts.idle;
        let mut body = BytesMut::new();
        loop {
            let chunk = match tokio::time::timeout(idle, response.chunk()).await {
                Ok(chunk) => chunk.map_err(Error::from_reqwest)?,
                Err(_) => {
                    return Err(Error::Timeout {
                        wait: Wait::NextBytes,
                        limit: idle,
                    });
                }
            };
            let Some(chunk) = chunk else {
                return Ok(body.freeze());
            };
            if (body.len() + chunk.len()) as u64 > limit {
                return Err(Error::TooLarge { limit });
            }
            body.extend_from_slice(&chunk);
        }
    }
}

fn to_json<B: Serialize>(body: &B) -> Result<Bytes> {
    let json = serde_json::to_vec(body);
    json.map(Bytes::from).map_err(|error| Error::Setup {
        reason: format!("the request cannot be written: {error}"),
    })
}

pub(crate) fn parse_url(url: &str) -> Result<Url> {
    Url::parse(url).map_err(|error| Error::Setup {
        reason: format!("the address cannot be used: {error}"),
    })
}

/// Parses a JSON response. The error names the position and the reason, never the content.
pub(crate) fn decode<T: Wire>(body: &[u8], what: &str) -> Result<T> {
    let value: Value = serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let reason = if body.is_empty() {
            "it is empty".to_owned()
        } else if body.trim_ascii_start().starts_with(b"<") {
            "it is HTML".to_owned()
        } else {
            error.to_string()
        };
        Error::Decode {
            at: format!("{what}, line {line}, column {column}"),
            reason,
        }
    })?;
    T::read(value).map_err(|odd| Error::Decode {
        at: what.to_owned(),
        reason: format!("it is {}", wire::shape(&odd)),
    })
}

pub(crate) fn same_origin(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme()
        && a.host_str() == b.host_str()
        && a.port_or_known_default() == b.port_or_known_default()
}
