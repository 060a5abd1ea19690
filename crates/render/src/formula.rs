//! Where a formula stands in running text, and what only looks like one.

use crate::environment::{self, End};

/// A formula longer than this is not waited for: by then it is likelier that the sign meant something else.
const INLINE_WAIT: usize = 240;
/// The same for one that stands by itself.
const DISPLAY_WAIT: usize = 2400;

/// What begins at a sign that may open a formula.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Formula {
    /// No formula.
    None,
    /// One whose end has not arrived.
    Open,
    /// One that ends before this byte.
    Ended(usize),
}

/// The formula that begins at `start` of `text`, a dollar sign or a backslash, by the rules of the parser.
pub(crate) fn at(text: &str, start: usize) -> Formula {
    let before = text[..start].chars().next_back();
    let rest = &text[start..];
    let (inner, closing, limit) = if let Some(inner) = rest.strip_prefix("\\(") {
        (inner, "\\)", INLINE_WAIT)
    } else if let Some(inner) = rest.strip_prefix("\\[") {
        (inner, "\\]", DISPLAY_WAIT)
    } else if rest.starts_with("$$$") {
        return Formula::None;
    } else if let Some(inner) = rest.strip_prefix("$$") {
        (inner, "$$", DISPLAY_WAIT)
    } else if rest.starts_with('$') {
        return after_dollar(before, rest, start);
    } else {
        return match environment::end(rest) {
            End::None => Formula::None,
            End::Open => waited_for(rest, DISPLAY_WAIT),
            End::At(length) => Formula::Ended(start + length),
        };
    };
    match inner.find(closing) {
        Some(length) => Formula::Ended(text.len() - inner.len() + length + closing.len()),
        None => waited_for(inner, limit),
    }
}

/// Between single dollar signs: no space inside them, and no digit after them.
fn after_dollar(before: Option<char>, rest: &str, start: usize) -> Formula {
    if rest[1..].starts_with(char::is_whitespace) || starts_in_word(before) {
        return Formula::None;
    }
    let mut from = 1;
    while let Some(found) = rest[from..].find('$') {
        let end = from + found;
        let (inner, after) = (&rest[1..end], &rest[end + 1..]);
        // A sign in a text of the formula is one of a formula in that text.
        if inner.ends_with('\\') || is_in_text(inner) {
            from = end + 1;
            continue;
        }
        let is_formula = !inner.is_empty()
            && !inner.ends_with(char::is_whitespace)
            && !after.starts_with(|c: char| c.is_ascii_digit())
            && !reads_as_prose(inner)
            && !stands_between_names(inner, after);
        return if is_formula {
            Formula::Ended(start + end + 1)
        } else {
            Formula::None
        };
    }
    waited_for(&rest[1..], INLINE_WAIT)
}

/// Commands whose argument is text.
const TEXTS: &[&str] = &[
    "\\text{",
    "\\mbox{",
    "\\hbox{",
    "\\textrm{",
    "\\textbf{",
    "\\textit{",
];

/// Whether a text of the formula, such as `\text{if $x$}`, is open at the end of `tex`.
fn is_in_text(tex: &str) -> bool {
    let start = TEXTS
        .iter()
        .filter_map(|text| Some(tex.rfind(text)? + text.len()))
        .max();
    start.is_some_and(|start| {
        let mut depth = 1;
        for (at, c) in tex[start..].char_indices() {
            let is_escaped = tex[..start + at].ends_with('\\');
            match c {
                '{' if !is_escaped => depth += 1,
                '}' if !is_escaped => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return false;
            }
        }
        true
    })
}

/// Formulas between single dollars that have formulas in their texts, in running text.
pub(crate) fn nested(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(length) = text[from..].find('$') {
        let start = from + length;
        from = start + 1;
        if text[..start].ends_with('\\') {
            continue;
        }
        if text[start..].starts_with("$$") {
            from = match at(text, start) {
                Formula::Ended(end) => end,
                _ => from + 1,
            };
        } else if let Formula::Ended(end) = at_dollar(text, start) {
            let inner = &text[start + 1..end - 1];
            if inner.contains('$') && TEXTS.iter().any(|text| inner.contains(text)) {
                found.push(start..end);
            }
            from = end;
        }
    }
    found
}

fn at_dollar(text: &str, start: usize) -> Formula {
    after_dollar(text[..start].chars().next_back(), &text[start..], start)
}

fn waited_for(inner: &str, limit: usize) -> Formula {
    if inner.len() <= limit && !reads_as_prose(inner) {
        Formula::Open
    } else {
        Formula::None
    }
}

/// Whether what stands between two dollar signs is no formula, but text between two prices or names.
/// `before` and `after` are what stands around the two.
pub(crate) fn is_prose(before: &str, tex: &str, after: &str) -> bool {
    starts_in_word(before.chars().next_back())
        || reads_as_prose(tex)
        || stands_between_names(tex, after)
}

