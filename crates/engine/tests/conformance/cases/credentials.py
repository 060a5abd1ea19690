"""Stored credentials: written, never read back (contract section 9.6)."""

import itertools

from harness import case, refused

_numbers = itertools.count()
SECRET = "s3cr3t-value"


def name():
    return f"cred-{next(_numbers)}"


KINDS = {
    "a bearer token": {"type": "bearer_token", "token": SECRET},
    "a bearer token in a header of its own": {
        "type": "bearer_token",
        "token": SECRET,
        "header_name": "X-Api-Key",
        "prefix": "",
    },
    "OAuth 2": {
        "type": "oauth2",
        "client_id": "c",
        "client_secret": SECRET,
        "refresh_token": SECRET,
        "token_url": "https://auth.example.com/token",
        "scopes": ["read"],
    },
    "an environment variable": {
        "type": "environment_variable",
        "value": SECRET,
        "injection_location": "header",
        "trusted_domains": ["api.example.com"],
    },
}


def register_kind(label, config):
    @case(f"{label} is stored and never shown")
    async def _(api):
        made = await api.credentials.create(id=name(), **config)
        assert made.type == config["type"] and made.status == "active", made
        assert made.create_time and made.update_time, made
        for path in (f"credentials/{made.id}", "credentials"):
            assert SECRET not in (await api.http("GET", path)).text
        assert (await api.credentials.get(made.id)).id == made.id
        assert made.id in [one.id for one in (await api.credentials.list(page_size=1000)).credentials]
        await api.credentials.delete(made.id)
        await refused(api.credentials.get(made.id), 404)
        await refused(api.credentials.delete(made.id), 404)


for _label, _config in KINDS.items():
    register_kind(_label, _config)


REFUSED = {
    "no kind": ({"token": "t"}, ["type"]),
    "a kind that is none": ({"type": "password", "token": "t"}, ["type"]),
    "a token that is missing": ({"type": "bearer_token"}, ["token"]),
    "a header that is none": ({"type": "bearer_token", "token": "t", "header_name": "a b"}, ["header_name"]),
    "OAuth without its secret": (
        {"type": "oauth2", "client_id": "c", "refresh_token": "r", "token_url": "https://a.example.com"},
        ["client_secret"],
    ),
    "OAuth at an address inside": (
        {
            "type": "oauth2",
            "client_id": "c",
            "client_secret": "s",
            "refresh_token": "r",
            "token_url": "https://10.0.0.1/token",
        },
        ["token_url"],
    ),
    "a variable without its value": ({"type": "environment_variable"}, ["value"]),
    "a place that is none": (
        {"type": "environment_variable", "value": "v", "injection_location": "cookie"},
        ["injection_location"],
    ),
    "a field of another kind": ({"type": "bearer_token", "token": "t", "client_id": "c"}, ["client_id"]),
    "an id in upper case": ({"type": "bearer_token", "token": "t", "id": "Mine"}, ["id"]),
}


def register_refused(label, body, words):
    @case(f"{label} is refused")
    async def _(api):
        await refused(api.json("POST", "credentials", body), 400, *words)


for _label, (_body, _words) in REFUSED.items():
    register_refused(_label, _body, _words)


@case("an id is given once")
async def _(api):
    made = await api.credentials.create(id=name(), type="bearer_token", token="t")
    again = api.credentials.create(id=made.id, type="bearer_token", token="t")
    await refused(again, 409, code="already_exists")


@case("an id is made when none is given")
async def _(api):
    made = await api.json("POST", "credentials", {"type": "bearer_token", "token": "t"})
    assert made["id"], made


@case("a change")
async def _(api):
    made = await api.credentials.create(id=name(), type="bearer_token", token="t")
    changed = await api.credentials.update(made.id, type="bearer_token", token="new", update_mask="token")
    assert changed.id == made.id and changed.create_time == made.create_time, changed


@case("a change without a mask takes what is sent")
async def _(api):
    made = await api.credentials.create(id=name(), **KINDS["an environment variable"])
    changed = await api.credentials.update(made.id, type="environment_variable", value="new")
    assert changed.status == "active", changed


@case("a change that leaves nothing to use is refused")
async def _(api):
    made = await api.credentials.create(id=name(), type="bearer_token", token="t")
    path = f"credentials/{made.id}?update_mask=token"
    await refused(api.json("PATCH", path, {"type": "bearer_token"}), 400, "token")


@case("a mask of unknown fields is refused")
async def _(api):
    made = await api.credentials.create(id=name(), type="bearer_token", token="t")
    change = api.credentials.update(made.id, type="bearer_token", token="n", update_mask="status")
    await refused(change, 400, "status")


@case("a mask in the other casing")
async def _(api):
    made = await api.credentials.create(id=name(), type="bearer_token", token="t")
    path = f"credentials/{made.id}?updateMask=headerName"
    changed = await api.json("PATCH", path, {"type": "bearer_token", "headerName": "X-Key"})
    assert changed["id"] == made.id, changed


@case("a credential stays of its kind")
async def _(api):
    made = await api.credentials.create(id=name(), type="bearer_token", token="t")
    change = api.credentials.update(made.id, type="environment_variable", value="v")
    await refused(change, 400, "type")


@case("pages")
async def _(api):
    made = {(await api.credentials.create(id=name(), type="bearer_token", token="t")).id for _ in range(3)}
    seen, token = [], None
    while True:
        page = await api.credentials.list(page_size=2, **({"page_token": token} if token else {}))
        seen += [one.id for one in page.credentials]
        token = page.next_page_token
        if not token:
            break
    assert made <= set(seen) and len(seen) == len(set(seen)), seen
    await refused(api.credentials.list(page_token="nonsense"), 400, "page_token")


@case("an unknown one")
async def _(api):
    await refused(api.credentials.get("nonsense"), 404, code="not_found")
    await refused(api.credentials.update("nonsense", type="bearer_token", token="t"), 404)
