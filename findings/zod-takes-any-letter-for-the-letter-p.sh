#!/usr/bin/env bash
# One schema on both sides of a tool, pydantic 2.14.4 (Python) and `z.fromJSONSchema` of zod 4.6.7 (JavaScript): names
# that pydantic takes are refused by zod, and rules of the schema are passed over.
#
# Documented (JSON Schema 2020-12, Core, 6.4, 8.2.3.1 and 10.2.1.2): patterns are to be built with the "u" flag, other
# keywords may stand beside a `$ref`, and one schema of `anyOf` has to hold. Of zod (from-json-schema.d.ts): the
# function "converts a JSON Schema to a Zod schema" and is "semi-experimental"; `not` and `if`, which it cannot convert,
# are errors that say so.
# Seen: patterns are built without the flag, so `\p{L}`, any letter, which pydantic knows from Rust, is the letter p
# with "{L}" behind it: "Zoë" and "Ann" are refused, and "p{L}" is taken. A `maximum` beside a `$ref` is dropped, and so
# is an `anyOf` beside `properties` that asks for one of two fields. Neither is an error while the schema is read. ajv
# 8.20.0 reads all three as they are meant. Who makes zod schemas from tools of others has to check answers by ajv as
# well.
# Seen: "names Zoë, Ann, p{L}: pydantic taken taken refused, ajv taken taken refused, zod refused refused taken / 9
# beside maximum 5: ajv refused, zod taken / neither of two: ajv refused, zod taken".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pydantic==2.14.4
npm install --silent --no-save --no-audit --no-fund zod@4.6.7 ajv@8.20.0 >/dev/null

cat >model.py <<'PYTHON'
import json
import sys

from pydantic import BaseModel, Field, ValidationError


class Person(BaseModel):
    name: str = Field(pattern=r"^\p{L}+$")


def taken(name):
    try:
        Person(name=name)
    except ValidationError:
        return "refused"
    return "taken"


with open("schema.json", "w") as file:
    json.dump(Person.model_json_schema(), file)
print(*map(taken, sys.argv[1:]))
PYTHON
cat >check.mjs <<'JAVASCRIPT'
import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import * as z from "zod";

const check = (schema, values) => {
  const valid = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(schema);
  const zod = z.fromJSONSchema(schema);
  const said = (take) => values.map((value) => (take(value) ? "taken" : "refused")).join(" ");
  return `ajv ${said(valid)}, zod ${said((value) => zod.safeParse(value).success)}`;
};
const [own, ...names] = process.argv.slice(2);
const people = names.map((name) => ({ name }));
const stars = {
  $defs: { count: { type: "integer", minimum: 0 } },
  type: "object",
  properties: { stars: { $ref: "#/$defs/count", maximum: 5 } },
};
const contact = {
  type: "object",
  properties: { mail: { type: "string" }, phone: { type: "string" } },
  anyOf: [{ required: ["mail"] }, { required: ["phone"] }],
};
console.log(
  [
    `names ${names.join(", ")}: pydantic ${own}, ${check(JSON.parse(readFileSync("schema.json", "utf8")), people)}`,
    `9 beside maximum 5: ${check(stars, [{ stars: 9 }])}`,
    `neither of two: ${check(contact, [{}])}`,
  ].join(" / "),
);
JAVASCRIPT
names=(Zoë Ann 'p{L}')
seen=$(node check.mjs "$(python/bin/python model.py "${names[@]}")" "${names[@]}")
echo "$seen"
[ "$seen" = "names Zoë, Ann, p{L}: pydantic taken taken refused, ajv taken taken refused, zod refused refused taken / 9 beside maximum 5: ajv refused, zod taken / neither of two: ajv refused, zod taken" ]
