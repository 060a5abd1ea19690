//! Writing a block's tree as HTML. All text and attributes are escaped here.

use std::ops::Range;

use comrak::Node;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{NodeMath, NodeValue};

use crate::block::{Block, PieceContext};
use crate::citation::SourceNumbers;
use crate::code;
use crate::disclosure;
use crate::document::{Breaks, Document};
use crate::escape::{bare_element, escape};
use crate::formula;
use crate::math;
use crate::mend;
use crate::terminal::without_colours;

mod elements;

/// Maximum nesting of containers; deeper ones are rendered as their text only.
const DEPTH_LIMIT: usize = 64;

/// The part of a block that was written before, so that only later pieces are written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Continuation<'b> {
    /// Nothing was written.
    #[default]
    None,
    /// Lines of a code block.
    Code(&'b code::Progress),
    /// Rows of a table, whose header is parsed again with the following rows.
    Rows,
    /// Items of a list.
    Items {
        /// True for a loose list: items have their paragraphs as elements.
        loose: bool,
    },
}

/// Renders and sanitises one top-level block. The last block of a text takes the source numbers that were not placed
/// yet.
pub(crate) fn block<'d>(
    document: &Document<'d>,
    node: Node<'d>,
    source_numbers: &mut SourceNumbers,
    cache: &mut code::Cache,
    continuation: Continuation<'_>,
    is_last: bool,
) -> Block {
    let context = match &node.data().value {
        NodeValue::List(_) => PieceContext::List,
        NodeValue::Table(_) => PieceContext::Table,
        _ => PieceContext::Code,
    };
    let mut writer = Writer {
        document,
        html: String::new(),
        closing: Vec::new(),
        column: 0,
        images: 0,
        links: 0,
        source_numbers,
        cache,
        continuation,
        top: node,
        splits: Vec::new(),
    };
    for edge in node.traverse() {
        match edge {
            NodeEdge::Start(node) => writer.enter(node),
            NodeEdge::End(node) => writer.leave(node),
        }
    }
    if is_last {
        writer.write_sources(usize::MAX);
    }
    // A number that was placed only after the block is at its end, and further pieces would push it down.
    let has_end = |end: &usize| !writer.html[*end..].contains("<sup");
    let splits = writer.splits.last().is_some_and(has_end);
    let splits = if splits { &*writer.splits } else { &[] };
    Block::new(&writer.html, context, splits)
}

struct Writer<'w, 'd> {
    document: &'w Document<'d>,
    /// The block being written.
    top: Node<'d>,
    continuation: Continuation<'w>,
    /// Offsets at which the pieces of the block begin, and the end of the last one.
    splits: Vec<usize>,
    html: String,
    /// Closing tags of the open containers.
    closing: Vec<&'static str>,
    /// Number of cells in the row so far.
    column: usize,
    /// Nesting depth of images: inside one only text is written.
    images: usize,
    /// Nesting depth of links: source numbers are delayed until it is 0.
    links: usize,
    source_numbers: &'w mut SourceNumbers,
    cache: &'w mut code::Cache,
}

