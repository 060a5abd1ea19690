//! Previews of files.

use artifacts::{PREVIEW_LIMIT, Preview, media_type, preview};
use proptest::prelude::*;

fn shown(name: &str, mime: Option<&str>, bytes: &[u8]) -> Preview {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stored");
    std::fs::write(&path, bytes).unwrap();
    preview(&path, name, mime).unwrap()
}

fn table(name: &str, text: &str) -> (Vec<String>, Vec<Vec<String>>, bool) {
    match shown(name, None, text.as_bytes()) {
        Preview::Table {
            header,
            rows,
            truncated,
        } => (header, rows, truncated),
        other => panic!("{other:?}"),
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

#[test]
fn each_kind_of_file_is_shown_its_own_way() {
    let kind = |name: &str, bytes: &[u8]| match shown(name, None, bytes) {
        Preview::Text { .. } => "text".to_owned(),
        Preview::Code { language, .. } => format!("code {language}"),
        Preview::Markdown { .. } => "markdown".to_owned(),
        Preview::Table { .. } => "table".to_owned(),
        Preview::Image { mime, .. } | Preview::Audio { mime, .. } | Preview::Video { mime, .. } => {
            mime
        }
        Preview::Pdf { .. } => "pdf".to_owned(),
        Preview::Html { .. } => "html".to_owned(),
        Preview::Binary { mime, .. } => format!("binary {mime}"),
    };
    for (name, bytes, expected) in [
        ("report.md", &b"# Hi"[..], "markdown"),
        ("notes.txt", b"hi", "text"),
        ("README", b"hi", "text"),
        (
            "run.log",
            b"\x1b[31mred\x1b[0m and a longer line of text",
            "text",
        ),
        ("a.py", b"print(1)", "code py"),
        ("data.JSON", b"{}", "code json"),
        ("Dockerfile", b"FROM x", "code dockerfile"),
        ("a.csv", b"a,b\n1,2\n", "table"),
        ("a.tsv", b"a\tb\n1\t2\n", "table"),
        ("a.png", PNG, "image/png"),
        ("renamed.txt", PNG, "image/png"),
        ("page.html", b"<p>x</p>", "html"),
        (
            "drawing.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "html",
        ),
        ("drawing.svg", b"<?xml version='1.0'?><svg/>", "html"),
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("a.wav", b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        ("a.mp3", b"ID3\x03\0\0\0\0\0\0", "audio/mpeg"),
        ("a.webm", b"\x1a\x45\xdf\xa3\0", "video/webm"),
        ("fake.mp4", b"just text", "code mp4"),
        ("damaged.png", b"\0\x01", "binary application/octet-stream"),
        ("fake.png", b"<script>alert(1)</script>", "html"),
        ("fake.pdf", b"just text", "code pdf"),
        (
            "a.xlsx",
            b"PK\x03\x04\0\0\0\0",
            "binary application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            "part-00000",
            b"PAR1\x15\x04\0\0",
            "binary application/vnd.apache.parquet",
        ),
        ("a.txt", b"PAR1 is a word", "text"),
        ("a.bin", b"\0\x01\x02", "binary application/octet-stream"),
        ("a.csv", b"\0\x01\x02,\0", "binary text/csv"),
        ("empty.txt", b"", "text"),
    ] {
        assert_eq!(kind(name, bytes), expected, "{name}");
    }
}

#[test]
fn the_announced_type_counts_only_where_name_and_bytes_say_nothing() {
    assert_eq!(
        media_type("x", Some("Text/Markdown; charset=utf-8"), b"# x"),
        "text/markdown"
    );
    assert_eq!(media_type("x.csv", Some("text/html"), b"a,b"), "text/csv");
    assert_eq!(
        media_type("x", Some("image/png"), b"not an image"),
        "text/plain"
    );
    assert_eq!(
        media_type("x", Some("nonsense\r\nheader: x"), b"\0"),
        "application/octet-stream"
    );
    assert_eq!(media_type("chart.png", None, b""), "image/png");
    assert_eq!(media_type("x.pdf", Some("text/csv"), b"a,b"), "text/csv");
    assert_eq!(
        media_type("run.py", None, b"#!/usr/bin/env python3\n"),
        "text/x-python"
    );
}

#[test]
fn text_is_read_in_the_encodings_that_occur() {
    let text = |bytes: &[u8]| match shown("a.txt", None, bytes) {
        Preview::Text { text, .. } => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(text("Größe €".as_bytes()), "Größe €");
    assert_eq!(text(b"\xef\xbb\xbfmark"), "mark");
    assert_eq!(text(b"\xff\xfeG\0\xf6\0"), "Gö");
    assert_eq!(text(b"\xfe\xff\0G\0\xf6"), "Gö");
    assert_eq!(text(b"Gr\xf6\xdfe \x80"), "Größe €");
}

#[test]
fn a_table_is_split_at_the_separator_that_it_uses() {
    for text in [
        "name,price\nnut,\"1,5\"\n",
        "name;price\nnut;1,5\n",
        "name\tprice\nnut\t1,5\n",
        "name|price\nnut|1,5\n",
    ] {
        let (header, rows, truncated) = table("a.csv", text);
        assert_eq!(header, ["name", "price"], "{text:?}");
        assert_eq!(rows, [["nut", "1,5"]], "{text:?}");
        assert!(!truncated);
    }
    let (header, rows, _) = table("a.csv", "one column\nx, y\n");
    assert_eq!((header.len(), rows[0].len()), (2, 2));
    assert_eq!(header[0], "one column");
}

#[test]
fn a_table_with_line_breaks_quotes_and_rows_of_different_lengths_is_read() {
    let (header, rows, _) = table(
        "a.csv",
        "\u{feff}a,b\r\n\"x\r\ny\",\"say \"\"hi\"\"\"\r\n1\r\n1,2,3\r\n",
    );
    assert_eq!(header, ["a", "b", ""]);
    assert_eq!(
        rows,
        [vec!["x\r\ny", "say \"hi\""], vec!["1"], vec!["1", "2", "3"]]
    );
}

#[test]
fn what_is_too_long_is_cut_and_says_so() {
    let long = "ü".repeat(PREVIEW_LIMIT);
    match shown("a.txt", None, long.as_bytes()) {
        Preview::Text { text, truncated } => {
            assert!(truncated && text.len() <= PREVIEW_LIMIT && long.starts_with(&text));
        }
        other => panic!("{other:?}"),
    }
    let many = "a,b\n".repeat(2000);
    let (_, rows, truncated) = table("a.csv", &many);
    assert!(truncated && rows.len() == 500);
    let row = format!("{},x\n", "y".repeat(200));
    let large = row.repeat(PREVIEW_LIMIT / row.len() / 10) + &"z".repeat(PREVIEW_LIMIT);
    let (_, rows, truncated) = table("a.csv", &large);
    assert!(
        truncated && rows.iter().all(|row| row.len() == 2),
        "half a row is not shown"
    );
    let (header, _, truncated) = table("a.csv", &format!("{}\n", ["c"; 300].join(",")));
    assert!(truncated && header.len() == 100);
}

proptest! {
    #[test]
    fn any_bytes_under_any_name_give_some_preview(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        name in "[a-z]{0,4}\\.(csv|tsv|md|txt|html|svg|png|json|pdf|x)?",
    ) {
        shown(&name, None, &bytes);
    }
}
