//! Parsing of Markdown into a tree with byte offsets.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use comrak::nodes::{NodeValue, Sourcepos};
use comrak::options::BrokenLinkReference;
use comrak::{Arena, Node, Options, ResolvedReference, parse_document};

use crate::footnote;
use crate::mend::{self, Mending};

/// Link reference definitions from text that was already dropped, by normalised label.
pub(crate) type Definitions = Arc<HashMap<String, ResolvedReference>>;

/// A parsed text.
pub(crate) struct Document<'a> {
    root: Node<'a>,
    text: &'a str,
    /// The insertions made before parsing.
    mending: Mending,
    /// Start of each line, in bytes of the text that the parser read.
    lines: Vec<usize>,
    /// Number of lines inserted before the text.
    prelude: usize,
    breaks: Breaks,
}

/// Meaning of a line break inside a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breaks {
    /// Rendered as a line break.
    Shown,
    /// Rendered as a space.
    Flow,
}

/// Parses the text of an answer and passes the tree to `with`. Link references without a definition in the text are
/// looked up in `definitions`.
pub(crate) fn parse<T>(
    markdown: &str,
    definitions: &Definitions,
    with: impl FnOnce(&Document<'_>) -> T,
) -> T {
    parse_with(markdown, definitions, Breaks::Shown, with)
}

/// Like [`parse`], with the given meaning of line breaks.
pub(crate) fn parse_with<T>(
    markdown: &str,
    definitions: &Definitions,
    breaks: Breaks,
    with: impl FnOnce(&Document<'_>) -> T,
) -> T {
    let mut with = Some(with);
    let mut mending = Mending::default();
    for round in 0.. {
        let read = read(markdown, &mending, definitions, breaks, |document| {
            let more = match round {
                mend::ROUNDS => None,
                _ => mend::find(document, round),
            };
            match more {
                Some(more) => Err(more),
                None => Ok(with.take().map(|with| with(document))),
            }
        });
        match read {
            Ok(Some(given)) => return given,
            Ok(None) => break,
            Err(more) => mending.add(more),
        }
    }
    unreachable!("the last round gives what it read")
}

fn read<T>(
    markdown: &str,
    mending: &Mending,
    definitions: &Definitions,
    breaks: Breaks,
    with: impl FnOnce(&Document<'_>) -> T,
) -> T {
    let prelude = prelude(markdown);
    let prelude_lines = prelude.matches('\n').count();
    let arena = Arena::new();
    let mended = mending.mended(markdown);
    let root = if prelude.is_empty() {
        parse_document(&arena, &mended, &options(definitions))
    } else {
        parse_document(&arena, &(prelude + &mended), &options(definitions))
    };
    with(&Document {
        root,
        text: markdown,
        lines: line_starts(&mended),
        mending: mending.clone(),
        prelude: prelude_lines,
        breaks,
    })
}

impl<'a> Document<'a> {
    /// Returns the top-level blocks, in order.
    pub(crate) fn blocks(&self) -> Vec<Node<'a>> {
        self.root
            .children()
            .filter(|node| node.data().sourcepos.start.line > self.prelude)
            .collect()
    }

    /// Iterates over all nodes, parents before children.
    pub(crate) fn descendants(&self) -> impl Iterator<Item = Node<'a>> {
        self.blocks()
            .into_iter()
            .flat_map(|block| block.descendants())
    }

    /// Returns the insertions made before parsing.
    pub(crate) fn mending(&self) -> &Mending {
        &self.mending
    }

    /// Returns true if something was inserted at this offset.
    pub(crate) fn is_inserted(&self, at: usize) -> bool {
        self.mending.has_inserted(at)
    }

    /// Returns true if the marker for the start of a bare URL was inserted at this offset.
    pub(crate) fn is_start(&self, at: usize) -> bool {
        self.mending.has_start(at)
    }

    /// Returns true if these lines were joined before parsing.
    pub(crate) fn is_joined(&self, range: &std::ops::Range<usize>) -> bool {
        self.mending.has_joined(range)
    }

    /// Returns the source text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the meaning of a line break inside a paragraph.
    pub(crate) fn breaks(&self) -> Breaks {
        self.breaks
    }

    /// Returns the source text of a node.
    pub(crate) fn source(&self, position: Sourcepos) -> &'a str {
        self.text.get(self.range(position)).unwrap_or_default()
    }

    /// Returns the byte range of a node, end exclusive and within the text.
    pub(crate) fn range(&self, position: Sourcepos) -> std::ops::Range<usize> {
        let start = self.offset(position.start.line, position.start.column.saturating_sub(1));
        start
            ..self
                .offset(position.end.line, position.end.column)
                .max(start)
    }

    /// Returns the text before a range, in it, and after it.
    pub(crate) fn around(&self, range: std::ops::Range<usize>) -> (&'a str, &'a str, &'a str) {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end).max(start);
        (
            &self.text[..start],
            &self.text[start..end],
            &self.text[end..],
        )
    }

    /// Returns the start of the line on which a node begins.
    pub(crate) fn line_start(&self, node: Node<'_>) -> usize {
        self.offset(node.data().sourcepos.start.line, 0)
    }

    /// Returns the start of a line, counted from the one below the block's first line.
    pub(crate) fn line_after(&self, node: Node<'_>, lines: usize) -> usize {
        self.offset(node.data().sourcepos.start.line + 1 + lines, 0)
    }

    fn offset(&self, line: usize, column: usize) -> usize {
        let read = line.checked_sub(self.prelude + 1).map_or(Some(0), |line| {
            self.lines.get(line).map(|start| start + column)
        });
        read.map_or(self.text.len(), |read| self.mending.written(read))
            .min(self.text.len())
    }
}

