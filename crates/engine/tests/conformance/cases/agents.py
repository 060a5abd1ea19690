"""Custom agents (contract section 10)."""

import itertools

from harness import AGENT, MODEL, case, refused

_numbers = itertools.count()


def name():
    return f"writer-{next(_numbers)}"


async def text(api, environment, path):
    return bytes(await api.environments.files.download(environment_id=environment, path=path)).decode()


@case("made, read, listed and deleted")
async def _(api):
    made = await api.agents.create(
        id=name(), base_agent=AGENT, description="Writes.", system_instruction="Be short."
    )
    read = await api.agents.get(made.id)
    assert (read.description, read.system_instruction) == ("Writes.", "Be short."), read
    assert made.id in [agent.id for agent in (await api.agents.list(page_size=1000)).agents]
    await api.agents.delete(made.id)
    await refused(api.agents.get(made.id), 404)
    await refused(api.agents.delete(made.id), 404)


@case("the built-in ones are listed and read", starter=True)
async def _(api):
    built_in = [agent.id for agent in (await api.agents.list()).agents]
    assert built_in and (await api.agents.get(built_in[0])).id == built_in[0]


@case("pages")
async def _(api):
    made = {(await api.agents.create(id=name(), base_agent=AGENT)).id for _ in range(3)}
    seen, token = [], None
    while True:
        page = await api.agents.list(page_size=2, **({"page_token": token} if token else {}))
        seen += [agent.id for agent in page.agents]
        token = page.next_page_token
        if not token:
            break
    assert made <= set(seen) and len(seen) == len(set(seen)), seen


@case("an id is given once")
async def _(api):
    made = await api.agents.create(id=name(), base_agent=AGENT)
    await refused(api.agents.create(id=made.id, base_agent=AGENT), 409, code="already_exists")


REFUSED = {
    "no id": ({"base_agent": AGENT}, ["id"]),
    "a reserved id": ({"id": "gemini-mine", "base_agent": AGENT}, ["reserved"]),
    "an id in upper case": ({"id": "Writer", "base_agent": AGENT}, ["id"]),
    "no base": ({"id": "w"}, ["base_agent"]),
    "an unknown base": ({"id": "w", "base_agent": "nonsense"}, ["nonsense"]),
    "an unknown field": ({"id": "w", "base_agent": AGENT, "mood": "good"}, ["mood"]),
    "a tool that agents do not have": (
        {"id": "w", "base_agent": AGENT, "tools": [{"type": "computer_use"}]},
        ["computer_use"],
    ),
    "a tool of no kind": ({"id": "w", "base_agent": AGENT, "tools": [{"type": "telepathy"}]}, ["telepathy"]),
    "the configuration of another kind": (
        {"id": "w", "base_agent": AGENT, "agent_config": {"type": "deep-research"}},
        ["agent_config"],
    ),
    "a base environment with a bucket": (
        {
            "id": "w",
            "base_agent": AGENT,
            "base_environment": {"type": "remote", "sources": [{"type": "gcs", "source": "b", "target": "/workspace/b"}]},
        },
        ["gcs"],
    ),
    "a base environment with an odd field": (
        {"id": "w", "base_agent": AGENT, "base_environment": {"env_id": "e"}},
        ["base_environment.env_id"],
    ),
    "a base environment with a variable of the loader": (
        {"id": "w", "base_agent": AGENT, "base_environment": {"type": "remote", "env": {"LD_PRELOAD": "x"}}},
        ["LD_PRELOAD"],
    ),
}


def register(label, body, words):
    @case(f"{label} is refused")
    async def _(api):
        await refused(api.json("POST", "agents", body), 400, *words)


for _label, (_body, _words) in REFUSED.items():
    register(_label, _body, _words)


@case("a model inside that is not here")
async def _(api):
    config = {"type": "antigravity", "model": "nonsense"}
    body = {"id": name(), "base_agent": AGENT, "agent_config": config}
    await refused(api.json("POST", "agents", body), 404, "nonsense")


@case("an unknown base environment")
async def _(api):
    body = {"id": name(), "base_agent": AGENT, "base_environment": "nonsense"}
    await refused(api.json("POST", "agents", body), 404, "nonsense")


@case("work by a custom agent")
async def _(api):
    made = await api.agents.create(id=name(), base_agent=AGENT)
    done = await api.interactions.create(agent=made.id, input="job", environment="remote")
    assert done.status == "completed" and done.agent == made.id, done


@case("its base environment is forked for each call")
async def _(api):
    source = {"type": "inline", "target": "/workspace/in.csv", "content": "a\nb\n"}
    base = await api.environments.create(sources=[source])
    made = await api.agents.create(id=name(), base_agent=AGENT, base_environment=base.id)
    first = await api.interactions.create(agent=made.id, input="job", environment="remote")
    second = await api.interactions.create(agent=made.id, input="job", environment="remote")
    assert len({base.id, first.environment_id, second.environment_id}) == 3
    assert await text(api, second.environment_id, "workspace/in.csv") == "a\nb\n"
    left = await api.environments.files.list(environment=base.id, path="workspace")
    assert [file.name for file in left.files] == ["in.csv"], left


@case("sources, variables and instructions that it brings along")
async def _(api):
    base = {
        "type": "remote",
        "env": {"GREETING": "from the agent"},
        "sources": [{"type": "inline", "target": "/workspace/own.txt", "content": "own"}],
    }
    made = await api.agents.create(id=name(), base_agent=AGENT, base_environment=base)
    done = await api.interactions.create(agent=made.id, input="print the variable", environment="remote")
    assert [s.result.strip() for s in done.steps if s.type == "code_execution_result"] == ["from the agent"]
    assert await text(api, done.environment_id, "workspace/own.txt") == "own"


@case("a call's own variables stand above the agent's")
async def _(api):
    base = {"type": "remote", "env": {"GREETING": "from the agent"}}
    made = await api.agents.create(id=name(), base_agent=AGENT, base_environment=base)
    own = {"type": "remote", "env": {"GREETING": "from the call"}}
    done = await api.interactions.create(agent=made.id, input="print the variable", environment=own)
    assert [s.result.strip() for s in done.steps if s.type == "code_execution_result"] == ["from the call"]


@case("its tools belong to its calls")
async def _(api):
    made = await api.agents.create(id=name(), base_agent=AGENT, tools=[{"type": "code_execution"}])
    done = await api.interactions.create(agent=made.id, input="job", environment="remote")
    assert [tool.type for tool in done.tools] == ["code_execution"], done.tools


@case("its token cap holds")
async def _(api):
    config = {"type": "antigravity", "max_total_tokens": 1, "model": MODEL}
    made = await api.agents.create(id=name(), base_agent=AGENT, agent_config=config)
    done = await api.interactions.create(agent=made.id, input="job", environment="remote")
    assert done.status == "incomplete", done


@case("its configuration cannot be changed per call")
async def _(api):
    made = await api.agents.create(id=name(), base_agent=AGENT)
    call = api.interactions.create(
        agent=made.id, input="job", environment="remote", agent_config={"type": "antigravity"}
    )
    await refused(call, 400, "agent_config")


@case("deleting it keeps what it made")
async def _(api):
    made = await api.agents.create(id=name(), base_agent=AGENT)
    done = await api.interactions.create(agent=made.id, input="job", environment="remote")
    await api.agents.delete(made.id)
    assert (await api.interactions.get(done.id)).status == "completed"
    assert (await api.environments.get(done.environment_id)).status == "active"
