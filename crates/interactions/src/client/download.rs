//! Streaming download of a file, with resumption after a broken connection.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{FutureExt, Stream, StreamExt};
use reqwest::header::{
    CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_RANGE, LAST_MODIFIED, RANGE,
};
use reqwest::{Response, StatusCode};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, Sleep};

use super::Client;
use super::byte_digest::ByteDigest;
use super::http::Call;
use crate::error::{Error, Result, Wait};

/// A connection whose chunks come at most this long after each other delivers the next one about as soon as a thread
/// falls asleep and is woken.
const FAST_GAP: Duration = Duration::from_micros(200);

/// How often the next chunk of such a connection is looked for before the thread may sleep: about 100 microseconds.
const LOOKS_BEFORE_SLEEP: usize = 200;

/// The bytes of a file as a stream; the file is never whole in memory (contract section 2.2).
///
/// As a [`Stream`] it returns an error and ends if the connection breaks, is silent for too long, or ends before the
/// announced length. [`Download::next_bytes`] and [`Download::copy_to`] resume after such a break.
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
    /// When the last chunk came.
    received_at: Instant,
    /// Whether it came within [`FAST_GAP`].
    is_fast: bool,
    /// Digest of the bytes received, used if the server sends no validator.
    digest: ByteDigest,
    /// Attempts since the last bytes arrived, including the current one.
    attempt: u32,
}

/// The part of a file that an earlier download received, perhaps in an earlier process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// Number of bytes received, from the beginning of the file.
    pub received: u64,
    /// The value of [`Download::version`].
    pub version: String,
}

impl Download {
    pub(crate) async fn start(client: &Client, call: Call) -> Result<Self> {
        let response = client.send(&call).await?;
        Ok(Self::of(client, call, response, 0))
    }

    /// Requests the missing part; the whole file if it changed or the server does not support ranges.
    pub(crate) async fn start_after(client: &Client, call: Call, part: &Partial) -> Result<Self> {
        let Ok(version) = HeaderValue::try_from(&part.version) else {
            return Self::start(client, call).await;
        };
        let rest = call
            .clone()
            .header(RANGE, range_from(part.received))
            .header(IF_RANGE, version.clone());
        let response = match client.send(&rest).await {
            Ok(response) => response,
            Err(Error::Api { status: 416, .. }) => return Self::start(client, call).await,
            Err(error) => return Err(error),
        };
        if response.status() != StatusCode::PARTIAL_CONTENT {
            return Ok(Self::of(client, call, response, 0));
        }
        let is_same = validator_of(response.headers()) == Some(&version);
        match range_of(&response, part.received) {
            Some(total) if is_same => {
                let mut download = Self::of(client, call, response, part.received);
                download.length = total.or(download.length);
                Ok(download)
            }
            _ => Self::start(client, call).await,
        }
    }

    /// The body of a response that begins at offset `received`.
    fn of(client: &Client, call: Call, response: Response, received: u64) -> Self {
        let idle_limit = client.inner.timeouts.idle;
        Self {
            client: client.clone(),
            call,
            length: response.content_length().map(|rest| received + rest),
            headers: response.headers().clone(),
            bytes: response.bytes_stream().boxed(),
            received,
            idle: Box::pin(tokio::time::sleep(idle_limit)),
            idle_limit,
            ended: false,
            received_at: Instant::now(),
            is_fast: false,
            digest: ByteDigest::default(),
            attempt: 1,
        }
    }

    /// The length in bytes that the server announced; `None` if it did not.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The media type that the server announced.
    pub fn mime_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Number of bytes received so far, including those of a [`Partial`].
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Validator of this version of the file (an entity tag or date), if the server sends one; a later download can
    /// resume with it.
    pub fn version(&self) -> Option<&str> {
        self.validator()?.to_str().ok()
    }

