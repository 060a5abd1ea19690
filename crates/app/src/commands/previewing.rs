//! Previews of files in the window, and the bytes that a host serves to its page.

use std::path::PathBuf;

use artifacts::Inspection;
use office::{Kind, Office};

use super::files::stored_digest;
use super::tables::row_marks;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::blocking;
use crate::errors::{self, Result};
use crate::sealed::seal;
use crate::tables::table_of;

/// Maximum size in bytes of an image, sound or video shown in place, because the page holds all of it in memory.
const MEDIA_LIMIT: u64 = 128 << 20;

/// An image, a sound or a video whose bytes a host serves to its own page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// The path of the bytes, for reading only.
    pub path: PathBuf,
    /// The media type, determined from the bytes: one that the page shows or plays, and never one that could run.
    pub mime: String,
    /// The size in bytes.
    pub size: u64,
}

impl Backend {
    pub(super) async fn preview_file(&self, text: String) -> Result<FilePreview> {
        let row = self.artifact(&text).await?;
        if let Some(kind) = Kind::of_file(&row.name, &row.mime) {
            let path = self.path_of_bytes(&row).await?;
            let (read, has_pages) = tokio::join!(
                self.core.read_office(&path, kind),
                self.core.has_pages(&row)
            );
            match read {
                Ok(office) => return blocking(move || office_preview(office, has_pages)).await,
                // A file that cannot be parsed is shown as text.
                Err(error) if kind.is_text() || kind == Kind::Database => {
                    tracing::info!(%error, "a file is shown as what it is");
                }
                Err(failed) => return Err(errors::unreadable(&row.name, &failed)),
            }
        }
        let chosen = match &row.sha256 {
            Some(sha256) => self.core.chosen_encoding(sha256).await?,
            None => None,
        };
        let (_, inspection) = self.inspect(&text).await?;
        blocking(move || preview(inspection, chosen.is_some())).await
    }

    /// Returns an image, a sound or a video that is shown in place; `None` for any other file.
    pub(crate) async fn medium(&self, text: &str) -> Option<Medium> {
        use artifacts::Preview as P;
        let (path, inspection) = self.inspect(text).await.ok()?;
        match inspection.preview {
            P::Image { mime, size } | P::Audio { mime, size } | P::Video { mime, size }
                if size <= MEDIA_LIMIT =>
            {
                Some(Medium { path, mime, size })
            }
            _ => None,
        }
    }

    /// Returns an HTML or SVG file, sealed; `None` for any other file.
    pub(crate) async fn sealed_document(&self, text: &str) -> Option<String> {
        match self.inspect(text).await {
            Ok((_, inspection)) => match inspection.preview {
                artifacts::Preview::Html { text, .. } => Some(seal(&text)),
                _ => None,
            },
            Err(_) => None,
        }
    }

    /// Returns the path of a file, and its preview.
    pub(super) async fn inspect(&self, text: &str) -> Result<(PathBuf, Inspection)> {
        let row = self.artifact(text).await?;
        let path = self.path_of_bytes(&row).await?;
        let encoding = self.core.chosen_encoding(&stored_digest(&row)?).await?;
        let looked = self.core.files(move |_| {
            let inspection =
                artifacts::inspect(&path, &row.name, Some(&row.mime), encoding.as_deref())?;
            Ok((path, inspection))
        });
        looked.await
    }
}

/// Returns the preview of an Office file. Blocks.
fn office_preview(office: Office, has_pages: bool) -> FilePreview {
    let workbook = match office {
        Office::Document { text, truncated } => {
            return markdown_preview(&text, truncated, has_pages);
        }
        Office::Tree(tree) => return archive_preview(tree),
        Office::Workbook(workbook) => workbook,
    };
    let cell = |cell: office::Cell| SheetCell {
        text: cell.text,
        kind: match cell.kind {
            office::CellKind::Text => CellKind::Text,
            office::CellKind::Number => CellKind::Number,
            office::CellKind::Formula => CellKind::Formula,
        },
    };
    let row = |row: office::Row| SheetRow {
        cells: row.cells.into_iter().map(cell).collect(),
        is_hidden: row.is_hidden,
    };
    let sheet = |mut sheet: office::Sheet| {
        let table = sheet_as_table(&sheet);
        if table.is_some() {
            sheet.rows.clear();
        }
        SheetPreview {
            name: sheet.name,
            is_hidden: sheet.is_hidden,
            rows: sheet.rows.into_iter().map(row).collect(),
            table,
            total: sheet.total,
            truncated: sheet.truncated,
            encrypted: sheet.encrypted,
        }
    };
    FilePreview::Workbook {
        sheets: workbook.sheets.into_iter().map(sheet).collect(),
        truncated: workbook.truncated,
        has_pages,
    }
}

