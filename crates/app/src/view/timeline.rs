//! The parts of a turn: built at once from finished steps, or kept up to date while steps arrive.

use std::collections::{BTreeSet, HashMap};

use interactions::{Content, Step, ToolOutput, content::Text};
use serde_json::Value;

use super::citations;
use super::slots::{self, Slot};
use crate::bridge::{Block, Citation, Part};

/// What a program printed is shown up to here; the details view has all of it.
const OUTPUT_LIMIT: usize = 32 * 1024;

/// What a timeline needs to know beside the steps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The turn still runs, so a call without a result is under way.
    pub(crate) running: bool,
    /// How long each thought took, by step, in milliseconds.
    pub(crate) thoughts: &'a HashMap<usize, i64>,
    /// The artifacts of media, by step and content; one that is not stored yet has none.
    pub(crate) media: &'a HashMap<(usize, usize), String>,
}

/// Which steps changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Touched {
    /// Only these.
    Steps(BTreeSet<usize>),
    /// Any.
    All,
}

/// What changed on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// One part: replaced, or appended at the end.
    Part(usize),
    /// The end of a text.
    Blocks {
        /// Which part.
        position: usize,
        /// Blocks before this one stay.
        from: usize,
    },
    /// Everything.
    Whole,
}

/// The parts of a turn whose steps still arrive.
#[derive(Default)]
pub(crate) struct Timeline {
    slots: Vec<Slot>,
    parts: Vec<Part>,
    texts: HashMap<usize, Arriving>,
}

/// A text on its way.
#[derive(Default)]
struct Arriving {
    stream: render::Stream,
    taken: String,
    finished: bool,
}

/// The parts of finished steps.
pub(crate) fn finished(steps: &[Step], around: Surroundings<'_>) -> Vec<Part> {
    slots::of(steps)
        .into_iter()
        .map(|slot| part(slot, steps, around))
        .collect()
}

impl Timeline {
    /// The parts as they are now.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The step that each of the parts begins with.
    pub(crate) fn steps(&self) -> Vec<u32> {
        slots::numbers(&self.slots)
    }

