//! A full disk gives a named error, and leaves no partial file.
//!
//! A file size limit simulates the full disk, so the test needs no privileges. It applies to a whole process, so the
//! test runs itself again as a child process.

#![cfg(unix)]

use std::path::PathBuf;
use std::process::Command;

use artifacts::{Error, Store, safe_name};

const FOLDER: &str = "ARTIFACTS_TEST_FOLDER";

#[test]
fn a_full_disk_has_a_name_and_the_unfinished_file_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("files")).unwrap();
    let saved = store.put_bytes(&vec![7; 300_000]).unwrap();
    std::fs::create_dir(folder.path().join("target")).unwrap();
    let before = crate::tree(folder.path());

    // With SIGXFSZ ignored, a write beyond the limit fails instead of killing the process.
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$@\"", "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "disk_full::child", "--ignored", "--nocapture"])
        .env(FOLDER, folder.path())
        .env("SHA256", &saved.sha256)
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("the child saw both errors"),
        "{output:?}"
    );
    assert_eq!(crate::tree(folder.path()), before);
}

#[test]
#[ignore = "the child of the test above"]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let store = Store::open(folder.join("files")).unwrap();
    let error = store.put_bytes(&vec![8; 300_000]).unwrap_err();
    assert!(matches!(error, Error::DiskFull { .. }), "{error}");
    assert!(error.to_string().contains("free some space"), "{error}");
    let sha256 = std::env::var("SHA256").unwrap();
    let error = store
        .export(&sha256, &folder.join("target"), &safe_name("a.bin"))
        .unwrap_err();
    assert!(matches!(error, Error::DiskFull { .. }), "{error}");
    println!("the child saw both errors");
}
