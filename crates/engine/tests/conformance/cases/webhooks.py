"""Webhooks: receivers, signatures, retries, rotation (contract section 12)."""

import base64
import hashlib
import time

from harness import MODEL, case, refused
from receiver import Receiver, claims, is_signed, signatures

COMPLETED = ["interaction.completed"]


@case("made, read, listed, changed and deleted")
async def _(api):
    with Receiver() as receiver:
        made = await api.webhooks.create(uri=receiver.uri, subscribed_events=COMPLETED, name="mine")
        assert made.new_signing_secret.startswith("whsec_") and made.state == "enabled", made
        read = await api.webhooks.get(made.id)
        assert read.new_signing_secret is None and read.uri == receiver.uri and read.name == "mine", read
        assert made.new_signing_secret not in str(read), read
        assert read.signing_secrets[0].truncated_secret, read
        assert made.id in [one.id for one in (await api.webhooks.list(page_size=1000)).webhooks]
        changed = await api.webhooks.update(made.id, name="ours", state="disabled")
        assert (changed.name, changed.state) == ("ours", "disabled"), changed
        await api.webhooks.delete(made.id)
        await refused(api.webhooks.get(made.id), 404)
        await refused(api.webhooks.delete(made.id), 404)


@case("an end is told, signed, and thin")
async def _(api):
    with Receiver() as receiver:
        made = await api.webhooks.create(uri=receiver.uri, subscribed_events=COMPLETED)
        run = await api.interactions.create(model=MODEL, input="basalt", background=True)
        messages = []
        while not messages or messages[-1][1]["data"]["id"] != run.id:
            messages = await receiver.wait_for(len(messages) + 1)
        headers, body, _ = messages[-1]
        assert body["type"] == "interaction.completed" and body["version"] == "v1", body
        assert set(body) == {"type", "version", "timestamp", "data"} and body["data"] == {"id": run.id}
        assert abs(int(headers["webhook-timestamp"]) - time.time()) < 300, headers
        assert headers["content-type"].startswith("application/json"), headers
        assert is_signed(messages[-1], made.new_signing_secret), headers
        assert not is_signed(messages[-1], "whsec_" + base64.b64encode(b"another").decode())
        await api.webhooks.delete(made.id)


ENDS = {
    "interaction.failed": ("fail", {}),
    "interaction.requires_action": (
        "lamp",
        {"tools": [{"type": "function", "name": "set_lamp", "parameters": {"type": "object"}}]},
    ),
}


def register_end(event, words, more):
    @case(f"{event} is told to those who asked for it")
    async def _(api):
        with Receiver() as receiver, Receiver() as other:
            made = await api.webhooks.create(uri=receiver.uri, subscribed_events=[event])
            unasked = await api.webhooks.create(uri=other.uri, subscribed_events=COMPLETED)
            run = await api.interactions.create(model=MODEL, input=words, background=True, **more)
            messages = []
            while not messages or messages[-1][1]["data"]["id"] != run.id:
                messages = await receiver.wait_for(len(messages) + 1)
            assert messages[-1][1]["type"] == event
            assert run.id not in [body.decode() for _, body in other.messages]
            await api.webhooks.delete(made.id)
            await api.webhooks.delete(unasked.id)


for _event, (_words, _more) in ENDS.items():
    register_end(_event, _words, _more)


@case("a message that failed comes again with the same id")
async def _(api):
    with Receiver(failures=2) as receiver:
        made = await api.webhooks.create(uri=receiver.uri, subscribed_events=["interaction.failed"])
        await api.webhooks.ping(made.id)
        messages = await receiver.wait_for(3)
        assert len({headers["webhook-id"] for headers, _, _ in messages}) == 1, messages
        assert all(is_signed(message, made.new_signing_secret) for message in messages)
        await api.webhooks.delete(made.id)


@case("a ping")
async def _(api):
    with Receiver() as receiver:
        made = await api.webhooks.create(uri=receiver.uri, subscribed_events=["interaction.failed"])
        await api.webhooks.ping(made.id)
        message = (await receiver.wait_for(1))[0]
        assert message[1]["data"]["id"] == made.id and is_signed(message, made.new_signing_secret)
        await api.webhooks.delete(made.id)


@case("after a rotation both secrets sign for a day")
async def _(api):
    with Receiver() as receiver:
        made = await api.webhooks.create(uri=receiver.uri, subscribed_events=["interaction.failed"])
        rotated = await api.webhooks.rotate_signing_secret(made.id)
        secrets = (await api.webhooks.get(made.id)).signing_secrets
        assert len(secrets) == 2 and secrets[0].expire_time and not secrets[1].expire_time, secrets
        await api.webhooks.ping(made.id)
        message = (await receiver.wait_for(1))[0]
        assert len(signatures(message[0])) == 2, message[0]
        assert is_signed(message, made.new_signing_secret) and is_signed(message, rotated.secret)
        await api.webhooks.delete(made.id)


@case("a rotation at once ends the old secret")
async def _(api):
    with Receiver() as receiver:
        made = await api.webhooks.create(uri=receiver.uri, subscribed_events=["interaction.failed"])
        rotated = await api.webhooks.rotate_signing_secret(
            made.id, revocation_behavior="revoke_previous_secrets_immediately"
        )
        await api.webhooks.ping(made.id)
        message = (await receiver.wait_for(1))[0]
        assert is_signed(message, rotated.secret) and not is_signed(message, made.new_signing_secret)
        await api.webhooks.delete(made.id)


