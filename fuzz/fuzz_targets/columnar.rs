//! Parquet files are read or refused, and results stay within their limits. The library may panic on damaged files.
#![no_main]

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use errand_fuzz::{OTHERS, forgive};
use libfuzzer_sys::fuzz_target;
use office::{Extent, Kind, MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, Office};

/// Number of rows after which no more are asked for: a few bytes can claim any number.
const MOST_ROWS: usize = 4 * MAX_ROWS;

fuzz_target!(
    init: forgive(OTHERS),
    |input: &[u8]| {
        let Ok(Ok(read)) = catch_unwind(|| office::read(Kind::Parquet, input)) else {
            return;
        };
        let Office::Workbook(workbook) = &read else {
            panic!("it is a table");
        };
        for sheet in &workbook.sheets {
            assert!(sheet.rows.len() <= MAX_ROWS);
            for row in &sheet.rows {
                assert!(row.cells.len() <= MAX_COLUMNS);
                for cell in &row.cells {
                    assert!(cell.text.chars().count() <= MAX_CELL_CHARS, "{}", cell.text);
                }
            }
        }
        let _ = read.to_text();
        for extent in [Extent::Shown, Extent::Whole] {
            let mut rows = 0;
            let _ = catch_unwind(AssertUnwindSafe(|| {
                office::each_row(Kind::Parquet, input, 0, extent, &mut |row| {
                    assert!(row.cells.len() <= extent.columns());
                    rows += 1;
                    match rows < MOST_ROWS {
                        true => ControlFlow::Continue(()),
                        false => ControlFlow::Break(()),
                    }
                })
            }));
        }
    }
);
