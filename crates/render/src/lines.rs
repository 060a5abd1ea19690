//! Display formulas over several lines, which Markdown would take apart: a line that begins with a minus
//! starts a list there. What stands between the signs is put on one line before it is read again; every
//! byte keeps its place. An environment of formulas without such signs is one, too.

use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::document::Document;
use crate::environment;
use crate::heal::after_list_marker;

/// What formulas over several lines mean for a text.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    /// Each that was taken apart, signs included, in order.
    pub(crate) torn: Vec<Range<usize>>,
    /// Each environment that stands without signs.
    pub(crate) bare: Vec<Range<usize>>,
    /// Where one begins whose end may still arrive.
    pub(crate) open: Option<usize>,
}

/// Whether a text can hold one at all.
fn may_be_torn(text: &str) -> bool {
    text.contains("$$") || text.contains("\\[") || text.contains("\\begin{")
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
        let (limit, may_go_on) = last_line(rest);
        let lines = &rest[..limit];
        let end = lines[2..].find(closing(lines)).map(|length| length + 4);
        if is_quoted(&lines[..end.unwrap_or(lines.len())]) {
            continue;
        }
        match end {
            Some(length) => {
                let torn = start..start + length;
                if !document.is_joined(&torn) {
                    found.torn.push(torn);
                }
            }
            None if may_go_on || lines.len() == rest.len() => {
                found.open.get_or_insert(start);
            }
            None => {}
        }
    }
    if found.torn.is_empty() {
        find_bare(document, &mut found);
    }
    found
}

/// Looks for environments in paragraphs, outside of code and of formulas.
fn find_bare(document: &Document<'_>, found: &mut Formulas) {
    let text = document.text();
    if !text.contains("\\begin{") {
        return;
    }
    let mut taken = Vec::new();
    let mut paragraphs = Vec::new();
    for node in document.descendants() {
        let data = node.data();
        match data.value {
            NodeValue::Paragraph => paragraphs.push(document.range(data.sourcepos)),
            NodeValue::Math(_) | NodeValue::Code(_) => taken.push(document.range(data.sourcepos)),
            _ => {}
        }
    }
    let mut end = 0;
    for paragraph in paragraphs {
        let words = text.get(paragraph.clone()).unwrap_or_default();
        for (at, _) in words.match_indices("\\begin{") {
            let start = paragraph.start + at;
            let is_taken = taken.iter().any(|taken| taken.contains(&start));
            if start < end || is_taken || is_in_formula(&words[..at]) || is_escaped(&words[..at]) {
                continue;
            }
            let rest = &text[start..];
            let lines = &rest[..blank_line(rest).unwrap_or(rest.len())];
            match environment::end(lines) {
                environment::End::At(length) if !is_quoted(&lines[..length]) => {
                    end = start + length;
                    found.bare.push(start..end);
                }
                environment::End::Open if lines.len() == rest.len() && !is_quoted(lines) => {
                    found.open = Some(found.open.map_or(start, |open| open.min(start)));
                    end = text.len();
                }
                _ => {}
            }
        }
    }
}

/// Whether a line after the first begins as one of a quote, which no formula goes on in.
fn is_quoted(lines: &str) -> bool {
    let mut later = lines.lines().skip(1);
    later.any(|line| line.trim_start().starts_with('>'))
}

/// Whether a formula with signs of its own is open after these words.
fn is_in_formula(words: &str) -> bool {
    let open = |opening, closing| words.rfind(opening) > words.rfind(closing);
    words.matches("$$").count() % 2 == 1 || open("\\[", "\\]") || open("\\(", "\\)")
}

fn is_escaped(words: &str) -> bool {
    let signs = words.len() - words.trim_end_matches('\\').len();
    signs % 2 == 1
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

/// A formula with lines of its own is not waited for over blank lines for longer than this.
const APART: usize = 2400;

/// Where the lines end that a formula at the start of `text` can have: at a blank line, or, when a line of its own
/// opens and another one closes it, at the latter; and whether that one may still arrive.
fn last_line(text: &str) -> (usize, bool) {
    let blank = blank_line(text).unwrap_or(text.len());
    match apart(text) {
        Apart::None => (blank, false),
        Apart::Open => (blank, true),
        Apart::Ended(end) => (blank.max(end), false),
    }
}

/// What begins at a line of its own that opens a formula with blank lines in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Apart {
    /// No such formula.
    None,
    /// One whose last line has not arrived.
    Open,
    /// One that ends before this byte.
    Ended(usize),
}

/// The formula with blank lines that begins at the start of `text`.
fn apart(text: &str) -> Apart {
    let mut at = 0;
    for (position, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.trim();
        match line {
            "\\[" if position == 0 => {}
            "\\]" => return Apart::Ended(at + whole.trim_end().len()),
            // A fence, a heading, a quote or another formula is none of its lines.
            _ if position == 0
                || ["```", "~~~", "#", ">", "\\["]
                    .iter()
                    .any(|it| line.starts_with(it)) =>
            {
                return Apart::None;
            }
            _ => {}
        }
        at += whole.len();
        if at > APART {
            return Apart::None;
        }
    }
    match text.contains('\n') {
        true => Apart::Open,
        false => Apart::None,
    }
}

/// Where the last formula with blank lines in it begins, and whether it ended.
pub(crate) fn last_apart(text: &str) -> Option<(usize, Apart)> {
    let mut start = 0;
    let starts = text.split_inclusive('\n').filter_map(|line| {
        let at = start;
        start += line.len();
        (after_list_marker(line.trim_start()).trim() == "\\[").then_some(at)
    });
    let last = starts.last()?;
    let indent = text[last..].find('\\').unwrap_or(0);
    let rest = &text[last + indent..];
    let has_blank = rest.contains("\n\n");
    has_blank.then(|| match apart(rest) {
        Apart::Ended(end) => (last, Apart::Ended(indent + end)),
        other => (last, other),
    })
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
