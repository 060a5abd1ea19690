//! Bytes of a file as they come.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use reqwest::header::CONTENT_TYPE;
use tokio::time::{Instant, Sleep};

use crate::error::{Error, Result, Wait};

/// The bytes of a file as they come; never the whole in memory.
///
/// Gives an error and ends when the connection breaks, stays silent for too long, or ends before the announced
/// length.
pub struct Download {
    bytes: BoxStream<'static, reqwest::Result<Bytes>>,
    length: Option<u64>,
    mime_type: Option<String>,
    received: u64,
    idle: Pin<Box<Sleep>>,
    idle_limit: Duration,
    ended: bool,
}

impl Download {
    pub(crate) fn new(response: reqwest::Response, idle_limit: Duration) -> Self {
        let mime_type = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|it| it.to_str().ok())
            .map(str::to_owned);
        Self {
            length: response.content_length(),
            mime_type,
            bytes: response.bytes_stream().boxed(),
            received: 0,
            idle: Box::pin(tokio::time::sleep(idle_limit)),
            idle_limit,
            ended: false,
        }
    }

    /// How many bytes the server announced.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The media type that the server announced.
    pub fn mime_type(&self) -> Option<&str> {
        self.mime_type.as_deref()
    }

    /// How many bytes have come so far.
    pub fn received(&self) -> u64 {
        self.received
    }

    fn end(&mut self, last: Option<Error>) -> Poll<Option<Result<Bytes>>> {
        self.ended = true;
        self.bytes = futures::stream::empty().boxed();
        Poll::Ready(last.map(Err))
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
        f.debug_struct("Download")
            .field("length", &self.length)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
