//! The fold: events become the interaction so far (contract section 8.5).

mod deltas;

use serde_json::{Map, Value};

use crate::StreamEvent;
use crate::types::event::Event;
use crate::types::step::Step;
use crate::types::{ApiError, Interaction, InteractionId, Status, Usage, output_text};

/// What one event changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing that can be seen.
    Nothing,
    /// The step at this position of [`Accumulator::steps`].
    Step(usize),
    /// The interaction's own fields: status, usage, error.
    Interaction,
    /// Any step may have changed or moved.
    Everything,
}

/// Folds events into the interaction so far (contract section 8.5). The cost of an event does not grow with what
/// came before it.
#[derive(Debug, Clone, Default)]
pub struct Accumulator {
    interaction: Interaction,
    steps: Vec<Step>,
    /// For each step its index on the wire, rising; wire indexes may have gaps after a resume.
    places: Vec<Place>,
    /// The indexes of a continuation hop begin again at 0; this is added to them (section 4.3).
    offset: usize,
    /// Of the hops before this one.
    earlier_usage: Option<Usage>,
    hops: Vec<InteractionId>,
    last_event_id: Option<String>,
    checkpoint: Option<String>,
    error: Option<ApiError>,
    ended: bool,
    unknown: Vec<Map<String, Value>>,
}

#[derive(Debug, Clone, Default)]
struct Place {
    index: usize,
    /// No `step.stop` yet.
    open: bool,
    /// The JSON text of the arguments so far (rule 6).
    arguments: String,
    /// A result delta has come: the next one is appended (rule 7).
    has_result: bool,
}

impl Accumulator {
    /// An interaction of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the next event of a stream.
    pub fn push(&mut self, event: &StreamEvent) -> Change {
        self.push_event(&event.event, event.event_id.as_deref())
    }

    /// Takes in the next event and its id.
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
                let at = self.place(start.index);
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
                match self.place(stop.index) {
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

    /// Tokens so far, as an event said them in passing (section 8.2).
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

    /// The last event id that is not empty: a stream goes on after it (section 8.6).
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    /// The last token that a status update carried, to go on from after a broken connection (section 4.3).
    pub fn checkpoint(&self) -> Option<&str> {
        self.checkpoint.as_deref()
    }

    /// What an `error` event said.
    pub fn error(&self) -> Option<&ApiError> {
        self.error.as_ref()
    }

    /// Whether `interaction.completed` or `error` has come. A stream that stops before is broken (rule 11).
    pub fn is_ended(&self) -> bool {
        self.ended
    }

    /// The last run of text, as [`Interaction::output_text`] says it.
    pub fn output_text(&self) -> String {
        output_text(&self.steps)
    }

    /// Positions of the steps that have not been closed by `step.stop`.
    pub fn open_steps(&self) -> impl Iterator<Item = usize> {
        self.places
            .iter()
            .enumerate()
            .filter(|(_, place)| place.open)
            .map(|(at, _)| at)
    }

    /// Events and deltas of unknown kinds, and deltas that fit no step, as they came (rule 9).
    pub fn unknown(&self) -> &[Map<String, Value>] {
        &self.unknown
    }

    /// The ids of all hops of a continuation, the last one included (section 4.3).
    pub fn hops(&self) -> &[InteractionId] {
        &self.hops
    }

    /// `interaction.created`: the first one, a replay of it, or the next hop of a continuation.
    fn begin(&mut self, created: &Interaction) {
        let next_hop = self.interaction.id.is_some()
            && created.id.is_some()
            && self.interaction.id != created.id;
        if next_hop {
            self.offset = self
                .places
                .last()
                .map_or(0, |place| place.index.saturating_add(1));
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

    /// Rule 10. A list of steps that is shorter than what was seen is a summary, not the timeline.
    fn complete(&mut self, mut completed: Interaction) -> Change {
        for at in 0..self.places.len() {
            if !self.places[at].arguments.is_empty() {
                self.settle_arguments(at);
            }
        }
        completed.outputs_to_steps();
        let carried = std::mem::take(&mut completed.steps);
        self.interaction.absorb_fields(completed, false);
        self.note_hop();
        self.ended = true;
        let start = self
            .places
            .partition_point(|place| place.index < self.offset);
        if carried.is_empty() || carried.len() < self.steps.len() - start {
            return Change::Interaction;
        }
        self.steps.truncate(start);
        self.places.truncate(start);
        for (index, step) in carried.into_iter().enumerate() {
            self.steps.push(step);
            self.places.push(Place {
                index: self.offset.saturating_add(index),
                ..Place::default()
            });
        }
        Change::Everything
    }

    /// The position of a wire index, or where it would go.
    fn place(&self, index: usize) -> Result<usize, usize> {
        let index = index.saturating_add(self.offset);
        match self.places.last() {
            Some(last) if last.index == index => Ok(self.places.len() - 1),
            Some(last) if last.index < index => Err(self.places.len()),
            _ => self
                .places
                .binary_search_by_key(&index, |place| place.index),
        }
    }

    /// Rule 1; a step that is opened again, as in a replay, begins anew.
    fn open(&mut self, at: Result<usize, usize>, index: usize, step: Step) -> usize {
        let place = Place {
            index: index.saturating_add(self.offset),
            open: true,
            ..Place::default()
        };
        match at {
            Ok(at) => {
                self.steps[at] = step;
                self.places[at] = place;
                at
            }
            Err(at) => {
                self.steps.insert(at, step);
                self.places.insert(at, place);
                at
            }
        }
    }

    fn close(&mut self, at: usize) {
        self.settle_arguments(at);
        self.places[at].open = false;
    }
}
