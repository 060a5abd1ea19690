//! Code blocks, highlighted line by line into a small set of classes.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::block::{Block, Place};
use crate::escape::escape;

/// Lines of code that end after so many bytes are shown plain.
pub const HIGHLIGHT_LIMIT: usize = 64 * 1024;

/// So many lines of code that has more are one piece.
const PIECE: usize = 32;

/// A line of more bytes than this is shown plain: the grammars' cost grows faster than a line does.
const LINE_LIMIT: usize = 2 * 1024;

/// The classes of the spans in highlighted code; the style sheet gives each its colour.
pub const HIGHLIGHT_CLASSES: &[&str] = &[
    "hl-attribute",
    "hl-comment",
    "hl-constant",
    "hl-deleted",
    "hl-emphasis",
    "hl-escape",
    "hl-function",
    "hl-heading",
    "hl-inserted",
    "hl-keyword",
    "hl-number",
    "hl-operator",
    "hl-string",
    "hl-strong",
    "hl-tag",
    "hl-type",
    "hl-variable",
];

/// TextMate scopes and their classes. The first line that fits the innermost scope counts.
const SCOPES: &[(&str, &str)] = &[
    ("comment", "hl-comment"),
    ("constant.character.escape", "hl-escape"),
    ("constant.numeric", "hl-number"),
    ("constant", "hl-constant"),
    ("string", "hl-string"),
    ("keyword.operator.word", "hl-keyword"),
    ("keyword.operator", "hl-operator"),
    ("keyword", "hl-keyword"),
    ("storage", "hl-keyword"),
    ("entity.name.function", "hl-function"),
    ("support.function", "hl-function"),
    ("variable.function", "hl-function"),
    ("entity.name.tag", "hl-tag"),
    ("entity.name.section", "hl-heading"),
    ("entity.name", "hl-type"),
    ("entity.other.attribute-name", "hl-attribute"),
    ("entity.other.inherited-class", "hl-type"),
    ("support.constant", "hl-constant"),
    ("support.type.property-name", "hl-attribute"),
    ("support", "hl-type"),
    ("variable.language", "hl-constant"),
    ("variable.parameter", "hl-variable"),
    ("markup.heading", "hl-heading"),
    ("markup.bold", "hl-strong"),
    ("markup.italic", "hl-emphasis"),
    ("markup.inserted", "hl-inserted"),
    ("markup.deleted", "hl-deleted"),
    ("meta.diff.header", "hl-comment"),
    ("meta.preprocessor", "hl-keyword"),
];

/// Names that models use for a language and the grammars do not know.
const ALIASES: &[(&str, &str)] = &[
    ("c++", "cpp"),
    ("console", "bash"),
    ("csharp", "cs"),
    ("docker", "dockerfile"),
    ("golang", "go"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "js"),
    ("mjs", "js"),
    ("node", "js"),
    ("objective-c", "m"),
    ("py3", "python"),
    ("python3", "python"),
    ("shell", "bash"),
    ("shell-session", "bash"),
    ("sh-session", "bash"),
    ("zsh", "bash"),
];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    SCOPES
        .iter()
        .map(|(scope, class)| {
            (
                Scope::new(scope).expect("a scope of few atoms parses"),
                *class,
            )
        })
        .collect()
});

/// Highlights `code` as a `pre.code` element; `language` is a name or a file extension, and one that
/// is not known gives plain code. Sanitised.
#[must_use]
pub fn highlight(code: &str, language: &str) -> String {
    let mut html = String::new();
    let splits = write_block(&mut html, code, language, None, &mut Cache::default());
    Block::new(&html, Place::Code, &splits).to_html()
}

/// Writes a code block. `info` is the fence's info string; its first word is the language. `begun` is
/// what of it was written before: then `code` is only what follows. Says where the pieces of long code
/// begin and where the last one ends; short code has none.
pub(crate) fn write_block(
    html: &mut String,
    code: &str,
    info: &str,
    begun: Option<&Progress>,
    cache: &mut Cache,
) -> Vec<usize> {
    let mut progress = begun.cloned().unwrap_or_else(|| Progress::new(info));
    let is_long = begun.is_some()
        || line_ends(code)
            .nth(PIECE - 1)
            .is_some_and(|end| end < code.len());
    write(html, code, is_long, &mut progress, cache)
}

