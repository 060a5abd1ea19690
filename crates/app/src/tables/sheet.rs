//! Sheets of workbooks, databases and Parquet as tables, whose rows `errand-reader` reads.

use std::path::Path;

use artifacts::{RowContent, RowSource, Rows, SheetTable};
use reader::{RowStream, Stopper, WantedRows};

use super::OpenTable;
use crate::errors::{self, Result};

/// Number of bytes of the first rows after which their columns are judged by no more of them.
const MAX_FIRST_BYTES: usize = 32 << 20;

/// Makes a table of the first rows of a sheet; [`open`] makes the same one.
pub(crate) fn table_of(sheet: &office::Sheet) -> SheetTable {
    let rows = sheet.rows.iter().cloned().map(content);
    SheetTable::of(rows.collect(), sheet.has_header)
}

fn content(row: office::Row) -> RowContent {
    let formulas = row.cells.iter().zip(0..);
    let formulas = formulas.filter(|(cell, _)| cell.kind == office::CellKind::Formula);
    RowContent {
        formulas: formulas.map(|(_, at)| at).collect(),
        is_hidden: row.is_hidden,
        cells: row.cells.into_iter().map(|cell| cell.text).collect(),
    }
}

/// Opens a sheet of the file at `path`. `stopper` ends the program that reads it. Blocks until its
/// first rows are read.
pub(super) fn open(
    program: &Path,
    path: &Path,
    name: &str,
    wanted: WantedRows,
    stopper: &Stopper,
) -> Result<OpenTable> {
    let unreadable = |failed: reader::Error| errors::unreadable(name, &failed);
    let stream = RowStream::open(program, path, wanted, stopper);
    let mut stream = stream.map_err(unreadable)?;
    let (mut first, mut bytes) = (Vec::new(), 0);
    while first.len() < office::MAX_ROWS
        && bytes < MAX_FIRST_BYTES
        && let Some(row) = stream.next_row().map_err(unreadable)?
    {
        bytes += row.cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        first.push(content(row));
    }
    let table = SheetTable::of(first, wanted.kind.has_header());
    let source = SheetSource {
        first: table.rows.into_iter(),
        stream,
    };
    let rows = Rows::of_source(table.columns, table.has_header, Box::new(source));
    Ok(OpenTable {
        rows: rows.map_err(|failed| errors::artifact(&failed))?,
        header: table.header,
    })
}

/// The rows of a sheet.
struct SheetSource {
    /// Those that are read already.
    first: std::vec::IntoIter<RowContent>,
    stream: RowStream,
}

impl RowSource for SheetSource {
    fn next_row(&mut self) -> std::result::Result<Option<RowContent>, String> {
        match self.first.next() {
            Some(row) => Ok(Some(row)),
            None => match self.stream.next_row() {
                Ok(row) => Ok(row.map(content)),
                Err(failed) => Err(failed.to_string()),
            },
        }
    }

    fn is_cut(&self) -> bool {
        self.stream.is_cut()
    }
}
