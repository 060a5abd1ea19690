//! An answer as the window shows it, at once and while it streams in.

use std::path::Path;

use render::{Block, Stream};
use serde::Serialize;

/// Chunk sizes in bytes with which an answer is streamed.
const PIECES: [usize; 3] = [1, 7, 64];

/// The rendered answer.
#[derive(Serialize)]
pub(crate) struct Answer {
    file: String,
    /// One HTML string per block, its pieces joined.
    html: Vec<String>,
    /// The text for search.
    text: String,
    /// True if streaming gives the same blocks for every chunk size.
    streamed_equal: bool,
}

/// Renders an answer in Markdown.
pub(crate) fn shown(path: &Path) -> Result<Answer, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let markdown = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    let whole = render::render(&markdown);
    Ok(Answer {
        file: path.display().to_string(),
        streamed_equal: PIECES
            .iter()
            .all(|size| streamed(&markdown, *size).as_ref() == Some(&whole)),
        html: whole.iter().map(Block::to_html).collect(),
        text: render::plain_text(&markdown),
    })
}

/// The blocks after streaming the text in chunks of `size` bytes, or a whole character if that is longer; `None` if a
/// finished block was changed.
fn streamed(markdown: &str, size: usize) -> Option<Vec<Block>> {
    let mut stream = Stream::new();
    let (mut shown, mut finished) = (Vec::new(), 0);
    let mut rest = markdown;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(size.min(rest.len())));
        rest = after;
        let update = stream.push(piece);
        if update.from < finished {
            return None;
        }
        finished = stream.finished();
        update.apply(&mut shown);
    }
    let update = stream.finish();
    if update.from < finished {
        return None;
    }
    update.apply(&mut shown);
    Some(shown)
}
