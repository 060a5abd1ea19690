//! Text arguments inside a formula, in which dollar signs delimit formulas again.

use crate::tex::words_after;

/// Returns true if a text argument, such as `\text{if $x$}`, is unclosed at the end of `tex`.
pub(super) fn is_in_text(tex: &str) -> bool {
    // For each open group: whether it is a text argument, and how many arguments are left before one.
    let mut groups: Vec<(bool, Option<usize>)> = Vec::new();
    let mut texts = 0;
    let mut awaited: Option<usize> = None;
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = after;
        match c {
            '\\' => {
                let letters = after
                    .find(|c: char| !c.is_ascii_alphabetic())
                    .unwrap_or(after.len());
                awaited = words_after(&after[..letters]);
                let sign = after.chars().next().map_or(0, char::len_utf8);
                rest = &after[letters.max(sign)..];
            }
            '{' => {
                let is_text = awaited == Some(0);
                texts += usize::from(is_text);
                groups.push((is_text, awaited.and_then(|before| before.checked_sub(1))));
                awaited = None;
            }
            '}' => {
                let (is_text, left) = groups.pop().unwrap_or_default();
                texts -= usize::from(is_text);
                awaited = left;
            }
            // Between a command and its argument there may be a star, blanks and an optional argument.
            '[' if awaited.is_some() => {
                rest = after.split_once(']').map_or("", |(_, after)| after);
            }
            '*' => {}
            c if c.is_whitespace() => {}
            _ => awaited = None,
        }
    }
    texts > 0
}
