//! The record of a turn: its events in plain words, page by page, and the turn as it was after any of them.

use std::ops::ControlFlow;

use interactions::{Delta, Event, Step, StreamEvent, Usage};
use ledger::{Ledger, RunId};
use screen::{Replay, lock};
use words::say;

use crate::bridge::{EventKind, RecordPage, RecordRequest, RecordedEvent, Turn};
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

/// Number of events on a page.
const PAGE_SIZE: usize = 100;
/// Maximum number of letters of an event in a line.
const MAX_WORDS_LENGTH: usize = 300;

impl Core {
    /// Returns a page of a turn's events.
    pub(crate) async fn record_page(
        &self,
        run: RunId,
        request: RecordRequest,
    ) -> Result<RecordPage> {
        let page = self
            .ledger(move |ledger| page(ledger, run, &request))
            .await?;
        Ok(page)
    }

    /// Returns a turn as it was after one of its events.
    pub(crate) async fn turn_after(&self, run: RunId, event: i64) -> Result<Turn> {
        let (ledger, prices) = (self.ledger.clone(), self.screen.prices());
        // The cache holds one turn; it is taken out during the replay, so that no other request waits for it.
        let kept = lock(&self.transfers.replay).take();
        let gone = blocking(move || -> Result<_, ledger::Error> {
            let same = kept.filter(|kept| kept.run() == run && !kept.may_grow());
            // Nothing of a turn that was deleted since is returned.
            let same = match ledger.interaction(run)? {
                Some(_) => same,
                None => None,
            };
            let replay = match same {
                Some(replay) => Some(replay),
                None => Replay::start(&ledger, run)?,
            };
            let Some(mut replay) = replay else {
                return Ok(None);
            };
            let turn = replay.at(&ledger, event, &prices)?;
            Ok(Some((turn, replay)))
        });
        let (turn, replay) = gone
            .await?
            .map_err(|cause| errors::ledger(&cause))?
            .ok_or_else(|| errors::not_found(say::turn_gone()))?;
        *lock(&self.transfers.replay) = Some(replay);
        Ok(turn)
    }
}

/// Blocks.
fn page(ledger: &Ledger, run: RunId, request: &RecordRequest) -> Result<RecordPage, ledger::Error> {
    let count = ledger.event_count(run)?;
    let wanted = request.text.trim().to_lowercase();
    let mut events: Vec<RecordedEvent> = Vec::new();
    let mut next = None;
    // The time of the event before the page, so that each event on the page can say how long it took.
    let mut before: Option<i64> = None;
    ledger.events(run, request.after.saturating_sub(1).max(0), |event| {
        let since = before.replace(event.received_at);
        if event.seq <= request.after {
            return ControlFlow::Continue(());
        }
        let recorded = recorded_event(&event, since);
        let is_wanted = (request.kinds.is_empty() || request.kinds.contains(&recorded.kind))
            && (wanted.is_empty() || event.raw.to_lowercase().contains(&wanted));
        if !is_wanted {
            return ControlFlow::Continue(());
        }
        if events.len() == PAGE_SIZE {
            next = events.last().map(|last| last.number);
            return ControlFlow::Break(());
        }
        events.push(recorded);
        ControlFlow::Continue(())
    })?;
    Ok(RecordPage {
        events,
        next,
        count: u64::try_from(count.count).unwrap_or_default(),
        last: count.last,
        size: u64::try_from(count.size).unwrap_or_default(),
    })
}

/// Describes an event in plain words.
fn recorded_event(event: &ledger::Event, before: Option<i64>) -> RecordedEvent {
    let parsed = StreamEvent::parse(&event.raw);
    let mut recorded = RecordedEvent {
        number: event.seq,
        at: event.received_at,
        after_ms: before.map_or(0, |before| (event.received_at - before).max(0)),
        size: event.raw.len() as u64,
        tokens: None,
        kind: EventKind::Other,
        name: String::new(),
        step: None,
        step_type: None,
        words: String::new(),
    };
    let Ok(parsed) = parsed else {
        return recorded;
    };
    recorded.name = parsed.event.kind().chars().take(80).collect();
    describe(&parsed.event, &mut recorded);
    recorded.words = short(&recorded.words);
    recorded
}

/// Sets the kind, the step, the tokens and the words of an event.
fn describe(event: &Event, recorded: &mut RecordedEvent) {
    let total = |usage: &Option<Usage>| usage.as_ref().and_then(|usage| usage.total_tokens);
    let at = |index: usize| u32::try_from(index).ok();
    match event {
        Event::Created(it) | Event::Completed(it) => {
            recorded.kind = EventKind::State;
            recorded.tokens = total(&it.interaction.usage);
            recorded.words = it
                .interaction
                .status
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
        }
        Event::StatusUpdate(it) => {
            recorded.kind = EventKind::State;
            recorded.tokens = total(&it.usage);
            recorded.words = it
                .status
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
        }
        Event::StepStart(it) => {
            recorded.step = at(it.index);
            recorded.step_type = Some(it.step.kind().to_owned());
            recorded.kind = kind_of(&it.step);
            recorded.words = words_of(&it.step);
        }
        Event::StepDelta(it) => {
            recorded.step = at(it.index);
            recorded.tokens = it.metadata.as_ref().and_then(|it| total(&it.total_usage));
            (recorded.kind, recorded.words) = delta(&it.delta);
        }
        Event::StepStop(it) => {
            recorded.step = at(it.index);
            recorded.kind = EventKind::State;
            recorded.tokens = total(&it.usage);
        }
        Event::Error(it) => {
            recorded.kind = EventKind::Error;
            let error = it.error.as_ref();
            recorded.words = error.and_then(|it| it.message.clone()).unwrap_or_default();
        }
        _ => {}
    }
}

fn delta(delta: &Delta) -> (EventKind, String) {
    match delta {
        Delta::Text(it) => (EventKind::Answer, it.text.clone()),
        Delta::TextAnnotation(_) | Delta::Media(_) => (EventKind::Answer, String::new()),
        Delta::ThoughtSummary(it) => {
            let words = it.content.as_ref().and_then(|content| content.as_text());
            (EventKind::Thought, words.unwrap_or_default().to_owned())
        }
        Delta::ThoughtSignature(_) => (EventKind::Thought, String::new()),
        Delta::Arguments(_) => (EventKind::Tool, String::new()),
        Delta::Step(step) => (kind_of(step), words_of(step)),
        _ => (EventKind::Other, String::new()),
    }
}

fn kind_of(step: &Step) -> EventKind {
    match step.kind() {
        "user_input" | "model_output" => EventKind::Answer,
        "thought" => EventKind::Thought,
        kind if kind.ends_with("_call") || kind.ends_with("_result") => EventKind::Tool,
        _ => EventKind::Other,
    }
}

fn words_of(step: &Step) -> String {
    let words: Vec<&str> = step
        .content()
        .iter()
        .filter_map(|it| it.as_text())
        .collect();
    words.join(" ")
}

/// Returns the beginning of a text, on one line.
fn short(text: &str) -> String {
    let mut short = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == MAX_WORDS_LENGTH {
            short.push('…');
            break;
        }
        short.push(if c.is_control() { ' ' } else { c });
    }
    short
}
