//! Server-sent events: framing (contract section 8.1), following a run, heartbeats.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::Stream;
use futures::stream::unfold;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::AppState;
use crate::state::{StoreError, StoredEvent};

/// An SSE comment that keeps the connection alive.
pub(crate) const HEARTBEAT: &str = ": heartbeat\n\n";
const BEAT: Duration = Duration::from_secs(15);
const DONE: &str = "event: done\ndata: [DONE]\n\n";
/// Maximum number of events read from the record at once.
const CHUNK: usize = 256;

/// A response with an event stream.
pub(crate) fn response(body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, body).into_response()
}

/// The event type, which is the first field of every event that this engine writes.
fn kind(raw: &str) -> &str {
    let rest = raw.strip_prefix(r#"{"event_type":""#).unwrap_or_default();
    rest.split('"').next().unwrap_or_default()
}

/// Returns true if the stream ends after this event.
pub(crate) fn is_last(raw: &str) -> bool {
    matches!(kind(raw), "interaction.completed" | "error")
}

fn frame(raw: &str) -> Bytes {
    Bytes::from(format!("event: {}\ndata: {raw}\n\n", kind(raw)))
}

/// The events of a stored interaction after `seq`: those of the record, then each new one once it is durable.
///
/// The stream ends after the terminal event. It ends without one when the engine pauses: the client resumes.
pub(crate) fn follow(engine: Arc<AppState>, id: String, seq: i64) -> Body {
    let watch = engine.runs.watch(&id);
    let paused = engine.runs.paused();
    let state = EventTail {
        engine,
        id,
        seq,
        watch,
        paused,
        ready: Vec::new().into_iter(),
        over: false,
    };
    Body::from_stream(unfold(state, |mut state| async move {
        let next = state.next().await?;
        Some((next, state))
    }))
}

struct EventTail {
    engine: Arc<AppState>,
    id: String,
    seq: i64,
    watch: Option<watch::Receiver<i64>>,
    paused: CancellationToken,
    ready: std::vec::IntoIter<StoredEvent>,
    over: bool,
}

impl EventTail {
    async fn next(&mut self) -> Option<Result<Bytes, StoreError>> {
        loop {
            if let Some(event) = self.ready.next() {
                self.seq = event.seq;
                if !is_last(&event.raw) {
                    return Some(Ok(frame(&event.raw)));
                }
                self.over = true;
                return Some(Ok(last_frame(&event.raw)));
            }
            if self.over {
                return None;
            }
            // Marked as seen before reading, so that no commit in between is missed.
            let live = match &mut self.watch {
                Some(watch) => {
                    watch.borrow_and_update();
                    watch.has_changed().is_ok()
                }
                None => false,
            };
            match self
                .engine
                .store
                .events_after(&self.id, self.seq, CHUNK)
                .await
            {
                Ok(events) if !events.is_empty() => {
                    self.ready = events.into_iter();
                    continue;
                }
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
            let Some(watch) = self.watch.as_mut().filter(|_| live) else {
                self.over = true;
                return self.only_done().await;
            };
            tokio::select! {
                // An error means that the run has ended; its last events are read in the next round.
                _ = watch.changed() => {}
                () = self.paused.cancelled() => return None,
                () = tokio::time::sleep(BEAT) => return Some(Ok(Bytes::from_static(HEARTBEAT.as_bytes()))),
            }
        }
    }
}

impl EventTail {
    /// The final `done` frame for a client that has already seen the terminal event.
    async fn only_done(&self) -> Option<Result<Bytes, StoreError>> {
        let row = self.engine.store.interaction(&self.id).await.ok()??;
        row.status
            .is_terminal()
            .then(|| Ok(Bytes::from_static(DONE.as_bytes())))
    }
}

fn last_frame(raw: &str) -> Bytes {
    let mut bytes = frame(raw).to_vec();
    bytes.extend_from_slice(DONE.as_bytes());
    bytes.into()
}

/// The events of an interaction that is not stored; the run stops when the connection closes.
pub(crate) fn fleeting(events: mpsc::UnboundedReceiver<StoredEvent>, stop: DropGuard) -> Body {
    Body::from_stream(fleeting_stream(events, stop))
}

fn fleeting_stream(
    events: mpsc::UnboundedReceiver<StoredEvent>,
    stop: DropGuard,
) -> impl Stream<Item = Result<Bytes, StoreError>> {
    unfold((events, stop), |(mut events, stop)| async move {
        let bytes = match tokio::time::timeout(BEAT, events.recv()).await {
            Ok(Some(event)) if is_last(&event.raw) => last_frame(&event.raw),
            Ok(Some(event)) => frame(&event.raw),
            Ok(None) => return None,
            Err(_) => Bytes::from_static(HEARTBEAT.as_bytes()),
        };
        Some((Ok(bytes), (events, stop)))
    })
}
