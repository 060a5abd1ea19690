//! Byte order marks inside a text. A parser drops one at the start of its input, and a stream is parsed from many
//! positions. So each one except the very first is replaced by the word joiner, which is Unicode's character for what
//! a byte order mark means elsewhere, and has the same length in UTF-8.

use std::borrow::Cow;

/// The byte order mark.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';
const JOINER: &str = "\u{2060}";

/// Replaces the marks in a text that continues an earlier one.
pub(crate) fn replace_in_rest(text: &str) -> Cow<'_, str> {
    match text.contains(BYTE_ORDER_MARK) {
        true => text.replace(BYTE_ORDER_MARK, JOINER).into(),
        false => text.into(),
    }
}

/// Replaces the marks in a whole text, except one at its start, which is left to the parser.
pub(crate) fn replace_in_whole(text: &str) -> Cow<'_, str> {
    let rest = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    match rest.contains(BYTE_ORDER_MARK) {
        true => format!(
            "{}{}",
            &text[..text.len() - rest.len()],
            replace_in_rest(rest)
        )
        .into(),
        false => text.into(),
    }
}
