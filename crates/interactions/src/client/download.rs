//! Bytes of a file as they come, and copied whole over a connection that breaks.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use reqwest::header::{
    CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_RANGE, LAST_MODIFIED, RANGE,
};
use reqwest::{Response, StatusCode};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, Sleep};

use super::Client;
use super::http::Call;
use super::seen::Seen;
use crate::error::{Error, Result, Wait};

/// The bytes of a file as they come; never the whole in memory (contract section 2.2).
///
/// As a stream it gives an error and ends when the connection breaks, stays silent for too long, or ends before
/// the announced length. [`Download::copy_to`] goes on after such a break.
pub struct Download {
    client: Client,
    call: Call,
    bytes: BoxStream<'static, reqwest::Result<Bytes>>,
    length: Option<u64>,
    headers: HeaderMap,
    received: u64,
    idle: Pin<Box<Sleep>>,
    idle_limit: Duration,
    ended: bool,
}

impl Download {
    pub(crate) async fn start(client: &Client, call: Call) -> Result<Self> {
        let response = client.send(&call).await?;
        let idle_limit = client.inner.timeouts.idle;
        Ok(Self {
            client: client.clone(),
            call,
            length: response.content_length(),
            headers: response.headers().clone(),
            bytes: response.bytes_stream().boxed(),
            received: 0,
            idle: Box::pin(tokio::time::sleep(idle_limit)),
            idle_limit,
            ended: false,
        })
    }

    /// How many bytes the server announced, if it did.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The media type that the server announced.
    pub fn mime_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// How many bytes have come so far.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Writes all bytes, and gives their number. When the connection breaks it goes on by the client's
    /// [`RetryPolicy`](super::RetryPolicy), counted anew whenever bytes came: with `Range` where the server honours
    /// it, else from the start, leaving out what was written.
    ///
    /// # Errors
    ///
    /// What the last attempt met. A writer that fails is an [`Error::Local`]. A file that changed meanwhile is an
    /// [`Error::Decode`], and `writer` then holds a part of the old one; of a server that names no version, the first
    /// 16 MiB and parts of the rest are compared.
    pub async fn copy_to(mut self, mut writer: impl AsyncWrite + Unpin) -> Result<u64> {
        let mut seen = Seen::default();
        let mut attempt = 1;
        loop {
            let before = self.received;
            let mut error = match self.copy_connection(&mut writer, &mut seen).await {
                Ok(()) => {
                    writer.flush().await.map_err(local)?;
                    return Ok(self.received);
                }
                Err(error) => error,
            };
            if self.received > before {
                attempt = 1;
            }
            loop {
                let Some(delay) = self.client.inner.retry.delay(attempt, &error, true) else {
                    return Err(error);
                };
                tracing::debug!(attempt, ?delay, %error, received = self.received, "the download goes on");
                tokio::time::sleep(delay).await;
                attempt += 1;
                match self.reopen(&seen).await {
                    Ok(()) => break,
                    Err(failed) => error = failed,
                }
            }
        }
    }

    /// What this connection gives.
    async fn copy_connection(
        &mut self,
        writer: &mut (impl AsyncWrite + Unpin),
        seen: &mut Seen,
    ) -> Result<()> {
        let must_remember = self.validator().is_none();
        while let Some(chunk) = self.next().await {
            let chunk = chunk?;
            if must_remember {
                seen.update(&chunk);
            }
            writer.write_all(&chunk).await.map_err(local)?;
        }
        Ok(())
    }

    /// A new connection that goes on after the bytes that came.
    async fn reopen(&mut self, seen: &Seen) -> Result<()> {
        let (response, total) = match self.rest().await? {
            Some((rest, total)) => (rest, total),
            None => {
                let whole = self.client.send_once(&self.call).await?;
                let total = whole.content_length();
                (whole, total)
            }
        };
        let is_same = self.validator() == validator_of(response.headers());
        let other_length = self.length.zip(total).is_some_and(|(old, new)| old != new);
        if !is_same || other_length {
            return Err(changed());
        }
        self.length = self.length.or(total);
        let partial = response.status() == StatusCode::PARTIAL_CONTENT;
        self.bytes = response.bytes_stream().boxed();
        self.ended = false;
        self.idle.as_mut().reset(Instant::now() + self.idle_limit);
        if !partial {
            self.skip_received(seen).await?;
        }
        Ok(())
    }

