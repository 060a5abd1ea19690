//! Turns a run's output into events, stores them in batches before anyone sees them, and updates the timeline.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use interactions::types::event::StepStop;
use interactions::{Delta, Event, Interaction, InteractionId, Status, Step};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

use super::steps::signed;
use super::timeline::Timeline;
use crate::brain::{RoundError, Tokens};
use crate::state::{Append, Store, StoreError, StoredEvent, now};

/// Destination of events.
pub(crate) enum Sink {
    /// The record; the number of the last event is sent to watchers.
    Stored {
        store: Store,
        last: watch::Sender<i64>,
    },
    /// Only the connection that asked (`store: false`).
    Fleeting(mpsc::UnboundedSender<StoredEvent>),
}

/// Writes one interaction's events.
pub(crate) struct Recorder {
    id: InteractionId,
    /// The interaction's fields in created and completed events, without status and usage.
    head: Interaction,
    sink: Sink,
    timeline: Timeline,
    last_seq: i64,
    pending: Append,
    /// Text for the open step that is not an event yet.
    words: String,
}

impl Recorder {
    pub(crate) fn new(head: Interaction, sink: Sink, timeline: Timeline, last_seq: i64) -> Self {
        let id = head.id.clone().unwrap_or_default();
        Self {
            id,
            head,
            sink,
            timeline,
            last_seq,
            pending: Append::default(),
            words: String::new(),
        }
    }

    pub(crate) fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Adds an event to the batch that the next [`Recorder::commit`] writes.
    pub(crate) fn push(&mut self, event: &Event) {
        self.gather_words();
        self.append(event);
    }

    fn append(&mut self, event: &Event) {
        self.last_seq += 1;
        let raw = event.to_json(Some(&event_id(self.last_seq)));
        self.timeline.push(event);
        self.pending.events.push(StoredEvent {
            seq: self.last_seq,
            raw,
        });
    }

    /// Appends text to the answer. The text of one batch becomes one delta.
    pub(crate) fn text(&mut self, text: &str) {
        self.ensure_open("model_output");
        self.words.push_str(text);
    }

    /// Appends text to the thought. The text of one batch becomes one delta.
    pub(crate) fn think(&mut self, text: &str) {
        self.ensure_open("thought");
        self.words.push_str(text);
    }

    /// Appends JSON text to the arguments of the open call. The text of one batch becomes one delta.
    pub(crate) fn arguments(&mut self, text: &str) {
        self.words.push_str(text);
    }

    /// Ends the open thought with its signature; without an open thought it becomes a thought of its own.
    pub(crate) fn sign(&mut self, signature: String) {
        let index = self.ensure_open("thought");
        self.delta(index, signed(signature));
        self.close();
    }

    fn gather_words(&mut self) {
        let Some((index, step)) = self.timeline.open().filter(|_| !self.words.is_empty()) else {
            return;
        };
        let words = std::mem::take(&mut self.words);
        let delta = match step {
            Step::Thought(_) => Delta::thought_summary(words),
            Step::FunctionCall(_) => Delta::arguments(words),
            _ => Delta::text(words),
        };
        self.append(&Event::step_delta(index, delta));
    }

    /// Records raw output of the brain that the batch's events are made from.
    pub(crate) fn record_reply(&mut self, raw: &str) {
        let round = self.timeline.round();
        self.timeline.record_reply(round, raw);
        match &mut self.pending.said {
            Some((_, text)) => text.push_str(raw),
            said => *said = Some((round as i64, raw.to_owned())),
        }
    }

    pub(crate) fn count(&mut self, tokens: Tokens) {
        self.timeline.count(tokens);
    }

    /// Opens a step of this type, unless one is open already; an open step of another type is closed first.
    pub(crate) fn ensure_open(&mut self, kind: &str) -> usize {
        match self.timeline.open() {
            Some((index, step)) if step.kind() == kind => index,
            _ => self.start(Step::shell(kind)),
        }
    }

    /// Closes the open step, if any, and starts another.
    pub(crate) fn start(&mut self, step: Step) -> usize {
        self.close();
        let index = self.timeline.next_index();
        self.push(&Event::step_start(index, step));
        index
    }

    pub(crate) fn delta(&mut self, index: usize, delta: Delta) {
        self.push(&Event::step_delta(index, delta));
    }

    /// Closes the open step, if any, and reports the usage so far: a client that enforces a limit cannot wait for the
    /// end.
    pub(crate) fn close(&mut self) {
        if let Some((index, _)) = self.timeline.open() {
            let usage = self.timeline.usage();
            let has_counted = usage.total_tokens.is_some_and(|tokens| tokens > 0);
            self.push(&Event::StepStop(Box::new(StepStop {
                index,
                usage: has_counted.then_some(usage),
                ..StepStop::default()
            })));
        }
    }

    /// The two events that every run begins with.
    pub(crate) fn begin(&mut self) {
        self.created(Status::InProgress);
        self.set_out();
    }

    /// The event of a run that is queued.
    pub(crate) fn queue(&mut self) {
        self.created(Status::Queued);
        self.pending.status = Some(Status::Queued);
    }

    /// Reports that the run is in progress.
    pub(crate) fn set_out(&mut self) {
        self.push(&Event::status_update(self.id.clone(), Status::InProgress));
        self.pending.status = Some(Status::InProgress);
    }

    fn created(&mut self, status: Status) {
        let created = Interaction {
            status: Some(status),
            ..self.head.clone()
        };
        self.push(&Event::created(created));
    }

    /// Ends the run: closes the open step, writes the status, and commits.
    pub(crate) async fn end(&mut self, status: Status) -> Result<(), StoreError> {
        self.close();
        let completed = Interaction {
            status: Some(status.clone()),
            updated: Some(now()),
            usage: Some(self.timeline.usage()),
            ..self.head.clone()
        };
        self.push(&Event::completed(completed));
        self.pending.status = Some(status);
        self.commit().await
    }

    /// Ends the run as failed (contract section 8.7: no completed event follows an error).
    pub(crate) async fn fail(&mut self, failed: &RoundError) -> Result<(), StoreError> {
        let RoundError { code, message } = failed;
        self.push(&Event::error(code, message));
        self.pending.status = Some(Status::Failed);
        self.pending.errors = Some(json!([{"code": code, "message": message}]));
        self.commit().await
    }

    /// Commits the batch, then publishes it.
    pub(crate) async fn commit(&mut self) -> Result<(), StoreError> {
        self.gather_words();
        let mut group = std::mem::take(&mut self.pending);
        if group.events.is_empty() && group.said.is_none() {
            return Ok(());
        }
        match &self.sink {
            Sink::Stored { store, last } => {
                group.usage = serde_json::to_value(self.timeline.usage()).unwrap_or(Value::Null);
                store.append(self.id.as_str(), group).await?;
                last.send_replace(self.last_seq);
            }
            Sink::Fleeting(events) => {
                for event in group.events {
                    // The client may be gone; its cancellation reaches the run separately.
                    let _ = events.send(event);
                }
            }
        }
        Ok(())
    }
}

/// The opaque id of the event with this number.
pub(crate) fn event_id(seq: i64) -> String {
    URL_SAFE.encode(format!("ev-{seq:08}"))
}

/// The number of the event with this id; `None` if the id is invalid.
pub(crate) fn seq_of(event_id: &str) -> Option<i64> {
    let bytes = URL_SAFE.decode(event_id).ok()?;
    std::str::from_utf8(&bytes)
        .ok()?
        .strip_prefix("ev-")?
        .parse()
        .ok()
        .filter(|seq| *seq > 0)
}
