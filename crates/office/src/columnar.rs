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
use parquet::file::metadata::ParquetStatisticsPolicy;
use parquet::file::reader::{ChunkReader, FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::serialized_reader::ReadOptionsBuilder;

use self::leaf::{LeafRecords, Record, read_records};
use self::nested::{Node, nodes};
use self::source::StrictFile;
use crate::workbook::shortened;
use crate::{Cell, CellKind, MAX_COLUMNS, MAX_ROWS, Refusal, Row, Sheet, Workbook};

/// Signature at the end of a file whose footer is encrypted.
const ENCRYPTED_MAGIC: &[u8] = b"PARE";

/// Reads the first rows of a file in memory.
pub(crate) fn of_bytes(bytes: &[u8]) -> Result<Workbook, Refusal> {
    workbook(Bytes::copy_from_slice(bytes))
}

/// Reads the first rows.
pub(crate) fn workbook(file: impl ChunkReader + 'static) -> Result<Workbook, Refusal> {
    if has_encrypted_footer(&file) {
        return Err(Refusal::Locked);
    }
    // Statistics are not shown, so nothing hostile in them is read.
    let options = ReadOptionsBuilder::new()
        .with_encoding_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_column_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_size_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .build();
    let file = SerializedFileReader::new_with_options(StrictFile(file), options)
        .map_err(|_| Refusal::Unreadable)?;
    let sheet = sheet(&file)?;
    Ok(Workbook {
        sheets: vec![sheet],
        truncated: false,
    })
}

fn has_encrypted_footer(file: &impl ChunkReader) -> bool {
    let start = file.len().checked_sub(ENCRYPTED_MAGIC.len() as u64);
    let magic = start.map(|start| file.get_bytes(start, ENCRYPTED_MAGIC.len()));
    matches!(magic, Some(Ok(magic)) if magic == ENCRYPTED_MAGIC)
}

fn sheet(file: &dyn FileReader) -> Result<Sheet, Refusal> {
    let metadata = file.metadata().file_metadata();
    let total = u64::try_from(metadata.num_rows()).map_err(|_| Refusal::Unreadable)?;
    let fields = metadata.schema().get_fields();
    let mut truncated = fields.len() > MAX_COLUMNS;
    let columns = nodes(&fields[..fields.len().min(MAX_COLUMNS)], &mut truncated);

    let names = columns.iter().map(|(name, _)| {
        let cell = Cell::new(name.clone(), CellKind::Text);
        shortened(cell, &mut truncated)
    });
    let mut rows = vec![Row {
        cells: names.collect(),
        is_hidden: false,
    }];
    let mut is_damaged = false;
    for group in 0..file.num_row_groups() {
        let max_rows = MAX_ROWS - rows.len();
        if max_rows == 0 || is_damaged {
            break;
        }
        let Ok(group) = file.get_row_group(group) else {
            is_damaged = true;
            break;
        };
        // One column after the other, since a cell may take much more memory to read than to show.
        let group_columns = columns
            .iter()
            .map(|(_, node)| read_column(group.as_ref(), node, max_rows, &mut truncated));
        let mut group_columns: Vec<Column> = group_columns.collect();
        let count = group_columns.iter().map(|column| column.cells.len()).min();
        let count = count.unwrap_or(0);
        let is_short = |column: &Column| column.is_damaged || column.cells.len() > count;
        is_damaged = group_columns.iter().any(is_short);
        for at in 0..count {
            let cells = group_columns
                .iter_mut()
                .map(|column| std::mem::take(&mut column.cells[at]));
            rows.push(Row {
                cells: cells.collect(),
                is_hidden: false,
            });
        }
    }
    let data_rows = rows.len() - 1;
    if is_damaged && data_rows == 0 {
        return Err(Refusal::Unreadable);
    }
    Ok(Sheet {
        rows,
        total: Some(total),
        truncated: truncated || is_damaged || total > data_rows as u64,
        ..Sheet::default()
    })
}

/// The first cells of a column in a row group.
struct Column {
    cells: Vec<Cell>,
    /// True if those that follow cannot be read.
    is_damaged: bool,
}

/// Reads up to `max_rows` cells of a column.
fn read_column(
    group: &dyn RowGroupReader,
    node: &Node,
    max_rows: usize,
    truncated: &mut bool,
) -> Column {
    let leaves: Vec<LeafRecords> = node
        .leaves
        .clone()
        .map(|at| read_leaf(group, at, max_rows))
        .collect();
    let counts = leaves.iter().map(|leaf| leaf.records.len());
    // A group without fields has no leaves.
    let count = counts.min().unwrap_or_else(|| {
        let rows = usize::try_from(group.metadata().num_rows());
        rows.unwrap_or(0).min(max_rows)
    });
    let cells = (0..count).map(|at| {
        let row: Vec<&Record> = leaves.iter().map(|leaf| &leaf.records[at]).collect();
        shortened(cell(node, &row), truncated)
    });
    Column {
        cells: cells.collect(),
        is_damaged: leaves
            .iter()
            .any(|leaf| leaf.is_damaged || leaf.records.len() > count),
    }
}

/// Reads up to `max_records` records of a leaf column.
fn read_leaf(group: &dyn RowGroupReader, at: usize, max_records: usize) -> LeafRecords {
    // The library panics on some damaged pages; the rows before this group are shown then.
    let read = AssertUnwindSafe(|| read_records(group, at, max_records));
    let read = catch_unwind(read).ok().and_then(Result::ok);
    read.unwrap_or(LeafRecords {
        records: Vec::new(),
        is_damaged: true,
    })
}

fn cell(node: &Node, row: &[&Record]) -> Cell {
    match node.value(row) {
        Some(value) => Cell::new(value.text.clone(), value.kind),
        None => Cell::new(node.json(row).unwrap_or_default(), CellKind::Text),
    }
}
