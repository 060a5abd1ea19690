//! Parquet files: a table stored column by column, as one sheet with the column names as its first row.
//!
//! For its first rows only the pages that hold them are read, so that a file may be of any size; for all rows, page after
//! page of each column beside the others.

mod encryption;
mod leaf;
mod nested;
mod number;
mod source;
mod value;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::file::metadata::ParquetStatisticsPolicy;
use parquet::file::reader::{ChunkReader, FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::serialized_reader::ReadOptionsBuilder;

use self::encryption::encrypted_leaves;
use self::leaf::{LeafReader, LeafRecords, Record};
use self::nested::{Node, nodes};
use self::source::StrictFile;
use crate::workbook::shortened;
use crate::{Cell, CellKind, EachRow, Extent, MAX_ROWS, Refusal, Row, Sheet, Workbook};

/// Signatures at the end of a file, with an encrypted footer and with a plain one, after the length of the footer.
const ENCRYPTED_MAGIC: &[u8] = b"PARE";
const MAGIC: &[u8] = b"PAR1";
const FOOTER_LENGTH_BYTES: u64 = 4;
/// Maximum number of rows read of each column at a time, when all are read.
const BATCH_ROWS: usize = 128;
/// Number of those read at first, before it is known how long they are.
const FIRST_BATCH_ROWS: usize = 4;
/// Number of bytes of the rows that are read at a time, unless one row has more.
const BATCH_BYTES: usize = 8 << 20;

/// Reads the first rows of a file in memory.
pub(crate) fn of_bytes(bytes: &[u8]) -> Result<Workbook, Refusal> {
    workbook(Bytes::copy_from_slice(bytes))
}

/// Reads the first rows.
pub(crate) fn workbook(file: impl ChunkReader + 'static) -> Result<Workbook, Refusal> {
    let sheet = Table::open(file, Extent::Shown)?.sheet()?;
    Ok(Workbook {
        sheets: vec![sheet],
        truncated: false,
    })
}

/// Calls `each` with every row of a file in memory; see [`each_row`].
pub(crate) fn each_row_of_bytes(
    bytes: &[u8],
    extent: Extent,
    each: &mut EachRow<'_>,
) -> Result<bool, Refusal> {
    each_row(Bytes::copy_from_slice(bytes), extent, each)
}

/// Calls `each` with the names of the columns and then with every row. Returns true if something was left out.
pub(crate) fn each_row(
    file: impl ChunkReader + 'static,
    extent: Extent,
    each: &mut EachRow<'_>,
) -> Result<bool, Refusal> {
    Table::open(file, extent)?.each_row(each)
}

/// An open file.
struct Table {
    file: Box<dyn FileReader>,
    extent: Extent,
    /// The columns that are not encrypted, with their names.
    columns: Vec<(String, Node)>,
    /// The names of those that are.
    encrypted: Vec<String>,
    rows: u64,
    /// True if columns, or fields within them, are left out.
    truncated: bool,
}

impl Table {
    fn open(file: impl ChunkReader + 'static, extent: Extent) -> Result<Self, Refusal> {
        let file = StrictFile(file);
        let footer = match footer(&file) {
            Footer::Encrypted => return Err(Refusal::Encrypted),
            Footer::Plain(footer) => footer,
        };
        let encrypted = encrypted_leaves(&footer);
        // Statistics are not shown, so nothing hostile in them is read.
        let options = ReadOptionsBuilder::new()
            .with_encoding_stats_policy(ParquetStatisticsPolicy::SkipAll)
            .with_column_stats_policy(ParquetStatisticsPolicy::SkipAll)
            .with_size_stats_policy(ParquetStatisticsPolicy::SkipAll)
            .build();
        let refusal = match encrypted.is_empty() {
            true => Refusal::Unreadable,
            false => Refusal::Encrypted,
        };
        let opened = SerializedFileReader::new_with_options(file, options);
        Self::new(Box::new(opened.map_err(|_| refusal)?), &encrypted, extent)
    }

    fn new(
        file: Box<dyn FileReader>,
        encrypted: &BTreeSet<usize>,
        extent: Extent,
    ) -> Result<Self, Refusal> {
        let metadata = file.metadata().file_metadata();
        let rows = u64::try_from(metadata.num_rows()).map_err(|_| Refusal::Unreadable)?;
        let fields = metadata.schema().get_fields();
        let columns = fields.len().min(extent.columns());
        let mut truncated = fields.len() > columns;
        let all = nodes(&fields[..columns], extent, &mut truncated);
        let is_encrypted = |node: &Node| encrypted.range(node.leaves.clone()).next().is_some();
        let (locked, columns): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(_, node)| is_encrypted(node));
        if columns.is_empty() && !locked.is_empty() {
            return Err(Refusal::Encrypted);
        }
        let name =
            |name: String| shortened(Cell::new(name, CellKind::Text), extent, &mut false).text;
        Ok(Self {
            encrypted: locked.into_iter().map(|(column, _)| name(column)).collect(),
            file,
            extent,
            columns,
            rows,
            truncated,
        })
    }

    /// Returns the names of the columns as a row.
    fn header(&self, truncated: &mut bool) -> Vec<Cell> {
        let names = self.columns.iter().map(|(name, _)| {
            let cell = Cell::new(name.clone(), CellKind::Text);
            shortened(cell, self.extent, truncated)
        });
        names.collect()
    }

    /// Reads the first rows.
    fn sheet(self) -> Result<Sheet, Refusal> {
        let mut truncated = self.truncated;
        let mut rows = vec![row(self.header(&mut truncated))];
        let mut is_damaged = false;
        for group in 0..self.file.num_row_groups() {
            let max_rows = MAX_ROWS - rows.len();
            if max_rows == 0 || is_damaged {
                break;
            }
            let Ok(group) = self.file.get_row_group(group) else {
                is_damaged = true;
                break;
            };
            // One column after the other, since a cell may take much more memory to read than to show.
            let columns = self.columns.iter().map(|(_, node)| {
                OpenColumn::new(group.as_ref(), node, self.extent).next(max_rows, &mut truncated)
            });
            is_damaged |= push_rows(columns.collect(), |cells| rows.push(row(cells)));
        }
        let data_rows = rows.len() - 1;
        if is_damaged && data_rows == 0 {
            return Err(Refusal::Unreadable);
        }
        let is_long = self.rows > data_rows as u64;
        Ok(Sheet {
            rows,
            total: Some(self.rows),
            truncated: truncated || is_damaged || is_long,
            is_long: is_long && !is_damaged,
            has_header: true,
            encrypted: self.encrypted,
            ..Sheet::default()
        })
    }

    /// See [`each_row`].
    fn each_row(self, each: &mut EachRow<'_>) -> Result<bool, Refusal> {
        let mut truncated = self.truncated;
        if each(&row(self.header(&mut truncated))).is_break() {
            return Ok(true);
        }
        for group in 0..self.file.num_row_groups() {
            let Ok(group) = self.file.get_row_group(group) else {
                return Ok(true);
            };
            let columns = self.columns.iter();
            let mut columns: Vec<OpenColumn<'_>> = columns
                .map(|(_, node)| OpenColumn::new(group.as_ref(), node, self.extent))
                .collect();
            let mut batch_rows = FIRST_BATCH_ROWS;
            loop {
                let batch = columns.iter_mut();
                let batch: Vec<Column> = batch
                    .map(|column| column.next(batch_rows, &mut truncated))
                    .collect();
                batch_rows = next_batch_rows(&batch);
                let is_end = batch.iter().all(|column| column.cells.is_empty());
                let mut flow = ControlFlow::Continue(());
                let is_damaged = push_rows(batch, |cells| {
                    if flow.is_continue() {
                        flow = each(&row(cells));
                    }
                });
                if is_damaged || flow.is_break() {
                    return Ok(true);
                }
                if is_end {
                    break;
                }
            }
        }
        Ok(truncated)
    }
}

