//! Office files, read by the real program.

use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use office::{Cell, CellKind, EntryKind, Extent, Kind, Office, Row};
use reader::{Error, FILE_LIMIT, Refusal, RowStream, Stopper, WantedRows, write_row};

use crate::PROGRAM;

async fn read(name: &str, bytes: &[u8]) -> Result<Office, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stored-under-its-digest");
    std::fs::write(&path, bytes).unwrap();
    reader::office(Path::new(PROGRAM), &path, Kind::of_name(name).unwrap()).await
}

#[tokio::test]
async fn a_workbook_comes_back_as_its_sheets() {
    let file = include_bytes!("../../../office/tests/files/xlwt.xls");
    let Office::Workbook(workbook) = read("old.XLS", file).await.unwrap() else {
        panic!("it is a workbook");
    };
    assert_eq!(workbook.sheets[0].rows[0].cells[0].text, "Größe");
}

#[tokio::test]
async fn a_table_in_columns_is_read_where_it_lies_however_large_it_is() {
    let sound = include_bytes!("../../../office/tests/files/pyarrow-long.parquet");
    let end = sound.len() - 8;
    let footer = u32::from_le_bytes(sound[end..end + 4].try_into().unwrap()) as usize;
    let (data, rest) = sound.split_at(end - footer);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(data).unwrap();
    file.seek(SeekFrom::Start(FILE_LIMIT)).unwrap();
    file.write_all(rest).unwrap();
    let read = reader::office(Path::new(PROGRAM), &path, Kind::Parquet).await;
    let Office::Workbook(workbook) = read.unwrap() else {
        panic!("it is a workbook");
    };
    assert_eq!(workbook.sheets[0].total, Some(3000));
    assert_eq!(workbook.sheets[0].rows[1].cells[0].text, "0");
}

#[tokio::test]
async fn a_table_in_columns_that_is_damaged_is_refused() {
    for bytes in [&b"PAR1"[..], b"PAR1 and no table PAR1"] {
        let refused = read("table.parquet", bytes).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Unreadable))));
    }
}

#[tokio::test]
async fn what_is_no_office_file_is_refused() {
    let refused = read("words.docx", b"just words").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Unreadable))));
}

#[tokio::test]
async fn an_archive_is_looked_into_however_large_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.tar");
    let mut archive = tar::Builder::new(std::fs::File::create(&path).unwrap());
    let mut header = tar::Header::new_gnu();
    header.set_size(FILE_LIMIT + 1);
    header.set_mode(0o644);
    let zeros = std::io::Read::take(std::io::repeat(0), FILE_LIMIT + 1);
    archive
        .append_data(&mut header, "zeros.bin", zeros)
        .unwrap();
    archive.finish().unwrap();
    let read = reader::office(Path::new(PROGRAM), &path, Kind::Tar).await;
    let Office::Tree(tree) = read.unwrap() else {
        panic!("it is a tree");
    };
    assert_eq!(tree.entries.len(), 1);
    assert_eq!(tree.entries[0].path, "zeros.bin");
    assert_eq!(tree.entries[0].kind, EntryKind::File);
    assert_eq!(tree.entries[0].size, FILE_LIMIT + 1);
}

fn first_sheet(kind: Kind, extent: Extent) -> WantedRows {
    WantedRows {
        kind,
        sheet: 0,
        extent,
    }
}

/// Opens the rows of the first sheet of a file.
fn rows(name: &str, bytes: &[u8]) -> RowStream {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stored-under-its-digest");
    std::fs::write(&path, bytes).unwrap();
    let kind = Kind::of_name(name).unwrap();
    let wanted = first_sheet(kind, Extent::Shown);
    RowStream::open(Path::new(PROGRAM), &path, wanted, &Stopper::default()).unwrap()
}

fn texts(row: Row) -> Vec<String> {
    row.cells.into_iter().map(|cell| cell.text).collect()
}