/// Whether the second sign begins a name or a sum, as in `$PATH:$HOME`, `$AAPL/$TSLA` and `($), Total ($)`.
fn stands_between_names(tex: &str, after: &str) -> bool {
    let next = after.chars().next();
    let begins_name = next.is_some_and(|c| c.is_alphanumeric() || "_{(".contains(c));
    let is_joint = tex.ends_with([
        ':', '/', ',', ';', '-', '+', '=', '.', '&', '|', '@', '"', '\'', '<', '>', '?', '!', '~',
        '(', '[', '*', '`', '–', '—', '→', '、', '，', '：', '；', '。', '／',
    ]);
    let is_name = tex.chars().count() > 1
        && !tex.starts_with(|c: char| c.is_ascii_digit())
        && tex
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && next.is_some_and(|c| c.is_ascii_alphabetic());
    (begins_name && (is_joint || is_name)) || closes_before_it_opens(tex)
}

/// Whether a bracket closes that was not opened, as in `Price ($), Total ($)`; `]a, b[` and `(a, b]` are
/// intervals.
fn closes_before_it_opens(tex: &str) -> bool {
    let mut depth = 0_i32;
    for c in tex.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return !tex.contains(['[', ']', '\\']);
        }
    }
    false
}

/// A formula does not begin inside a word: `5$-10$`.
fn starts_in_word(before: Option<char>) -> bool {
    before.is_some_and(char::is_alphanumeric)
}

/// Whether words follow each other, or follow an amount, outside of braces and without a backslash.
fn reads_as_prose(tex: &str) -> bool {
    let is_amount = tex.starts_with(|c: char| c.is_ascii_digit());
    let enough = if is_amount { 1 } else { 2 };
    let (mut words, mut depth) = (0, 0_usize);
    for word in tex.split_whitespace() {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation() && !"\\{}^_$".contains(c));
        let is_word = bare.chars().count() > 1 && bare.chars().all(char::is_alphabetic);
        words = if is_word && depth == 0 { words + 1 } else { 0 };
        if words >= enough {
            return true;
        }
        depth = (depth + word.matches('{').count()).saturating_sub(word.matches('}').count());
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_and_sentences_are_no_formulas() {
        for text in [
            "5, or US",
            "3 per kg or 5",
            "5M and then some",
            "x is the price of",
        ] {
            assert!(is_prose("", text, ""), "{text}");
        }
        assert!(is_prose("5", "-10", ""));
        for (text, after) in [
            ("PATH:", "HOME/bin first"),
            ("AAPL/", "TSLA fell"),
            ("), Total (", ")"),
            ("HOME", "PATH"),
            ("{HOME}/bin:", "{PATH}"),
            ("(pwd):", "(date)"),
            ("a=", "b"),
            ("HOME\":\"", "PATH\""),
            (")/kg and Total (", ")"),
        ] {
            assert!(is_prose("", text, after), "{text}");
        }
        for (formula, after) in [
            ("n", "th"),
            ("x", "-axis"),
            ("f(x)", "s"),
            ("]0, 1)", " is"),
            ("AB", "-line"),
        ] {
            assert!(!is_prose("", formula, after), "{formula}");
        }
        for formula in [
            "x",
            "2x + 3",
            "10",
            "a \\text{ if the sum is } b",
            "\\sin x + \\cos y",
            "f(x) = x if x > 0",
            "2 \\cdot 3",
        ] {
            assert!(!is_prose(" ", formula, " "), "{formula}");
        }
    }

    #[test]
    fn a_formula_ends_where_the_parser_ends_it() {
        assert_eq!(at("$x$ y", 0), Formula::Ended(3));
        assert_eq!(at("a $$x$y$$", 2), Formula::Ended(9));
        assert_eq!(at("\\(x\\) y", 0), Formula::Ended(5));
        assert_eq!(at("\\[x\\]", 0), Formula::Ended(5));
        assert_eq!(at("$a\\$b$", 0), Formula::Ended(6));
        for unfinished in ["$x + y", "$$\nx", "\\(x", "\\[\nx \\", "$2x"] {
            assert_eq!(at(unfinished, 0), Formula::Open, "{unfinished}");
        }
        for other in [
            "$ 5",
            "$5 and $10",
            "$5-$10",
            "$5 for all of it",
            "\\*x",
            "$$$x$$$",
        ] {
            assert_eq!(at(other, 0), Formula::None, "{other}");
        }
        assert_eq!(at("5$ each", 1), Formula::None);
        assert_eq!(at(&format!("${}", "x".repeat(300)), 0), Formula::None);
    }
}
