//! Manual line breaks outside of an environment: the formula is wrapped in one.

use std::borrow::Cow;

/// Returns the formula, wrapped in an environment if it has lines or columns outside of any.
pub(super) fn wrap_in_lines(tex: &str) -> Cow<'_, str> {
    let mut whole = tex.trim_end();
    while let Some(before) = whole.strip_suffix("\\\\") {
        if before.ends_with('\\') {
            break;
        }
        whole = before.trim_end();
    }
    let found = match whole.trim_matches(['&', ' ']).is_empty() {
        true => Outside::default(),
        false => outside(whole),
    };
    let environment = match (found.lines, found.columns) {
        (_, true) => "aligned",
        (true, false) => "gathered",
        (false, false) if whole.len() < tex.trim_end().len() => return Cow::Borrowed(whole),
        (false, false) => return Cow::Borrowed(tex),
    };
    Cow::Owned(format!(
        "\\begin{{{environment}}}{whole}\\end{{{environment}}}"
    ))
}

/// The separators found outside of every group and environment.
#[derive(Default)]
struct Outside {
    lines: bool,
    columns: bool,
}

fn outside(tex: &str) -> Outside {
    let mut found = Outside::default();
    let mut depth = 0_i32;
    let mut rest = tex;
    while let Some(at) = rest.find(['\\', '{', '}', '&']) {
        let after = &rest[at + 1..];
        let mut length = 0;
        match rest.as_bytes()[at] {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'&' => found.columns |= depth == 0,
            _ => {
                let letters = after.find(|c: char| !c.is_ascii_alphabetic());
                length = letters.unwrap_or(after.len());
                match &after[..length] {
                    "begin" | "left" => depth += 1,
                    "end" | "right" => depth -= 1,
                    "" => {
                        found.lines |= depth == 0 && after.starts_with('\\');
                        length = after.chars().next().map_or(0, char::len_utf8);
                    }
                    _ => {}
                }
            }
        }
        rest = &after[length..];
    }
    if depth != 0 {
        // A formula with unmatched delimiters is left as it is.
        return Outside::default();
    }
    found
}
