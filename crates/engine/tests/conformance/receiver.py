"""A receiver of webhooks on this computer, and how it knows that a message is real (contract section 12)."""

import asyncio
import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """Listens on a free port and keeps what comes. The first `failures` messages are answered by 500."""

    def __init__(self, failures=0, status=200):
        self.messages, self.failures, self.status = [], failures, status
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.messages.append((dict(self.headers.items()), body))
                fails = len(receiver.messages) <= receiver.failures
                self.send_response(500 if fails else receiver.status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.uri = f"http://127.0.0.1:{self.server.server_port}/hook"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()

    async def wait_for(self, count):
        """The first messages, headers in lower case and the body as JSON."""
        end = time.monotonic() + 60
        while len(self.messages) < count:
            assert time.monotonic() < end, f"{len(self.messages)} of {count} messages came"
            await asyncio.sleep(0.05)
        return [
            ({name.lower(): value for name, value in headers.items()}, json.loads(body), body)
            for headers, body in self.messages[:count]
        ]


def signatures(headers):
    return headers["webhook-signature"].split(" ")


def is_signed(message, secret):
    """Whether one of a message's signatures is of this secret (Standard Webhooks)."""
    headers, _, body = message
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(wanted, given) for given in signatures(headers))


def _decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def claims(token, keys):
    """The claims of a token (JWT, RS256) that one of the published keys signed."""
    text, _, signature = token.rpartition(".")
    head, _, body = text.partition(".")
    head = json.loads(_decode(head))
    assert head["alg"] == "RS256", head
    key = next(key for key in keys if key["kid"] == head["kid"])
    n, e = (int.from_bytes(_decode(key[part])) for part in ("n", "e"))
    size = (n.bit_length() + 7) // 8
    padded = pow(int.from_bytes(_decode(signature)), e, n).to_bytes(size)
    prefix = bytes.fromhex("3031300d060960864801650304020105000420")
    digest = prefix + hashlib.sha256(text.encode()).digest()
    assert padded == b"\0\1" + b"\xff" * (size - len(digest) - 3) + b"\0" + digest, "not signed by this key"
    return json.loads(_decode(body))
