//! Code blocks, rendered line by line so that a growing one can be continued.

use crate::block::{Block, PieceContext};
use crate::escape::escape;
use crate::grammar::LineState;
use crate::terminal;

/// Maximum length of highlighted code in bytes; lines that end after it are shown plain.
pub const HIGHLIGHT_LIMIT: usize = 64 * 1024;

/// Number of lines in a piece of long code.
const LINES_PER_PIECE: usize = 32;

/// Highlights `code` as a sanitised `pre.code` element. `language` is a name or a file extension; an unknown one gives
/// plain code.
#[must_use]
pub fn highlight(code: &str, language: &str) -> String {
    let mut html = String::new();
    let splits = write_block(&mut html, code, language, None, &mut Cache::default());
    Block::new(&html, PieceContext::Code, &splits).to_html()
}

/// Writes a code block. `info` is the fence's info string, whose first word is the language. `progress_before` is the
/// progress of the part written before; `code` is then only the rest. Returns the offsets at which the pieces of long
/// code begin and the last one ends; empty for short code.
pub(crate) fn write_block(
    html: &mut String,
    code: &str,
    info: &str,
    progress_before: Option<&Progress>,
    cache: &mut Cache,
) -> Vec<usize> {
    let mut progress = progress_before
        .cloned()
        .unwrap_or_else(|| Progress::new(info));
    let is_long = progress_before.is_some()
        || line_ends(code)
            .nth(LINES_PER_PIECE - 1)
            .is_some_and(|end| end < code.len());
    write(html, code, is_long, &mut progress, cache)
}

/// Writes pieces that cannot change any more, wrapped in a block, and advances `progress` past them.
pub(crate) fn write_pieces(code: &str, progress: &mut Progress, cache: &mut Cache) -> Block {
    let mut html = String::new();
    let splits = write(&mut html, code, true, progress, cache);
    Block::new(&html, PieceContext::Code, &splits)
}

fn write(
    html: &mut String,
    code: &str,
    is_long: bool,
    progress: &mut Progress,
    cache: &mut Cache,
) -> Vec<usize> {
    html.push_str("<pre class=\"code\"");
    if !progress.language.is_empty() {
        html.push_str(" data-language=\"");
        escape(html, &progress.language);
        html.push('"');
    }
    html.push_str("><code>");
    let mut splits = Vec::new();
    if is_long {
        for piece in pieces(code) {
            splits.push(html.len());
            html.push_str("<span class=\"lines\">");
            progress.write(html, piece, cache);
            // The line's end is outside the element, where it breaks the line between two boxes.
            let ends_line = html.ends_with('\n');
            html.truncate(html.len() - usize::from(ends_line));
            html.push_str("</span>");
            html.push_str(if ends_line { "\n" } else { "" });
        }
        splits.push(html.len());
    } else {
        progress.write(html, code, cache);
    }
    html.push_str("</code></pre>");
    splits
}

/// Returns the number of lines at the start of growing code that form complete, final pieces.
pub(crate) fn whole_lines(code: &str) -> usize {
    let lines = line_ends(code).count();
    lines.saturating_sub(1) / LINES_PER_PIECE * LINES_PER_PIECE
}

/// Returns the byte offset of a line's start.
pub(crate) fn line_start(code: &str, line: usize) -> usize {
    match line.checked_sub(1) {
        Some(before) => line_ends(code).nth(before).unwrap_or(code.len()),
        None => 0,
    }
}

fn line_ends(code: &str) -> impl Iterator<Item = usize> {
    code.bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == b'\n')
        .map(|(position, _)| position + 1)
}

fn pieces(code: &str) -> impl Iterator<Item = &str> {
    let ends = line_ends(code)
        .skip(LINES_PER_PIECE - 1)
        .step_by(LINES_PER_PIECE);
    let mut from = 0;
    ends.chain([code.len()])
        .map(move |end| &code[std::mem::replace(&mut from, end)..end])
        .filter(|piece| !piece.is_empty())
}

/// Returns true if a fence with this info string holds a formula.
pub(crate) fn is_formula(info: &str) -> bool {
    language(info) == "math"
}

/// Returns the language in an info string, restricted to characters that the page may show.
fn language(info: &str) -> String {
    info.split([' ', '\t', ',', '{', ':'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "+#-_.".contains(*c))
        .take(32)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// Position in a code block: the state needed to continue with its next line.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    language: String,
    /// `None` for plain code.
    state: Option<LineState>,
    /// Number of bytes read.
    read: usize,
    /// Colours and style of terminal output at this point.
    style: terminal::TextStyle,
}

/// The complete lines of the last piece, cached so that each is highlighted once while the piece grows.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    last: Option<Piece>,
}

#[derive(Debug)]
struct Piece {
    start: usize,
    text: String,
    html: String,
    after: Progress,
}

impl Progress {
    pub(crate) fn new(info: &str) -> Self {
        let language = language(info);
        Self {
            state: LineState::new(&language),
            language,
            read: 0,
            style: terminal::TextStyle::default(),
        }
    }

    /// Writes the lines of a piece.
    fn write(&mut self, html: &mut String, piece: &str, cache: &mut Cache) {
        let start = self.read;
        let known = cache.last.take().filter(|known| {
            known.start == start
                && known.after.language == self.language
                && piece.starts_with(&known.text)
        });
        let mut known = known.unwrap_or_else(|| Piece {
            start,
            text: String::new(),
            html: String::new(),
            after: self.clone(),
        });
        for line in piece[known.text.len()..].split_inclusive('\n') {
            if line.ends_with('\n') {
                known.after.write_line(&mut known.html, line);
                known.text.push_str(line);
            } else {
                html.push_str(&known.html);
                *self = known.after.clone();
                self.write_line(html, line);
                cache.last = Some(known);
                return;
            }
        }
        html.push_str(&known.html);
        *self = known.after.clone();
        cache.last = Some(known);
    }

    fn write_line(&mut self, html: &mut String, line: &str) {
        self.read += line.len();
        if terminal::is_output(line) || self.style != terminal::TextStyle::default() {
            self.style = terminal::write_line(html, line, self.style);
            return;
        }
        match &mut self.state {
            Some(state) if self.read <= HIGHLIGHT_LIMIT => state.write_line(html, line),
            _ => escape(html, line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growing_block_reads_each_finished_line_once_and_looks_as_if_read_whole() {
        let code = "def f(x):\n    '''doc\n    more'''\n    return x + 1\n";
        let mut cache = Cache::default();
        for (end, _) in code.char_indices().skip(1) {
            let mut grown = String::new();
            write_block(&mut grown, &code[..end], "python", None, &mut cache);
            let mut whole = String::new();
            write_block(
                &mut whole,
                &code[..end],
                "python",
                None,
                &mut Cache::default(),
            );
            assert_eq!(grown, whole);
        }
        let last = cache.last.expect("the piece is kept");
        assert_eq!(last.text, "def f(x):\n    '''doc\n    more'''\n");
    }
}
