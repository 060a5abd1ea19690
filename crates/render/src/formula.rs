//! Recognition of formulas in running text, and of text that only looks like one.

use self::texts::is_in_text;
use crate::environment::{self, End};

mod texts;

/// Maximum length of an unfinished inline formula that is held back: beyond that, the sign probably meant something
/// else.
const INLINE_WAIT: usize = 240;
/// Like [`INLINE_WAIT`], for a display formula.
const DISPLAY_WAIT: usize = 2400;

/// Result of parsing at a sign that may open a formula.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Formula {
    /// No formula.
    None,
    /// A formula whose end has not arrived.
    Open,
    /// A formula that ends before this byte offset.
    Ended(usize),
}

/// Parses the formula that begins at `start` of `text` with a dollar sign or a backslash, by the rules of the parser.
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
            End::Open => open_formula(rest, DISPLAY_WAIT),
            End::At(length) => Formula::Ended(start + length),
        };
    };
    match inner.find(closing) {
        Some(length) => Formula::Ended(text.len() - inner.len() + length + closing.len()),
        None => open_formula(inner, limit),
    }
}

/// Parses a formula between single dollar signs: no space inside them, and no digit after them.
fn after_dollar(before: Option<char>, rest: &str, start: usize) -> Formula {
    if rest[1..].starts_with(char::is_whitespace) || is_inside_word(before, &rest[1..]) {
        return Formula::None;
    }
    let mut from = 1;
    while let Some(found) = rest[from..].find('$') {
        let end = from + found;
        let (inner, after) = (&rest[1..end], &rest[end + 1..]);
        // A dollar sign inside a text argument belongs to a formula in that text.
        if inner.ends_with('\\') || is_in_text(inner) {
            from = end + 1;
            continue;
        }
        let is_formula = !inner.is_empty()
            && !inner.ends_with(char::is_whitespace)
            && (!begins_with_digit(after) || is_command(inner))
            && !is_inside_word(before, inner)
            && !reads_as_prose(inner)
            && !is_amount_in_words(before, inner)
            && !stands_between_prices(inner, after)
            && !stands_between_names(inner, after);
        return if is_formula {
            Formula::Ended(start + end + 1)
        } else {
            Formula::None
        };
    }
    match is_amount_in_words(before, &rest[1..]) {
        true => Formula::None,
        false => open_formula(&rest[1..], INLINE_WAIT),
    }
}

/// Returns the formulas between single dollars in running text that the parser does not recognise: those with formulas
/// in their text arguments, and operators between numbers, as in `5$\times$3`.
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
            if has_dollar(inner) || begins_with_digit(&text[end..]) {
                found.push(start..end);
            }
            from = end;
        }
    }
    found
}

/// Returns true if a formula contains an unescaped dollar sign.
fn has_dollar(tex: &str) -> bool {
    tex.match_indices('$')
        .any(|(at, _)| !tex[..at].ends_with('\\'))
}

fn at_dollar(text: &str, start: usize) -> Formula {
    after_dollar(text[..start].chars().next_back(), &text[start..], start)
}

fn open_formula(inner: &str, limit: usize) -> Formula {
    if inner.len() <= limit && !reads_as_prose(inner) {
        Formula::Open
    } else {
        Formula::None
    }
}

/// Returns a formula without an additional pair of dollar signs inside its delimiters.
pub(crate) fn bare(literal: &str) -> &str {
    let tex = literal.trim();
    let own = tex.strip_prefix('$').and_then(|tex| tex.strip_suffix('$'));
    own.unwrap_or(literal)
}

/// Returns true if the text between two dollar signs is prose between two prices or names, not a formula. `source` is
/// the formula with its signs, as it was written; `before` and `after` is the surrounding text.
pub(crate) fn is_prose(before: &str, tex: &str, source: &str, after: &str) -> bool {
    let before = before.chars().next_back();
    is_inside_word(before, tex)
        || has_price(bare(source))
        || reads_as_prose(tex)
        || is_amount_in_words(before, tex)
        || stands_between_prices(tex, after)
        || stands_between_names(tex, after)
}