/// Returns the number of rows to read after these ones.
fn next_batch_rows(batch: &[Column]) -> usize {
    let longest = |column: &Column| column.cells.iter().map(|cell| cell.text.len()).max();
    let row_bytes: usize = batch.iter().filter_map(longest).sum();
    (BATCH_BYTES / row_bytes.max(1)).clamp(1, BATCH_ROWS)
}

fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        is_hidden: false,
    }
}

enum Footer {
    Encrypted,
    /// Its bytes; none if it is damaged.
    Plain(Bytes),
}

/// Returns the footer, which ends with its length and a signature.
fn footer(file: &impl ChunkReader) -> Footer {
    let bytes = |before_end: u64, length: u64| {
        let start = file.len().checked_sub(before_end)?;
        file.get_bytes(start, usize::try_from(length).ok()?).ok()
    };
    let magic = bytes(MAGIC.len() as u64, MAGIC.len() as u64);
    if magic.is_some_and(|magic| magic == ENCRYPTED_MAGIC) {
        return Footer::Encrypted;
    }
    let tail = MAGIC.len() as u64 + FOOTER_LENGTH_BYTES;
    let length = bytes(tail, FOOTER_LENGTH_BYTES)
        .and_then(|length| length.first_chunk::<4>().copied())
        .map_or(0, |length| u64::from(u32::from_le_bytes(length)));
    Footer::Plain(bytes(tail + length, length).unwrap_or_default())
}

