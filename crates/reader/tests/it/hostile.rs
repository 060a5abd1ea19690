//! Malicious documents: this process must survive them, without a long wait.

use std::path::Path;
use std::time::{Duration, Instant};

use reader::{Error, FILE_LIMIT, Refusal};

use crate::document::{document, of_objects, page, stream};
use crate::{PROGRAM, draw, unlocked};

/// Longer than the program's own limits, with room for a busy machine.
const SOON: Duration = Duration::from_secs(50);

fn objects(objects: &[&str]) -> Vec<u8> {
    let objects: Vec<_> = objects.iter().map(|it| it.as_bytes().to_vec()).collect();
    of_objects(&objects)
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + &close.repeat(depth)
}

#[tokio::test]
async fn no_document_breaks_more_than_its_own_picture() {
    const CATALOGUE: &str = "<< /Type /Catalog /Pages 2 0 R >>";
    const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let one_page = |entries: &str| format!("<< /Type /Page /Parent 2 0 R {entries} >>");
    let with_content = |content: String| document(&[page("100 100", &content)]);
    let noise: Vec<u8> = (0_u32..4096)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let mut torn = document(&[page("100 100", "1 0 0 rg 0 0 50 50 re f")]);
    torn.truncate(torn.len() / 2);

    let hostile: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("only a head", b"%PDF-1.7".to_vec()),
        ("noise", [b"%PDF-1.7\n".as_slice(), &noise].concat()),
        ("half a document", torn),
        (
            "no pages",
            objects(&[CATALOGUE, "<< /Type /Pages /Kids [] /Count 0 >>"]),
        ),
        (
            "pages that hold themselves",
            objects(&[
                CATALOGUE,
                "<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 2 >>",
            ]),
        ),
        (
            "a billion pages, it says",
            objects(&[
                CATALOGUE,
                "<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>",
                &one_page("/MediaBox [0 0 9 9]"),
            ]),
        ),
        (
            "a page as large as a country",
            objects(&[CATALOGUE, PAGES, &one_page("/MediaBox [0 0 1e30 1e30]")]),
        ),
        (
            "a page as thin as a thread",
            objects(&[CATALOGUE, PAGES, &one_page("/MediaBox [0 0 0.001 90000]")]),
        ),
        (
            "a page of no size",
            objects(&[
                CATALOGUE,
                PAGES,
                &one_page("/MediaBox [0 0 0 0] /UserUnit 0"),
            ]),
        ),
        (
            "a page of odd numbers",
            objects(&[
                CATALOGUE,
                PAGES,
                &one_page("/MediaBox [nan inf -1e99 (x)] /Rotate 45 /UserUnit -1e38"),
            ]),
        ),
        ("arrays in arrays", with_content(nested("[", "]", 200_000))),
        (
            "states in states",
            with_content(nested("q ", "Q ", 200_000)),
        ),
        (
            "dictionaries in dictionaries",
            objects(&[
                CATALOGUE,
                PAGES,
                &one_page(&format!("/Resources {}", nested("<< /A ", ">> ", 100_000))),
            ]),
        ),
        (
            "numbers too large to think",
            with_content(
                "1e38 0 0 1e38 1e38 1e38 cm 1e38 w [1e-30] 0 d 0 0 m 1e38 1e38 l S 1e38 Tf (x) Tj"
                    .into(),
            ),
        ),
        (
            "dashes without end",
            with_content("0.0001 w [0.00001 0.00001] 0 d 0 0 m 100 100 l 0 100 l 100 0 l S".into()),
        ),
        (
            "a picture that draws itself",
            of_objects(&[
                CATALOGUE.into(),
                PAGES.into(),
                one_page(
                    "/MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>",
                )
                .into_bytes(),
                stream("", b"/X Do"),
                stream(
                    "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
                    b"/X Do /X Do",
                ),
            ]),
        ),
        (
            "a tiny picture that says it is huge",
            of_objects(&[
                CATALOGUE.into(),
                PAGES.into(),
                one_page(
                    "/MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>",
                )
                .into_bytes(),
                stream("", b"/X Do"),
                stream(
                    "/Type /XObject /Subtype /Image /Width 2000000000 /Height 2000000000 /BitsPerComponent 16 /ColorSpace /DeviceCMYK",
                    b"x",
                ),
            ]),
        ),
    ];
    for (what, pdf) in hostile {
        let begun = Instant::now();
        let outcome = draw(&pdf, 0).await;
        assert!(begun.elapsed() < SOON, "{what} took {:?}", begun.elapsed());
        assert!(!matches!(outcome, Err(Error::Io(_))), "{what}: {outcome:?}");
    }
    let sound = draw(&document(&[page("100 100", "")]), 0).await;
    assert_eq!(sound.map(|drawn| drawn.pages.len()).ok(), Some(1));
}

#[tokio::test]
async fn what_is_no_document_is_refused() {
    let outcome = draw(b"Just words.", 0).await;
    assert!(
        matches!(outcome, Err(Error::Refused(Refusal::Unreadable))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_file_that_is_too_large_is_not_even_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.pdf");
    let file = std::fs::File::create(&path).expect("a file");
    file.set_len(FILE_LIMIT + 1).expect("a length");
    let outcome = reader::draw(Path::new(PROGRAM), unlocked(&path), 0).await;
    assert!(
        matches!(outcome, Err(Error::Refused(Refusal::TooLarge))),
        "{outcome:?}"
    );
}
