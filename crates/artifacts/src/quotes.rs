//! Repair of unclosed quotes in a table, so that one does not swallow the rest.

use std::borrow::Cow;

/// Maximum number of lines in a quoted cell.
const MAX_CELL_LINES: usize = 200;

/// Returns the repaired rows of an incomplete table, as many as are certainly complete in `text`, and the number of
/// bytes they take. With `is_end`, all of it.
pub(crate) fn repaired_rows(text: &str, separator: u8, is_end: bool) -> (Cow<'_, str>, usize) {
    if is_end {
        return (repaired(text, separator), text.len());
    }
    // The lines after a quote decide whether it is closed.
    let mut stop = text.len();
    for _ in 0..MAX_CELL_LINES + 2 {
        stop = memchr::memrchr(b'\n', &text.as_bytes()[..stop]).unwrap_or(0);
    }
    repair_until(text, separator, stop)
}

/// Doubles every quote that begins a cell without quoting it. Quoted cells over several lines stay, unless each of
/// their lines would be a row as wide as the one above.
pub(crate) fn repaired(text: &str, separator: u8) -> Cow<'_, str> {
    repair_until(text, separator, text.len()).0
}

/// Returns the rows that begin before `stop`, and where they end.
fn repair_until(text: &str, separator: u8, stop: usize) -> (Cow<'_, str>, usize) {
    let bytes = text.as_bytes();
    let mut repaired = String::new();
    let (mut written, mut at, mut width) = (0, 0, 1);
    let mut last_width = None;
    while at < bytes.len() && (width > 1 || at < stop) {
        // Blanks before a quoted cell are not part of it.
        if let Some((quote, end)) = quoted_after_blanks(bytes, at, separator).filter(|_| width > 1)
        {
            repaired.push_str(&text[written..at]);
            (written, at) = (quote, end);
        } else if let Some(end) = end_of_backslashed(bytes, at, separator) {
            repaired.push_str(&text[written..at]);
            repaired.push_str(&text[at..end].replace("\\\"", "\"\""));
            (written, at) = (end, end);
        } else if let Some(end) = end_of_other_quotes(text, at, separator) {
            repaired.push_str(&text[written..at]);
            repaired.push('"');
            repaired.push_str(&text[at..end].replace('"', "\"\""));
            repaired.push('"');
            (written, at) = (end, end);
        // Start of a cell.
        } else if bytes[at] == b'"' {
            match end_of_quoted(bytes, at, separator)
                .filter(|end| !swallows_rows(text, at, *end, separator, width, last_width))
            {
                Some(end) => at = end,
                None => {
                    let length = bytes[at..]
                        .iter()
                        .position(|byte| *byte == separator || matches!(byte, b'\n' | b'\r'))
                        .unwrap_or(bytes.len() - at);
                    repaired.push_str(&text[written..at]);
                    repaired.push('"');
                    repaired.push_str(&text[at..at + length].replace('"', "\"\""));
                    repaired.push('"');
                    at += length;
                    written = at;
                }
            }
        }
        // Skip to the end of the cell.
        while at < bytes.len() && bytes[at] != separator && !matches!(bytes[at], b'\n' | b'\r') {
            at += 1;
        }
        if bytes.get(at) == Some(&separator) {
            width += 1;
        } else {
            last_width = Some(width).filter(|width| *width > 1).or(last_width);
            width = 1;
        }
        at += 1;
    }
    let end = at.min(text.len());
    if written == 0 {
        return (Cow::Borrowed(&text[..end]), end);
    }
    repaired.push_str(&text[written..end]);
    (Cow::Owned(repaired), end)
}

/// Returns the quotes of a cell that begins with blanks: the position of the first, and the one after the last.
fn quoted_after_blanks(bytes: &[u8], start: usize, separator: u8) -> Option<(usize, usize)> {
    let blanks = bytes[start..].iter().take_while(|byte| **byte == b' ');
    let quote = start + blanks.count();
    if quote == start || bytes.get(quote) != Some(&b'"') {
        return None;
    }
    let end = end_of_quoted(bytes, quote, separator)?;
    let after = bytes[end..].iter().find(|byte| **byte != b' ');
    let is_closed = after.is_none_or(|byte| *byte == separator || matches!(byte, b'\n' | b'\r'));
    (is_closed && !bytes[quote..end].contains(&b'\n')).then_some((quote, end))
}

/// Returns true if a cell may end before `rest`.
fn ends_cell(rest: &[u8], separator: u8) -> bool {
    let after = rest.first();
    after.is_none_or(|byte| *byte == separator || matches!(byte, b'\n' | b'\r'))
}

