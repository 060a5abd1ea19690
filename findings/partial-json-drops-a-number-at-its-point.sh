#!/usr/bin/env bash
# Answers of a model in JSON, read while they arrive: partial-json 0.1.7 (JavaScript) and partial-json-parser
# 0.2.1.1.post7 (Python), of the same authors, give other values for the same piece.
#
# Documented (dist/options.d.ts of the JavaScript one, at `NUM`): it allows partial numbers "like `123.` to be parsed as
# `123`".
# Seen: the JavaScript one drops such a number, and with it the key or the last element of a list, or throws that the
# text is malformed when the number stands alone. One that ends in `e` or `e+` is cut as it should be. So a price that
# arrives digit by digit is shown, is gone, and is shown again. Who shows such answers has to take a point at the end
# away, or to keep what was shown before.
# Seen, JavaScript: "{"price":12} {} {"price":12.5} / [1.5,2] [1.5] [1.5,2.5] / 12 MalformedJSON 12.5 / 12.5e+: 12.5",
# Python: "{"price":12} {"price":12} {"price":12.5} / [1.5,2] [1.5,2] [1.5,2.5] / 12 12 12.5 / 12.5e+: 12.5".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund partial-json@0.1.7 >/dev/null
cat >pieces.mjs <<'JAVASCRIPT'
import { Allow, MalformedJSON, parse } from "partial-json";

const read = (piece) => {
  try {
    return JSON.stringify(parse(piece, Allow.ALL));
  } catch (error) {
    if (error instanceof MalformedJSON) return "MalformedJSON";
    throw error;
  }
};
const pieces = ['{"price":12', "[1.5,2", "12"];
const arriving = pieces.map((piece) => ["", ".", ".5"].map((end) => read(piece + end)).join(" "));
console.log(`${arriving.join(" / ")} / 12.5e+: ${read("12.5e+")}`);
JAVASCRIPT
javascript=$(node pieces.mjs)

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check partial-json-parser==0.2.1.1.post7
python=$(python/bin/python -c '
import json

from partial_json_parser import Allow, loads


def read(piece):
    return json.dumps(loads(piece, Allow.ALL), separators=(",", ":"))


for piece in ("{\"price\":12", "[1.5,2", "12"):
    print(*(read(piece + end) for end in ("", ".", ".5")), "/", end=" ")
print("12.5e+:", read("12.5e+"))
')

echo "JavaScript: $javascript"
echo "Python: $python"
[ "$javascript" = '{"price":12} {} {"price":12.5} / [1.5,2] [1.5] [1.5,2.5] / 12 MalformedJSON 12.5 / 12.5e+: 12.5' ]
[ "$python" = '{"price":12} {"price":12} {"price":12.5} / [1.5,2] [1.5,2] [1.5,2.5] / 12 12 12.5 / 12.5e+: 12.5' ]
