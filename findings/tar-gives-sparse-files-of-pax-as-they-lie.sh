#!/usr/bin/env bash
# tar 0.4.46 (Rust): a file with holes, archived in the form that GNU tar uses with `--sparse --format=posix`, comes
# under another name and with other contents, without an error.
#
# Documented (GNU tar manual, "PAX Format, Version 1.0"): the real name and size stand in `GNU.sparse.name` and
# `GNU.sparse.realsize`, and the contents begin with a list of the parts that hold data.
# Seen: the crate knows the older form of such files (the type "S") but not these headers: it gives the name that only
# stands in for the real one and, as the contents, the list with the parts put together. `tarfile` of Python 3 reads the
# file as it was. Who unpacks archives of others has to look for these headers and refuse or resolve such entries.
# Seen: "Python: disk.img, 1048579 bytes / Rust: GNUSparseFile.0/disk.img, 515 bytes".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python=$(python3 -c '
import io
import tarfile

# Three bytes behind a hole of one mebibyte: two parts, the second one empty and at the end.
parts = [2, 1048576, 3, 1048579, 0]
stored = "".join(f"{number}\n" for number in parts).encode().ljust(512, b"\0") + b"END"
entry = tarfile.TarInfo("GNUSparseFile.0/disk.img")
entry.size = len(stored)
entry.pax_headers = {
    "GNU.sparse.major": "1",
    "GNU.sparse.minor": "0",
    "GNU.sparse.name": "disk.img",
    "GNU.sparse.realsize": "1048579",
}
with tarfile.open("one.tar", "w", format=tarfile.PAX_FORMAT) as archive:
    archive.addfile(entry, io.BytesIO(stored))
with tarfile.open("one.tar") as archive:
    (entry,) = archive
    contents = archive.extractfile(entry).read()
assert contents == bytes(1048576) + b"END"
print(f"{entry.name}, {len(contents)} bytes")
')

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "entries"
version = "0.1.0"
edition = "2024"

[dependencies]
tar = { version = "=0.4.46", default-features = false }
TOML
cat >src/main.rs <<'RUST'
use std::io::Read;

fn main() {
    let mut archive = tar::Archive::new(std::fs::File::open("one.tar").unwrap());
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut contents = vec![];
        entry.read_to_end(&mut contents).unwrap();
        println!("{}, {} bytes", entry.path().unwrap().display(), contents.len());
    }
}
RUST
rust=$(cargo run --quiet)

seen="Python: $python / Rust: $rust"
echo "$seen"
[ "$seen" = "Python: disk.img, 1048579 bytes / Rust: GNUSparseFile.0/disk.img, 515 bytes" ]
