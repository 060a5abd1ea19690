//! Durations of thoughts, computed from the arrival times of their events.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use interactions::{Delta, Event, InteractionId, Step, StreamEvent};
use ledger::{Ledger, RunId};

/// Maximum silence within a thought, in milliseconds. A longer one is not thinking: Errand was closed or disconnected,
/// and the end of the thought is unknown.
const MAX_SILENCE_MS: i64 = 5 * 60_000;

/// Substrings of the relevant events; all others need not be read from the disk.
const RELEVANT_EVENTS: &[&str] = &["\"interaction.created\"", "\"step.st", "\"thought"];

/// Durations of a run's thoughts, updated with each event.
#[derive(Debug, Default)]
pub struct ThoughtTimes {
    hop: Hop,
    /// In timeline order: by hop, and by the index on the wire, which restarts with each hop (contract section 4.3).
    clocks: BTreeMap<(usize, usize), Clock>,
}

#[derive(Debug, Default)]
struct Hop {
    number: usize,
    id: Option<InteractionId>,
}

#[derive(Debug, Clone, Copy)]
enum Clock {
    Running {
        started_at: i64,
        last_event_at: i64,
    },
    Stopped {
        ms: i64,
    },
    /// The start was not seen, or the silence was too long.
    Unknown,
}

impl ThoughtTimes {
    /// Computes the durations of an ended run from its stored events. Blocks.
    pub fn of_stored(ledger: &Ledger, run: RunId) -> Result<Self, ledger::Error> {
        let mut times = Self::default();
        ledger.events_with(run, RELEVANT_EVENTS, |event| {
            if let Ok(parsed) = StreamEvent::parse(&event.raw) {
                times.add_event(event.received_at, &parsed.event);
            }
            ControlFlow::Continue(())
        })?;
        Ok(times)
    }

    /// Takes in the next event.
    pub fn add_event(&mut self, received_at: i64, event: &Event) {
        match event {
            Event::Created(created) => {
                let id = &created.interaction.id;
                if self.hop.id.is_some() && id.is_some() && self.hop.id != *id {
                    self.hop.number += 1;
                }
                self.hop.id.clone_from(id);
            }
            Event::StepStart(start) => {
                let key = (self.hop.number, start.index);
                if matches!(start.step, Step::Thought(_)) {
                    self.clocks.insert(key, Clock::started(received_at));
                } else {
                    self.clocks.remove(&key);
                }
            }
            Event::StepDelta(delta) => {
                let key = (self.hop.number, delta.index);
                let is_thought = matches!(
                    delta.delta,
                    Delta::ThoughtSummary(_) | Delta::ThoughtSignature(_)
                );
                if is_thought {
                    let clock = self.clocks.entry(key).or_insert(Clock::Unknown);
                    clock.event_at(received_at);
                }
            }
            Event::StepStop(stop) => {
                if let Some(clock) = self.clocks.get_mut(&(self.hop.number, stop.index)) {
                    clock.stop(received_at);
                }
            }
            _ => {}
        }
    }

    /// Returns the duration of each thought among `steps` in milliseconds, by its position. Unfinished thoughts and
    /// those without known times are left out.
    pub fn durations(&self, steps: &[Step]) -> HashMap<usize, i64> {
        let thoughts: Vec<usize> = steps
            .iter()
            .enumerate()
            .filter(|(_, step)| matches!(step, Step::Thought(_)))
            .map(|(at, _)| at)
            .collect();
        // The server's own timeline may number its steps differently from its events. If the number of thoughts
        // differs, no duration can be assigned.
        if thoughts.len() != self.clocks.len() {
            return HashMap::new();
        }
        thoughts
            .into_iter()
            .zip(self.clocks.values())
            .filter_map(|(at, clock)| match clock {
                Clock::Stopped { ms } => Some((at, *ms)),
                Clock::Running { .. } | Clock::Unknown => None,
            })
            .collect()
    }
}

impl Clock {
    fn started(at: i64) -> Self {
        Self::Running {
            started_at: at,
            last_event_at: at,
        }
    }