/// Normalises a label for comparison: ignores case and collapses white space.
pub(crate) fn normalize_label(label: &str) -> String {
    let mut normal = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.extend(word.chars().flat_map(char::to_lowercase));
    }
    normal
}

/// Returns all link reference definitions in a text, in whatever block.
pub(crate) fn definitions_in(markdown: &str) -> HashMap<String, ResolvedReference> {
    let mut found = HashMap::new();
    if !markdown.contains("]:") {
        return found;
    }
    // The parser does not expose its definitions. So every label that may be defined is used once, at the end of the
    // text: those that become links are defined.
    let mut labels = HashSet::new();
    let mut probe = markdown.to_owned();
    for (end, _) in markdown.match_indices("]:") {
        let Some(start) = markdown[..end].rfind('[') else {
            continue;
        };
        let label = &markdown[start + 1..end];
        if !label.trim().is_empty() && labels.insert(normalize_label(label)) {
            probe.push_str("\n\n[");
            probe.push_str(&label.replace(['\n', '\r'], " "));
            probe.push_str("]\n");
        }
    }
    parse(&probe, &Definitions::default(), |document| {
        for paragraph in document.blocks() {
            if document.line_start(paragraph) < markdown.len() {
                continue;
            }
            let Some(link) = paragraph.first_child() else {
                continue;
            };
            if let NodeValue::Link(target) = &link.data().value {
                let range = document.range(paragraph.data().sourcepos);
                let label = probe[range].trim().trim_matches(['[', ']']);
                found
                    .entry(normalize_label(label))
                    .or_insert_with(|| ResolvedReference {
                        url: target.url.clone(),
                        title: target.title.clone(),
                    });
            }
        }
    });
    found
}

fn options(definitions: &Definitions) -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.math_latex = true;
    options.extension.math_code = true;
    options.extension.alerts = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    if !definitions.is_empty() {
        let definitions = Arc::clone(definitions);
        options.parse.broken_link_callback =
            Some(Arc::new(move |reference: BrokenLinkReference<'_>| {
                definitions
                    .get(&normalize_label(reference.original))
                    .cloned()
            }));
    }
    options
}

/// Returns lines to insert before the text that define every footnote it mentions, so that each is recognised wherever
/// its definition is. They end with a rule, which no line of the text can continue.
fn prelude(markdown: &str) -> String {
    let mut names = HashSet::new();
    let mut prelude = String::new();
    for (start, _) in markdown.match_indices("[^") {
        let rest = &markdown[start + 2..];
        let Some(end) = rest.find([']', '\n', '\r', '\0', '\t', ' ']) else {
            continue;
        };
        let name = &rest[..end];
        if rest[end..].starts_with(']') && footnote::is_name(name) && names.insert(name) {
            prelude.push_str("[^");
            prelude.push_str(name);
            prelude.push_str("]: .\n\n");
        }
    }
    if !prelude.is_empty() {
        prelude.push_str("---\n");
    }
    prelude
}

/// Returns the start of each line. A line ends with `\n`, `\r\n` or `\r`, as in CommonMark.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (position, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(position + 1) != Some(&b'\n')) {
            starts.push(position + 1);
        }
    }
    starts
}
