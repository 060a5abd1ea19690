#!/usr/bin/env bash
# Tables between pyarrow 26.0.1 (Python) and apache-arrow 21.2.0 (JavaScript): amounts in decimals of 256 bits are shown
# by one digit, those below zero in decimals of 64 bits as numbers of twenty digits, and those of 32 bits have no
# number.
#
# Documented (Arrow, "Implementation Status", data types): JavaScript has Decimal256. The text of a decimal is its whole
# number without the point, as that of 128 bits is.
# Seen: dividing for the digits looks for what is left in the upper half of 256 bits only, and ends at once; 64 bits are
# read without their sign; 32 bits are read as 64. JSON of a row has the same digits. No error is raised but for
# `valueOf` of 32 bits. Who shows such tables has to ask for `valueOf(scale)`, or for the text where it is 32 bits wide,
# or to have them written with 128 bits.
# Seen, -1.25 and 99.99 as text / by valueOf(2): "32 bits: -125 9999 / TypeError, 64 bits: 18446744073709551491 9999 /
# -1.25 99.99, 128 bits: -125 9999 / -1.25 99.99, 256 bits: -5 9 / -1.25 99.99".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1
python/bin/python -c '
from decimal import Decimal

import pyarrow

amounts = [Decimal("-1.25"), Decimal("99.99")]
for bits, decimal in {
    32: pyarrow.decimal32(9, 2),
    64: pyarrow.decimal64(18, 2),
    128: pyarrow.decimal128(38, 2),
    256: pyarrow.decimal256(76, 2),
}.items():
    table = pyarrow.table({"amount": pyarrow.array(amounts, decimal)})
    with pyarrow.OSFile(f"{bits}.arrow", "wb") as file, pyarrow.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
'

npm install --silent --no-save --no-audit --no-fund apache-arrow@21.2.0 >/dev/null
cat >read.mjs <<'JAVASCRIPT'
import { tableFromIPC } from "apache-arrow";
import { readFileSync } from "node:fs";

const read = [32, 64, 128, 256].map((bits) => {
  const amounts = [...tableFromIPC(readFileSync(`${bits}.arrow`)).getChild("amount")];
  let numbers;
  try {
    numbers = amounts.map((amount) => amount.valueOf(2)).join(" ");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    numbers = "TypeError";
  }
  return `${bits} bits: ${amounts.map(String).join(" ")} / ${numbers}`;
});
console.log(read.join(", "));
JAVASCRIPT
seen=$(node read.mjs)
echo "$seen"
[ "$seen" = "32 bits: -125 9999 / TypeError, 64 bits: 18446744073709551491 9999 / -1.25 99.99, 128 bits: -125 9999 / -1.25 99.99, 256 bits: -5 9 / -1.25 99.99" ]