/// A column in a row group, read from its first row on.
struct OpenColumn<'a> {
    node: &'a Node,
    extent: Extent,
    /// Its leaf columns; `None` for one that cannot be read.
    leaves: Vec<Option<LeafReader>>,
    /// Number of rows of the group that were not read.
    rows_left: usize,
}

/// Consecutive cells of a column.
struct Column {
    cells: Vec<Cell>,
    /// True if those that follow cannot be read.
    is_damaged: bool,
}

impl<'a> OpenColumn<'a> {
    fn new(group: &dyn RowGroupReader, node: &'a Node, extent: Extent) -> Self {
        let leaves = node.leaves.clone().map(|at| {
            // The library panics on some damaged pages; the rows before this group are shown then.
            let open = AssertUnwindSafe(|| LeafReader::open(group, at, extent));
            catch_unwind(open).ok().and_then(Result::ok)
        });
        Self {
            node,
            extent,
            leaves: leaves.collect(),
            rows_left: usize::try_from(group.metadata().num_rows()).unwrap_or(0),
        }
    }

    /// Reads up to `max_rows` further cells.
    fn next(&mut self, max_rows: usize, truncated: &mut bool) -> Column {
        let leaves = self.leaves.iter_mut();
        let leaves: Vec<LeafRecords> = leaves.map(|leaf| next_records(leaf, max_rows)).collect();
        let counts = leaves.iter().map(|leaf| leaf.records.len());
        // A group without fields has no leaves.
        let count = counts.min().unwrap_or_else(|| self.rows_left.min(max_rows));
        self.rows_left = self.rows_left.saturating_sub(count);
        let cells = (0..count).map(|at| {
            let row: Vec<&Record> = leaves.iter().map(|leaf| &leaf.records[at]).collect();
            shortened(cell(self.node, &row, self.extent), self.extent, truncated)
        });
        Column {
            cells: cells.collect(),
            is_damaged: leaves
                .iter()
                .any(|leaf| leaf.is_damaged || leaf.records.len() > count),
        }
    }
}

/// Reads up to `max_records` further records of a leaf column.
fn next_records(leaf: &mut Option<LeafReader>, max_records: usize) -> LeafRecords {
    let read = AssertUnwindSafe(|| leaf.as_mut().map(|leaf| leaf.next(max_records)));
    catch_unwind(read).ok().flatten().unwrap_or(LeafRecords {
        records: Vec::new(),
        is_damaged: true,
    })
}

/// Passes on the rows that every column has. Returns true if those that follow cannot be read.
fn push_rows(mut columns: Vec<Column>, mut push: impl FnMut(Vec<Cell>)) -> bool {
    let count = columns.iter().map(|column| column.cells.len()).min();
    let count = count.unwrap_or(0);
    for at in 0..count {
        let cells = columns
            .iter_mut()
            .map(|column| std::mem::take(&mut column.cells[at]));
        push(cells.collect());
    }
    let is_short = |column: &Column| column.is_damaged || column.cells.len() > count;
    columns.iter().any(is_short)
}

fn cell(node: &Node, row: &[&Record], extent: Extent) -> Cell {
    match node.value(row) {
        Some(value) => Cell::new(value.text.clone(), value.kind),
        None => Cell::new(node.json(row, extent).unwrap_or_default(), CellKind::Text),
    }
}
