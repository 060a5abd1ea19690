//! Rendering while the text arrives: a finished block is rendered once and never again.

use std::collections::HashMap;
use std::sync::Arc;

use comrak::nodes::NodeValue;
use comrak::{Node, ResolvedReference};

use crate::Block;
use crate::citation::Marks;
use crate::code::Cache;
use crate::document::{Definitions, Document, definitions_in, parse};
use crate::heal::heal;
use crate::html;
use crate::lines;

/// What to show after a piece of text arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Blocks before this position stay as they are, for good.
    pub from: usize,
    /// What stands from there on.
    pub blocks: Vec<Block>,
}

/// Markdown that is still arriving.
///
/// Once the text is finished, the blocks are those of [`crate::render`], however the text was cut
/// into pieces, but for one thing: a link reference (`[text][label]`) whose definition stands in a
/// later block is left as it was written, because a finished block never changes. Where a label is
/// defined more than once, a definition near the link may win over an earlier one. Rendering the
/// whole text again resolves both.
#[derive(Debug, Default)]
pub struct Stream {
    /// The text of the open block and what follows it.
    tail: String,
    finished: usize,
    definitions: Definitions,
    cache: Cache,
    parsed: u64,
}

impl Stream {
    /// A stream with no text yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece of text. The work done grows with the open block, not with the whole.
    pub fn push(&mut self, delta: &str) -> Update {
        self.append(delta);
        let from = self.finished;
        let mut blocks = if delta.contains('\n') {
            self.settle()
        } else {
            Vec::new()
        };
        let shown = heal(&self.tail);
        self.parsed += shown.len() as u64;
        let cache = &mut self.cache;
        parse(&shown, &self.definitions, |document| {
            let count = document.blocks().len();
            blocks.extend(render(document, count, cache));
        });
        Update { from, blocks }
    }

    /// Takes the text as finished. Nothing is left to change.
    pub fn finish(&mut self) -> Update {
        let from = self.finished;
        let cache = &mut self.cache;
        let blocks = parse(&self.tail, &self.definitions, |document| {
            let count = document.blocks().len();
            render(document, count, cache)
        });
        self.parsed += self.tail.len() as u64;
        self.finished += blocks.len();
        self.tail.clear();
        Update { from, blocks }
    }

    /// Blocks that never change again.
    #[must_use]
    pub fn finished(&self) -> usize {
        self.finished
    }

    /// How many bytes were parsed so far, each counted as often as it was parsed: the cost.
    #[must_use]
    pub fn parsed_bytes(&self) -> u64 {
        self.parsed
    }

    /// A byte order mark means something only to a parser that meets it first, so none is kept.
    fn append(&mut self, delta: &str) {
        if delta.contains('\u{feff}') {
            self.tail.push_str(&delta.replace('\u{feff}', ""));
        } else {
            self.tail.push_str(delta);
        }
    }

    /// Renders and lets go of the blocks that no later line can change: all that were followed by
    /// the start of another block on a line that is complete.
    fn settle(&mut self) -> Vec<Block> {
        let complete = self.tail.rfind('\n').map_or(0, |position| position + 1);
        self.parsed += complete as u64;
        let cache = &mut self.cache;
        let (blocks, end) = parse(&self.tail[..complete], &self.definitions, |document| {
            let nodes = document.blocks();
            let mut finished = nodes.len() - open_blocks(&nodes);
            if let Some(formula) = lines::find(document).open {
                let before = nodes.partition_point(|node| document.line_start(node) <= formula);
                finished = finished.min(before.saturating_sub(1));
            }
            if finished == 0 {
                return (Vec::new(), 0);
            }
            (
                render(document, finished, cache),
                document.line_start(nodes[finished]),
            )
        });
        if end > 0 {
            let found = definitions_in(&self.tail[..end]);
            if !found.is_empty() {
                let known: &mut HashMap<String, ResolvedReference> =
                    Arc::make_mut(&mut self.definitions);
                for (label, target) in found {
                    known.entry(label).or_insert(target);
                }
            }
            self.tail.drain(..end);
            self.finished += blocks.len();
        }
        blocks
    }
}

/// How many blocks at the end may still change. A table takes its first row from the paragraph before
/// it, and only together do the two read the same again.
fn open_blocks(nodes: &[Node<'_>]) -> usize {
    match nodes {
        [.., before, last]
            if matches!(last.data().value, NodeValue::Table(_))
                && matches!(before.data().value, NodeValue::Paragraph) =>
        {
            2
        }
        [] => 0,
        [..] => 1,
    }
}

fn render(document: &Document<'_>, count: usize, cache: &mut Cache) -> Vec<Block> {
    let mut marks = Marks::default();
    document
        .blocks()
        .into_iter()
        .take(count)
        .map(|node| html::block(document, node, &mut marks, cache, false))
        .collect()
}
