#!/usr/bin/env bash
# One chat template for a page and for the program behind it: @huggingface/jinja 0.5.11 (JavaScript) takes the indent
# of code from earlier answers where Jinja2 3.1.6 (Python) keeps it.
#
# Documented (README): it is "specifically designed for parsing and rendering ML chat templates". They are Jinja, whose
# manual ("Python Methods") lets a template call any method of a value, as Python has it.
# Seen: `strip`, `lstrip` and `rstrip` of a text ignore the characters that they are given and take all white space.
# Templates of models that think call them with a line break, to have the answer without the empty lines after its
# thoughts. So an answer that begins with indented code goes back to the model without its indent, and two spaces at the
# end of a line, a line break in Markdown, are gone as well. The text is cut without an error, so that a model sees
# other tokens than those that it wrote.
# Seen: "Jinja2: [    return 1  ] [    return 1  ↵] / @huggingface/jinja: [return 1] [return 1  ↵]".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >template.jinja <<'JINJA'
{%- set answer = messages[0].content.split('</think>')[-1] -%}
[{{ answer.strip('\n') }}] [{{ answer.lstrip('\n') }}]
JINJA
cat >conversation.json <<'JSON'
{"messages": [{"role": "assistant", "content": "<think>\nIndented.\n</think>\n\n    return 1  \n"}]}
JSON

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check jinja2==3.1.6
python=$(python/bin/python -c '
import json

from jinja2 import Template

with open("template.jinja") as template, open("conversation.json") as conversation:
    print(Template(template.read()).render(json.load(conversation)).replace("\n", "↵"))
')

npm install --silent --no-save --no-audit --no-fund @huggingface/jinja@0.5.11 >/dev/null
cat >render.mjs <<'JAVASCRIPT'
import { Template } from "@huggingface/jinja";
import { readFileSync } from "node:fs";

const template = new Template(readFileSync("template.jinja", "utf8"));
const rendered = template.render(JSON.parse(readFileSync("conversation.json", "utf8")));
console.log(rendered.trimEnd().replaceAll("\n", "↵"));
JAVASCRIPT
seen="Jinja2: $python / @huggingface/jinja: $(node render.mjs)"
echo "$seen"
[ "$seen" = "Jinja2: [    return 1  ] [    return 1  ↵] / @huggingface/jinja: [return 1] [return 1  ↵]" ]
