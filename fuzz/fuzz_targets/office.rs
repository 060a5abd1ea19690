//! Workbooks, documents and books are read or refused, and results stay within their limits. Third-party libraries may
//! panic: the app reads such files in a separate process, which catches that.
#![no_main]

use std::panic::catch_unwind;

use errand_fuzz::{OTHERS, first_line, forgive, packed, parts};
use libfuzzer_sys::fuzz_target;
use office::{Kind, MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, MAX_TEXT_BYTES, Office};

fuzz_target!(
    init: forgive(OTHERS),
    |input: &[u8]| {
        let Some((word, rest)) = first_line(input) else {
            return;
        };
        let Some(kind) = Kind::of_name(&format!("a.{word}")) else {
            return;
        };
        use Kind::{Book, Document, Excel, OpenDocumentSheet, OpenDocumentText};
        if !matches!(kind, Book | Document | Excel | OpenDocumentSheet | OpenDocumentText) {
            return;
        }
        // The older, binary formats are read by third-party libraries only, which allocate as much memory as a file
        // claims to need; the memory limit of the reading process handles that.
        let parts = parts(rest);
        if parts.is_empty() {
            return;
        }
        let bytes = packed(parts.iter().map(|(name, content)| (name.as_str(), *content)));
        let Ok(Ok(read)) = catch_unwind(|| office::read(kind, &bytes)) else {
            return;
        };
        match &read {
            Office::Document { text, .. } => assert!(text.len() <= MAX_TEXT_BYTES),
            Office::Workbook(workbook) => {
                assert!(workbook.sheets.len() <= MAX_SHEETS);
                for sheet in &workbook.sheets {
                    assert!(sheet.rows.len() <= MAX_ROWS);
                    for row in &sheet.rows {
                        assert!(row.cells.len() <= MAX_COLUMNS);
                        for cell in &row.cells {
                            assert!(cell.text.chars().count() <= MAX_CELL_CHARS + 1, "{}", cell.text);
                        }
                    }
                }
            }
            Office::Tree(_) => panic!("it is no archive"),
        }
        let _ = read.to_text();
    }
);
