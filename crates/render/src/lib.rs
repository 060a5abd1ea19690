//! Rendering of Markdown to safe HTML, block by block.
//!
//! Model output is hostile: the HTML contains only the elements and attributes listed below, has passed an allow-list
//! sanitiser as the last step, fetches nothing and runs nothing.
//!
//! # What the HTML looks like
//!
//! A [`Block`] is one top-level Markdown block. The style sheet may count on these and no others:
//!
//! | element | what it is |
//! |---|---|
//! | `p h1…h6 ul ol blockquote table` with `dir="auto"` | text whose direction is detected |
//! | `ul.task-list > li.task > input[type=checkbox][disabled]` | a task list |
//! | `div.alert.alert-KIND` of [`ALERTS`], `> p.alert-title` | an alert box |
//! | `div.table-scroll > table`, cells `.align-left .align-center .align-right` | a table that scrolls inside itself |
//! | `pre.code[data-language] > code` | code, with spans of the classes in [`HIGHLIGHT_CLASSES`]; raw HTML appears this way too |
//! | `pre.code > code > span.ansi-COLOUR`, `span.ansi-bold` | output of a terminal |
//! | `pre.code > code > span.lines` | a chunk of lines of long code, in a box of its own, so that later lines do not cause a new layout of it |
//! | `a[href][data-external][rel]` | a link to `http`, `https` or `mailto`; the host asks before it opens one |
//! | `span.inert-link` | a link whose address is none of these |
//! | `span.remote-image[data-host][data-url]` | an image that is not fetched; the text is its alternative text |
//! | `span.dropped-image` | an image without a web address (`data:` and the like); the text is its alternative text |
//! | `sup.citation[data-citation=N]` | the number of a source |
//! | `sup.footnote-ref[data-footnote]`, `div.footnote[data-footnote] > span.footnote-label` | a footnote's mark, and its text where it was written |
//! | `span.math.math-inline`, `span.math.math-display`, also `.math-boxed` `> math` | a formula in MathML Core, with the classes in [`MATH_CLASSES`] |
//! | `span.math > code` | a formula in TeX that could not be converted |
//! | `em strong del code br hr kbd mark sub sup u b i small ruby rt rp` | as in HTML |

mod address;
mod block;
mod byte_order_mark;
mod citation;
mod code;
mod disclosure;
mod document;
mod environment;
mod escape;
mod footnote;
mod formula;
mod grammar;
mod heal;
mod html;
mod lines;
mod link;
mod math;
mod mend;
mod open_block;
mod sanitize;
mod stream;
mod terminal;
mod tex;
mod text;
mod update;

use document::{Breaks, Definitions};
use html::Continuation;

pub use block::Block;
pub use citation::Citation;
pub use code::{HIGHLIGHT_LIMIT, highlight};
pub use grammar::HIGHLIGHT_CLASSES;
pub use sanitize::{ALERTS, MATH_CLASSES};
pub use stream::Stream;
pub use text::plain_text;
pub use update::Update;

/// Renders a whole answer, in which a line break in the source is shown. References are resolved even if their
/// definition follows later.
#[must_use]
pub fn render(markdown: &str) -> Vec<Block> {
    render_with_citations(markdown, &[])
}

/// Renders a Markdown file, in which a single line break is shown as a space.
#[must_use]
pub fn render_document(markdown: &str) -> Vec<Block> {
    render_blocks(markdown, &[], Breaks::Flow)
}

/// Renders a whole answer and places the number of each source after the text that it supports.
///
/// Ranges are bytes of `markdown` (contract section 6). A range end outside of the text, inside a character, or inside
/// a link or code moves to the nearest later position where a number can be placed.
#[must_use]
pub fn render_with_citations(markdown: &str, citations: &[Citation]) -> Vec<Block> {
    render_blocks(markdown, citations, Breaks::Shown)
}

fn render_blocks(markdown: &str, citations: &[Citation], breaks: Breaks) -> Vec<Block> {
    let normalized = byte_order_mark::replace_in_whole(markdown);
    let markdown = &*normalized;
    let mut source_numbers = citation::SourceNumbers::new(markdown, citations);
    let mut cache = code::Cache::default();
    document::parse_with(markdown, &Definitions::default(), breaks, |document| {
        let nodes = document.blocks();
        let last = nodes.len().saturating_sub(1);
        nodes
            .iter()
            .enumerate()
            .map(|(position, node)| {
                html::block(
                    document,
                    node,
                    &mut source_numbers,
                    &mut cache,
                    Continuation::None,
                    position == last,
                )
            })
            .collect()
    })
}
