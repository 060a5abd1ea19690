//! Infix commands, as in `{n \choose k}`, rewritten as prefix commands.

use std::borrow::Cow;

use super::group;

/// Infix commands with their prefix replacements.
const COMMANDS: &[(&str, &str)] = &[
    ("over", "\\frac"),
    ("choose", "\\binom"),
    ("atop", "\\genfrac{}{}{0pt}{}"),
    ("brace", "\\genfrac\\{\\}{0pt}{}"),
    ("brack", "\\genfrac[]{0pt}{}"),
];

/// The start of a group or cell in the output, and the infix command found in it.
#[derive(Default)]
struct Scope {
    start: usize,
    command: Option<(&'static str, usize)>,
}

impl Scope {
    fn at(start: usize) -> Self {
        Self {
            start,
            command: None,
        }
    }

    /// Moves the command of this scope before its arguments.
    fn end(&self, written: &mut String) {
        if let Some((command, at)) = self.command {
            let (above, below) = (&written[self.start..at], &written[at..]);
            let made = format!("{command}{{{}}}{{{}}}", above.trim(), below.trim());
            written.truncate(self.start);
            written.push_str(&made);
        }
    }
}

/// Returns the formula with infix commands moved before their arguments.
pub(super) fn infix_to_prefix(tex: &str) -> Cow<'_, str> {
    let is_used = |(name, _): &(&str, &str)| tex.contains(&format!("\\{name}"));
    if !COMMANDS.iter().any(is_used) {
        return Cow::Borrowed(tex);
    }
    let mut written = String::with_capacity(tex.len() * 2);
    let mut scopes = vec![Scope::default()];
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        let letters = match rest.strip_prefix('\\') {
            Some(after) => after
                .find(|c: char| !c.is_ascii_alphabetic())
                .unwrap_or(after.len()),
            None => 0,
        };
        let sign = rest.chars().nth(1);
        let length = match c {
            '\\' if letters > 0 => 1 + letters,
            '\\' => 1 + sign.map_or(0, char::len_utf8),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        let name = token.strip_prefix('\\').unwrap_or_default();
        if let Some((_, command)) = COMMANDS.iter().find(|(known, _)| *known == name) {
            if let Some(scope) = scopes.last_mut() {
                scope.command.get_or_insert((command, written.len()));
            }
            continue;
        }
        let closes = token == "}" || matches!(name, "right" | "end");
        let parts = token == "&" || token == "\\\\";
        if (closes || parts)
            && let Some(scope) = scopes.pop()
        {
            scope.end(&mut written);
        }
        written.push_str(token);
        if token == "{" || matches!(name, "left" | "begin") {
            rest = write_delimiter(name, rest, &mut written);
            scopes.push(Scope::at(written.len()));
        } else if name == "right" || name == "end" {
            rest = write_delimiter(name, rest, &mut written);
        }
        if parts || scopes.is_empty() {
            scopes.push(Scope::at(written.len()));
        }
    }
    for scope in scopes.iter().rev() {
        scope.end(&mut written);
    }
    Cow::Owned(written)
}

/// Writes the delimiter of the command that opens or closes a part, and returns the rest.
fn write_delimiter<'t>(name: &str, rest: &'t str, written: &mut String) -> &'t str {
    let mut after = rest;
    match name {
        "left" | "right" => {
            let bare = rest.trim_start();
            let length = match bare.strip_prefix('\\') {
                Some(name) => {
                    let letters = name.find(|c: char| !c.is_ascii_alphabetic());
                    let sign = name.chars().next().map_or(0, char::len_utf8);
                    1 + letters.unwrap_or(name.len()).max(sign)
                }
                None => bare.chars().next().map_or(0, char::len_utf8),
            };
            after = bare.get(length..).unwrap_or_default();
        }
        "begin" | "end" => {
            let environment = group(rest);
            if let Some((_, follows)) = environment {
                after = follows;
            }
            let takes_columns = environment.is_some_and(|(environment, _)| {
                environment.ends_with("array") || environment.starts_with("align")
            });
            if name == "begin"
                && takes_columns
                && after.starts_with('{')
                && let Some((_, follows)) = group(after)
            {
                after = follows;
            }
        }
        _ => {}
    }
    let taken = &rest[..rest.len() - after.len()];
    if matches!(name, "left" | "right") && !taken.starts_with(|c: char| c.is_whitespace()) {
        written.push_str(taken);
    } else {
        written.push_str(taken.trim_start());
    }
    after
}
