#!/usr/bin/env bash
# Agent Client Protocol, agents by agent-client-protocol 0.12.1 (Python) and by @agentclientprotocol/sdk 2.4.0
# (JavaScript), seen by a client of the latter: an agent in Python cannot take back the title of a session.
#
# Documented (`SessionInfoUpdate` in schema/v1/schema.json of the JavaScript package, and in acp/schema.py of the Python
# one): of `title` and `updatedAt`, "Set to null to clear". All fields are optional, for updates of a part.
# Seen: `session_update` of the Python side leaves out each field that is None before it sends, so what should clear the
# title arrives as an update of nothing, without an error. A client goes on showing the old title. An agent in Python
# can only give the session another title, or write that one notification by itself.
# Seen: "Python: {"title":"Trip","updatedAt":"2026-11-30T12:00:00Z"} {} / JavaScript: {"title":"Trip",
# "updatedAt":"2026-11-30T12:00:00Z"} {"title":null,"updatedAt":null}".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check agent-client-protocol==0.12.1
npm install --silent --no-save --no-audit --no-fund @agentclientprotocol/sdk@2.4.0 zod@4.6.7 >/dev/null

cat >agent.py <<'PYTHON'
import asyncio

from acp import Agent, InitializeResponse, NewSessionResponse, PromptResponse, run_agent
from acp.schema import SessionInfoUpdate


class Titles(Agent):
    def on_connect(self, conn):
        self.client = conn

    async def initialize(self, protocol_version, **kwargs):
        return InitializeResponse(protocol_version=protocol_version)

    async def new_session(self, **kwargs):
        return NewSessionResponse(session_id="session")

    async def prompt(self, session_id, **kwargs):
        for title, at in [("Trip", "2026-11-30T12:00:00Z"), (None, None)]:
            update = SessionInfoUpdate(session_update="session_info_update", title=title, updated_at=at)
            await self.client.session_update(session_id=session_id, update=update)
        return PromptResponse(stop_reason="end_turn")


asyncio.run(run_agent(Titles()))
PYTHON
cat >agent.mjs <<'JAVASCRIPT'
import { agent, methods, ndJsonStream } from "@agentclientprotocol/sdk";
import { Readable, Writable } from "node:stream";

const infos = [
  { title: "Trip", updatedAt: "2026-11-30T12:00:00Z" },
  { title: null, updatedAt: null },
];
agent({ name: "titles" })
  .onRequest(methods.agent.initialize, ({ params }) => ({ protocolVersion: params.protocolVersion }))
  .onRequest(methods.agent.session.new, () => ({ sessionId: "session" }))
  .onRequest(methods.agent.session.prompt, async ({ params: { sessionId }, client }) => {
    for (const info of infos) {
      const update = { sessionUpdate: "session_info_update", ...info };
      await client.notify(methods.client.session.update, { sessionId, update });
    }
    return { stopReason: "end_turn" };
  })
  .connect(ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)));
JAVASCRIPT
cat >client.mjs <<'JAVASCRIPT'
import { client, methods, ndJsonStream, PROTOCOL_VERSION } from "@agentclientprotocol/sdk";
import { spawn } from "node:child_process";
import { Readable, Writable } from "node:stream";

const [command, ...args] = process.argv.slice(2);
const started = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
const stream = ndJsonStream(Writable.toWeb(started.stdin), Readable.toWeb(started.stdout));
const infos = [];
const shows = client({ name: "shows" }).onNotification(methods.client.session.update, ({ params }) => {
  const { sessionUpdate, ...info } = params.update;
  infos.push(JSON.stringify(info));
});
await shows.connectWith(stream, async (agent) => {
  await agent.request(methods.agent.initialize, { protocolVersion: PROTOCOL_VERSION });
  const { sessionId } = await agent.request(methods.agent.session.new, { cwd: process.cwd(), mcpServers: [] });
  await agent.request(methods.agent.session.prompt, { sessionId, prompt: [{ type: "text", text: "Hello" }] });
});
started.kill();
console.log(infos.join(" "));
JAVASCRIPT

seen="Python: $(node client.mjs python/bin/python agent.py) / JavaScript: $(node client.mjs node agent.mjs)"
echo "$seen"
at='"2026-11-30T12:00:00Z"'
[ "$seen" = "Python: {\"title\":\"Trip\",\"updatedAt\":$at} {} / JavaScript: {\"title\":\"Trip\",\"updatedAt\":$at} {\"title\":null,\"updatedAt\":null}" ]
