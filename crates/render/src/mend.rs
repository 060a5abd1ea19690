//! Insertions made before parsing, so that the parser reads the text as it was meant: a backslash that makes a tilde,
//! dollar or bracket plain, the end of a bare URL, dollars around an environment. The parse tree tells where, so
//! nothing is inserted into code; the text is parsed again until there is nothing left to insert. Offsets are those of
//! the original text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use comrak::Node;
use comrak::nodes::NodeValue;

use crate::document::Document;
use crate::escape::bare_element;
use crate::formula::Formula;
use crate::heal::{after_list_marker, cells};
use crate::{address, footnote, formula, lines};

/// Maximum number of times a text is parsed.
pub(crate) const ROUNDS: usize = 16;

/// Number of rounds in which blocks are mended; the others are for what is inside them.
const BLOCK_ROUNDS: usize = 12;

/// Up to this number of regular-expression classes such as `[^a-z]`, which look like footnotes, only the first is
/// escaped in a round; more are escaped at once.
const CLASSES: usize = 4;

/// Ends a bare URL. Renders as nothing.
const END: &str = "<!---->";

/// Starts a bare URL that has no space before it. Renders as nothing, including its final space.
pub(crate) const START: &str = "<!----> ";

/// CommonMark's number of the HTML block type that starts with a line of a single element.
const LINE_OF_HTML: u8 = 7;

/// Insertions into a text, and the lines of it that are joined.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mending {
    inserted: BTreeMap<usize, &'static str>,
    joined: Vec<Range<usize>>,
}

impl Mending {
    pub(crate) fn add(&mut self, more: Self) {
        self.inserted.extend(more.inserted);
        self.joined.extend(more.joined);
    }

    /// Removes what `known` contains, so that an insertion without effect is not made again and again.
    fn without(mut self, known: &Self) -> Self {
        self.inserted
            .retain(|at, what| known.inserted.get(at) != Some(what));
        self.joined.retain(|range| !known.has_joined(range));
        self
    }

    pub(crate) fn has_inserted(&self, at: usize) -> bool {
        self.inserted.contains_key(&at)
    }

    pub(crate) fn has_start(&self, at: usize) -> bool {
        self.inserted.get(&at) == Some(&START)
    }

    pub(crate) fn has_joined(&self, range: &Range<usize>) -> bool {
        self.joined.contains(range)
    }

    fn is_empty(&self) -> bool {
        self.inserted.is_empty() && self.joined.is_empty()
    }

    fn insert(&mut self, at: usize, what: &'static str) {
        self.inserted.insert(at, what);
    }

    /// Inserts the same string at several offsets counted from `start`, where nothing is inserted yet.
    fn insert_each(
        &mut self,
        document: &Document<'_>,
        start: usize,
        places: impl IntoIterator<Item = usize>,
        what: &'static str,
    ) {
        for at in places {
            if !document.is_inserted(start + at) {
                self.insert(start + at, what);
            }
        }
    }

