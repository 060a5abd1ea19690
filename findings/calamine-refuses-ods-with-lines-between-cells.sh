#!/usr/bin/env bash
# Spreadsheets between xlsx 0.18.5 (SheetJS, JavaScript) and calamine 0.38.0 (Rust): calamine refuses every sheet of an
# `.ods` that SheetJS has written.
#
# Documented (README of calamine): it reads OpenDocument spreadsheets. In their schema a row holds cells and no text, so
# white space between cells only lays the XML out, as it does between rows, where calamine skips it.
# Seen: SheetJS has each cell on a line of its own, and inside of a row calamine takes the line break for a cell that is
# none. odfpy reads the file, and calamine reads it, too, once the lines are joined. Who reads such files has to join
# them before calamine gets them, or to use another reader.
# Seen: "odfpy: Ann 3 / calamine: Expecting 'table-cell' / calamine, lines joined: Ann 3".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund xlsx@0.18.5 >/dev/null
cat >write.mjs <<'JAVASCRIPT'
import XLSX from "xlsx";

const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["Ann", 3]]), "Sheet");
XLSX.writeFile(book, "one.ods");
JAVASCRIPT
node write.mjs

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check odfpy==1.4.1
python=$(python/bin/python -c '
import re
import zipfile

from odf import teletype
from odf.opendocument import load
from odf.table import TableCell

print(*(teletype.extractText(cell) for cell in load("one.ods").getElementsByType(TableCell)))
with zipfile.ZipFile("one.ods") as read, zipfile.ZipFile("joined.ods", "w") as write:
    for name in read.namelist():
        write.writestr(name, re.sub(rb">\s+<", b"><", read.read(name)))
')

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "reads"
version = "0.1.0"
edition = "2024"

[dependencies]
calamine = "=0.38.0"
TOML
cat >src/main.rs <<'RUST'
use calamine::{Ods, Reader, open_workbook};

fn read(path: &str) -> Result<String, calamine::OdsError> {
    let mut book: Ods<_> = open_workbook(path)?;
    let cells = book.worksheet_range("Sheet")?;
    Ok(cells.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>().join(" "))
}

fn main() {
    let plain = read("one.ods").unwrap_or_else(|error| error.to_string());
    let joined = read("joined.ods").unwrap_or_else(|error| error.to_string());
    println!("{} / calamine, lines joined: {joined}", plain.split(',').next().unwrap());
}
RUST
seen="odfpy: $python / calamine: $(cargo run --quiet)"
echo "$seen"
[ "$seen" = "odfpy: Ann 3 / calamine: Expecting 'table-cell' / calamine, lines joined: Ann 3" ]
