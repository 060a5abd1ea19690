#!/usr/bin/env bash
# mcp 2.3.0 (Python): one tool that returns a `RootModel` of a list takes all tools of its server from clients that
# speak the protocol of 2025-11-25, such as @modelcontextprotocol/client 2.4.0 (TypeScript).
#
# Documented (MCP specification of 2025-11-25, schema of `Tool`): `outputSchema` has the type "object". In Python, lists
# are put into `{"result": …}` for that (docstring of `func_metadata`).
# Seen: a `RootModel` is used as it is, so its schema has the type "array". The server registers the tool, and shows it
# to the client of its own package; for one that has agreed on 2025-11-25, `tools/list` fails as a whole, so that the
# other tools are gone as well. Tests in Python do not see it.
# Seen: "Python: names, other / TypeScript: Handler returned an invalid result / TypeScript, with a plain list: names,
# other".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check mcp==2.3.0 pydantic==2.14.4
npm install --silent --no-save --no-audit --no-fund @modelcontextprotocol/client@2.4.0 >/dev/null

cat >server.py <<'PYTHON'
import sys

from mcp.server import MCPServer
from pydantic import RootModel

server = MCPServer("server")


class Names(RootModel[list[str]]):
    pass


if sys.argv[1] == "plain":

    @server.tool()
    def names() -> list[str]:
        return ["a"]

else:

    @server.tool()
    def names() -> Names:
        return Names(["a"])


@server.tool()
def other() -> str:
    return "b"


server.run()
PYTHON
cat >client.py <<'PYTHON'
import asyncio
import sys

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main():
    server = StdioServerParameters(command=sys.executable, args=["server.py", "model"])
    async with Client(stdio_client(server)) as client:
        print(", ".join(tool.name for tool in (await client.list_tools()).tools))


asyncio.run(main())
PYTHON
cat >client.mjs <<'JAVASCRIPT'
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const client = new Client({ name: "client", version: "1" });
const server = { command: "python/bin/python", args: ["server.py", process.argv[2]], stderr: "ignore" };
await client.connect(new StdioClientTransport(server));
try {
  console.log((await client.listTools()).tools.map((tool) => tool.name).join(", "));
} catch (error) {
  console.log(error.message);
}
await client.close();
JAVASCRIPT
seen="Python: $(python/bin/python client.py) / TypeScript: $(node client.mjs model) / TypeScript, with a plain list: $(node client.mjs plain)"
echo "$seen"
[ "$seen" = "Python: names, other / TypeScript: Handler returned an invalid result / TypeScript, with a plain list: names, other" ]
