//! Previews of files. Reading is bounded; nothing is run.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::columns::ColumnType;
use crate::error::{Error, Result};
use crate::markdown::with_front_matter_as_code;
use crate::media_type::{extension, media_type};
use crate::{jsonl, notebook, table};

/// Maximum number of bytes read of a text.
pub const PREVIEW_LIMIT: usize = 512 * 1024;

/// The preview of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Preview {
    /// Plain text.
    Text {
        /// The text.
        text: String,
        /// True if the file is longer.
        truncated: bool,
    },
    /// Source code and data formats.
    Code {
        /// The language, as a file extension or a name such as `dockerfile`.
        language: String,
        /// The text.
        text: String,
        /// True if the file is longer.
        truncated: bool,
    },
    /// Markdown; it is hostile until rendered.
    Markdown {
        /// The source.
        text: String,
        /// True if the file is longer.
        truncated: bool,
    },
    /// Rows of cells.
    Table {
        /// The header row.
        header: Vec<String>,
        /// The other rows; they may differ in length.
        rows: Vec<Vec<String>>,
        /// True if rows, columns or parts of long cells were left out.
        truncated: bool,
    },
    /// An image in a format that windows can show, verified by its signature.
    Image {
        /// Its media type.
        mime: String,
        /// Size in bytes.
        size: u64,
    },
    /// A PDF document.
    Pdf {
        /// Size in bytes.
        size: u64,
    },
    /// Sound.
    Audio {
        /// Its media type.
        mime: String,
        /// Size in bytes.
        size: u64,
    },
    /// Video.
    Video {
        /// Its media type.
        mime: String,
        /// Size in bytes.
        size: u64,
    },
    /// HTML or SVG; it is hostile and belongs in a frame without scripts and without a network.
    Html {
        /// The source.
        text: String,
        /// True if the file is longer.
        truncated: bool,
    },
    /// A file without a preview.
    Binary {
        /// Its media type.
        mime: String,
        /// Size in bytes.
        size: u64,
    },
}

/// A preview, and how the file was interpreted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The preview.
    pub preview: Preview,
    /// Its media type.
    pub media_type: String,
    /// Encoding of its text; `None` if it is not text.
    pub encoding: Option<&'static str>,
    /// Field separator of a table; `None` if it has one column, or if the file is not a table.
    pub separator: Option<char>,
    /// Lines above a table that describe it; a `sep=` line is not included.
    pub title: Vec<String>,
    /// True if the columns of a table have no names and were numbered.
    pub is_numbered: bool,
    /// Types of a table's columns.
    pub columns: Vec<ColumnType>,
}

/// Maximum number of bytes read of a notebook: it contains its pictures, and can only be read as a whole.
const NOTEBOOK_LIMIT: u64 = 32 << 20;

/// Returns the maximum number of bytes to read of a file; `usual` applies to all but notebooks.
pub(crate) fn limit_of(name: &str, usual: usize) -> u64 {
    if is_notebook(name) {
        NOTEBOOK_LIMIT
    } else {
        usual as u64
    }
}

/// Makes the preview of the file at `path`, whose display name is `name` and whose announced media type is `mime`.
/// Blocks; reads at most [`PREVIEW_LIMIT`] bytes, more of a notebook.
pub fn preview(path: &Path, name: &str, mime: Option<&str>) -> Result<Preview> {
    Ok(inspect(path, name, mime, None)?.preview)
}

/// Like [`preview`], and returns how the file was interpreted. `encoding` overrides the detected encoding of its text;
/// see [`encodings::CHOICES`].
pub fn inspect(
    path: &Path,
    name: &str,
    mime: Option<&str>,
    encoding: Option<&str>,
) -> Result<Inspection> {
    let failed = |error| Error::io("read", path, error);
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let mut head = Vec::new();
    file.take(limit_of(name, PREVIEW_LIMIT))
        .read_to_end(&mut head)
        .map_err(failed)?;
    let is_whole = head.len() as u64 >= size;
    Ok(inspect_bytes(name, mime, &head, size, is_whole, encoding))
}

