//! Commands on tables: their rows in any order, and their encoding.

use artifacts::RowQuery;
use ledger::UnreadFile;

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
        let rows = self.core.rows(&row, &stored_digest(&row)?).await?;
        let query = RowQuery {
            sort: request
                .sort
                .map(|sort| (sort.column as usize, sort.is_descending)),
            find: request.find,
            language: request.language,
        };
        let (from, count) = (request.from, request.count.min(MAX_ROWS));
        let page = blocking(move || rows.page(from, count, &query)).await?;
        let page = page.map_err(|failed| errors::artifact(&failed))?;
        let table_row = |row: artifacts::Row| TableRow {
            number: row.number,
            cells: row.cells,
        };
        Ok(TableRows {
            rows: page.rows.into_iter().map(table_row).collect(),
            total: page.total,
            is_whole: page.is_whole,
            more_columns: page.more_columns,
        })
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
