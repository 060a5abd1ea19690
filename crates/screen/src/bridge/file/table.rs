//! Tables of any length, page by page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the cells of a table's column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Dates.
    Date,
}

/// Which rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRequest {
    /// The artifact's id.
    pub file: String,
    /// The first row, counted from 0 among those that are wanted.
    pub from: u32,
    /// How many; at most 1,000 come.
    pub count: u32,
    /// In which order; as in the file, if not said.
    pub sort: Option<TableSort>,
    /// Only rows with these words; all for none.
    pub find: String,
    /// The language by whose rules words are sorted, such as `de-CH`.
    pub language: String,
}

/// The order of a table's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableSort {
    /// The column, counted from 0.
    pub column: u32,
    /// Whether the largest come first.
    pub is_descending: bool,
}

/// Rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRows {
    /// In the order asked for, fewer at the end.
    pub rows: Vec<TableRow>,
    /// How many are wanted in all, as far as the file is read.
    pub total: u32,
    /// Whether all of the file is read.
    pub is_whole: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRow {
    /// Its place in the file, counted from 0.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
}
