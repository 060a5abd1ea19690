//! The n-grams of a text: every distinct sequence of one, two or three letters in it. With these, scripts without
//! spaces need no dictionary, and any part of a word can be found.

use std::ops::Range;

/// Number of letters in a row. In a longer one, most trigrams would occur somewhere.
const PIECE: usize = 4_096;
/// Number of letters that a row shares with the previous one, so that no match is split.
const OVERLAP: usize = 64;
/// Only this many letters of a word are looked up in the index; the rest is checked in the text itself.
const MOST_ASKED: usize = 32;
/// Maximum number of grams looked up for one word.
const MOST_GRAMS: usize = 12;
/// Maximum number of grams for all words together, since each word narrows the result; each word has at least
/// `LEAST_GRAMS`.
const MOST_OF_ALL: usize = 30;
const LEAST_GRAMS: usize = 4;
/// Prefix of a [`Mark`]; it occurs in no folded text.
const MARK: char = '\u{f0000}';

/// A filter value of a row, indexed beside its text and matched as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark(String);

impl Mark {
    pub(super) fn new(kind: char, word: &str) -> Self {
        let mut mark = String::from(MARK);
        mark.push(kind);
        mark.push_str(word);
        Self(mark)
    }
}

/// Splits `count` letters into the ranges that have a row each; at least one range, also for an empty text.
pub(super) fn pieces(count: usize) -> Vec<Range<usize>> {
    let most = super::rows::MOST_PIECES - 1;
    // A text too long for that many rows gets longer ones.
    let length = PIECE.max(count / most + OVERLAP + 1);
    let mut pieces = Vec::new();
    let mut start = 0;
    loop {
        let end = count.min(start + length);
        pieces.push(start..end);
        if end == count {
            return pieces;
        }
        start = end - OVERLAP;
    }
}

/// Returns the FTS5 document of a row: the grams of these letters, and the marks.
pub(super) fn document(letters: &[char], marks: &[Mark]) -> String {
    let mut grams = Vec::with_capacity(letters.len() * 3 + 8);
    let padded: Vec<char> = std::iter::once(' ')
        .chain(letters.iter().copied())
        .chain([' '])
        .collect();
    for at in 0..padded.len() {
        for length in 1..=3.min(padded.len() - at) {
            grams.push(key(&padded[at..at + length]));
        }
    }
    grams.sort_unstable();
    grams.dedup();
    let mut words = String::with_capacity(grams.len() * 8);
    for gram in grams {
        for shift in [42, 21, 0] {
            let letter = u32::try_from(gram >> shift & 0x1f_ffff).unwrap_or(0);
            if let Some(letter) = char::from_u32(letter).filter(|letter| *letter != '\0') {
                words.push(encoded(letter));
            }
        }
        words.push(' ');
    }
    for mark in marks {
        words.extend(mark.0.chars().map(encoded));
        words.push(' ');
    }
    words
}

/// Packs one to three letters into one number, 21 bits each.
fn key(gram: &[char]) -> u64 {
    gram.iter()
        .fold(0, |key, letter| key << 21 | u64::from(u32::from(*letter)))
}

/// Returns the FTS5 terms that a row must have to contain these letters, which are one of `words` words; empty for no
/// letters.
pub(super) fn query_grams(letters: &[char], words: usize) -> Vec<String> {
    let most = (MOST_OF_ALL / words.max(1)).clamp(LEAST_GRAMS, MOST_GRAMS);
    let letters = &letters[..letters.len().min(MOST_ASKED)];
    let length = letters.len().min(3);
    if length == 0 {
        return Vec::new();
    }
    let windows: Vec<&[char]> = letters.windows(length).collect();
    // Evenly spread over the word, always including the last window.
    let last = windows.len() - 1;
    let count = windows.len().min(most);
    let mut grams: Vec<String> = (0..count)
        .map(|number| {
            windows[if count > 1 {
                number * last / (count - 1)
            } else {
                0
            }]
        })
        .map(|gram| quoted(gram.iter().copied()))
        .collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Returns the FTS5 term for a mark.
pub(super) fn quoted_mark(mark: &Mark) -> String {
    quoted(mark.0.chars())
}

fn quoted(letters: impl Iterator<Item = char>) -> String {
    let mut quoted = String::from('"');
    quoted.extend(letters.map(encoded));
    quoted.push('"');
    quoted
}

/// Encodes a letter for FTS5. Its tokeniser `ascii` treats every non-ASCII character as part of a word and leaves it
/// unchanged, so ASCII characters, blanks included, are moved to the private use area.
fn encoded(letter: char) -> char {
    match u32::from(letter) {
        code @ 0..=0x7f => char::from_u32(0xe000 + code).unwrap_or(letter),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn decoded(text: &str) -> String {
        let plain = |c: char| match u32::from(c) {
            code @ 0xe000..=0xe07f => char::from_u32(code - 0xe000).unwrap(),
            _ => c,
        };
        text.split(' ')
            .map(|word| word.chars().map(plain).collect::<String>())
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn a_text_is_each_of_its_grams_once() {
        assert_eq!(
            decoded(&document(&letters("a+a"), &[])),
            " |+|a| a|+a|a |a+| a+|+a |a+a|"
        );
        assert_eq!(
            decoded(&document(&[], &[Mark::new('k', "c d")])),
            " |  |\u{f0000}kc d|"
        );
    }

    #[test]
    fn what_is_asked_is_in_every_text_that_has_it() {
        let text = letters("東京は3~5度。Überprüfungsausschussvorsitzender C++");
        let document = document(&text, &[]);
        for start in 0..text.len() {
            for end in start + 1..=text.len() {
                for gram in [1, 5]
                    .into_iter()
                    .flat_map(|words| query_grams(&text[start..end], words))
                {
                    let gram = gram.trim_matches('"');
                    assert!(
                        document.split(' ').any(|word| word == gram),
                        "{start} {end}"
                    );
                }
            }
        }
        assert!(query_grams(&[], 1).is_empty());
    }

    #[test]
    fn the_pieces_of_a_text_hold_all_of_it_and_a_bit_of_each_other() {
        for count in [0, 1, PIECE, PIECE + 1, 100_000, 40_000_000] {
            let pieces = pieces(count);
            assert!(pieces.len() < super::super::rows::MOST_PIECES, "{count}");
            assert_eq!((pieces[0].start, pieces[pieces.len() - 1].end), (0, count));
            for pair in pieces.windows(2) {
                assert_eq!(pair[1].start + OVERLAP, pair[0].end);
            }
        }
    }
}
