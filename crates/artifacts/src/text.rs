//! Bytes as text, whatever wrote them.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text, and how it was written as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of its encoding, as the Encoding Standard has it.
    pub encoding: &'static str,
}

/// The text in `bytes`, or `None` when they are no text: by byte order mark, else UTF-16 without one, else
/// UTF-8, else the legacy encoding that the letters in it speak for. `is_whole` is false when the bytes may
/// end inside a character.
#[must_use]
pub fn decode(bytes: &[u8], is_whole: bool) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(encoding, &bytes[mark..], is_whole);
    }
    if bytes.contains(&0) {
        return wide(bytes, is_whole);
    }
    if let Some(japanese) = escaped(bytes) {
        return Some(japanese);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => decoded(UTF_8, bytes, is_whole),
        Err(error) if !is_whole && error.error_len().is_none() => {
            decoded(UTF_8, &bytes[..error.valid_up_to()], is_whole)
        }
        Err(_) => decoded(legacy(bytes, is_whole), bytes, is_whole),
    }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8], is_whole: bool) -> Option<Decoded> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = match is_whole {
        true => &*text,
        // The last character may be half here.
        false => text.strip_suffix('\u{fffd}').unwrap_or(&text),
    };
    is_text(text).then(|| Decoded {
        text: text.to_owned(),
        encoding: encoding.name(),
    })
}

/// UTF-16 without a mark: the zeros of its letters and line ends all stand on the same side, and what comes
/// out is text to the last character.
fn wide(bytes: &[u8], is_whole: bool) -> Option<Decoded> {
    if bytes.len() % 2 == 1 {
        return None;
    }
    let zeros = |side: usize| {
        bytes
            .iter()
            .skip(side)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (encoding, zeros) = match (zeros(0), zeros(1)) {
        (0, odd) if odd > 1 => (UTF_16LE, odd),
        (even, 0) if even > 1 => (UTF_16BE, even),
        _ => return None,
    };
    let found = decoded(encoding, bytes, is_whole)?;
    let is_clean = |c: char| {
        let is_space = matches!(c, '\n' | '\r' | '\t' | '\u{c}');
        let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}');
        is_space || !(c.is_control() || is_private)
    };
    // A few zeros are enough where the text is of another script: its spaces and line ends have them.
    let is_likely = zeros * 5 >= bytes.len() / 2 || found.text.contains(['\n', ' ', '\t']);
    (found.text.chars().all(is_clean) && is_likely).then_some(found)
}

/// ISO-2022-JP, which is ASCII with escapes.
fn escaped(bytes: &[u8]) -> Option<Decoded> {
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

/// The encoding of a text that is not Unicode.
fn legacy(bytes: &[u8], is_whole: bool) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, is_whole);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // A few letters with accents speak for many encodings alike; of Latin ones the commonest is right most often.
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let is_western = |byte: u8| {
        matches!(byte,
            0x80 | 0x84 | 0x85 | 0x91..=0x97 | 0xa0 | 0xa3 | 0xa7 | 0xa9 | 0xab | 0xae | 0xb0 | 0xb2 | 0xb3
            | 0xb5 | 0xb7 | 0xbb | 0xc4 | 0xc7 | 0xc9 | 0xd6 | 0xdc | 0xdf | 0xe0..=0xf6 | 0xf8..=0xfc)
    };
    let stands_alone = |at: usize| {
        let is_high =
            |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| *b >= 0x80);
        !is_high(at.checked_sub(1)) && !is_high(Some(at + 1))
    };
    let is_plain = high <= 3
        && bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte >= 0x80)
            .all(|(at, byte)| is_western(*byte) && stands_alone(at));
    if is_plain && guessed.is_single_byte() {
        WINDOWS_1252
    } else {
        guessed
    }
}

/// Hardly any control characters, but for those that terminals and printers take.
fn is_text(text: &str) -> bool {
    let controls = text
        .chars()
        .filter(|c| {
            c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' | '\u{1b}')
        })
        .count();
    controls * 20 <= text.chars().count()
}
