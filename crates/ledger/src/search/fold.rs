//! Folding of text for comparison: the one normalisation for indexing, searching and highlighting.
//!
//! Ignores case, accents, the width of letters, the form of quotes and dashes, and repeated blanks. Differences that
//! make another letter are kept: が is not か, and a vowel sign of Thai or Hindi is not an accent.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// Returns the folded form of a text.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut after_blank = true;
    let mut at = 0;
    while at < text.len() {
        // Fast path: ASCII characters that no combining mark follows need no Unicode normalisation.
        let ascii = text[at..].bytes().take_while(u8::is_ascii).count();
        let is_end = at + ascii == text.len();
        let plain = if is_end {
            ascii
        } else {
            ascii.saturating_sub(1)
        };
        for byte in text[at..at + plain].bytes() {
            push_ascii(byte, &mut folded, &mut after_blank);
        }
        at += plain;
        if is_end {
            break;
        }
        // Most others are looked up, if nothing can combine with them.
        let mut letters = text[at..].chars();
        let letter = letters.next().unwrap_or_default();
        if letters.next().is_none_or(is_quick) {
            if let Ok(byte) = u8::try_from(letter)
                && byte.is_ascii()
            {
                push_ascii(byte, &mut folded, &mut after_blank);
                at += 1;
                continue;
            }
            if let Some(single) = single(letter) {
                folded.push(single);
                (at, after_blank) = (at + letter.len_utf8(), false);
                continue;
            }
        }
        let end = end_of_slow(text, at);
        each(&text[at..end], &mut after_blank, |_, letter| {
            folded.push(letter)
        });
        at = end;
    }
    folded
}

fn push_ascii(byte: u8, folded: &mut String, after_blank: &mut bool) {
    if byte > b' ' && byte != 0x7f {
        folded.push(char::from(byte.to_ascii_lowercase()));
        *after_blank = false;
    } else if !*after_blank {
        folded.push(' ');
        *after_blank = true;
    }
}

/// Returns where the next letter is that needs no normalisation, behind the one at `at`, nor does what follows it.
fn end_of_slow(text: &str, at: usize) -> usize {
    let mut letters = text[at..].char_indices().skip(1).peekable();
    while let Some((start, letter)) = letters.next() {
        if is_quick(letter) && letters.peek().is_none_or(|(_, next)| is_quick(*next)) {
            return at + start;
        }
    }
    text.len()
}

/// Returns true for letters that need no normalisation by themselves and do not combine with the one before.
fn is_quick(letter: char) -> bool {
    letter.is_ascii() || single(letter).is_some()
}

/// Returns the folded form of a letter outside of ASCII that folds to one letter and does not combine with the one
/// before.
fn single(letter: char) -> Option<char> {
    static SINGLE: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let of = |code: u16| {
            let letter = char::from_u32(u32::from(code)).filter(|letter| !letter.is_ascii());
            u16::try_from(u32::from(computed_single(letter?)?)).ok()
        };
        (0..=u16::MAX).map(|code| of(code).unwrap_or(0)).collect()
    });
    let code = SINGLE.get(u32::from(letter) as usize)?;
    char::from_u32(u32::from(*code)).filter(|letter| *letter != '\0')
}

fn computed_single(letter: char) -> Option<char> {
    if belongs_to_the_one_before(letter) {
        return None;
    }
    let (mut only, mut count) = (None, 0);
    let mut bytes = [0; 4];
    each(letter.encode_utf8(&mut bytes), &mut false, |_, letter| {
        only = Some(letter);
        count += 1;
    });
    only.filter(|only| count == 1 && *only != ' ')
}

/// A folded text with a map from each byte back to the original text.
pub(super) struct Folded {
    pub(super) text: String,
    /// For each byte of `text`, the byte range of the original character it comes from.
    places: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds a text of at most 4 GB.
    pub(super) fn of(text: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
        };
        each(text, &mut true, |at, letter| {
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            folded.text.push(letter);
            let place = (place(at.start), place(at.end));
            folded.places.resize(folded.text.len(), place);
        });
        folded
    }

    /// Returns the range of the original text that a range of the folded text corresponds to.
    pub(super) fn place(&self, part: Range<usize>) -> Range<usize> {
        let start = self.places.get(part.start).map_or(0, |place| place.0);
        let end = self.places[..part.end].last().map_or(0, |place| place.1);
        start as usize..end as usize
    }
}

