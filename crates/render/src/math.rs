//! Conversion of formulas from TeX to MathML.

use std::io;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::Content;
use pulldown_latex::{Event, Parser, Storage, write_mathml};

use crate::escape::escape;
use crate::tex;

/// Maximum length of TeX that is converted, in bytes; longer TeX is shown as it is.
const TEX_LIMIT: usize = 8 * 1024;
/// Maximum length of the MathML of one formula, in bytes.
const MATHML_LIMIT: usize = 256 * 1024;
/// Maximum nesting of elements: deeper ones are slow to lay out and illegible.
const DEPTH_LIMIT: usize = 64;

/// Maximum number of commands directly in a row. Each may be the argument of the previous one, and the parser recurses
/// into arguments.
const ROW_LIMIT: usize = 40;

/// Writes a formula. TeX that cannot be converted is written as code.
pub(crate) fn write(html: &mut String, tex: &str, is_display: bool) {
    html.push_str(match (is_display, boxed_content(tex).is_some()) {
        (false, false) => "<span class=\"math math-inline\">",
        (false, true) => "<span class=\"math math-inline math-boxed\">",
        (true, false) => "<span class=\"math math-display\">",
        (true, true) => "<span class=\"math math-display math-boxed\">",
    });
    let tex = boxed_content(tex).unwrap_or(tex);
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

/// Writes the content of a formula fence; each part between blank lines is a formula of its own.
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

/// Returns the formula as MathML Core; `None` if this version cannot convert it.
fn mathml(tex: &str, is_display: bool) -> Option<String> {
    if tex.len() > TEX_LIMIT {
        return None;
    }
    let tex = tex::rewrite(tex, is_display).filter(|tex| !has_long_row(tex))?;
    // TeX is hostile: a panic in the parser must not take the answer with it.
    std::panic::catch_unwind(|| convert_to_mathml(&tex, is_display))
        .ok()
        .flatten()
        .map(|mathml| tex::replace_styles(&mathml))
        .filter(|mathml| depth(mathml) <= DEPTH_LIMIT)
}

fn convert_to_mathml(tex: &str, is_display: bool) -> Option<String> {
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
    let mut written = BoundedWriter(Vec::new());
    let events = events.into_iter().map(|event| match event {
        // The converter's blank is the name of an HTML entity, which would be shown literally.
        Event::Content(Content::Text("&nbsp;")) => Event::Content(Content::Text("\u{a0}")),
        other => other,
    });
    let events = events.map(Ok::<_, std::convert::Infallible>);
    write_mathml(&mut written, events, config).ok()?;
    let mathml = String::from_utf8(written.0).ok()?;
    // The converter writes a text of one blank with a leading and a trailing blank.
    let mathml = mathml.replace("<mtext>&nbsp;&nbsp;</mtext>", "<mtext>&nbsp;</mtext>");
    Some(with_known_lengths(&mathml))
}

/// Replaces the math units of spaces, which the converter has already converted but still names, by ems.
fn with_known_lengths(mathml: &str) -> String {
    let mut parts = mathml.split("<mspace width=\"");
    let mut known = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (width, after) = part.split_once('"').unwrap_or((part, ""));
        let number = width.strip_suffix("mu");
        known.push_str("<mspace width=\"");
        known.push_str(number.unwrap_or(width));
        known.push_str(if number.is_some() { "em\"" } else { "\"" });
        known.push_str(after);
    }
    known
}

/// A writer that fails at [`MATHML_LIMIT`].
struct BoundedWriter(Vec<u8>);

impl io::Write for BoundedWriter {
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

/// Returns the maximum nesting depth of elements in MathML written here.
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

/// Returns the content of the frame if the whole formula is `\boxed_content`.
fn boxed_content(tex: &str) -> Option<&str> {
    let (inner, after) = tex::group(tex.trim().strip_prefix("\\boxed")?)?;
    after.is_empty().then_some(inner)
}

/// Returns true if there are more than [`ROW_LIMIT`] commands in a row.
fn has_long_row(tex: &str) -> bool {
    let mut rest = tex;
    let mut row = 0;
    while let Some(at) = rest.find('\\') {
        let after = &rest[at + 1..];
        let letters = after
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(after.len());
        let sign = after.chars().next().map_or(0, char::len_utf8);
        let follows_another = rest[..at]
            .trim_matches(['^', '_', ' ', '\t', '\n', '\r'])
            .is_empty();
        row = if follows_another { row + 1 } else { 1 };
        if row > ROW_LIMIT {
            return true;
        }
        rest = &after[letters.max(sign)..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_converter_does_not_know_is_said_otherwise() {
        let rewrite = |tex| tex::rewrite(tex, false);
        assert_eq!(
            rewrite("a \\label{eq:1} \\tag{1}").as_deref(),
            Some("a  \\qquad\\text{(1)}")
        );
        assert_eq!(
            rewrite("\\\\boxed{x}").as_deref(),
            Some("\\begin{gathered}\\\\boxed{x}\\end{gathered}")
        );
        assert_eq!(rewrite("\\bm{x}").as_deref(), Some("\\boldsymbol{x}"));
        assert!(rewrite("\\left( x \\right)").is_some());
        assert!(rewrite("\\def\\x{\\x\\x}\\x").is_none());
        assert_eq!(
            boxed_content(" \\boxed{\\frac{1}{2}} "),
            Some("\\frac{1}{2}")
        );
        assert_eq!(boxed_content("\\boxed{x} = 1"), None);
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
