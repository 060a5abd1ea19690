#!/usr/bin/env bash
# MCP in TypeScript, @modelcontextprotocol/server 2.4.0 with zod 4.6.7 and @modelcontextprotocol/client 2.4.0: a result
# of a tool that the server has checked against `outputSchema` is refused by the client of the same release.
#
# Documented (MCP specification of 2025-11-25, server/tools, "Output Schema"): servers must give structured results that
# conform to the schema that they declare, and clients should check them.
# Seen: the server checks with zod, which drops unknown fields and fills in defaults, but sends what it was given, not
# what zod made of it; the schema that it declares for clients forbids other fields and requires those with defaults. A
# tool has to return what `parse` gave. The schema also loses the `i` of a pattern, and has `multipleOf`, which zod
# counts in decimals and the client in binary fractions: there, the schema itself has to be another one.
# Seen: "another field: refused by the client / default left out: refused by the client / pattern with i: refused by the
# client / 0.07 in steps of 0.01: refused by the client / neither: taken / wrong type: refused by the server".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund @modelcontextprotocol/client@2.4.0 @modelcontextprotocol/server@2.4.0 zod@4.6.7 >/dev/null
cat >results.mjs <<'JAVASCRIPT'
import { Client, InMemoryTransport } from "@modelcontextprotocol/client";
import { McpServer } from "@modelcontextprotocol/server";
import * as z from "zod";

const tools = [
  ["another field", z.object({ name: z.string() }), { name: "a", id: 1 }],
  ["default left out", z.object({ name: z.string(), size: z.number().default(1) }), { name: "a" }],
  ["pattern with i", z.object({ name: z.string().regex(/^a$/i) }), { name: "A" }],
  ["0.07 in steps of 0.01", z.object({ price: z.number().multipleOf(0.01) }), { price: 0.07 }],
  ["neither", z.object({ name: z.string() }), { name: "a" }],
  ["wrong type", z.object({ name: z.string() }), { name: 1 }],
];
const server = new McpServer({ name: "server", version: "1" });
tools.forEach(([, outputSchema, structuredContent], index) =>
  server.registerTool(`tool${index}`, { outputSchema }, async () => ({ content: [], structuredContent })),
);
const client = new Client({ name: "client", version: "1" });
const [one, other] = InMemoryTransport.createLinkedPair();
await Promise.all([server.connect(one), client.connect(other)]);
await client.listTools();

const seen = [];
for (const [index, [name]] of tools.entries()) {
  const result = await client.callTool({ name: `tool${index}` }).catch((error) => {
    if (!error.message.includes("does not match the tool's output schema")) throw error;
    return "refused by the client";
  });
  seen.push(`${name}: ${typeof result === "string" ? result : result.isError ? "refused by the server" : "taken"}`);
}
console.log(seen.join(" / "));
await client.close();
JAVASCRIPT
seen=$(node results.mjs)
echo "$seen"
[ "$seen" = "another field: refused by the client / default left out: refused by the client / pattern with i: refused by the client / 0.07 in steps of 0.01: refused by the client / neither: taken / wrong type: refused by the server" ]
