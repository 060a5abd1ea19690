//! Detection of European encodings in short texts, in cases where the letters reveal more than the detector uses.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254};

/// Bytes that are Turkish letters but others in Western European encodings, and those that distinguish Turkish from
/// Icelandic.
const TURKISH: &[u8] = &[0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe];
const NOT_ICELANDIC: &[u8] = &[0xc7, 0xdc, 0xe7, 0xfc];
/// Bytes of the two Hungarian letters that are others in Western European encodings, and those that distinguish
/// Hungarian from Estonian and Portuguese.
const HUNGARIAN: &[u8] = &[0xd5, 0xdb, 0xf5, 0xfb];
const NOT_ESTONIAN: &[u8] = &[0xd6, 0xdc, 0xf6, 0xfc];
const SHARED_WITH_WESTERN: &[u8] = &[
    0xc1, 0xc9, 0xcd, 0xd3, 0xd6, 0xda, 0xdc, 0xe1, 0xe9, 0xed, 0xf3, 0xf6, 0xfa, 0xfc,
];
/// Polish letters, without `ł`, whose bytes are other characters in Western European encodings.
const POLISH: &[u8] = &[
    0x8c, 0x8f, 0x9c, 0x9f, 0xa3, 0xa5, 0xaf, 0xb9, 0xbf, 0xc6, 0xca, 0xd1, 0xe6, 0xea, 0xf1,
];
/// Units of length that occur before a superscript 3, besides those that end with `m`.
const UNITS: &[&[u8]] = &[b"ft", b"in", b"yd", b"feet", b"inch"];

/// Returns an encoding that fits better than the `guessed` one, if there is one.
pub(crate) fn refine(bytes: &[u8], guessed: &'static Encoding) -> Option<&'static Encoding> {
    let text = Text { bytes };
    let is_western = guessed.name() == "windows-1252";
    let is_central = matches!(guessed.name(), "windows-1250" | "ISO-8859-2");
    if (is_western || is_central) && text.is_of_mac(is_western) {
        Some(MACINTOSH)
    } else if is_western && text.is_turkish() {
        Some(WINDOWS_1254)
    } else if is_western && text.is_cyrillic() {
        Some(WINDOWS_1251)
    } else if (is_western && (text.is_hungarian() || text.is_polish()))
        || (guessed.name() == "ISO-8859-2" && text.has_polish_a())
    {
        Some(WINDOWS_1250)
    } else {
        None
    }
}

struct Text<'a> {
    bytes: &'a [u8],
}

