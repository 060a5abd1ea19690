//! The parts of a live turn, updated incrementally while its steps arrive.

use std::collections::{BTreeSet, HashMap};

use interactions::{Content, Step, content::Text};
use render::Update;

use super::citations;
use super::parts::{PartContext, part, summary};
use super::slots::{self, Slot};
use crate::bridge::{Citation, Part};

/// The steps that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangedSteps {
    /// Only the steps with these indexes.
    Steps(BTreeSet<usize>),
    /// Any step may have changed.
    All,
}

/// A change of the rendered parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The part at this position was replaced, or appended at the end.
    Part(usize),
    /// The end of a text changed.
    Blocks {
        /// Position of the part.
        position: usize,
        /// The new end of the text.
        update: Update,
        /// The sources, if they changed.
        citations: Option<Vec<Citation>>,
    },
    /// Everything changed.
    Whole,
}

/// The parts of a live turn.
#[derive(Default)]
pub struct Timeline {
    slots: Vec<Slot>,
    parts: Vec<Part>,
    texts: HashMap<usize, GrowingText>,
}

/// A text that is still arriving.
#[derive(Default)]
struct GrowingText {
    stream: render::Stream,
    received: String,
    is_finished: bool,
}

impl Timeline {
    /// Returns the current parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns, for each part, the index of its first step.
    pub fn steps(&self) -> Vec<u32> {
        slots::first_steps(&self.slots)
    }

    /// Updates the parts from the current steps. `open` holds the indexes of unfinished steps.
    pub fn update(
        &mut self,
        steps: &[Step],
        open: &BTreeSet<usize>,
        changed_steps: &ChangedSteps,
        context: PartContext<'_>,
    ) -> Vec<Change> {
        let slots = slots::of(steps);
        let kept = self.slots.len();
        let same_kind = |old: &Slot, new: &Slot| match (old, new) {
            (Slot::Call { step: old, .. }, Slot::Call { step: new, .. }) => old == new,
            (old, new) => old == new,
        };
        if slots.len() < kept
            || !self
                .slots
                .iter()
                .zip(&slots)
                .all(|(old, new)| same_kind(old, new))
        {
            self.slots = slots;
            self.rebuild(steps, open, context);
            return vec![Change::Whole];
        }
        let mut changes = Vec::new();
        for (position, slot) in slots.iter().enumerate() {
            let is_new = position >= kept;
            let changed = match changed_steps {
                ChangedSteps::All => true,
                ChangedSteps::Steps(steps) => steps.iter().any(|step| slot.includes(*step)),
            };
            if is_new || changed || self.slots[position] != *slot {
                changes.extend(self.refresh(position, *slot, steps, open, context));
            }
        }
        self.slots = slots;
        changes
    }

    fn rebuild(&mut self, steps: &[Step], open: &BTreeSet<usize>, context: PartContext<'_>) {
        self.parts.clear();
        self.texts.clear();
        for (position, slot) in self.slots.clone().into_iter().enumerate() {
            self.refresh(position, slot, steps, open, context);
        }
    }

    fn refresh(
        &mut self,
        position: usize,
        slot: Slot,
        steps: &[Step],
        open: &BTreeSet<usize>,
        context: PartContext<'_>,
    ) -> Option<Change> {
        let (step, text) = match slot {
            Slot::Text { step, content } => match &steps[step].content()[content] {
                Content::Text(text) => {
                    // Only the last content of an open step can still grow.
                    let last = content + 1 == steps[step].content().len();
                    return self.update_text(position, text, open.contains(&step) && last, context);
                }
                _ => return None,
            },
            Slot::Thought { step } => (step, summary(&steps[step])),
            _ => return self.put_part(position, part(slot, steps, context)),
        };
        let change = self.update_text(
            position,
            &Text {
                text,
                ..Text::default()
            },
            open.contains(&step),
            context,
        );
        let shown = match self.parts.get_mut(position) {
            Some(Part::Text { blocks, .. }) => std::mem::take(blocks),
            Some(Part::Thought { blocks, .. }) => std::mem::take(blocks),
            _ => Vec::new(),
        };
        let ms = context.thoughts.get(&step).copied();
        let old_ms = match &self.parts[position] {
            Part::Thought { ms, .. } => Some(*ms),
            _ => None,
        };
        self.parts[position] = Part::Thought { blocks: shown, ms };
        match old_ms {
            Some(old_ms) if old_ms == ms => change,
            _ => Some(Change::Part(position)),
        }
    }

    /// Updates a text: a finished one is rendered once, an open one incrementally.
    fn update_text(
        &mut self,
        position: usize,
        text: &Text,
        is_open: bool,
        context: PartContext<'_>,
    ) -> Option<Change> {
        let growing = self.texts.entry(position).or_default();
        let (sources, marks) = citations::of(text, context.addresses);
        let grown = text.text.strip_prefix(growing.received.as_str());
        let (Some(grown), false) = (grown, growing.is_finished && grown != Some("")) else {
            // The text was replaced, not appended to: render it from the start.
            *growing = GrowingText {
                received: text.text.clone(),
                is_finished: true,
                ..GrowingText::default()
            };
            let blocks = render::render_with_citations(&text.text, &marks);
            return self.put_part(
                position,
                Part::Text {
                    blocks,
                    citations: sources,
                },
            );
        };
        let mut update = None;
        if !grown.is_empty() {
            growing.received.push_str(grown);
            update = Some(growing.stream.push(grown));
        }
        if !is_open && !growing.is_finished {
            growing.is_finished = true;
            if !marks.is_empty() {
                let blocks = render::render_with_citations(&text.text, &marks);
                return self.put_part(
                    position,
                    Part::Text {
                        blocks,
                        citations: sources,
                    },
                );
            }
            let last = growing.stream.finish();
            match &mut update {
                Some(update) => update.merge(last),
                None => update = Some(last),
            }
        }
        match update {
            Some(update) => self.apply_update(position, update, sources),
            None => self.update_sources(position, sources),
        }
    }

    /// Applies the new end of a text to the shown part.
    fn apply_update(
        &mut self,
        position: usize,
        update: Update,
        sources: Vec<Citation>,
    ) -> Option<Change> {
        let (shown, named) = match self.parts.get_mut(position) {
            Some(Part::Text { blocks, citations }) => (blocks, Some(citations)),
            Some(Part::Thought { blocks, .. }) => (blocks, None),
            _ => {
                let part = Part::Text {
                    blocks: update.blocks,
                    citations: sources,
                };
                return self.put_part(position, part);
            }
        };
        update.clone().apply(shown);
        let named = named.filter(|named| **named != sources);
        let citations = named.map(|named| {
            named.clone_from(&sources);
            sources
        });
        Some(Change::Blocks {
            position,
            update,
            citations,
        })
    }

    /// Updates the sources of an unchanged text whose redirect targets became known.
    fn update_sources(&mut self, position: usize, sources: Vec<Citation>) -> Option<Change> {
        match self.parts.get_mut(position) {
            Some(Part::Text { citations, .. }) if *citations != sources => {
                *citations = sources;
                Some(Change::Part(position))
            }
            _ => None,
        }
    }

    fn put_part(&mut self, position: usize, part: Part) -> Option<Change> {
        match self.parts.get_mut(position) {
            Some(old) if *old == part => None,
            Some(old) => {
                *old = part;
                Some(Change::Part(position))
            }
            None => {
                self.parts.push(part);
                Some(Change::Part(position))
            }
        }
    }
}

#[cfg(test)]
mod tests;
