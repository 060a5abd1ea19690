//! The growing block, once its beginning is final: its finished pieces, and the context needed to parse the rest.

use std::collections::HashMap;

use comrak::nodes::{NodeCodeBlock, NodeValue};
use comrak::{Node, ResolvedReference};

use crate::Block;
use crate::citation::SourceNumbers;
use crate::code::{self, Cache, Progress};
use crate::document::{Definitions, Document, definitions_in, parse};
use crate::html::{self, Continuation};
use crate::lines;

/// A growing block with finished pieces.
#[derive(Debug)]
pub(crate) struct OpenBlock {
    /// Source to prepend to the rest, so that it is parsed as part of the block: the opening line of a fence, the
    /// header of a table, nothing for a list.
    pub(crate) head: String,
    /// Number of finished blocks within `head` before this one: a table may have begun in a paragraph.
    pub(crate) blocks_before: usize,
    /// Number of finished pieces.
    pub(crate) piece_count: usize,
    /// The HTML around the pieces.
    shell: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Code(Box<Progress>),
    Table,
    List(List),
}

/// A list; any later item can change the look of all items.
#[derive(Debug)]
struct List {
    /// Source of the finished items.
    source: String,
    /// The part of the look that the finished items determine.
    known_style: ListStyle,
    /// The look in which the items are currently shown.
    shown_style: ListStyle,
    /// True if a link in a finished item may have become resolvable.
    is_stale: bool,
}

/// The look of a list's items, which depends on all of them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct ListStyle {
    loose: bool,
    tasks: bool,
}

/// Pieces that are final.
pub(crate) struct FinishedPieces {
    /// The block with only these pieces.
    pub(crate) block: Block,
    /// Offset in the parsed text at which the next piece begins.
    pub(crate) end: usize,
    /// Blocks before this one that became final with it.
    pub(crate) blocks_before: Vec<Block>,
    /// Link definitions in the source of these pieces.
    pub(crate) definitions: HashMap<String, ResolvedReference>,
}

impl OpenBlock {
    /// Searches the blocks at the end of `source`, a text of whole lines, for finished pieces, and records them in
    /// `open`. `nodes` are the open block, or a paragraph and the table that began in it.
    pub(crate) fn finish_pieces<'d>(
        open: &mut Option<Self>,
        document: &Document<'d>,
        source: &str,
        nodes: &[Node<'d>],
        definitions: &Definitions,
        cache: &mut Cache,
    ) -> Option<FinishedPieces> {
        let node = *nodes.last()?;
        match &node.data().value {
            NodeValue::CodeBlock(block) if block.fenced && !code::is_formula(&block.info) => {
                finish_code_pieces(open, document, source, node, block, cache)
            }
            NodeValue::Table(_) => finish_table_rows(open, document, source, nodes, cache),
            NodeValue::List(_) => {
                finish_list_items(open, document, source, node, definitions, cache)
            }
            _ => None,
        }
    }

    /// Returns the number of finished pieces to keep, and the block with the unfinished ones. The block is first in
    /// `nodes`, which were parsed from `source`; others may follow it.
    pub(crate) fn write<'d>(
        &mut self,
        document: &Document<'d>,
        source: &str,
        nodes: &[Node<'d>],
        definitions: &Definitions,
        cache: &mut Cache,
    ) -> (usize, Block) {
        let Some(node) = nodes.first().filter(|node| self.is_same_kind(node)) else {
            return (self.piece_count, self.shell());
        };
        let source_numbers = &mut SourceNumbers::default();
        let mut write =
            |continuation| html::block(document, node, source_numbers, cache, continuation, false);
        let mut block = match &mut self.kind {
            Kind::Code(progress) => write(Continuation::Code(progress)),
            Kind::Table => write(Continuation::Rows),
            Kind::List(list) => {
                let style = list.known_style.merge(ListStyle::of(node));
                if style != list.shown_style || list.is_stale {
                    list.shown_style = style;
                    list.is_stale = false;
                    let end = nodes
                        .get(1)
                        .map_or(source.len(), |next| document.line_start(next));
                    let all = [&list.source, &source[..end]].concat();
                    let block = render_first(&all, definitions, cache);
                    self.shell.clone_from(&block.html);
                    return (0, block);
                }
                write(Continuation::Items { loose: style.loose })
            }
        };
        block.html.clone_from(&self.shell);
        (self.piece_count, block)
    }

    /// Returns true if `nodes` contains nothing of the block, because its end is not shown yet.
    pub(crate) fn is_hidden(&self, nodes: &[Node<'_>]) -> bool {
        nodes.first().is_none_or(|node| !self.is_same_kind(node))
    }

    fn shell(&self) -> Block {
        Block {
            html: self.shell.clone(),
            pieces: Vec::new(),
        }
    }

    fn is_same_kind(&self, node: Node<'_>) -> bool {
        matches!(
            (&self.kind, &node.data().value),
            (Kind::Code(_), NodeValue::CodeBlock(_))
                | (Kind::Table, NodeValue::Table(_))
                | (Kind::List(_), NodeValue::List(_))
        )
    }

    /// Marks a list for rendering again, because link definitions were found in its source.
    pub(crate) fn mark_stale(&mut self) {
        if let Kind::List(list) = &mut self.kind {
            list.is_stale = true;
        }
    }
}

impl ListStyle {
    fn of(node: Node<'_>) -> Self {
        match &node.data().value {
            NodeValue::List(list) => Self {
                loose: !list.tight,
                tasks: list.is_task_list,
            },
            _ => Self::default(),
        }
    }

