//! Decoding of text in any encoding.

mod dos;
mod east_asian;
mod latin;

use std::cmp::Ordering;

use self::dos::DosEncoding;
use self::latin::LegacyEncoding;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// Minimum number of valid characters per invalid byte of a damaged UTF-8 text.
const MIN_VALID_PER_INVALID: usize = 3;

/// A decoded text with its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of its encoding, as the Encoding Standard has it, or `IBM850` or `IBM852`.
    pub encoding: &'static str,
}

/// The encodings that a person may choose between, grouped by script.
pub const CHOICES: &[&str] = &[
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "macintosh",
    "IBM850",
    "IBM852",
    "IBM866",
    "windows-1250",
    "ISO-8859-2",
    "windows-1251",
    "KOI8-R",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "GBK",
    "gb18030",
    "Big5",
    "Shift_JIS",
    "EUC-JP",
    "ISO-2022-JP",
    "EUC-KR",
];

/// Decodes `bytes` in the encoding called `name`; invalid sequences become U+FFFD. `None` if there is no such
/// encoding. `is_whole` as for [`decode`].
#[must_use]
pub fn decode_as(name: &str, bytes: &[u8], is_whole: bool) -> Option<Decoded> {
    if let Some(dos) = DosEncoding::named(name) {
        return Some(decoded_dos(dos, bytes));
    }
    let encoding = Encoding::for_label_no_replacement(name.as_bytes())?;
    let mark = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding);
    let (text, _) =
        encoding.decode_without_bom_handling(&bytes[mark.map_or(0, |(_, mark)| mark)..]);
    Some(Decoded {
        text: without_incomplete_end(&text, is_whole).to_owned(),
        encoding: encoding.name(),
    })
}

/// Decodes a long text piece by piece.
pub struct StreamDecoder {
    decoder: PieceDecoder,
}

enum PieceDecoder {
    Standard(Decoder),
    Dos(&'static DosEncoding),
}

impl StreamDecoder {
    /// Starts decoding the encoding called `name`, or UTF-8 if there is none. A leading byte order mark is removed.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let encoding = Encoding::for_label_no_replacement(name.as_bytes()).unwrap_or(UTF_8);
        Self {
            decoder: match DosEncoding::named(name) {
                Some(dos) => PieceDecoder::Dos(dos),
                None => PieceDecoder::Standard(encoding.new_decoder_with_bom_removal()),
            },
        }
    }

    /// Appends the decoded next bytes to `text`. `is_end` is true for the last ones.
    pub fn push(&mut self, bytes: &[u8], is_end: bool, text: &mut String) {
        let decoder = match &mut self.decoder {
            PieceDecoder::Standard(decoder) => decoder,
            PieceDecoder::Dos(dos) => return dos.decode(bytes, text),
        };
        let capacity = decoder.max_utf8_buffer_length(bytes.len());
        text.reserve(capacity.unwrap_or(bytes.len()));
        let mut rest = bytes;
        loop {
            let (result, read, _) = decoder.decode_to_string(rest, text, is_end);
            rest = &rest[read..];
            if result == encoding_rs::CoderResult::InputEmpty {
                return;
            }
            text.reserve(rest.len() * 3 + 16);
        }
    }
}

/// Detects the encoding of `bytes` and decodes them; `None` if they are not text. Tried in order: a byte order mark,
/// UTF-16 without one, UTF-8, the most likely legacy encoding. `is_whole` is false if the bytes may end inside a
/// character.
#[must_use]
pub fn decode(bytes: &[u8], is_whole: bool) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(encoding, &bytes[mark..], is_whole);
    }
    if bytes.contains(&0) {
        return decode_utf16(bytes, is_whole);
    }
    if let Some(japanese) = decode_iso_2022_jp(bytes) {
        return Some(japanese);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => decoded(UTF_8, bytes, is_whole),
        Err(error) if !is_whole && error.error_len().is_none() => {
            decoded(UTF_8, &bytes[..error.valid_up_to()], is_whole)
        }
        Err(_) if is_damaged_utf8(bytes, is_whole) => decoded(UTF_8, bytes, is_whole),
        Err(_) => match detect_legacy(bytes, is_whole) {
            LegacyEncoding::Dos(dos) => {
                Some(decoded_dos(dos, bytes)).filter(|found| is_text(&found.text))
            }
            LegacyEncoding::Standard(encoding) => decoded(encoding, bytes, is_whole),
        },
    }
}

/// Returns true for UTF-8 with a few bytes that are not: texts in other encodings have hardly any characters of two or
/// more bytes that are valid in it.
fn is_damaged_utf8(bytes: &[u8], is_whole: bool) -> bool {
    let (mut valid, mut invalid, mut is_cut) = (0, 0, false);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        is_cut = !is_whole && !chunk.invalid().is_empty();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    // The last character may be cut.
    let invalid = invalid - usize::from(is_cut);
    valid > 0 && valid >= invalid * MIN_VALID_PER_INVALID
}

