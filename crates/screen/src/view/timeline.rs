//! The parts of a live turn, updated incrementally while its steps arrive.

use std::collections::{BTreeSet, HashMap};

use interactions::{Content, Step, content::Text};
use render::Update;

use super::citations;
use super::parts::{Surroundings, part, summary};
use super::slots::{self, Slot};
use crate::bridge::{Citation, Part};

/// The steps that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
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
    texts: HashMap<usize, Arriving>,
}

/// A text that is still arriving.
#[derive(Default)]
struct Arriving {
    stream: render::Stream,
    taken: String,
    finished: bool,
}

impl Timeline {
    /// Returns the current parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns, for each part, the index of its first step.
    pub fn steps(&self) -> Vec<u32> {
        slots::numbers(&self.slots)
    }

    /// Updates the parts from the current steps. `open` holds the indexes of unfinished steps.
    pub fn update(
        &mut self,
        steps: &[Step],
        open: &BTreeSet<usize>,
        touched: &Touched,
        around: Surroundings<'_>,
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
            self.rebuild(steps, open, around);
            return vec![Change::Whole];
        }
        let mut changes = Vec::new();
        for (position, slot) in slots.iter().enumerate() {
            let is_new = position >= kept;
            let changed = match touched {
                Touched::All => true,
                Touched::Steps(steps) => steps.iter().any(|step| slot.is_of(*step)),
            };
            if is_new || changed || self.slots[position] != *slot {
                changes.extend(self.refresh(position, *slot, steps, open, around));
            }
        }
        self.slots = slots;
        changes
    }

    fn rebuild(&mut self, steps: &[Step], open: &BTreeSet<usize>, around: Surroundings<'_>) {
        self.parts.clear();
        self.texts.clear();
        for (position, slot) in self.slots.clone().into_iter().enumerate() {
            self.refresh(position, slot, steps, open, around);
        }
    }

    fn refresh(
        &mut self,
        position: usize,
        slot: Slot,
        steps: &[Step],
        open: &BTreeSet<usize>,
        around: Surroundings<'_>,
    ) -> Option<Change> {
        let (step, text) = match slot {
            Slot::Text { step, content } => match &steps[step].content()[content] {
                Content::Text(text) => {
                    // Only the last content of an open step can still grow.
                    let last = content + 1 == steps[step].content().len();
                    return self.text(position, text, open.contains(&step) && last, around);
                }
                _ => return None,
            },
            Slot::Thought { step } => (step, summary(&steps[step])),
            _ => return self.put(position, part(slot, steps, around)),
        };
        let change = self.text(
            position,
            &Text {
                text,
                ..Text::default()
            },
            open.contains(&step),
            around,
        );
        let shown = match self.parts.get_mut(position) {
            Some(Part::Text { blocks, .. }) => std::mem::take(blocks),
            Some(Part::Thought { blocks, .. }) => std::mem::take(blocks),
            _ => Vec::new(),
        };
        let ms = around.thoughts.get(&step).copied();
        let was = match &self.parts[position] {
            Part::Thought { ms, .. } => Some(*ms),
            _ => None,
        };
        self.parts[position] = Part::Thought { blocks: shown, ms };
        match was {
            Some(was) if was == ms => change,
            _ => Some(Change::Part(position)),
        }
    }

    /// Updates a text: a finished one is rendered once, an open one incrementally.
    fn text(
        &mut self,
        position: usize,
        text: &Text,
        is_open: bool,
        around: Surroundings<'_>,
    ) -> Option<Change> {
        let arriving = self.texts.entry(position).or_default();
        let (sources, marks) = citations::of(text, around.addresses);
        let grown = text.text.strip_prefix(arriving.taken.as_str());
        let (Some(grown), false) = (grown, arriving.finished && grown != Some("")) else {
            // The text was replaced, not appended to: render it from the start.
            *arriving = Arriving {
                taken: text.text.clone(),
                finished: true,
                ..Arriving::default()
            };
            let blocks = render::render_with_citations(&text.text, &marks);
            return self.put(
                position,
                Part::Text {
                    blocks,
                    citations: sources,
                },
            );
        };
        let mut update = None;
        if !grown.is_empty() {
            arriving.taken.push_str(grown);
            update = Some(arriving.stream.push(grown));
        }
        if !is_open && !arriving.finished {
            arriving.finished = true;
            if !marks.is_empty() {
                let blocks = render::render_with_citations(&text.text, &marks);
                return self.put(
                    position,
                    Part::Text {
                        blocks,
                        citations: sources,
                    },
                );
            }
            let last = arriving.stream.finish();
            match &mut update {
                Some(update) => update.merge(last),
                None => update = Some(last),
            }
        }
        let Some(update) = update else {
            return self.name_sources(position, sources);
        };
        let (shown, named) = match self.parts.get_mut(position) {
            Some(Part::Text { blocks, citations }) => (blocks, Some(citations)),
            Some(Part::Thought { blocks, .. }) => (blocks, None),
            _ => {
                let part = Part::Text {
                    blocks: update.blocks,
                    citations: sources,
                };
                return self.put(position, part);
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
    fn name_sources(&mut self, position: usize, sources: Vec<Citation>) -> Option<Change> {
        match self.parts.get_mut(position) {
            Some(Part::Text { citations, .. }) if *citations != sources => {
                *citations = sources;
                Some(Change::Part(position))
            }
            _ => None,
        }
    }

    fn put(&mut self, position: usize, part: Part) -> Option<Change> {
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
