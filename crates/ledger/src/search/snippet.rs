//! The words around a match. Done here because FTS5's own `snippet()` and `highlight()` take the
//! square of the number of matches in a text: seconds for one letter in a long answer.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{MATCH_END, MATCH_START};

/// Words shown before the first match.
const BEFORE: usize = 6;
/// Words shown from the first match on.
const FROM: usize = 18;
/// Characters shown of one word, such as a line of a script that is written without spaces.
const LONGEST_WORD: usize = 80;
/// Characters shown of such a word before its first match.
const BEFORE_IN_WORD: usize = 20;
/// More terms than these are not told apart when the best part of a text is chosen.
const MOST_TERMS: usize = 64;

/// What is looked for, folded as the index folds it: without case and diacritics.
pub(super) struct Terms {
    /// Each must be a whole token, but for the last one, which may be the beginning of one.
    terms: Vec<String>,
}

impl Terms {
    /// The terms in the words of a query.
    pub(super) fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let terms = words.flat_map(|word| tokens(word).map(|at| fold(&word[at])));
        Self {
            terms: terms.take(MOST_TERMS).collect(),
        }
    }

    /// Which term a token is.
    fn position(&self, token: &str) -> Option<usize> {
        let token = fold(token);
        let whole = self.terms.iter().position(|term| *term == token);
        whole.or_else(|| {
            let (last, rest) = self.terms.split_last()?;
            token.starts_with(last.as_str()).then_some(rest.len())
        })
    }
}

/// A word of a text in which something matched.
struct Matched {
    position: usize,
    places: Vec<Range<usize>>,
    /// One bit for each term found.
    terms: u64,
}

/// The part of a text with the most different matches in it, on one line, each match between
/// [`MATCH_START`] and [`MATCH_END`]. `None` when there is no match in it.
pub(super) fn snippet(text: &str, terms: &Terms) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let matched: Vec<Matched> = words
        .iter()
        .enumerate()
        .filter_map(|(position, word)| matched(position, word, terms))
        .collect();
    let best = richest(&matched)?;
    let anchor = matched[best].position;
    let first = anchor.saturating_sub(BEFORE);
    let last = words.len().min(anchor + FROM);

    let mut line = String::new();
    if first > 0 {
        line.push('…');
    }
    let mut marks = matched.iter().skip_while(|m| m.position < first).peekable();
    for (position, word) in words.iter().enumerate().take(last).skip(first) {
        if position > first {
            line.push(' ');
        }
        match marks.next_if(|m| m.position == position) {
            Some(m) => push(&mut line, word, &m.places),
            None => push(&mut line, word, &[]),
        }
    }
    if last < words.len() {
        line.push('…');
    }
    Some(line)
}

/// The beginning of a text, for a match that only the index can see.
pub(super) fn beginning(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace().take(BEFORE + FROM) {
        if !line.is_empty() {
            line.push(' ');
        }
        push(&mut line, word, &[]);
    }
    line
}

fn matched(position: usize, word: &str, terms: &Terms) -> Option<Matched> {
    let mut found = Matched {
        position,
        places: Vec::new(),
        terms: 0,
    };
    for place in tokens(word) {
        if let Some(term) = terms.position(&word[place.clone()]) {
            found.terms |= 1 << term;
            found.places.push(place);
        }
    }
    (!found.places.is_empty()).then_some(found)
}

/// From which of the matched words on the most different terms follow within the snippet.
fn richest(matched: &[Matched]) -> Option<usize> {
    let mut best = None;
    let mut most = 0;
    for (index, anchor) in matched.iter().enumerate() {
        let terms = matched[index..]
            .iter()
            .take_while(|m| m.position < anchor.position + FROM)
            .fold(0, |terms, m| terms | m.terms);
        if terms.count_ones() > most {
            (best, most) = (Some(index), terms.count_ones());
        }
    }
    best
}