    fn event_at(&mut self, at: i64) {
        if let Self::Running {
            started_at,
            last_event_at,
        } = *self
        {
            *self = if at - last_event_at > MAX_SILENCE_MS {
                Self::Unknown
            } else {
                Self::Running {
                    started_at,
                    last_event_at: at,
                }
            };
        }
    }

    fn stop(&mut self, at: i64) {
        self.event_at(at);
        if let Self::Running { started_at, .. } = *self {
            *self = Self::Stopped {
                ms: (at - started_at).max(0),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// Returns the durations after these events; each comes with its arrival time in seconds.
    fn after(events: &[(i64, Value)], steps: Value) -> HashMap<usize, i64> {
        let mut times = ThoughtTimes::default();
        for (second, event) in events {
            let parsed = StreamEvent::parse(&event.to_string()).unwrap();
            times.add_event(second * 1000, &parsed.event);
        }
        let steps: Vec<Step> = serde_json::from_value(steps).unwrap();
        times.durations(&steps)
    }

    fn created(id: &str) -> Value {
        json!({"event_type": "interaction.created", "interaction": {"id": id}})
    }

    fn start(index: usize, kind: &str) -> Value {
        json!({"event_type": "step.start", "index": index, "step": {"type": kind}})
    }

    fn thinks(index: usize) -> Value {
        json!({"event_type": "step.delta", "index": index,
            "delta": {"type": "thought_summary", "content": {"type": "text", "text": "Hm."}}})
    }

    fn stop(index: usize) -> Value {
        json!({"event_type": "step.stop", "index": index})
    }

    #[test]
    fn a_thought_takes_from_its_first_event_to_its_last_and_has_no_duration_before() {
        let begun = [(10, start(0, "thought")), (14, thinks(0))];
        assert!(after(&begun, json!([{"type": "thought"}])).is_empty());
        let ended = [begun[0].clone(), begun[1].clone(), (22, stop(0))];
        assert_eq!(
            after(&ended, json!([{"type": "thought"}])),
            HashMap::from([(0, 12_000)])
        );
    }

    #[test]
    fn a_thought_is_found_where_the_finished_timeline_has_it() {
        let events = [
            (0, start(0, "thought")),
            (2, stop(0)),
            (2, start(1, "model_output")),
            (9, stop(1)),
            (9, start(2, "thought")),
            (13, stop(2)),
        ];
        let steps = json!([{"type": "user_input"}, {"type": "thought"}, {"type": "model_output"}, {"type": "thought"}]);
        assert_eq!(
            after(&events, steps),
            HashMap::from([(1, 2_000), (3, 4_000)])
        );
    }

    #[test]
    fn thoughts_of_which_the_events_do_not_tell_have_no_duration() {
        let events = [(0, start(0, "thought")), (2, stop(0))];
        let steps = json!([{"type": "thought"}, {"type": "thought"}]);
        assert!(after(&events, steps).is_empty());
        assert!(after(&[], json!([{"type": "thought"}])).is_empty());
        // A stream that was joined in the middle of a thought.
        let events = [(0, thinks(0)), (2, stop(0))];
        assert!(after(&events, json!([{"type": "thought"}])).is_empty());
    }

    #[test]
    fn the_time_in_which_errand_was_closed_is_not_thinking() {
        let events = [
            (0, start(0, "thought")),
            (5, thinks(0)),
            (4 * 3600, thinks(0)),
            (4 * 3600, stop(0)),
        ];
        assert!(after(&events, json!([{"type": "thought"}])).is_empty());
    }

    #[test]
    fn indexes_begin_anew_with_the_next_hop() {
        let events = [
            (0, created("a")),
            (0, start(0, "thought")),
            (1, stop(0)),
            (2, created("b")),
            (2, start(0, "thought")),
            (5, stop(0)),
        ];
        let steps = json!([{"type": "thought"}, {"type": "thought"}]);
        assert_eq!(
            after(&events, steps),
            HashMap::from([(0, 1_000), (1, 3_000)])
        );
    }
}
