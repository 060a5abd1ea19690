#!/usr/bin/env bash
# Formulas between latex2mathml 3.81.1 (Python) and Temml 0.13.5 (JavaScript): of an equation over several lines, as
# models write it, latex2mathml makes what is no XML, and it shows the backslashes in texts.
#
# Documented (README): it is a "library for LaTeX to MathML conversion", with no list of what it leaves out, and it has
# errors of its own (latex2mathml/exceptions.py) for formulas that it cannot read.
# Seen: `align`, `array` and `cases` become tables. `aligned` and `gathered`, which stand inside of a formula where
# `align` may not, are skipped without an error: their rows run into each other in browsers, and the signs for the
# columns stay, as a `&` that no parser of XML takes. In `\text` a percent sign keeps its backslash, and a formula
# between dollars stays as it is. Who shows answers of a model has to write `\begin{array}{rl}` for `aligned` before.
# Seen: "latex2mathml: array 2 rows, aligned no XML, gathered ab, text 50\% off, text if $x$ / temml: array 2 rows,
# aligned 2 rows, gathered 2 rows, text 50% off, text if x".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >formulas.json <<'JSON'
[
  "\\begin{array}{rl} a&=b\\\\ &=c \\end{array}",
  "\\begin{aligned} a&=b\\\\ &=c \\end{aligned}",
  "\\begin{gathered} a\\\\ b \\end{gathered}",
  "\\text{50\\% off}",
  "\\text{if $x$}"
]
JSON
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check latex2mathml==3.81.1
python/bin/python -c '
import json

from latex2mathml.converter import convert

with open("formulas.json") as file:
    print(json.dumps([convert(formula) for formula in json.load(file)]))
' >latex2mathml.json
npm install --silent --no-save --no-audit --no-fund temml@0.13.5 >/dev/null
cat >temml.mjs <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import temml from "temml";

const formulas = JSON.parse(readFileSync("formulas.json", "utf8"));
console.log(JSON.stringify(formulas.map((formula) => temml.renderToString(formula, { xml: true }))));
JAVASCRIPT
node temml.mjs >temml.json

# Says how many rows the tables of the MathML have, or what it shows without any, for each formula.
seen=$(python3 -c '
import json
import xml.etree.ElementTree as ElementTree


def said(formula):
    try:
        tree = ElementTree.fromstring(formula)
    except ElementTree.ParseError:
        return "no XML"
    rows = sum(element.tag.endswith("}mtr") for element in tree.iter())
    return f"{rows} rows" if rows else " ".join("".join(tree.itertext()).split())


names = ["array", "aligned", "gathered", "text", "text"]
libraries = []
for library in ("latex2mathml", "temml"):
    with open(f"{library}.json") as file:
        formulas = [f"{name} {said(formula)}" for name, formula in zip(names, json.load(file))]
    libraries.append(f"{library}: " + ", ".join(formulas))
print(" / ".join(libraries))
')
echo "$seen"
[ "$seen" = 'latex2mathml: array 2 rows, aligned no XML, gathered ab, text 50\% off, text if $x$ / temml: array 2 rows, aligned 2 rows, gathered 2 rows, text 50% off, text if x' ]