    /// What a `Range` brings, with the whole file's length: the rest, or the whole where the server does not know
    /// ranges. `None` where it refuses them or sends another part.
    async fn rest(&mut self) -> Result<Option<(Response, Option<u64>)>> {
        if self.received == 0 {
            return Ok(None);
        }
        let range = header(format!("bytes={}-", self.received));
        let mut call = self.call.clone().header(RANGE, range);
        if let Some(validator) = self.validator() {
            call = call.header(IF_RANGE, validator.clone());
        }
        let response = match self.client.send_once(&call).await {
            Ok(response) => response,
            Err(Error::Api { status: 416, .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        if response.status() != StatusCode::PARTIAL_CONTENT {
            let total = response.content_length();
            return Ok(Some((response, total)));
        }
        let total = range_of(&response, self.received);
        Ok(total.map(|total| (response, total)))
    }

    /// Reads over the bytes that were written already, making sure that they are the same.
    async fn skip_received(&mut self, seen: &Seen) -> Result<()> {
        let until = std::mem::take(&mut self.received);
        let mut again = Seen::default();
        while self.received < until {
            let chunk = match self.next().await {
                Some(Ok(chunk)) => chunk,
                Some(Err(error)) => {
                    self.received = until;
                    return Err(error);
                }
                None => return Err(changed()),
            };
            let excess = usize::try_from(self.received.saturating_sub(until))
                .unwrap_or(chunk.len())
                .min(chunk.len());
            let (old, new) = chunk.split_at(chunk.len() - excess);
            again.update(old);
            if !new.is_empty() {
                // Handed out again by the next read.
                self.received = until;
                let new = chunk.slice(old.len()..);
                let rest = std::mem::replace(&mut self.bytes, futures::stream::empty().boxed());
                self.bytes = futures::stream::once(async move { Ok(new) })
                    .chain(rest)
                    .boxed();
            }
        }
        if self.validator().is_none() && !again.same_as(seen) {
            return Err(changed());
        }
        Ok(())
    }

    /// What tells two versions of the file apart, if the server says it.
    fn validator(&self) -> Option<&HeaderValue> {
        validator_of(&self.headers)
    }

    fn end(&mut self, last: Option<Error>) -> Poll<Option<Result<Bytes>>> {
        self.ended = true;
        self.bytes = futures::stream::empty().boxed();
        Poll::Ready(last.map(Err))
    }
}

fn validator_of(headers: &HeaderMap) -> Option<&HeaderValue> {
    let strong = headers
        .get(ETAG)
        .filter(|tag| !tag.as_bytes().starts_with(b"W/"));
    strong.or_else(|| headers.get(LAST_MODIFIED))
}

/// The whole length of which a partial answer is a part, if it is told; `None` when it is not the part from `start`
/// on.
fn range_of(response: &Response, start: u64) -> Option<Option<u64>> {
    let text = response.headers().get(CONTENT_RANGE)?.to_str().ok()?;
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let first: u64 = range.split_once('-')?.0.parse().ok()?;
    (first == start).then(|| total.parse().ok())
}

fn header(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("digits and letters fit into a header")
}

fn local(error: std::io::Error) -> Error {
    Error::Local {
        reason: error.to_string(),
    }
}

fn changed() -> Error {
    Error::Decode {
        at: "the download".to_owned(),
        reason: "the file changed while it was read".to_owned(),
    }
}

impl Stream for Download {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.ended {
            return Poll::Ready(None);
        }
        match this.bytes.poll_next_unpin(cx) {
            Poll::Ready(Some(Ok(chunk))) => {
                this.received += chunk.len() as u64;
                let deadline = Instant::now() + this.idle_limit;
                this.idle.as_mut().reset(deadline);
                Poll::Ready(Some(Ok(chunk)))
            }
            Poll::Ready(Some(Err(error))) => this.end(Some(Error::from_reqwest(error))),
            Poll::Ready(None) => match this.length {
                Some(announced) if announced != this.received => {
                    let received = this.received;
                    this.end(Some(Error::Incomplete {
                        received,
                        announced,
                    }))
                }
                _ => this.end(None),
            },
            Poll::Pending => {
                std::task::ready!(this.idle.as_mut().poll(cx));
                let limit = this.idle_limit;
                this.end(Some(Error::Timeout {
                    wait: Wait::NextBytes,
                    limit,
                }))
            }
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Download");
        debug
            .field("length", &self.length)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
