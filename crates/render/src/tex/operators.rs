//! Operators: names made of words, and the scripts at their corners.

use super::Writer;
use super::arguments::{after_star, argument, several};

impl Writer {
    /// Writes the name of an operator; a name with commands of its own keeps them.
    pub(super) fn operator_name<'t>(
        &mut self,
        written: &mut String,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (star, follows) = after_star(follows);
        let (words, rest) = argument(follows)?;
        if has_look(words) {
            let words = self.all(words, depth + 1)?;
            written.push_str(&format!("{{\\mathrm{{{words}}}}}"));
        } else {
            let has_limits = star && self.is_display && takes_limits(rest);
            written.push_str(&operator(words, has_limits));
        }
        Some(rest)
    }

    /// Writes upright words as one operator; anything else only gets the positions of its limits.
    pub(super) fn upright_operator<'t>(
        &mut self,
        written: &mut String,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (inside, rest) = argument(follows)?;
        let after = rest.trim_start();
        let rest = after.strip_prefix("\\limits").unwrap_or(rest);
        let has_limits = self.is_display && takes_limits(rest);
        if is_words(inside) {
            written.push_str(&operator(inside, has_limits));
        } else {
            let inside = self.all(inside, depth + 1)?;
            written.push_str(&format!("{{{inside}}}"));
        }
        Some(rest)
    }

    /// Stores an operator that the formula defines.
    pub(super) fn define<'t>(&mut self, follows: &'t str) -> Option<&'t str> {
        let (star, follows) = after_star(follows);
        let (command, rest) = argument(follows)?;
        let (words, rest) = argument(rest)?;
        let command = command.trim().strip_prefix('\\')?;
        let defined = operator(words, star && self.is_display);
        self.operators.insert(command.to_owned(), defined);
        Some(rest)
    }

    /// Writes an operator with scripts at its four corners.
    pub(super) fn sided<'t>(
        &mut self,
        written: &mut String,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let ([left, right, base], rest) = several(follows)?;
        let (left, right) = (self.all(left, depth + 1)?, self.all(right, depth + 1)?);
        let mut operator = String::new();
        match base.strip_prefix('\\') {
            Some(name) if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                self.command(&mut operator, name, "", depth + 1)?;
            }
            _ => operator.push_str(base),
        }
        let mut made = format!("{{{{}}{left}\\!{{{operator}}}{right}}}");
        let mut rest = rest;
        while self.is_display
            && let Some(sign) = rest
                .trim_start()
                .chars()
                .next()
                .filter(|c| "_^".contains(*c))
        {
            let (limit, after) = argument(&rest.trim_start()[1..])?;
            let limit = self.all(limit, depth + 1)?;
            let place = if sign == '_' { "underset" } else { "overset" };
            made = format!("\\{place}{{{limit}}}{{{made}}}");
            rest = after;
        }
        written.push_str(&made);
        Some(rest)
    }
}

/// Commands that only set letters upright. A command that is a prefix of another one comes after it.
const UPRIGHT: [&str; 5] = ["\\mathrm", "\\textrm", "\\text", "\\rm", "\\mathop"];

/// Returns upright letters as one operator name.
fn operator(words: &str, has_limits: bool) -> String {
    let mut name = words.to_owned();
    for (space, shown) in [
        ("\\,", "\u{2009}"),
        ("\\;", " "),
        ("\\:", " "),
        ("\\ ", " "),
        ("~", " "),
        ("\\!", ""),
    ] {
        name = name.replace(space, shown);
    }
    for wrapper in UPRIGHT {
        name = name.replace(wrapper, "");
    }
    name.retain(|c| !"\\{}$%#&^_".contains(c));
    let limits = if has_limits { "\\limits" } else { "" };
    format!("\\operatorname{{{}}}{limits}", name.trim())
}

/// Returns true if this is only letters, in upright type and with blanks between them.
fn is_words(tex: &str) -> bool {
    let mut bare = tex.to_owned();
    for command in UPRIGHT.iter().chain(&["\\,", "\\;", "\\:", "\\!", "\\ "]) {
        bare = bare.replace(command, "");
    }
    bare.retain(|c| !"{}~ ".contains(c));
    !bare.is_empty() && bare.chars().all(char::is_alphanumeric)
}

/// Returns true if the name of an operator contains commands that do more than set letters upright or add space.
fn has_look(words: &str) -> bool {
    let mut bare = words.to_owned();
    for command in UPRIGHT {
        bare = bare.replace(command, "");
    }
    bare.split('\\')
        .skip(1)
        .any(|command| command.starts_with(|c: char| c.is_ascii_alphabetic()))
}

pub(super) fn takes_limits(rest: &str) -> bool {
    rest.trim_start().starts_with(['_', '^'])
}

/// Writes the sign of a variation, or the name of a variance if no group follows.
pub(super) fn variation<'t>(written: &mut String, follows: &'t str) -> &'t str {
    written.push_str(match follows.trim_start().starts_with('{') {
        true => "\\delta ",
        false => "\\operatorname{Var}",
    });
    follows
}
