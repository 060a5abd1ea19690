//! Parquet files are read or refused, and results stay within their limits. The library may panic on damaged files.
#![no_main]

use std::panic::catch_unwind;

use errand_fuzz::{OTHERS, forgive};
use libfuzzer_sys::fuzz_target;
use office::{Kind, MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, Office};

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
    }
);
