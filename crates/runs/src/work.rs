//! The work in progress of a live run: one call, one wait or one open stream at a time.

use std::time::Duration;

use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use interactions::{Event, Interaction, StreamEvent};
use tokio::time::{Instant, timeout_at};

use crate::failure::failure;
use crate::input::{Input, StreamEnd};
use crate::needs::Rebuilt;
use crate::translate::summarise;
use crate::tuning::Tuning;

/// The events of an open connection.
pub(crate) type Events = BoxStream<'static, Result<StreamEvent, interactions::Error>>;

/// The work in progress of a live run. Dropping it cancels it.
pub(crate) enum Work {
    /// No work: only the person can make the run go on.
    Rest,
    /// A call or a wait in progress.
    Call(Call),
    /// An open stream.
    Stream(OpenStream),
}

/// The result of a piece of work.
pub(crate) enum WorkResult {
    /// The call opened a stream, which is read from now on.
    Opened(Events),
    /// An input for the machine, with the data that belongs to it.
    Happened(Box<Input>, InputData),
}

impl From<Input> for WorkResult {
    fn from(input: Input) -> WorkResult {
        WorkResult::Happened(Box::new(input), InputData::default())
    }
}

impl WorkResult {
    /// Makes an outcome from an input that came with an interaction.
    pub(crate) fn with(input: Input, interaction: Interaction) -> WorkResult {
        let data = InputData {
            events: Vec::new(),
            interaction: Some(Box::new(interaction)),
            ..InputData::default()
        };
        WorkResult::Happened(Box::new(input), data)
    }
}

/// The data of an input that the machine does not see but the record may store.
#[derive(Default)]
pub(crate) struct InputData {
    pub(crate) events: Vec<StreamEvent>,
    pub(crate) interaction: Option<Box<Interaction>>,
    pub(crate) rebuilt: Option<Box<Rebuilt>>,
}

/// A call or a wait, with the time at which its next silent period ends.
pub(crate) struct Call {
    future: BoxFuture<'static, WorkResult>,
    silent_at: Instant,
}

/// An open stream, with the events that were read and not yet handed on.
pub(crate) struct OpenStream {
    events: Events,
    gathered: Vec<StreamEvent>,
    flush_at: Instant,
    silent_at: Instant,
    end: Option<StreamEnd>,
}

impl Work {
    pub(crate) fn call(future: BoxFuture<'static, WorkResult>, tuning: &Tuning) -> Work {
        Work::Call(Call {
            future,
            silent_at: Instant::now() + tuning.silence,
        })
    }

    pub(crate) fn read(events: Events, tuning: &Tuning) -> Work {
        let now = Instant::now();
        Work::Stream(OpenStream {
            events,
            gathered: Vec::new(),
            flush_at: now,
            silent_at: now + tuning.silence,
            end: None,
        })
    }

    /// Waits for the next outcome. Cancel-safe: nothing is lost if the future is dropped and the method called again.
    pub(crate) async fn next(&mut self, tuning: &Tuning) -> WorkResult {
        match self {
            Work::Rest => std::future::pending().await,
            Work::Call(call) => match timeout_at(call.silent_at, &mut call.future).await {
                Ok(outcome) => outcome,
                Err(_) => {
                    call.silent_at = Instant::now() + tuning.silence;
                    WorkResult::from(Input::Silence)
                }
            },
            Work::Stream(reading) => reading.next(tuning).await,
        }
    }

    /// Takes the events that were read and not yet handed on, if any.
    pub(crate) fn flush_rest(&mut self) -> Option<WorkResult> {
        match self {
            Work::Stream(reading) if !reading.gathered.is_empty() => Some(reading.flush()),
            _ => None,
        }
    }
}

impl OpenStream {
    async fn next(&mut self, tuning: &Tuning) -> WorkResult {
        loop {
            if let Some(end) = &self.end {
                if !self.gathered.is_empty() {
                    return self.flush();
                }
                return WorkResult::from(Input::StreamEnded(end.clone()));
            }
            let gathering = !self.gathered.is_empty();
            if gathering && Instant::now() >= self.flush_at {
                return self.flush();
            }
            let until = if gathering {
                self.flush_at
            } else {
                self.silent_at
            };
            match timeout_at(until, self.events.next()).await {
                Err(_) if gathering => return self.flush(),
                Err(_) => {
                    self.silent_at = Instant::now() + tuning.silence;
                    return WorkResult::from(Input::Silence);
                }
                Ok(Some(Ok(event))) => {
                    if self.gather(event, tuning) {
                        return self.flush();
                    }
                }
                Ok(Some(Err(error))) => self.end = Some(StreamEnd::Cut(failure(&error))),
                Ok(None) => self.end = Some(StreamEnd::Clean),
            }
        }
    }

    /// Adds an event to the batch. Returns true if the batch should be handed on at once.
    fn gather(&mut self, event: StreamEvent, tuning: &Tuning) -> bool {
        let now = Instant::now();
        if self.gathered.is_empty() {
            self.flush_at = now + tuning.gather;
        }
        self.silent_at = now + tuning.silence;
        // The id of an accepted run must be on disk as soon as it is known, and an ending is shown without delay.
        let urgent = matches!(
            event.event,
            Event::Created(_) | Event::Completed(_) | Event::Error(_)
        );
        self.gathered.push(event);
        urgent || self.gathered.len() >= tuning.gather_events
    }

    fn flush(&mut self) -> WorkResult {
        let events = std::mem::take(&mut self.gathered);
        let input = Input::Events(events.iter().map(summarise).collect());
        WorkResult::Happened(
            Box::new(input),
            InputData {
                events,
                ..InputData::default()
            },
        )
    }
}

/// Waits for `ms` milliseconds by the wall clock as well, so that a suspended computer does not prolong the wait.
pub(crate) async fn wait(ms: u64) {
    const LOOK_AT_THE_CLOCK: Duration = Duration::from_secs(5);
    let length = Duration::from_millis(ms);
    let (begun, begun_ms) = (Instant::now(), unix_ms());
    loop {
        let by_clock = u64::try_from(unix_ms() - begun_ms).unwrap_or(0);
        let passed = begun.elapsed().max(Duration::from_millis(by_clock));
        match length.checked_sub(passed) {
            None | Some(Duration::ZERO) => return,
            Some(left) => tokio::time::sleep(left.min(LOOK_AT_THE_CLOCK)).await,
        }
    }
}

/// Milliseconds since the Unix epoch.
pub(crate) fn unix_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