/// Returns a sheet as a table, if it is one by itself or has more rows than are shown of a sheet.
fn sheet_as_table(sheet: &office::Sheet) -> Option<SheetTable> {
    if !sheet.has_header && !sheet.is_long {
        return None;
    }
    let table = table_of(sheet);
    let marks = table.rows.iter().zip(0..);
    let marks = marks.filter_map(|(row, at)| row_marks(at, row.is_hidden, &row.formulas));
    Some(SheetTable {
        marks: marks.collect(),
        columns: table.columns.into_iter().map(column).collect(),
        header: table.header,
        rows: table.rows.into_iter().map(|row| row.cells).collect(),
        is_long: sheet.is_long,
    })
}

/// Returns the kind of a column as the window shows it.
fn column(column: artifacts::ColumnType) -> ColumnKind {
    match column {
        artifacts::ColumnType::Text => ColumnKind::Text,
        artifacts::ColumnType::Number(_) => ColumnKind::Number,
        artifacts::ColumnType::Date(_) => ColumnKind::Date,
    }
}

/// Returns true if a page contains scripts, so that it is incomplete without them.
fn needs_scripts(html: &str) -> bool {
    let html = html.as_bytes();
    let name = b"<script";
    html.windows(name.len())
        .any(|window| window.eq_ignore_ascii_case(name))
}

/// Returns the preview of an archive.
fn archive_preview(tree: office::Tree) -> FilePreview {
    let entry = |entry: office::Entry| TreeEntry {
        path: entry.path,
        kind: match entry.kind {
            office::EntryKind::File => TreeEntryKind::File,
            office::EntryKind::Folder => TreeEntryKind::Folder,
            office::EntryKind::Other => TreeEntryKind::Other,
        },
        size: entry.size,
        is_locked: entry.is_locked,
        is_outside: entry.is_outside,
    };
    FilePreview::Tree {
        entries: tree.entries.into_iter().map(entry).collect(),
        size: tree.size,
        truncated: tree.truncated,
    }
}

/// Returns the preview of Markdown. Blocks.
fn markdown_preview(text: &str, truncated: bool, has_pages: bool) -> FilePreview {
    let html = render::render_document(text)
        .into_iter()
        .map(|block| block.to_html())
        .collect::<Vec<_>>()
        .join("\n");
    FilePreview::Markdown {
        html,
        truncated,
        has_pages,
    }
}

/// Returns the preview of a file. Blocks. The encoding is shown when it is not the usual one, or `is_chosen`.
fn preview(inspection: Inspection, is_chosen: bool) -> FilePreview {
    use artifacts::Preview as P;
    let encoding = inspection
        .encoding
        .filter(|name| *name != "UTF-8" || is_chosen)
        .map(str::to_owned);
    match inspection.preview {
        P::Markdown { text, truncated } => markdown_preview(&text, truncated, false),
        P::Text { text, truncated } => FilePreview::Text {
            html: render::highlight(&text, ""),
            encoding,
            truncated,
        },
        P::Code {
            language,
            text,
            truncated,
        } => FilePreview::Text {
            html: render::highlight(&text, &language),
            encoding,
            truncated,
        },
        P::Table {
            header,
            rows,
            truncated,
        } => FilePreview::Table {
            title: inspection.title,
            separator: inspection.separator.filter(|separator| *separator != ','),
            encoding,
            columns: inspection.columns.into_iter().map(column).collect(),
            header,
            is_numbered: inspection.is_numbered,
            rows,
            truncated,
        },
        P::Html { text, truncated } => FilePreview::Page {
            truncated,
            needs_scripts: needs_scripts(&text),
        },
        P::Image { mime, size } | P::Audio { mime, size } | P::Video { mime, size }
            if size > MEDIA_LIMIT =>
        {
            FilePreview::None { mime }
        }
        P::Image { .. } => FilePreview::Image,
        P::Audio { .. } => FilePreview::Audio,
        P::Video { .. } => FilePreview::Video,
        P::Pdf { .. } => FilePreview::Pdf,
        P::Binary { mime, .. } => FilePreview::None { mime },
    }
}
