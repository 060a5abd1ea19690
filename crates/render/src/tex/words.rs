//! Text inside a formula, with the formulas inside it.

use super::Writer;
use super::arguments::{after_star, argument};

/// Commands with a text argument.
pub(super) const TEXTS: &[&str] = &[
    "text",
    "mbox",
    "hbox",
    "textrm",
    "textnormal",
    "textup",
    "textsc",
    "emph",
    "intertext",
    "shortintertext",
    "textbf",
    "textit",
    "textsf",
    "texttt",
];

impl Writer {
    /// Writes the number of a formula.
    pub(super) fn tag<'t>(
        &mut self,
        written: &mut String,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (is_bare, follows) = after_star(follows);
        let (number, rest) = argument(follows).unwrap_or(("", follows));
        written.push_str("\\qquad");
        let number = match is_bare {
            true => number.to_owned(),
            false => format!("({number})"),
        };
        text(self, written, &number, depth)?;
        Some(rest)
    }

    /// Writes a text, in its font if it is a single word.
    pub(super) fn words<'t>(
        &mut self,
        written: &mut String,
        name: &str,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (words, rest) = argument(follows)?;
        let font = match name {
            "textbf" => "\\mathbf",
            "textit" | "emph" => "\\mathit",
            "texttt" => "\\mathtt",
            "textsf" => "\\mathsf",
            _ => "",
        };
        let is_word = words.chars().all(char::is_alphanumeric);
        if !font.is_empty() && is_word {
            written.push_str(&format!("{font}{{{words}}}"));
        } else {
            written.push('{');
            text(self, written, words, depth)?;
            written.push('}');
        }
        Some(rest)
    }
}

/// Writes the label of another formula in brackets.
pub(super) fn reference<'t>(written: &mut String, follows: &'t str) -> &'t str {
    let (_, follows) = after_star(follows);
    let (label, rest) = argument(follows).unwrap_or(("", follows));
    let label = label.replace(['\\', '{', '}', '%', '$'], "");
    written.push_str(&format!("\\text{{({label})}}"));
    rest
}

/// Writes a text with the formulas in it.
pub(super) fn text(
    writer: &mut Writer,
    written: &mut String,
    words: &str,
    depth: usize,
) -> Option<()> {
    for (position, part) in split_dollars(words).into_iter().enumerate() {
        if position % 2 == 1 {
            written.push('{');
            written.push_str(&writer.all(part, depth + 1)?);
            written.push('}');
            continue;
        }
        let mut open = String::new();
        let mut rest = part;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '\\' => {
                    let letters = rest
                        .find(|c: char| !c.is_ascii_alphabetic())
                        .unwrap_or(rest.len());
                    let (name, after) = rest.split_at(letters);
                    if name.is_empty() {
                        let sign = rest.chars().next();
                        rest = &rest[sign.map_or(0, char::len_utf8)..];
                        match sign {
                            Some(sign @ ('%' | '&' | '#' | '_' | '$' | '{' | '}')) => {
                                words_of(written, &mut open);
                                written.push('\\');
                                written.push(sign);
                            }
                            Some(',' | ';' | ':' | ' ' | '\\') => open.push(' '),
                            _ => {}
                        }
                    } else if matches!(
                        name,
                        "ref" | "eqref" | "ce" | "ch" | "SI" | "qty" | "pu" | "num" | "unit" | "si"
                    ) {
                        words_of(written, &mut open);
                        rest = writer.command(written, name, after, depth + 1)?;
                    } else {
                        // Fonts and sizes inside a text are dropped; the text stays.
                        rest = after.strip_prefix(' ').unwrap_or(after);
                        match name {
                            "textdegree" => open.push('°'),
                            "textmu" => open.push('µ'),
                            "ldots" | "dots" | "textellipsis" => open.push('…'),
                            "quad" | "qquad" => open.push(' '),
                            "ss" => open.push('ß'),
                            _ => {}
                        }
                    }
                }
                '{' | '}' => {}
                '~' => open.push('\u{a0}'),
                '%' | '#' | '&' | '_' | '^' => {
                    words_of(written, &mut open);
                    written.push_str(match c {
                        '^' => "\\text{^}",
                        '%' => "\\%",
                        '#' => "\\#",
                        '&' => "\\&",
                        _ => "\\_",
                    });
                }
                c => open.push(c),
            }
        }
        words_of(written, &mut open);
    }
    Some(())
}

fn words_of(written: &mut String, open: &mut String) {
    if !open.is_empty() {
        written.push_str("\\text{");
        written.push_str(open);
        written.push('}');
        open.clear();
    }
}

/// Splits a text into alternating text and formulas.
fn split_dollars(words: &str) -> Vec<&str> {
    let signs: Vec<usize> = words
        .match_indices('$')
        .map(|(at, _)| at)
        .filter(|at| !words[..*at].ends_with('\\'))
        .collect();
    if signs.len() % 2 == 1 {
        return vec![words];
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for at in signs {
        parts.push(&words[from..at]);
        from = at + 1;
    }
    parts.push(&words[from..]);
    parts
}