@case("a disabled webhook is not told")
async def _(api):
    with Receiver() as receiver, Receiver() as other:
        off = await api.webhooks.create(uri=receiver.uri, subscribed_events=COMPLETED)
        await api.webhooks.update(off.id, state="disabled")
        on = await api.webhooks.create(uri=other.uri, subscribed_events=COMPLETED)
        await api.interactions.create(model=MODEL, input="basalt")
        await other.wait_for(1)
        assert not receiver.messages
        for made in (off, on):
            await api.webhooks.delete(made.id)


@case("the receiver that a request names gets a signed token and the metadata")
async def _(api):
    with Receiver() as receiver:
        run = await api.interactions.create(
            model=MODEL,
            input="basalt",
            background=True,
            webhook_config={"uris": [receiver.uri], "user_metadata": {"jobName": "a"}},
        )
        headers, body, raw = (await receiver.wait_for(1))[0]
        assert body["type"] == "interaction.completed", body
        assert body["data"] == {"id": run.id, "user_metadata": {"jobName": "a"}}, body
        keys = (await api.http("GET", "/.well-known/jwks.json", headers={"x-goog-api-key": None})).json()
        told = claims(headers["webhook-signature"], keys["keys"])
        assert told["aud"] == receiver.uri and told["jti"] == headers["webhook-id"], told
        digest = base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
        assert told["body_sha256"] == digest and told["exp"] > time.time(), told


@case("webhook_config is echoed")
async def _(api):
    with Receiver() as receiver:
        run = await api.interactions.create(
            model=MODEL, input="basalt", background=True, webhook_config={"uris": [receiver.uri]}
        )
        assert (await api.interactions.get(run.id)).webhook_config.uris == [receiver.uri]


@case("a webhook with a new address and other events")
async def _(api):
    with Receiver() as first, Receiver() as second:
        made = await api.webhooks.create(uri=first.uri, subscribed_events=["interaction.failed"])
        changed = await api.webhooks.update(
            made.id, uri=second.uri, subscribed_events=COMPLETED, update_mask="uri,subscribed_events"
        )
        assert changed.subscribed_events == COMPLETED and changed.uri == second.uri, changed
        await api.webhooks.ping(made.id)
        await second.wait_for(1)
        assert not first.messages
        await api.webhooks.delete(made.id)


@case("a mask keeps what it does not name")
async def _(api):
    with Receiver() as receiver:
        made = await api.webhooks.create(uri=receiver.uri, subscribed_events=COMPLETED, name="mine")
        changed = await api.webhooks.update(made.id, name="x", state="disabled", update_mask="state")
        assert (changed.name, changed.state) == ("mine", "disabled"), changed
        await api.webhooks.delete(made.id)


HERE = "http://127.0.0.1:9/"
REFUSED = {
    "no address": ({"subscribed_events": COMPLETED}, ["uri"]),
    "no events": ({"uri": HERE}, ["subscribed_events"]),
    "an empty list of events": ({"uri": HERE, "subscribed_events": []}, ["subscribed_events"]),
    "an event that is none": ({"uri": HERE, "subscribed_events": ["interaction.began"]}, ["interaction.began"]),
    "an event that never happens here": ({"uri": HERE, "subscribed_events": ["batch.failed"]}, ["batch.failed"]),
    "an address without encryption": (
        {"uri": "http://hooks.example.com/", "subscribed_events": COMPLETED},
        ["uri"],
    ),
    "an address of the network around": (
        {"uri": "https://10.1.2.3/", "subscribed_events": COMPLETED},
        ["uri"],
    ),
    "an address of link-local metadata": (
        {"uri": "https://169.254.169.254/", "subscribed_events": COMPLETED},
        ["uri"],
    ),
    "a file": ({"uri": "file:///etc/passwd", "subscribed_events": COMPLETED}, ["uri"]),
    "a password in the address": (
        {"uri": "https://me:secret@example.com/", "subscribed_events": COMPLETED},
        ["uri"],
    ),
    "a state of one's own": ({"uri": HERE, "subscribed_events": COMPLETED, "state": "enabled"}, ["state"]),
    "a secret of one's own": (
        {"uri": HERE, "subscribed_events": COMPLETED, "new_signing_secret": "whsec_x"},
        ["new_signing_secret"],
    ),
}


def register_refused(label, body, words):
    @case(f"{label} is refused")
    async def _(api):
        await refused(api.json("POST", "webhooks", body), 400, *words)


for _label, (_body, _words) in REFUSED.items():
    register_refused(_label, _body, _words)


@case("a change to what cannot be is refused")
async def _(api):
    made = await api.webhooks.create(uri=HERE, subscribed_events=COMPLETED)
    path = f"webhooks/{made.id}"
    await refused(api.json("PATCH", path, {"state": "disabled_due_to_failed_deliveries"}), 400, "state")
    await refused(api.json("PATCH", path, {"uri": "http://example.com"}), 400, "uri")
    await refused(api.json("PATCH", path, {"id": "x"}), 400, "id")
    await refused(api.json("PATCH", path + "?update_mask=id", {"name": "x"}), 400, "id")
    await api.webhooks.delete(made.id)


@case("an unknown one")
async def _(api):
    for call in (api.webhooks.get, api.webhooks.ping, api.webhooks.rotate_signing_secret):
        await refused(call("nonsense"), 404, code="not_found")
    await refused(api.json("POST", "webhooks/nonsense:explode", {}), 404)


@case("pages")
async def _(api):
    made = [(await api.webhooks.create(uri=HERE, subscribed_events=COMPLETED)).id for _ in range(3)]
    seen, token = [], None
    while True:
        page = await api.webhooks.list(page_size=2, **({"page_token": token} if token else {}))
        seen += [one.id for one in page.webhooks]
        token = page.next_page_token
        if not token:
            break
    assert set(made) <= set(seen) and len(seen) == len(set(seen)), seen
    for one in made:
        await api.webhooks.delete(one)
