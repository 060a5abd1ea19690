//! Display of unfinished Markdown while it arrives: open markup is closed temporarily, and ambiguous markup is held
//! back until its next character. The finished text is not affected.

use std::borrow::Cow;

use crate::code;
use crate::formula::{self, Formula};
use crate::lines::{self, Apart};

/// Returns the text with its open end completed or cut for display.
pub(crate) fn heal(text: &str) -> Cow<'_, str> {
    let line_start = text.rfind('\n').map_or(0, |position| position + 1);
    let line = &text[line_start..];
    // A formula is shown only when it is complete.
    if let Some((start, info)) = open_fence(text)
        && code::is_formula(info)
    {
        return Cow::Borrowed(&text[..start]);
    }
    if in_fence(&text[..line_start]) {
        let rest = line.trim();
        let may_close =
            !rest.is_empty() && (rest.chars().all(|c| c == '`') || rest.chars().all(|c| c == '~'));
        return Cow::Borrowed(if may_close { &text[..line_start] } else { text });
    }
    if in_fence(text) {
        return Cow::Borrowed(text);
    }
    if is_open_alert(line) {
        return Cow::Borrowed(&text[..line_start]);
    }
    match lines::last_apart(text) {
        Some((start, Apart::Open)) => return heal(&text[..start]),
        Some((start, Apart::Ended(end))) if start + end > line_start => return Cow::Borrowed(text),
        _ => {}
    }
    let paragraph = text.rfind("\n\n").map_or(0, |position| position + 2);
    let unclosed = lines::unclosed(&text[paragraph..]);
    if let Some(start) = unclosed
        && formula::at(text, paragraph + start) == Formula::Open
    {
        return heal(&text[..paragraph + start]);
    }
    if let Some(start) = open_environment(&text[paragraph..]) {
        return heal(&text[..paragraph + start]);
    }
    let ends_formula = unclosed.is_none()
        && paragraph < line_start
        && lines::unclosed(&text[paragraph..line_start]).is_some();
    if let Some(table) = table_head(text, line_start) {
        return Cow::Owned(table);
    }
    if !line.is_empty() && !ends_formula && line.chars().all(is_marker) {
        return Cow::Borrowed(&text[..line_start]);
    }
    let start = leaf_start(text);
    match close_inline(&text[start..]) {
        Some(leaf) => Cow::Owned(text[..start].to_owned() + &leaf),
        None => Cow::Borrowed(text),
    }
}

/// Returns the start of an environment without delimiters that has not ended.
fn open_environment(paragraph: &str) -> Option<usize> {
    paragraph
        .match_indices("\\begin{")
        .map(|(at, _)| at)
        .find(|at| {
            let before = &paragraph[..*at];
            before.matches('`').count().is_multiple_of(2)
                && before.matches("$$").count().is_multiple_of(2)
                && formula::at(paragraph, *at) == Formula::Open
        })
}

