//! Byte order marks inside of a text. A parser drops one that it meets first, and a stream is parsed from many places; so
//! each but the very first becomes the word joiner, which Unicode has for what such a mark means elsewhere and which is
//! as long in UTF-8.

use std::borrow::Cow;

/// The mark.
pub(crate) const MARK: char = '\u{feff}';
const JOINER: &str = "\u{2060}";

/// A text that goes on.
pub(crate) fn of_rest(text: &str) -> Cow<'_, str> {
    match text.contains(MARK) {
        true => text.replace(MARK, JOINER).into(),
        false => text.into(),
    }
}

/// A text from its beginning, where a mark is left to the parser.
pub(crate) fn of_whole(text: &str) -> Cow<'_, str> {
    let rest = text.strip_prefix(MARK).unwrap_or(text);
    match rest.contains(MARK) {
        true => format!("{}{}", &text[..text.len() - rest.len()], of_rest(rest)).into(),
        false => text.into(),
    }
}
