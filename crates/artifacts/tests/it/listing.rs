//! A run's own files are distinguished from older ones in the same sandbox.

use artifacts::{collapse_folders, new_files};
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
fn a_file_changed_within_the_second_is_new_unless_only_whole_seconds_were_known() {
    let first = [file("a.txt", 1, "2026-01-01T00:00:05.25Z")];
    let second = [file("a.txt", 1, "2026-01-01T00:00:05.75Z")];
    assert_eq!(paths(&new_files(&second, &first)), ["a.txt"]);

    let seconds = [file("a.txt", 1, "2026-01-01T00:00:05Z")];
    let next = [file("a.txt", 1, "2026-01-01T00:00:06.75Z")];
    assert!(new_files(&second, &seconds).is_empty());
    assert_eq!(paths(&new_files(&next, &seconds)), ["a.txt"]);
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

#[test]
fn folders_that_programs_fill_are_one_line_and_no_other_file_is_left_out() {
    let mut listing = vec![
        file("workspace/app/index.js", 10, "b"),
        file("workspace/node_modules.txt", 1, "a"),
        file("workspace/app/.git/HEAD", 5, "a"),
    ];
    for number in 0..3_000 {
        let path = format!("workspace/app/node_modules/p{number}/node_modules/x/index.js");
        listing.push(file(&path, 2, "a"));
        listing.push(file(&format!("workspace/data/{number}.csv"), 1, "a"));
    }
    listing.push(file("workspace/app/node_modules/late.js", 1, "z"));
    let (files, folders) = collapse_folders(listing);
    assert_eq!(files.len(), 3_002);
    let lines: Vec<_> = folders
        .iter()
        .map(|folder| (folder.path.as_str(), folder.files, folder.size))
        .collect();
    assert_eq!(
        lines,
        [
            ("workspace/app/.git", 1, 5),
            ("workspace/app/node_modules", 3_001, 6_001)
        ]
    );
    assert_eq!(folders[1].modified.as_deref(), Some("z"));
    let before = [folders[1].as_file()];
    assert!(new_files(&[folders[1].as_file()], &before).is_empty());
    let mut grown = folders[1].clone();
    grown.size += 1;
    assert_eq!(new_files(&[grown.as_file()], &before).len(), 1);
}
