//! Extraction of text for search. Reading is bounded; nothing is run.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result};
use crate::media_type::media_type;
use crate::notebook;
use crate::preview::{is_notebook, limit_of};

/// Maximum number of bytes read of a file; a longer one is found by its beginning only.
pub const WORDS_LIMIT: usize = 512 * 1024;

/// Text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The text.
    pub text: String,
    /// True if the file is longer.
    pub truncated: bool,
}

/// Returns the text of the file at `path`, whose name is `name` and whose announced media type is `mime`; `None` if it
/// is not text. `encoding` as for [`crate::inspect`]. Blocks; reads at most [`WORDS_LIMIT`] bytes, more of a notebook.
pub fn words(
    path: &Path,
    name: &str,
    mime: Option<&str>,
    encoding: Option<&str>,
) -> Result<Option<Words>> {
    let failed = |error| Error::io("read", path, error);
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let mut head = Vec::new();
    file.take(limit_of(name, WORDS_LIMIT))
        .read_to_end(&mut head)
        .map_err(failed)?;
    let mime = media_type(name, mime, &head[..head.len().min(512)]);
    let kind = mime.split('/').next().unwrap_or_default();
    let is_drawn = matches!(kind, "image" | "audio" | "video") && mime != "image/svg+xml";
    if is_drawn || mime == "application/pdf" {
        return Ok(None);
    }
    let is_whole = head.len() as u64 >= size;
    let decoded = match encoding {
        Some(encoding) => encodings::decode_as(encoding, &head, is_whole),
        None => encodings::decode(&head, is_whole),
    };
    let mut text = decoded.map(|decoded| decoded.text);
    if is_notebook(name) && is_whole {
        // A notebook's pictures are base64, which is useless for search.
        text = text.map(|text| notebook::markdown(&text).unwrap_or(text));
    }
    Ok(text.map(|text| Words {
        text,
        truncated: !is_whole,
    }))
}
