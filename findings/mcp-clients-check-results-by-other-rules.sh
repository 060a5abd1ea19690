#!/usr/bin/env bash
# MCP between Python and TypeScript, mcp 2.3.0 and @modelcontextprotocol/client and server 2.4.0 (with zod 4.6.7): the
# same valid result of a tool is taken by the client of one language and refused by that of the other.
#
# Documented (MCP specification of 2025-11-25): schemas without `$schema` are of JSON Schema 2020-12. There, `format` is
# a remark and no rule unless a vocabulary says so (Validation, 7.2.1), and a `pattern` is a regular expression of
# ECMA-262 read with its `u` flag (Core, 6.4).
# Seen: the client in TypeScript makes `format` a rule, so a `datetime` without a time zone of a Python server, whose
# schema says `date-time`, is refused. The client in Python reads a `pattern` as one of Python, so the letters `\p{L}`
# of a server in TypeScript make the whole schema invalid. Who writes a server has to keep to what both can read.
# Seen: "date-time of Python: Python taken, TypeScript refused / letters of TypeScript: TypeScript taken, Python
# refused".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check mcp==2.3.0
npm install --silent --no-save --no-audit --no-fund @modelcontextprotocol/client@2.4.0 @modelcontextprotocol/server@2.4.0 zod@4.6.7 >/dev/null

cat >server.py <<'PYTHON'
from datetime import datetime

from mcp.server import MCPServer

server = MCPServer("server")


@server.tool()
def result() -> list[datetime]:
    return [datetime(2026, 11, 30, 12, 0)]


server.run()
PYTHON
cat >server.mjs <<'JAVASCRIPT'
import { McpServer } from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import * as z from "zod";

const server = new McpServer({ name: "server", version: "1" });
const outputSchema = z.object({ name: z.string().regex(/^\p{L}+$/u) });
server.registerTool("result", { outputSchema }, async () => ({ content: [], structuredContent: { name: "Zoë" } }));
await server.connect(new StdioServerTransport());
JAVASCRIPT

cat >client.py <<'PYTHON'
import asyncio
import sys

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main():
    command, *args = sys.argv[1:]
    async with Client(stdio_client(StdioServerParameters(command=command, args=args))) as client:
        await client.list_tools()
        try:
            result = await client.call_tool("result", {})
            print("error" if result.is_error else "taken")
        except RuntimeError as error:
            print("refused" if "Invalid s" in str(error) else error)


asyncio.run(main())
PYTHON
cat >client.mjs <<'JAVASCRIPT'
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const [command, ...args] = process.argv.slice(2);
const client = new Client({ name: "client", version: "1" });
await client.connect(new StdioClientTransport({ command, args, stderr: "ignore" }));
await client.listTools();
try {
  const result = await client.callTool({ name: "result" });
  console.log(result.isError ? "error" : "taken");
} catch (error) {
  console.log(error.message.includes("does not match the tool's output schema") ? "refused" : error.message);
}
await client.close();
JAVASCRIPT

python="Python $(python/bin/python client.py python/bin/python server.py 2>errors), TypeScript $(node client.mjs python/bin/python server.py)"
typescript="TypeScript $(node client.mjs node server.mjs), Python $(python/bin/python client.py node server.mjs 2>errors)"
seen="date-time of Python: $python / letters of TypeScript: $typescript"
echo "$seen"
[ "$seen" = "date-time of Python: Python taken, TypeScript refused / letters of TypeScript: TypeScript taken, Python refused" ]