    /// Returns the text as passed to the parser.
    pub(crate) fn mended<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut bytes = text.as_bytes().to_vec();
        for range in &self.joined {
            for byte in &mut bytes[range.clone()] {
                if matches!(byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
        }
        let joined = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
        let mut mended = String::with_capacity(text.len() + self.inserted.len() * 2);
        let mut written = 0;
        for (at, what) in &self.inserted {
            mended.push_str(&joined[written..*at]);
            mended.push_str(what);
            written = *at;
        }
        mended.push_str(&joined[written..]);
        Cow::Owned(mended)
    }

    /// Converts an offset of the parsed text to one of the original text.
    pub(crate) fn written(&self, read: usize) -> usize {
        let mut inserted = 0;
        for (at, what) in &self.inserted {
            if at + inserted >= read {
                break;
            }
            inserted += what.len().min(read - at - inserted);
        }
        read - inserted
    }
}

/// Returns the further insertions that a parsed text needs; `None` if there are none. `round` counts the rounds
/// from 0. Those that change blocks come first, because inline content is known only afterwards.
pub(crate) fn find(document: &Document<'_>, round: usize) -> Option<Mending> {
    if round < BLOCK_ROUNDS {
        let blocks = find_in_blocks(document).without(document.mending());
        if !blocks.is_empty() {
            return Some(blocks);
        }
    }
    let text = document.text();
    let mut found = Mending::default();
    for node in document.descendants() {
        let data = node.data();
        let range = || document.range(data.sourcepos);
        match &data.value {
            NodeValue::Strikethrough => {
                let range = range();
                let words = text.get(range.clone()).unwrap_or_default();
                if is_single_tilde(words) && words.ends_with('~') {
                    found.insert(range.start, "\\");
                    found.insert(range.end - 1, "\\");
                }
            }
            NodeValue::Emph | NodeValue::Strong => {
                let range = range();
                let (before, source, after) = document.around(range.clone());
                let stars = source.len() - source.trim_start_matches('*').len();
                let length = if matches!(data.value, NodeValue::Emph) {
                    1
                } else {
                    2
                };
                if stars == length && is_product(before, source, after) {
                    let ends = range.end - length..range.end;
                    let signs = (range.start..range.start + length).chain(ends);
                    found.insert_each(document, 0, signs, "\\");
                }
            }
            NodeValue::Math(math) if !math.display_math => {
                let range = range();
                let (before, source, after) = document.around(range.clone());
                if source.starts_with('$')
                    && !source.starts_with("$`")
                    && formula::is_prose(before, formula::bare(&math.literal), source, after)
                {
                    found.insert(range.start, "\\");
                }
            }
            NodeValue::FootnoteReference(reference) => {
                let range = range();
                let (before, source, after) = document.around(range.clone());
                // An invalid footnote name stops being a footnote together with its definition, wherever that is.
                if source.starts_with("[^")
                    && footnote::is_name(&reference.name)
                    && !footnote::is_mark(before, &reference.name, after)
                {
                    found.insert(range.start, "\\");
                }
            }
            NodeValue::Text(words) if words.contains("www.") && !is_in_link(node) => {
                let start = range().start;
                // Offsets in the source and in the tree agree only if no escape, entity or tab was resolved.
                if text
                    .get(start..)
                    .is_some_and(|text| text.starts_with(&**words))
                {
                    found.insert_each(document, start, address::glued(words), START);
                }
            }
            NodeValue::TableRow(false) => {
                let start = range().start;
                let rest = text.get(start..).unwrap_or_default();
                let row = rest.lines().next().unwrap_or_default();
                found.insert_each(document, start, pipes_in_code(node, row), "\\");
            }
            NodeValue::Link(_) => {
                let range = range();
                let words = text.get(range.clone()).unwrap_or_default();
                for end in address::ends(words) {
                    found.insert(range.start + end, END);
                }
            }
            _ => {}
        }
    }
    nested_formulas(document, &mut found);
    let found = found.without(document.mending());
    (!found.is_empty()).then_some(found)
}

/// Returns the insertions that change the blocks of a text.
fn find_in_blocks(document: &Document<'_>) -> Mending {
    let text = document.text();
    let mut found = Mending::default();
    let mut classes = Vec::new();
    let mut last_alert = None;
    for node in document.descendants() {
        let data = node.data();
        match &data.value {
            NodeValue::FootnoteDefinition(definition) => {
                let start = document.range(data.sourcepos).start;
                if text[start..].starts_with("[^") && !footnote::is_name(&definition.name) {
                    classes.push(start);
                }
            }
            NodeValue::HtmlBlock(block) if block.block_type == LINE_OF_HTML => {
                let start = document.range(data.sourcepos).start;
                let end = line_of_element(text.get(start..).unwrap_or_default())
                    .filter(|end| !document.is_inserted(start + end));
                if let Some(end) = end {
                    found.insert(start + end, END);
                    if opens_block_with_end(&block.literal) {
                        // Everything after it may turn out to be inside that block.
                        return found;
                    }
                }
            }
            NodeValue::BlockQuote => {
                let start = document.range(data.sourcepos).start;
                let marker = alert_without_blank(text.get(start..).unwrap_or_default())
                    .filter(|marker| !document.is_inserted(start + marker));
                // Once a quote is an alert, one on the lines directly after it may turn out to be text.
                let is_alone = last_alert.is_none_or(|last: usize| {
                    has_blank_line(text.get(last..start).unwrap_or_default())
                });
                if let Some(marker) = marker.filter(|_| is_alone) {
                    found.insert(start + marker, " ");
                    last_alert = Some(start);
                }
            }
            _ => {}
        }
    }
    // Once the first of them is escaped, the others may turn out to be in code.
    if classes.len() <= CLASSES {
        classes.truncate(1);
    }
    for start in classes {
        found.insert(start, "\\");
    }
    let formulas = lines::find(document);
    for range in formulas.bare {
        found.insert(range.start, "$$");
        found.insert(range.end, "$$");
        found.joined.push(range);
    }
    found.joined.extend(formulas.torn);
    found
}

/// Returns true if a line between the first and the last one is blank.
fn has_blank_line(text: &str) -> bool {
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let mut lines = whole.lines().skip(1);
    lines.any(|line| line.trim().is_empty())
}

/// Returns the end of a line that consists of a single harmless element: it is treated as text, as it is within a
/// paragraph.
fn line_of_element(html: &str) -> Option<usize> {
    let line = html.lines().next()?;
    bare_element(line.trim())?;
    Some(line.trim_end().len())
}

/// Returns true if a line after the first begins a block that goes on over blank lines, up to its own end, and that does
/// not end here.
fn opens_block_with_end(html: &str) -> bool {
    let begins = [
        "$$",
        "\\[",
        "\\begin",
        "<!",
        "<?",
        "<pre",
        "<script",
        "<style",
        "<textarea",
    ];
    let mut fences = [("```", 0), ("~~~", 0)];
    for line in html.lines().skip(1) {
        let line =
            after_list_marker(line.trim_start_matches([' ', '\t', '>'])).to_ascii_lowercase();
        if begins.iter().any(|begin| line.starts_with(begin)) {
            return true;
        }
        for (fence, count) in &mut fences {
            *count += usize::from(line.starts_with(*fence));
        }
    }
    fences.iter().any(|(_, count)| count % 2 == 1)
}

/// Returns the start of an alert's marker in a quote, if no blank precedes it.
fn alert_without_blank(quote: &str) -> Option<usize> {
    let kind = quote
        .strip_prefix(">[!")
        .and_then(|rest| rest.split_once(']'));
    let known = ["note", "tip", "important", "warning", "caution"];
    let (kind, _) = kind?;
    known
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known))
        .then_some(1)
}

