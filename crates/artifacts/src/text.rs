//! Bytes as text, whatever wrote them.

use encoding_rs::{Encoding, WINDOWS_1252};

/// The text in `bytes`, or `None` when they are no text: by byte order mark, else UTF-8, else
/// Windows-1252. `is_whole` is false when the bytes may end inside a character.
pub(crate) fn decode(bytes: &[u8], is_whole: bool) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return is_text(&text).then(|| text.into_owned());
    }
    if bytes.contains(&0) {
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if !is_whole && error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
        }
        Err(_) => WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    };
    is_text(&text).then_some(text)
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