/// Calls `push` with each folded letter and the byte range it comes from. `after_blank` is true if the output so far
/// ends in a blank, so that the next one is dropped; it is updated.
fn each(text: &str, after_blank: &mut bool, mut push: impl FnMut(Range<usize>, char)) {
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let mut end = start + letter.len_utf8();
        let mut is_alone = true;
        while let Some((at, next)) = letters.next_if(|(_, next)| belongs_to_the_one_before(*next)) {
            end = at + next.len_utf8();
            is_alone = false;
        }
        let mut put = |letter: char| {
            if letter.is_whitespace() || letter.is_control() {
                if !*after_blank {
                    push(start..end, ' ');
                }
                *after_blank = true;
            } else if !is_invisible(letter) {
                push(start..end, letter);
                *after_blank = false;
            }
        };
        if letter.is_ascii() && is_alone {
            put(letter.to_ascii_lowercase());
        } else if is_alone && is_the_same_in_all_forms(letter) {
            put(letter);
        } else if let Some(bare) = bare(letter).filter(|_| is_alone) {
            for letter in bare.to_lowercase() {
                match plain(letter) {
                    Some(letters) => letters.chars().for_each(&mut put),
                    None => put(letter),
                }
            }
        } else {
            let bare = text[start..end].nfkd().filter(|c| !is_accent(*c));
            for letter in bare.nfc().flat_map(char::to_lowercase) {
                match plain(letter) {
                    Some(letters) => letters.chars().for_each(&mut put),
                    None => put(letter),
                }
            }
        }
    }
}

/// Returns the letter without accents if exactly one letter remains. Fast path for most letters.
fn bare(letter: char) -> Option<char> {
    let (mut bare, mut count) = (None, 0);
    decompose_compatible(letter, |part| {
        if !is_accent(part) {
            count += 1;
            bare = Some(part);
        }
    });
    bare.filter(|_| count == 1)
}

/// Characters that combine with the preceding one: accents, marks that make another letter, and the second and third
/// part of a Korean syllable.
fn belongs_to_the_one_before(letter: char) -> bool {
    match letter {
        '\0'..='\u{2ff}' => false,
        '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}' => true,
        _ => canonical_combining_class(letter) != 0,
    }
}

/// Most letters of Chinese, Japanese and Korean, which need no folding.
fn is_the_same_in_all_forms(letter: char) -> bool {
    matches!(letter,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Marks that do not change the word: accents of Latin, Greek and Cyrillic, points of Hebrew and vowel marks of
/// Arabic.
fn is_accent(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Characters that are neither seen nor typed: soft hyphens, joiners, direction marks, the Arabic tatweel.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{640}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The plain form of a lower-case letter or sign that Unicode does not decompose.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŧ' => "t",
        'þ' => "th",
        'ς' => "σ",
        '’' | '‘' | '‚' | '‛' | 'ʼ' | '′' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‐'..='―' | '−' => "-",
        '〜' => "~",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_width_quotes_and_blanks_do_not_matter() {
        for (one, other) in [
            ("Café ZÜRICH", "cafe zurich"),
            ("cafe\u{301}", "CAFÉ"),
            ("Straße", "STRASSE"),
            ("Łódź, Ærø", "lodz, aero"),
            ("İstanbul ısı", "istanbul isi"),
            ("Việt Nam", "viet nam"),
            ("Ёлка", "елка"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("ＡＢＣ　１２３", "abc 123"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("が", "か\u{3099}"),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
            ("3～5", "3~5"),
            ("3〜5", "3~5"),
            ("don’t – “so”", "don't - \"so\""),
            ("سَلَام", "سلام"),
            ("שָׁלוֹם", "שלום"),
            ("a\u{ad}b\u{200b}c", "abc"),
            ("a \n\t b", "a b"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_another_letter_stays_one() {
        for (one, other) in [
            ("が", "か"),
            ("ก่า", "กา"),
            ("की", "का"),
            ("C++", "C"),
            ("は", "ぱ"),
        ] {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_folded_quickly_is_what_is_folded_letter_by_letter() {
        let letters = [
            "a",
            "B",
            " ",
            "\t",
            "\u{7f}",
            "e\u{301}",
            "\u{301}",
            "ß",
            "が",
            "か",
            "\u{3099}",
            "中",
            "\u{200b}",
            "＋",
            "\u{1161}",
            "É",
            "\u{3000}",
            "ก\u{e48}",
            "ﬁ",
            "한",
        ];
        for one in letters {
            for two in letters {
                for three in letters {
                    for four in ["", "x", " ", "\u{301}"] {
                        let text = format!("{one}{two}{three}{four}");
                        assert_eq!(fold(&text), Folded::of(&text).text, "{text:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_letter_is_looked_up_as_it_is_computed() {
        for letter in '\0'..='\u{1ffff}' {
            for text in [
                format!("{letter}"),
                format!("a{letter}b"),
                format!("ö{letter}中"),
            ] {
                assert_eq!(fold(&text), Folded::of(&text).text, "{text:?}");
            }
        }
    }

    #[test]
    fn each_letter_knows_where_it_came_from() {
        let text = "x Straße cafe\u{301} ﬁn";
        let folded = Folded::of(text);
        for (word, there) in [
            ("strasse", "Straße"),
            ("cafe", "cafe\u{301}"),
            ("fin", "ﬁn"),
            ("x", "x"),
        ] {
            let at = folded.text.find(word).unwrap();
            assert_eq!(&text[folded.place(at..at + word.len())], there);
        }
    }
}
