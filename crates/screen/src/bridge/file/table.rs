//! Rows of tables of any length, sorted and filtered, page by page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Kind of the cells of a table's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Numbers.
    Number,
    /// Dates.
    Date,
}

/// Request for rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRequest {
    /// `ArtifactView::id` of the file.
    pub file: String,
    /// Index of the sheet in a workbook's preview; null for a file that is a table by itself.
    pub sheet: Option<u32>,
    /// Index of the first row, from 0, in the sorted and filtered table.
    pub from: u32,
    /// Number of rows; at most 1,000 are returned.
    pub count: u32,
    /// The order of the rows; null for that of the file.
    pub sort: Option<TableSort>,
    /// Only rows with this text in a cell, ignoring case; empty for all.
    pub find: String,
    /// Language by whose rules text is sorted, such as `de-CH`.
    pub language: String,
}

/// The order of a table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableSort {
    /// Index of the column, from 0.
    pub column: u32,
    /// True if the largest values come first.
    pub is_descending: bool,
}

/// Consecutive rows of the sorted and filtered table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRows {
    /// The requested rows; fewer at the end.
    pub rows: Vec<TableRow>,
    /// Number of rows that match, as far as the file has been read.
    pub total: u32,
    /// True if the whole file has been read.
    pub is_whole: bool,
    /// Names of the columns that only rows after the preview have, as far as the file has been read; empty for one
    /// without a name.
    pub more_columns: Vec<String>,
    /// True if the file has rows, columns or parts of long cells that are left out.
    pub is_cut: bool,
    /// What a workbook says of these rows.
    pub marks: Vec<RowMarks>,
    /// True if the workbook hides some rows, as far as it has been read.
    pub has_hidden_rows: bool,
    /// True if some rows hold formulas without a result, as far as the workbook has been read.
    pub has_formulas: bool,
}

/// What a workbook says of a row, if it says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RowMarks {
    /// Index among the rows that this comes with.
    pub at: u32,
    /// True if the row is hidden in the workbook.
    pub is_hidden: bool,
    /// Indexes of the cells that are formulas without a result.
    pub formulas: Vec<u32>,
}

/// A table that is open or being saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableKey {
    /// `ArtifactView::id` of the file.
    pub file: String,
    /// Index of the sheet in a workbook's preview; null for a file that is a table by itself.
    pub sheet: Option<u32>,
}

/// Request to write a sheet of a workbook as CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveTableRequest {
    /// `ArtifactView::id` of the file.
    pub file: String,
    /// Index of the sheet in the workbook's preview.
    pub sheet: u32,
    /// Name of the sheet, for the suggested name of the file; empty if it is the only one.
    pub name: String,
}

/// A table that was written as CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedTable {
    /// Path of the new file.
    pub place: String,
    /// True if the table has rows, columns or parts of long cells that were left out.
    pub is_cut: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRow {
    /// Index of the row in the file, from 0.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
}
