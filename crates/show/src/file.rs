//! A file as its preview shows it, and its text for search.

use std::path::Path;

use artifacts::Preview;
use office::{Kind, Office};
use render::Block;
use serde::Serialize;

/// Maximum number of table rows to print.
const ROWS: usize = 50;

/// The preview of a file.
#[derive(Serialize)]
pub(crate) struct File {
    file: String,
    kind: &'static str,
    media_type: String,
    encoding: Option<&'static str>,
    table: Option<Table>,
    /// The entries of an archive.
    tree: Option<Vec<office::Entry>>,
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

/// Previews an Office file; `None` for any other file.
fn office(path: &Path, name: &str) -> Result<Option<File>, String> {
    let media_type = artifacts::media_type_of(path, name, None);
    let Some(kind) = Kind::of_file(name, &media_type) else {
        return Ok(None);
    };
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let office = match office::read(kind, &bytes) {
        Ok(office) => office,
        // It is previewed as plain text.
        Err(_) if kind.is_text() => return Ok(None),
        Err(refusal) => return Err(refusal.to_string()),
    };
    let searched = office.to_text();
    let (mut table, mut tree, mut text) = (None, None, None);
    let kind = match office {
        Office::Document { text: said, .. } => {
            text = Some(said);
            "document"
        }
        Office::Workbook(workbook) => {
            table = first_shown(workbook);
            "workbook"
        }
        Office::Tree(found) => {
            tree = Some(found.entries);
            "archive"
        }
    };
    let html = text.as_deref().map(rendered);
    Ok(Some(File {
        file: path.display().to_string(),
        kind,
        media_type,
        encoding: None,
        table,
        tree,
        text,
        html,
        searched: Some(searched),
    }))
}

/// The first sheet that is not hidden.
fn first_shown(workbook: office::Workbook) -> Option<Table> {
    let sheet = workbook.sheets.into_iter().find(|sheet| !sheet.is_hidden)?;
    let words = |row: office::Row| row.cells.into_iter().map(|cell| cell.text).collect();
    let mut rows = sheet.rows.into_iter().map(words);
    Some(Table {
        separator: None,
        header: rows.next().unwrap_or_default(),
        rows: rows.take(ROWS).collect(),
    })
}

fn rendered(markdown: &str) -> String {
    let blocks = render::render_document(markdown);
    let html: Vec<String> = blocks.iter().map(Block::to_html).collect();
    html.join("\n")
}

/// Previews a file.
pub(crate) fn shown(path: &Path) -> Result<File, String> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if let Some(office) = office(path, &name)? {
        return Ok(office);
    }
    let inspection =
        artifacts::inspect(path, &name, None, None).map_err(|error| error.to_string())?;
    let searched = artifacts::words(path, &name, None, None).map_err(|error| error.to_string())?;
    let (kind, text, html, table) = match inspection.preview {
        Preview::Text { text, .. } => {
            let html = render::highlight(&text, "");
            ("text", Some(text), Some(html), None)
        }
        Preview::Code { language, text, .. } => {
            let html = render::highlight(&text, &language);
            ("code", Some(text), Some(html), None)
        }
        Preview::Markdown { text, .. } => {
            let html = rendered(&text);
            ("markdown", Some(text), Some(html), None)
        }
        Preview::Table {
            header, mut rows, ..
        } => {
            rows.truncate(ROWS);
            let table = Table {
                separator: inspection.separator.map(String::from),
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
        media_type: inspection.media_type,
        encoding: inspection.encoding,
        table,
        tree: None,
        text,
        html,
        searched: searched.map(|words| words.text),
    })
}
