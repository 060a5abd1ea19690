#!/usr/bin/env bash
# Tables between the csv module of Python, which writes them, and csv-parse 7.0.3 (JavaScript), which finds their
# delimiter: it takes digits and points for it, where the sniffers of Python see the comma and the semicolon.
#
# Documented (csv.js.org, "Option delimiter_auto", new in version 7): it discovers "the character used to delimit the
# fields"; `preferred` has a weight for each of the usual ones, 1.8 for a comma, 1.6 for a semicolon.
# Seen: every sign of ASCII, letters and digits as well, is a candidate of weight 1, and is scored by how often it is
# there. So times are cut at their zeros, days at each 2, and addresses of computers at their points, and where all
# lines have as many of them, as those of a log without a header, there is no error. One letter that is not of ASCII is
# a TypeError before any choice. `preferred` alone does not keep others out; a `score` that is 0 for them does, and
# reads the first three right. csv.Sniffer and clevercsv 0.8.5 read all four.
# Seen: "times: clevercsv , csv , csv-parse |8:||:||,5 with a score 08:00:00|5 / days: clevercsv ; csv ; csv-parse
# |0|6-11-03;5 with a score 2026-11-03|5 / computers: clevercsv , csv , csv-parse 10|0|0|1,5 with a score 10.0.0.1|5 /
# towns: clevercsv , csv , csv-parse TypeError with a score TypeError".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check clevercsv==0.8.5
npm install --silent --no-save --no-audit --no-fund csv-parse@7.0.3 >/dev/null

cat >write.py <<'PYTHON'
import csv
import io
import json

import clevercsv

tables = {
    "times": (",", [["08:00:00", "5"], ["09:00:00", "6"]]),
    "days": (";", [["2026-11-03", "5"], ["2026-11-04", "6"]]),
    "computers": (",", [["10.0.0.1", "5"], ["10.0.0.2", "6"]]),
    "towns": (",", [["Köln", "5"], ["Bonn", "6"]]),
}
said = []
for name, (delimiter, rows) in tables.items():
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    text = file.getvalue()
    found = [clevercsv.Sniffer().sniff(text).delimiter, csv.Sniffer().sniff(text).delimiter]
    said.append({"name": name, "text": text, "found": found})
print(json.dumps(said))
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import { parse } from "csv-parse/sync";

const preferred = { [",".charCodeAt(0)]: 1, [";".charCodeAt(0)]: 1.5, ["\t".charCodeAt(0)]: 1 };
const score = (info) => (info.total - info.std) * (preferred[info.char_code] ?? 0);
const first = (text, delimiter_auto) => {
  try {
    return parse(text, { delimiter_auto })[0].join("|");
  } catch (error) {
    return error.name;
  }
};
const all = JSON.parse(process.argv[2]).map(({ name, text, found }) => {
  const read = `csv-parse ${first(text, true)} with a score ${first(text, { preferred, score })}`;
  return `${name}: clevercsv ${found[0]} csv ${found[1]} ${read}`;
});
console.log(all.join(" / "));
JAVASCRIPT
seen=$(node read.mjs "$(python/bin/python write.py)")
echo "$seen"
[ "$seen" = "times: clevercsv , csv , csv-parse |8:||:||,5 with a score 08:00:00|5 / days: clevercsv ; csv ; csv-parse |0|6-11-03;5 with a score 2026-11-03|5 / computers: clevercsv , csv , csv-parse 10|0|0|1,5 with a score 10.0.0.1|5 / towns: clevercsv , csv , csv-parse TypeError with a score TypeError" ]
