//! The seeds of the fuzz target of Office files: of each kind one is read, so that the target starts inside of its reader.

use std::io::{Cursor, Write};
use std::path::Path;

use office::{Kind, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Separator before the name of each part of a seed; see `fuzz/src/lib.rs`.
const PART: &[u8] = b"\n\x1c";

/// Returns the ending of a seed's kind, and the file that its parts make.
fn packed(seed: &[u8]) -> (String, Vec<u8>) {
    let starts = (0..seed.len()).filter(|at| seed[*at..].starts_with(PART));
    let starts: Vec<usize> = starts.chain([seed.len()]).collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for pair in starts.windows(2) {
        let part = &seed[pair[0] + PART.len()..pair[1]];
        let end = part.iter().position(|byte| *byte == b'\n').unwrap();
        let name = str::from_utf8(&part[..end]).unwrap();
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&part[end + 1..]).unwrap();
    }
    let ending = str::from_utf8(&seed[..starts[0]]).unwrap().trim_end();
    (ending.to_owned(), zip.finish().unwrap().into_inner())
}

#[test]
fn of_each_kind_a_seed_of_the_fuzz_target_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/office");
    let mut endings = Vec::new();
    for seed in std::fs::read_dir(folder).unwrap() {
        let seed = seed.unwrap().path();
        let (ending, file) = packed(&std::fs::read(&seed).unwrap());
        let kind = Kind::of_name(&format!("a.{ending}")).unwrap();
        if read(kind, &file).is_ok() {
            endings.push(ending);
        }
    }
    for ending in ["xlsx", "xlsb", "ods", "docx", "pptx", "odt", "epub"] {
        assert!(endings.iter().any(|known| known == ending), "{ending}");
    }
}
