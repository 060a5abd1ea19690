#!/usr/bin/env bash
# Dotprompt, one prompt file for a page and for the program behind it: dotpromptz 0.2.0 (Python) and dotprompt 1.1.2
# (JavaScript), both of Google, ask the model for other answers and start from other values.
#
# Documented (Dotprompt, "Picoschema", at `enum`): the words in brackets are the values to choose from, without quotes.
# The frontmatter "is defined using YAML syntax", of which no version is named.
# Seen: PyYAML reads YAML 1.1, where `yes`, `no` and the code of Norway are true and false, and `12:30` is a number to
# the base 60; the package keeps only dates as they are written. The JavaScript one reads YAML 1.2, where all three are
# texts, but `1e3` is a number and not a text as in Python. Who writes a file for both has to quote such values.
# Seen: "JavaScript: yes, no, DE, NO / from 12:30, budget 1000, Python: true, false, DE, false / from 750, budget 1e3".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >order.prompt <<'PROMPT'
---
input:
  default:
    start: 12:30
    budget: 1e3
output:
  schema:
    open(enum, whether there is a table): [yes, no]
    country(enum, where it is): [DE, NO]
---
from {{start}}, budget {{budget}}
PROMPT

npm install --silent --no-save --no-audit --no-fund dotprompt@1.1.2 yaml@2.9.1 >/dev/null
cat >order.mjs <<'JAVASCRIPT'
import { Dotprompt } from "dotprompt";
import { readFileSync } from "node:fs";

const file = readFileSync("order.prompt", "utf8");
const dotprompt = new Dotprompt();
const { input } = dotprompt.parse(file);
const { messages, output } = await dotprompt.render(file, { input: {} }, { input });
const { open, country } = output.schema.properties;
console.log(`${[...open.enum, ...country.enum].join(", ")} / ${messages[0].content[0].text}`);
JAVASCRIPT
javascript=$(node order.mjs)

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check dotpromptz==0.2.0 dotpromptz-handlebars==0.2.0 pyyaml==6.0.4
python=$(python/bin/python -c '
import asyncio
import json

from dotpromptz.dotprompt import Dotprompt
from dotpromptz.typing import DataArgument

with open("order.prompt") as file:
    rendered = asyncio.run(Dotprompt().render(file.read(), DataArgument(input={})))
fields = rendered.model_dump()["output"]["schema"]["properties"]
values = [value if isinstance(value, str) else json.dumps(value) for name in fields for value in fields[name]["enum"]]
print(", ".join(values), "/", rendered.messages[0].content[0].text)
')

seen="JavaScript: $javascript, Python: $python"
echo "$seen"
[ "$seen" = "JavaScript: yes, no, DE, NO / from 12:30, budget 1000, Python: true, false, DE, false / from 750, budget 1e3" ]
