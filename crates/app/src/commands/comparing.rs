//! Differences between two versions of a file.

use artifacts::{CellRows, ComparedRow as Row, Preview, compare};
use office::{Kind, Office};

use words::say;

use super::files::stored_digest;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::blocking;
use crate::errors::{self, Result};

impl Backend {
    pub(super) async fn compare_files(&self, request: CompareRequest) -> Result<FileComparison> {
        let before = self.lines(&request.before).await?;
        let after = self.lines(&request.after).await?;
        let (Some(before), Some(after)) = (before, after) else {
            return Err(errors::error(ErrorCode::File, say::compare_kinds()));
        };
        let is_table = before.is_table;
        let truncated = before.truncated || after.truncated;
        let compared = blocking(move || compare(&before.rows, &after.rows)).await?;
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let rows = compared.rows.into_iter().map(|row| match row {
            Row::LeftOut(rows) => ComparedRow::LeftOut { rows: number(rows) },
            Row::Row {
                before,
                after,
                cells,
            } => ComparedRow::Row {
                before: before.map(number),
                after: after.map(number),
                cells: cells
                    .into_iter()
                    .map(|cell| ComparedCell {
                        before: cell.before,
                        after: cell.after,
                    })
                    .collect(),
            },
        });
        Ok(FileComparison {
            is_table,
            rows: rows.collect(),
            added: number(compared.added),
            removed: number(compared.removed),
            truncated: truncated || compared.truncated,
        })
    }

    /// Returns the lines of a file; `None` for one that is neither text nor a table.
    async fn lines(&self, text: &str) -> Result<Option<Lines>> {
        let row = self.artifact(text).await?;
        if let Some(kind) = Kind::of_file(&row.name, &row.mime) {
            let path = self.path_of_bytes(&row).await?;
            match self.core.read_office(&path, kind).await {
                Ok(office) => return Ok(Some(Lines::of_office(office))),
                Err(error) if kind.is_text() || kind == Kind::Database => {
                    tracing::info!(%error, "a file is compared as what it is");
                }
                Err(failed) => return Err(errors::unreadable(&row.name, &failed)),
            }
        }
        let (path, inspection) = self.inspect(text).await?;
        if let Preview::Table {
            header,
            rows,
            truncated,
            ..
        } = inspection.preview
        {
            return Ok(Some(Lines {
                is_table: true,
                rows: std::iter::once(header).chain(rows).collect(),
                truncated,
            }));
        }
        let sha256 = stored_digest(&row)?;
        let encoding = self.core.chosen_encoding(&sha256).await?;
        let words = self.core.files(move |_| {
            artifacts::words(&path, &row.name, Some(&row.mime), encoding.as_deref())
        });
        let words = words.await?;
        Ok(words.map(|words| Lines::of_text(&words.text, words.truncated)))
    }
}

/// The lines of a file, or the rows of its tables.
struct Lines {
    is_table: bool,
    rows: CellRows,
    /// True if the file has more than these rows.
    truncated: bool,
}

impl Lines {
    fn of_office(office: Office) -> Self {
        let truncated = match &office {
            Office::Workbook(workbook) => {
                workbook.truncated || workbook.sheets.iter().any(|sheet| sheet.truncated)
            }
            Office::Document { truncated, .. } => *truncated,
            Office::Tree(tree) => tree.truncated,
        };
        match office {
            Office::Workbook(workbook) => Self {
                is_table: true,
                rows: rows_of_workbook(workbook),
                truncated,
            },
            other => Self::of_text(&other.to_text(), truncated),
        }
    }

    fn of_text(text: &str, truncated: bool) -> Self {
        Self {
            is_table: false,
            rows: text.lines().map(|line| vec![line.to_owned()]).collect(),
            truncated,
        }
    }
}

/// Returns the sheets one after the other, each after a row with its name.
fn rows_of_workbook(workbook: office::Workbook) -> CellRows {
    let mut rows = CellRows::new();
    for sheet in workbook.sheets {
        if !sheet.name.is_empty() {
            rows.push(vec![sheet.name]);
        }
        let cells = |row: office::Row| row.cells.into_iter().map(|cell| cell.text).collect();
        rows.extend(sheet.rows.into_iter().map(cells));
    }
    rows
}
