//! Parquet files: a table stored column by column, as one sheet with the column names as its first row.
//!
//! Only the pages that hold the first rows are read, so that a file may be of any size.

mod leaf;
mod nested;
mod number;
mod source;
mod value;

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::Result as Read;
use parquet::file::metadata::ParquetStatisticsPolicy;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::file::serialized_reader::ReadOptionsBuilder;

use self::leaf::{Record, records};
use self::nested::{Node, nodes};
use self::source::Source;
use crate::workbook::shortened;
use crate::{Cell, CellKind, MAX_COLUMNS, MAX_ROWS, Refusal, Row, Sheet, Workbook};

/// Signature at the end of a file whose content is encrypted.
const LOCKED: &[u8] = b"PARE";

/// Reads the first rows of a file in memory.
pub(crate) fn of_bytes(bytes: &[u8]) -> Result<Workbook, Refusal> {
    workbook(Bytes::copy_from_slice(bytes))
}

/// Reads the first rows.
pub(crate) fn workbook(file: impl ChunkReader + 'static) -> Result<Workbook, Refusal> {
    if is_locked(&file) {
        return Err(Refusal::Locked);
    }
    // Statistics are not shown, so nothing hostile in them is read.
    let options = ReadOptionsBuilder::new()
        .with_encoding_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_column_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_size_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .build();
    let file = SerializedFileReader::new_with_options(Source(file), options)
        .map_err(|_| Refusal::Unreadable)?;
    let sheet = sheet(&file)?;
    Ok(Workbook {
        sheets: vec![sheet],
        truncated: false,
    })
}

fn is_locked(file: &impl ChunkReader) -> bool {
    let end = file.len().checked_sub(LOCKED.len() as u64);
    let found = end.map(|end| file.get_bytes(end, LOCKED.len()));
    matches!(found, Some(Ok(found)) if found == LOCKED)
}

fn sheet(file: &dyn FileReader) -> Result<Sheet, Refusal> {
    let metadata = file.metadata().file_metadata();
    let total = u64::try_from(metadata.num_rows()).map_err(|_| Refusal::Unreadable)?;
    let fields = metadata.schema().get_fields();
    let columns = nodes(&fields[..fields.len().min(MAX_COLUMNS)]);

    let mut truncated = fields.len() > MAX_COLUMNS;
    let head = columns.iter().map(|(name, _)| {
        let cell = Cell::new(name.clone(), CellKind::Text);
        shortened(cell, &mut truncated)
    });
    let mut rows = vec![Row {
        cells: head.collect(),
        is_hidden: false,
    }];
    let mut is_damaged = false;
    for group in 0..file.num_row_groups() {
        let wanted = MAX_ROWS - rows.len();
        if wanted == 0 || is_damaged {
            break;
        }
        let leaves = columns.last().map_or(0, |(_, node)| node.leaves.end);
        let Ok(read) = read_group(file, group, leaves, wanted) else {
            is_damaged = true;
            break;
        };
        let count = read.iter().map(|leaf| leaf.0.len()).min().unwrap_or(0);
        is_damaged = read.iter().any(|leaf| leaf.1 || leaf.0.len() > count);
        for at in 0..count {
            let row: Vec<&Record> = read.iter().map(|leaf| &leaf.0[at]).collect();
            let cells = columns
                .iter()
                .map(|(_, node)| shortened(cell(node, &row), &mut truncated));
            rows.push(Row {
                cells: cells.collect(),
                is_hidden: false,
            });
        }
    }
    let shown = rows.len() - 1;
    if is_damaged && shown == 0 {
        return Err(Refusal::Unreadable);
    }
    Ok(Sheet {
        rows,
        total: Some(total),
        truncated: truncated || is_damaged || total > shown as u64,
        ..Sheet::default()
    })
}

/// Reads up to `wanted` records of each of the first `leaves` leaf columns of a row group; the flag says that the rest
/// of a column cannot be read.
fn read_group(
    file: &dyn FileReader,
    group: usize,
    leaves: usize,
    wanted: usize,
) -> Read<Vec<(Vec<Record>, bool)>> {
    let group = file.get_row_group(group)?;
    (0..leaves.min(group.num_columns()))
        .map(|at| {
            // The library panics on some damaged pages; the rows before this group are shown then.
            let read = AssertUnwindSafe(|| records(group.as_ref(), at, wanted));
            catch_unwind(read).unwrap_or_else(|_| Ok((Vec::new(), true)))
        })
        .collect()
}

fn cell(node: &Node, row: &[&Record]) -> Cell {
    match node.value(row) {
        Some(value) => Cell::new(value.text.clone(), value.kind),
        None => Cell::new(node.json(row).unwrap_or_default(), CellKind::Text),
    }
}
