#!/usr/bin/env bash
# Dotprompt, one prompt file for a page and for the program behind it: dotprompt 1.1.2 (JavaScript) and dotpromptz 0.2.0
# (Python), both of Google, send other words to the model where the file has defaults for its variables.
#
# Documented (Dotprompt, "Prompt frontmatter", at `input`): `default` has the values "to use if none are provided".
# Seen: the JavaScript one reads them from the file, as `parse` shows, but `render` takes them only from the options of
# its caller. What the file says is left blank in the sentence, without an error, and `{{#if}}` takes the other branch.
# Who renders in JavaScript has to hand the defaults of the parsed file to `render` again.
# Seen: "JavaScript: Answer in  for . / the same, handed over: Answer in English for Guest. / Python: Answer in English
# for Guest.".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >answer.prompt <<'PROMPT'
---
input:
  default:
    language: English
    name: Guest
  schema:
    language: string
    name: string
---
Answer in {{language}} for {{name}}.
PROMPT

npm install --silent --no-save --no-audit --no-fund dotprompt@1.1.2 >/dev/null
cat >answer.mjs <<'JAVASCRIPT'
import { Dotprompt } from "dotprompt";
import { readFileSync } from "node:fs";

const file = readFileSync("answer.prompt", "utf8");
const dotprompt = new Dotprompt();
const said = async (options) => (await dotprompt.render(file, { input: {} }, options)).messages[0].content[0].text;
const { input } = dotprompt.parse(file);
console.log(`${await said()} / the same, handed over: ${await said({ input })}`);
JAVASCRIPT
javascript=$(node answer.mjs)

python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check dotpromptz==0.2.0 dotpromptz-handlebars==0.2.0
python=$(python/bin/python -c '
import asyncio

from dotpromptz.dotprompt import Dotprompt
from dotpromptz.typing import DataArgument

with open("answer.prompt") as file:
    rendered = asyncio.run(Dotprompt().render(file.read(), DataArgument(input={})))
print(rendered.messages[0].content[0].text)
')

seen="JavaScript: $javascript / Python: $python"
echo "$seen"
[ "$seen" = "JavaScript: Answer in  for . / the same, handed over: Answer in English for Guest. / Python: Answer in English for Guest." ]