/// Returns the pipes in code and formulas of a row that would have more cells than its table has columns.
fn pipes_in_code(node: Node<'_>, row: &str) -> Vec<usize> {
    let columns = node
        .parent()
        .and_then(|table| match &table.data().value {
            NodeValue::Table(table) => Some(table.num_columns),
            _ => None,
        })
        .unwrap_or(usize::MAX);
    let mut pipes = Vec::new();
    if cells(row) <= columns {
        return pipes;
    }
    let mut at = 0;
    while let Some(length) = row[at..].find(['`', '$', '\\']) {
        at += length;
        let rest = &row[at..];
        let run = rest.len() - rest.trim_start_matches('`').len();
        let end = match formula::at(row, at) {
            Formula::Ended(end) => Some(end),
            _ if run > 0 => code_end(rest, run).map(|end| at + end),
            _ => None,
        };
        let sign = rest.chars().nth(1).map_or(0, char::len_utf8);
        at = match end {
            Some(end) => {
                let inner = row[at..end].match_indices('|');
                let inner = inner.map(|(pipe, _)| at + pipe);
                pipes.extend(inner.filter(|pipe| !row[..*pipe].ends_with('\\')));
                end
            }
            // The character after a backslash is literal.
            None if rest.starts_with('\\') => at + 1 + sign,
            None => at + run.max(1),
        };
    }
    pipes
}

/// Returns the end of the code that begins with `run` backticks.
fn code_end(code: &str, run: usize) -> Option<usize> {
    let mut at = run;
    while let Some(length) = code[at..].find('`') {
        at += length;
        let closing = code[at..].len() - code[at..].trim_start_matches('`').len();
        at += closing;
        if closing == run {
            return Some(at);
        }
    }
    None
}

fn is_in_link(node: Node<'_>) -> bool {
    node.ancestors()
        .any(|parent| matches!(parent.data().value, NodeValue::Link(_)))
}

/// Returns the displayed part of a text node: without the space inserted at the start of a bare URL.
pub(crate) fn shown<'w>(document: &Document<'_>, node: Node<'_>, words: &'w str) -> &'w str {
    let follows = node.previous_sibling().is_some_and(|before| {
        let data = before.data();
        matches!(&data.value, NodeValue::HtmlInline(html) if *html == START.trim_end())
            && document.is_start(document.range(data.sourcepos).start)
    });
    match follows {
        true => words.strip_prefix(' ').unwrap_or(words),
        false => words,
    }
}

/// Finds formulas that single dollar signs cannot delimit, such as those with formulas in text arguments, and gives
/// them other delimiters.
fn nested_formulas(document: &Document<'_>, found: &mut Mending) {
    let text = document.text();
    if !text.contains('$') || !text.contains('\\') {
        return;
    }
    let mut code = Vec::new();
    let mut leaves = Vec::new();
    for node in document.descendants() {
        let data = node.data();
        match data.value {
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => {
                leaves.push(document.range(data.sourcepos));
            }
            NodeValue::Code(_) => code.push(document.range(data.sourcepos)),
            _ => {}
        }
    }
    for leaf in leaves {
        let words = text.get(leaf.clone()).unwrap_or_default();
        for inner in formula::nested(words) {
            let range = leaf.start + inner.start..leaf.start + inner.end;
            let is_code = code.iter().any(|code| code.contains(&range.start));
            if is_code || document.is_inserted(range.start) {
                continue;
            }
            found.inserted.retain(|at, _| !range.contains(at));
            found.insert(range.start, "\\(");
            found.insert(range.end, "\\)");
        }
    }
}

/// Returns true if the stars around words are multiplication signs: between numbers, or between single letters.
fn is_product(before: &str, source: &str, after: &str) -> bool {
    let inner = source.trim_matches('*');
    let are = |is_factor: fn(char) -> bool| {
        let ends = [before.chars().next_back(), inner.chars().next()];
        let begins = [inner.chars().next_back(), after.chars().next()];
        ends.iter()
            .chain(&begins)
            .all(|one| one.is_some_and(is_factor))
    };
    let is_single = |word: Option<&str>| word.is_some_and(|word| word.chars().count() == 1);
    let no_word = |c: char| !c.is_alphanumeric();
    are(|c| c.is_ascii_digit())
        || (are(|c| c.is_ascii_alphanumeric())
            && is_single(before.rsplit(no_word).next())
            && is_single(Some(inner))
            && is_single(after.split(no_word).next()))
}

/// Returns true if words that the parser would strike through are between single tildes, which mean something else.
pub(crate) fn is_single_tilde(words: &str) -> bool {
    words.starts_with('~') && !words.starts_with("~~")
}
