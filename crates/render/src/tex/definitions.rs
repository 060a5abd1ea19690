//! Commands that a formula defines for itself: `\newcommand`, `\def` and `\let`, replaced by what they stand for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::arguments::{after_star, argument, group, optional};

/// Commands that define others.
const DEFINING: [&str; 6] = [
    "newcommand",
    "renewcommand",
    "providecommand",
    "def",
    "gdef",
    "let",
];
/// Maximum nesting of replacements, and length of the result: a short text could expand without limit.
const MAX_DEPTH: usize = 8;
const MAX_LENGTH: usize = 8 * 1024;

/// What a command stands for.
struct Definition<'t> {
    /// Number of arguments.
    count: usize,
    /// The first argument if it is not given in square brackets.
    default: Option<&'t str>,
    body: &'t str,
}

/// Returns the formula without definitions; `None` if it cannot be expanded within the limits.
pub(super) fn expand(tex: &str) -> Option<Cow<'_, str>> {
    let is_used = |name: &&str| tex.contains(&format!("\\{name}"));
    if !DEFINING.iter().any(is_used) {
        return Some(Cow::Borrowed(tex));
    }
    let mut definitions = BTreeMap::new();
    let mut plain = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some((before, name, follows)) = next_command(rest) {
        plain.push_str(before);
        rest = follows;
        if DEFINING.contains(&name) {
            let (command, definition, after) = define(name, follows)?;
            definitions.insert(command, definition);
            rest = after;
        } else {
            plain.push('\\');
            plain.push_str(name);
        }
    }
    plain.push_str(rest);
    let mut expanded = String::with_capacity(plain.len());
    replace(&mut expanded, &plain, &definitions, 0)?;
    Some(Cow::Owned(expanded))
}

/// Returns the text before the first command of letters, its name, and what follows. Control symbols are part of the
/// text.
fn next_command(tex: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = tex[from..].find('\\').map(|at| from + at) {
        let after = &tex[at + 1..];
        let letters = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        if letters > 0 {
            return Some((&tex[..at], &after[..letters], &after[letters..]));
        }
        from = at + 1 + after.chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// Reads a definition; returns the name of its command, and the rest.
fn define<'t>(kind: &str, follows: &'t str) -> Option<(&'t str, Definition<'t>, &'t str)> {
    let (command, rest) = argument(after_star(follows).1)?;
    let command = command.trim().strip_prefix('\\')?;
    let is_word = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_word(command) {
        return None;
    }
    let of = |count, default, body| Definition {
        count,
        default,
        body,
    };
    match kind {
        "let" => {
            let rest = rest.trim_start();
            let (body, rest) = argument(rest.strip_prefix('=').unwrap_or(rest))?;
            Some((command, of(0, None, body), rest))
        }
        "def" | "gdef" => {
            let (parameters, _) = rest.split_once('{')?;
            let count = parameters.matches('#').count();
            let (body, rest) = group(&rest[parameters.len()..])?;
            let is_plain = parameters
                .chars()
                .all(|c| c == '#' || c.is_ascii_digit() || c == ' ');
            is_plain.then_some((command, of(count, None, body), rest))
        }
        _ => {
            let (count, rest) = optional(rest);
            let (default, rest) = optional(rest);
            let count = count.map_or(Some(0), |count| count.trim().parse().ok())?;
            let (body, rest) = argument(rest)?;
            Some((command, of(count, default, body), rest))
        }
    }
}

/// Writes a text with each defined command replaced.
fn replace(
    written: &mut String,
    tex: &str,
    definitions: &BTreeMap<&str, Definition<'_>>,
    depth: usize,
) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut rest = tex;
    while let Some((before, name, follows)) = next_command(rest) {
        written.push_str(before);
        rest = follows;
        let Some(definition) = definitions.get(name) else {
            written.push('\\');
            written.push_str(name);
            continue;
        };
        let mut given = Vec::new();
        if let Some(default) = definition.default {
            let (first, after) = optional(rest);
            given.push(first.unwrap_or(default));
            rest = after;
        }
        while given.len() < definition.count.min(9) {
            let (one, after) = argument(rest)?;
            given.push(one);
            rest = after;
        }
        replace(
            written,
            &filled(definition.body, &given)?,
            definitions,
            depth + 1,
        )?;
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            push_apart(written, &rest[..1]);
            rest = &rest[1..];
        }
        if written.len() > MAX_LENGTH {
            return None;
        }
    }
    written.push_str(rest);
    (written.len() <= MAX_LENGTH).then_some(())
}

/// Returns the body of a definition with its arguments.
fn filled(body: &str, given: &[&str]) -> Option<String> {
    let mut parts = body.split('#');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number: usize = part.get(..1)?.parse().ok()?;
        push_apart(&mut filled, given.get(number.checked_sub(1)?)?);
        filled.push_str(&part[1..]);
        if filled.len() > MAX_LENGTH {
            return None;
        }
    }
    Some(filled)
}

/// Appends a text; a letter is kept apart from the name of a command before it.
fn push_apart(written: &mut String, text: &str) {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let name = written.trim_end_matches(is_letter);
    if name.len() < written.len() && name.ends_with('\\') && text.starts_with(is_letter) {
        written.push(' ');
    }
    written.push_str(text);
}
