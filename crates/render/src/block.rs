//! A rendered block that can grow: outer elements, and pieces inside them.

use serde::{Deserialize, Serialize};

use crate::sanitize::sanitize;

/// One top-level Markdown block as safe HTML. Content that may grow long comes in pieces: the rows of a table, the
/// items of a list, and groups of lines of long code. Each piece is sanitised by itself, so that it need not be
/// processed again when another is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Block {
    /// The whole block, or the elements around its pieces; the documentation of the crate `render` lists what may be in
    /// it.
    pub html: String,
    /// HTML of the children of the innermost last element of `html`, in order; empty for a block that is not split.
    pub pieces: Vec<String>,
}

/// The context of a piece, so that it is sanitised as part of its parent element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceContext {
    Code,
    Table,
    List,
}

impl Block {
    /// Returns the block as one piece of HTML.
    #[must_use]
    pub fn to_html(&self) -> String {
        if self.pieces.is_empty() {
            return self.html.clone();
        }
        let mut end = self.html.len();
        while self.html[..end].ends_with('>')
            && let Some(tag) = self.html[..end].rfind('<')
            && self.html[tag..].starts_with("</")
        {
            end = tag;
        }
        [&self.html[..end], &self.pieces.concat(), &self.html[end..]].concat()
    }

    /// Sanitises a block. `splits` holds the offsets at which its pieces begin, and the end of the last one.
    pub(crate) fn new(html: &str, context: PieceContext, splits: &[usize]) -> Self {
        let (Some(first), Some(last)) = (splits.first(), splits.last()) else {
            return Self {
                html: sanitize(html),
                pieces: Vec::new(),
            };
        };
        Self {
            html: sanitize(&[&html[..*first], &html[*last..]].concat()),
            pieces: splits
                .windows(2)
                .map(|ends| context.sanitize(&html[ends[0]..ends[1]]))
                .collect(),
        }
    }
}

impl PieceContext {
    fn sanitize(self, piece: &str) -> String {
        let (before, after) = match self {
            Self::Code => ("<pre><code>", "</code></pre>"),
            Self::Table => ("<table><tbody>", "</tbody></table>"),
            Self::List => ("<ul>", "</ul>"),
        };
        let clean = sanitize(&[before, piece, after].concat());
        // A piece that broke out of its context is not ours, and is dropped.
        clean
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .unwrap_or_default()
            .to_owned()
    }
}
