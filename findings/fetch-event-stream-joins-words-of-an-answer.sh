#!/usr/bin/env bash
# Answers that stream as plain text between sse-starlette 3.7.0 (Python) and fetch-event-stream 0.1.6 (JavaScript): the
# words come joined together and the paragraphs as well.
#
# Documented (README): fetch-event-stream is for "Server Sent Event (SSE) streaming", as of models. In the standard
# (HTML, "Interpreting an event stream") at most one space after the colon is no part of the value, and each `data` ends
# in a line break, of which only the last is taken away; so an empty one before another is an empty line.
# Seen: all spaces after the colon are taken away, and empty `data` before another are forgotten. Pieces of models begin
# with a space before nearly each word, and sse-starlette writes them as the standard says. Also, an `id` that looks
# like a number becomes one. Who streams text to it has to put each piece into JSON, as the APIs of models do.
# Seen: "sent: "Hello world.\n\n- one" / fetch-event-stream: "Helloworld.- one", id: number / eventsource-parser: "Hello
# world.\n\n- one", id: string" (eventsource-parser 3.1.1).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check sse-starlette==3.7.0
sent=$(python/bin/python -c '
import json

from sse_starlette import ServerSentEvent

pieces = ["Hello", " world", ".", "\n\n", "- ", "one"]
with open("stream", "wb") as file:
    for number, piece in enumerate(pieces, 1):
        file.write(ServerSentEvent(data=piece, id=str(number)).encode())
print(json.dumps("".join(pieces)))
')

npm install --silent --no-save --no-audit --no-fund eventsource-parser@3.1.1 fetch-event-stream@0.1.6 >/dev/null
cat >read.mjs <<'JAVASCRIPT'
import { createParser } from "eventsource-parser";
import { events } from "fetch-event-stream";
import { readFileSync } from "node:fs";

const stream = readFileSync("stream", "utf8");
const parsed = { "fetch-event-stream": [], "eventsource-parser": [] };
for await (const event of events(new Response(stream))) parsed["fetch-event-stream"].push(event);
createParser({ onEvent: (event) => parsed["eventsource-parser"].push(event) }).feed(stream);
const read = Object.entries(parsed).map(
  ([name, all]) => `${name}: ${JSON.stringify(all.map(({ data }) => data).join(""))}, id: ${typeof all[0].id}`,
);
console.log(read.join(" / "));
JAVASCRIPT
seen="sent: $sent / $(node read.mjs)"
echo "$seen"
[ "$seen" = 'sent: "Hello world.\n\n- one" / fetch-event-stream: "Helloworld.- one", id: number / eventsource-parser: "Hello world.\n\n- one", id: string' ]
