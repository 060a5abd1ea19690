//! The accumulator, which folds events into the interaction so far (contract section 8.5).

mod deltas;

use serde_json::{Map, Value};

use crate::StreamEvent;
use crate::types::event::Event;
use crate::types::step::Step;
use crate::types::{ApiError, Interaction, InteractionId, Status, Usage, output_text};

/// The effect of one event on the accumulated interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// No visible change.
    Nothing,
    /// The step at this position of [`Accumulator::steps`].
    Step(usize),
    /// The interaction's own fields: status, usage, error.
    Interaction,
    /// Any step may have changed or moved.
    Everything,
}

/// Folds events into the interaction so far (contract section 8.5). The cost of an event does not grow with the
/// number of earlier events.
#[derive(Debug, Clone, Default)]
pub struct Accumulator {
    interaction: Interaction,
    steps: Vec<Step>,
    /// Wire index and state of each step, ascending; wire indexes may have gaps after a resume.
    step_states: Vec<StepState>,
    /// Added to wire indexes: those of a continuation hop begin again at 0 (section 4.3).
    offset: usize,
    /// Usage of the earlier hops.
    earlier_usage: Option<Usage>,
    hops: Vec<InteractionId>,
    last_event_id: Option<String>,
    checkpoint: Option<String>,
    error: Option<ApiError>,
    ended: bool,
    unknown: Vec<Map<String, Value>>,
}

#[derive(Debug, Clone, Default)]
struct StepState {
    index: usize,
    /// True until `step.stop` arrives.
    open: bool,
    /// The JSON text of the arguments so far (rule 6).
    arguments: String,
    /// True once a result delta has arrived: the next one is appended (rule 7).
    has_result: bool,
}

impl Accumulator {
    /// An accumulator without any events.
    pub fn new() -> Self {
        Self::default()
    }

    /// Folds in the next event of a stream.
    pub fn push(&mut self, event: &StreamEvent) -> Change {
        self.push_event(&event.event, event.event_id.as_deref())
    }

    /// Folds in the next event with its id.
    pub fn push_event(&mut self, event: &Event, event_id: Option<&str>) -> Change {
        if let Some(id) = event_id.filter(|id| !id.is_empty()) {
            match &mut self.last_event_id {
                Some(last) => id.clone_into(last),
                None => self.last_event_id = Some(id.to_owned()),
            }
        }
        match event {
            Event::StepDelta(delta) => {
                let metadata = delta.metadata.as_ref();
                self.count(metadata.and_then(|metadata| metadata.total_usage.as_ref()));
                self.delta(delta)
            }
            Event::StepStart(start) => {
                let at = self.find_step(start.index);
                let new = at.is_err();
                let at = self.open(at, start.index, start.step.clone());
                if new && at + 1 < self.steps.len() {
                    Change::Everything
                } else {
                    Change::Step(at)
                }
            }
            Event::StepStop(stop) => {
                self.count(stop.usage.as_ref());
                match self.find_step(stop.index) {
                    Ok(at) => {
                        self.close(at);
                        Change::Step(at)
                    }
                    Err(_) => Change::Nothing,
                }
            }
            Event::Created(created) => {
                self.begin(&created.interaction);
                Change::Interaction
            }
            Event::StatusUpdate(update) => {
                let fields = Interaction {
                    id: update.interaction_id.clone(),
                    status: update.status.clone(),
                    usage: update.usage.clone(),
                    ..Interaction::default()
                };
                self.interaction.absorb_fields(fields, false);
                if update.continuation_token.is_some() {
                    self.checkpoint.clone_from(&update.continuation_token);
                }
                Change::Interaction
            }
            Event::Completed(completed) => self.complete((*completed.interaction).clone()),
            Event::Error(error) => {
                self.error = Some(error.error.clone().unwrap_or_default());
                self.ended = true;
                Change::Interaction
            }
            Event::Unknown(map) => {
                self.unknown.push(map.clone());
                Change::Nothing
            }
        }
    }

    /// The steps so far, in the timeline's order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The interaction so far: a copy, steps included. Usage is the sum over the hops of a continuation.
    pub fn interaction(&self) -> Interaction {
        let mut interaction = self.interaction.clone();
        interaction.steps.clone_from(&self.steps);
        interaction.usage = self.usage();
        interaction
    }

    /// Tokens used so far: the sum over the hops of a continuation.
    pub fn usage(&self) -> Option<Usage> {
        let current = self.interaction.usage.clone();
        match &self.earlier_usage {
            Some(earlier) => Some(earlier.clone().plus(&current.unwrap_or_default())),
            None => current,
        }
    }

    /// Records the usage so far from an event that carries it (section 8.2).
    fn count(&mut self, so_far: Option<&Usage>) {
        if let Some(usage) = so_far {
            self.interaction.usage = Some(usage.clone());
        }
    }