impl<'d> Writer<'_, 'd> {
    fn enter(&mut self, node: Node<'d>) {
        let data = node.data();
        if self.is_piece(node) {
            self.splits.push(self.html.len());
        }
        let range = self.document.range(data.sourcepos);
        if !data.value.block() {
            self.write_sources(range.start);
        }
        match &data.value {
            NodeValue::Text(text) => {
                self.write_text(mend::shown(self.document, node, text), range);
            }
            NodeValue::SoftBreak if self.document.breaks() == Breaks::Flow => self.html.push('\n'),
            NodeValue::SoftBreak | NodeValue::LineBreak if self.images > 0 => self.html.push(' '),
            NodeValue::SoftBreak | NodeValue::LineBreak => self.html.push_str("<br>"),
            NodeValue::Code(code) => self.write_leaf("code", "", &code.literal),
            NodeValue::Math(math) => self.write_math(math, range),
            NodeValue::HtmlInline(html) => self.write_raw(html),
            NodeValue::FootnoteReference(reference) => {
                let mut attributes = String::from(" class=\"footnote-ref\" data-footnote=\"");
                escape(&mut attributes, &reference.name);
                attributes.push('"');
                self.write_leaf("sup", &attributes, &reference.name);
            }
            NodeValue::CodeBlock(block) if block.fenced && code::is_formula(&block.info) => {
                math::write_fenced(&mut self.html, &block.literal);
            }
            NodeValue::CodeBlock(block) => {
                // An empty fence: its info string is all there is, such as the name of a file.
                let is_empty = block.closed
                    && block.literal.trim().is_empty()
                    && !matches!(self.continuation, Continuation::Code(_));
                let (code, info) = if is_empty {
                    (&block.info, "")
                } else {
                    (&block.literal, block.info.as_str())
                };
                self.write_code(node, code, info);
            }
            NodeValue::HtmlBlock(block) => {
                let html = block.literal.trim();
                let is_comment = html.starts_with("<!--") && html.ends_with("-->");
                match disclosure::parts(html) {
                    _ if is_comment => {}
                    Some(parts) => self.write_disclosure(&parts),
                    None => self.write_code(node, &block.literal, "html"),
                }
            }
            NodeValue::ThematicBreak => self.html.push_str("<hr>"),
            value => self.open(node, value),
        }
    }

    /// Returns true if a node is a piece of the block.
    fn is_piece(&self, node: Node<'d>) -> bool {
        matches!(
            node.data().value,
            NodeValue::Item(_) | NodeValue::TaskItem(_) | NodeValue::TableRow(false)
        ) && node
            .parent()
            .is_some_and(|parent| parent.same_node(self.top))
    }

    fn write_disclosure(&mut self, parts: &[disclosure::Part]) {
        for part in parts {
            self.html.push_str("<p dir=\"auto\">");
            match part {
                disclosure::Part::Summary(title) => {
                    self.html.push_str("<strong>");
                    self.html.push_str(title);
                    self.html.push_str("</strong>");
                }
                disclosure::Part::Paragraph(text) => self.html.push_str(text),
            }
            self.html.push_str("</p>");
        }
    }

    fn write_code(&mut self, node: Node<'d>, code: &str, info: &str) {
        let continuation = match self.continuation {
            Continuation::Code(progress) => Some(progress),
            _ => None,
        };
        let splits = code::write_block(&mut self.html, code, info, continuation, self.cache);
        if node.same_node(self.top) {
            self.splits = splits;
        }
    }

    fn leave(&mut self, node: Node<'d>) {
        let data = node.data();
        if node.same_node(self.top)
            && matches!(data.value, NodeValue::List(_) | NodeValue::Table(_))
            && (!self.splits.is_empty() || matches!(self.continuation, Continuation::Rows))
        {
            self.splits.push(self.html.len());
        }
        let end = self.document.range(data.sourcepos).end;
        match &data.value {
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => {
                self.write_sources(end);
                self.close();
            }
            NodeValue::Image(_) => {
                self.images -= 1;
                self.close();
                self.write_sources(end);
            }
            NodeValue::Link(_) => {
                self.close();
                if self.images == 0 {
                    self.links -= 1;
                }
                self.write_sources(end);
            }
            NodeValue::TableRow(is_header) => {
                let is_shown = self.close();
                let has_rows = node.next_sibling().is_some()
                    || (matches!(self.continuation, Continuation::Rows)
                        && node.parent().is_some_and(|table| table.same_node(self.top)));
                if is_shown && *is_header && has_rows {
                    self.html.push_str("<tbody>");
                }
            }
            NodeValue::Table(_) => {
                self.close();
            }
            value if is_container(value) => {
                self.close();
                if !value.block() {
                    self.write_sources(end);
                }
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => {}
            _ => self.write_sources(end),
        }
    }

    /// Returns true if a paragraph is in a tight list, where it has no element of its own.
    fn is_tight(&self, paragraph: Node<'d>) -> bool {
        let list = paragraph
            .parent()
            .filter(|item| {
                matches!(
                    item.data().value,
                    NodeValue::Item(_) | NodeValue::TaskItem(_)
                )
            })
            .and_then(|item| item.parent());
        list.is_some_and(|list| match (self.continuation, &list.data().value) {
            (Continuation::Items { loose }, NodeValue::List(_)) if list.same_node(self.top) => {
                !loose
            }
            (_, NodeValue::List(list)) => list.tight,
            _ => false,
        })
    }

    /// Opens a container; [`Self::leave`] closes it.
    fn open(&mut self, node: Node<'d>, value: &NodeValue) {
        let is_hidden = self.closing.len() >= DEPTH_LIMIT || self.images > 0;
        match value {
            NodeValue::Image(_) => self.images += 1,
            NodeValue::Link(_) if self.images == 0 => self.links += 1,
            _ => {}
        }
        if is_hidden {
            if let NodeValue::TaskItem(item) = value {
                self.write_checkbox(*item);
            }
            self.closing.push("");
            return;
        }
        let closing = match value {
            NodeValue::Paragraph if self.is_tight(node) => "",
            NodeValue::Paragraph => self.tag("<p dir=\"auto\">", "</p>"),
            NodeValue::Heading(heading) => match heading.level {
                1 => self.tag("<h1 dir=\"auto\">", "</h1>"),
                2 => self.tag("<h2 dir=\"auto\">", "</h2>"),
                3 => self.tag("<h3 dir=\"auto\">", "</h3>"),
                4 => self.tag("<h4 dir=\"auto\">", "</h4>"),
                5 => self.tag("<h5 dir=\"auto\">", "</h5>"),
                _ => self.tag("<h6 dir=\"auto\">", "</h6>"),
            },
            NodeValue::BlockQuote => self.tag("<blockquote dir=\"auto\">", "</blockquote>"),
            NodeValue::List(list) => self.list(list),
            NodeValue::Item(_) => self.tag("<li>", "</li>"),
            NodeValue::TaskItem(item) => {
                self.html.push_str("<li class=\"task\">");
                self.write_checkbox(*item);
                "</li>"
            }
            NodeValue::FootnoteDefinition(footnote) => {
                self.html
                    .push_str("<div class=\"footnote\" data-footnote=\"");
                escape(&mut self.html, &footnote.name);
                self.html.push_str("\"><span class=\"footnote-label\">");
                escape(&mut self.html, &footnote.name);
                self.tag("</span>", "</div>")
            }
            NodeValue::Table(_) => self.tag(
                "<div class=\"table-scroll\"><table dir=\"auto\">",
                "</table></div>",
            ),
            NodeValue::TableRow(is_header) => {
                self.column = 0;
                if *is_header {
                    self.tag("<thead><tr>", "</tr></thead>")
                } else {
                    self.tag("<tr>", "</tr>")
                }
            }
            NodeValue::TableCell => self.cell(node),
            NodeValue::Strong => self.tag("<strong>", "</strong>"),
            NodeValue::Emph => self.tag("<em>", "</em>"),
            NodeValue::Alert(alert) => self.alert(alert),
            NodeValue::Strikethrough
                if mend::is_single_tilde(self.document.source(node.data().sourcepos)) =>
            {
                self.tag("~", "~")
            }
            NodeValue::Strikethrough => self.tag("<del>", "</del>"),
            NodeValue::Link(target) => self.link(target),
            NodeValue::Image(target) => self.image(target),
            _ => "",
        };
        self.closing.push(closing);
    }

    fn tag(&mut self, opening: &str, closing: &'static str) -> &'static str {
        self.html.push_str(opening);
        closing
    }

    /// Closes the innermost container and returns true if it had an element of its own.
    fn close(&mut self) -> bool {
        let closing = self.closing.pop().unwrap_or_default();
        self.html.push_str(closing);
        !closing.is_empty()
    }

    /// Writes a formula, or the text if the two dollar signs do not delimit one.
    fn write_math(&mut self, math: &NodeMath, range: Range<usize>) {
        let (before, source, after) = self.document.around(range);
        if !math.display_math
            && source.starts_with('$')
            && !source.starts_with("$`")
            && formula::is_prose(before, formula::bare(&math.literal), source, after)
        {
            escape(&mut self.html, source);
        } else if self.images > 0 {
            escape(&mut self.html, &math.literal);
        } else {
            let tex = match math.display_math {
                true => &math.literal,
                false => formula::bare(&math.literal),
            };
            math::write(&mut self.html, tex, math.display_math);
        }
    }

    /// Writes an inline element that contains only text.
    fn write_leaf(&mut self, tag: &str, attributes: &str, text: &str) {
        if self.images > 0 {
            escape(&mut self.html, text);
            return;
        }
        self.html.push('<');
        self.html.push_str(tag);
        self.html.push_str(attributes);
        self.html.push('>');
        escape(&mut self.html, text);
        self.html.push_str("</");
        self.html.push_str(tag);
        self.html.push('>');
    }

    /// Writes raw HTML: a harmless element without attributes as it is, a comment not at all, anything else as text.
    fn write_raw(&mut self, html: &str) {
        if html.starts_with("<!--") {
            return;
        }
        match bare_element(html) {
            Some(tag) if self.images == 0 => self.html.push_str(&tag),
            _ => escape(&mut self.html, html),
        }
    }

    /// Writes text, with the source numbers placed inside it.
    fn write_text(&mut self, text: &str, range: Range<usize>) {
        // Offsets in the source and in the tree agree only if no escape or entity was resolved.
        let is_verbatim = text.len() == range.len();
        let mut written = 0;
        while is_verbatim && self.images == 0 && self.links == 0 {
            let Some(context) = self.source_numbers.next_before(range.end) else {
                break;
            };
            let end = text
                .floor_char_boundary(context.saturating_sub(range.start))
                .max(written);
            escape(&mut self.html, &without_colours(&text[written..end]));
            written = end;
            self.write_sources(context);
        }
        escape(&mut self.html, &without_colours(&text[written..]));
    }

    /// Writes the source numbers up to an offset, unless a link or an image is open.
    fn write_sources(&mut self, offset: usize) {
        if self.links > 0 || self.images > 0 {
            return;
        }
        for (_, number) in self.source_numbers.take_until(offset) {
            self.html.push_str(&format!(
                "<sup class=\"citation\" data-citation=\"{number}\">{number}</sup>"
            ));
        }
    }
}

/// Returns true if [`Writer::open`] handles this node.
fn is_container(value: &NodeValue) -> bool {
    !matches!(
        value,
        NodeValue::Text(_)
            | NodeValue::SoftBreak
            | NodeValue::LineBreak
            | NodeValue::Code(_)
            | NodeValue::Math(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::FootnoteReference(_)
            | NodeValue::CodeBlock(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::ThematicBreak
    )
}