/// Returns true if there is a price in it, as in `$1k–$2k; A$5, R$`.
fn has_price(tex: &str) -> bool {
    tex.match_indices('$').any(|(at, _)| {
        !tex[..at].ends_with('\\') && begins_with_digit(&tex[at + 1..]) && !is_in_text(&tex[..at])
    })
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns true if the second dollar sign is part of another currency, as in `$5; R$ 10`, or of an amount in brackets,
/// as in `$50 (50$)`.
fn stands_between_prices(tex: &str, after: &str) -> bool {
    if tex.contains(['\\', '^', '_']) {
        return false;
    }
    let name = tex.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let is_currency = (1..=3).contains(&(tex.len() - name.len()))
        && name.ends_with(|c: char| !c.is_alphanumeric())
        && after.starts_with(char::is_whitespace)
        && begins_with_digit(after.trim_start());
    let is_open = tex.matches('(').count() > tex.matches(')').count()
        && !tex.contains(['[', ']'])
        && after.starts_with(')');
    begins_with_digit(tex) && (is_currency || is_open)
}

/// Returns true if the second dollar sign begins a name or an amount, as in `$PATH:$HOME`, `$AAPL/$TSLA` and `($),
/// Total ($)`.
fn stands_between_names(tex: &str, after: &str) -> bool {
    let next = after.chars().next();
    let begins_name = next.is_some_and(|c| c.is_alphanumeric() || "_{(".contains(c));
    let is_joint = tex.ends_with([
        ':', '/', ',', ';', '-', '+', '=', '.', '&', '|', '@', '"', '\'', '<', '>', '?', '!', '~',
        '(', '[', '*', '`', '–', '—', '→', '、', '，', '：', '；', '。', '／',
    ]);
    let is_name = tex.chars().count() > 1
        && !attaches_to_word(tex)
        && !tex.starts_with(|c: char| c.is_ascii_digit())
        && tex
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && next.is_some_and(|c| c.is_ascii_alphabetic());
    (begins_name && (is_joint || is_name)) || closes_before_it_opens(tex)
}

/// Returns true if there is an unmatched closing bracket, as in `Price ($), Total ($)`; `]a, b[` and `(a, b]` are
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

/// Returns true if the dollar sign is inside a word, as in `5$-10$`, where no formula begins unless it attaches to the
/// word. Only Latin words and digits count: those of other scripts do not end in currency signs.
fn is_inside_word(before: Option<char>, tex: &str) -> bool {
    before.is_some_and(is_latin) && !attaches_to_word(tex)
}

/// Letters of Latin words, and digits.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff10}'..='\u{ff19}')
        && c.is_alphanumeric()
}

/// Returns true if a formula attaches to the letter or digit before it, as in `H$_2$O`, `90$^\circ$` and `5$\times$3`.
fn attaches_to_word(tex: &str) -> bool {
    let Some(script) = tex.strip_prefix(['_', '^']) else {
        return is_command(tex);
    };
    let mut rest = script.chars();
    match rest.next() {
        None | Some('{' | '\\') => true,
        Some(sign) if sign.is_ascii_alphanumeric() || "+-*'".contains(sign) => {
            let goes_on = |c: char| c.is_ascii_alphabetic() || c == '_';
            let is_name = sign.is_ascii_alphabetic() && rest.as_str().starts_with(goes_on);
            !is_name && !rest.as_str().contains(char::is_whitespace)
        }
        Some(_) => false,
    }
}

/// Returns true if a formula begins with a command. A backslash and a single letter is not one of TeX's.
fn is_command(tex: &str) -> bool {
    tex.strip_prefix('\\').is_some_and(|name| {
        let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
        letters >= 2 || (letters == 0 && name.starts_with([',', ';', ':', '!', '%', ' ']))
    })
}

/// Returns true for an amount after a non-Latin letter that continues in words: `价格$5或更多$`.
fn is_amount_in_words(before: Option<char>, tex: &str) -> bool {
    let is_letter = |c: char| {
        c.is_alphabetic()
            && c >= '\u{400}'
            && !matches!(c, '\u{2100}'..='\u{214f}' | '\u{1d400}'..='\u{1d7ff}')
    };
    if !begins_with_digit(tex) || !before.is_some_and(is_letter) {
        return false;
    }
    let mut depth = 0_usize;
    tex.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is_letter(c)
    })
}

/// Returns true if, outside of braces and without a backslash, two words follow each other, or a word follows an
/// amount.
fn reads_as_prose(tex: &str) -> bool {
    let is_amount = tex.starts_with(|c: char| c.is_ascii_digit());
    let enough = if is_amount { 1 } else { 2 };
    let (mut words, mut depth) = (0, 0_usize);
    for word in tex.split_whitespace() {
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation() && !"\\{}^_$@".contains(c));
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
            "2k; A$5, C$6, R",
        ] {
            assert!(is_prose("", text, text, ""), "{text}");
        }
        assert!(is_prose("5", "-10", "", ""));
        assert!(is_prose("价格", "5或更多", "", ""));
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
            assert!(is_prose("", text, text, after), "{text}");
        }
        for (formula, after) in [
            ("n", "th"),
            ("x", "-axis"),
            ("f(x)", "s"),
            ("]0, 1)", " is"),
            ("AB", "-line"),
        ] {
            assert!(!is_prose("", formula, formula, after), "{formula}");
        }
        for formula in [
            "x",
            "2x + 3",
            "10",
            "a \\text{ if the sum is } b",
            "\\sin x + \\cos y",
            "f(x) = x if x > 0",
            "2 \\cdot 3",
            "a \\text{ of $5$}",
            "a\\$5",
        ] {
            assert!(!is_prose(" ", formula, formula, " "), "{formula}");
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
