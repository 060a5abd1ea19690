//! Snippets: the text around a match, on one line.

use std::ops::Range;

use super::fold::Folded;
use super::matching::MatchStrength;
use super::query::Term;
use super::{MATCH_END, MATCH_START};

/// Number of characters shown before the first match, and from it on.
const BEFORE: usize = 40;
const FROM: usize = 140;
/// Maximum number of matches considered.
const MOST: usize = 2_000;

/// A match in a text.
struct Match {
    /// Byte range in the original text.
    place: Range<usize>,
    /// Index of the matched term.
    term: usize,
    fit: MatchStrength,
}

/// Returns the part of a text with the most different terms, each match between [`MATCH_START`] and [`MATCH_END`];
/// `None` if there is no match.
pub(super) fn snippet(text: &str, terms: &[Term]) -> Option<String> {
    let folded = Folded::of(text);
    let mut matches: Vec<Match> = Vec::new();
    for (number, term) in terms.iter().enumerate() {
        let found = folded.text.match_indices(term.text.as_str()).take(MOST);
        matches.extend(found.map(|(at, part)| Match {
            place: folded.place(at..at + part.len()),
            term: number,
            fit: MatchStrength::of(&folded.text, at, at + part.len()),
        }));
    }
    matches.sort_by_key(|found| (found.place.start, found.place.end));
    let anchor = matches[densest_match(text, &matches)?].place.clone();

    let is_short = text.chars().nth(FROM).is_none();
    let (start, end) = match is_short {
        true => (0, text.len()),
        false => (beginning_of(text, anchor.start), end_of(text, anchor)),
    };
    let mut line = LineBuilder::new(text);
    if start > 0 {
        line.text.push('…');
    }
    line.written = start;
    for found in matches.iter().filter(|found| found.place.start >= start) {
        if found.place.start >= end {
            break;
        }
        line.mark(found.place.start..found.place.end.min(end));
    }
    line.plain_to(end);
    let mut line = line.text.trim_end().to_owned();
    if end < text.trim_end().len() {
        line.push('…');
    }
    Some(line)
}

/// Returns the beginning of a text, for a match that cannot be shown.
pub(super) fn beginning(text: &str) -> String {
    let text = text.trim_start();
    let end = end_of(text, 0..0);
    let mut line = LineBuilder::new(text);
    line.plain_to(end);
    line.text
}

/// Returns the index of the match from which the most different terms follow within one snippet; on a tie, the best
/// fit.
fn densest_match(text: &str, matches: &[Match]) -> Option<usize> {
    let words = matches.iter().map(|found| found.term).max()? + 1;
    let mut best = None;
    for (number, anchor) in matches.iter().enumerate() {
        let end = skip_chars(text, anchor.place.start, FROM);
        let mut seen = 0_u64;
        let mut fit = 0;
        for found in matches[number..]
            .iter()
            .take_while(|found| found.place.end <= end)
        {
            if seen & 1 << found.term == 0 {
                seen |= 1 << found.term;
                fit += found.fit as usize;
            }
        }
        let value = (seen.count_ones(), fit);
        if best.is_none_or(|(_, most)| value > most) {
            best = Some((number, value));
        }
        // All terms match as whole words: nothing can be better.
        if number > MOST
            || fit == words * MatchStrength::Whole as usize && seen.count_ones() as usize == words
        {
            break;
        }
    }
    best.map(|(number, _)| number)
}

/// Returns the start of the snippet: at a word, some characters before the match.
fn beginning_of(text: &str, anchor: usize) -> usize {
    let mut before = text[..anchor].char_indices().rev();
    let start = before.nth(BEFORE - 1).map_or(0, |(at, _)| at);
    if start == 0 {
        return 0;
    }
    match text[start..anchor].find(char::is_whitespace) {
        Some(blank) => {
            let rest = &text[start + blank..anchor];
            start + blank + (rest.len() - rest.trim_start().len())
        }
        None => start,
    }
}

/// Returns the end of the snippet: after a word, some characters from the match on.
fn end_of(text: &str, anchor: Range<usize>) -> usize {
    let end = skip_chars(text, anchor.start, FROM).max(anchor.end);
    if end >= text.len() {
        return text.len();
    }
    let after = anchor.end.min(end);
    match text[after..end].rfind(char::is_whitespace) {
        // A long word is cut rather than left out.
        Some(blank) if text[after + blank..end].chars().count() < BEFORE => after + blank,
        _ => end,
    }
}

