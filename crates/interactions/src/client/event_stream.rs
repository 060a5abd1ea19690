//! A stream of events that survives broken connections (contract sections 4.2, 8.5 and 8.6).

use std::fmt;
use std::hash::{DefaultHasher, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use tokio::time::Instant;

use super::{Client, RawStream};
use crate::StreamEvent;
use crate::error::{Error, Result, Wait};
use crate::types::{CreateInteraction, Event, Interaction, InteractionId, Status, Step};

/// How patiently an interaction is watched whose stream cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollPolicy {
    /// Between two looks.
    pub every: Duration,
    /// How long a status that this version does not know is waited out (section 4.1).
    pub unknown_status: Duration,
    /// How long a connection that is alive, by its comments, may bring no event before it is given up.
    pub silence: Duration,
}

impl Default for PollPolicy {
    /// Ten seconds, as the examples of the contract wait; half an hour; ten minutes.
    fn default() -> Self {
        Self {
            every: Duration::from_secs(10),
            unknown_status: Duration::from_secs(30 * 60),
            silence: Duration::from_secs(10 * 60),
        }
    }
}

/// The events of one interaction, each once, to its end.
///
/// When a connection breaks, the stream is resumed after the last event that had an id; events without id that
/// were delivered after it are recognised and left out. Where that is refused or does not fit, the whole stream is
/// replayed and compared, and where that fails too, the interaction is polled to its end and delivered as one
/// `interaction.completed` with all its steps. The stream ends after `interaction.completed` or `error`; if the end
/// cannot be learned, with an error. Memory does not grow with the number of events.
pub struct EventStream {
    events: BoxStream<'static, Result<StreamEvent>>,
}

impl Client {
    /// Asks or hands over work and gives its events to the end, over as many connections as it takes.
    ///
    /// The create itself is never repeated unless the connection was never made. With `store: false` nothing can
    /// be resumed: the first break is an error.
    pub async fn create_events(&self, request: &CreateInteraction) -> Result<EventStream> {
        let stream = self.create_stream(request).await?;
        let mut state = State::new(self.clone(), None);
        state.stored = request.store != Some(false);
        state.way = Way::Live(stream);
        Ok(EventStream::new(state))
    }

    /// The events of a stored interaction from the first one, or after `last_event_id`, to the end.
    pub fn events(&self, id: &InteractionId, last_event_id: Option<&str>) -> EventStream {
        let mut state = State::new(self.clone(), Some(id.clone()));
        state.last_event_id = last_event_id.filter(|id| !id.is_empty()).map(str::to_owned);
        state.may_replay = state.last_event_id.is_none();
        EventStream::new(state)
    }

    /// Waits until the interaction is terminal, and gives it. Bounded patience with errors, none with time.
    pub async fn wait(&self, id: &InteractionId) -> Result<Interaction> {
        let mut unknown_since = None;
        let mut failures = 0;
        loop {
            let error = match self.get(id).await {
                Ok(interaction) if interaction.is_terminal() => return Ok(interaction),
                Ok(interaction) => {
                    failures = 0;
                    if !matches!(interaction.status, Some(Status::Other(_))) {
                        unknown_since = None;
                    } else if unknown_since.get_or_insert_with(Instant::now).elapsed()
                        > self.inner.poll.unknown_status
                    {
                        return Err(Error::Timeout {
                            wait: Wait::End,
                            limit: self.inner.poll.unknown_status,
                        });
                    }
                    tokio::time::sleep(self.inner.poll.every).await;
                    continue;
                }
                Err(error) => error,
            };
            // A 404 just after a create was seen to pass (section 16, item 2).
            failures += 1;
            let passing = error.is_retryable() || error.is_not_found();
            if !passing || failures >= self.inner.retry.attempts.max(5) {
                return Err(error);
            }
            tracing::debug!(%error, failures, "the interaction is looked at again");
            tokio::time::sleep(error.retry_after().unwrap_or(self.inner.poll.every)).await;
        }
    }
}

/// Where the next events come from.
enum Way {
    /// A connection is to be opened.
    Closed,
    /// Events are new.
    Live(RawStream),
    /// So many events have been delivered before and must have this digest together.
    Overlap {
        stream: RawStream,
        left: u64,
        digest: DefaultHasher,
        wanted: u64,
    },
    /// No stream can be had.
    Poll,
    Ended,
}

struct State {
    client: Client,
    id: Option<InteractionId>,
    way: Way,
    stored: bool,
    /// Resuming after the last event id has been found not to work, or there is none.
    replay: bool,
    /// Everything from the first event on was delivered by this stream, so a replay can be compared.
    may_replay: bool,
    last_event_id: Option<String>,
    since_id: Delivered,
    all: Delivered,
    /// Connections without a new event, in a row.
    fruitless: u32,
    begins_with_input: bool,
}

/// What has been delivered, in constant memory.
#[derive(Default)]
struct Delivered {
    count: u64,
    digest: DefaultHasher,
}

impl Delivered {
    fn add(&mut self, raw: &str) {
        self.count += 1;
        note(&mut self.digest, raw);
    }
}

fn note(digest: &mut DefaultHasher, raw: &str) {
    digest.write(raw.as_bytes());
    digest.write_u8(0);
}

