//! Files from hostile sources, on a real disk.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails with the test")]

mod disk_full;
mod export;
mod fetch;
mod listing;
mod names;
mod preview;
mod resume;
mod rows;
mod store;
mod table_exports;
mod tables;
mod words;

/// Returns every path below a folder, relative and sorted; links with an arrow.
fn tree(folder: &std::path::Path) -> Vec<String> {
    fn walk(folder: &std::path::Path, prefix: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().unwrap();
            if kind.is_symlink() {
                found.push(format!("{name} ->"));
            } else if kind.is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.push(name);
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found);
    found.sort();
    found
}
