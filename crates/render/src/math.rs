//! Formulas: TeX in, MathML out.

use std::io;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Event, Parser, Storage, write_mathml};

use crate::escape::escape;

/// TeX of more bytes than this is shown as it is.
const TEX_LIMIT: usize = 8 * 1024;
/// The most bytes of MathML that one formula may become.
const MATHML_LIMIT: usize = 256 * 1024;
/// Elements nested deeper than this are laid out slowly, and no person reads them.
const DEPTH_LIMIT: usize = 64;

/// A command may be the argument of the one before it, and the parser takes one into the other: more of them
/// in a row than this are not given to it.
const ROW_LIMIT: usize = 40;

/// Commands that define others: a short text could stand for an endless one.
const DEFINING: &[&str] = &[
    "def",
    "edef",
    "futurelet",
    "gdef",
    "global",
    "let",
    "newcommand",
    "providecommand",
    "renewcommand",
    "xdef",
];

/// Writes a formula. TeX that cannot be read stands there as code.
pub(crate) fn write(html: &mut String, tex: &str, is_display: bool) {
    html.push_str(match (is_display, is_boxed(tex)) {
        (false, false) => "<span class=\"math math-inline\">",
        (false, true) => "<span class=\"math math-inline math-boxed\">",
        (true, false) => "<span class=\"math math-display\">",
        (true, true) => "<span class=\"math math-display math-boxed\">",
    });
    match mathml(tex, is_display) {
        Some(mathml) => html.push_str(&mathml),
        None => {
            html.push_str("<code>");
            escape(html, tex.trim());
            html.push_str("</code>");
        }
    }
    html.push_str("</span>");
}

/// Writes what a fence of formulas holds, each between blank lines one by itself.
pub(crate) fn write_fenced(html: &mut String, tex: &str) {
    let mut formula = String::new();
    for line in tex.lines().chain([""]) {
        if !line.trim().is_empty() {
            formula.push_str(line);
            formula.push('\n');
        } else if !formula.is_empty() {
            let tex = formula.trim();
            let bare = ["$$", "$"].iter().find_map(|sign| {
                let inner = tex.strip_prefix(sign)?.strip_suffix(sign)?;
                (!inner.contains('$')).then_some(inner)
            });
            let bare = bare.or_else(|| tex.strip_prefix("\\[")?.strip_suffix("\\]"));
            html.push_str("<p dir=\"auto\">");
            write(html, bare.unwrap_or(tex), true);
            html.push_str("</p>");
            formula.clear();
        }
    }
}

/// The formula as MathML Core; `None` when it is not TeX that this version knows.
fn mathml(tex: &str, is_display: bool) -> Option<String> {
    if tex.len() > TEX_LIMIT {
        return None;
    }
    let tex = simplified(tex)?;
    // TeX is hostile, and a parser that gives up must not take the answer with it.
    std::panic::catch_unwind(|| converted(&tex, is_display))
        .ok()
        .flatten()
        .filter(|mathml| depth(mathml) <= DEPTH_LIMIT)
}

