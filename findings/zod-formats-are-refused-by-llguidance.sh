#!/usr/bin/env bash
# Answers of a model held to a schema, zod 4.6.7 (npm) and llguidance 1.9.1 (Python): plain schemas of `z.toJSONSchema`
# are refused as a whole.
#
# Documented (JSON Schema 2020-12, Validation, 7.2.1): `format` is a remark and no rule unless a vocabulary says so.
# Documented (docs/json_schema.md of llguidance): unknown formats and looking ahead in a pattern give errors.
# Seen: zod adds a `format` of its own ("starts_with", "includes", "lowercase", "nanoid") to a `pattern` that says all
# alone, `propertyNames` to each record, and a `pattern` that looks ahead to the `format` of durations and hostnames,
# which llguidance knows. So `startsWith` and a record stop every answer; with the additions dropped, all go through. It
# takes an `override` of `toJSONSchema` to drop them, or `"x-guidance": {"lenient": true}`, which also takes `oneOf` for
# `anyOf`.
# Seen: "email taken, date taken, startsWith refused, includes refused, lowercase refused, nanoid refused, record
# refused, duration refused, hostname refused / with override: all taken".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check llguidance==1.9.1
npm install --silent --no-save --no-audit --no-fund zod@4.6.7 >/dev/null
cat >schemas.mjs <<'JAVASCRIPT'
import * as z from "zod";

const fields = {
  email: z.email(),
  date: z.iso.date(),
  startsWith: z.string().startsWith("a"),
  includes: z.string().includes("a"),
  lowercase: z.string().lowercase(),
  nanoid: z.nanoid(),
  record: z.record(z.string(), z.number()),
  duration: z.iso.duration(),
  hostname: z.hostname(),
};
const known = ["date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uri", "uuid"];
const override = ({ jsonSchema }) => {
  if (known.includes(jsonSchema.format)) delete jsonSchema.pattern;
  else delete jsonSchema.format;
  delete jsonSchema.propertyNames;
};
const all = Object.entries(fields).map(([name, field]) => {
  const schema = z.object({ field });
  return [name, z.toJSONSchema(schema), z.toJSONSchema(schema, { override })];
});
console.log(JSON.stringify(all));
JAVASCRIPT
node schemas.mjs >schemas.json
cat >check.py <<'PYTHON'
import json

from llguidance import LLMatcher


def taken(schema):
    return not LLMatcher.validate_grammar(LLMatcher.grammar_from_json_schema(json.dumps(schema)))


with open("schemas.json") as file:
    schemas = json.load(file)
print(", ".join(f"{name} {'taken' if taken(plain) else 'refused'}" for name, plain, _ in schemas), end=" / ")
print("with override:", "all taken" if all(taken(changed) for _, _, changed in schemas) else "not all taken")
PYTHON
seen=$(python/bin/python check.py)
echo "$seen"
[ "$seen" = "email taken, date taken, startsWith refused, includes refused, lowercase refused, nanoid refused, record refused, duration refused, hostname refused / with override: all taken" ]
