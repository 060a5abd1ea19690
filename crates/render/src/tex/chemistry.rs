//! Chemistry as in mhchem's `\ce`: reactions in upright letters, with subscripts and charges.

use super::{argument, arrow, closing, optional};

/// Reaction arrows, longest first.
const ARROWS: &[(&str, &str)] = &[
    ("<=>>", "xrightleftharpoons"),
    ("<<=>", "xrightleftharpoons"),
    ("<=>", "xrightleftharpoons"),
    ("<-->", "xtofrom"),
    ("<->", "xleftrightarrow"),
    ("->", "xrightarrow"),
    ("<-", "xleftarrow"),
    ("→", "xrightarrow"),
    ("⇌", "xrightleftharpoons"),
    ("↔", "xleftrightarrow"),
];

/// States of substances.
const STATES: &[&str] = &["(s)", "(l)", "(g)", "(aq)", "(cr)", "(am)"];

/// Maximum nesting of groups.
const MAX_DEPTH: usize = 24;

/// Returns the reaction as math commands; `None` if its braces do not match.
pub(super) fn to_math(formula: &str) -> Option<String> {
    nested(formula, 0)
}

fn nested(formula: &str, depth: usize) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    let mut reaction = Reaction {
        written: String::new(),
        rest: formula.trim(),
        is_start: true,
        depth,
    };
    while let Some(c) = reaction.rest.chars().next() {
        reaction.is_start = reaction.read(c)?;
    }
    Some(format!("{{{}}}", reaction.written))
}

/// A reaction being parsed.
struct Reaction<'t> {
    written: String,
    rest: &'t str,
    /// True where a substance may start: a number is then an amount, and a sign separates two substances.
    is_start: bool,
    depth: usize,
}

impl<'t> Reaction<'t> {
    /// Reads the token that begins with this character, and returns true if a substance may start after it.
    fn read(&mut self, c: char) -> Option<bool> {
        if let Some((sign, name)) = ARROWS.iter().find(|(sign, _)| self.rest.starts_with(sign)) {
            return self.arrow(sign, name);
        }
        let after = &self.rest[c.len_utf8()..];
        let ends = after.is_empty()
            || after.starts_with([' ', ')', ']', ','])
            || STATES.iter().any(|state| after.starts_with(state));
        match c {
            ' ' => {
                self.rest = after.trim_start();
                Some(true)
            }
            '+' | '-' if self.is_start && (after.starts_with(' ') || after.is_empty()) => {
                self.written.push_str(&format!("\\;{c}\\;"));
                self.rest = after.trim_start();
                Some(true)
            }
            // A number with a sign, as in an enthalpy.
            '+' | '-' if self.is_start && after.starts_with(|c: char| c.is_ascii_digit()) => {
                self.copy_set(c.encode_utf8(&mut [0; 4]), after)?;
                Some(true)
            }
            '=' if self.is_start && after.starts_with(' ') => {
                self.copy_set("\\;=\\;", after.trim_start())?;
                Some(true)
            }
            '+' | '-' if ends && !self.is_start => self.copy_set(&format!("^{{{c}}}"), after),
            '^' if self.is_start && ends => self.copy_set("\\uparrow ", after),
            'v' if self.is_start && ends => self.copy_set("\\downarrow ", after),
            '^' | '_' => self.script(c, after),
            '0'..='9' => self.number(),
            '$' => {
                let end = after.find('$')?;
                self.copy_set(&format!("{{{}}}", &after[..end]), &after[end + 1..])
            }
            '{' => {
                let end = closing(after)?;
                let inner = nested(&after[..end], self.depth + 1)?;
                self.copy_set(&format!("{{{inner}}}"), &after[end + 1..])
            }
            '}' => None,
            '\\' => {
                let (command, mut after) = argument(self.rest)?;
                let mut set = command.to_owned();
                // The arguments of a command are formulas, not substances.
                while command.len() > 2 && after.starts_with('{') {
                    let (inner, rest) = argument(after)?;
                    set.push_str(&format!("{{{inner}}}"));
                    after = rest;
                }
                self.copy_set(&format!("{set} "), after)
            }
            '.' | '*' | '·' => {
                self.copy_set("\\cdot ", after)?;
                Some(true)
            }
            '=' => self.copy_set("{=}", after),
            '#' => self.copy_set("{\\equiv}", after),
            '-' => self.copy_set("{-}", after),
            '(' | '[' => Some(self.bracket(c, after)),
            c if c.is_alphabetic() => {
                let rest = self.rest;
                let length = rest
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(rest.len());
                self.copy_set(&format!("\\mathrm{{{}}}", &rest[..length]), &rest[length..])
            }
            '&' | '%' | '~' => self.copy_set("", after),
            c => self.copy_set(c.encode_utf8(&mut [0; 4]), after),
        }
    }

