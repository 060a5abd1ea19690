#!/usr/bin/env bash
# google-genai 3.6.1 with mcp 2.3.0 (both Python): of the limits that a tool of an MCP server sets to its arguments, the
# model gets those whose names are one word.
#
# Documented (docstring of `_filter_to_supported_schema` in google/genai/_mcp_utils.py): the schema is cut down to the
# fields that `types.JSONSchema` supports, and that has `minLength`, `maxLength`, `minItems` and `maxItems`.
# Seen: it compares the names of a schema with those in Python, such as `min_length`. So but for a few that it adds, no
# name with a capital letter is found, though `Schema.from_json_schema` takes each of the four. `const` and `oneOf` are
# gone as well, so that a choice between two objects is an argument without any schema. The server refuses calls that
# the model could not know to be wrong. Who hands over tools of MCP has to give their schemas as
# `parameters_json_schema`, which arrive whole.
# Seen: "as a tool of MCP: maxItems 0, minLength 0, oneOf 0, pattern 1, maximum 1 / as parameters_json_schema: maxItems
# 1, minLength 1, oneOf 1, pattern 1, maximum 1".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check google-genai==3.6.1 mcp==2.3.0
cat >limits.py <<'PYTHON'
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from google import genai
from google.genai import types
from mcp.types import Tool

asked = []


class Model(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_POST(self):
        asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        answer = json.dumps({"candidates": [{"content": {"role": "model", "parts": [{"text": "Hello"}]}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = genai.Client(api_key="key", http_options={"base_url": f"http://127.0.0.1:{server.server_port}"})

where = [{"type": "object", "properties": {name: {"type": "string"}}, "required": [name]} for name in ("city", "code")]
schema = {
    "type": "object",
    "properties": {
        "names": {"type": "array", "items": {"type": "string", "minLength": 2}, "maxItems": 3},
        "code": {"type": "string", "pattern": "^[A-Z]+$"},
        "seats": {"type": "integer", "maximum": 9},
        "where": {"oneOf": where},
    },
}
tool = Tool(name="book", description="Books seats.", inputSchema=schema)
declaration = types.FunctionDeclaration(
    name=tool.name, description=tool.description, parameters_json_schema=tool.input_schema
)


def arrived(tool):
    off = types.AutomaticFunctionCallingConfig(disable=True)
    config = types.GenerateContentConfig(tools=[tool], automatic_function_calling=off)
    client.models.generate_content(model="gemini-3-flash", contents="Hello", config=config)
    limits = ("maxItems", "minLength", "oneOf", "pattern", "maximum")
    return ", ".join(f"{limit} {asked[-1].count(limit)}" for limit in limits)


whole = types.Tool(function_declarations=[declaration])
print(f"as a tool of MCP: {arrived(tool)} / as parameters_json_schema: {arrived(whole)}")
PYTHON
seen=$(python/bin/python -W ignore limits.py)
echo "$seen"
[ "$seen" = "as a tool of MCP: maxItems 0, minLength 0, oneOf 0, pattern 1, maximum 1 / as parameters_json_schema: maxItems 1, minLength 1, oneOf 1, pattern 1, maximum 1" ]
