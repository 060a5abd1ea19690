//! Commutative diagrams as in the `CD` environment: a matrix of objects and arrows.

use super::{Writer, arrow};

/// Returns the diagram as a matrix; `None` if an arrow does not end.
pub(super) fn to_matrix(writer: &mut Writer, diagram: &str, depth: usize) -> Option<String> {
    let mut rows = Vec::new();
    for row in diagram.split("\\\\") {
        let row = row.trim();
        if !row.is_empty() {
            rows.push(match row.starts_with('@') {
                true => vertical(writer, row, depth)?,
                false => horizontal(writer, row, depth)?,
            });
        }
    }
    Some(format!(
        "\\begin{{matrix}}{}\\end{{matrix}}",
        rows.join("\\\\")
    ))
}

/// Returns a row of objects with arrows between them.
fn horizontal(writer: &mut Writer, row: &str, depth: usize) -> Option<String> {
    let mut cells = Vec::new();
    let mut rest = row;
    while let Some((object, after)) = rest.split_once('@') {
        cells.push(writer.all(object.trim(), depth)?);
        let kind = after.chars().next()?;
        let after = &after[kind.len_utf8()..];
        let (cell, after) = match kind {
            '>' | ')' => labelled(writer, "xrightarrow", kind, after, depth)?,
            '<' | '(' => labelled(writer, "xleftarrow", kind, after, depth)?,
            '=' => (arrow("xlongequal", "", ""), after),
            '.' => (String::new(), after),
            _ => return None,
        };
        cells.push(cell);
        rest = after;
    }
    cells.push(writer.all(rest.trim(), depth)?);
    Some(cells.join("&"))
}

/// Returns an arrow between objects, with its labels above and below.
fn labelled<'t>(
    writer: &mut Writer,
    name: &str,
    sign: char,
    labels: &'t str,
    depth: usize,
) -> Option<(String, &'t str)> {
    let (above, after) = upto(labels, sign)?;
    let (below, after) = upto(after, sign)?;
    let above = writer.all(above.trim(), depth)?;
    let below = writer.all(below.trim(), depth)?;
    Some((arrow(name, &above, &below), after))
}

/// Returns a row of arrows from objects to those below them.
fn vertical(writer: &mut Writer, row: &str, depth: usize) -> Option<String> {
    let mut cells = Vec::new();
    let mut rest = row;
    while let Some((_, after)) = rest.split_once('@') {
        let kind = after.chars().next()?;
        let after = &after[kind.len_utf8()..];
        let (cell, after) = match kind {
            'V' | 'A' => {
                let (left, after) = upto(after, kind)?;
                let (right, after) = upto(after, kind)?;
                let left = writer.all(left.trim(), depth)?;
                let right = writer.all(right.trim(), depth)?;
                let sign = if kind == 'V' { "down" } else { "up" };
                let cell =
                    format!("{{\\scriptstyle {left}}}\\Big\\{sign}arrow{{\\scriptstyle {right}}}");
                (cell, after)
            }
            '|' | '=' => ("\\Big\\Vert".to_owned(), after),
            '.' => (String::new(), after),
            _ => return None,
        };
        cells.push(cell);
        rest = after;
    }
    Some(cells.join("&&"))
}

/// Returns the text before a sign that is outside of groups, and the rest after it.
fn upto(tex: &str, sign: char) -> Option<(&str, &str)> {
    let mut depth = 0_i32;
    for (at, c) in tex.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            c if c == sign && depth == 0 => return Some((&tex[..at], &tex[at + c.len_utf8()..])),
            _ => {}
        }
    }
    None
}
