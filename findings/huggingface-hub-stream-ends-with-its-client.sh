#!/usr/bin/env bash
# huggingface_hub 2.4.0 (Python): an answer that streams can be read only as long as its `InferenceClient` is kept.
#
# Documented (docstring of `InferenceClient.chat_completion`): with `stream=True` it returns an iterable of the parts.
# Seen: the iterable does not hold the client, and the connection belongs to the client alone. A function that makes a
# client and returns the iterable, and a loop over `InferenceClient(…).chat_completion(…, stream=True)` without a name
# for the client, both fail at the first part with `StreamClosed` from httpx2, which speaks of no client. Whoever passes
# the iterable on has to pass the client on, too.
# Seen: "client kept: Hello, client made in a function: StreamClosed, client without a name: StreamClosed".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check huggingface_hub==2.4.0 httpx2==2.16.2
cat >streams.py <<'PYTHON'
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from huggingface_hub import InferenceClient


class Answer(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for content in ["Hel", "lo"]:
            delta = {"role": "assistant", "content": content}
            choices = [{"index": 0, "delta": delta, "finish_reason": None}]
            part = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}
            self.wfile.write(f"data: {json.dumps(part)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")


server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
threading.Thread(target=server.serve_forever, daemon=True).start()
base_url = f"http://127.0.0.1:{server.server_port}/v1"
asked = {"messages": [{"role": "user", "content": "Hello?"}], "model": "m", "stream": True}


def said(parts):
    try:
        return "".join(part.choices[0].delta.content for part in parts)
    except Exception as error:
        return type(error).__name__


def ask():
    client = InferenceClient(base_url=base_url, api_key="key")
    return client.chat_completion(**asked)


client = InferenceClient(base_url=base_url, api_key="key")
kept = said(client.chat_completion(**asked))
made = said(ask())
unnamed = said(InferenceClient(base_url=base_url, api_key="key").chat_completion(**asked))
print(f"client kept: {kept}, client made in a function: {made}, client without a name: {unnamed}")
PYTHON
seen=$(python/bin/python streams.py)
echo "$seen"
[ "$seen" = "client kept: Hello, client made in a function: StreamClosed, client without a name: StreamClosed" ]
