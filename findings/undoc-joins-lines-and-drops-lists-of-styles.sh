#!/usr/bin/env bash
# undoc 0.27.1: of a Word document as python-docx 1.2.0 writes it, `to_markdown` joins the last word before a line break
# with the first after it, and makes plain paragraphs of the items of lists.
#
# Documented (README, "Output Formats"): Markdown keeps lists, "Ordered and unordered with nesting".
# Seen: a line break (`w:br`) becomes nothing, not even a blank, so the number of a house and a postcode become one; the
# option `preserve_line_breaks`, off unless asked for, keeps them. An item of a list is known only by numbers of its own
# (`w:numPr` in the paragraph). python-docx has them in the styles "List Number" and "List Bullet", which hold for their
# paragraphs as all settings of a style do. Who reads such documents has to give each paragraph the numbers of its
# style.
# Seen: "Main Street 112345 Town | one | two | 1. three, with preserve_line_breaks: Main Street 1↵12345 Town".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0
cat >write.py <<'PYTHON'
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

document = Document()
document.add_paragraph("Main Street 1\n12345 Town")
document.add_paragraph("one", style="List Number")
document.add_paragraph("two", style="List Bullet")

# The same numbers as in the style, but in the paragraph.
numbers = OxmlElement("w:numPr")
for name in ["ilvl", "numId"]:
    element = OxmlElement(f"w:{name}")
    in_style = document.styles["List Number"].element.pPr.numPr.find(qn(f"w:{name}"))
    element.set(qn("w:val"), "0" if in_style is None else in_style.get(qn("w:val")))
    numbers.append(element)
document.add_paragraph("three")._p.get_or_add_pPr().append(numbers)
document.save("one.docx")
PYTHON
python/bin/python write.py

mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "reads"
version = "0.1.0"
edition = "2024"

[dependencies]
undoc = { version = "=0.27.1", default-features = false, features = ["docx"] }
TOML
cat >src/main.rs <<'RUST'
use undoc::render::RenderOptions;

fn main() {
    let plain = undoc::to_markdown("one.docx").unwrap();
    let lines: Vec<_> = plain.lines().filter(|line| !line.is_empty()).collect();
    let options = RenderOptions::new().with_preserve_breaks(true);
    let kept = undoc::to_markdown_with_options("one.docx", &options).unwrap();
    let (first, _) = kept.split_once("\n\n").unwrap();
    let first: Vec<_> = first.lines().map(str::trim_end).collect();
    println!("{}, with preserve_line_breaks: {}", lines.join(" | "), first.join("↵"));
}
RUST
seen=$(cargo run --quiet)
echo "$seen"
[ "$seen" = "Main Street 112345 Town | one | two | 1. three, with preserve_line_breaks: Main Street 1↵12345 Town" ]
