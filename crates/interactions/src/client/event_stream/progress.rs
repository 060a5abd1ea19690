//! Source of the next event: a connection, a resumed connection, a replay, or polling (contract section 8.6).

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::StreamExt;
use tokio::time::Sleep;

use super::super::delivered::Delivered;
use super::super::{Client, RawStream};
use crate::StreamEvent;
use crate::error::{Error, Result, Wait};
use crate::types::{Event, InteractionId, Step};

/// The source of the next events.
enum EventSource {
    /// A connection has to be opened.
    Closed,
    /// Events are new.
    Live(RawStream),
    /// The first event of a resumed connection shows where the server continued.
    Resumed(RawStream),
    /// A replay: the first `wanted.count` events were delivered before, and their digest has to match.
    Overlap {
        stream: RawStream,
        seen: Delivered,
        wanted: Delivered,
    },
    /// The connection broke, or ended too early.
    Broken(Option<Error>),
    /// No stream is available: the interaction is polled.
    Poll,
    Ended,
}

pub(super) struct Progress {
    client: Client,
    id: Option<InteractionId>,
    source: EventSource,
    stored: bool,
    /// True if resuming after the last event id failed, or if there is no event id.
    replay: bool,
    /// True if this stream has delivered everything from the first event on, so that a replay can be compared.
    may_replay: bool,
    last_event_id: Option<String>,
    since_id: Delivered,
    all: Delivered,
    /// Number of consecutive connections without a new event.
    fruitless: u32,
    begins_with_input: bool,
    /// Timer that runs while a live connection delivers no event.
    silence: Option<Pin<Box<Sleep>>>,
}

async fn next_event(stream: &mut RawStream, silence: Duration) -> Option<Result<StreamEvent>> {
    let waited = tokio::time::timeout(silence, stream.next()).await;
    waited.unwrap_or_else(|_| Some(Err(silent(silence))))
}

fn silent(limit: Duration) -> Error {
    Error::Timeout {
        wait: Wait::NextBytes,
        limit,
    }
}

impl Progress {
    /// State for an interaction that was just created, from its first connection on.
    pub(super) fn created(client: Client, stream: RawStream, stored: bool) -> Self {
        Self {
            source: EventSource::Live(stream),
            stored,
            ..Self::new(client, None)
        }
    }

    /// State for a stored interaction, from its first event on or after the event `after`.
    pub(super) fn followed(client: Client, id: InteractionId, after: Option<&str>) -> Self {
        Self {
            last_event_id: after.map(str::to_owned),
            may_replay: after.is_none(),
            ..Self::new(client, Some(id))
        }
    }

    /// Returns true if the next event is read from a live connection.
    pub(super) fn is_live(&self) -> bool {
        matches!(self.source, EventSource::Live(_))
    }

    fn new(client: Client, id: Option<InteractionId>) -> Self {
        Self {
            client,
            id,
            source: EventSource::Closed,
            stored: true,
            replay: false,
            may_replay: true,
            last_event_id: None,
            since_id: Delivered::default(),
            all: Delivered::default(),
            fruitless: 0,
            begins_with_input: false,
            silence: None,
        }
    }

    /// Polls a live connection for its next event; `None` if [`Self::work`] has to be called first.
    pub(super) fn poll_live(&mut self, cx: &mut Context<'_>) -> Option<Poll<StreamEvent>> {
        let EventSource::Live(stream) = &mut self.source else {
            return None;
        };
        let broken = match stream.poll_next_unpin(cx) {
            Poll::Ready(Some(Ok(event))) => return Some(Poll::Ready(self.deliver(event))),
            Poll::Ready(Some(Err(error))) => Some(error),
            Poll::Ready(None) => None,
            Poll::Pending => {
                let limit = self.client.inner.poll.silence;
                let silence = self
                    .silence
                    .get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
                if silence.as_mut().poll(cx).is_pending() {
                    return Some(Poll::Pending);
                }
                Some(silent(limit))
            }
        };
        self.silence = None;
        self.source = EventSource::Broken(broken);
        None
    }

    /// Works until events can be read, or returns the last event; `None` if the stream is over.
    pub(super) async fn work(&mut self) -> Option<Result<StreamEvent>> {
        let silence = self.client.inner.poll.silence;
        loop {
            let broken = match &mut self.source {
                EventSource::Ended => return None,
                EventSource::Poll => return Some(self.poll().await),
                EventSource::Closed => match self.open().await {
                    Ok(()) => continue,
                    Err(error) => Some(error),
                },
                EventSource::Live(_) => return None,
                EventSource::Broken(error) => error.take(),
                EventSource::Resumed(stream) => match next_event(stream, silence).await {
                    Some(Ok(event)) => match self.resumed_with(event) {
                        Some(event) => return Some(Ok(event)),
                        None => continue,
                    },
                    Some(Err(error)) => Some(error),
                    None => None,
                },
                EventSource::Overlap { stream, .. } => match next_event(stream, silence).await {
                    Some(Ok(event)) => {
                        self.compare(&event);
                        continue;
                    }
                    Some(Err(error)) => Some(error),
                    // The replay ended before it had repeated the delivered events.
                    None => {
                        self.give_up_this_way();
                        continue;
                    }
                },
            };
            if let Some(last) = self.after_break(broken).await {
                self.source = EventSource::Ended;
                return Some(Err(last));
            }
        }
    }

