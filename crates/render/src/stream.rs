//! Incremental rendering while text arrives: a finished block is rendered once and never again.

use std::collections::HashMap;
use std::sync::Arc;

use comrak::nodes::NodeValue;
use comrak::{Node, ResolvedReference};

use crate::byte_order_mark::{self, BYTE_ORDER_MARK};
use crate::citation::SourceNumbers;
use crate::code::Cache;
use crate::document::{Definitions, Document, definitions_in, parse};
use crate::heal::heal;
use crate::html::{self, Continuation};
use crate::lines;
use crate::open_block::{FinishedPieces, OpenBlock};
use crate::{Block, Update};

/// A Markdown text that is still arriving.
/// Once the text is finished, the blocks equal those of [`crate::render`], however the text was split, with one
/// exception: a link reference (`[text][label]`) whose definition is in a later block is left as it was written,
/// because a finished block never changes. If a label is defined more than once, a definition near the link may win
/// over an earlier one. Rendering the whole text again resolves both.
#[derive(Debug, Default)]
pub struct Stream {
    /// The text of the open block, or of its unfinished end, and everything after it.
    tail: String,
    finished: usize,
    /// The finished part of the open block.
    open: Option<OpenBlock>,
    definitions: Definitions,
    cache: Cache,
    parsed_bytes: u64,
    /// True once any text has arrived.
    has_begun: bool,
}

impl Stream {
    /// Creates an empty stream.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends text. The cost grows with the unfinished end of the open block (a few lines of code, a row, an item,
    /// otherwise the whole block), not with the whole text.
    pub fn push(&mut self, delta: &str) -> Update {
        self.append(delta);
        let mut update = Update {
            from: self.finished,
            kept: self.finished_pieces(),
            blocks: Vec::new(),
        };
        if delta.contains('\n') {
            update.merge(self.settle_finished());
        }
        let source = self.source(self.tail.len());
        let shown = heal(&source);
        update.merge(self.render(&shown));
        update
    }

    /// Finishes the text; all blocks are final afterwards.
    pub fn finish(&mut self) -> Update {
        let source = self.source(self.tail.len());
        if let Some(open) = &mut self.open
            && !definitions_in(&source).is_empty()
        {
            open.mark_stale();
        }
        let update = self.render(&source);
        self.finished += update.blocks.len();
        self.tail.clear();
        self.open = None;
        update
    }

    /// Returns the number of blocks that are final.
    #[must_use]
    pub fn finished(&self) -> usize {
        self.finished
    }

    /// Returns the number of bytes parsed so far, counting repeated parsing: a measure of cost.
    #[must_use]
    pub fn parsed_bytes(&self) -> u64 {
        self.parsed_bytes
    }

    fn append(&mut self, delta: &str) {
        let rest = match delta.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) if !self.has_begun => rest,
            _ => delta,
        };
        self.has_begun |= !delta.is_empty();
        self.tail.push_str(&byte_order_mark::replace_in_rest(rest));
    }

    fn finished_pieces(&self) -> usize {
        self.open.as_ref().map_or(0, |open| open.piece_count)
    }

    /// Returns the first `upto` bytes of the tail, after the context they must be parsed with.
    fn source(&self, upto: usize) -> String {
        let head = self.open.as_ref().map_or("", |open| &open.head);
        [head, &self.tail[..upto]].concat()
    }

    /// Renders everything from the unfinished end of the open block on, given as `source`.
    fn render(&mut self, source: &str) -> Update {
        self.parsed_bytes += source.len() as u64;
        let (open, cache) = (&mut self.open, &mut self.cache);
        let (kept, blocks) = parse(source, &self.definitions, |document| {
            let parsed = ParsedTail::new(document, source, &self.definitions, open.as_ref());
            parsed.blocks(open.as_mut(), parsed.nodes.len(), cache)
        });
        Update {
            from: self.finished,
            kept,
            blocks,
        }
    }

    /// Renders and drops what no later line can change: blocks followed by the start of another block on a complete
    /// line, and finished pieces of the open block.
    fn settle_finished(&mut self) -> Update {
        let complete = self.tail.rfind('\n').map_or(0, |position| position + 1);
        let source = self.source(complete);
        self.parsed_bytes += source.len() as u64;
        let head = source.len() - complete;
        let mut update = Update {
            from: self.finished,
            kept: self.finished_pieces(),
            blocks: Vec::new(),
        };
        let (open, cache) = (&mut self.open, &mut self.cache);
        let mut finished = self.finished;
        let (end, found) = parse(&source, &self.definitions, |document| {
            let parsed = ParsedTail::new(document, &source, &self.definitions, open.as_ref());
            let mut end = 0;
            let mut found = HashMap::new();
            let count = parsed.finished();
            if count > 0 {
                end = document.line_start(parsed.nodes[count]);
                found = definitions_in(&source[..end]);
                if let Some(open) = open.as_mut().filter(|_| !found.is_empty()) {
                    open.mark_stale();
                }
                (update.kept, update.blocks) = parsed.blocks(open.as_mut(), count, cache);
                finished += update.blocks.len();
                *open = None;
            }
            if let Some(pieces) = parsed.settle_finished(open, count, cache) {
                finished += pieces.blocks_before.len();
                update.blocks.extend(pieces.blocks_before);
                update.blocks.push(pieces.block);
                found.extend(pieces.definitions);
                end = pieces.end;
            }
            (end, found)
        });
        if !found.is_empty() {
            let known: &mut HashMap<String, ResolvedReference> =
                Arc::make_mut(&mut self.definitions);
            for (label, target) in found {
                known.entry(label).or_insert(target);
            }
        }
        self.tail.drain(..end.saturating_sub(head));
        self.finished = finished;
        update
    }
}