/// Returns the position `count` characters after `at`, or the end.
fn skip_chars(text: &str, at: usize, count: usize) -> usize {
    let after = text[at..].char_indices().nth(count);
    after.map_or(text.len(), |(place, _)| at + place)
}

/// Builds a line piece by piece, with each run of white space collapsed to one space.
struct LineBuilder<'t> {
    of: &'t str,
    text: String,
    written: usize,
}

impl<'t> LineBuilder<'t> {
    fn new(of: &'t str) -> Self {
        Self {
            of,
            text: String::new(),
            written: 0,
        }
    }

    fn plain_to(&mut self, end: usize) {
        if end <= self.written {
            return;
        }
        for letter in self.of[self.written..end].chars() {
            if !letter.is_whitespace() && !letter.is_control() {
                self.text.push(letter);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '…']) {
                self.text.push(' ');
            }
        }
        self.written = end;
    }

    /// Marks this range, except what is marked already.
    fn mark(&mut self, place: Range<usize>) {
        let start = place.start.max(self.written);
        if place.end <= start {
            return;
        }
        // Adjacent matches are merged.
        let goes_on = place.start <= self.written && self.text.ends_with(MATCH_END);
        if goes_on {
            self.text.pop();
        } else {
            self.plain_to(start);
            self.text.push(MATCH_START);
        }
        self.plain_to(place.end);
        self.text.push(MATCH_END);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::query::terms;

    fn shown(text: &str, query: &str) -> Option<String> {
        let line = snippet(text, &terms(query))?;
        Some(line.replace(MATCH_START, "[").replace(MATCH_END, "]"))
    }

    #[test]
    fn a_short_text_is_shown_whole_on_one_line() {
        assert_eq!(
            shown("one\n Two,\tthree ", "two").as_deref(),
            Some("one [Two], three")
        );
        assert_eq!(shown("no match", "two"), None);
        assert_eq!(shown("", "two"), None);
    }

    #[test]
    fn matches_are_marked_as_the_index_finds_them() {
        for (text, query, line) in [
            (
                "Café Zürich: cafés, ou\u{300}",
                "CAFE ou zur",
                "[Café] [Zür]ich: [café]s, [ou\u{300}]",
            ),
            (
                "see comparison-2026.csv.",
                "comparison-2026.c",
                "see [comparison-2026.c]sv.",
            ),
            ("今天北京下雨了", "北京 雨", "今天[北京]下[雨]了"),
            ("東京タワーへ", "タワー", "東京[タワー]へ"),
            ("ฉันรักประเทศไทยมาก", "ประเทศไทย", "ฉันรัก[ประเทศไทย]มาก"),
            ("서울에서 만나요", "서울", "[서울]에서 만나요"),
            ("Donaudampfschifffahrt", "schiff", "Donaudampf[schiff]fahrt"),
            (
                "Die Straße, 3～5 und C++.",
                "strasse 3~5 c++",
                "Die [Straße], [3～5] und [C++].",
            ),
            ("abcd", "abc bcd", "[abcd]"),
            ("a b", "\"a b\"", "[a b]"),
        ] {
            assert_eq!(shown(text, query).as_deref(), Some(line));
        }
    }

    #[test]
    fn of_a_long_text_the_part_with_the_most_different_matches_is_shown() {
        let filler = "word ".repeat(40);
        let text = format!("one {filler} one one {filler} one and two {filler}");
        let line = shown(&text, "one two").unwrap();
        assert!(
            line.starts_with("…word") && line.ends_with("word…"),
            "{line}"
        );
        assert!(line.contains(" word [one] and [two] word"), "{line}");

        let text = format!("a party {filler} an art {filler}");
        assert!(
            shown(&text, "art").unwrap().contains("an [art] word"),
            "the word itself"
        );
    }

    #[test]
    fn a_word_without_end_is_shown_around_its_match() {
        let text = format!("{}-x-{}", "ä".repeat(500), "b".repeat(500));
        let line = shown(&text, "x").unwrap();
        assert!(line.starts_with("…ää") && line.ends_with("b…"), "{line}");
        assert!(line.contains("ä-[x]-b"), "{line}");
        assert!(line.chars().count() < 200, "{line}");

        let line = shown(&"日".repeat(500), "日本 日").unwrap();
        assert!(line.starts_with("[日") && line.ends_with("日]…"), "{line}");
    }
}