    /// Handles the first event of a resumed connection and returns it if it is new. A server may repeat the last
    /// event, or all of them (section 8.6).
    fn resumed_with(&mut self, event: StreamEvent) -> Option<StreamEvent> {
        if event.event_id == self.last_event_id {
            return None;
        }
        let replayed = matches!(event.event, Event::Created(_));
        let wanted = if replayed { self.all } else { self.since_id };
        let EventSource::Resumed(stream) = std::mem::replace(&mut self.source, EventSource::Closed)
        else {
            return None;
        };
        if replayed && !self.may_replay {
            self.give_up_this_way();
        } else if wanted.count == 0 {
            self.source = EventSource::Live(stream);
            return Some(self.deliver(event));
        } else {
            let seen = Delivered::default();
            self.source = EventSource::Overlap {
                stream,
                seen,
                wanted,
            };
            self.compare(&event);
        }
        None
    }

    /// Compares an event of a replay with what was delivered.
    fn compare(&mut self, event: &StreamEvent) {
        let EventSource::Overlap { seen, wanted, .. } = &mut self.source else {
            return;
        };
        seen.add(&event.raw);
        if seen.count < wanted.count {
            return;
        }
        let fits = seen == wanted;
        match std::mem::replace(&mut self.source, EventSource::Closed) {
            EventSource::Overlap { stream, .. } if fits => self.source = EventSource::Live(stream),
            _ => self.give_up_this_way(),
        }
    }

    /// Records an event that is delivered now.
    fn deliver(&mut self, event: StreamEvent) -> StreamEvent {
        self.fruitless = 0;
        self.silence = None;
        if self.id.is_none()
            && let Event::Created(created) = &event.event
        {
            let id = created.interaction.id.as_ref();
            self.id = id.filter(|id| !id.is_empty()).cloned();
        }
        if let Event::StepStart(start) = &event.event
            && start.index == 0
        {
            self.begins_with_input = matches!(start.step, Step::UserInput(_));
        }
        self.all.add(&event.raw);
        match event.event_id.as_deref().filter(|id| !id.is_empty()) {
            Some(id) => {
                match &mut self.last_event_id {
                    Some(last) => id.clone_into(last),
                    None => self.last_event_id = Some(id.to_owned()),
                }
                self.since_id = Delivered::default();
                self.replay = false;
            }
            None => self.since_id.add(&event.raw),
        }
        if matches!(event.event, Event::Completed(_) | Event::Error(_)) {
            self.source = EventSource::Ended;
        }
        event
    }

    /// Opens a connection that continues where the last one stopped.
    async fn open(&mut self) -> Result<()> {
        let id = self.id.clone().ok_or_else(|| Error::Transport {
            reason: "the interaction has no id".to_owned(),
        })?;
        let after = if self.replay {
            None
        } else {
            self.last_event_id.as_deref()
        };
        let resumes = after.is_some();
        let stream = self.client.stream(&id, after).await?;
        self.source = if resumes {
            EventSource::Resumed(stream)
        } else if self.all.count == 0 {
            EventSource::Live(stream)
        } else {
            EventSource::Overlap {
                stream,
                seen: Delivered::default(),
                wanted: self.all,
            }
        };
        Ok(())
    }

    /// Falls back from resuming to a replay, and from a replay to polling.
    fn give_up_this_way(&mut self) {
        let resumed = !self.replay && self.last_event_id.is_some();
        self.source = if resumed && self.may_replay {
            EventSource::Closed
        } else {
            EventSource::Poll
        };
        self.replay = true;
    }

    /// Decides how to continue after a broken connection (or one that ended early); returns an error if that is
    /// impossible.
    async fn after_break(&mut self, error: Option<Error>) -> Option<Error> {
        let error = error.unwrap_or_else(|| Error::Transport {
            reason: "the stream ended too early".to_owned(),
        });
        if !self.stored || self.id.is_none() {
            return Some(error);
        }
        self.fruitless += 1;
        let opening = matches!(self.source, EventSource::Closed);
        self.source = EventSource::Closed;
        if !error.is_retryable() {
            let refused = matches!(error.status(), Some(400 | 404 | 416))
                || matches!(error, Error::NotAnInteraction { .. });
            let unreadable = matches!(error, Error::Decode { .. } | Error::TooLarge { .. });
            if !(unreadable || opening && refused) {
                return Some(error);
            }
            self.give_up_this_way();
            return None;
        }
        let attempts = self.client.inner.retry.attempts.max(1);
        if self.fruitless >= attempts {
            self.source = EventSource::Poll;
            return None;
        }
        let delay = self.client.inner.retry.delay(self.fruitless, &error, true);
        tracing::debug!(%error, ?delay, fruitless = self.fruitless, "the stream is resumed");
        tokio::time::sleep(delay.unwrap_or(self.client.inner.poll.every)).await;
        None
    }

    /// Polls for the end, which is delivered without the events before it.
    async fn poll(&mut self) -> Result<StreamEvent> {
        self.source = EventSource::Ended;
        let id = self.id.clone().ok_or_else(|| Error::Transport {
            reason: "the interaction has no id".to_owned(),
        })?;
        let mut interaction = self.client.wait(&id).await?;
        if !self.begins_with_input {
            // The timeline of a stream begins with the answer, that of a get with the question.
            let question = interaction
                .steps
                .iter()
                .take_while(|step| matches!(step, Step::UserInput(_)))
                .count();
            interaction.steps.drain(..question);
        }
        Ok(StreamEvent::new(Event::completed(interaction), None))
    }
}
