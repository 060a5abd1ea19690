//! Code blocks, highlighted line by line into a small set of classes.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::escape::escape;
use crate::sanitize::sanitize;

/// Code of more bytes than this is shown plain.
pub const HIGHLIGHT_LIMIT: usize = 64 * 1024;

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
    write_block(&mut html, code, language, &mut Cache::default());
    sanitize(&html)
}

/// The highlighted lines of the code block that is growing, so that each line is read once.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    open: Option<Lines>,
}

/// Writes a code block. `info` is the fence's info string; its first word is the language.
pub(crate) fn write_block(html: &mut String, code: &str, info: &str, cache: &mut Cache) {
    let language = language(info);
    html.push_str("<pre class=\"code\"");
    if !language.is_empty() {
        html.push_str(" data-language=\"");
        escape(html, &language);
        html.push('"');
    }
    html.push_str("><code>");
    match syntax(&language) {
        Some(syntax) if code.len() <= HIGHLIGHT_LIMIT => {
            let lines = cache
                .open
                .take()
                .filter(|lines| lines.language == language && code.starts_with(&lines.read))
                .unwrap_or_else(|| Lines::new(&language, syntax));
            cache.open = Some(lines.write(html, code));
        }
        _ => escape(html, code),
    }
    html.push_str("</code></pre>");
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

/// Lines read so far and the grammar's state after them.
#[derive(Debug)]
struct Lines {
    language: String,
    read: String,
    html: String,
    state: State,
}

#[derive(Debug, Clone)]
struct State {
    parse: ParseState,
    scopes: ScopeStack,
}

impl Lines {
    fn new(language: &str, syntax: &SyntaxReference) -> Self {
        Self {
            language: language.to_owned(),
            read: String::new(),
            html: String::new(),
            state: State {
                parse: ParseState::new(syntax),
                scopes: ScopeStack::new(),
            },
        }
    }

    /// Writes all of `code`, which starts with what was read, and keeps all but its last line: that
    /// one may still grow.
    fn write(mut self, html: &mut String, code: &str) -> Self {
        let mut lines = code[self.read.len()..].split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            if lines.peek().is_some() {
                self.state.write_line(&mut self.html, line);
                self.read.push_str(line);
            } else {
                html.push_str(&self.html);
                self.state.clone().write_line(html, line);
                return self;
            }
        }
        html.push_str(&self.html);
        self
    }
}

impl State {
    fn write_line(&mut self, html: &mut String, line: &str) {
        let operations = (line.len() <= LINE_LIMIT)
            .then(|| self.parse.parse_line(line, &SYNTAXES).ok())
            .flatten()
            .unwrap_or_default();
        let mut span = Span::default();
        let mut start = 0;
        for (offset, operation) in operations {
            let end = line.floor_char_boundary(offset.min(line.len()));
            if end > start {
                span.write(html, &line[start..end], class(&self.scopes));
                start = end;
            }
            // A grammar that pops what it did not push leaves the colour as it is.
            let _ = self.scopes.apply(&operation);
        }
        span.write(html, &line[start..], class(&self.scopes));
        span.close(html);
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
            write_block(&mut grown, &code[..end], "python", &mut cache);
            let mut whole = String::new();
            write_block(&mut whole, &code[..end], "python", &mut Cache::default());
            assert_eq!(grown, whole);
        }
        let open = cache.open.expect("the block is kept");
        assert_eq!(open.read, "def f(x):\n    '''doc\n    more'''\n");
    }
}
