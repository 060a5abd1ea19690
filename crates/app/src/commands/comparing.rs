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
        let (Some((is_table, before)), Some((_, after))) = (before, after) else {
            return Err(errors::error(ErrorCode::File, say::compare_kinds()));
        };
        let compared = blocking(move || compare(&before, &after)).await?;
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
            truncated: compared.truncated,
        })
    }

    /// Returns a file as rows, and whether it is a table; `None` for one that is neither text nor a table.
    async fn lines(&self, text: &str) -> Result<Option<(bool, CellRows)>> {
        let row = self.artifact(text).await?;
        if let Some(kind) = Kind::of_file(&row.name, &row.mime) {
            let path = self.path_of_bytes(&row).await?;
            match self.core.read_office(&path, kind).await {
                Ok(Office::Workbook(workbook)) => return Ok(Some((true, of_workbook(workbook)))),
                Ok(other) => return Ok(Some((false, of_text(&other.to_text())))),
                Err(error) if kind.is_text() || kind == Kind::Database => {
                    tracing::info!(%error, "a file is compared as what it is");
                }
                Err(failed) => return Err(errors::unreadable(&row.name, &failed)),
            }
        }
        let (path, inspection) = self.inspect(text).await?;
        if let Preview::Table { header, rows, .. } = inspection.preview {
            return Ok(Some((true, std::iter::once(header).chain(rows).collect())));
        }
        let sha256 = stored_digest(&row)?;
        let encoding = self.core.chosen_encoding(&sha256).await?;
        let words = self.core.files(move |_| {
            artifacts::words(&path, &row.name, Some(&row.mime), encoding.as_deref())
        });
        Ok(words.await?.map(|text| (false, of_text(&text))))
    }
}

fn of_text(text: &str) -> CellRows {
    text.lines().map(|line| vec![line.to_owned()]).collect()
}

/// Returns the sheets one after the other, each after a row with its name.
fn of_workbook(workbook: office::Workbook) -> CellRows {
    let mut lines = CellRows::new();
    for sheet in workbook.sheets {
        if !sheet.name.is_empty() {
            lines.push(vec![sheet.name]);
        }
        let cells = |row: office::Row| row.cells.into_iter().map(|cell| cell.text).collect();
        lines.extend(sheet.rows.into_iter().map(cells));
    }
    lines
}
