#!/usr/bin/env bash
# Office files between openpyxl 3.1.5 (Python), docx 9.15.2 and officeparser 8.1.1 (both JavaScript): dates of an Excel
# file become counts of days, and two years in a Word file one number.
#
# Documented (README of officeparser): it parses office files into a tree and makes "high-fidelity output" of it, as
# Markdown, CSV and pieces for retrieval; a tab and a line break of Word are "always" kept. The number format of a cell
# says whether its number is a date (ECMA-376-1, 18.8.30), and a hyphen that does not break is an element of its own
# (17.3.3.18).
# Seen: number formats are not looked at, so the text, the Markdown and the CSV of a sheet have 46357 for 1 December
# 2026, 1.25 for 30 hours and 0.19 for 19 %; the same table as an OpenDocument sheet, written by odfpy 1.4.1, has its
# dates. Of a Word file hyphens that do not break are dropped, as Word writes them by Ctrl+Shift+hyphen: 2025‑2026
# becomes 20252026. Neither gives a warning (the tree has a list of them). python-calamine 0.9.1 and mammoth 1.13.0 read
# both as they are. Who hands such text to a model lets it count the days, and gets wrong ones.
# Seen: "xlsx: python-calamine 2026-12-01 1 day, 6:00:00, officeparser 46357 1.25 0.19 / ods: officeparser 2026-12-01
# 30:00 19 % / docx: mammoth 2025‑2026, officeparser 20252026 / warnings 0".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1 odfpy==1.4.1
npm install --silent --no-save --no-audit --no-fund officeparser@8.1.1 docx@9.15.2 mammoth@1.13.0 >/dev/null

cat >write.py <<'PYTHON'
from datetime import date, timedelta

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

workbook = Workbook()
workbook.active.append([date(2026, 12, 1), timedelta(hours=30), 0.19])
workbook.active["C1"].number_format = "0%"
workbook.save("a.xlsx")
day, hours, _ = CalamineWorkbook.from_path("a.xlsx").get_sheet_by_index(0).to_python()[0]
print(day, hours)

sheet = OpenDocumentSpreadsheet()
row = TableRow()
for kind, value, text in [
    ("date", {"datevalue": "2026-12-01"}, "2026-12-01"),
    ("time", {"timevalue": "PT30H00M00S"}, "30:00"),
    ("percentage", {"value": "0.19"}, "19 %"),
]:
    cell = TableCell(valuetype=kind, **value)
    cell.addElement(P(text=text))
    row.addElement(cell)
table = Table(name="Sheet")
table.addElement(row)
sheet.spreadsheet.addElement(table)
sheet.save("a.ods")
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import { Document, NoBreakHyphen, Packer, Paragraph, TextRun } from "docx";
import mammoth from "mammoth";
import { writeFileSync } from "node:fs";
import { parseOffice } from "officeparser";

const years = new Paragraph({ children: [new TextRun({ children: ["2025", new NoBreakHyphen(), "2026"] })] });
writeFileSync("a.docx", await Packer.toBuffer(new Document({ sections: [{ children: [years] }] })));

let warnings = 0;
const read = async (file) => {
  const tree = await parseOffice(file);
  warnings += tree.warnings.length;
  return (await tree.to("text")).value.trim().replaceAll("\t", " ");
};
const { value } = await mammoth.extractRawText({ path: "a.docx" });
const [xlsx, ods, docx] = [await read("a.xlsx"), await read("a.ods"), await read("a.docx")];
const own = process.argv[2];
console.log(
  `xlsx: python-calamine ${own}, officeparser ${xlsx} / ods: officeparser ${ods} / docx: mammoth ${value.trim()}, officeparser ${docx} / warnings ${warnings}`,
);
JAVASCRIPT
seen=$(node read.mjs "$(python/bin/python write.py)")
echo "$seen"
[ "$seen" = "xlsx: python-calamine 2026-12-01 1 day, 6:00:00, officeparser 46357 1.25 0.19 / ods: officeparser 2026-12-01 30:00 19 % / docx: mammoth 2025‑2026, officeparser 20252026 / warnings 0" ]
