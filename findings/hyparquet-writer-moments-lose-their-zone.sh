#!/usr/bin/env bash
# Tables between hyparquet-writer 0.17.0 (JavaScript) and DuckDB 2.0.1 and Polars 2.1.0 (both Python): a moment arrives
# as a date and time without a zone, which DuckDB takes for another moment in each zone but one.
#
# Documented (Parquet, LogicalTypes.md, on the deprecated timestamps of `ConvertedType`): TIMESTAMP_MILLIS is to be read
# as adjusted to UTC. README of hyparquet-writer: its TIMESTAMP, which it takes for each `Date`, is that and no logical
# type.
# Seen: pyarrow 26.0.1 reads the column as the rule says. DuckDB and Polars give it no zone, and have the digits of UTC
# in it. Compared with a moment, or turned into one, it is read in the zone of the session: who works in Berlin does not
# find the call of 09:30 in UTC at its own time, but at 08:30. No error is raised, and who works in UTC sees nothing of
# it. With a schema of its own that has the logical type, all three are right. Who gets such files has to say `AT TIME
# ZONE 'UTC'` in DuckDB, or `replace_time_zone("UTC")` in Polars.
# Seen, 2026-12-01T09:30Z in a session of Berlin: "as it is: pyarrow UTC, Polars no zone, DuckDB TIMESTAMP, 08:30Z,
# found False / with a logical type: pyarrow UTC, Polars UTC, DuckDB TIMESTAMP WITH TIME ZONE, 09:30Z, found True".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1
npm install --silent --no-save --no-audit --no-fund hyparquet-writer@0.17.0 >/dev/null

cat >write.mjs <<'JAVASCRIPT'
import { parquetWriteBuffer } from "hyparquet-writer";
import { writeFileSync } from "node:fs";

const columnData = [{ name: "start", data: [new Date("2026-12-01T09:30:00Z")] }];
const logical_type = { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" };
const start = { name: "start", type: "INT64", repetition_type: "REQUIRED", logical_type };
const schema = [{ name: "root", num_children: 1 }, start];
writeFileSync("plain.parquet", new Uint8Array(parquetWriteBuffer({ columnData })));
writeFileSync("logical.parquet", new Uint8Array(parquetWriteBuffer({ columnData, schema })));
JAVASCRIPT
node write.mjs

cat >read.py <<'PYTHON'
from datetime import datetime, timezone

import duckdb
import polars
import pyarrow.parquet

session = duckdb.connect()
session.execute("SET TimeZone = 'Europe/Berlin'")
asked = "typeof(start), epoch(start::TIMESTAMPTZ), start = TIMESTAMPTZ '2026-12-01 09:30:00+00'"
seen = []
for name, file in [("as it is", "plain.parquet"), ("with a logical type", "logical.parquet")]:
    arrow = pyarrow.parquet.read_schema(file).field("start").type.tz
    zone = polars.read_parquet_schema(file)["start"].time_zone or "no zone"
    kind, seconds, found = session.execute(f"SELECT {asked} FROM '{file}'").fetchone()
    moment = datetime.fromtimestamp(seconds, timezone.utc).strftime("%H:%MZ")
    seen.append(f"{name}: pyarrow {arrow}, Polars {zone}, DuckDB {kind}, {moment}, found {found}")
print(" / ".join(seen))
PYTHON
seen=$(python/bin/python read.py)
echo "$seen"
[ "$seen" = "as it is: pyarrow UTC, Polars no zone, DuckDB TIMESTAMP, 08:30Z, found False / with a logical type: pyarrow UTC, Polars UTC, DuckDB TIMESTAMP WITH TIME ZONE, 09:30Z, found True" ]
