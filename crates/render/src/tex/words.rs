//! Text inside a formula, with the formulas inside it.

use super::arguments::{after_star, argument, optional};
use super::rows::wrap_in_lines;
use super::{Writer, group_of};

/// Commands with an argument that is words, and how many arguments stand before it.
const WORDS: &[(&str, usize)] = &[
    ("ce", 0),
    ("ch", 0),
    ("colorbox", 1),
    ("emph", 0),
    ("fbox", 0),
    ("fcolorbox", 2),
    ("framebox", 0),
    ("hbox", 0),
    ("intertext", 0),
    ("mbox", 0),
    ("parbox", 1),
    ("raisebox", 1),
    ("shortintertext", 0),
    ("tag", 0),
    ("text", 0),
    ("textbf", 0),
    ("textit", 0),
    ("textnormal", 0),
    ("textrm", 0),
    ("textsc", 0),
    ("textsf", 0),
    ("texttt", 0),
    ("textup", 0),
];

/// Returns the number of arguments of a command before its text argument; `None` if it has no text argument.
pub(crate) fn words_after(name: &str) -> Option<usize> {
    let known = WORDS.iter().find(|(known, _)| *known == name);
    known.map(|(_, before)| *before)
}

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
        let mut rest = after_star(follows).1;
        for _ in 0..words_after(name).unwrap_or_default() {
            (_, rest) = argument(optional(rest).1)?;
        }
        while let (Some(_), after) = optional(rest) {
            rest = after;
        }
        let (words, rest) = argument(rest)?;
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
            return Some(rest);
        }
        // Models draw boxes around formulas too.
        let is_formula =
            name.ends_with("box") && !words.contains('$') && words.contains(['\\', '^', '_', '&']);
        let mut inner = String::new();
        match is_formula {
            true => inner = wrap_in_lines(&self.all(words, depth + 1)?).into_owned(),
            false => text(self, &mut inner, words, depth)?,
        }
        written.push_str(&match name {
            // A line of its own between those of an environment.
            "intertext" | "shortintertext" => format!("{{{inner}}}\\\\"),
            "fbox" | "framebox" => group_of("tex-boxed", &inner),
            _ => format!("{{{inner}}}"),
        });
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
                            Some(sign) => rest = accented(&mut open, sign, rest),
                            None => {}
                        }
                    } else if matches!(
                        name,
                        "ref" | "eqref" | "ce" | "ch" | "SI" | "qty" | "pu" | "num" | "unit" | "si"
                    ) {
                        words_of(written, &mut open);
                        rest = writer.command(written, name, after, depth + 1)?;
                    } else if let Some((_, letter)) =
                        LETTERS.iter().find(|(known, _)| *known == name)
                    {
                        rest = after.strip_prefix("{}").unwrap_or(after.trim_start());
                        open.push(*letter);
                    } else if let [accent] = *name.as_bytes()
                        && "cvHukr".contains(char::from(accent))
                    {
                        rest = accented(&mut open, char::from(accent), after);
                    } else {
                        // Fonts and sizes inside a text are dropped; the text stays.
                        rest = after.strip_prefix(' ').unwrap_or(after);
                        match name {
                            "textdegree" => open.push('°'),
                            "textmu" => open.push('µ'),
                            "ldots" | "dots" | "textellipsis" => open.push('…'),
                            "quad" | "qquad" => open.push(' '),
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

/// Commands of letters in a text.
const LETTERS: &[(&str, char)] = &[
    ("AA", 'Å'),
    ("aa", 'å'),
    ("AE", 'Æ'),
    ("ae", 'æ'),
    ("OE", 'Œ'),
    ("oe", 'œ'),
    ("O", 'Ø'),
    ("o", 'ø'),
    ("L", 'Ł'),
    ("l", 'ł'),
    ("ss", 'ß'),
    ("i", 'ı'),
];

/// Accents in a text: the command, the letters it stands above or below, and those letters with it.
const ACCENTS: &[(char, &str, &str)] = &[
    ('"', "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
    ('\'', "aeiouycnszAEIOUYCNSZ", "áéíóúýćńśźÁÉÍÓÚÝĆŃŚŹ"),
    ('`', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('^', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ('~', "anoANO", "ãñõÃÑÕ"),
    ('=', "aeiouAEIOU", "āēīōūĀĒĪŌŪ"),
    ('.', "zeZE", "żėŻĖ"),
    ('c', "cstCST", "çşţÇŞŢ"),
    ('v', "cdenrstzCDENRSTZ", "čďěňřšťžČĎĚŇŘŠŤŽ"),
    ('H', "ouOU", "őűŐŰ"),
    ('u', "agAG", "ăğĂĞ"),
    ('k', "aeAE", "ąęĄĘ"),
    ('r', "auAU", "åůÅŮ"),
];

/// Writes the letter at the start of `rest` with an accent, and returns the rest after it. A letter that does not take
/// the accent stays as it is.
fn accented<'t>(open: &mut String, accent: char, rest: &'t str) -> &'t str {
    let Some((_, letters, with)) = ACCENTS.iter().find(|(known, ..)| *known == accent) else {
        return rest;
    };
    let Some((letter, after)) = argument(rest) else {
        return rest;
    };
    let letter = match letter.trim() {
        "\\i" => "i",
        letter => letter,
    };
    let at = letters
        .chars()
        .position(|known| letter == known.to_string());
    match at.and_then(|at| with.chars().nth(at)) {
        Some(with) => open.push(with),
        None => open.push_str(letter.trim_start_matches('\\')),
    }
    after
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
