//! Primes: `x'^2` is one superscript of a prime and a number, as TeX sets it.

use std::borrow::Cow;

use super::arguments::argument;

/// Commands whose argument is text, in which `'` is an apostrophe.
const TEXTS: [&str; 4] = ["\\text", "\\operatorname", "\\begin", "\\end"];

/// Returns the formula with its primes as superscripts. Those after another superscript stay, and so do those that
/// nothing precedes.
pub(super) fn raise_primes(tex: &str) -> Cow<'_, str> {
    if !tex.contains('\'') {
        return Cow::Borrowed(tex);
    }
    let mut written = String::with_capacity(tex.len() * 2);
    let mut rest = tex;
    // Length of the rest after the last superscript and a subscript behind it.
    let mut after_superscript = usize::MAX;
    while let Some(c) = rest.chars().next() {
        let text = TEXTS
            .iter()
            .find_map(|command| rest.strip_prefix(command)?.strip_prefix('{'));
        if let Some((_, after)) =
            text.and_then(|inner| argument(&rest[rest.len() - inner.len() - 1..]))
        {
            written.push_str(&rest[..rest.len() - after.len()]);
            rest = after;
            continue;
        }
        let after = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let letters = after.find(|c: char| !c.is_ascii_alphabetic());
                let sign = after.chars().next().map_or(0, char::len_utf8);
                let length = 1 + letters.unwrap_or(after.len()).max(sign);
                written.push_str(&rest[..length]);
                rest = &rest[length..];
            }
            '^' | '_' => {
                if let Some((_, end)) = argument(after)
                    && (c == '^' || after_superscript == rest.len())
                {
                    after_superscript = end.len();
                }
                written.push(c);
                rest = after;
            }
            '\'' => {
                let count = rest.bytes().take_while(|byte| *byte == b'\'').count();
                let follows = &rest[count..];
                let base = written.trim_end();
                let has_base = !(base.is_empty()
                    || base.ends_with(['{', '^', '_', '&', '['])
                    || base.ends_with("\\\\"));
                if !has_base || after_superscript == rest.len() {
                    written.push_str(&rest[..count]);
                    rest = follows;
                    continue;
                }
                let power = follows.trim_start().strip_prefix('^').and_then(argument);
                let (power, end) = power.unwrap_or(("", follows));
                written.push_str(&format!("^{{{}{power}}}", "'".repeat(count)));
                rest = end;
                after_superscript = rest.len();
            }
            c => {
                written.push(c);
                rest = after;
            }
        }
    }
    Cow::Owned(written)
}
