//! All rows of sheets that are longer than what is shown of them.

use std::fs::File;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use office::{Cell, CellKind, Extent, Kind, MAX_ROWS, Refusal, Row, each_row, each_row_in_place};

use crate::{bytes, kind, rows, workbook};

/// Returns all rows of a sheet, up to a number, and whether something was left out.
fn all(name: &str, sheet: usize, most: usize) -> (Vec<Vec<String>>, bool) {
    all_of(kind(name), &bytes(name), sheet, most)
}

fn all_of(kind: Kind, bytes: &[u8], sheet: usize, most: usize) -> (Vec<Vec<String>>, bool) {
    to_extent(Extent::Shown, kind, bytes, sheet, most)
}

fn to_extent(
    extent: Extent,
    kind: Kind,
    bytes: &[u8],
    sheet: usize,
    most: usize,
) -> (Vec<Vec<String>>, bool) {
    let mut rows = Vec::new();
    let left_out = each_row(kind, bytes, sheet, extent, &mut |row| {
        rows.push(texts(&row.cells));
        if rows.len() == most {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    (rows, left_out.unwrap())
}

fn texts(cells: &[Cell]) -> Vec<String> {
    cells.iter().map(|cell| cell.text.clone()).collect()
}

#[test]
fn a_table_in_columns_has_all_rows_of_all_its_groups() {
    let (all, left_out) = all("pyarrow-long.parquet", 0, usize::MAX);
    assert_eq!((all.len(), left_out), (3001, false));
    assert_eq!(all[0], ["n", "t"]);
    assert!((0..3000).all(|number| all[number + 1][0] == number.to_string()));
    let path = format!(
        "{}/tests/files/pyarrow-long.parquet",
        env!("CARGO_MANIFEST_DIR")
    );
    let mut in_place = Vec::new();
    let file = File::open(path).unwrap();
    let read = each_row_in_place(Kind::Parquet, file, Extent::Shown, &mut |row| {
        in_place.push(texts(&row.cells));
        ControlFlow::Continue(())
    });
    assert_eq!((in_place, read), (all, Ok(false)));
}

#[test]
fn the_rows_are_those_of_the_beginning_and_more() {
    for name in [
        "parquet/pyarrow-nested.parquet",
        "parquet/pyarrow-encrypted-field.parquet",
        "pyarrow-long.parquet",
        "openpyxl.xlsx",
        "openpyxl-long.xlsx",
        "sheetjs.xlsb",
        "odfpy.ods",
        "odfpy-merged.ods",
    ] {
        let book = workbook(name);
        for (at, sheet) in book.sheets.iter().enumerate() {
            let (all, left_out) = all(name, at, MAX_ROWS + 1);
            assert_eq!(all[..sheet.rows.len()], rows(sheet), "{name}");
            assert_eq!(sheet.is_long, all.len() > MAX_ROWS, "{name}");
            assert_eq!(sheet.truncated, left_out, "{name}");
        }
        let none = each_row(kind(name), &bytes(name), 99, Extent::Shown, &mut |_| {
            ControlFlow::Continue(())
        });
        let is_only_sheet = kind(name) == Kind::Parquet;
        assert_eq!(none == Err(Refusal::Unreadable), !is_only_sheet, "{name}");
    }
}

#[test]
fn a_database_has_all_rows_of_each_table() {
    let path = tempfile::tempdir().unwrap();
    let path = path.path().join("a.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    let made = database.execute_batch(
        "CREATE TABLE short (a); INSERT INTO short VALUES ('x');
         CREATE TABLE long (n, t);
         WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 1999)
         INSERT INTO long SELECT n, 'row ' || n FROM c;
         CREATE VIEW v AS SELECT 1;",
    );
    made.unwrap();
    let bytes = std::fs::read(path).unwrap();
    let (all, left_out) = all_of(Kind::Database, &bytes, 1, usize::MAX);
    assert_eq!((all.len(), left_out), (2001, false));
    assert_eq!(all[2000], ["1999", "row 1999"]);
    let short = all_of(Kind::Database, &bytes, 0, usize::MAX);
    assert_eq!(short.0, [["a"], ["x"]]);
    // A view is a program of whoever made the file.
    let view = each_row(Kind::Database, &bytes, 2, Extent::Shown, &mut |_| {
        ControlFlow::Continue(())
    });
    assert_eq!(view, Err(Refusal::Unreadable));
}

#[test]
fn the_rows_before_a_damaged_place_are_all_passed_on() {
    let mut bytes = bytes("pyarrow-long.parquet");
    let end = bytes.len() - 8;
    let footer = u32::from_le_bytes(bytes[end..end + 4].try_into().unwrap()) as usize;
    // The eighth of ten groups of rows.
    let group = (end - footer) / 10;
    bytes[7 * group + 20..8 * group].fill(0xff);
    let (rows, left_out) = all_of(Kind::Parquet, &bytes, 0, usize::MAX);
    assert!(left_out);
    assert_eq!(rows.len(), 2101);
}

#[test]
fn a_row_is_not_repeated_more_often_than_a_sheet_has_rows() {
    let repeated = |times: u64| {
        format!(
            "<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><table:table>\
             <table:table-row table:number-rows-repeated=\"{times}\"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>\
             <table:table-row table:number-rows-repeated=\"{times}\"/>\
             <table:table-row><table:table-cell><text:p>end</text:p></table:table-cell></table:table-row>\
             </table:table></office:document>"
        )
    };
    let counted = |times: u64| {
        let mut rows = 0_u64;
        let file = repeated(times);
        let kind = Kind::of_name("a.fods").unwrap();
        let left_out = each_row(kind, file.as_bytes(), 0, Extent::Shown, &mut |_| {
            rows += 1;
            ControlFlow::Continue(())
        });
        (rows, left_out.unwrap())
    };
    assert_eq!(counted(1000), (2001, false));
    assert_eq!(counted(100_000_000), ((1 << 20) + 3, true));
}

/// Asserts that a table has a row of 150 cells, the last of which is long, and that only the beginning of it is shown.
fn is_whole_when_asked(kind: Kind, bytes: &[u8], row: usize) {
    let (shown, is_cut) = all_of(kind, bytes, 0, usize::MAX);
    assert_eq!((shown[row].len(), is_cut), (100, true));
    let (whole, is_cut) = to_extent(Extent::Whole, kind, bytes, 0, usize::MAX);
    assert_eq!((whole[row].len(), is_cut), (150, false));
    assert_eq!(
        (whole[row][0].as_str(), whole[row][149].len()),
        ("v0", 5_000)
    );
}

/// The cells of a wide row with a long end.
fn wide() -> Vec<String> {
    let mut cells: Vec<String> = (0..150).map(|at| format!("v{at}")).collect();
    cells[149] = "x".repeat(5_000);
    cells
}

#[test]
fn all_columns_and_whole_cells_of_each_kind_of_table_are_read_when_asked_for() {
    let cells: String = wide()
        .iter()
        .map(|text| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>"))
        .collect();
    let flat = format!(
        "<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><table:table>\
         <table:table-row>{cells}</table:table-row></table:table></office:document>"
    );
    is_whole_when_asked(Kind::OpenDocumentSheet, flat.as_bytes(), 0);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    let names: Vec<String> = (0..150).map(|at| format!("c{at}")).collect();
    let made = format!(
        "CREATE TABLE wide ({}); INSERT INTO wide VALUES ('{}');",
        names.join(","),
        wide().join("','")
    );
    database.execute_batch(&made).unwrap();
    is_whole_when_asked(Kind::Database, &std::fs::read(path).unwrap(), 1);

    is_whole_when_asked(Kind::Parquet, &parquet_of(&wide()), 1);
    is_whole_when_asked(Kind::Excel, &excel_of(&wide()), 0);
}

/// Makes a Parquet file of one row of texts.
fn parquet_of(cells: &[String]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    let fields: String = (0..cells.len())
        .map(|at| format!("required binary c{at} (UTF8);"))
        .collect();
    let schema = parse_message_type(&format!("message m {{ {fields} }}")).unwrap();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::default()).unwrap();
    let mut group = file.next_row_group().unwrap();
    for cell in cells {
        let mut column = group.next_column().unwrap().unwrap();
        let values = [ByteArray::from(cell.as_str())];
        let column_writer = column.typed::<ByteArrayType>();
        column_writer.write_batch(&values, None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    file.into_inner().unwrap()
}

/// Makes a workbook of one row of texts.
fn excel_of(cells: &[String]) -> Vec<u8> {
    let cells: String = cells
        .iter()
        .map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{packages}\"><Relationship Id=\"r\" Type=\"{kinds}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{packages}\"><Relationship Id=\"r\" Type=\"{kinds}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{kinds}\"><sheets><sheet name=\"wide\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>"
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn rows_far_below_are_said_to_be_hidden_and_their_formulas_to_have_no_result() {
    let line = "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>";
    let file = format!(
        "<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><table:table>{}\
         <table:table-row table:visibility=\"collapse\"><table:table-cell><text:p>b</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=1+1\"/></table:table-row></table:table></office:document>",
        line.repeat(600)
    );
    let mut last = Row::default();
    let read = each_row(
        Kind::OpenDocumentSheet,
        file.as_bytes(),
        0,
        Extent::Shown,
        &mut |row| {
            assert!(!last.is_hidden);
            last = row.clone();
            ControlFlow::Continue(())
        },
    );
    assert_eq!(read, Ok(false));
    assert!(last.is_hidden);
    assert_eq!(last.cells[1].kind, CellKind::Formula);
}
