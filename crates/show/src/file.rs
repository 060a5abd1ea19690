//! A file as its preview shows it, and the words that search gets of it.

use std::path::Path;

use artifacts::Preview;
use render::Block;
use serde::Serialize;

/// So many rows of a table are printed.
const ROWS: usize = 50;

/// A file as it is taken.
#[derive(Serialize)]
pub(crate) struct File {
    file: String,
    kind: &'static str,
    media_type: String,
    encoding: Option<&'static str>,
    table: Option<Table>,
    text: Option<String>,
    html: Option<String>,
    searched: Option<String>,
}

#[derive(Serialize)]
struct Table {
    separator: Option<String>,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Looks at a file.
pub(crate) fn shown(path: &Path) -> Result<File, String> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let look = artifacts::look(path, &name, None).map_err(|error| error.to_string())?;
    let searched = artifacts::words(path, &name, None).map_err(|error| error.to_string())?;
    let (kind, text, html, table) = match look.preview {
        Preview::Text { text, .. } => {
            let html = render::highlight(&text, "");
            ("text", Some(text), Some(html), None)
        }
        Preview::Code { language, text, .. } => {
            let html = render::highlight(&text, &language);
            ("code", Some(text), Some(html), None)
        }
        Preview::Markdown { text, .. } => {
            let blocks = render::render_document(&text);
            let html: Vec<String> = blocks.iter().map(Block::to_html).collect();
            ("markdown", Some(text), Some(html.join("\n")), None)
        }
        Preview::Table {
            header, mut rows, ..
        } => {
            rows.truncate(ROWS);
            let table = Table {
                separator: look.separator.map(String::from),
                header,
                rows,
            };
            ("table", None, None, Some(table))
        }
        Preview::Html { text, .. } => ("html", Some(text), None, None),
        Preview::Image { .. } => ("image", None, None, None),
        Preview::Pdf { .. } => ("pdf", None, None, None),
        Preview::Audio { .. } => ("audio", None, None, None),
        Preview::Video { .. } => ("video", None, None, None),
        Preview::Binary { .. } => ("binary", None, None, None),
    };
    Ok(File {
        file: path.display().to_string(),
        kind,
        media_type: look.media_type,
        encoding: look.encoding,
        table,
        text,
        html,
        searched,
    })
}
