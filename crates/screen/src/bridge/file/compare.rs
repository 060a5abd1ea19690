//! What changed between two versions of a file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompareRequest {
    /// The id of the older one.
    pub before: String,
    /// The id of the newer one.
    pub after: String,
}

/// What changed between two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileComparison {
    /// Whether rows are those of a table; else each is a line of text, of one cell.
    pub is_table: bool,
    /// The rows that changed, with some around them.
    pub rows: Vec<ComparedRow>,
    /// So many rows were added; one that changed was added and removed.
    pub added: u32,
    /// So many rows were removed.
    pub removed: u32,
    /// Whether there is more than is shown.
    pub truncated: bool,
}

/// A row of both versions, or of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ComparedRow {
    /// Rows that stayed are left out.
    LeftOut {
        /// How many.
        rows: u32,
    },
    /// A row.
    Row {
        /// Its number before, from 1; `None` when it was added.
        before: Option<u32>,
        /// Its number after, from 1; `None` when it was removed.
        after: Option<u32>,
        /// Its cells.
        cells: Vec<ComparedCell>,
    },
}

/// A cell of both versions: pieces that stayed and that changed in turn, the first one stayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComparedCell {
    /// What it said.
    pub before: Vec<String>,
    /// What it says.
    pub after: Vec<String>,
}
