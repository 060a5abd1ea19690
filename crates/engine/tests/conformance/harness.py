"""How a case is written once and run twice: with the official SDK's synchronous client and with its asynchronous one.

A case is an `async def` that gets an `Api`. Every call through it is awaited, whichever client is behind, and every
answer is looked through: a field or a kind that the SDK's types do not know is a failure, although the SDK itself
would let it pass.
"""

import asyncio
import inspect
import time

import httpx2
from google import genai
from google.genai import types

MODEL = "gemini-3.8-flash"
AGENT = "antigravity-preview-09-2026"

# Fields that the service documents and the SDK's types lack (contract sections 4 and 8.3).
UNTYPED = {
    "Interaction": {"object"},
    "InteractionSseEventInteraction": {"environment_id", "previous_interaction_id"},
}

CASES = []


def case(name, starter=False):
    """Registers a case under `area/name`; with `starter` it holds for any brain, so the real one is driven, too."""

    def register(run):
        area = run.__module__.rsplit(".", 1)[-1]
        CASES.append((f"{area}/{name}", run, starter))
        return run

    return register


def strict(value, place="answer"):
    """Fails on anything in an answer that the SDK's types do not know."""
    if isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            strict(item, f"{place}[{index}]")
    elif hasattr(type(value), "model_fields"):
        kind = type(value).__name__
        assert not getattr(value, "is_unknown", False), f"{place} is of an unknown kind: {value!r}"
        extra = set(value.model_extra or {}) - UNTYPED.get(kind, set())
        assert not extra, f"{place} ({kind}) has fields that no type knows: {sorted(extra)}"
        for field in type(value).model_fields:
            strict(getattr(value, field, None), f"{place}.{field}")
    return value


class Refused(Exception):
    """A call was answered with an error."""

    def __init__(self, status, code, message):
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


class Way:
    """A way to a method of the SDK's client, such as `environments.files.list`."""

    def __init__(self, target, api):
        # The client closes its connections when nobody has it any more, so its owner is kept, too.
        self.target, self.api = target, api

    def __getattr__(self, name):
        return Way(getattr(self.target, name), self.api)

    async def __call__(self, *args, **kwargs):
        try:
            answer = self.target(*args, **kwargs)
            if inspect.isawaitable(answer):
                answer = await answer
        except Exception as error:
            status = getattr(error, "status_code", None) or getattr(error, "code", None)
            if not isinstance(status, int):
                raise
            body = getattr(error, "body", None)
            code, message = words_of(body if body is not None else getattr(error, "details", None))
            raise Refused(status, code, message or str(error)) from error
        return strict(answer)


def words_of(body):
    """Code and message of an error body of either family (contract section 1.4)."""
    if isinstance(body, (str, bytes)):
        try:
            body = httpx2.Response(200, content=body).json()
        except ValueError:
            return None, str(body)
    if isinstance(body, list):
        body = body[0] if body else {}
    error = body.get("error", body) if isinstance(body, dict) else {}
    return error.get("code"), error.get("message", "")


class Api:
    """The SDK's client and, for what the SDK itself refuses to send, plain HTTP."""

    def __init__(self, base_url, key, is_async, version="v1beta"):
        self.base_url, self.key, self.is_async, self.version = base_url, key, is_async, version
        options = types.HttpOptions(
            base_url=base_url,
            api_version=version,
            retry_options=types.HttpRetryOptions(attempts=1),
        )
        self.client = genai.Client(api_key=key, http_options=options)
        self.sdk = self.client.aio if is_async else self.client

    def __getattr__(self, name):
        return Way(getattr(self.sdk, name), self)

    def of_version(self, version):
        return Api(self.base_url, self.key, self.is_async, version)

    async def http(self, method, path, body=None, headers=None, content=None):
        """A plain request; `path` begins after the version, or with a slash at the root. A header of None is not sent."""
        url = self.base_url + (path if path.startswith("/") else f"/{self.version}/{path}")
        headers = {"x-goog-api-key": self.key, **(headers or {})}
        headers = {name: value for name, value in headers.items() if value is not None}
        request = {"headers": headers, "timeout": 60, "content": content}
        if body is not None:
            request["json"] = body
        if self.is_async:
            async with httpx2.AsyncClient() as client:
                return await client.request(method, url, **request)
        return httpx2.request(method, url, **request)

    async def json(self, method, path, body=None):
        """The JSON answer of a plain request; an error is `Refused`."""
        answer = await self.http(method, path, body)
        if answer.status_code != 200:
            raise Refused(answer.status_code, *words_of(answer.content))
        return answer.json()

    async def settled(self, interaction):
        """The interaction once it has ended."""
        end = time.monotonic() + 120
        while interaction.status in ("queued", "in_progress"):
            assert time.monotonic() < end, f"still {interaction.status}"
            await asyncio.sleep(0.05)
            interaction = await self.interactions.get(interaction.id)
        return interaction

    async def job(self, words="job", environment="remote", **more):
        """A job of the agent, done."""
        run = await self.interactions.create(
            agent=AGENT, input=words, environment=environment, background=True, **more
        )
        done = await self.settled(run)
        assert done.status == "completed", done
        return done


async def each(stream, most=None):
    """The events of a stream, at most so many; the rest is left unread."""
    events = []
    if hasattr(stream, "__aiter__"):
        async for event in stream:
            events.append(strict(event, "event"))
            if most and len(events) >= most:
                break
    else:
        for event in stream:
            events.append(strict(event, "event"))
            if most and len(events) >= most:
                break
    return events


async def items(pages):
    """All items of a list that the SDK pages through by itself."""
    if hasattr(pages, "__aiter__"):
        return [item async for item in pages]
    return list(pages)


async def refused(call, status, *words, code=None):
    """The call is answered with this status, and its message holds the words."""
    try:
        answer = await call
    except Refused as refusal:
        assert refusal.status == status, f"{refusal} instead of {status}"
        for word in words:
            assert word in refusal.message, f"'{word}' is not in: {refusal.message}"
        if code is not None:
            assert refusal.code == code, f"code {refusal.code} instead of {code}"
        return refusal
    raise AssertionError(f"it was not refused: {answer!r}"[:600])


def text_of(events):
    """The words that the events of a stream bring."""
    return "".join(
        event.delta.text for event in events if event.event_type == "step.delta" and event.delta.type == "text"
    )


def kinds_of(steps):
    return [step.type for step in steps]
