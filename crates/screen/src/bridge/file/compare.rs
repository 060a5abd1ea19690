//! Comparison of two versions of a file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request to compare two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompareRequest {
    /// `ArtifactView::id` of the older version.
    pub before: String,
    /// `ArtifactView::id` of the newer version.
    pub after: String,
}

/// The differences between two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileComparison {
    /// True if the rows are those of a table; false if each row is a line of text, in one cell.
    pub is_table: bool,
    /// The changed rows, with unchanged rows around them.
    pub rows: Vec<ComparedRow>,
    /// Number of added rows; a changed row counts as added and as removed.
    pub added: u32,
    /// Number of removed rows.
    pub removed: u32,
    /// True if there are more differences than are shown.
    pub truncated: bool,
}

/// A row of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ComparedRow {
    /// Unchanged rows that are left out here.
    LeftOut {
        /// Number of rows.
        rows: u32,
    },
    /// A row.
    Row {
        /// Row number in the older version, from 1; null for an added row.
        before: Option<u32>,
        /// Row number in the newer version, from 1; null for a removed row.
        after: Option<u32>,
        /// Cells of the row.
        cells: Vec<ComparedCell>,
    },
}

/// A cell of both versions. In each text, unchanged and changed pieces alternate, beginning with an unchanged one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedCell {
    /// Pieces of the older text.
    pub before: Vec<String>,
    /// Pieces of the newer text.
    pub after: Vec<String>,
}