/// Returns true if the marker of an alert is incomplete.
fn is_open_alert(line: &str) -> bool {
    let inner = line.trim_start_matches([' ', '\t', '>']);
    let is_quote = inner.len() < line.len() && line.contains('>');
    is_quote
        && inner
            .strip_prefix("[!")
            .map(|kind| kind.trim_end().strip_suffix(']').unwrap_or(kind))
            .is_some_and(|kind| kind.len() < 10 && kind.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Characters that may begin a list item, a heading, a rule, a fence or a table.
fn is_marker(c: char) -> bool {
    c.is_ascii_digit() || " \t>-+*=#_~`|:.)[]!$\\<".contains(c)
}

/// Returns true if a fenced code block is open at the end. Fences inside quotes and lists count as well.
fn in_fence(text: &str) -> bool {
    open_fence(text).is_some()
}

/// Returns the start of the line of the fence that is open at the end, and its info string.
fn open_fence(text: &str) -> Option<(usize, &str)> {
    let mut open: Option<(char, usize)> = None;
    let mut begun = None;
    let mut start = 0;
    for whole in text.split('\n') {
        let line = whole;
        let line = line.trim_start_matches([' ', '\t', '>']);
        match open {
            Some((fence, length)) => {
                let run = line.chars().take_while(|c| *c == fence).count();
                if run >= length && line[run..].trim().is_empty() {
                    open = None;
                }
            }
            None => {
                let line = after_list_marker(line);
                for fence in ['`', '~'] {
                    let run = line.chars().take_while(|c| *c == fence).count();
                    if run >= 3 && !(fence == '`' && line[run..].contains('`')) {
                        open = Some((fence, run));
                        begun = Some((start, &line[run..]));
                    }
                }
            }
        }
        start += whole.len() + 1;
    }
    begun.filter(|_| open.is_some())
}

/// Returns a line without its list marker.
pub(crate) fn after_list_marker(line: &str) -> &str {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = &line[digits..];
    let marker = if digits > 0 {
        rest.strip_prefix(['.', ')'])
    } else {
        rest.strip_prefix(['-', '*', '+'])
    };
    match marker.and_then(|rest| rest.strip_prefix([' ', '\t'])) {
        Some(rest) => after_list_marker(rest.trim_start()),
        None => line,
    }
}

/// Completes a table whose delimiter row has not arrived whole, so that it is shown as a table already.
fn table_head(text: &str, line_start: usize) -> Option<String> {
    let line = text[line_start..].trim();
    let before = &text[..line_start];
    let previous = before
        .trim_end_matches('\n')
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim();
    let (header, upto) = if line.starts_with('|') && line.len() > 1 && !is_rule(line) {
        if before.ends_with("\n\n") || before.is_empty() || previous.is_empty() {
            (line, text)
        } else {
            return None;
        }
    } else if (line.is_empty() || is_rule(line)) && previous.starts_with('|') && !is_rule(previous)
    {
        let head = before.trim_end_matches('\n');
        let is_first = head
            .rfind('\n')
            .is_none_or(|position| head[..position].trim_end_matches(' ').ends_with('\n'));
        if !is_first || before.ends_with("\n\n") {
            return None;
        }
        (previous, head)
    } else {
        return None;
    };
    let columns = cells(header);
    Some(format!("{}\n|{}", upto.trim_end(), "---|".repeat(columns)))
}

fn is_rule(line: &str) -> bool {
    line.starts_with(['|', '-', ':']) && line.chars().all(|c| " \t|:-".contains(c))
}

/// Returns the number of cells in a table row.
pub(crate) fn cells(row: &str) -> usize {
    let row = row.trim().trim_start_matches('|');
    let row = row
        .strip_suffix('|')
        .filter(|row| !row.ends_with('\\'))
        .unwrap_or(row);
    let mut cells = 1;
    let mut is_escaped = false;
    for c in row.chars() {
        if c == '|' && !is_escaped {
            cells += 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    cells
}

/// Returns the start of the text that inline markup at the end can belong to.
fn leaf_start(text: &str) -> usize {
    let mut start = text.len();
    for line in text.split('\n').rev() {
        let line_start = start - line.len();
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let item = after_list_marker(inner);
        if inner.is_empty() {
            return start;
        }
        if item.len() < inner.len() || inner.starts_with('#') {
            return start - item.len();
        }
        if inner.starts_with('|') {
            let row_end = start;
            return text[line_start..row_end]
                .rfind('|')
                .map_or(line_start, |bar| line_start + bar + 1);
        }
        if line_start == 0 {
            return 0;
        }
        start = line_start - 1;
    }
    0
}

/// Closes code spans, emphasis and links that are open at the end, and cuts off an incomplete formula; `None` if
/// nothing is open.
fn close_inline(text: &str) -> Option<String> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut open: Vec<Run> = Vec::new();
    let mut brackets: Vec<usize> = Vec::new();
    let mut position = 0;
    while let Some(&(offset, c)) = chars.get(position) {
        let length = chars[position..]
            .iter()
            .take_while(|(_, other)| *other == c)
            .count();
        let before = position
            .checked_sub(1)
            .and_then(|p| chars.get(p))
            .map(|(_, c)| *c);
        let after = chars.get(position + length).map(|(_, c)| *c);
        match c {
            '\\' => {
                if chars.get(position + 1).is_none() {
                    return Some(closed(&text[..offset], &open));
                }
                match formula::at(text, offset) {
                    Formula::Ended(end) => position = chars.partition_point(|(at, _)| *at < end),
                    Formula::Open => return Some(closed(&text[..offset], &open)),
                    Formula::None => position += 2,
                }
            }
            '$' => {
                if after.is_none() {
                    return Some(closed(&text[..offset], &open));
                }
                match formula::at(text, offset) {
                    Formula::Ended(end) => position = chars.partition_point(|(at, _)| *at < end),
                    Formula::Open => return Some(closed(&text[..offset], &open)),
                    Formula::None => position += length,
                }
            }
            '`' => match code_end(&chars, position + length, length) {
                Some(end) => position = end,
                None if after.is_none() => return Some(closed(&text[..offset], &open)),
                None => {
                    let code = text.trim_end_matches('`');
                    return Some(format!("{code}{}{}", "`".repeat(length), closers(&open)));
                }
            },
            '*' | '_' | '~' => {
                if after.is_none() {
                    return Some(closed(&text[..offset], &open));
                }
                add_delimiter(&mut open, Run { c, length }, before, after);
                position += length;
            }
            '[' => {
                brackets.push(if before == Some('!') {
                    offset - 1
                } else {
                    offset
                });
                position += 1;
            }
            ']' => {
                if let Some(start) = brackets.pop() {
                    let target = target_end(&chars, position + 1);
                    match target {
                        Target::Ended(end) => position = end,
                        Target::Open => {
                            let label = label(&text[start..offset]);
                            return Some(closed(&format!("{}{label}", &text[..start]), &open));
                        }
                        Target::None => position += 1,
                    }
                } else {
                    position += 1;
                }
            }
            '<' if is_open_tag(&text[offset..]) => {
                return Some(closed(&text[..offset], &open));
            }
            _ => position += 1,
        }
    }
    if let Some(start) = brackets.first() {
        let inner = label(&text[*start..]);
        return Some(closed(&format!("{}{inner}", &text[..*start]), &open));
    }
    (!open.is_empty()).then(|| closed(text, &open))
}

#[derive(Debug, Clone, Copy)]
struct Run {
    c: char,
    length: usize,
}

/// Opens or closes emphasis, following the parser's rule in its common cases.
fn add_delimiter(open: &mut Vec<Run>, mut run: Run, before: Option<char>, after: Option<char>) {
    // A single tilde is not a delimiter.
    let is_tilde = run.c == '~' && run.length != 2;
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if !is_space(before) && !is_tilde {
        while run.length > 0
            && let Some(position) = open.iter().rposition(|other| other.c == run.c)
        {
            open.truncate(position + 1);
            let opener = &mut open[position];
            let closed = opener.length.min(run.length);
            opener.length -= closed;
            run.length -= closed;
            if opener.length == 0 {
                open.pop();
            }
        }
    }
    let joins = before.is_some_and(|c| is_word(Some(c)) && !(run.c == '*' && is_unspaced(c)));
    if run.length > 0 && run.length <= 3 && !is_space(after) && !joins && !is_tilde {
        open.push(run);
    }
}

/// Letters of scripts without spaces between words, or whose words take endings without one.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}')
}

fn closed(text: &str, open: &[Run]) -> String {
    let mut text = text.trim_end_matches([' ', '\t', '*', '_', '~']).to_owned();
    text.push_str(&closers(open));
    text
}

fn closers(open: &[Run]) -> String {
    open.iter()
        .rev()
        .flat_map(|run| std::iter::repeat_n(run.c, run.length))
        .collect()
}

/// Returns the end of a code span that was opened by `length` backticks.
fn code_end(chars: &[(usize, char)], mut position: usize, length: usize) -> Option<usize> {
    while position < chars.len() {
        let run = chars[position..]
            .iter()
            .take_while(|(_, c)| *c == '`')
            .count();
        if run == length {
            return Some(position + run);
        }
        position += run.max(1);
    }
    None
}

enum Target {
    /// No link target follows: the brackets are plain text.
    None,
    /// The link target has not arrived whole.
    Open,
    /// Offset at which the link target ends.
    Ended(usize),
}

fn target_end(chars: &[(usize, char)], position: usize) -> Target {
    match chars.get(position).map(|(_, c)| *c) {
        None => Target::Open,
        Some(opening @ ('(' | '[')) => {
            let closing = if opening == '(' { ')' } else { ']' };
            let mut depth = 0;
            for (offset, (_, c)) in chars[position..].iter().enumerate() {
                if *c == opening {
                    depth += 1;
                } else if *c == closing {
                    depth -= 1;
                    if depth == 0 {
                        return Target::Ended(position + offset + 1);
                    }
                }
            }
            Target::Open
        }
        Some(_) => Target::None,
    }
}

/// Returns the text of an incomplete link or image, without its bracket.
fn label(link: &str) -> &str {
    link.trim_start_matches('!').trim_start_matches('[')
}

/// Returns true for a raw element or autolink that has begun and not ended.
fn is_open_tag(text: &str) -> bool {
    let rest = &text[1..];
    text.len() <= 200
        && !rest.contains(['>', '\n'])
        && rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
}
