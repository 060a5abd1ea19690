#!/usr/bin/env bash
# Answers of a model held to a schema by outlines-core 0.2.14 (Python, on Rust): with a `pattern` that names what must
# not be in a text, or a quotation mark in the name of a field, the answer may or has to be what is no JSON.
#
# Documented (README): it builds "regular expressions from JSON schemas". In JSON Schema a `pattern` is about the text
# that a string stands for (Validation, 6.3.3), not about how it is written in JSON.
# Seen: the pattern is put between quotation marks as it is. So `[^/]` also stands for such a mark and for a line break,
# which end or break the string in JSON, and `"` in a pattern lets through nothing but that. The name of a field is put
# in as it is, too, so that only an answer which no parser reads is left. Values of `enum` are escaped as they should
# be. Who takes schemas of others has to leave such patterns out and to check the answer afterwards.
# Seen: "pattern [^/]+: a"b no JSON, taken / a\"b JSON, taken / a↵b no JSON, taken // pattern a"b: a"b no JSON, taken /
# a\"b JSON, refused // name: a"b no JSON, taken / a\"b JSON, refused // enum: a"b no JSON, refused / a\"b JSON, taken".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check outlines-core==0.2.14
cat >answers.py <<'PYTHON'
import json
import re

from outlines_core.json_schema import build_regex_from_schema


def said(name, schema, form, *texts):
    allowed = re.compile(build_regex_from_schema(json.dumps(schema)))
    answers = []
    for text in texts:
        answer = form % text
        try:
            json.loads(answer)
            kind = "JSON"
        except json.JSONDecodeError:
            kind = "no JSON"
        taken = "taken" if allowed.fullmatch(answer) else "refused"
        answers.append(f"{text} {kind}, {taken}".replace("\n", "↵"))
    return f"{name}: {' / '.join(answers)}"


print(
    said("pattern [^/]+", {"type": "string", "pattern": "^[^/]+$"}, '"%s"', 'a"b', r"a\"b", "a\nb"),
    said('pattern a"b', {"type": "string", "pattern": '^a"b$'}, '"%s"', 'a"b', r"a\"b"),
    said(
        "name",
        {"type": "object", "properties": {'a"b': {"type": "integer"}}, "required": ['a"b']},
        '{"%s":1}',
        'a"b',
        r"a\"b",
    ),
    said("enum", {"enum": ['a"b']}, '"%s"', 'a"b', r"a\"b"),
    sep=" // ",
)
PYTHON
seen=$(python/bin/python answers.py)
echo "$seen"
[ "$seen" = 'pattern [^/]+: a"b no JSON, taken / a\"b JSON, taken / a↵b no JSON, taken // pattern a"b: a"b no JSON, taken / a\"b JSON, refused // name: a"b no JSON, taken / a\"b JSON, refused // enum: a"b no JSON, refused / a\"b JSON, taken' ]
