//! The block that is growing, once its beginning can change no more: what of it is finished, and what the
//! rest has to be read with.

use std::collections::HashMap;

use comrak::nodes::{NodeCodeBlock, NodeValue};
use comrak::{Node, ResolvedReference};

use crate::Block;
use crate::citation::Marks;
use crate::code::{self, Cache, Progress};
use crate::document::{Definitions, Document, definitions_in, parse};
use crate::html::{self, Begun};
use crate::lines;

/// A growing block of which pieces are finished.
#[derive(Debug)]
pub(crate) struct Open {
    /// Source to read before what follows, so that it is read as a part of the block: the line that opens
    /// a fence, the head of a table, nothing for a list.
    pub(crate) head: String,
    /// So many finished blocks stand in `head` before this one: a table may have begun in a paragraph.
    pub(crate) before: usize,
    /// So many pieces are finished.
    pub(crate) kept: usize,
    /// What stands around the pieces.
    shell: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Code(Box<Progress>),
    Table,
    List(List),
}

/// A list, of which any later item can change how all of them look.
#[derive(Debug)]
struct List {
    /// The source of the finished items.
    source: String,
    /// What of the look the finished items settle.
    settled: Look,
    /// The look in which the items are shown.
    shown: Look,
    /// A link in a finished item may lead somewhere only now.
    is_stale: bool,
}

/// How the items of a list look, which is told by all of them together.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Look {
    loose: bool,
    tasks: bool,
}

/// Pieces that can change no more.
pub(crate) struct Settled {
    /// The block with these pieces alone.
    pub(crate) block: Block,
    /// Where in the text that was read the source of the next one begins.
    pub(crate) end: usize,
    /// Blocks before this one that are finished with it.
    pub(crate) before: Vec<Block>,
    /// Definitions of links in the source of these pieces.
    pub(crate) definitions: HashMap<String, ResolvedReference>,
}

impl Open {
    /// Looks for pieces that are finished in the blocks at the end of `source`, a text of whole lines, and
    /// remembers them in `open`. `nodes` are the open block, or a paragraph and the table that began in it.
    pub(crate) fn settle<'d>(
        open: &mut Option<Self>,
        document: &Document<'d>,
        source: &str,
        nodes: &[Node<'d>],
        definitions: &Definitions,
        cache: &mut Cache,
    ) -> Option<Settled> {
        let node = *nodes.last()?;
        match &node.data().value {
            NodeValue::CodeBlock(block) if block.fenced && !code::is_formula(&block.info) => {
                settle_code(open, document, source, node, block, cache)
            }
            NodeValue::Table(_) => settle_table(open, document, source, nodes, cache),
            NodeValue::List(_) => settle_list(open, document, source, node, definitions, cache),
            _ => None,
        }
    }

    /// The pieces that are not finished, and how many stay before them. The block stands first in `nodes`,
    /// which were read from `source`; more may follow it there.
    pub(crate) fn write<'d>(
        &mut self,
        document: &Document<'d>,
        source: &str,
        nodes: &[Node<'d>],
        definitions: &Definitions,
        cache: &mut Cache,
    ) -> (usize, Block) {
        let Some(node) = nodes.first().filter(|node| self.is(node)) else {
            return (self.kept, self.shell());
        };
        let marks = &mut Marks::default();
        let mut write = |begun| html::block(document, node, marks, cache, begun, false);
        let mut block = match &mut self.kind {
            Kind::Code(progress) => write(Begun::Code(progress)),
            Kind::Table => write(Begun::Rows),
            Kind::List(list) => {
                let look = list.settled.and(Look::of(node));
                if look != list.shown || list.is_stale {
                    list.shown = look;
                    list.is_stale = false;
                    let end = nodes
                        .get(1)
                        .map_or(source.len(), |next| document.line_start(next));
                    let all = [&list.source, &source[..end]].concat();
                    let block = whole(&all, definitions, cache);
                    self.shell.clone_from(&block.html);
                    return (0, block);
                }
                write(Begun::Items { loose: look.loose })
            }
        };
        block.html.clone_from(&self.shell);
        (self.kept, block)
    }

