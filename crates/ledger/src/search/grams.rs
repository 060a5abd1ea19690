//! A text as the index has it: every one, two and three letters that stand beside each other in it, each of
//! them once. Scripts that are written without spaces need no dictionary so, and any part of a word is found.

use std::ops::Range;

/// Letters of a row. In a longer one, most pieces of three letters would occur somewhere.
const PIECE: usize = 4_096;
/// So many letters of a row are those of the one before, so that nothing is torn apart.
const OVERLAP: usize = 64;
/// More of what is looked for is not asked of the index, but of the text.
const MOST_ASKED: usize = 32;
/// At most so many grams of a word.
const MOST_GRAMS: usize = 12;
/// Of several words together so many, as each of them leaves less to look at; and of each at least some.
const MOST_OF_ALL: usize = 30;
const LEAST_GRAMS: usize = 4;
/// Stands before the word of a [`Mark`]; no folded text has it.
const MARK: char = '\u{f0000}';

/// Something that a row has beside its text, and that is looked for as a whole.
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

/// The pieces of `count` letters that have a row each. A text without a letter has one, too.
pub(super) fn pieces(count: usize) -> Vec<Range<usize>> {
    let most = super::rows::MOST_PIECES - 1;
    // A text that is longer than that many rows has longer ones.
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

/// The words of a row, as FTS5 takes them: the grams of these letters, and the marks.
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

/// One to three letters as one number; a letter has 21 bits.
fn key(gram: &[char]) -> u64 {
    gram.iter()
        .fold(0, |key, letter| key << 21 | u64::from(u32::from(*letter)))
}

/// What FTS5 has to find so that these letters, one of so many words, may occur in a row; nothing for no letters.
pub(super) fn asked(letters: &[char], words: usize) -> Vec<String> {
    let most = (MOST_OF_ALL / words.max(1)).clamp(LEAST_GRAMS, MOST_GRAMS);
    let letters = &letters[..letters.len().min(MOST_ASKED)];
    let length = letters.len().min(3);
    if length == 0 {
        return Vec::new();
    }
    let windows: Vec<&[char]> = letters.windows(length).collect();
    // Evenly over the word, the last one included.
    let last = windows.len() - 1;
    let count = windows.len().min(most);
    let mut asked: Vec<String> = (0..count)
        .map(|number| {
            windows[if count > 1 {
                number * last / (count - 1)
            } else {
                0
            }]
        })
        .map(|gram| quoted(gram.iter().copied()))
        .collect();
    asked.sort_unstable();
    asked.dedup();
    asked
}

/// What FTS5 has to find so that a row has this mark.
pub(super) fn marked(mark: &Mark) -> String {
    quoted(mark.0.chars())
}

fn quoted(letters: impl Iterator<Item = char>) -> String {
    let mut quoted = String::from('"');
    quoted.extend(letters.map(encoded));
    quoted.push('"');
    quoted
}

/// FTS5's tokeniser `ascii` takes every letter beyond ASCII as part of a word and changes none of them. So
/// blanks and ASCII's signs go there, too.
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
                    .flat_map(|words| asked(&text[start..end], words))
                {
                    let gram = gram.trim_matches('"');
                    assert!(
                        document.split(' ').any(|word| word == gram),
                        "{start} {end}"
                    );
                }
            }
        }
        assert!(asked(&[], 1).is_empty());
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
