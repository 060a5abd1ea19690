//! Shared code of the fuzz targets: composing files from parts, and ignoring panics of third-party libraries.

use std::io::{Cursor, Write as _};
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::LazyLock;

use office::{Kind, Office};
use tempfile::TempDir;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Separator before the name of each part of a zip file.
pub const PART: &str = "\n\u{1c}";

/// A temporary folder, in memory if possible, for readers that need a path.
pub static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let made = match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    made.expect("a folder can be made")
});

/// Splits an input into its first line, which selects the kind, and the rest.
pub fn first_line(input: &[u8]) -> Option<(&str, &[u8])> {
    let at = input.iter().position(|byte| *byte == b'\n')?;
    let word = std::str::from_utf8(&input[..at]).ok()?;
    Some((word, &input[at + 1..]))
}

/// Parses the parts of a zip file: [`PART`], a name, a line end, and the content. A fuzzer that mutated the zip itself
/// would only produce wrong checksums.
pub fn parts(input: &[u8]) -> Vec<(String, &[u8])> {
    let mut parts = Vec::new();
    let mut rest = input;
    while let Some(at) = find(rest, PART.as_bytes()) {
        rest = &rest[at + PART.len()..];
        let end = find(rest, PART.as_bytes()).unwrap_or(rest.len());
        if let Some((name, content)) = first_line(&rest[..end]) {
            parts.push((name.to_owned(), content));
        }
        rest = &rest[end..];
    }
    parts
}

/// Packs parts into a zip, each name once.
pub fn packed<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        if zip.start_file(name, stored).is_ok() {
            zip.write_all(content).expect("memory takes it");
        }
    }
    zip.finish().expect("memory takes it").into_inner()
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// Lets panics of these libraries, identified by a substring of their source path, unwind to whatever catches them, as
/// in the app. All other panics are findings, even if something catches them.
pub fn forgive(libraries: &'static [&'static str]) {
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or("", |place| place.file());
        if !libraries.iter().any(|library| place.contains(library)) {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
}

/// Reads an input whose first line is a file extension; `None` if it is refused, or its kind is not `wanted`.
pub fn read_kind(input: &[u8], wanted: impl Fn(Kind) -> bool) -> Option<Office> {
    let (word, bytes) = first_line(input)?;
    let kind = Kind::of_name(&format!("a.{word}")).filter(|kind| wanted(*kind))?;
    catch_unwind(|| office::read(kind, bytes)).ok()?.ok()
}

/// Path of third-party sources in cargo's registry.
pub const OTHERS: &[&str] = &["/registry/src/"];
