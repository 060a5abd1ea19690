#!/usr/bin/env bash
# ollama 0.6.3 (Python): an answer that streams and holds the character U+0085 or U+2028 ends in a `JSONDecodeError`.
#
# Documented (docs/api.md of Ollama): an answer streams as JSON objects, one a line. JSON lets both characters stand in
# a text as they are (RFC 8259, 7: only quotes, backslashes and those below U+0020 must be escaped).
# Seen: the client reads lines by `iter_lines` of httpx, which ends one at every character at which Python's
# `str.splitlines` does, so one object is taken for two. Without `stream` the same text arrives. U+0085 is what the
# ellipsis of Windows-1252 becomes when it is read as Latin-1, so a text to be quoted can hold it. Who has such texts
# has to ask without `stream`, or to read the lines as bytes.
# Seen: "U+0085 streams: JSONDecodeError, in one piece: as it was / U+2028 streams: JSONDecodeError, in one piece: as it
# was / U+2026 streams: as it was, in one piece: as it was".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check ollama==0.6.3 httpx==0.28.1
cat >lines.py <<'PYTHON'
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ollama import Client


class Echo(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {
            "model": "m",
            "created_at": "2026-11-30T12:00:00Z",
            "message": {"role": "assistant", "content": asked["messages"][0]["content"]},
            "done": True,
        }
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson" if asked["stream"] else "application/json")
        self.end_headers()
        self.wfile.write((json.dumps(answer, ensure_ascii=False) + "\n").encode())


server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = Client(f"http://127.0.0.1:{server.server_port}")


def streamed(asked):
    return "".join(part.message.content for part in client.chat(**asked, stream=True))


def whole(asked):
    return client.chat(**asked).message.content


def said(read, text):
    try:
        got = read({"model": "m", "messages": [{"role": "user", "content": text}]})
    except json.JSONDecodeError:
        return "JSONDecodeError"
    return "as it was" if got == text else "another text"


texts = [f"well{character} yes" for character in "\u0085\u2028\u2026"]
print(" / ".join(f"U+{ord(t[4]):04X} streams: {said(streamed, t)}, in one piece: {said(whole, t)}" for t in texts))
PYTHON
seen=$(python/bin/python lines.py)
echo "$seen"
[ "$seen" = "U+0085 streams: JSONDecodeError, in one piece: as it was / U+2028 streams: JSONDecodeError, in one piece: as it was / U+2026 streams: as it was, in one piece: as it was" ]