#[test]
fn all_rows_of_a_long_table_come_one_after_the_other() {
    let long = include_bytes!("../../../office/tests/files/pyarrow-long.parquet");
    let mut all = rows("long.parquet", long);
    assert_eq!(texts(all.next_row().unwrap().unwrap()), ["n", "t"]);
    for number in 0..3000 {
        let row = all.next_row().unwrap().unwrap();
        assert_eq!(row.cells[0].kind, CellKind::Number);
        assert_eq!(texts(row), [number.to_string().as_str(), "x"]);
    }
    assert!(all.next_row().unwrap().is_none());
    assert!(all.next_row().unwrap().is_none());
    assert!(!all.is_cut());

    let sheet = include_bytes!("../../../office/tests/files/xlwt.xls");
    let row = rows("old.xls", sheet).next_row().unwrap().unwrap();
    assert_eq!(row.cells[0].text, "Größe");
}

#[test]
fn a_table_whose_rows_cannot_be_read_says_why() {
    for (bytes, refusal) in [
        (&b"PAR1 and no table PAR1"[..], Refusal::Unreadable),
        (&b"PAR1 and no table PARE"[..], Refusal::Encrypted),
    ] {
        let refused = rows("table.parquet", bytes).next_row();
        assert!(matches!(refused, Err(Error::Refused(said)) if said == refusal));
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_ends_before_its_rows_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it");
    std::fs::write(&path, b"").unwrap();
    let stopper = Stopper::default();
    let wanted = first_sheet(Kind::Parquet, Extent::Shown);
    let ended = RowStream::open(Path::new("/bin/true"), &path, wanted, &stopper);
    let mut ended = ended.unwrap();
    assert!(matches!(ended.next_row(), Err(Error::GaveUp(_))));
}

#[cfg(unix)]
#[test]
fn a_silent_program_ends_when_it_is_stopped_before_or_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (path, program) = (folder.path().join("it"), folder.path().join("silent"));
    std::fs::write(&path, b"").unwrap();
    // A program that this process had open for writing could not be started while another test starts one.
    let written = std::process::Command::new("/bin/sh")
        .args([
            "-c",
            "printf '#!/bin/sh\nexec sleep 600\n' > \"$0\" && chmod 700 \"$0\"",
        ])
        .arg(&program)
        .status();
    assert!(written.unwrap().success());
    let stopper = Stopper::default();
    let wanted = first_sheet(Kind::Parquet, Extent::Shown);
    let open = || RowStream::open(&program, &path, wanted, &stopper).unwrap();
    let mut silent = open();
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| silent.next_row());
        stopper.stop();
        assert!(matches!(reading.join().unwrap(), Err(Error::GaveUp(_))));
    });
    assert!(matches!(open().next_row(), Err(Error::GaveUp(_))));
}

#[test]
fn a_row_that_is_too_long_is_cut_between_letters() {
    let cells = ["ä".repeat(40 << 20), "ö".repeat(9), String::new()].map(|text| Cell {
        text,
        ..Cell::default()
    });
    let mut row = Row {
        cells: cells.to_vec(),
        is_hidden: false,
    };
    let mut output = Vec::new();
    assert!(write_row(&mut output, &row).unwrap());
    assert_eq!(output.len(), (64 << 20) + 4);
    let mut output = Vec::new();
    row.cells.remove(0);
    assert!(!write_row(&mut output, &row).unwrap());
    assert_eq!(output.len(), 4 + 4 + 18 + 4);
}

#[test]
fn hidden_rows_and_formulas_without_a_result_are_said() {
    let sheet = b"<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><table:table>\
        <table:table-row table:visibility=\"collapse\"><table:table-cell><text:p>a</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=1+1\"/></table:table-row></table:table></office:document>";
    let row = rows("a.fods", sheet).next_row().unwrap().unwrap();
    assert!(row.is_hidden);
    let kinds: Vec<CellKind> = row.cells.iter().map(|cell| cell.kind).collect();
    assert_eq!(kinds, [CellKind::Text, CellKind::Formula]);
}