/// Writes pieces that can change no more, as a block around them, and moves on behind them.
pub(crate) fn write_pieces(code: &str, progress: &mut Progress, cache: &mut Cache) -> Block {
    let mut html = String::new();
    let splits = write(&mut html, code, true, progress, cache);
    Block::new(&html, Place::Code, &splits)
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
            // The last line's end stands outside, where it breaks the line between two boxes.
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

/// How many lines at the beginning of code that is growing are whole pieces, and can change no more.
pub(crate) fn whole_lines(code: &str) -> usize {
    let lines = line_ends(code).count();
    lines.saturating_sub(1) / PIECE * PIECE
}

/// Where a line begins, in bytes.
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
    let ends = line_ends(code).skip(PIECE - 1).step_by(PIECE);
    let mut from = 0;
    ends.chain([code.len()])
        .map(move |end| &code[std::mem::replace(&mut from, end)..end])
        .filter(|piece| !piece.is_empty())
}

/// The language that an info string names, as the page may show it.
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

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() {
        return None;
    }
    let known = ALIASES
        .iter()
        .find(|(alias, _)| *alias == language)
        .map_or(language, |(_, known)| known);
    SYNTAXES.find_syntax_by_token(known)
}

/// How far a code block was read: what is needed to go on with its next line.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    language: String,
    /// None for plain code.
    state: Option<State>,
    /// Bytes read.
    read: usize,
}

/// The lines of the last piece that are complete, so that each is highlighted once while the piece grows.
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

#[derive(Debug, Clone)]
struct State {
    parse: ParseState,
    scopes: ScopeStack,
}

impl Progress {
    pub(crate) fn new(info: &str) -> Self {
        let language = language(info);
        Self {
            state: syntax(&language).map(|syntax| State {
                parse: ParseState::new(syntax),
                scopes: ScopeStack::new(),
            }),
            language,
            read: 0,
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
        match &mut self.state {
            Some(state) if self.read <= HIGHLIGHT_LIMIT => state.write_line(html, line),
            _ => escape(html, line),
        }
    }
}

impl State {
    fn write_line(&mut self, html: &mut String, line: &str) {
        let operations = (line.len() <= LINE_LIMIT)
            .then(|| self.parse.parse_line(line, &SYNTAXES).ok())
            .flatten()
            .unwrap_or_default();
        // The end of a line stands outside of its spans.
        let words = line.strip_suffix('\n').unwrap_or(line);
        let mut span = Span::default();
        let mut start = 0;
        for (offset, operation) in operations {
            let end = line.floor_char_boundary(offset.min(words.len()));
            if end > start {
                span.write(html, &line[start..end], class(&self.scopes));
                start = end;
            }
            // A grammar that pops what it did not push leaves the colour as it is.
            let _ = self.scopes.apply(&operation);
        }
        span.write(html, &words[start..], class(&self.scopes));
        span.close(html);
        html.push_str(&line[words.len()..]);
    }
}

/// Joins neighbours of one class into one element.
#[derive(Default)]
struct Span(Option<&'static str>);

impl Span {
    fn write(&mut self, html: &mut String, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        // Space has no colour of its own.
        if class != self.0 && !text.trim().is_empty() {
            self.close(html);
            if let Some(class) = class {
                html.push_str("<span class=\"");
                html.push_str(class);
                html.push_str("\">");
                self.0 = Some(class);
            }
        }
        escape(html, text);
    }

    fn close(&mut self, html: &mut String) {
        if self.0.take().is_some() {
            html.push_str("</span>");
        }
    }
}

fn class(scopes: &ScopeStack) -> Option<&'static str> {
    scopes.as_slice().iter().rev().find_map(|scope| {
        CLASSES
            .iter()
            .find(|(prefix, _)| prefix.is_prefix_of(*scope))
            .map(|(_, class)| *class)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_that_is_written_is_listed_and_every_listed_class_is_written() {
        let written: std::collections::BTreeSet<_> =
            SCOPES.iter().map(|(_, class)| *class).collect();
        let listed: std::collections::BTreeSet<_> = HIGHLIGHT_CLASSES.iter().copied().collect();
        assert_eq!(written, listed);
    }

    #[test]
    fn every_alias_leads_to_a_grammar() {
        for (alias, _) in ALIASES {
            assert!(syntax(alias).is_some(), "{alias}");
        }
    }

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
