#!/usr/bin/env bash
# Messages of ICU, one catalogue for a page and for the program behind it: intl-messageformat 12.1.5 (JavaScript, of
# FormatJS) and icu4py 1.2.0 (Python, on ICU itself) say other numbers for the same message in the same language.
#
# Documented (package.json): it "formats ICU Message strings with number, date, plural, and select placeholders". In ICU
# (User Guide, "Rounding Modes" and "Formatting Messages") halves go to the even digit unless asked otherwise, a value
# without a type that is a number is formatted as one, and a style may be a pattern such as `0.00`.
# Seen: it rounds halves up, writes a plain number without the signs of the language, and takes a pattern for no style
# at all, each without an error. So 2.5 rounded to a whole number is 3 on the page and 2 in the mail of the program, and
# 7.50 euros are 7,5. Who shares a catalogue has to hand over numbers that are rounded already, to give each number its
# type, and to write `::.00` for a pattern.
# Seen, in German, JavaScript: "{n} 1234.5, {n,number} 1.234,5, {n,number,integer} 3, {n,number,::.0} 0,3,
# {n,number,0.00} 7,5, {n,number,::.00} 7,50", Python: "{n} 1.234,5, {n,number} 1.234,5, {n,number,integer} 2,
# {n,number,::.0} 0,2, {n,number,0.00} 7,50, {n,number,::.00} 7,50".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >numbers.json <<'JSON'
{
  "{n}": 1234.5,
  "{n,number}": 1234.5,
  "{n,number,integer}": 2.5,
  "{n,number,::.0}": 0.25,
  "{n,number,0.00}": 7.5,
  "{n,number,::.00}": 7.5
}
JSON

npm install --silent --no-save --no-audit --no-fund intl-messageformat@12.1.5 >/dev/null
cat >say.mjs <<'JAVASCRIPT'
import { IntlMessageFormat } from "intl-messageformat";
import { readFileSync } from "node:fs";

const numbers = Object.entries(JSON.parse(readFileSync("numbers.json", "utf8")));
const said = numbers.map(([message, n]) => `${message} ${new IntlMessageFormat(message, "de").format({ n })}`);
console.log(said.join(", "));
JAVASCRIPT
javascript=$(node say.mjs)

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icu4py==1.2.0
python=$(python/bin/python -c '
import json

from icu4py.messageformat import MessageFormat

with open("numbers.json") as file:
    numbers = json.load(file)
language = "de"
print(*(f"{message} {MessageFormat(message, language).format(dict(n=n))}" for message, n in numbers.items()), sep=", ")
')

echo "JavaScript: $javascript"
echo "Python: $python"
[ "$javascript" = "{n} 1234.5, {n,number} 1.234,5, {n,number,integer} 3, {n,number,::.0} 0,3, {n,number,0.00} 7,5, {n,number,::.00} 7,50" ]
[ "$python" = "{n} 1.234,5, {n,number} 1.234,5, {n,number,integer} 2, {n,number,::.0} 0,2, {n,number,0.00} 7,50, {n,number,::.00} 7,50" ]
