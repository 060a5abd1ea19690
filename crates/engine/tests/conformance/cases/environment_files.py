"""Files of a sandbox: listing, bytes, archives, uploads (contract sections 2.2 and 2.3)."""

import gzip
import io
import tarfile

from harness import case, refused

FILES = {"a.txt": "alpha", "sub/b.txt": "beta", "sub/deep/c.csv": "1,2\n"}


async def filled(api, files=None):
    sources = [
        {"type": "inline", "target": f"/workspace/{name}", "content": content}
        for name, content in (files or FILES).items()
    ]
    return (await api.environments.create(sources=sources)).id


async def download(api, environment, path):
    return bytes(await api.environments.files.download(environment_id=environment, path=path))


def listing(api, environment, path, **more):
    return api.environments.files.list(environment=environment, path=path, **more)


def tar_of(members):
    """A tar of (name, content) or of ready TarInfo objects."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                tar.addfile(member)
                continue
            name, content = member
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


@case("immediate children")
async def _(api):
    environment = await filled(api)
    found = await listing(api, environment, "workspace")
    assert [file.path for file in found.files] == ["workspace/a.txt", "workspace/sub"], found
    assert [file.type for file in found.files] == ["file", "directory"], found


@case("all descendants")
async def _(api):
    environment = await filled(api)
    found = await listing(api, environment, "workspace", recursive=True)
    assert len(found.files) == 5, found.files


@case("what is said of a file")
async def _(api):
    environment = await filled(api)
    file = (await listing(api, environment, "workspace/sub/deep/c.csv")).files[0]
    assert (file.name, file.path, file.size_bytes) == ("c.csv", "workspace/sub/deep/c.csv", 4), file
    assert file.mime_type.startswith("text/csv") and file.created and file.modified, file


@case("sizes are strings of digits on the wire")
async def _(api):
    environment = await filled(api)
    raw = await api.json("GET", f"environments/{environment}/files/workspace/a.txt")
    assert raw["files"][0]["size_bytes"] == "5", raw
    assert (await api.json("GET", f"environments/{environment}"))["file_count"] == "3"


@case("pages of a listing")
async def _(api):
    environment = await filled(api, {f"f{n}.txt": "x" for n in range(5)})
    seen, token = [], None
    while True:
        more = {"page_token": token} if token else {}
        page = await listing(api, environment, "workspace", page_size=2, **more)
        seen += [file.name for file in page.files]
        token = page.next_page_token
        if not token:
            break
    assert seen == [f"f{n}.txt" for n in range(5)], seen


@case("a missing path is a 404 that names it")
async def _(api):
    environment = await filled(api)
    await refused(listing(api, environment, "workspace/none"), 404, "workspace/none", code="not_found")
    await refused(download(api, environment, "workspace/none"), 404)


@case("a missing environment is a 404")
async def _(api):
    await refused(listing(api, "nonsense", ""), 404, "nonsense")


@case("the bytes of a file")
async def _(api):
    environment = await filled(api)
    assert await download(api, environment, "workspace/a.txt") == b"alpha"
    assert await download(api, environment, "/workspace/sub/b.txt") == b"beta"


@case("names with spaces and letters of other languages")
async def _(api):
    environment = await filled(api, {"my dir/Überblick 1.txt": "x"})
    assert await download(api, environment, "workspace/my dir/Überblick 1.txt") == b"x"


@case("names that must be encoded by hand")
async def _(api):
    environment = await filled(api, {"a#b?c%41.txt": "x"})
    path = f"environments/{environment}/files/workspace/a%23b%3Fc%2541.txt?alt=media"
    assert (await api.http("GET", path)).content == b"x"


@case("dots lead nowhere")
async def _(api):
    environment = await filled(api)
    for path in ("workspace%2F..%2F..%2F..%2Fetc%2Fpasswd", "%2E%2E%2F%2E%2E%2Fengine.db"):
        await refused(api.json("GET", f"environments/{environment}/files/{path}"), 404)
    inside = f"environments/{environment}/files/workspace%2Fsub%2F..%2Fa.txt?alt=media"
    assert (await api.http("GET", inside)).content == b"alpha"


@case("a part of a file")
async def _(api):
    environment = await filled(api)
    path = f"environments/{environment}/files/workspace/a.txt?alt=media"
    part = await api.http("GET", path, headers={"range": "bytes=1-2"})
    assert part.status_code == 206 and part.content == b"lp", part
    beyond = await api.http("GET", path, headers={"range": "bytes=99-"})
    assert beyond.status_code == 416, beyond


@case("a folder as a tar of its own files")
async def _(api):
    environment = await filled(api)
    packed = await download(api, environment, "workspace")
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        assert tar.getnames() == ["a.txt"], tar.getnames()
        assert tar.extractfile("a.txt").read() == b"alpha"


@case("a folder as a tar of all that is in it")
async def _(api):
    environment = await filled(api)
    path = f"environments/{environment}/files/workspace?alt=media&recursive=true"
    answer = await api.http("GET", path)
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as tar:
        files = [member.name for member in tar if member.isfile()]
        assert files == ["a.txt", "sub/b.txt", "sub/deep/c.csv"], files


@case("the root as a tar")
async def _(api):
    environment = await filled(api)
    everything = await api.http("GET", f"environments/{environment}/files/?alt=media&recursive=true")
    with tarfile.open(fileobj=io.BytesIO(everything.content)) as tar:
        assert "workspace/a.txt" in tar.getnames(), tar.getnames()
    flat = await api.http("GET", f"environments/{environment}/files/?alt=media")
    with tarfile.open(fileobj=io.BytesIO(flat.content)) as tar:
        assert tar.getnames() == [], tar.getnames()


@case("the whole of a sandbox by the older address")
async def _(api):
    environment = await filled(api)
    answer = await api.http("GET", f"files/environment-{environment}:download?alt=media")
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as tar:
        assert "workspace/sub/b.txt" in tar.getnames(), tar.getnames()


async def upload(api, environment, path, content, **more):
    return await api.environments.files.upload(
        environment_id=environment, path=path, file=io.BytesIO(content), **more
    )


@case("an upload by the SDK")
async def _(api):
    environment = await filled(api)
    await upload(api, environment, "workspace/new/x.bin", b"\0" * 100, mime_type="application/octet-stream")
    assert await download(api, environment, "workspace/new/x.bin") == b"\0" * 100


@case("an upload in chunks")
async def _(api):
    environment = await filled(api)
    content = bytes(range(256)) * (40 << 10)
    await upload(api, environment, "workspace/big.bin", content, mime_type="application/octet-stream")
    assert await download(api, environment, "workspace/big.bin") == content


@case("an upload replaces only when it may")
async def _(api):
    environment = await filled(api)
    await refused(upload(api, environment, "workspace/a.txt", b"new", mime_type="text/plain"), 409)
    await upload(api, environment, "workspace/a.txt", b"new", mime_type="text/plain", overwrite=True)
    assert await download(api, environment, "workspace/a.txt") == b"new"


@case("a refused upload says aborted")
async def _(api):
    environment = await filled(api)
    answer = await api.http(
        "PUT", f"/upload/v1beta/environments/{environment}/files/workspace/a.txt", content=b"x"
    )
    assert answer.status_code == 409 and answer.json()["error"]["code"] == "aborted", answer.text


@case("an upload in one request")
async def _(api):
    environment = await filled(api)
    path = f"/upload/v1beta/environments/{environment}/files/workspace/one.csv"
    answer = await api.http("PUT", path, content=b"1,2", headers={"content-type": "text/csv"})
    assert answer.status_code == 200, answer.text
    assert await download(api, environment, "workspace/one.csv") == b"1,2"


@case("an upload by the older protocol")
async def _(api):
    environment = await filled(api)
    path = f"/upload/v1beta/environments/{environment}/files/workspace/old.txt?uploadType=resumable"
    begun = await api.http("PUT", path, headers={"x-upload-content-length": "6"})
    place = begun.headers["location"].split("/", 3)[3]
    first = await api.http("PUT", f"/{place}", content=b"abc", headers={"content-range": "bytes 0-2/6"})
    assert first.status_code == 308 and first.headers["range"] == "bytes=0-2", first
    asked = await api.http("PUT", f"/{place}", headers={"content-range": "bytes */6"})
    assert asked.status_code == 308 and asked.headers["range"] == "bytes=0-2", asked
    last = await api.http("PUT", f"/{place}", content=b"def", headers={"content-range": "bytes 3-5/6"})
    assert last.status_code == 200, last.text
    assert await download(api, environment, "workspace/old.txt") == b"abcdef"


async def begin(api, environment, path, length, query=""):
    headers = {
        "x-goog-upload-protocol": "resumable",
        "x-goog-upload-command": "start",
        "x-goog-upload-header-content-length": str(length),
    }
    path = f"/upload/v1beta/environments/{environment}/files/{path}{query}"
    answer = await api.http("PUT", path, headers=headers)
    assert answer.status_code == 200, answer.text
    return "/" + answer.headers["x-goog-upload-url"].split("/", 3)[3]


async def send(api, place, content, command="upload, finalize", offset=0):
    headers = {"x-goog-upload-command": command, "x-goog-upload-offset": str(offset)}
    return await api.http("POST", place, content=content, headers=headers)


@case("fewer bytes than announced are refused")
async def _(api):
    environment = await filled(api)
    place = await begin(api, environment, "workspace/short.txt", 10)
    answer = await send(api, place, b"abc")
    assert answer.status_code == 400 and "10" in answer.text, answer.text
    await refused(listing(api, environment, "workspace/short.txt"), 404)


@case("more bytes than announced are refused")
async def _(api):
    environment = await filled(api)
    place = await begin(api, environment, "workspace/long.txt", 2)
    assert (await send(api, place, b"abc")).status_code == 400
    await refused(listing(api, environment, "workspace/long.txt"), 404)


@case("a chunk at the wrong place is refused, and the right one goes on")
async def _(api):
    environment = await filled(api)
    place = await begin(api, environment, "workspace/chunks.txt", 6)
    assert (await send(api, place, b"abc", "upload")).headers["x-goog-upload-status"] == "active"
    assert (await send(api, place, b"xyz", "upload", offset=1)).status_code == 400
    asked = await send(api, place, b"", "query")
    assert asked.headers["x-goog-upload-size-received"] == "3", asked.headers
    assert (await send(api, place, b"def", offset=3)).headers["x-goog-upload-status"] == "final"
    assert await download(api, environment, "workspace/chunks.txt") == b"abcdef"


@case("of two uploads to one place one wins")
async def _(api):
    environment = await filled(api)
    places = [await begin(api, environment, "workspace/race.txt", 1) for _ in range(2)]
    answers = [await send(api, place, content) for place, content in zip(places, (b"1", b"2"))]
    assert [answer.status_code for answer in answers] == [200, 409], answers
    assert await download(api, environment, "workspace/race.txt") == b"1"


@case("a cancelled upload is gone")
async def _(api):
    environment = await filled(api)
    place = await begin(api, environment, "workspace/cancelled.txt", 3)
    assert (await send(api, place, b"", "cancel")).headers["x-goog-upload-status"] == "cancelled"
    assert (await send(api, place, b"abc")).status_code == 404


@case("an upload that is too large is refused before it begins")
async def _(api):
    environment = await filled(api)
    headers = {
        "x-goog-upload-protocol": "resumable",
        "x-goog-upload-command": "start",
        "x-goog-upload-header-content-length": str(3 << 30),
    }
    path = f"/upload/v1beta/environments/{environment}/files/workspace/huge.bin"
    assert (await api.http("PUT", path, headers=headers)).status_code == 400


@case("an upload to nowhere")
async def _(api):
    environment = await filled(api)
    for path in ("etc/passwd", "workspace%2F..%2F..%2Fx", "workspace/" + "d/" * 3000 + "x"):
        answer = await api.http("PUT", f"/upload/v1beta/environments/{environment}/files/{path}", content=b"x")
        assert answer.status_code == 400, (path[:40], answer.text)
    await refused(upload(api, "nonsense", "workspace/x", b"x", mime_type="text/plain"), 404)


@case("the key must come with the upload")
async def _(api):
    environment = await filled(api)
    place = await begin(api, environment, "workspace/keyless.txt", 1)
    answer = await api.http("POST", place, content=b"x", headers={"x-goog-api-key": "wrong"})
    assert answer.status_code == 400, answer.text


@case("an archive is unpacked by the SDK")
async def _(api):
    environment = await filled(api)
    archive = tar_of([("one.txt", b"1"), ("deep/two.txt", b"2")])
    await upload(api, environment, "workspace/in/", archive, mime_type="application/x-tar", extract=True)
    assert await download(api, environment, "workspace/in/deep/two.txt") == b"2"


@case("an archive that is gzipped")
async def _(api):
    environment = await filled(api)
    archive = gzip.compress(tar_of([("one.txt", b"1")]))
    await upload(api, environment, "workspace", archive, mime_type="application/gzip", extract=True)
    assert await download(api, environment, "workspace/one.txt") == b"1"


def special(name, kind, link=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


HOSTILE = {
    "dots": [("../evil.txt", b"x")],
    "an absolute path": [("/tmp/evil.txt", b"x")],
    "a symbolic link": [special("link", tarfile.SYMTYPE, "/etc/passwd")],
    "a hard link": [special("link", tarfile.LNKTYPE, "/etc/passwd")],
    "a device": [special("device", tarfile.CHRTYPE)],
    "a pipe": [special("pipe", tarfile.FIFOTYPE)],
    "folders nested too deep": [("d/" * 3000 + "x", b"x")],
    "one name twice": [("x", b"1"), ("x", b"2")],
}


def register(name, members):
    @case(f"an archive with {name} is refused whole")
    async def _(api):
        environment = await filled(api)
        archive = tar_of([("good.txt", b"x"), *members])
        call = upload(api, environment, "workspace/in", archive, mime_type="application/x-tar", extract=True)
        await refused(call, 400, "archive")
        await refused(listing(api, environment, "workspace/in/good.txt"), 404)


for _name, _members in HOSTILE.items():
    register(_name, _members)


@case("a bomb is refused")
async def _(api):
    environment = await filled(api)
    archive = gzip.compress(tar_of([("zeros", bytes(100 << 20))]))
    call = upload(api, environment, "workspace/in", archive, mime_type="application/gzip", extract=True)
    await refused(call, 400, "archive")


@case("what is no archive is refused")
async def _(api):
    environment = await filled(api)
    call = upload(api, environment, "workspace/in", b"no tar", mime_type="application/x-tar", extract=True)
    await refused(call, 400, "archive")


@case("an archive replaces only when it may")
async def _(api):
    environment = await filled(api)
    archive = tar_of([("a.txt", b"new"), ("other.txt", b"x")])
    call = upload(api, environment, "workspace", archive, mime_type="application/x-tar", extract=True)
    await refused(call, 409)
    await refused(listing(api, environment, "workspace/other.txt"), 404)
    await upload(
        api, environment, "workspace", archive, mime_type="application/x-tar", extract=True, overwrite=True
    )
    assert await download(api, environment, "workspace/a.txt") == b"new"