/// Returns a text in a DOS encoding.
fn decoded_dos(dos: &'static DosEncoding, bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len() * 2);
    dos.decode(bytes, &mut text);
    Decoded {
        text,
        encoding: dos.name,
    }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8], is_whole: bool) -> Option<Decoded> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = without_incomplete_end(&text, is_whole);
    is_text(text).then(|| Decoded {
        text: text.to_owned(),
        encoding: encoding.name(),
    })
}

/// Removes the last character if it may be incomplete.
fn without_incomplete_end(text: &str, is_whole: bool) -> &str {
    match is_whole {
        true => text,
        false => text.strip_suffix('\u{fffd}').unwrap_or(text),
    }
}

/// UTF-16 without a byte order mark: the zero bytes of line ends and blanks are mostly on one side, and the result is
/// entirely text.
fn decode_utf16(bytes: &[u8], is_whole: bool) -> Option<Decoded> {
    if bytes.len() % 2 == 1 {
        return None;
    }
    let count = |side: usize, is_one: fn(u8) -> bool| {
        let pairs = bytes.chunks_exact(2);
        pairs
            .filter(|pair| pair[side] == 0 && is_one(pair[1 - side]))
            .count()
    };
    // U+4E00 has its zero byte on the other side and looks like `N` there; separators of words and lines have no such
    // double.
    let parts = |side| {
        count(side, |byte| {
            matches!(byte, b'\n' | b'\r' | b'\t' | b' ' | b',' | b';')
        })
    };
    let zeros = |side| {
        count(side, |byte| {
            byte.is_ascii_graphic() || byte.is_ascii_whitespace()
        })
    };
    let (even, odd) = match (parts(0), parts(1)) {
        (0, 0) => (zeros(0), zeros(1)),
        parts => parts,
    };
    let (encoding, zeros) = match even.cmp(&odd) {
        Ordering::Less => (UTF_16LE, zeros(1)),
        Ordering::Greater => (UTF_16BE, zeros(0)),
        Ordering::Equal => return None,
    };
    if zeros < 2 {
        return None;
    }
    let found = decoded(encoding, bytes, is_whole)?;
    let is_clean = |c: char| {
        let is_space = matches!(c, '\n' | '\r' | '\t' | '\u{c}');
        let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}');
        is_space || !(c.is_control() || is_private)
    };
    // A few zero bytes are enough for a text in another script: those of its spaces and line ends.
    let is_likely = zeros * 5 >= bytes.len() / 2 || found.text.contains(['\n', ' ', '\t']);
    (found.text.chars().all(is_clean) && is_likely).then_some(found)
}

/// ISO-2022-JP, which is ASCII with escape sequences.
fn decode_iso_2022_jp(bytes: &[u8]) -> Option<Decoded> {
    let begins = |triple: &[u8]| matches!(triple, [0x1b, b'$', b'@' | b'B']);
    if !bytes.is_ascii() || !bytes.windows(3).any(begins) {
        return None;
    }
    let (text, had_errors) = ISO_2022_JP.decode_without_bom_handling(bytes);
    (!had_errors && is_text(&text)).then(|| Decoded {
        text: text.into_owned(),
        encoding: ISO_2022_JP.name(),
    })
}

/// Minimum mean score of a text in a European language whose encoding the general detector did not guess.
const GOOD_FIT: f32 = -8.0;

/// Returns the encoding of a text that is not Unicode.
fn detect_legacy(bytes: &[u8], is_whole: bool) -> LegacyEncoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, is_whole);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let letters = bytes
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    let latin = latin::best_fit(bytes, guessed, has_mac_line_ends(bytes));
    // Texts in double-byte encodings and in other scripts have few ASCII letters.
    let good = latin
        .as_ref()
        .filter(|fit| fit.mean >= GOOD_FIT && letters > high);
    if let Some(fit) = good {
        return fit.encoding;
    }
    if let Some(east) = east_asian::encoding(bytes, is_whole, guessed) {
        return LegacyEncoding::Standard(east);
    }
    match latin {
        Some(_) if is_latin(guessed) && latin::are_words_of_high_letters(bytes) => {
            LegacyEncoding::Standard(WINDOWS_1251)
        }
        Some(fit) if is_latin(guessed) => fit.encoding,
        _ => LegacyEncoding::Standard(guessed),
    }
}

/// Returns true if lines end with a carriage return alone, as on classic Mac OS. Excel still writes them when a person
/// chooses its Macintosh format.
fn has_mac_line_ends(bytes: &[u8]) -> bool {
    bytes.contains(&b'\r') && !bytes.contains(&b'\n')
}

/// Returns true for a European Latin encoding, which the detector cannot distinguish from a Mac one.
fn is_latin(encoding: &'static Encoding) -> bool {
    matches!(
        encoding.name(),
        "windows-1250"
            | "windows-1252"
            | "windows-1254"
            | "windows-1257"
            | "ISO-8859-2"
            | "ISO-8859-4"
            | "macintosh"
    )
}

/// Returns true if there are hardly any control characters, except those for terminals and printers.
fn is_text(text: &str) -> bool {
    let controls = text
        .chars()
        .filter(|c| {
            c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' | '\u{1b}')
        })
        .count();
    controls * 20 <= text.chars().count()
}

#[cfg(test)]
mod tests;