/// The parsed end of the text.
struct ParsedTail<'r, 'd> {
    document: &'r Document<'d>,
    source: &'r str,
    /// The open block and the nodes after it.
    nodes: Vec<Node<'d>>,
    definitions: &'r Definitions,
}

impl<'r, 'd> ParsedTail<'r, 'd> {
    fn new(
        document: &'r Document<'d>,
        source: &'r str,
        definitions: &'r Definitions,
        open: Option<&OpenBlock>,
    ) -> Self {
        let before = open.map_or(0, |open| open.blocks_before);
        Self {
            document,
            source,
            nodes: document.blocks().into_iter().skip(before).collect(),
            definitions,
        }
    }

    /// Returns the number of leading blocks that are final.
    fn finished(&self) -> usize {
        let finished = self.nodes.len() - open_blocks(&self.nodes);
        let Some(formula) = lines::find(self.document).open else {
            return finished;
        };
        let start = |node: &Node<'d>| self.document.line_start(node);
        let before = self.nodes.partition_point(|node| start(node) <= formula);
        finished.min(before.saturating_sub(1))
    }

    /// Returns the first `count` blocks. The open one comes first, without its kept pieces.
    fn blocks(
        &self,
        open: Option<&mut OpenBlock>,
        count: usize,
        cache: &mut Cache,
    ) -> (usize, Vec<Block>) {
        let mut blocks = Vec::new();
        let mut kept = 0;
        let mut rest = &self.nodes[..count];
        if let Some(open) = open {
            let written = open.write(
                self.document,
                self.source,
                &self.nodes,
                self.definitions,
                cache,
            );
            kept = written.0;
            blocks.push(written.1);
            rest = rest
                .get(usize::from(!open.is_hidden(&self.nodes))..)
                .unwrap_or_default();
        }
        blocks.extend(rest.iter().map(|node| self.block(node, cache)));
        (kept, blocks)
    }

    /// Searches the open block, which follows `finished` final ones, for finished pieces.
    fn settle_finished(
        &self,
        open: &mut Option<OpenBlock>,
        finished: usize,
        cache: &mut Cache,
    ) -> Option<FinishedPieces> {
        let nodes = &self.nodes[finished..];
        if nodes.len() != open_blocks(nodes) {
            return None;
        }
        let was_open = open.is_some();
        let mut pieces = OpenBlock::finish_pieces(
            open,
            self.document,
            self.source,
            nodes,
            self.definitions,
            cache,
        )?;
        if !was_open {
            let before = &nodes[..nodes.len() - 1];
            pieces.blocks_before = before.iter().map(|node| self.block(node, cache)).collect();
        }
        Some(pieces)
    }

    fn block(&self, node: Node<'d>, cache: &mut Cache) -> Block {
        let source_numbers = &mut SourceNumbers::default();
        html::block(
            self.document,
            node,
            source_numbers,
            cache,
            Continuation::None,
            false,
        )
    }
}

/// Returns the number of trailing blocks that may still change. A table takes its header row from the paragraph before
/// it, so both must be parsed together again.
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
