#!/usr/bin/env bash
# infer 0.22.0: documents as common libraries write them (python-docx, PptxGenJS, ExcelJS) are plain archives to it, and
# those of other libraries for the same formats are not.
#
# Documented (README of infer): docx, xlsx and pptx are among the types that it knows by their bytes.
# Seen: it goes by the names of the first, the third and the fourth entry of the archive, and knows no entries for
# folders. The order of the parts is free in Office files: python-docx has its properties in third place, PptxGenJS and
# ExcelJS write folders first, and all three become "application/zip". Who goes by the type of a file has to look into
# an archive before taking it for one.
# Seen, infer: "python-docx zip, docx known, PptxGenJS zip, ExcelJS zip, SheetJS known", file-type 21.3.4 (npm): all
# known.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0
npm install --silent --no-save --no-audit --no-fund docx@9.15.2 exceljs@4.4.0 file-type@21.3.4 pptxgenjs@4.0.1 xlsx@0.18.5 >/dev/null
python/bin/python -c '
import docx

document = docx.Document()
document.add_paragraph("one")
document.save("python-docx.docx")
'
cat >write.mjs <<'JAVASCRIPT'
import { Document, Packer, Paragraph } from "docx";
import ExcelJS from "exceljs";
import { fileTypeFromFile } from "file-type";
import { writeFileSync } from "node:fs";
import PptxGenJS from "pptxgenjs";
import XLSX from "xlsx";

const document = new Document({ sections: [{ children: [new Paragraph("one")] }] });
writeFileSync("docx.docx", await Packer.toBuffer(document));

const slides = new PptxGenJS();
slides.addSlide().addText("one");
await slides.writeFile({ fileName: "PptxGenJS.pptx" });

const workbook = new ExcelJS.Workbook();
workbook.addWorksheet("one").getCell("A1").value = 1;
await workbook.xlsx.writeFile("ExcelJS.xlsx");

const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[1]]), "one");
XLSX.writeFile(book, "SheetJS.xlsx");

const known = ["python-docx.docx", "docx.docx", "PptxGenJS.pptx", "ExcelJS.xlsx", "SheetJS.xlsx"].map(async (file) => {
  const type = await fileTypeFromFile(file);
  return type.ext === file.split(".").pop();
});
console.log((await Promise.all(known)).every(Boolean) ? "all known" : "not all known");
JAVASCRIPT
javascript=$(node write.mjs)

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "types"
version = "0.1.0"
edition = "2024"

[dependencies]
infer = "=0.22.0"
TOML
cat >src/main.rs <<'RUST'
fn main() {
    let seen = ["python-docx.docx", "docx.docx", "PptxGenJS.pptx", "ExcelJS.xlsx", "SheetJS.xlsx"].map(|file| {
        let (name, extension) = file.split_once('.').unwrap();
        let found = infer::get_from_path(file).unwrap().unwrap().extension();
        format!("{name} {}", if found == extension { "known" } else { found })
    });
    println!("{}", seen.join(", "));
}
RUST
rust=$(cargo run --quiet)

echo "infer: $rust"
echo "file-type: $javascript"
[ "$rust" = "python-docx zip, docx known, PptxGenJS zip, ExcelJS zip, SheetJS known" ]
[ "$javascript" = "all known" ]
