#!/usr/bin/env bash
# mcp 2.3.0 (Python): a tool that returns an address of pydantic (`AnyUrl`, `HttpUrl`) has an empty object as its
# structured result, without an error on either side.
#
# Documented (docstring of `func_metadata` in mcp/server/mcpserver/utilities/func_metadata.py): single values such as a
# `str` and lists are put into `{"result": …}`; classes with fields become objects.
# Seen: the address counts as a class, one without fields, and its schema has no properties either, so that `{}`
# conforms. Only the text beside it has the address. In a list the address is there. Who reads structured results first,
# as is their purpose, gets nothing; a tool should return the address as a `str`.
# Seen: "str: {'result': 'https://example.com/'}, HttpUrl: {}, text beside it: "https://example.com/", list of HttpUrl:
# {'result': ['https://example.com/']}".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check mcp==2.3.0 pydantic==2.14.4
cat >addresses.py <<'PYTHON'
import asyncio

from mcp import Client
from mcp.server import MCPServer
from pydantic import HttpUrl

address = "https://example.com/"
server = MCPServer("server")


@server.tool()
def as_text() -> str:
    return address


@server.tool()
def as_address() -> HttpUrl:
    return HttpUrl(address)


@server.tool()
def as_addresses() -> list[HttpUrl]:
    return [HttpUrl(address)]


async def main():
    async with Client(server) as client:
        text, one, many = [await client.call_tool(name, {}) for name in ("as_text", "as_address", "as_addresses")]
    assert not (text.is_error or one.is_error or many.is_error)
    print(f"str: {text.structured_content}, HttpUrl: {one.structured_content}, ", end="")
    print(f"text beside it: {one.content[0].text}, list of HttpUrl: {many.structured_content}")


asyncio.run(main())
PYTHON
seen=$(python/bin/python addresses.py)
echo "$seen"
[ "$seen" = "str: {'result': 'https://example.com/'}, HttpUrl: {}, text beside it: \"https://example.com/\", list of HttpUrl: {'result': ['https://example.com/']}" ]
