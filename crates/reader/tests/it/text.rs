//! The text of pages, and documents with a password.

use std::path::Path;

use reader::{Error, Line, Pdf, Refusal, Text};

use crate::document::{document, of_objects, page, stream};
use crate::{PROGRAM, colour, draw, unlocked};

async fn text(pdf: &[u8]) -> Result<Text, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, pdf).unwrap();
    reader::text(Path::new(PROGRAM), unlocked(&path)).await
}

/// The lines of the first page in the coordinates of its image.
async fn lines(pdf: &[u8]) -> Vec<Line> {
    let mut drawn = draw(pdf, 0).await.unwrap();
    drawn.pages.remove(0).unwrap().lines
}

fn said(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

#[tokio::test]
async fn text_lies_where_it_is_drawn() {
    // 200 points are 1200 pixels. The second line is drawn in two pieces, with a gap for a space between.
    let content = "BT /F1 20 Tf 20 70 Td (A letter) Tj 0 -40 Td [(two) -500 (words)] TJ ET";
    let lines = lines(&document(&[page("200 100", content)])).await;
    assert_eq!(said(&lines), ["A letter", "two words"]);
    let first = &lines[0];
    assert_eq!((first.x, first.y), (120, 180));
    assert_eq!((first.size, first.angle), (120, 0));
    // Helvetica's widths of these letters are 3168 thousandths.
    assert_eq!(first.width, 380);
    assert_eq!((lines[1].x, lines[1].y), (120, 420));
}

#[tokio::test]
async fn text_that_leads_upwards_says_so_and_words_drawn_twice_are_told_once() {
    let content = "BT /F1 10 Tf 0 1 -1 0 50 10 Tm (upwards) Tj ET \
        BT /F1 10 Tf 2 Tr 1 0 0 1 80 50 Tm (bold) Tj ET \
        BT /F1 10 Tf 3 Tr 1 0 0 1 80 20 Tm (scanned) Tj ET";
    let lines = lines(&document(&[page("200 100", content)])).await;
    assert_eq!(said(&lines), ["upwards", "bold", "scanned"]);
    assert_eq!(lines[0].angle, -90);
}

#[tokio::test]
async fn all_pages_are_read_at_once_to_be_searched() {
    let words = |word: &str| page("200 100", &format!("BT /F1 9 Tf 9 9 Td ({word}) Tj ET"));
    let pages: Vec<_> = ["one", "two", "three", "four", "five", "six"]
        .map(words)
        .into();
    let text = text(&document(&pages)).await.unwrap();
    assert_eq!((text.total, text.pages.len()), (6, 6));
    assert_eq!(text.pages[4], ["five"]);
}

#[tokio::test]
async fn what_a_font_calls_its_letters_is_told_and_nothing_is_made_up() {
    // A font whose code 1 is a ligature of three letters, and whose code 2 is unmapped.
    let map = "/CIDInit /ProcSet findresource begin begincmap\n\
        1 begincodespacerange <00> <FF> endcodespacerange\n\
        1 beginbfchar <01> <006600660069> endbfchar endcmap end";
    let font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>".to_vec();
    let pdf = of_objects(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_vec(),
        font,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 5 0 R \
          /Resources << /Font << /F1 3 0 R >> >> >>"
            .to_vec(),
        stream("", b"BT /F1 9 Tf 9 9 Td <0102> Tj ET"),
        stream("", map.as_bytes()),
    ]);
    assert_eq!(said(&lines(&pdf).await), ["ffi"]);
}

#[tokio::test]
async fn a_page_of_endless_text_is_drawn_with_the_beginning_of_it() {
    let content = format!("BT /F1 1 Tf 9 9 Td {} ET", "(word ) Tj ".repeat(100_000));
    let pdf = document(&[page("200 100", &content)]);
    let letters: usize = lines(&pdf).await.iter().map(|line| line.text.len()).sum();
    assert!(letters <= 60_000, "{letters}");
    assert_eq!(text(&pdf).await.unwrap().pages.len(), 1);
}

/// Written by pypdf: a page with a red corner and `Behind a lock`; each with the passwords that open it.
const PASSWORD_ARGUMENT: [(&[u8], &[&str]); 2] = [
    (include_bytes!("../files/pypdf-rc4.pdf"), &["green 7"]),
    (
        include_bytes!("../files/pypdf-aes256.pdf"),
        &["grün 7", "owner 8"],
    ),
];

#[tokio::test]
async fn a_locked_document_opens_with_its_password_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    for (pdf, right) in PASSWORD_ARGUMENT {
        std::fs::write(&path, pdf).unwrap();
        let try_with = async |password: Option<&str>| {
            let pdf = Pdf {
                path: &path,
                password,
            };
            reader::draw(Path::new(PROGRAM), pdf, 0).await
        };
        let refused = try_with(None).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Locked))));
        for wrong in ["", "green 8", "\u{0}"] {
            let refused = try_with(Some(wrong)).await;
            assert!(refused.is_err(), "{wrong:?}");
        }
        let refused = try_with(Some("green 8")).await;
        assert!(matches!(
            refused,
            Err(Error::Refused(Refusal::WrongPassword))
        ));
        for password in right.iter().copied() {
            let drawn = try_with(Some(password)).await.unwrap();
            let image = drawn.pages[0].as_ref().unwrap();
            assert_eq!(colour(image, 25, 75), [255, 0, 0]);
            assert_eq!(said(&image.lines), ["Behind a lock"]);
        }
        let pdf = Pdf {
            path: &path,
            password: Some(right[0]),
        };
        let text = reader::text(Path::new(PROGRAM), pdf).await.unwrap();
        assert_eq!(text.pages, [["Behind a lock"]]);
    }
}
