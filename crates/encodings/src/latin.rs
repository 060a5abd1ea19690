//! Detection of the encodings of European languages with Latin script, in short texts: the one in which the letters
//! stand together as in one of its languages.

mod languages;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH};

use self::languages::{LANGUAGES, Language};
use crate::dos::DosEncoding;

/// An encoding of one byte per letter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum LegacyEncoding {
    Standard(&'static Encoding),
    Dos(&'static DosEncoding),
}

impl LegacyEncoding {
    /// Returns the characters of all bytes.
    fn characters(self) -> Vec<char> {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        let mut text = String::new();
        match self {
            Self::Standard(encoding) => {
                text.push_str(&encoding.decode_without_bom_handling(&bytes).0);
            }
            Self::Dos(dos) => dos.decode(&bytes, &mut text),
        }
        text.chars().collect()
    }
}

/// The encoding that fits a text best.
pub(crate) struct Fit {
    pub(crate) encoding: LegacyEncoding,
    /// Mean score of a character that is not ASCII: about -4 if all pairs are common, below -8 if few are.
    pub(crate) mean: f32,
}

/// Maximum number of characters examined.
const MAX_CHARACTERS: usize = 2000;
/// Scores of a pair of letters, by the group it is in.
const PAIR_SCORES: [f32; 5] = [-1.5, -2.1, -2.65, -3.2, -3.8];
/// Score of a pair that is in no group.
const RARE_PAIR_SCORE: f32 = -4.7;
/// Score of a letter out of place: a capital after a small letter, a small one at the start of capitals, or any after a
/// digit.
const MISPLACED_SCORE: f32 = -4.0;
/// Score of a common symbol.
const SYMBOL_SCORE: f32 = -6.0;
/// Score of a raised number that no unit is before; after `z` it is none at all, but the `ł` of the Polish currency.
const RAISED_SCORE: f32 = -9.0;
/// Score of a letter in a name from another language.
const LOAN_SCORE: f32 = -9.0;
/// Letters that are common in names from other languages.
const LOANS: &str = "áäçèéíñóöü";
/// Score of a character that the language does not have.
const FOREIGN_SCORE: f32 = -14.0;
/// Score of the encoding that the general detector guessed.
const GUESS_SCORE: f32 = 0.7;

/// Symbols that are common in office texts; none of them stands within a word, except an apostrophe.
const SYMBOLS: &str = "°§€£¥–—„“”‘’‚«»‹›…•ºª½¼±µ®©™¿¡×\u{a0}";

/// Pairs of letters of one language, each with its group.
struct Pairs {
    language: &'static Language,
    groups: BTreeMap<(char, char), usize>,
}

static PAIRS: LazyLock<Vec<Pairs>> = LazyLock::new(|| {
    let pairs_of = |language: &'static Language| {
        let mut groups = BTreeMap::new();
        for (group, pairs) in language.pairs.iter().enumerate() {
            let letters: Vec<char> = pairs.chars().collect();
            groups.extend(
                letters
                    .chunks_exact(2)
                    .map(|pair| ((pair[0], pair[1]), group)),
            );
        }
        Pairs { language, groups }
    };
    LANGUAGES.iter().map(pairs_of).collect()
});

/// Returns the encoding that fits best; `guessed` is the result of the general detector. `None` if all is ASCII.
pub(crate) fn best_fit(bytes: &[u8], guessed: &'static Encoding, is_of_mac: bool) -> Option<Fit> {
    let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    let high: Vec<[u8; 3]> = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii())
        .map(|(position, byte)| [at(position.checked_sub(1)), *byte, at(Some(position + 1))])
        .take(MAX_CHARACTERS)
        .collect();
    let mut best: Option<(f32, Fit)> = None;
    let mut tables: Vec<(LegacyEncoding, Vec<char>)> = Vec::new();
    for pairs in PAIRS.iter() {
        for (encoding, rarity) in pairs.language.encodings {
            if is_of_mac && *encoding != LegacyEncoding::Standard(MACINTOSH) {
                continue;
            }
            if !tables.iter().any(|(known, _)| known == encoding) {
                tables.push((*encoding, encoding.characters()));
            }
            let Some((_, table)) = tables.iter().find(|(known, _)| known == encoding) else {
                continue;
            };
            let letters = high.iter().map(|bytes| {
                pairs.score(bytes.map(|byte| table.get(usize::from(byte)).copied().unwrap_or(' ')))
            });
            let sum: f32 = letters.sum();
            let is_guessed = *encoding == LegacyEncoding::Standard(guessed);
            let score = sum + rarity + if is_guessed { GUESS_SCORE } else { 0.0 };
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                let mean = sum / high.len().max(1) as f32;
                let encoding = *encoding;
                best = Some((score, Fit { encoding, mean }));
            }
        }
    }
    best.map(|(_, fit)| fit).filter(|_| !high.is_empty())
}

/// Returns true if words stand without ASCII letters, as in Cyrillic script, at least one has three letters or more, and
/// not all are those of German.
pub(crate) fn are_words_of_high_letters(bytes: &[u8]) -> bool {
    let words = || bytes.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic());
    let is_german = |byte| matches!(byte, 0xc4 | 0xd6 | 0xdc | 0xdf | 0xe4 | 0xf6 | 0xfc);
    let is_high = |word: &[u8]| word.iter().any(|byte| !byte.is_ascii());
    let mut high = words().filter(|word| is_high(word)).peekable();
    high.peek().is_some()
        && high.all(|word| word.iter().all(|byte| *byte >= 0xc0))
        && words().any(|word| is_high(word) && word.len() > 2)
        && !bytes.iter().all(|byte| byte.is_ascii() || is_german(*byte))
}

impl Pairs {
    /// Returns the score of a character between two others.
    fn score(&self, [before, letter, after]: [char; 3]) -> f32 {
        let is_within = before.is_alphabetic() && after.is_alphabetic();
        let small = small(letter);
        if self.language.letters.contains(small) {
            let edge = |c: char| {
                if c.is_alphabetic() {
                    self::small(c)
                } else {
                    '_'
                }
            };
            let is_misplaced = (letter.is_uppercase() && before.is_lowercase())
                || (letter.is_lowercase() && !before.is_alphabetic() && after.is_uppercase())
                || before.is_ascii_digit();
            return self.pair(edge(before), small)
                + self.pair(small, edge(after))
                + if is_misplaced { MISPLACED_SCORE } else { 0.0 };
        }
        match letter {
            '’' => SYMBOL_SCORE,
            '²' | '³' if (before == 'm' || before.is_ascii_digit()) && !after.is_alphabetic() => {
                SYMBOL_SCORE
            }
            '²' | '³' if !is_within && before != 'z' => RAISED_SCORE,
            _ if LOANS.contains(small) => LOAN_SCORE,
            letter if SYMBOLS.contains(letter) && !is_within => SYMBOL_SCORE,
            _ => FOREIGN_SCORE,
        }
    }

    fn pair(&self, one: char, other: char) -> f32 {
        let group = self.groups.get(&(one, other));
        group
            .and_then(|group| PAIR_SCORES.get(*group))
            .copied()
            .unwrap_or(RARE_PAIR_SCORE)
    }
}

/// Returns a letter in lower case. A Turkish capital with a dot has no single one and stays.
fn small(letter: char) -> char {
    let mut small = letter.to_lowercase();
    small
        .next()
        .filter(|_| small.next().is_none())
        .unwrap_or(letter)
}
