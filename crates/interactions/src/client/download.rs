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

/// The bytes of a file as they come; never the whole in memory.
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

    /// How many bytes the server announced.
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
    /// it, else from the start, leaving out what was written. A file that changed meanwhile is an error, and
    /// `writer` then holds a part of the old one; of a server that names no version, the first 16 MiB and parts of
    /// the rest are compared.
    pub async fn copy_to(mut self, mut writer: impl AsyncWrite + Unpin) -> Result<u64> {
        let mut seen = Seen::default();
        let mut attempt = 1;
        loop {
            let before = self.received;
            let error = match self.copy_connection(&mut writer, &mut seen).await {
                Ok(()) => {
                    writer.flush().await.map_err(local)?;
                    return Ok(self.received);
                }
                Err(error) => error,
            };
            if self.received > before {
                attempt = 1;
            }
            let Some(delay) = self.client.inner.retry.delay(attempt, &error, true) else {
                return Err(error);
            };
            tracing::debug!(attempt, ?delay, %error, received = self.received, "the download goes on");
            tokio::time::sleep(delay).await;
            attempt += 1;
            match self.reopen(&seen).await {
                Ok(()) => {}
                // The next round finds no bytes and asks again.
                Err(error) if error.is_retryable() => {}
                Err(error) => return Err(error),
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
        if self.ended {
            return Err(Error::Transport {
                reason: "the download could not be taken up again".to_owned(),
            });
        }
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
        let mut call = self.call.clone();
        if self.received > 0 {
            call = call.header(RANGE, header(format!("bytes={}-", self.received)));
            if let Some(validator) = self.validator() {
                call = call.header(IF_RANGE, validator.clone());
            }
        }
        let response = self.client.send(&call).await?;
        let same_file = self.validator() == validator_of(response.headers());
        let partial = response.status() == StatusCode::PARTIAL_CONTENT;
        let total = if partial {
            range_of(&response, self.received)?
        } else {
            response.content_length()
        };
        if !same_file || total != self.length {
            return Err(changed());
        }
        self.bytes = response.bytes_stream().boxed();
        self.ended = false;
        self.idle.as_mut().reset(Instant::now() + self.idle_limit);
        if !partial {
            self.skip_received(seen).await?;
        }
        Ok(())
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

/// The whole length of which a partial answer is a part.
fn range_of(response: &Response, start: u64) -> Result<Option<u64>> {
    let text = response
        .headers()
        .get(CONTENT_RANGE)
        .and_then(|range| range.to_str().ok());
    let fits = text.and_then(|text| {
        let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let first: u64 = range.split_once('-')?.0.parse().ok()?;
        (first == start).then(|| total.parse().ok())
    });
    fits.ok_or_else(|| Error::Decode {
        at: "the range of the download".to_owned(),
        reason: "it is not the one that was asked for".to_owned(),
    })
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
