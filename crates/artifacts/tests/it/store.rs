//! The store keeps bytes under their hash, each once.

use std::collections::HashSet;
use std::fs;
use std::time::{Duration, SystemTime};

use artifacts::{Error, Store, removable_before};

/// SHA-256 of `hello`.
const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

#[test]
fn bytes_are_kept_once_under_their_hash() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("files")).unwrap();
    let first = store.put_bytes(b"hello").unwrap();
    let second = store.put_bytes(b"hello").unwrap();
    assert_eq!((first.sha256.as_str(), first.size), (HELLO, 5));
    assert_eq!(first, second);
    assert_eq!(crate::tree(folder.path()), [format!("files/2c/{HELLO}")]);
    assert_eq!(fs::read(store.path(HELLO).unwrap()).unwrap(), b"hello");
}

#[test]
fn inline_media_is_kept_whatever_base64_it_comes_in() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for data in ["++//aA==", "++//aA", "--__aA", "++//\naA==\n"] {
        let saved = store.put_base64(data).unwrap();
        let bytes = fs::read(store.path(&saved.sha256).unwrap()).unwrap();
        assert_eq!(bytes, [0xfb, 0xef, 0xff, 0x68], "{data:?}");
    }
    assert!(matches!(
        store.put_base64("not base64!"),
        Err(Error::NotBase64)
    ));
}

#[test]
fn nothing_but_a_hash_names_a_stored_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("files")).unwrap();
    fs::write(folder.path().join("secret"), "x").unwrap();
    store.put_bytes(b"hello").unwrap();
    for name in [
        "",
        "../secret",
        "2c",
        "2c/../../secret",
        &HELLO.to_uppercase(),
        "ü",
        &"0".repeat(64),
    ] {
        assert!(
            matches!(store.path(name), Err(Error::NotStored { .. })),
            "{name:?}"
        );
        assert!(store.path(name).is_err());
    }
}

#[test]
fn what_an_earlier_start_left_unfinished_is_gone_after_opening() {
    let folder = tempfile::tempdir().unwrap();
    Store::open(folder.path())
        .unwrap()
        .put_bytes(b"hello")
        .unwrap();
    fs::write(folder.path().join("incoming/.errand-1.part"), "half").unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert!(store.path(HELLO).is_ok());
    assert_eq!(crate::tree(folder.path()), [format!("2c/{HELLO}")]);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_store_is_neither_read_nor_written_through() {
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join("outside");
    fs::write(&outside, "secret").unwrap();
    let store = Store::open(folder.path().join("files")).unwrap();
    fs::create_dir(folder.path().join("files/2c")).unwrap();
    let place = folder.path().join("files/2c").join(HELLO);
    std::os::unix::fs::symlink(&outside, &place).unwrap();
    assert!(store.path(HELLO).is_err());
    store.put_bytes(b"hello").unwrap();
    assert_eq!(fs::read(&outside).unwrap(), b"secret");
    assert!(fs::symlink_metadata(&place).unwrap().is_file());
    assert_eq!(fs::read(&place).unwrap(), b"hello");
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_the_stores_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.path().join("files")).unwrap();
    assert!(matches!(
        Store::open(folder.path().join("files")),
        Err(Error::NotAFolder { .. })
    ));
}

#[cfg(unix)]
#[test]
fn only_the_person_can_read_the_store() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("files")).unwrap();
    store.put_bytes(b"hello").unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.path().join("files")), 0o700);
    assert_eq!(mode(&folder.path().join("files/2c")), 0o700);
    assert_eq!(
        mode(&store.path(HELLO).unwrap()) & 0o111,
        0,
        "nothing in it can be executed"
    );
}

#[test]
fn only_old_files_that_nothing_refers_to_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let kept = store.put_bytes(b"kept").unwrap();
    let old = store.put_bytes(b"old").unwrap();
    let fresh = store.put_bytes(b"fresh").unwrap();
    fs::write(folder.path().join("notes.txt"), "not ours").unwrap();
    let yesterday = SystemTime::now() - Duration::from_secs(24 * 60 * 60);
    for saved in [&kept, &old] {
        let file = fs::File::options()
            .write(true)
            .open(store.path(&saved.sha256).unwrap())
            .unwrap();
        file.set_modified(yesterday).unwrap();
    }
    let removed = store
        .remove_unreferenced(&HashSet::from([kept.sha256.clone()]), removable_before())
        .unwrap();
    assert_eq!((removed.files, removed.bytes), (1, 3));
    assert!(store.path(&kept.sha256).is_ok() && store.path(&fresh.sha256).is_ok());
    assert!(store.path(&old.sha256).is_err());
    assert!(folder.path().join("notes.txt").exists());
}

#[test]
fn a_file_is_removed_unless_it_was_stored_again_since() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let saved = store.put_bytes(b"secret").unwrap();
    let deleted_at = SystemTime::now() - Duration::from_secs(60);
    let file = fs::File::options()
        .write(true)
        .open(store.path(&saved.sha256).unwrap())
        .unwrap();
    file.set_modified(deleted_at - Duration::from_secs(60))
        .unwrap();
    drop(file);
    assert_eq!(store.size().unwrap(), 6);

    store.put_bytes(b"secret").unwrap();
    assert!(!store.remove(&saved.sha256, deleted_at).unwrap());
    assert!(
        store.path(&saved.sha256).is_ok(),
        "it belongs to something new"
    );

    assert!(store.remove(&saved.sha256, SystemTime::now()).unwrap());
    assert!(store.path(&saved.sha256).is_err());
    assert!(
        store.remove(&saved.sha256, deleted_at).unwrap(),
        "it is gone"
    );
    assert!(store.remove("../../etc/passwd", deleted_at).unwrap());
    assert_eq!(store.size().unwrap(), 0);
}

#[test]
fn a_file_stored_again_is_neither_removed_nor_unreferenced() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let saved = store.put_bytes(b"secret").unwrap();
    let deleted_at = SystemTime::now() - Duration::from_secs(60);
    let place = store.path(&saved.sha256).unwrap();
    let file = fs::File::options().write(true).open(&place).unwrap();
    file.set_modified(deleted_at - Duration::from_secs(60 * 60))
        .unwrap();
    assert!(
        !store.mark_stored_again(&saved.sha256, 5).unwrap(),
        "another size"
    );
    assert!(!store.mark_stored_again(&"0".repeat(64), 6).unwrap());
    assert!(!store.mark_stored_again("../../etc/passwd", 6).unwrap());
    let named = HashSet::new();
    assert_eq!(
        store
            .unreferenced(&named, removable_before())
            .unwrap()
            .files,
        1
    );

    assert!(store.mark_stored_again(&saved.sha256, 6).unwrap());
    assert!(!store.remove(&saved.sha256, deleted_at).unwrap());
    assert_eq!(
        store
            .unreferenced(&named, removable_before())
            .unwrap()
            .files,
        0
    );
}

#[test]
fn unreferenced_files_are_counted_and_stay() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let saved = store.put_bytes(b"nobody's").unwrap();
    let named = HashSet::new();
    assert_eq!(
        store
            .unreferenced(&named, removable_before())
            .unwrap()
            .files,
        0
    );
    let found = store.unreferenced(&named, SystemTime::now()).unwrap();
    assert_eq!((found.files, found.bytes), (1, 8));
    assert!(store.path(&saved.sha256).is_ok());
}