    /// Takes over the steps as they are now. `open` holds those that are not finished.
    pub(crate) fn update(
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
                    return self.text(position, text, open.contains(&step) && last);
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

    /// Brings a text up to date: what is finished is rendered once, what is open grows.
    fn text(&mut self, position: usize, text: &Text, is_open: bool) -> Option<Change> {
        let is_new = position >= self.parts.len();
        let arriving = self.texts.entry(position).or_default();
        let (sources, marks) = citations::of(text);
        let grown = text.text.strip_prefix(arriving.taken.as_str());
        let (Some(grown), false) = (grown, arriving.finished && grown != Some("")) else {
            // Another text than before: begin anew.
            *arriving = Arriving {
                taken: text.text.clone(),
                finished: true,
                ..Arriving::default()
            };
            let blocks = blocks(render::render_with_citations(&text.text, &marks));
            return self.put(
                position,
                Part::Text {
                    blocks,
                    citations: sources,
                },
            );
        };
        let mut from = None;
        if !grown.is_empty() {
            arriving.taken.push_str(grown);
            let update = arriving.stream.push(grown);
            from = Some((update.from, update.blocks));
        }
        if !is_open && !arriving.finished {
            arriving.finished = true;
            if !marks.is_empty() {
                let blocks = blocks(render::render_with_citations(&text.text, &marks));
                return self.put(
                    position,
                    Part::Text {
                        blocks,
                        citations: sources,
                    },
                );
            }
            let last = arriving.stream.finish();
            from = Some(match from {
                // What was just pushed reaches back further than what is finished now.
                Some((from, mut pushed)) if from <= last.from => {
                    pushed.truncate(last.from - from);
                    pushed.extend(last.blocks);
                    (from, pushed)
                }
                _ => (last.from, last.blocks),
            });
        }
        let (from, new) = from?;
        if is_new {
            return self.put(
                position,
                Part::Text {
                    blocks: blocks(new),
                    citations: sources,
                },
            );
        }
        let (shown, numbers) = match &mut self.parts[position] {
            Part::Text { blocks, citations } => (blocks, Some(citations)),
            Part::Thought { blocks, .. } => (blocks, None),
            other => {
                *other = Part::Text {
                    blocks: blocks(new),
                    citations: sources,
                };
                return Some(Change::Part(position));
            }
        };
        shown.truncate(from);
        shown.extend(blocks(new));
        if let Some(numbers) = numbers {
            *numbers = sources;
        }
        Some(Change::Blocks { position, from })
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

/// One part from steps that are finished, or a part that is no text.
fn part(slot: Slot, steps: &[Step], around: Surroundings<'_>) -> Part {
    match slot {
        Slot::Text { step, content } => match &steps[step].content()[content] {
            Content::Text(text) => {
                let (citations, marks): (Vec<Citation>, _) = citations::of(text);
                Part::Text {
                    blocks: blocks(render::render_with_citations(&text.text, &marks)),
                    citations,
                }
            }
            _ => other(&steps[step]),
        },
        Slot::Thought { step } => Part::Thought {
            blocks: blocks(render::render(&summary(&steps[step]))),
            ms: around.thoughts.get(&step).copied(),
        },
        Slot::Media { step, content } => Part::Media {
            artifact: around
                .media
                .get(&(step, content))
                .cloned()
                .unwrap_or_default(),
        },
        Slot::Call { step, result } => {
            call(&steps[step], result.map(|at| &steps[at]), around.running)
        }
        Slot::Other { step } => other(&steps[step]),
    }
}

fn call(step: &Step, result: Option<&Step>, running: bool) -> Part {
    let under_way = running && result.is_none();
    match step {
        Step::CodeExecutionCall(it) => {
            let code = it.arguments.as_ref();
            let language = code
                .and_then(|code| code.language.as_ref())
                .map_or("", |language| language.as_str());
            let source = code
                .and_then(|code| code.code.as_deref())
                .unwrap_or_default();
            let (output, failed) = match result {
                Some(Step::CodeExecutionResult(result)) => {
                    (result.result.as_ref(), result.is_error)
                }
                _ => (None, None),
            };
            Part::Code {
                language: language.to_owned(),
                html: render::highlight(source, language),
                output: ended(under_way, result.is_some(), output),
                failed: failed == Some(true),
            }
        }
        Step::FunctionCall(it) => {
            let (output, failed) = match result {
                Some(Step::FunctionResult(result)) => (result.result.as_ref(), result.is_error),
                _ => (None, None),
            };
            Part::Tool {
                name: it.name.clone().unwrap_or_default(),
                server: None,
                arguments: arguments(it.arguments.as_ref()),
                result: ended(under_way, result.is_some(), output),
                failed: failed == Some(true),
            }
        }
        Step::McpServerToolCall(it) => {
            let (output, failed) = match result {
                Some(Step::McpServerToolResult(result)) => {
                    (result.result.as_ref(), result.is_error)
                }
                _ => (None, None),
            };
            Part::Tool {
                name: it.name.clone().unwrap_or_default(),
                server: it.server_name.clone(),
                arguments: arguments(it.arguments.as_ref()),
                result: ended(under_way, result.is_some(), output),
                failed: failed == Some(true),
            }
        }
        Step::UrlContextCall(it) => {
            let results = match result {
                Some(Step::UrlContextResult(result)) => {
                    result.result.as_deref().unwrap_or_default()
                }
                _ => &[],
            };
            let asked = it
                .arguments
                .as_ref()
                .map(|urls| urls.urls.as_slice())
                .unwrap_or_default();
            let outcome = |url: &str| {
                results
                    .iter()
                    .find(|result| result.url.as_deref() == Some(url))
                    .and_then(|result| result.status.as_ref())
                    .map_or("", |status| status.as_str())
                    .to_owned()
            };
            let mut pages: Vec<_> = asked
                .iter()
                .map(|url| (url.clone(), outcome(url)))
                .collect();
            for result in results {
                if let Some(url) = result
                    .url
                    .as_deref()
                    .filter(|url| !asked.iter().any(|it| it == url))
                {
                    pages.push((url.to_owned(), outcome(url)));
                }
            }
            Part::Pages { pages }
        }
        Step::GoogleSearchCall(_)
        | Step::GoogleMapsCall(_)
        | Step::RetrievalCall(_)
        | Step::FileSearchCall(_) => Part::Search {
            queries: queries(step),
            running: under_way,
        },
        step => other(step),
    }
}

/// What a search looks for.
pub(crate) fn queries(step: &Step) -> Vec<String> {
    let queries = match step {
        Step::GoogleSearchCall(it) => it.arguments.as_ref(),
        Step::GoogleMapsCall(it) => it.arguments.as_ref(),
        Step::RetrievalCall(it) => it.arguments.as_ref(),
        _ => None,
    };
    queries.map(|it| it.queries.clone()).unwrap_or_default()
}

/// `None` while it runs; empty when it ended and said nothing.
fn ended(under_way: bool, has_result: bool, output: Option<&ToolOutput>) -> Option<String> {
    if under_way {
        return None;
    }
    let text = match output {
        Some(output) => output.text().unwrap_or_else(|| pretty(output)),
        None if has_result => String::new(),
        None => return None,
    };
    Some(cut(text))
}

fn cut(mut text: String) -> String {
    if text.len() > OUTPUT_LIMIT {
        text.truncate(text.floor_char_boundary(OUTPUT_LIMIT));
        text.push('…');
    }
    text
}

fn arguments(arguments: Option<&Value>) -> String {
    match arguments {
        Some(Value::Object(map)) if map.is_empty() => String::new(),
        Some(Value::String(text)) => cut(text.clone()),
        Some(value) => cut(pretty(value)),
        None => String::new(),
    }
}

fn other(step: &Step) -> Part {
    Part::Other {
        kind: step.kind().to_owned(),
        json: cut(pretty(step)),
    }
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn summary(step: &Step) -> String {
    step.content()
        .iter()
        .filter_map(Content::as_text)
        .collect::<Vec<_>>()
        .concat()
}

fn blocks(blocks: Vec<render::Block>) -> Vec<Block> {
    blocks
        .into_iter()
        .map(|block| Block { html: block.html })
        .collect()
}

#[cfg(test)]
mod tests;
