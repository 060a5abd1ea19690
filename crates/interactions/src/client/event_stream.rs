//! A stream of events that survives broken connections (contract sections 4.2, 8.5 and 8.6).

mod progress;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures::Stream;
use futures::future::BoxFuture;

use self::progress::Progress;
use super::Client;
use crate::StreamEvent;
use crate::error::Result;
use crate::types::{CreateInteraction, InteractionId};

/// All events of one interaction to its end, each exactly once.
///
/// When a connection breaks, the stream is resumed after the last event that had an id; events without id that were
/// delivered after it are recognised and skipped. If resuming is refused or does not match, the whole stream is
/// replayed and compared, and if that fails too, the interaction is polled to its end and delivered as one
/// `interaction.completed` with all its steps. The stream ends after `interaction.completed` or `error`; or with an
/// error if the end cannot be found out. Memory use does not grow with the number of events.
pub struct EventStream {
    state: StreamState,
}

enum StreamState {
    /// Events are read from the connection, or `Working` comes next.
    Reading(Box<Progress>),
    /// A connection is being opened, compared with what was delivered, or given up.
    Working(BoxFuture<'static, (Box<Progress>, Option<Result<StreamEvent>>)>),
    Over,
}

impl Client {
    /// Sends a create request and returns its events to the end, over as many connections as it takes.
    ///
    /// The create itself is retried only if the connection was never made. With `store: false` nothing can be
    /// resumed: the first break is an error. Errors of the create as for [`Client::create`]; see [`EventStream`] for
    /// those of the stream (contract sections 8.5, rule 11, and 8.6).
    pub async fn create_events(&self, request: &CreateInteraction) -> Result<EventStream> {
        let stream = self.create_stream(request).await?;
        let stored = request.store != Some(false);
        Ok(EventStream::new(Progress::created(
            self.clone(),
            stream,
            stored,
        )))
    }

    /// The events of a stored interaction, from the first one or after `last_event_id`, to the end (contract section
    /// 8.6). An unknown interaction is an error item of the stream.
    pub fn events(&self, id: &InteractionId, last_event_id: Option<&str>) -> EventStream {
        let after = last_event_id.filter(|id| !id.is_empty());
        EventStream::new(Progress::followed(self.clone(), id.clone(), after))
    }
}

impl EventStream {
    fn new(state: Progress) -> Self {
        Self {
            state: StreamState::Reading(Box::new(state)),
        }
    }
}

impl Stream for EventStream {
    type Item = Result<StreamEvent>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut self.state {
                StreamState::Reading(state) => {
                    if let Some(event) = state.poll_live(cx) {
                        return event.map(|event| Some(Ok(event)));
                    }
                    let StreamState::Reading(mut state) =
                        std::mem::replace(&mut self.state, StreamState::Over)
                    else {
                        return Poll::Ready(None);
                    };
                    self.state = StreamState::Working(Box::pin(async move {
                        let event = state.work().await;
                        (state, event)
                    }));
                }
                StreamState::Working(work) => {
                    let (state, event) = ready!(work.as_mut().poll(cx));
                    self.state = if state.is_live() {
                        StreamState::Reading(state)
                    } else {
                        StreamState::Over
                    };
                    if event.is_some() {
                        return Poll::Ready(event);
                    }
                }
                StreamState::Over => return Poll::Ready(None),
            }
        }
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}
