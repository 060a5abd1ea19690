//! Commands on tables: their rows in any order, sheets as CSV, and their encoding.

use artifacts::{RowPage, RowQuery};
use ledger::UnreadFile;
use screen::lock;
use words::say;

use super::files::stored_digest;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::blocking;
use crate::errors::{self, Result};

/// Maximum number of rows in one answer.
const MAX_ROWS: u32 = 1000;

impl Backend {
    pub(super) async fn table_rows(&self, request: TableRequest) -> Result<TableRows> {
        let row = self.artifact(&request.file).await?;
        let sha256 = stored_digest(&row)?;
        let table = self.core.table(&row, &sha256, request.sheet).await?;
        let query = RowQuery {
            sort: request
                .sort
                .map(|sort| (sort.column as usize, sort.is_descending)),
            find: request.find,
            language: request.language,
        };
        let (from, count) = (request.from, request.count.min(MAX_ROWS));
        let page = match table {
            Some(table) => blocking(move || table.rows.page(from, count, &query)).await?,
            None => Ok(RowPage::default()),
        };
        let page = page.map_err(|failed| errors::artifact(&failed))?;
        let marks = page.rows.iter().zip(0..);
        let marks = marks.filter_map(|(row, at)| row_marks(at, row.is_hidden, &row.formulas));
        let marks = marks.collect();
        let table_row = |row: artifacts::Row| TableRow {
            number: row.number,
            cells: row.cells,
        };
        Ok(TableRows {
            rows: page.rows.into_iter().map(table_row).collect(),
            total: page.total,
            is_whole: page.is_whole,
            more_columns: page.more_columns,
            is_cut: page.is_cut,
            marks,
            has_hidden_rows: page.marks.has_hidden_rows,
            has_formulas: page.marks.has_formulas,
        })
    }

    pub(super) async fn save_table(&self, request: SaveTableRequest) -> Result<Option<SavedTable>> {
        let row = self.artifact(&request.file).await?;
        let sha256 = stored_digest(&row)?;
        let saving = self.core.files.saves.begin(&request.file, request.sheet);
        let stem = row
            .name
            .rsplit_once('.')
            .map_or(row.name.as_str(), |(stem, _)| stem);
        let name = csv_name(stem, &request.name);
        let Some(place) = self.core.host.pick_new_file(&name).await else {
            return Ok(None);
        };
        let saved = self
            .core
            .save_sheet(&row, &sha256, request.sheet, &place, saving.stopper());
        let saved = saved.await;
        if saving.stopper().is_stopped() {
            // What ended its program is no failure.
            return Ok(None);
        }
        let Some(is_cut) = saved? else {
            return Ok(None);
        };
        lock(&self.core.files.saved).insert(place.clone());
        Ok(Some(SavedTable {
            place: place.display().to_string(),
            is_cut,
        }))
    }

    pub(super) async fn stop_saving_table(&self, request: TableKey) -> Result<()> {
        if let Some(sheet) = request.sheet {
            let saves = &self.core.files.saves;
            saves.stop(&request.file, sheet);
        }
        Ok(())
    }

    pub(super) async fn close_table(&self, request: TableKey) -> Result<()> {
        let row = self.artifact(&request.file).await?;
        if let Some(sha256) = &row.sha256 {
            self.core.files.tables.close(sha256, request.sheet);
        }
        Ok(())
    }

    pub(super) async fn encodings(&self, (): ()) -> Result<Vec<String>> {
        Ok(encodings::CHOICES
            .iter()
            .map(|name| (*name).to_owned())
            .collect())
    }

    pub(super) async fn set_encoding(&self, request: EncodingRequest) -> Result<FilePreview> {
        let known = |name: &String| encodings::CHOICES.contains(&name.as_str());
        if request.encoding.as_ref().is_some_and(|name| !known(name)) {
            return Err(errors::invalid(say::no_such_encoding()));
        }
        let row = self.artifact(&request.file).await?;
        let sha256 = stored_digest(&row)?;
        self.core.choose_encoding(&sha256, request.encoding).await?;
        // It is shown in the new encoding from now on.
        self.core.files.tables.close_file(&sha256);
        // The file is indexed again with the text in its new encoding.
        let unread = UnreadFile {
            sha256,
            name: row.name,
            mime: Some(row.mime),
        };
        self.core.read_file(unread).await?;
        self.preview_file(request.file).await
    }
}

/// Returns what its workbook says of a row at this place; `None` if nothing.
pub(super) fn row_marks(at: u32, is_hidden: bool, formulas: &[u32]) -> Option<RowMarks> {
    (is_hidden || !formulas.is_empty()).then(|| RowMarks {
        at,
        is_hidden,
        formulas: formulas.to_vec(),
    })
}

/// Returns a name for a sheet of a workbook as CSV; `sheet` is empty if it is the only one.
fn csv_name(stem: &str, sheet: &str) -> String {
    let sheet = sheet.replace(['/', '\\', '\0'], "_");
    let name = match sheet.trim() {
        "" => format!("{stem}.csv"),
        sheet => format!("{stem} - {sheet}.csv"),
    };
    artifacts::safe_name_on(artifacts::NameRules::here(), &name).to_string()
}