fn converted(tex: &str, is_display: bool) -> Option<String> {
    let storage = Storage::new();
    let events: Vec<Event<'_>> = Parser::new(tex, &storage).collect::<Result<_, _>>().ok()?;
    let config = RenderConfig {
        display_mode: if is_display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut written = Bounded(Vec::new());
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    write_mathml(&mut written, events, config).ok()?;
    String::from_utf8(written.0).ok()
}

/// Takes bytes up to the limit and then no more.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MATHML_LIMIT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How deep elements are nested in MathML as it was written here.
fn depth(mathml: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in mathml.match_indices('<') {
        let tag = &mathml[at..];
        let is_empty = tag.find('>').is_some_and(|end| tag[..end].ends_with('/'));
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !is_empty {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// Whether the whole formula is a result in a frame.
fn is_boxed(tex: &str) -> bool {
    tex.trim()
        .strip_prefix("\\boxed")
        .is_some_and(|rest| group(rest).is_some_and(|(_, after)| after.is_empty()))
}

/// The formula in commands that the converter knows; `None` when it defines commands of its own or is not
/// to be given to a parser at all.
fn simplified(tex: &str) -> Option<String> {
    let mut simple = String::new();
    let mut rest = tex;
    let mut row = 0;
    while let Some(at) = rest.find('\\') {
        let after = &rest[at + 1..];
        let letters = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let (name, follows) = after.split_at(letters);
        let follows_another = rest[..at]
            .trim_matches(['^', '_', ' ', '\t', '\n', '\r'])
            .is_empty();
        row = if follows_another { row + 1 } else { 1 };
        if row > ROW_LIMIT || DEFINING.contains(&name) {
            return None;
        }
        simple.push_str(&rest[..at]);
        let argument = || group(follows).unwrap_or(("", follows));
        rest = match name {
            // The frame is drawn around the formula; see `is_boxed`.
            "boxed" | "notag" | "nonumber" => follows,
            "label" => argument().1,
            "tag" => {
                let (number, after) = argument();
                simple.push_str("\\qquad\\text{(");
                simple.push_str(number);
                simple.push_str(")}");
                after
            }
            "bm" => {
                simple.push_str("\\boldsymbol");
                follows
            }
            "" => {
                // A sign such as `\\` or `\{`, which may not be taken for the start of a name.
                let sign = after.chars().next().map_or(0, char::len_utf8);
                simple.push_str(&rest[at..=at + sign]);
                &after[sign..]
            }
            _ => {
                simple.push('\\');
                simple.push_str(name);
                follows
            }
        };
    }
    simple.push_str(rest);
    Some(simple)
}

/// What stands in the braces at the start of `tex`, and what comes after them.
fn group(tex: &str) -> Option<(&str, &str)> {
    let inner = tex.trim_start().strip_prefix('{')?;
    let mut depth = 0;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' if depth == 0 => return Some((&inner[..at], &inner[at + 1..])),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_converter_does_not_know_is_said_otherwise() {
        assert_eq!(
            simplified("a \\label{eq:1} \\tag{1}").as_deref(),
            Some("a  \\qquad\\text{(1)}")
        );
        assert_eq!(simplified("\\\\boxed{x}").as_deref(), Some("\\\\boxed{x}"));
        assert_eq!(simplified("\\bm{x}").as_deref(), Some("\\boldsymbol{x}"));
        assert!(simplified("\\left( x \\right)").is_some());
        assert!(simplified("\\def\\x{\\x\\x}\\x").is_none());
        assert!(is_boxed(" \\boxed{\\frac{1}{2}} "));
        assert!(!is_boxed("\\boxed{x} = 1"));
    }

    #[test]
    fn a_formula_that_would_be_too_large_or_too_deep_stays_tex() {
        assert!(mathml("x^2", false).is_some());
        assert!(mathml(&"x".repeat(TEX_LIMIT + 1), false).is_none());
        assert!(mathml(&("{".repeat(500) + &"}".repeat(500)), false).is_none());
        for row in ["\\sqrt", "\\frac ", "^\\hat", "\\not\n", "\\,", "\\left("] {
            assert!(mathml(&row.repeat(1000), false).is_none(), "{row}");
        }
    }

    #[test]
    fn no_construct_repeated_to_the_limit_overflows_the_stack() {
        let pieces = [
            "{",
            "{{",
            "}",
            "^{",
            "_{",
            "x^{",
            "\\sqrt{",
            "\\sqrt[",
            "\\frac{",
            "\\frac{}{",
            "\\left(",
            "\\left(x",
            "\\right)",
            "\\begin{matrix}",
            "\\begin{cases}x",
            "\\hat{",
            "\\text{",
            "\\mathbf{",
            "\\mathrm x",
            "\\overset{",
            "\\underbrace{",
            "\\binom{",
            "\\sum_",
            "'",
            "^",
            "_",
            "&",
            "\\\\",
            "~",
            "\\color{red}",
            "\\substack{",
            "x\\over ",
            "\\displaystyle ",
            "[",
            "$",
            "%",
            "#",
            "\u{301}",
        ];
        for piece in pieces {
            let _ = mathml(&piece.repeat(TEX_LIMIT / piece.len()), true);
        }
    }
}