/// Returns the position after the quote that closes the cell beginning at `start`, if the quotes within it have
/// backslashes before them, as MySQL writes them, and would otherwise close nothing.
fn end_of_backslashed(bytes: &[u8], start: usize, separator: u8) -> Option<usize> {
    let inner = bytes.get(start..)?.strip_prefix(b"\"")?;
    let first = inner.iter().position(|byte| matches!(byte, b'"' | b'\n'))?;
    let is_escaped = first.checked_sub(1).map(|before| inner[before]) == Some(b'\\');
    if !is_escaped || inner[first] != b'"' || ends_cell(&inner[first + 1..], separator) {
        return None;
    }
    let mut at = 0;
    while let Some(byte) = inner.get(at).filter(|byte| **byte != b'\n') {
        match byte {
            b'\\' => at += 1,
            b'"' => return ends_cell(&inner[at + 1..], separator).then_some(start + at + 2),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Quotes that people and some programs write in place of `"`.
const OTHER_QUOTES: [(char, char); 5] = [
    ('\'', '\''),
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('「', '」'),
];

/// Returns the position after a cell in other quotes that begins at `start` and contains the separator.
fn end_of_other_quotes(text: &str, start: usize, separator: u8) -> Option<usize> {
    let cell = text.get(start..)?;
    let begin = cell.chars().next()?;
    let (_, end) = OTHER_QUOTES.iter().find(|(known, _)| *known == begin)?;
    let inner = cell[begin.len_utf8()..].split(['\n', '\r']).next()?;
    let length = inner.find(*end)?;
    let after = length + end.len_utf8();
    let is_cell = inner[..length].contains(char::from(separator));
    (is_cell && ends_cell(&inner.as_bytes()[after..], separator))
        .then_some(start + begin.len_utf8() + after)
}

/// Returns the position after the quote that closes the cell beginning at `start`.
fn end_of_quoted(bytes: &[u8], start: usize, separator: u8) -> Option<usize> {
    let (mut at, mut lines) = (start + 1, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' if bytes.get(at + 1) == Some(&b'"') => at += 1,
            b'"' => {
                let after = bytes[at + 1..]
                    .iter()
                    .find(|byte| **byte != b' ' || separator == b' ');
                if after.is_none_or(|byte| *byte == separator || matches!(byte, b'\n' | b'\r')) {
                    return Some(at + 1);
                }
                // A quote within a line that closes nothing: the cell contains quotes.
                if lines == 0 {
                    return Some(at + 1);
                }
            }
            b'\n' => {
                lines += 1;
                if lines > MAX_CELL_LINES {
                    return None;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Returns true if a quoted cell over several lines is more likely several rows: each of its lines but the last has as
/// many cells as the rows of the table.
fn swallows_rows(
    text: &str,
    start: usize,
    end: usize,
    separator: u8,
    column: usize,
    width: Option<usize>,
) -> bool {
    let Some(cell) = text.get(start..end).filter(|cell| cell.contains('\n')) else {
        return false;
    };
    let Some(width) = width else { return false };
    let cells = |line: &str| line.bytes().filter(|byte| *byte == separator).count() + 1;
    let mut lines = cell.lines();
    let first = lines.next().map(cells).unwrap_or_default();
    if column - 1 + first != width {
        return false;
    }
    let rest_of_last = text[end..].lines().next().unwrap_or_default();
    let row = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let is_numbered = is_number(text[row..start].split(char::from(separator)).next());
    let others: Vec<&str> = lines.collect();
    let count = others.len();
    // A blank after a separator belongs to a sentence if the header has none.
    let blank = format!("{} ", char::from(separator));
    let is_sentence = |line: &str| {
        let has_blanks = text
            .lines()
            .next()
            .is_some_and(|head| head.contains(&blank));
        let is_closed = !cell.trim_matches('"').contains('"');
        line.contains(&blank) && (!is_numbered || (is_closed && !has_blanks))
    };
    others.iter().enumerate().all(|(at, line)| {
        let more = if at + 1 == count {
            cells(rest_of_last) - 1
        } else {
            0
        };
        let first = line.split(char::from(separator)).next();
        cells(line) + more == width && is_number(first) == is_numbered && !is_sentence(line)
    })
}

fn is_number(cell: Option<&str>) -> bool {
    cell.is_some_and(|cell| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_closes_nothing_is_doubled_and_others_stay() {
        assert_eq!(repaired("a,\"b\nc,d\n", b','), "a,\"\"\"b\"\nc,d\n");
        for fine in [
            "a,\"b\nc\",d\n",
            "\"a\"\"b\",\"c,d\"\n",
            "12\" pipe,x\n",
            "a,\"b\" \n",
            "\"x\ny\",\"say \"\"hi\"\"\"\n",
        ] {
            assert!(matches!(repaired(fine, b','), Cow::Borrowed(_)), "{fine:?}");
        }
        assert_eq!(repaired("a, \"b, c\"\n", b','), "a,\"b, c\"\n");
        assert_eq!(
            repaired("id,note\n1,\"never\n2,12\"\n", b','),
            "id,note\n1,\"\"\"never\"\n2,12\"\n"
        );
    }
}
