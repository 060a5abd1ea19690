//! Syntax highlighting: the grammars, and lines of code rendered with a small set of classes.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::escape::escape;

/// Maximum length of a highlighted line in bytes: the cost of the grammars grows faster than linearly.
const LINE_LIMIT: usize = 2 * 1024;

/// Classes of the spans in highlighted code; the style sheet assigns the colours.
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

/// TextMate scopes and their classes. The first entry that matches the innermost scope applies.
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

/// Language names that models use and the grammars do not know.
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

/// State of a grammar between two lines.
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
    /// Returns the state before the first line; `None` if no grammar has this name.
    pub(crate) fn new(language: &str) -> Option<Self> {
        Some(Self {
            parse: ParseState::new(syntax(language)?),
            scopes: ScopeStack::new(),
        })
    }

    /// Writes a line and advances the state.
    pub(crate) fn write_line(&mut self, html: &mut String, line: &str) {
        let operations = (line.len() <= LINE_LIMIT)
            .then(|| self.parse.parse_line(line, &SYNTAXES).ok())
            .flatten()
            .unwrap_or_default();
        // The line end is outside of the spans.
        let words = line.strip_suffix('\n').unwrap_or(line);
        let mut span = Span::default();
        let mut start = 0;
        for (offset, operation) in operations {
            let end = line.floor_char_boundary(offset.min(words.len()));
            if end > start {
                span.write(html, &line[start..end], class(&self.scopes));
                start = end;
            }
            // On an error, such as an unbalanced pop in a grammar, the scopes stay as they are.
            let _ = self.scopes.apply(&operation);
        }
        span.write(html, &words[start..], class(&self.scopes));
        span.close(html);
        html.push_str(&line[words.len()..]);
    }
}

/// Joins adjacent text of one class into one element.
#[derive(Default)]
struct Span(Option<&'static str>);

impl Span {
    fn write(&mut self, html: &mut String, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        // White space has no colour of its own.
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
