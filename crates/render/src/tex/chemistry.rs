//! Chemistry as mhchem's `\ce` takes it: reactions of upright letters, with numbers below and charges above.

use super::{argument, arrow, closing, optional};

/// Arrows of a reaction, longest first.
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

/// The states of substances.
const STATES: &[&str] = &["(s)", "(l)", "(g)", "(aq)", "(cr)", "(am)"];

/// The reaction in commands for formulas; `None` when its braces do not match.
pub(super) fn written(formula: &str) -> Option<String> {
    let mut written = String::new();
    let mut rest = formula.trim();
    // Whether a number is the amount of what follows, and a sign stands between two substances.
    let mut is_start = true;
    while let Some(c) = rest.chars().next() {
        if let Some((sign, name)) = ARROWS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            let (above, after) = optional(&rest[sign.len()..]);
            let (below, after) = match above {
                Some(_) => optional(after),
                None => (None, after),
            };
            let label = |label: Option<&str>| match label.map(str::trim) {
                None | Some("") => Some(String::new()),
                Some(label) => self::written(label),
            };
            let (above, below) = (label(above)?, label(below)?);
            let above = if above.is_empty() {
                "\\;".to_owned()
            } else {
                above
            };
            written.push_str("\\;");
            written.push_str(&arrow(name, &above, &below));
            written.push_str("\\;");
            rest = after.trim_start();
            is_start = true;
            continue;
        }
        let after = &rest[c.len_utf8()..];
        let ends = after.is_empty()
            || after.starts_with([' ', ')', ']', ','])
            || STATES.iter().any(|state| after.starts_with(state));
        match c {
            ' ' => {
                rest = after.trim_start();
                is_start = true;
                continue;
            }
            '+' | '-' if is_start && (after.starts_with(' ') || after.is_empty()) => {
                written.push_str(if c == '+' { "\\;+\\;" } else { "\\;-\\;" });
                rest = after.trim_start();
                continue;
            }
            '+' | '-' if ends && !is_start => {
                written.push_str(&format!("^{{{c}}}"));
                rest = after;
            }
            '^' | 'v' if is_start && ends => {
                written.push_str(if c == '^' {
                    "\\uparrow "
                } else {
                    "\\downarrow "
                });
                rest = after;
            }
            '^' | '_' => {
                let (inner, after) = if after.starts_with('{') {
                    argument(after)?
                } else {
                    let stop = |at: char| !(at.is_ascii_alphanumeric() || "+-.".contains(at));
                    let mut length = after.find(stop).unwrap_or(after.len());
                    if c == '_' {
                        let stop = |at: char| !at.is_ascii_digit();
                        length = after
                            .find(stop)
                            .unwrap_or(after.len())
                            .max(1)
                            .min(after.len());
                    } else if let Some(sign) = after[..length].find(['+', '-']) {
                        // A charge ends with its sign.
                        length = sign + 1;
                    } else if after.starts_with(|c: char| c.is_ascii_digit()) {
                        length = after
                            .find(|c: char| !c.is_ascii_digit())
                            .unwrap_or(after.len());
                    }
                    after.split_at_checked(length)?
                };
                if is_start && !written.ends_with('}') {
                    written.push_str("{}");
                }
                let inner = inner.replace(' ', "\\,");
                written.push(c);
                written.push_str(&format!("{{\\mathrm{{{inner}}}}}"));
                rest = after;
            }
            '0'..='9' => {
                let number = |c: char| !(c.is_ascii_digit() || (is_start && "./,".contains(c)));
                let length = rest.find(number).unwrap_or(rest.len());
                let (digits, after) = rest.split_at(length);
                match is_start {
                    true => written.push_str(&format!("{digits}\\,")),
                    false => written.push_str(&format!("_{{{digits}}}")),
                }
                rest = after;
                if is_start {
                    rest = rest.trim_start();
                }
                continue;
            }
            '$' => {
                let end = after.find('$')?;
                written.push_str(&format!("{{{}}}", &after[..end]));
                rest = &after[end + 1..];
            }
            '{' => {
                let end = closing(after)?;
                written.push_str(&format!("{{{}}}", self::written(&after[..end])?));
                rest = &after[end + 1..];
            }
            '}' => return None,
            '\\' => {
                let (command, after) = argument(rest)?;
                written.push_str(command);
                written.push(' ');
                rest = after;
            }
            '.' | '*' | '·' => {
                written.push_str("\\cdot ");
                rest = after;
                is_start = true;
                continue;
            }
            '=' => {
                written.push_str("{=}");
                rest = after;
            }
            '#' => {
                written.push_str("{\\equiv}");
                rest = after;
            }
            '-' => {
                written.push_str("{-}");
                rest = after;
            }
            '(' | ')' | '[' | ']' | ',' | '+' | '/' | ';' => {
                // The state of a substance stands a little apart: (aq).
                let is_state = c == '(' && STATES.iter().any(|state| rest.starts_with(state));
                written.push_str(if is_state { "\\," } else { "" });
                written.push(c);
                rest = after;
                is_start = c == '(' || c == '[';
                if is_start && !is_state {
                    is_start = true;
                    continue;
                }
            }
            c if c.is_alphabetic() => {
                let length = rest
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(rest.len());
                written.push_str(&format!("\\mathrm{{{}}}", &rest[..length]));
                rest = &rest[length..];
            }
            '&' | '%' | '~' => rest = after,
            c => {
                written.push(c);
                rest = after;
            }
        }
        is_start = false;
    }
    Some(format!("{{{written}}}"))
}
