//! Tables of contents of archives, including hostile names.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use office::{Entry, EntryKind, Kind, MAX_ENTRIES, Office, Refusal, Tree, read};
use zip::write::{SimpleFileOptions, ZipWriter};

fn tree(name: &str, bytes: &[u8]) -> Tree {
    match read(Kind::of_name(name).unwrap(), bytes).unwrap() {
        Office::Tree(tree) => tree,
        other => panic!("{other:?}"),
    }
}

fn zip(names: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        if name.ends_with('/') {
            zip.add_directory(*name, SimpleFileOptions::default())
                .unwrap();
        } else {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(b"12345").unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// Returns a tar with the raw names as given.
fn tar(names: &[&[u8]]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for name in names {
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name);
        header.set_size(5);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append(&header, &b"12345"[..]).unwrap();
    }
    archive.into_inner().unwrap()
}

fn paths(tree: &Tree) -> Vec<&str> {
    tree.entries
        .iter()
        .map(|entry| entry.path.as_str())
        .collect()
}

#[test]
fn an_archive_is_its_names_sizes_and_folders() {
    let packed = tar(&[b"docs/a.txt", "größe.csv".as_bytes()]);
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(&packed).unwrap();
    let gz = gz.finish().unwrap();
    let expected = ["docs/a.txt", "größe.csv"];
    assert_eq!(paths(&tree("a.tar", &packed)), expected);
    assert_eq!(paths(&tree("a.TAR.GZ", &gz)), expected);
    assert_eq!(paths(&tree("a.tgz", &gz)), expected);

    let found = tree("a.zip", &zip(&["docs/", "docs/a.txt", "größe.csv"]));
    assert_eq!(paths(&found), ["docs", "docs/a.txt", "größe.csv"]);
    assert_eq!(found.entries[0].kind, EntryKind::Folder);
    assert_eq!(found.size, 10);
    let text = Office::Tree(found).to_text();
    assert_eq!(text, "docs/\ndocs/a.txt (5 bytes)\ngröße.csv (5 bytes)\n");
}

#[test]
fn hostile_names_are_shown_harmlessly_and_said_to_lead_outside() {
    let found = tree(
        "a.zip",
        &zip(&[
            "../../etc/passwd",
            "fine.txt",
            "cod\u{202e}fdp.exe",
            "line\nbreak",
        ]),
    );
    let told: Vec<(&str, bool)> = found
        .entries
        .iter()
        .map(|entry| (entry.path.as_str(), entry.is_outside))
        .collect();
    assert_eq!(
        told,
        [
            ("../../etc/passwd", true),
            ("fine.txt", false),
            ("cod\u{fffd}fdp.exe", false),
            ("line\u{fffd}break", false)
        ]
    );
    let found = tree("a.tar", &tar(&[b"/etc/shadow", b"C:\\Windows\\a.dll"]));
    assert!(
        found.entries.iter().all(|entry: &Entry| entry.is_outside),
        "{found:?}"
    );
}

#[test]
fn names_of_other_code_pages_are_read() {
    for (encoding, name) in [
        ("gbk", "季度报告/销售数据汇总.xlsx"),
        ("shift_jis", "会議資料/売上データの一覧.xlsx"),
        ("ibm866", "Отчёт за год/Продажи по городам.xlsx"),
    ] {
        let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
        let raw = encoding.encode(name).0.into_owned();
        // An ASCII name of the same length, whose bytes are then replaced in both places.
        let stand_in = "q".repeat(raw.len());
        let bytes = replaced(&zip(&[&stand_in]), stand_in.as_bytes(), &raw);
        assert_eq!(paths(&tree("a.zip", &bytes)), [name]);
        assert_eq!(paths(&tree("a.tar", &tar(&[&raw]))), [name]);
    }
    // The second byte of a Shift_JIS character may be a backslash.
    let bytes = replaced(&zip(&["qq.txt"]), b"qq.txt", b"\x95\x5c.txt");
    assert_eq!(paths(&tree("a.zip", &bytes)), ["表.txt"]);
    let bytes = replaced(&zip(&["Malm_/a.txt"]), b"Malm_/a.txt", b"Malm\x94\\a.txt");
    assert_eq!(paths(&tree("a.zip", &bytes)), ["Malmö/a.txt"]);
    // German names written by DOS are in the encoding that the format specifies: code page 437.
    let bytes = replaced(&zip(&["Gr__e.txt"]), b"Gr__e.txt", b"Gr\x94\xe1e.txt");
    assert_eq!(paths(&tree("a.zip", &bytes)), ["Größe.txt"]);
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = (0..=bytes.len() - from.len())
        .filter(|at| bytes[*at..].starts_with(from))
        .collect();
    assert_eq!(places.len(), 2, "the name stands in two places");
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn only_the_first_entries_of_a_large_archive_are_returned() {
    let names: Vec<String> = (0..MAX_ENTRIES + 5)
        .map(|index| format!("{index}.txt"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = tree("a.zip", &zip(&names));
    assert_eq!(found.entries.len(), MAX_ENTRIES);
    assert!(found.truncated);
}

#[test]
fn what_is_no_archive_is_refused_and_a_torn_one_gives_what_it_has() {
    for name in ["a.zip", "a.tar.gz"] {
        let refused = read(Kind::of_name(name).unwrap(), b"just words");
        assert_eq!(refused, Err(Refusal::Unreadable), "{name}");
    }
    let whole = tar(&[b"a.txt", b"b.txt"]);
    let mut gz = GzEncoder::new(Vec::new(), Compression::none());
    gz.write_all(&whole).unwrap();
    let gz = gz.finish().unwrap();
    let found = tree("a.tgz", &gz[..1200]);
    assert_eq!(paths(&found), ["a.txt"]);
    assert!(found.truncated);
}