    /// Whether nothing of the block stands in `nodes`, because its end is not shown yet.
    pub(crate) fn is_hidden(&self, nodes: &[Node<'_>]) -> bool {
        nodes.first().is_none_or(|node| !self.is(node))
    }

    fn shell(&self) -> Block {
        Block {
            html: self.shell.clone(),
            pieces: Vec::new(),
        }
    }

    fn is(&self, node: Node<'_>) -> bool {
        matches!(
            (&self.kind, &node.data().value),
            (Kind::Code(_), NodeValue::CodeBlock(_))
                | (Kind::Table, NodeValue::Table(_))
                | (Kind::List(_), NodeValue::List(_))
        )
    }

    /// Definitions of links were found in the block's source.
    pub(crate) fn found_definitions(&mut self) {
        if let Kind::List(list) = &mut self.kind {
            list.is_stale = true;
        }
    }
}

impl Look {
    fn of(node: Node<'_>) -> Self {
        match &node.data().value {
            NodeValue::List(list) => Self {
                loose: !list.tight,
                tasks: list.is_task_list,
            },
            _ => Self::default(),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            loose: self.loose || other.loose,
            tasks: self.tasks || other.tasks,
        }
    }
}

/// Whole pieces of an open fence. A fence around nothing but blank lines shows what stands beside it, so
/// its pieces wait for a word.
fn settle_code(
    open: &mut Option<Open>,
    document: &Document<'_>,
    source: &str,
    node: Node<'_>,
    block: &NodeCodeBlock,
    cache: &mut Cache,
) -> Option<Settled> {
    let lines = code::whole_lines(&block.literal);
    let end = code::line_start(&block.literal, lines);
    let finished = &block.literal[..end];
    let start = document.line_start(node);
    // A lone carriage return ends a line of the source and not one of the code.
    if lines == 0
        || source[start..].contains('\r')
        || (open.is_none() && finished.trim().is_empty())
    {
        return None;
    }
    let open = open.get_or_insert_with(|| Open {
        head: source[start..document.line_after(node, 0)].to_owned(),
        before: 0,
        kept: 0,
        shell: String::new(),
        kind: Kind::Code(Box::new(Progress::new(&block.info))),
    });
    let Kind::Code(progress) = &mut open.kind else {
        return None;
    };
    let block = code::write_pieces(finished, progress, cache);
    open.shell.clone_from(&block.html);
    open.kept += block.pieces.len();
    Some(Settled {
        block,
        end: document.line_after(node, lines),
        before: Vec::new(),
        definitions: HashMap::new(),
    })
}

/// Every row is finished with its line.
fn settle_table<'d>(
    open: &mut Option<Open>,
    document: &Document<'d>,
    source: &str,
    nodes: &[Node<'d>],
    cache: &mut Cache,
) -> Option<Settled> {
    let (first, table) = (nodes.first()?, nodes.last()?);
    let row = table.children().nth(1)?;
    let last = table.last_child()?;
    let begun = if open.is_some() {
        Begun::Rows
    } else {
        Begun::No
    };
    let block = html::block(document, table, &mut Marks::default(), cache, begun, false);
    let open = open.get_or_insert_with(|| Open {
        head: source[document.line_start(first)..document.line_start(row)].to_owned(),
        before: nodes.len() - 1,
        kept: 0,
        shell: block.html.clone(),
        kind: Kind::Table,
    });
    open.kept += block.pieces.len();
    Some(Settled {
        block,
        end: document.line_after(last, 0),
        before: Vec::new(),
        definitions: HashMap::new(),
    })
}

/// An item is finished when the next one has begun, unless a formula may still join the two.
fn settle_list<'d>(
    open: &mut Option<Open>,
    document: &Document<'d>,
    source: &str,
    node: Node<'d>,
    definitions: &Definitions,
    cache: &mut Cache,
) -> Option<Settled> {
    let formula = lines::find(document).open.unwrap_or(source.len());
    let items: Vec<Node<'_>> = node.children().collect();
    let finished = items[1..]
        .iter()
        .take_while(|next| document.line_start(next) <= formula)
        .count();
    let next = items.get(finished).filter(|_| finished > 0)?;
    let end = document.line_start(next);
    let start = document.line_start(node);
    let begun = match open.as_ref().map(|open| &open.kind) {
        Some(Kind::List(list)) => Begun::Items {
            loose: list.shown.loose,
        },
        _ => Begun::No,
    };
    let mut block = html::block(document, node, &mut Marks::default(), cache, begun, false);
    block.pieces.truncate(finished);
    let open = open.get_or_insert_with(|| Open {
        head: String::new(),
        before: 0,
        kept: 0,
        shell: block.html.clone(),
        kind: Kind::List(List {
            source: String::new(),
            settled: Look::default(),
            shown: Look::of(node),
            is_stale: false,
        }),
    });
    let Kind::List(list) = &mut open.kind else {
        return None;
    };
    list.source.push_str(&source[start..end]);
    // Items stand apart when a blank line is among them, which the first line of the next one tells.
    let shown = &source[start..document.line_after(next, 0)];
    let loose = parse(shown, definitions, |document| {
        document
            .blocks()
            .first()
            .is_some_and(|list| Look::of(list).loose)
    });
    let is_task = |item: &Node<'_>| matches!(item.data().value, NodeValue::TaskItem(_));
    list.settled = list.settled.and(Look {
        loose,
        tasks: items[..finished].iter().any(is_task),
    });
    open.kept += finished;
    block.html.clone_from(&open.shell);
    let definitions = definitions_in(&source[start..end]);
    list.is_stale |= !definitions.is_empty();
    Some(Settled {
        block,
        end,
        before: Vec::new(),
        definitions,
    })
}

/// The first block of a text.
fn whole(source: &str, definitions: &Definitions, cache: &mut Cache) -> Block {
    parse(source, definitions, |document| {
        let marks = &mut Marks::default();
        let block = |node| html::block(document, node, marks, cache, Begun::No, false);
        document.blocks().first().copied().map(block)
    })
    .unwrap_or_else(|| Block {
        html: String::new(),
        pieces: Vec::new(),
    })
}
