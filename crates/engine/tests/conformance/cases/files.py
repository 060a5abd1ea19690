"""The Files API (contract section 2.4)."""

import base64
import hashlib
import io
import itertools

from harness import MODEL, case, items, refused

_numbers = itertools.count()


async def upload(api, content=b"hello", **config):
    config = {"mime_type": "text/plain", "display_name": "notes.txt", **config}
    return await api.files.upload(file=io.BytesIO(content), config=config)


@case("an upload says all of the file")
async def _(api):
    made = await upload(api)
    assert made.name.startswith("files/") and made.display_name == "notes.txt", made
    assert (made.mime_type, made.size_bytes, made.state.name) == ("text/plain", 5, "ACTIVE"), made
    kept = made.expiration_time - made.create_time
    assert kept.total_seconds() == 48 * 3600, kept
    assert base64.b64decode(made.sha256_hash).decode() == hashlib.sha256(b"hello").hexdigest(), made
    assert made.uri.endswith(made.name), made


@case("read, listed and deleted")
async def _(api):
    made = await upload(api)
    assert (await api.files.get(name=made.name)).uri == made.uri
    assert made.name in [file.name for file in await items(await api.files.list())]
    await api.files.delete(name=made.name)
    await refused(api.files.get(name=made.name), 404)
    await refused(api.files.delete(name=made.name), 404)


@case("pages")
async def _(api):
    made = {(await upload(api)).name for _ in range(3)}
    pages = await api.files.list(config={"page_size": 2})
    assert len(pages) == 2, pages
    seen = [file.name for file in await items(pages)]
    assert made <= set(seen) and len(seen) == len(set(seen)), seen


@case("an upload in chunks")
async def _(api):
    content = bytes(range(256)) * (40 << 10)
    made = await upload(api, content)
    answer = await api.http("GET", f"{made.name}:download?alt=media")
    assert answer.content == content and made.size_bytes == len(content)


@case("a name of one's own is given once")
async def _(api):
    name = f"mine-{next(_numbers)}"
    assert (await upload(api, name=name)).name == f"files/{name}"
    answer = await start(api, {"file": {"name": f"files/{name}", "size_bytes": 1}})
    done = await finish(api, answer, b"x")
    assert done.status_code == 409, done.text


async def start(api, body, **headers):
    headers = {"x-goog-upload-protocol": "resumable", "x-goog-upload-command": "start", **headers}
    return await api.http("POST", "/upload/v1beta/files", body, headers=headers)


async def finish(api, begun, content):
    place = "/" + begun.headers["x-goog-upload-url"].split("/", 3)[3]
    headers = {"x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0"}
    return await api.http("POST", place, content=content, headers=headers)


@case("a start as JavaScript writes it")
async def _(api):
    body = {"file": {"mimeType": "text/csv", "displayName": "a.csv", "sizeBytes": "3"}}
    done = (await finish(api, await start(api, body), b"1,2")).json()["file"]
    assert (done["mimeType"], done["displayName"], done["sizeBytes"]) == ("text/csv", "a.csv", "3"), done


@case("the size that was announced counts")
async def _(api):
    for content in (b"ab", b"abcd"):
        begun = await start(api, {"file": {"size_bytes": 3}})
        assert (await finish(api, begun, content)).status_code == 400


@case("an odd start is refused")
async def _(api):
    for body in ({"file": {"nonsense": 1}}, {"nonsense": 1}, {"file": {"size_bytes": "x"}}):
        answer = await start(api, body)
        assert answer.status_code == 400, answer.text
    assert (await start(api, {"file": {"size_bytes": 3 << 30}})).status_code == 400


@case("a delete with an empty object, as JavaScript sends it")
async def _(api):
    made = await upload(api)
    answer = await api.http("DELETE", made.name, {})
    assert answer.status_code == 200 and answer.json() == {}, answer.text


@case("an unknown file")
async def _(api):
    await refused(api.files.get(name="files/nonsense"), 404)
    answer = await api.http("GET", "files/nonsense:download?alt=media")
    assert answer.status_code == 404, answer.text


@case("a question about an uploaded file")
async def _(api):
    made = await upload(api, b"Basalt is a rock.")
    document = {"type": "document", "uri": made.uri, "mime_type": "text/plain"}
    parts = [{"type": "text", "text": "What is basalt?"}, document]
    answer = await api.interactions.create(model=MODEL, input=parts)
    assert answer.status == "completed", answer
    whole = await api.interactions.get(answer.id)
    assert whole.steps[0].content[1].uri == made.uri and not whole.steps[0].content[1].data, whole


@case("the words of an uploaded file reach the model")
async def _(api):
    made = await upload(api, b"Please answer: slow")
    document = {"type": "document", "uri": made.uri, "mime_type": "text/plain"}
    answer = await api.interactions.create(model=MODEL, input=[document])
    assert answer.output_text == "Slowly done.", answer


@case("a question about a file that is not there")
async def _(api):
    uri = f"{api.base_url}/v1beta/files/nonsense"
    document = {"type": "document", "uri": uri, "mime_type": "text/plain"}
    await refused(api.interactions.create(model=MODEL, input=[document]), 400, "file")
