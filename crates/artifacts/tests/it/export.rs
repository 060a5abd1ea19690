//! Exports to the person's folder: byte for byte, overwriting nothing and following no link.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use artifacts::{Error, Store, StoredFile, safe_name, safe_relative_path};
use tempfile::TempDir;

struct Setting {
    _folder: TempDir,
    store: Store,
    saved: StoredFile,
    target: std::path::PathBuf,
}

fn setting(bytes: &[u8]) -> Setting {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("files")).unwrap();
    let saved = store.put_bytes(bytes).unwrap();
    let target = folder.path().join("Documents");
    fs::create_dir(&target).unwrap();
    Setting {
        _folder: folder,
        store,
        saved,
        target,
    }
}

#[test]
fn a_file_arrives_byte_for_byte_and_leaves_nothing_else() {
    let bytes: Vec<u8> = (0..1_000_000u32).flat_map(u32::to_le_bytes).collect();
    let it = setting(&bytes);
    let path = it
        .store
        .export(&it.saved.sha256, &it.target, &safe_name("comparison.csv"))
        .unwrap();
    assert_eq!(path, it.target.join("comparison.csv"));
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(crate::tree(&it.target), ["comparison.csv"]);
}

#[test]
fn whoever_looks_while_a_file_is_saved_finds_all_of_it_or_nothing() {
    let it = setting(b"all of it");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let looking = scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                for entry in fs::read_dir(&it.target).unwrap() {
                    let path = entry.unwrap().path();
                    if path.extension().is_some_and(|ending| ending == "txt") {
                        assert_eq!(fs::read(&path).unwrap(), b"all of it", "{path:?}");
                    }
                }
            }
        });
        for _ in 0..100 {
            it.store
                .export(&it.saved.sha256, &it.target, &safe_name("a.txt"))
                .unwrap();
        }
        done.store(true, Ordering::Relaxed);
        looking.join().unwrap();
    });
    assert_eq!(crate::tree(&it.target).len(), 100);
}

#[test]
fn a_name_that_is_taken_gets_a_number_and_what_was_there_stays() {
    let it = setting(b"new");
    fs::write(it.target.join("a.txt"), "old").unwrap();
    fs::create_dir(it.target.join("a (2).txt")).unwrap();
    let path = it
        .store
        .export(&it.saved.sha256, &it.target, &safe_name("a.txt"))
        .unwrap();
    assert_eq!(path, it.target.join("a (3).txt"));
    assert_eq!(fs::read(it.target.join("a.txt")).unwrap(), b"old");
    let again = it
        .store
        .export(&it.saved.sha256, &it.target, &safe_name("a.txt"))
        .unwrap();
    assert_eq!(again, it.target.join("a (4).txt"));
}

#[cfg(unix)]
#[test]
fn a_link_at_the_destination_is_not_followed_even_when_it_leads_nowhere() {
    let it = setting(b"new");
    let victim = it.target.join("victim");
    fs::write(&victim, "precious").unwrap();
    std::os::unix::fs::symlink(&victim, it.target.join("a.txt")).unwrap();
    std::os::unix::fs::symlink(it.target.join("made-by-link"), it.target.join("a (2).txt"))
        .unwrap();
    let path = it
        .store
        .export(&it.saved.sha256, &it.target, &safe_name("a.txt"))
        .unwrap();
    assert_eq!(path, it.target.join("a (3).txt"));
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
    assert_eq!(
        crate::tree(&it.target),
        ["a (2).txt ->", "a (3).txt", "a.txt ->", "victim"]
    );
}

#[test]
fn saving_many_keeps_their_folders() {
    let it = setting(b"x");
    for path in [
        "out/data/x.csv",
        "out/x.csv",
        "out/data/x.csv",
        "../../escape.txt",
    ] {
        it.store
            .export_path(&it.saved.sha256, &it.target, &safe_relative_path(path))
            .unwrap();
    }
    assert_eq!(
        crate::tree(&it.target),
        [
            "escape.txt",
            "out/data/x (2).csv",
            "out/data/x.csv",
            "out/x.csv"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_link_or_a_file_in_place_of_a_folder_is_gone_around() {
    let it = setting(b"x");
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), it.target.join("out")).unwrap();
    fs::write(it.target.join("out (2)"), "a file").unwrap();
    let path = it
        .store
        .export_path(
            &it.saved.sha256,
            &it.target,
            &safe_relative_path("out/x.csv"),
        )
        .unwrap();
    assert_eq!(path, it.target.join("out (3)").join("x.csv"));
    assert!(crate::tree(elsewhere.path()).is_empty());
}

#[test]
fn a_place_that_is_no_folder_is_named() {
    let it = setting(b"x");
    let file = it.target.join("file");
    fs::write(&file, "").unwrap();
    for place in [file.as_path(), Path::new("/no/such/folder")] {
        let error = it
            .store
            .export(&it.saved.sha256, place, &safe_name("a"))
            .unwrap_err();
        assert!(matches!(error, Error::NotAFolder { .. }), "{error}");
    }
}

#[test]
fn a_stored_file_that_was_changed_is_not_handed_out() {
    let it = setting(b"right");
    fs::write(it.store.path(&it.saved.sha256).unwrap(), b"wrong").unwrap();
    let error = it
        .store
        .export(&it.saved.sha256, &it.target, &safe_name("a"))
        .unwrap_err();
    assert!(matches!(error, Error::Altered { .. }), "{error}");
    assert!(crate::tree(&it.target).is_empty());
}

#[cfg(unix)]
#[test]
fn a_copy_cannot_be_executed() {
    use std::os::unix::fs::PermissionsExt;
    let it = setting(b"#!/bin/sh\n");
    let path = it
        .store
        .export(&it.saved.sha256, &it.target, &safe_name("run.sh"))
        .unwrap();
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o111, 0);
}
