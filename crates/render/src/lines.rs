//! Display formulas over several lines, which Markdown would break up: for example, a line that begins with a minus
//! would start a list. The formula is joined to one line and parsed again; every byte keeps its offset. Environments
//! without delimiters are treated as formulas too.

use std::ops::Range;

use comrak::nodes::NodeValue;

use crate::document::Document;
use crate::environment;
use crate::heal::after_list_marker;

/// The multi-line formulas found in a text.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    /// Ranges of formulas that the parser broke up, delimiters included, in order.
    pub(crate) torn: Vec<Range<usize>>,
    /// Ranges of environments without delimiters.
    pub(crate) bare: Vec<Range<usize>>,
    /// Start of a formula whose end may still arrive.
    pub(crate) open: Option<usize>,
}

/// Fast check: returns false if the text cannot contain one.
fn may_be_torn(text: &str) -> bool {
    text.contains("$$") || text.contains("\\[") || text.contains("\\begin{")
}

/// Searches a parsed text.
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

/// Searches paragraphs for environments outside of code, formulas, HTML tags and bare URLs.
fn find_bare(document: &Document<'_>, found: &mut Formulas) {
    let text = document.text();
    if !text.contains("\\begin{") {
        return;
    }
    let (mut paragraphs, mut code, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    for node in document.descendants() {
        let data = node.data();
        let range = || document.range(data.sourcepos);
        match data.value {
            NodeValue::Paragraph => paragraphs.push(range()),
            NodeValue::Code(_) => code.push(range()),
            NodeValue::Math(_) | NodeValue::HtmlInline(_) => taken.push(range()),
            NodeValue::Link(_) if !document.source(data.sourcepos).starts_with('[') => {
                taken.push(range());
            }
            _ => {}
        }
    }
    let contains = |ranges: &[Range<usize>], at| ranges.iter().any(|range| range.contains(&at));
    let mut end = 0;
    for paragraph in paragraphs {
        let words = text.get(paragraph.clone()).unwrap_or_default();
        for (at, _) in words.match_indices("\\begin{") {
            let start = paragraph.start + at;
            if start < end || contains(&code, start) || is_escaped(&words[..at]) {
                continue;
            }
            let rest = &text[start..];
            let lines = &rest[..blank_line(rest).unwrap_or(rest.len())];
            let is_taken = contains(&taken, start) || is_in_formula(&words[..at]);
            match environment::end(lines) {
                environment::End::At(length) if !is_taken && !is_quoted(&lines[..length]) => {
                    end = start + length;
                    found.bare.push(start..end);
                }
                // Even one inside a formula counts: the formula may turn out to be prose once more of it arrived.
                environment::End::Open if lines.len() == rest.len() && !is_quoted(lines) => {
                    found.open = Some(found.open.map_or(start, |open| open.min(start)));
                    end = text.len();
                }
                _ => {}
            }
        }
    }
}

/// Returns true if a line after the first is quoted; no formula continues into a quote.
fn is_quoted(lines: &str) -> bool {
    let mut later = lines.lines().skip(1);
    later.any(|line| line.trim_start().starts_with('>'))
}

/// Returns true if a formula with delimiters is open at the end of `words`.
fn is_in_formula(words: &str) -> bool {
    let open = |opening, closing| words.rfind(opening) > words.rfind(closing);
    words.matches("$$").count() % 2 == 1 || open("\\[", "\\]") || open("\\(", "\\)")
}

fn is_escaped(words: &str) -> bool {
    let signs = words.len() - words.trim_end_matches('\\').len();
    signs % 2 == 1
}

/// Returns the start of a display formula, at the start of a line, that does not end in `text`.
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

/// Returns a line without quote and list markers.
fn after_markers(line: &str) -> &str {
    after_list_marker(line.trim_start_matches([' ', '\t', '>']))
}

/// Maximum length for which a formula with lines of its own is waited for across blank lines.
const APART: usize = 2400;

/// Returns the end of the lines that a formula at the start of `text` can include: up to a blank line or, if its
/// delimiters are on lines of their own, up to the closing one; and whether that one may still arrive.
fn last_line(text: &str) -> (usize, bool) {
    let blank = blank_line(text).unwrap_or(text.len());
    match apart(text) {
        Apart::None => (blank, false),
        Apart::Open => (blank, true),
        Apart::Ended(end) => (blank.max(end), false),
    }
}

/// Result of parsing a formula with blank lines, whose opening delimiter is on a line of its own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Apart {
    /// There is no such formula.
    None,
    /// A formula whose last line has not arrived.
    Open,
    /// A formula that ends before this byte offset.
    Ended(usize),
}

/// Parses the formula with blank lines at the start of `text`.
fn apart(text: &str) -> Apart {
    let mut at = 0;
    for (position, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.trim();
        match line {
            "\\[" if position == 0 => {}
            "\\]" => return Apart::Ended(at + whole.trim_end().len()),
            // A fence, a heading, a quote or another formula cannot be inside.
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

/// Returns the start of the last formula with blank lines, and its end.
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

/// Returns the start of the first blank line, which ends every formula.
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