/// Writes a word with its matches marked, or the part of a very long one around its first match.
fn push(line: &mut String, word: &str, places: &[Range<usize>]) {
    let long = word.chars().count() > LONGEST_WORD;
    let (start, end) = if long {
        let first = places.first().map_or(0, |place| place.start);
        let start = back(word, first, BEFORE_IN_WORD);
        (start, forth(word, start, LONGEST_WORD))
    } else {
        (0, word.len())
    };
    if start > 0 {
        line.push('…');
    }
    let mut written = start;
    for place in places.iter().take_while(|place| place.start < end) {
        line.push_str(&word[written..place.start]);
        written = place.end.min(end);
        line.push(MATCH_START);
        line.push_str(&word[place.start..written]);
        line.push(MATCH_END);
    }
    line.push_str(&word[written..end]);
    if end < word.len() {
        line.push('…');
    }
}

/// The place `count` characters before `at`, or the beginning.
fn back(word: &str, at: usize, count: usize) -> usize {
    let mut before = word[..at].char_indices().rev().take(count);
    before.by_ref().last().map_or(at, |(place, _)| place)
}

/// The place `count` characters after `at`, or the end.
fn forth(word: &str, at: usize, count: usize) -> usize {
    let after = word[at..].char_indices().nth(count);
    after.map_or(word.len(), |(place, _)| at + place)
}

/// Whether a token of a text begins with this letter.
pub(super) fn begins_a_word(text: &str, letter: char) -> bool {
    let letter = fold(letter.encode_utf8(&mut [0; 4]));
    tokens(text).any(|token| {
        let end = forth(text, token.start, 1);
        let first = &text[token.start..end];
        // Most are, and need no memory of their own.
        if first.is_ascii() {
            return first.eq_ignore_ascii_case(&letter);
        }
        fold(first).starts_with(letter.as_str())
    })
}

/// Where the tokens of a word are: runs of letters and digits with their accents.
fn tokens(word: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + word[rest..].find(is_part)?;
        let length = word[start..].find(|c| !is_part(c));
        rest = length.map_or(word.len(), |length| start + length);
        Some(start..rest)
    })
}

fn fold(token: &str) -> String {
    if token.is_ascii() {
        return token.to_ascii_lowercase();
    }
    token
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, query: &str) -> Option<String> {
        let line = snippet(text, &Terms::of(query.split(' ')))?;
        Some(line.replace(MATCH_START, "[").replace(MATCH_END, "]"))
    }

    #[test]
    fn a_short_text_is_shown_whole_on_one_line() {
        assert_eq!(
            shown("one\n Two,\tthree", "two").as_deref(),
            Some("one [Two], three")
        );
        assert_eq!(shown("no match", "two"), None);
        assert_eq!(shown("", "two"), None);
    }

    #[test]
    fn matches_are_marked_as_the_index_finds_them() {
        assert_eq!(
            shown("Café Zürich: cafés, ou\u{300}", "CAFE ou zur").as_deref(),
            Some("[Café] [Zürich]: cafés, [ou\u{300}]")
        );
        assert_eq!(
            shown("see comparison-2026.csv.", "comparison-2026.c").as_deref(),
            Some("see [comparison]-[2026].[csv].")
        );
    }

    #[test]
    fn of_a_long_text_the_part_with_the_most_different_matches_is_shown() {
        let filler = "word ".repeat(40);
        let text = format!("one {filler} one one {filler} one and two {filler}");
        assert_eq!(
            shown(&text, "one two").as_deref(),
            Some(
                "…word word word word word word [one] and [two] word word word word word word word \
                 word word word word word word word word…"
            )
        );
    }

    #[test]
    fn a_word_without_end_is_shown_around_its_match() {
        let text = format!("{}-x-{}", "ä".repeat(500), "b".repeat(500));
        let line = shown(&text, "x").unwrap();
        assert!(line.starts_with("…ää"), "{line}");
        assert!(line.contains("ä-[x]-b"), "{line}");
        assert!(line.ends_with("b…"), "{line}");
        assert!(line.chars().count() < 90, "{line}");

        let line = shown(&"日".repeat(500), "日本 日").unwrap();
        assert!(line.starts_with("[日"), "{line}");
        assert!(line.ends_with("日]…"), "{line}");
    }
}