    fn merge(self, other: Self) -> Self {
        Self {
            loose: self.loose || other.loose,
            tasks: self.tasks || other.tasks,
        }
    }
}

/// Settles whole pieces of an open fence. A fence that contains only blank lines shows its info string, so its pieces
/// wait for content.
fn finish_code_pieces(
    open: &mut Option<OpenBlock>,
    document: &Document<'_>,
    source: &str,
    node: Node<'_>,
    block: &NodeCodeBlock,
    cache: &mut Cache,
) -> Option<FinishedPieces> {
    let lines = code::whole_lines(&block.literal);
    let end = code::line_start(&block.literal, lines);
    let finished = &block.literal[..end];
    let start = document.line_start(node);
    // A lone carriage return ends a source line but not a code line.
    if lines == 0
        || source[start..].contains('\r')
        || (open.is_none() && finished.trim().is_empty())
    {
        return None;
    }
    let open = open.get_or_insert_with(|| OpenBlock {
        head: source[start..document.line_after(node, 0)].to_owned(),
        blocks_before: 0,
        piece_count: 0,
        shell: String::new(),
        kind: Kind::Code(Box::new(Progress::new(&block.info))),
    });
    let Kind::Code(progress) = &mut open.kind else {
        return None;
    };
    let block = code::write_pieces(finished, progress, cache);
    open.shell.clone_from(&block.html);
    open.piece_count += block.pieces.len();
    Some(FinishedPieces {
        block,
        end: document.line_after(node, lines),
        blocks_before: Vec::new(),
        definitions: HashMap::new(),
    })
}

/// Settles rows of a table; each is finished at the end of its line.
fn finish_table_rows<'d>(
    open: &mut Option<OpenBlock>,
    document: &Document<'d>,
    source: &str,
    nodes: &[Node<'d>],
    cache: &mut Cache,
) -> Option<FinishedPieces> {
    let (first, table) = (nodes.first()?, nodes.last()?);
    let row = table.children().nth(1)?;
    let last = table.last_child()?;
    let continuation = if open.is_some() {
        Continuation::Rows
    } else {
        Continuation::None
    };
    let block = html::block(
        document,
        table,
        &mut SourceNumbers::default(),
        cache,
        continuation,
        false,
    );
    let open = open.get_or_insert_with(|| OpenBlock {
        head: source[document.line_start(first)..document.line_start(row)].to_owned(),
        blocks_before: nodes.len() - 1,
        piece_count: 0,
        shell: block.html.clone(),
        kind: Kind::Table,
    });
    open.piece_count += block.pieces.len();
    Some(FinishedPieces {
        block,
        end: document.line_after(last, 0),
        blocks_before: Vec::new(),
        definitions: HashMap::new(),
    })
}

/// Settles items of a list; one is finished when the next has begun, unless a formula may still join the two.
fn finish_list_items<'d>(
    open: &mut Option<OpenBlock>,
    document: &Document<'d>,
    source: &str,
    node: Node<'d>,
    definitions: &Definitions,
    cache: &mut Cache,
) -> Option<FinishedPieces> {
    let formula = lines::find(document).open.unwrap_or(source.len());
    let items: Vec<Node<'_>> = node.children().collect();
    let finished = items[1..]
        .iter()
        .take_while(|next| document.line_start(next) <= formula)
        .count();
    let next = items.get(finished).filter(|_| finished > 0)?;
    let end = document.line_start(next);
    let start = document.line_start(node);
    let continuation = match open.as_ref().map(|open| &open.kind) {
        Some(Kind::List(list)) => Continuation::Items {
            loose: list.shown_style.loose,
        },
        _ => Continuation::None,
    };
    let mut block = html::block(
        document,
        node,
        &mut SourceNumbers::default(),
        cache,
        continuation,
        false,
    );
    block.pieces.truncate(finished);
    let open = open.get_or_insert_with(|| OpenBlock {
        head: String::new(),
        blocks_before: 0,
        piece_count: 0,
        shell: block.html.clone(),
        kind: Kind::List(List {
            source: String::new(),
            known_style: ListStyle::default(),
            shown_style: ListStyle::of(node),
            is_stale: false,
        }),
    });
    let Kind::List(list) = &mut open.kind else {
        return None;
    };
    list.source.push_str(&source[start..end]);
    // A list is loose if there is a blank line between its items; the first line of the next item shows that.
    let shown = &source[start..document.line_after(next, 0)];
    let loose = parse(shown, definitions, |document| {
        document
            .blocks()
            .first()
            .is_some_and(|list| ListStyle::of(list).loose)
    });
    let is_task = |item: &Node<'_>| matches!(item.data().value, NodeValue::TaskItem(_));
    list.known_style = list.known_style.merge(ListStyle {
        loose,
        tasks: items[..finished].iter().any(is_task),
    });
    open.piece_count += finished;
    block.html.clone_from(&open.shell);
    let definitions = definitions_in(&source[start..end]);
    list.is_stale |= !definitions.is_empty();
    Some(FinishedPieces {
        block,
        end,
        blocks_before: Vec::new(),
        definitions,
    })
}

/// Renders the first block of a text.
fn render_first(source: &str, definitions: &Definitions, cache: &mut Cache) -> Block {
    parse(source, definitions, |document| {
        let source_numbers = &mut SourceNumbers::default();
        let block = |node| {
            html::block(
                document,
                node,
                source_numbers,
                cache,
                Continuation::None,
                false,
            )
        };
        document.blocks().first().copied().map(block)
    })
    .unwrap_or_else(|| Block {
        html: String::new(),
        pieces: Vec::new(),
    })
}
