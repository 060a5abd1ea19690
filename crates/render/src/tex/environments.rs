//! Environments: those that the converter does not know are replaced by ones that it does.

use super::arguments::{argument, closing_bracket, group, optional};
use super::{Writer, diagram};

/// Replacements for the begin and end of an environment, by its name without a star.
const REPLACEMENTS: &[(&str, &str, &str)] = &[
    ("eqnarray", "\\begin{array}{rcl}", "\\end{array}"),
    ("flalign", "\\begin{align*}", "\\end{align*}"),
    // Manual line breaks need an environment that has lines.
    ("multline", "\\begin{gather*}", "\\end{gather*}"),
    ("multlined", "\\begin{gathered}", "\\end{gathered}"),
    ("displaymath", "", ""),
    ("math", "", ""),
    ("subequations", "", ""),
    ("center", "", ""),
    (
        "psmallmatrix",
        "\\left(\\begin{smallmatrix}",
        "\\end{smallmatrix}\\right)",
    ),
    (
        "bsmallmatrix",
        "\\left[\\begin{smallmatrix}",
        "\\end{smallmatrix}\\right]",
    ),
    (
        "vsmallmatrix",
        "\\left|\\begin{smallmatrix}",
        "\\end{smallmatrix}\\right|",
    ),
];

/// Starred environments that are equivalent to the unstarred ones.
const STARRED: &[&str] = &["cases*", "dcases*", "gathered*", "aligned*", "split*"];

/// Matrix commands that need no environment, and the environment each stands for.
const MATRIX_COMMANDS: &[(&str, &str)] = &[
    ("mqty", "matrix"),
    ("matrixquantity", "matrix"),
    ("pmqty", "pmatrix"),
    ("Pmqty", "pmatrix"),
    ("bmqty", "bmatrix"),
    ("vmqty", "vmatrix"),
    ("smqty", "smallmatrix"),
    ("mdet", "vmatrix"),
    // Plain TeX.
    ("matrix", "matrix"),
    ("pmatrix", "pmatrix"),
    ("cases", "cases"),
    ("eqalign", "aligned"),
];

/// Maximum number of columns after repetitions are expanded.
const MAX_COLUMNS: usize = 64;

/// Returns true if a command is a matrix that needs no environment.
pub(super) fn is_matrix_command(name: &str) -> bool {
    MATRIX_COMMANDS.iter().any(|(quick, _)| *quick == name)
}

impl Writer {
    /// Writes the begin or end of an environment.
    pub(super) fn environment<'t>(
        &mut self,
        written: &mut String,
        is_begin: bool,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (environment, rest) = argument(follows)?;
        let plain = environment.strip_suffix('*').unwrap_or(environment);
        if let Some((_, begin, end)) = REPLACEMENTS.iter().find(|(name, ..)| *name == plain) {
            written.push_str(if is_begin { begin } else { end });
            return Some(rest);
        }
        if environment == "CD" && is_begin {
            let (inner, rest) = rest.split_once("\\end{CD}")?;
            written.push_str(&diagram::to_matrix(self, inner, depth + 1)?);
            return Some(rest);
        }
        let name = if STARRED.contains(&environment) {
            plain
        } else {
            environment
        };
        let command = if is_begin { "begin" } else { "end" };
        written.push_str(&format!("\\{command}{{{name}}}"));
        if is_begin && matches!(name, "array" | "darray") {
            let (_, after) = optional(rest);
            let (columns, rest) = group(after)?;
            let mut clean = String::new();
            add_columns(&mut clean, columns, 0);
            if !clean.contains(['l', 'c', 'r']) {
                clean.push('c');
            }
            written.push_str(&format!("{{{clean}}}"));
            return Some(rest);
        }
        // The position within a line.
        if is_begin
            && matches!(name, "aligned" | "alignedat" | "gathered" | "split")
            && let (Some("t" | "c" | "b"), rest) = optional(rest)
        {
            return Some(rest);
        }
        Some(rest)
    }

    /// Writes a matrix given in the brackets after its command.
    pub(super) fn inline_matrix<'t>(
        &mut self,
        written: &mut String,
        name: &str,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let follows = follows.trim_start();
        let follows = follows.strip_prefix('*').unwrap_or(follows).trim_start();
        let (_, known) = MATRIX_COMMANDS.iter().find(|(quick, _)| *quick == name)?;
        let (inner, rest, matrix) = match follows.chars().next()? {
            '{' => {
                let (inner, rest) = group(follows)?;
                (inner, rest, *known)
            }
            opening => {
                let (bracket, matrix) = match opening {
                    '(' => (')', "pmatrix"),
                    '[' => (']', "bmatrix"),
                    '|' => ('|', "vmatrix"),
                    _ => return None,
                };
                let end = closing_bracket(&follows[1..], opening, bracket)?;
                let matrix = if *known == "matrix" { matrix } else { known };
                (&follows[1..=end], &follows[end + 2..], matrix)
            }
        };
        let inner = self.all(inner, depth + 1)?;
        written.push_str(&format!("\\begin{{{matrix}}}{inner}\\end{{{matrix}}}"));
        Some(rest)
    }
}

/// Translates the column specification of an array for the converter: alignments and lines between columns.
fn add_columns(clean: &mut String, columns: &str, depth: usize) {
    let mut rest = columns.trim_start();
    while let Some(c) = rest.chars().next() {
        if clean.len() >= MAX_COLUMNS || depth > 3 {
            return;
        }
        let mut after = &rest[c.len_utf8()..];
        match c {
            'l' | 'c' | 'r' | '|' | ':' => clean.push(c),
            'L' | 'X' => clean.push('l'),
            'C' => clean.push('c'),
            'R' | 'S' => clean.push('r'),
            'p' | 'm' | 'b' => {
                clean.push('l');
                after = argument(after).map_or("", |(_, after)| after);
            }
            '@' | '!' | '>' | '<' => after = argument(after).map_or("", |(_, after)| after),
            '*' => {
                let repeated =
                    argument(after).and_then(|(count, after)| Some((count, argument(after)?)));
                after = "";
                if let Some((count, (columns, follows))) = repeated {
                    let count = count.trim().parse::<usize>().unwrap_or(1);
                    for _ in 0..count.min(MAX_COLUMNS) {
                        add_columns(clean, columns, depth + 1);
                    }
                    after = follows;
                }
            }
            _ => {}
        }
        rest = after.trim_start();
    }
}