    /// The interaction's own fields so far, without a copy: `steps` is empty and usage that of the last hop.
    pub fn head(&self) -> &Interaction {
        &self.interaction
    }

    /// The interaction's id, once it is known.
    pub fn id(&self) -> Option<&InteractionId> {
        self.interaction.id.as_ref()
    }

    /// The last known status.
    pub fn status(&self) -> Option<&Status> {
        self.interaction.status.as_ref()
    }

    /// The last event id that is not empty; a stream is resumed after it (section 8.6).
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    /// The last continuation token of a status update, to continue from after a broken connection (section 4.3).
    pub fn checkpoint(&self) -> Option<&str> {
        self.checkpoint.as_deref()
    }

    /// The error of an `error` event.
    pub fn error(&self) -> Option<&ApiError> {
        self.error.as_ref()
    }

    /// Returns true once `interaction.completed` or `error` has arrived. A stream that ends before is broken (rule
    /// 11).
    pub fn is_ended(&self) -> bool {
        self.ended
    }

    /// The last run of text, as defined by [`Interaction::output_text`].
    pub fn output_text(&self) -> String {
        output_text(&self.steps)
    }

    /// Positions of the steps that `step.stop` has not closed yet.
    pub fn open_steps(&self) -> impl Iterator<Item = usize> {
        self.step_states
            .iter()
            .enumerate()
            .filter(|(_, step_state)| step_state.open)
            .map(|(at, _)| at)
    }

    /// Events and deltas of unknown kinds, and deltas that fit no step, verbatim (rule 9).
    pub fn unknown(&self) -> &[Map<String, Value>] {
        &self.unknown
    }

    /// The ids of all hops of a continuation, the last one included (section 4.3).
    pub fn hops(&self) -> &[InteractionId] {
        &self.hops
    }

    /// Handles `interaction.created`: the first one, a replay of it, or the next hop of a continuation.
    fn begin(&mut self, created: &Interaction) {
        let next_hop = self.interaction.id.is_some()
            && created.id.is_some()
            && self.interaction.id != created.id;
        if next_hop {
            self.offset = self
                .step_states
                .last()
                .map_or(0, |step_state| step_state.index.saturating_add(1));
            if let Some(usage) = self.interaction.usage.take() {
                let earlier = self.earlier_usage.take();
                self.earlier_usage =
                    Some(earlier.map_or(usage.clone(), |earlier| earlier.plus(&usage)));
            }
            self.interaction.continuation_token = None;
        }
        self.ended = false;
        self.interaction.absorb_fields(
            Interaction {
                steps: Vec::new(),
                ..created.clone()
            },
            false,
        );
        self.note_hop();
    }

    fn note_hop(&mut self) {
        if let Some(id) = &self.interaction.id
            && self.hops.last() != Some(id)
        {
            self.hops.push(id.clone());
        }
    }

    /// Rule 10. A list of steps that is shorter than the accumulated one is a summary, not the timeline.
    fn complete(&mut self, mut completed: Interaction) -> Change {
        for at in 0..self.step_states.len() {
            if !self.step_states[at].arguments.is_empty() {
                self.settle_arguments(at);
            }
        }
        completed.outputs_to_steps();
        let carried = std::mem::take(&mut completed.steps);
        self.interaction.absorb_fields(completed, false);
        self.note_hop();
        self.ended = true;
        let start = self
            .step_states
            .partition_point(|step_state| step_state.index < self.offset);
        if carried.is_empty() || carried.len() < self.steps.len() - start {
            return Change::Interaction;
        }
        self.steps.truncate(start);
        self.step_states.truncate(start);
        for (index, step) in carried.into_iter().enumerate() {
            self.steps.push(step);
            self.step_states.push(StepState {
                index: self.offset.saturating_add(index),
                ..StepState::default()
            });
        }
        Change::Everything
    }

    /// The position of a wire index, or where it has to be inserted.
    fn find_step(&self, index: usize) -> Result<usize, usize> {
        let index = index.saturating_add(self.offset);
        match self.step_states.last() {
            Some(last) if last.index == index => Ok(self.step_states.len() - 1),
            Some(last) if last.index < index => Err(self.step_states.len()),
            _ => self
                .step_states
                .binary_search_by_key(&index, |step_state| step_state.index),
        }
    }

    /// Rule 1; a step that is started again, as in a replay, is reset.
    fn open(&mut self, at: Result<usize, usize>, index: usize, step: Step) -> usize {
        let step_state = StepState {
            index: index.saturating_add(self.offset),
            open: true,
            ..StepState::default()
        };
        match at {
            Ok(at) => {
                self.steps[at] = step;
                self.step_states[at] = step_state;
                at
            }
            Err(at) => {
                self.steps.insert(at, step);
                self.step_states.insert(at, step_state);
                at
            }
        }
    }

    fn close(&mut self, at: usize) {
        self.settle_arguments(at);
        self.step_states[at].open = false;
    }
}
