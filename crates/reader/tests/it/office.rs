//! Office files, read by the real program.

use std::path::Path;

use office::Office;
use reader::{Error, Refusal};

use crate::PROGRAM;

async fn read(name: &str, bytes: &[u8]) -> Result<Office, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stored-under-its-digest");
    std::fs::write(&path, bytes).unwrap();
    let extension = name.rsplit('.').next().unwrap();
    reader::office(Path::new(PROGRAM), &path, extension).await
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
async fn what_is_no_office_file_is_refused() {
    let refused = read("words.docx", b"just words").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Unreadable))));
}
