//! Real and malicious documents, drawn by the real program.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod document;
mod hostile;
mod office;
mod text;

use std::path::Path;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use reader::{DrawnPages, Error, Image, Pdf};

use crate::document::{document, page};

const PROGRAM: &str = env!("CARGO_BIN_EXE_errand-reader");

/// Draws a document from memory.
async fn draw(pdf: &[u8], from: usize) -> Result<DrawnPages, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, pdf).unwrap();
    reader::draw(Path::new(PROGRAM), unlocked(&path), from).await
}

/// A PDF that needs no password.
fn unlocked(path: &Path) -> Pdf<'_> {
    Pdf {
        path,
        password: None,
    }
}

/// The colour of a page at a position in percent of its width and height.
fn colour(image: &Image, x: u32, y: u32) -> [u8; 3] {
    let bytes = BASE64_STANDARD.decode(&image.png).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.width, frame.height), (image.width, image.height));
    let at = (y * image.height / 100) as usize * frame.line_size
        + (x * image.width / 100) as usize * frame.color_type.samples();
    [pixels[at], pixels[at + 1], pixels[at + 2]]
}

#[tokio::test]
async fn a_page_looks_as_its_document_says() {
    // A red rectangle in the lower left quarter of a white page of 200 by 100 points.
    let pdf = document(&[page("200 100", "1 0 0 rg 0 0 100 50 re f")]);
    let drawn = draw(&pdf, 0).await.unwrap();
    assert_eq!(drawn.total, 1);
    let image = drawn.pages[0].as_ref().unwrap();
    assert_eq!((image.width, image.height), (1200, 600));
    assert_eq!(colour(image, 25, 75), [255, 0, 0]);
    assert_eq!(colour(image, 75, 25), [255, 255, 255]);
}

#[tokio::test]
async fn text_is_drawn_also_when_its_font_did_not_come_along() {
    let pdf = document(&[page("200 100", "BT /F1 90 Tf 20 10 Td (I) Tj ET")]);
    let drawn = draw(&pdf, 0).await.unwrap();
    let image = drawn.pages[0].as_ref().unwrap();
    let is_inked = (0..100).any(|x| colour(image, x, 60) == [0, 0, 0]);
    assert!(is_inked, "the letter is not there");
}

#[tokio::test]
async fn pages_come_a_few_at_a_time() {
    let pages: Vec<_> = (0..6).map(|_| page("100 100", "")).collect();
    let pdf = document(&pages);
    for (from, count) in [(0, 4), (4, 2), (6, 0), (usize::MAX, 0)] {
        let drawn = draw(&pdf, from).await.unwrap();
        assert_eq!((drawn.total, drawn.pages.len()), (6, count), "from {from}");
        assert!(drawn.pages.iter().all(Option::is_some));
    }
}

#[tokio::test]
async fn a_program_that_is_missing_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, document(&[page("9 9", "")])).unwrap();
    let outcome = reader::draw(Path::new("/no/such/program"), unlocked(&path), 0).await;
    assert!(matches!(outcome, Err(Error::Io(_))), "{outcome:?}");
}