impl Text<'_> {
    /// Iterates over all non-ASCII bytes with the bytes before and after them; a blank at the ends.
    fn high(&self) -> impl Iterator<Item = (u8, u8, u8)> {
        let at = |at: Option<usize>| at.and_then(|at| self.bytes.get(at)).copied();
        let high = self.bytes.iter().enumerate().filter(|(_, b)| !b.is_ascii());
        high.map(move |(position, byte)| {
            let before = at(position.checked_sub(1)).unwrap_or(b' ');
            (before, *byte, at(Some(position + 1)).unwrap_or(b' '))
        })
    }

    fn has(&self, letters: &[u8]) -> bool {
        self.high().any(|(_, byte, _)| letters.contains(&byte))
    }

    /// Returns true if the text is likely in a Mac encoding: capitals within words, and symbols inside words (`ä` on a
    /// Mac is `Š` elsewhere, `ß` is `§`). The most common letters of the other encodings are rare there.
    fn is_of_mac(&self, is_western: bool) -> bool {
        let is_letter = |(before, byte, after): (u8, u8, u8)| {
            let is_within = before.is_ascii_alphabetic() && after.is_ascii_lowercase();
            let is_odd = match byte {
                0x88 | 0x8a | 0x8c..=0x90 => true,
                0x9f => is_western,
                0xa7 => before.is_ascii_lowercase(),
                _ => false,
            };
            is_within && is_odd
        };
        self.high().any(is_letter) && !self.high().any(|(_, byte, _)| byte >= 0xe0)
    }

    fn is_turkish(&self) -> bool {
        self.has(TURKISH)
            && self.has(NOT_ICELANDIC)
            && self.high().all(|(_, byte, _)| {
                [TURKISH, NOT_ICELANDIC, &[0xd6, 0xf6]]
                    .iter()
                    .any(|letters| letters.contains(&byte))
            })
    }

    fn is_hungarian(&self) -> bool {
        // No language of Western Europe has both of them.
        let has_both = self.has(&[0xd5, 0xf5]) && self.has(&[0xdb, 0xfb]);
        self.has(HUNGARIAN)
            && (has_both || self.has(NOT_ESTONIAN))
            && self.high().all(|(_, byte, _)| {
                HUNGARIAN.contains(&byte) || SHARED_WITH_WESTERN.contains(&byte)
            })
    }

    /// Returns true for whole words without ASCII letters, with other letters than German has.
    fn is_cyrillic(&self) -> bool {
        let is_german = |byte: u8| matches!(byte, 0xc4 | 0xd6 | 0xdc | 0xdf | 0xe4 | 0xf6 | 0xfc);
        let is_alone = |(before, byte, after): (u8, u8, u8)| {
            byte >= 0xc0 && !before.is_ascii_alphabetic() && !after.is_ascii_alphabetic()
        };
        let words = self.bytes.split(u8::is_ascii);
        self.high().all(is_alone)
            && words.map(<[u8]>::len).max() >= Some(3)
            && !self.high().all(|(_, byte, _)| is_german(byte))
    }

    /// Returns true if the text has Polish letters that cannot be Western European ones in their positions, and besides
    /// Polish letters only characters that both encodings share; or if it has more than one `ł` within words.
    fn is_polish(&self) -> bool {
        let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xc0;
        let is_within = |(before, byte, after): &(u8, u8, u8)| {
            *byte == 0xb3 && is_letter(*before) && is_letter(*after)
        };
        let may_be_polish = |(_, byte, after): (u8, u8, u8)| match byte {
            0xd1 | 0xf1 => !is_vowel(after),
            0xb3 => true,
            byte => POLISH.contains(&byte) || is_of_west_and_centre(byte),
        };
        self.high().filter(is_within).count() > 1
            || ((self.has_polish_l() || self.has_polish_n_or_e()) && self.high().all(may_be_polish))
    }

    /// Returns true for `ń` before a consonant, where Spanish has no `ñ`, or `ę` after `i` at the end of a word, as in
    /// `imię`.
    fn has_polish_n_or_e(&self) -> bool {
        self.high().any(|(before, byte, after)| match byte {
            0xf1 => after.is_ascii_lowercase() && !is_vowel(after),
            0xea => before == b'i' && !after.is_ascii_alphabetic(),
            _ => false,
        })
    }

    /// Returns true for `ł` where its byte cannot be the superscript 3 of other encodings, which follows a unit of
    /// length or a single letter that stands for a number. After a single `z` it is `ł`, as in `zł`, the currency of
    /// Poland.
    fn has_polish_l(&self) -> bool {
        let is_one = |(position, byte): (usize, &u8)| {
            let (before, after) = (&self.bytes[..position], self.bytes.get(position + 1));
            let is_before = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80;
            let start = before.iter().rposition(|byte| !is_before(byte));
            let word = &before[start.map_or(0, |start| start + 1)..];
            let ends_word = match word {
                [] => false,
                [only] => *only == b'z',
                [.., last] => *last != b'm' && last.is_ascii_lowercase() && !UNITS.contains(&word),
            };
            *byte == 0xb3 && (after.is_some_and(u8::is_ascii_lowercase) || ends_word)
        };
        self.bytes.iter().enumerate().any(is_one)
    }

    /// Returns true for `ą`, which is `š` in ISO-8859-2, if it is only between consonants, or after one at the end of a
    /// word.
    fn has_polish_a(&self) -> bool {
        let mut positions = self.high().filter(|(_, byte, _)| *byte == 0xb9).peekable();
        positions.peek().is_some()
            && positions.all(|(before, _, after)| {
                before.is_ascii_alphabetic() && !is_vowel(before) && !is_vowel(after)
            })
    }
}

fn is_vowel(byte: u8) -> bool {
    b"aeiouyAEIOUY".contains(&byte)
}

/// Returns true if a byte is the same character in the Western and the Central European encoding.
fn is_of_west_and_centre(byte: u8) -> bool {
    let of =
        |encoding: &'static Encoding| encoding.decode_without_bom_handling(&[byte]).0.into_owned();
    of(WINDOWS_1250) == of(WINDOWS_1252)
}