async fn next_event(stream: &mut RawStream, silence: Duration) -> Option<Result<StreamEvent>> {
    let waited = tokio::time::timeout(silence, stream.next()).await;
    waited.unwrap_or(Some(Err(Error::Timeout {
        wait: Wait::NextBytes,
        limit: silence,
    })))
}

impl State {
    fn new(client: Client, id: Option<InteractionId>) -> Self {
        Self {
            client,
            id,
            way: Way::Closed,
            stored: true,
            replay: false,
            may_replay: true,
            last_event_id: None,
            since_id: Delivered::default(),
            all: Delivered::default(),
            fruitless: 0,
            begins_with_input: false,
        }
    }

    async fn next(&mut self) -> Option<Result<StreamEvent>> {
        let silence = self.client.inner.poll.silence;
        loop {
            let broken = match &mut self.way {
                Way::Ended => return None,
                Way::Poll => return Some(self.poll().await),
                Way::Closed => match self.open().await {
                    Ok(()) => continue,
                    Err(error) => Some(error),
                },
                Way::Live(stream) => match next_event(stream, silence).await {
                    Some(Ok(event)) => return Some(Ok(self.deliver(event))),
                    Some(Err(error)) => Some(error),
                    None => None,
                },
                Way::Overlap {
                    stream,
                    left,
                    digest,
                    wanted,
                } => match next_event(stream, silence).await {
                    Some(Ok(event)) => {
                        note(digest, &event.raw);
                        *left -= 1;
                        if *left == 0 {
                            let fits = digest.finish() == *wanted;
                            match std::mem::replace(&mut self.way, Way::Closed) {
                                Way::Overlap { stream, .. } if fits => self.way = Way::Live(stream),
                                _ => self.give_up_this_way(),
                            }
                        }
                        continue;
                    }
                    Some(Err(error)) => Some(error),
                    // It ended before what was delivered came again.
                    None => {
                        self.give_up_this_way();
                        continue;
                    }
                },
            };
            if let Some(last) = self.after_break(broken).await {
                self.way = Way::Ended;
                return Some(Err(last));
            }
        }
    }

    /// Takes note of an event that is handed out now.
    fn deliver(&mut self, event: StreamEvent) -> StreamEvent {
        self.fruitless = 0;
        if self.id.is_none()
            && let Event::Created(created) = &event.event
        {
            self.id.clone_from(&created.interaction.id);
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
            self.way = Way::Ended;
        }
        event
    }

    /// Opens a connection that goes on where the last one stopped.
    async fn open(&mut self) -> Result<()> {
        let id = self.id.clone().ok_or_else(|| Error::Transport {
            reason: "the interaction has no id".to_owned(),
        })?;
        let after = if self.replay {
            None
        } else {
            self.last_event_id.as_deref()
        };
        let before = if after.is_some() {
            &self.since_id
        } else {
            &self.all
        };
        let (left, wanted) = (before.count, before.digest.finish());
        let stream = self.client.stream(&id, after).await?;
        self.way = match left {
            0 => Way::Live(stream),
            left => Way::Overlap {
                stream,
                left,
                digest: DefaultHasher::new(),
                wanted,
            },
        };
        Ok(())
    }

    /// From resuming to a replay, from a replay to polling.
    fn give_up_this_way(&mut self) {
        let resumed = !self.replay && self.last_event_id.is_some();
        self.way = if resumed && self.may_replay {
            Way::Closed
        } else {
            Way::Poll
        };
        self.replay = true;
    }

    /// What to do about a broken connection (or one that ended too early); an error when nothing can be done.
    async fn after_break(&mut self, error: Option<Error>) -> Option<Error> {
        let error = error.unwrap_or_else(|| Error::Transport {
            reason: "the stream ended too early".to_owned(),
        });
        if !self.stored || self.id.is_none() {
            return Some(error);
        }
        self.fruitless += 1;
        let opening = matches!(self.way, Way::Closed);
        self.way = Way::Closed;
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
            self.way = Way::Poll;
            return None;
        }
        let delay = self.client.inner.retry.delay(self.fruitless, &error, true);
        tracing::debug!(%error, ?delay, fruitless = self.fruitless, "the stream is resumed");
        tokio::time::sleep(delay.unwrap_or(self.client.inner.poll.every)).await;
        None
    }

    /// The end, without its events.
    async fn poll(&mut self) -> Result<StreamEvent> {
        self.way = Way::Ended;
        let id = self.id.clone().ok_or_else(|| Error::Transport {
            reason: "the interaction has no id".to_owned(),
        })?;
        let mut interaction = self.client.wait(&id).await?;
        if !self.begins_with_input {
            // A stream's timeline begins with the answer, that of a get with the question.
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

impl EventStream {
    fn new(state: State) -> Self {
        let events = futures::stream::unfold(state, async |mut state| {
            let event = state.next().await?;
            if event.is_err() {
                state.way = Way::Ended;
            }
            Some((event, state))
        });
        Self {
            events: events.boxed(),
        }
    }
}

impl Stream for EventStream {
    type Item = Result<StreamEvent>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.events.poll_next_unpin(cx)
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}
