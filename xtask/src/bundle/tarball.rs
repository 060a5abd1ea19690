//! A tarball with a per-user installation script, for systems without either package format, or without root.

use std::fs;
use std::path::{Path, PathBuf};

use super::{copy, emptied, shelf};
use crate::failure::{Failure, Outcome};
use crate::programs::{program, run, say};
use crate::workspace;

/// Makes a tarball of the files that a Debian package installs, with the package's name.
pub(super) fn make(deb: &Path) -> Outcome<PathBuf> {
    let name = deb.file_stem().unwrap_or_default();
    let folder = emptied("tarball")?;
    let tree = folder.join(name);
    run(program("dpkg-deb").arg("--extract").arg(deb).arg(&tree))?;
    for (from, to) in [
        ("src-tauri/linux/install.sh", "install.sh"),
        ("LICENSE", "LICENSE"),
    ] {
        copy(&workspace::root().join(from), &tree.join(to))?;
    }
    let tarball = shelf()?.join(format!("{}.tar.gz", name.to_string_lossy()));
    run(program("tar")
        .args(["--create", "--gzip", "--owner=0", "--group=0", "--file"])
        .arg(&tarball)
        .arg("--directory")
        .arg(&folder)
        .arg(name))?;
    Ok(tarball)
}

/// Installs a tarball into a folder, starts the app from there, and removes it again.
pub(super) fn try_out(tarball: &Path, start: impl FnOnce(&Path) -> Outcome) -> Outcome {
    say(format!(
        "Installing {} into a folder, to see it start.",
        tarball.display()
    ));
    let folder = emptied("untarred")?;
    let prefix = folder.join("prefix");
    run(program("tar")
        .args(["--extract", "--strip-components=1", "--file"])
        .arg(tarball)
        .arg("--directory")
        .arg(&folder))?;
    let script = |words: &[&str]| {
        run(program("sh")
            .arg(folder.join("install.sh"))
            .args(words)
            .env("PREFIX", &prefix))
    };
    script(&[])?;
    let started = start(&prefix.join("bin/errand"));
    let removed = script(&["--remove"]).and_then(|()| match files_below(&prefix)? {
        0 => Ok(()),
        left => Err(Failure::new(format!(
            "{left} files stay in {} after it was removed.",
            prefix.display()
        ))),
    });
    started.and(removed)
}

fn files_below(folder: &Path) -> Outcome<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder).map_err(|error| Failure::io(folder, error))? {
        let path = entry.map_err(|error| Failure::io(folder, error))?.path();
        // Files that the desktop's own tools wrote about menus and file types may stay.
        if path.ends_with("share/mime") || path.ends_with("mimeinfo.cache") {
            continue;
        }
        count += match path.is_dir() {
            true => files_below(&path)?,
            false => 1,
        };
    }
    Ok(count)
}
