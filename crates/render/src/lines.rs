//! Display formulas over several lines, which Markdown would take apart: a line that begins with a minus
//! starts a list there. What stands between the signs is put on one line before it is read again; every
//! byte keeps its place.

use comrak::nodes::NodeValue;

use crate::document::Document;
use crate::heal::after_list_marker;

/// What formulas over several lines mean for a text.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    /// Each that was taken apart, signs included, in order.
    torn: Vec<std::ops::Range<usize>>,
    /// Where one begins whose end may still arrive.
    pub(crate) open: Option<usize>,
}

/// Whether a text can hold one at all.
pub(crate) fn may_be_torn(text: &str) -> bool {
    text.contains("$$") || text.contains("\\[")
}

/// Looks for them in a text that was read.
pub(crate) fn find(document: &Document<'_>) -> Formulas {
    let mut found = Formulas::default();
    let text = document.text();
    if !may_be_torn(text) {
        return found;
    }
    for node in document.descendants() {
        let data = node.data();
        if !matches!(data.value, NodeValue::Paragraph) {
            continue;
        }
        let paragraph = document.range(data.sourcepos);
        let is_inside = found
            .torn
            .last()
            .is_some_and(|torn| paragraph.start < torn.end);
        let words = text.get(paragraph.clone()).unwrap_or_default();
        let Some(start) = unclosed(words).filter(|_| !is_inside) else {
            continue;
        };
        let start = paragraph.start + start;
        let rest = &text[start..];
        let lines = &rest[..blank_line(rest).unwrap_or(rest.len())];
        if lines
            .lines()
            .skip(1)
            .any(|line| line.trim_start().starts_with('>'))
        {
            continue;
        }
        match lines[2..].find(closing(lines)) {
            Some(length) => found.torn.push(start..start + length + 4),
            None if lines.len() == rest.len() => {
                found.open.get_or_insert(start);
            }
            None => {}
        }
    }
    found
}

impl Formulas {
    /// The text with each torn formula on one line; `None` when there is none.
    pub(crate) fn joined(&self, text: &str) -> Option<String> {
        if self.torn.is_empty() {
            return None;
        }
        let mut joined = String::with_capacity(text.len());
        let mut written = 0;
        for torn in &self.torn {
            joined.push_str(&text[written..torn.start]);
            joined.push_str(&text[torn.clone()].replace(['\n', '\r'], " "));
            written = torn.end;
        }
        joined.push_str(&text[written..]);
        Some(joined)
    }
}

/// Where a display formula begins, at the start of a line, that does not end in `text`.
pub(crate) fn unclosed(text: &str) -> Option<usize> {
    let mut from = 0;
    while from < text.len() {
        let rest = after_markers(&text[from..]);
        let start = text.len() - rest.len();
        if rest.starts_with("$$") || rest.starts_with("\\[") {
            match rest[2..].find(closing(rest)) {
                Some(length) => from = start + length + 4,
                None => return Some(start),
            }
        }
        from += text[from..].find('\n')? + 1;
    }
    None
}

/// A line without what makes it a quote or the item of a list.
fn after_markers(line: &str) -> &str {
    after_list_marker(line.trim_start_matches([' ', '\t', '>']))
}

fn closing(formula: &str) -> &'static str {
    if formula.starts_with('$') {
        "$$"
    } else {
        "\\]"
    }
}

/// Where the first line without words begins, which ends every formula.
fn blank_line(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(end) = text[from..].find('\n') {
        from += end + 1;
        let line = text[from..].split('\n').next().unwrap_or_default();
        let is_whole = from + line.len() < text.len();
        if is_whole && line.trim().is_empty() {
            return Some(from);
        }
    }
    None
}
