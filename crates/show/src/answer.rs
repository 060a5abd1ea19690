//! An answer as the window shows it, at once and while it arrives.

use std::path::Path;

use render::{Block, Stream};
use serde::Serialize;

/// The sizes of the pieces, in bytes, in which an answer is streamed.
const PIECES: [usize; 3] = [1, 7, 64];

/// An answer as it is shown.
#[derive(Serialize)]
pub(crate) struct Answer {
    file: String,
    /// One string for each block, its pieces put together.
    html: Vec<String>,
    /// The words, as search gets them.
    text: String,
    /// Whether the answer ends in the same blocks however it is cut.
    streamed_equal: bool,
}

/// Reads an answer in Markdown.
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

/// What is shown when the text has come in pieces of so many bytes, or a whole character where that is
/// longer; `None` when a finished block was changed.
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