    /// Writes a token inside a substance, and continues after it.
    fn copy_set(&mut self, set: &str, after: &'t str) -> Option<bool> {
        self.written.push_str(set);
        self.rest = after;
        Some(false)
    }

    /// Reads a reaction arrow with the labels above and below it.
    fn arrow(&mut self, sign: &str, name: &str) -> Option<bool> {
        let labels = &self.rest[sign.len()..];
        // A letter says what the labels are.
        let bare = labels.strip_prefix(['T', 'C']);
        let labels = bare.filter(|bare| bare.starts_with('[')).unwrap_or(labels);
        let (above, after) = optional(labels);
        let (below, after) = match above {
            Some(_) => optional(after),
            None => (None, after),
        };
        let label = |label: Option<&str>| match label.map(str::trim) {
            None | Some("") => Some(String::new()),
            Some(label) => nested(label, self.depth + 1),
        };
        let (mut above, below) = (label(above)?, label(below)?);
        if above.is_empty() {
            above.push_str("\\;");
        }
        let arrow = arrow(name, &above, &below);
        self.written.push_str(&format!("\\;{arrow}\\;"));
        self.rest = after.trim_start();
        Some(true)
    }

    /// Reads a superscript or subscript: a group, a charge or a number.
    fn script(&mut self, sign: char, after: &'t str) -> Option<bool> {
        let (inner, after) = match after.starts_with('{') {
            true => argument(after)?,
            false => after.split_at_checked(script_length(sign, after))?,
        };
        if self.is_start && !self.written.ends_with('}') {
            self.written.push_str("{}");
        }
        let inner = inner.replace(' ', "\\,");
        self.copy_set(&format!("{sign}{{\\mathrm{{{inner}}}}}"), after)
    }

    /// Reads a number: the amount of a substance, or the count of an atom or group in it.
    fn number(&mut self) -> Option<bool> {
        let is_start = self.is_start;
        let ends = |c: char| !(c.is_ascii_digit() || (is_start && "./,".contains(c)));
        let length = self.rest.find(ends).unwrap_or(self.rest.len());
        let (digits, after) = self.rest.split_at(length);
        if is_start {
            self.copy_set(&format!("{digits}\\,"), after.trim_start())?;
        } else {
            self.copy_set(&format!("_{{{digits}}}"), after)?;
        }
        Some(is_start)
    }

    /// Writes an opening bracket. A state of matter, such as (aq), is set slightly apart.
    fn bracket(&mut self, bracket: char, after: &'t str) -> bool {
        let is_state = STATES.iter().any(|state| self.rest.starts_with(state));
        if is_state {
            self.written.push_str("\\,");
        }
        self.written.push(bracket);
        self.rest = after;
        !is_state
    }
}

/// Returns the length of a script without braces.
fn script_length(sign: char, script: &str) -> usize {
    let until = |stop: &dyn Fn(char) -> bool| script.find(stop).unwrap_or(script.len());
    let digits = until(&|c| !c.is_ascii_digit());
    if sign == '_' {
        return digits.max(1).min(script.len());
    }
    let length = until(&|c| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
    match script[..length].find(['+', '-']) {
        // A charge ends with its sign.
        Some(charge) => charge + 1,
        None if digits > 0 => digits,
        None => length,
    }
}
