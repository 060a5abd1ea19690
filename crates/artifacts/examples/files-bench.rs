//! Measures the cost of showing a file, compared with what plain programs need for the same file.
//!
//! `cargo xtask bench files` builds it in release mode and runs it with `--reader` (the program `errand-reader`) and
//! `--pdftoppm` (Poppler's). `--rows` is the number of rows of the table. Prints the results and, as the last line,
//! one JSON object.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it is a program of its own, and what fails ends it"
)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use artifacts::{Preview, preview};
use fastrand::Rng;
use serde_json::json;

/// Number of rows of a first screen.
const SCREEN: usize = 100;
/// Number of pages of the PDF: as many as are drawn at a time.
const PAGES: usize = 4;
/// Number of measurements; the median is reported.
const TIMES: usize = 9;

fn main() {
    let (mut rows, mut reader, mut pdftoppm) = (1_000_000, None, None);
    let mut words = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        match name.as_str() {
            "--rows" => rows = value.parse().unwrap(),
            "--reader" => reader = Some(PathBuf::from(value)),
            "--pdftoppm" => pdftoppm = Some(PathBuf::from(value)),
            other => panic!("there is no option {other}"),
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("orders.csv");
    table(&csv, rows);
    let opened = median(|| {
        let Preview::Table { rows, .. } = preview(&csv, "orders.csv", None).unwrap() else {
            panic!("it is a table");
        };
        assert!(rows.len() >= SCREEN);
    });
    let counted = median(|| finish(Command::new("wc").arg("-l").arg(&csv)));
    println!("{rows} rows to their first screen      {opened:9.2} ms; wc -l {counted:.2} ms");

    let mut page = None;
    if let (Some(reader), Some(pdftoppm)) = (reader, pdftoppm) {
        let pdf = folder.path().join("report.pdf");
        fs::write(&pdf, document()).unwrap();
        let drawn = median(|| {
            let input = File::open(&pdf).unwrap();
            finish(Command::new(&reader).args(["pages", "0"]).stdin(input));
        });
        let theirs = median(|| {
            let mut command = Command::new(&pdftoppm);
            let width = ["-png", "-scale-to-x", "1240", "-scale-to-y", "-1"];
            finish(
                command
                    .args(width)
                    .arg(&pdf)
                    .arg(folder.path().join("page")),
            );
        });
        println!("{PAGES} pages of a PDF                {drawn:9.2} ms; pdftoppm {theirs:.2} ms");
        page = Some(rounded(drawn / theirs));
    }
    println!(
        "{}",
        json!({"table": {"open_1m_rows_of_wc": rounded(opened / counted)}, "pdf": {"page_of_poppler": page}})
    );
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Returns the median duration of some calls in milliseconds; an additional first call is not counted.
fn median(mut call: impl FnMut()) -> f64 {
    call();
    let mut all: Vec<f64> = (0..TIMES)
        .map(|_| {
            let begun = Instant::now();
            call();
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[TIMES / 2]
}

fn finish(command: &mut Command) {
    let status = command.stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?}");
}

/// Writes a CSV table of orders.
fn table(path: &Path, rows: u32) {
    let mut rng = Rng::with_seed(5);
    let mut file = BufWriter::new(File::create(path).unwrap());
    writeln!(file, "order,day,customer,city,amount,paid").unwrap();
    for row in 0..rows {
        let (day, month) = (1 + rng.u32(..28), 1 + rng.u32(..12));
        let amount = f64::from(rng.u32(..1_000_000)) / 100.0;
        let customer = rng.u32(..50_000);
        let city = ["Zürich", "Köln", "東京", "São Paulo", "Łódź"][rng.usize(..5)];
        writeln!(
            file,
            "{row},2026-{month:02}-{day:02},\"Customer {customer}, Ltd\",{city},{amount:.2},{}",
            rng.bool()
        )
        .unwrap();
    }
    file.flush().unwrap();
}

/// Returns a PDF whose pages have text, lines and areas.
fn document() -> Vec<u8> {
    let mut rng = Rng::with_seed(6);
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut kids = String::new();
    for _ in 0..PAGES {
        let mut drawing = String::new();
        for line in 0..55 {
            let words: String = (0..12)
                .map(|_| format!("word{} ", rng.u16(..999)))
                .collect();
            let height = 800 - line * 13;
            writeln!(drawing, "BT /F1 10 Tf 40 {height} Td ({words}) Tj ET").unwrap();
        }
        for _ in 0..150 {
            let mut at = || rng.u32(40..550);
            let (x, y, w, h) = (at(), at(), at() / 9, at() / 9);
            writeln!(
                drawing,
                "0.{} 0.5 0.8 rg {x} {y} {w} {h} re f",
                rng.u8(1..9)
            )
            .unwrap();
            writeln!(drawing, "{x} {y} m {w} {h} {y} {x} {h} {w} c S").unwrap();
        }
        let page = objects.len() + 1;
        write!(kids, "{page} 0 R ").unwrap();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            page + 1
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{drawing}endstream",
            drawing.len()
        ));
    }
    objects[1] = format!("<< /Type /Pages /Count {PAGES} /Kids [{kids}] >>");
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1).unwrap();
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(
        file,
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}
