"""Records what a server of models really answers, for the tests beside this file.

    python3 record.py http://127.0.0.1:11434 ollama-0.9.3 MODEL [CASE…]

Each answer becomes NAME.CASE.http: the status line, the content type, an empty line, and the body as it came. The
requests are those of `crates/providers`. For `tools` MODEL has to take functions; the answer is held to a form, because
the smallest models, which everybody can run, would not call anything by themselves. For `thinking` its template has to
open a thought. `README.md` says how the servers were started.
"""

import http.client
import json
import pathlib
import sys
import urllib.parse

base, name, model, *cases = sys.argv[1:]
here = pathlib.Path(__file__).parent

LAMP = {
    "type": "function",
    "function": {
        "name": "set_lamp",
        "description": "Switches a lamp.",
        "parameters": {
            "type": "object",
            "properties": {"number": {"type": "integer"}},
            "required": ["number"],
        },
    },
}


def chat(words, **more):
    return {
        "model": model,
        "messages": [{"role": "user", "content": words}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0,
        **more,
    }


def record(case, method, path, body=None):
    if cases and case not in cases:
        return
    address = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=300)
    headers = {"content-type": "application/json"} if body else {}
    connection.request(method, path, json.dumps(body) if body else None, headers)
    answer = connection.getresponse()
    head = f"HTTP/1.1 {answer.status} {answer.reason}\ncontent-type: {answer.getheader('content-type', '')}\n\n"
    (here / f"{name}.{case}.http").write_bytes(head.encode() + answer.read())
    print(case, answer.status)


CHAT = "/v1/chat/completions"

record("models", "GET", "/v1/models")
record("words", "POST", CHAT, chat("Which ocean is the largest?", max_tokens=40))
record("limit", "POST", CHAT, chat("Tell me a story.", max_tokens=4))
if name.startswith("ollama"):
    call = {
        "type": "object",
        "properties": {"name": {"const": "set_lamp"}, "parameters": LAMP["function"]["parameters"]},
        "required": ["name", "parameters"],
    }
    form = {"type": "json_schema", "json_schema": {"name": "call", "schema": call}}
    tools = {"tools": [LAMP], "tool_choice": "auto", "response_format": form}
    record("show", "POST", "/api/show", {"model": model})
else:
    tools = {"tools": [LAMP], "tool_choice": "required"}
    record("props", "GET", "/props")
record("tools", "POST", CHAT, chat("Switch lamp 7 on.", max_tokens=80, **tools))
record("thinking", "POST", CHAT, chat("What is 3 + 3?", max_tokens=60))
record("no-model", "POST", CHAT, chat("Hello") | {"model": "none"})
record("too-long", "POST", CHAT, chat("The quick brown fox. " * 800, max_tokens=4))
record("refused", "POST", CHAT, {"model": model, "messages": "hello", "stream": True})
record("other-path", "GET", "/api/v1/models")
