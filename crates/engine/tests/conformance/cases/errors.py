"""Errors, keys and what is not served (contract sections 1 and 16)."""

import inspect

from harness import MODEL, Api, case, refused


@case("a wrong key is a 400 in a list", starter=True)
async def _(api):
    wrong = Api(api.base_url, "wrong", api.is_async)
    await refused(wrong.interactions.create(model=MODEL, input="x"), 400)
    raw = await api.http("POST", "interactions", {"model": MODEL, "input": "x"}, headers={"x-goog-api-key": "w"})
    error = raw.json()[0]["error"]
    assert error["details"][0]["reason"] == "API_KEY_INVALID" and error["code"] == 400, error


@case("no key is a 403")
async def _(api):
    raw = await api.http("GET", "models", headers={"x-goog-api-key": None})
    assert raw.status_code == 403 and raw.json()["error"]["status"] == "PERMISSION_DENIED", raw.text


@case("the key as a bearer token and in the query")
async def _(api):
    bearer = {"x-goog-api-key": None, "authorization": f"Bearer {api.key}"}
    assert (await api.http("GET", "models", headers=bearer)).status_code == 200
    in_query = await api.http("GET", f"models?key={api.key}", headers={"x-goog-api-key": None})
    assert in_query.status_code == 200, in_query.text


@case("a request of a web page is refused")
async def _(api):
    raw = await api.http("GET", "models", headers={"origin": "https://evil.example.com"})
    assert raw.status_code == 403, raw.text


@case("another name of this computer is refused")
async def _(api):
    raw = await api.http("GET", "models", headers={"host": "evil.example.com"})
    assert raw.status_code == 403, raw.text


@case("broken JSON is a 400 of the front door")
async def _(api):
    raw = await api.http("POST", "interactions", content=b"{", headers={"content-type": "application/json"})
    assert raw.status_code == 400 and raw.json()["error"]["status"] == "INVALID_ARGUMENT", raw.text


@case("a body that is no object")
async def _(api):
    await refused(api.json("POST", "interactions", [1]), 400)


@case("an unknown field comes with its violation")
async def _(api):
    raw = await api.http("POST", "interactions", {"model": MODEL, "input": "x", "nonsense": 1})
    error = raw.json()["error"]
    assert raw.status_code == 400 and error["status"] == "INVALID_ARGUMENT", error
    assert "nonsense" in error["details"][0]["fieldViolations"][0]["description"], error


@case("an unknown path is a 404")
async def _(api):
    await refused(api.json("GET", "nonsense"), 404)


@case("a method that a path does not take")
async def _(api):
    raw = await api.http("PUT", "interactions", {})
    assert raw.status_code == 405, raw.text


@case("an unknown interaction is a 404 of the family")
async def _(api):
    refusal = await refused(api.interactions.get("v1_nothing"), 404, code="not_found")
    assert refusal.message, refusal


@case("what the engine has not is a 501")
async def _(api):
    questions = {"a": {"type": "choice", "instructions": "Which?", "criteria": {"x": "is x"}}}
    await refused(api.decisions.create(model=MODEL, input="Text", questions=questions), 501)
    for path in ("voices", "fileSearchStores"):
        raw = await api.http("GET", path)
        assert raw.status_code == 501 and raw.json()["error"]["code"] == "unimplemented", raw.text


@case("live interactions are not offered: a plain 404")
async def _(api):
    raw = await api.http("GET", "interactions/live", headers={"upgrade": "websocket", "connection": "upgrade"})
    assert raw.status_code == 404 and raw.json()["error"]["code"] == "not_found", raw.text


@case("the SDK's own class for each status")
async def _(api):
    calls = {
        "NotFoundError": lambda: api.sdk.interactions.get("v1_nothing"),
        "BadRequestError": lambda: api.sdk.interactions.create(model=MODEL, input=""),
    }
    for name, call in calls.items():
        try:
            answer = call()
            answer = await answer if inspect.isawaitable(answer) else answer
        except Exception as error:  # noqa: BLE001: its class is what is looked at
            assert type(error).__name__ == name, type(error)
        else:
            raise AssertionError(f"it was not refused: {answer!r}")


@case("a body-less POST with a JSON content type")
async def _(api):
    run = await api.interactions.create(model=MODEL, input="endless", background=True)
    headers = {"content-type": "application/json", "content-length": "0"}
    raw = await api.http("POST", f"interactions/{run.id}/cancel", headers=headers)
    assert raw.status_code == 200 and raw.json()["status"] == "cancelled", raw.text


@case("headers that are sent for nothing are ignored")
async def _(api):
    headers = {"api-revision": "2026-05-20", "cookie": "", "x-server-timeout": "60"}
    raw = await api.http("POST", "interactions", {"model": MODEL, "input": "basalt"}, headers=headers)
    assert raw.status_code == 200, raw.text
