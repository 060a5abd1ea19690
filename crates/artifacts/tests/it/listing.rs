//! Files of this run are told apart from old ones of the same sandbox.

use artifacts::new_files;
use interactions::{EnvironmentFile, FileType};

fn file(path: &str, size: i64, modified: &str) -> EnvironmentFile {
    EnvironmentFile {
        path: Some(path.to_owned()),
        kind: Some(FileType::from("FILE")),
        size_bytes: Some(size.into()),
        created: Some("2026-01-01T00:00:00Z".to_owned()),
        modified: Some(modified.to_owned()),
        ..EnvironmentFile::default()
    }
}

fn paths(files: &[EnvironmentFile]) -> Vec<&str> {
    files
        .iter()
        .filter_map(|file| file.path.as_deref())
        .collect()
}

#[test]
fn new_and_changed_files_are_new_and_the_others_are_not() {
    let known = [
        file("same.txt", 1, "a"),
        file("grown.txt", 1, "a"),
        file("touched.txt", 1, "a"),
        file("gone.txt", 1, "a"),
    ];
    let mut replaced = file("replaced.txt", 1, "a");
    replaced.created = Some("2026-02-02T00:00:00Z".to_owned());
    let listing = [
        file("same.txt", 1, "a"),
        file("grown.txt", 2, "a"),
        file("touched.txt", 1, "b"),
        file("fresh.txt", 1, "a"),
        replaced.clone(),
    ];
    let mut known = known.to_vec();
    known.push(file("replaced.txt", 1, "a"));
    assert_eq!(
        paths(&new_files(&listing, &known)),
        ["grown.txt", "touched.txt", "fresh.txt", "replaced.txt"]
    );
}

#[test]
fn folders_and_repeated_entries_are_left_out_and_a_leading_slash_makes_no_difference() {
    let mut folder = file("out", 0, "a");
    folder.kind = Some(FileType::from("directory"));
    let listing = [
        folder,
        file("/out/old.txt", 1, "a"),
        file("out/new.txt", 1, "a"),
        file("/out/new.txt", 1, "a"),
    ];
    assert_eq!(
        paths(&new_files(&listing, &[file("out/old.txt", 1, "a")])),
        ["out/new.txt"]
    );
}

#[test]
fn in_a_fresh_sandbox_every_file_is_new() {
    let listing = [file("a", 1, "a"), file("b", 1, "a")];
    assert_eq!(paths(&new_files(&listing, &[])), ["a", "b"]);
}
