//! The grammars: which there are, and a line of code in a small set of classes.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::escape::escape;

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

/// Where a grammar stands between two lines.
#[derive(Debug, Clone)]
pub(crate) struct LineState {
    parse: ParseState,
    scopes: ScopeStack,
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

impl LineState {
    /// Before the first line; `None` when no grammar has this name.
    pub(crate) fn new(language: &str) -> Option<Self> {
        Some(Self {
            parse: ParseState::new(syntax(language)?),
            scopes: ScopeStack::new(),
        })
    }

    /// Writes a line and moves behind it.
    pub(crate) fn write_line(&mut self, html: &mut String, line: &str) {
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
}