fn inspect_bytes(
    name: &str,
    mime: Option<&str>,
    head: &[u8],
    size: u64,
    is_whole: bool,
    encoding: Option<&str>,
) -> Inspection {
    let mime = media_type(name, mime, head);
    let inspection = |preview, encoding| Inspection {
        preview,
        media_type: mime.clone(),
        encoding,
        separator: None,
        title: Vec::new(),
        is_numbered: false,
        columns: Vec::new(),
    };
    if let Some(preview) = media_preview(&mime, head, size) {
        return inspection(preview, None);
    }
    let decoded = match encoding {
        Some(encoding) => encodings::decode_as(encoding, head, is_whole),
        None => encodings::decode(head, is_whole),
    };
    let Some(encodings::Decoded { text, encoding }) = decoded else {
        let mime = mime.clone();
        return inspection(Preview::Binary { mime, size }, None);
    };
    let truncated = !is_whole;
    let preview = match mime.as_str() {
        "text/markdown" => Preview::Markdown {
            text: with_front_matter_as_code(text),
            truncated,
        },
        "text/html" | "application/xhtml+xml" | "image/svg+xml" => {
            Preview::Html { text, truncated }
        }
        "text/csv" | "text/tab-separated-values" => match table::read(&text, is_whole) {
            Some(table) => return table_inspection(table, inspection, encoding),
            None => Preview::Text { text, truncated },
        },
        "application/jsonl" => match jsonl::read(&text, is_whole) {
            Some(table) => return table_inspection(table, inspection, encoding),
            None => Preview::Code {
                language: "json".to_owned(),
                text,
                truncated,
            },
        },
        _ if is_whole
            && is_notebook(name)
            && let Some(text) = notebook::markdown(&text) =>
        {
            Preview::Markdown { text, truncated }
        }
        _ => match language(name, &mime) {
            Some(language) => Preview::Code {
                language,
                text,
                truncated,
            },
            None => Preview::Text { text, truncated },
        },
    };
    inspection(preview, Some(encoding))
}

fn table_inspection(
    table: table::Table,
    inspection: impl Fn(Preview, Option<&'static str>) -> Inspection,
    encoding: &'static str,
) -> Inspection {
    let columns = (0..table.header.len()).map(|at| {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        ColumnType::detect(cells.map(String::as_str), table.separator)
    });
    let columns = columns.collect();
    let preview = Preview::Table {
        header: table.header,
        rows: table.rows,
        truncated: table.is_truncated,
    };
    Inspection {
        separator: table.separator,
        title: table.title,
        is_numbered: table.is_numbered,
        columns,
        ..inspection(preview, Some(encoding))
    }
}

/// Returns the preview of a file that is not text: image, PDF, sound or video.
fn media_preview(mime: &str, head: &[u8], size: u64) -> Option<Preview> {
    let kind = mime.split('/').next().unwrap_or_default();
    let mime = mime.to_owned();
    match mime.as_str() {
        "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp" | "image/avif"
        | "image/x-icon" => Some(Preview::Image { mime, size }),
        "application/pdf" if head.starts_with(b"%PDF") => Some(Preview::Pdf { size }),
        _ if kind == "audio" => Some(Preview::Audio { mime, size }),
        _ if kind == "video" => Some(Preview::Video { mime, size }),
        _ => None,
    }
}

/// Returns true if a name is that of a Jupyter notebook.
pub(crate) fn is_notebook(name: &str) -> bool {
    extension(name).is_some_and(|extension| extension == "ipynb")
}

/// Extensions of plain text files, which are not shown as code.
const PLAIN_TEXT_EXTENSIONS: &[&str] = &["txt", "text", "log", "me", "out", "err"];

/// Returns the language of a text by its name, otherwise by its media type.
fn language(name: &str, mime: &str) -> Option<String> {
    let whole = name.to_ascii_lowercase();
    if matches!(
        whole.as_str(),
        "dockerfile" | "makefile" | "rakefile" | "gemfile"
    ) {
        return Some(whole);
    }
    match extension(name) {
        Some(extension) if PLAIN_TEXT_EXTENSIONS.contains(&extension.as_str()) => None,
        Some(extension) if extension == "ipynb" => Some("json".to_owned()),
        Some(extension) => Some(extension),
        None => match mime {
            "application/json" => Some("json".to_owned()),
            "application/xml" | "text/xml" => Some("xml".to_owned()),
            "text/x-python" => Some("py".to_owned()),
            "text/x-shellscript" => Some("sh".to_owned()),
            "text/javascript" => Some("js".to_owned()),
            _ => None,
        },
    }
}