    /// The next bytes; `None` after the last. A broken connection is resumed by the client's
    /// [`RetryPolicy`](super::RetryPolicy), whose count restarts whenever bytes arrive: with `Range` if the server
    /// honours it, otherwise from the start, skipping what was received.
    ///
    /// # Errors
    ///
    /// The error of the last attempt; nothing follows it. A file that changed meanwhile is an [`Error::Decode`]; if
    /// the server sends no validator, the first 16 MiB and parts of the rest are compared.
    pub async fn next_bytes(&mut self) -> Result<Option<Bytes>> {
        loop {
            let mut error = match self.next_chunk().await {
                None => return Ok(None),
                Some(Ok(bytes)) => {
                    self.attempt = 1;
                    if self.validator().is_none() {
                        self.digest.update(&bytes);
                    }
                    return Ok(Some(bytes));
                }
                Some(Err(error)) => error,
            };
            loop {
                let Some(delay) = self.client.inner.retry.delay(self.attempt, &error, true) else {
                    return Err(error);
                };
                let (attempt, received) = (self.attempt, self.received);
                tracing::debug!(attempt, ?delay, %error, received, "the download goes on");
                tokio::time::sleep(delay).await;
                self.attempt += 1;
                match self.reopen().await {
                    Ok(()) => break,
                    Err(failed) => error = failed,
                }
            }
        }
    }

    /// Writes all bytes, resuming like [`Download::next_bytes`], and returns the length of the file in bytes.
    ///
    /// # Errors
    ///
    /// As [`Download::next_bytes`]; an error of `writer` is an [`Error::Local`]. If the file changed, `writer`
    /// contains a part of the old version.
    pub async fn copy_to(mut self, mut writer: impl AsyncWrite + Unpin) -> Result<u64> {
        while let Some(bytes) = self.next_bytes().await? {
            writer.write_all(&bytes).await.map_err(local)?;
        }
        writer.flush().await.map_err(local)?;
        Ok(self.received)
    }

    /// The next item of the stream. On a fast connection it is looked for several times before the thread may sleep:
    /// sleeping and waking take longer than the chunk, for the sender as well.
    async fn next_chunk(&mut self) -> Option<Result<Bytes>> {
        if self.is_fast {
            for _ in 0..LOOKS_BEFORE_SLEEP {
                if let Some(item) = self.next().now_or_never() {
                    return item;
                }
                tokio::task::yield_now().await;
            }
        }
        self.next().await
    }

    /// Opens a new connection that continues after the received bytes.
    async fn reopen(&mut self) -> Result<()> {
        let (response, total) = match self.request_rest().await? {
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
            self.skip_received().await?;
        }
        Ok(())
    }

    /// The response to a `Range` request, with the file's total length: the rest, or the whole file if the server
    /// does not support ranges. `None` if the server refuses the range or sends another one.
    async fn request_rest(&mut self) -> Result<Option<(Response, Option<u64>)>> {
        if self.received == 0 {
            return Ok(None);
        }
        let range = range_from(self.received);
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

    /// Skips the bytes that were already written, checking that they are the same.
    async fn skip_received(&mut self) -> Result<()> {
        let until = std::mem::take(&mut self.received);
        let mut again = ByteDigest::default();
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
                // Counted again when the next read returns them.
                self.received = until;
                let new = chunk.slice(old.len()..);
                let rest = std::mem::replace(&mut self.bytes, futures::stream::empty().boxed());
                self.bytes = futures::stream::once(async move { Ok(new) })
                    .chain(rest)
                    .boxed();
            }
        }
        if self.validator().is_none() && !again.same_as(&self.digest) {
            return Err(changed());
        }
        Ok(())
    }

    /// The validator of the file's version, if the server sends one.
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

/// The total length in the `Content-Range` of a partial response, if it is known; `None` if the range does not begin
/// at `start`.
fn range_of(response: &Response, start: u64) -> Option<Option<u64>> {
    let text = response.headers().get(CONTENT_RANGE)?.to_str().ok()?;
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let first: u64 = range.split_once('-')?.0.parse().ok()?;
    (first == start).then(|| total.parse().ok())
}

fn range_from(start: u64) -> HeaderValue {
    HeaderValue::try_from(format!("bytes={start}-")).expect("digits and letters fit into a header")
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
                let now = Instant::now();
                this.is_fast = now - this.received_at <= FAST_GAP;
                this.received_at = now;
                this.idle.as_mut().reset(now + this.idle_limit);
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
