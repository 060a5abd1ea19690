//! The event stream of a single connection (contract section 8).

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Buf, Bytes};
use futures::Stream;
use futures::StreamExt;
use futures::stream::BoxStream;
use serde_json::Value;
use tokio::time::{Instant, Sleep};

use super::answer::error_object;
use crate::StreamEvent;
use crate::error::{Error, Result, Wait};
use crate::sse::{Frame, Framer};

/// The events of one connection, in order of arrival.
///
/// It ends after `[DONE]` or when the connection is closed, which may be before the interaction has ended: see
/// [`Accumulator::is_ended`](crate::Accumulator::is_ended). It returns one error if the connection breaks, and ends
/// after that. SSE comments keep it open without an event, possibly for ever; [`EventStream`](crate::EventStream)
/// limits that. A refusal that arrives as a bare JSON line (section 16, item 1) is an error event. Dropping it closes
/// the connection.
pub struct RawStream {
    bytes: BoxStream<'static, Result<Bytes>>,
    chunk: Bytes,
    framer: Framer,
    idle: Pin<Box<Sleep>>,
    idle_limit: Duration,
    state: InputState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InputState {
    Open,
    /// All bytes were read; the framer may still hold a last event.
    Draining,
    Ended,
}

impl RawStream {
    pub(crate) fn new(
        response: reqwest::Response,
        event_limit: usize,
        idle_limit: Duration,
    ) -> Self {
        let bytes = response
            .bytes_stream()
            .map(|chunk| chunk.map_err(Error::from_reqwest));
        Self::from_bytes(bytes, event_limit, idle_limit)
    }

    /// The events of any byte stream. Events longer than `event_limit` bytes, and pauses between two chunks longer
    /// than `idle_limit`, are errors.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime with time enabled.
    pub fn from_bytes(
        bytes: impl Stream<Item = Result<Bytes>> + Send + 'static,
        event_limit: usize,
        idle_limit: Duration,
    ) -> Self {
        Self {
            bytes: bytes.boxed(),
            chunk: Bytes::new(),
            framer: Framer::new(event_limit),
            idle: Box::pin(tokio::time::sleep(idle_limit)),
            idle_limit,
            state: InputState::Open,
        }
    }

    fn end(&mut self, last: Option<Result<StreamEvent>>) -> Poll<Option<Result<StreamEvent>>> {
        self.state = InputState::Ended;
        self.bytes = futures::stream::empty().boxed();
        self.chunk = Bytes::new();
        Poll::Ready(last)
    }
}

/// Parses a frame; `None` if it carries no event.
fn read(frame: Frame<'_>) -> Option<Result<StreamEvent>> {
    match frame {
        // Not an event of the contract; some servers send it as a keep-alive.
        Frame::Data(json) if json.trim_ascii().is_empty() => None,
        Frame::Data(json) => Some(StreamEvent::parse(&json).map_err(|error| Error::Decode {
            at: "an event of the stream".to_owned(),
            reason: error.to_string(),
        })),
        Frame::Bare(json) => {
            let value: Value = serde_json::from_str(&json).ok()?;
            error_object(&value)?;
            let envelope = match value {
                Value::Array(mut items) => items.swap_remove(0),
                other => other,
            };
            StreamEvent::parse(&envelope.to_string()).ok().map(Ok)
        }
        Frame::Done => None,
    }
}

impl Stream for RawStream {
    type Item = Result<StreamEvent>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match this.state {
                InputState::Ended => return Poll::Ready(None),
                InputState::Draining => {
                    // A last event without its blank line counts; an incomplete one does not.
                    return match this.framer.finish() {
                        Ok(None | Some(Frame::Done)) | Err(_) => this.end(None),
                        Ok(Some(frame)) => match read(frame) {
                            Some(Ok(event)) => Poll::Ready(Some(Ok(event))),
                            Some(Err(_)) | None => this.end(None),
                        },
                    };
                }
                InputState::Open => {}
            }
            let mut input = &this.chunk[..];
            let before = input.len();
            let frame = this.framer.next_frame(&mut input);
            let used = before - input.len();
            match frame {
                Ok(Some(Frame::Done)) => return this.end(None),
                Ok(Some(frame)) => {
                    let event = read(frame);
                    this.chunk.advance(used);
                    match event {
                        Some(Ok(event)) => return Poll::Ready(Some(Ok(event))),
                        Some(Err(error)) => return this.end(Some(Err(error))),
                        None => continue,
                    }
                }
                Ok(None) => this.chunk = Bytes::new(),
                Err(too_long) => return this.end(Some(Err(too_long.into()))),
            }
            match this.bytes.poll_next_unpin(cx) {
                Poll::Ready(Some(Ok(chunk))) => {
                    this.chunk = chunk;
                    let deadline = Instant::now() + this.idle_limit;
                    this.idle.as_mut().reset(deadline);
                }
                Poll::Ready(Some(Err(error))) => {
                    return this.end(Some(Err(error)));
                }
                Poll::Ready(None) => {
                    this.chunk = Bytes::new();
                    this.state = InputState::Draining;
                }
                Poll::Pending => {
                    std::task::ready!(this.idle.as_mut().poll(cx));
                    let timeout = Error::Timeout {
                        wait: Wait::NextBytes,
                        limit: this.idle_limit,
                    };
                    return this.end(Some(Err(timeout)));
                }
            }
        }
    }
}

impl fmt::Debug for RawStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawStream")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
