"""Sandboxes: making, sources, variables, forking, self-hosted ones (contract section 9)."""

from harness import AGENT, Refused, case, kinds_of, refused
from repository import served


async def text(api, environment, path):
    return bytes(await api.environments.files.download(environment_id=environment, path=path)).decode()


def inline(target, content, **more):
    return {"type": "inline", "target": target, "content": content, **more}


@case("an empty one is made, read, listed and deleted", starter=True)
async def _(api):
    made = await api.environments.create()
    assert made.status == "active" and made.created and made.last_accessed, made
    assert made.file_count == 0 and made.size_bytes == 0, made
    assert (await api.environments.get(made.id)).id == made.id
    assert made.id in [one.id for one in (await api.environments.list()).environments]
    await api.environments.delete(made.id)
    await refused(api.environments.get(made.id), 404, code="not_found")
    await refused(api.environments.delete(made.id), 404)


@case("the root of an empty one", starter=True)
async def _(api):
    made = await api.environments.create()
    root = await api.environments.files.list(environment=made.id, path="")
    assert [file.path for file in root.files] == ["workspace"], root
    await api.environments.delete(made.id)


@case("inline sources, as text and as base64")
async def _(api):
    sources = [
        inline("/workspace/a.txt", "a"),
        inline("b.txt", "Yg==", encoding="base64"),
        inline("deep/er/c.txt", "c"),
    ]
    made = await api.environments.create(sources=sources)
    assert made.file_count == 3 and made.size_bytes == 3, made
    assert await text(api, made.id, "workspace/a.txt") == "a"
    assert await text(api, made.id, "workspace/b.txt") == "b"
    assert await text(api, made.id, "workspace/deep/er/c.txt") == "c"
    assert all(source.content is None for source in made.sources), made.sources


@case("sources that are too large")
async def _(api):
    big = [inline("a", "x" * (1 << 20)), inline("b", "x" * (1 << 20)), inline("c", "x")]
    await refused(api.environments.create(sources=big), 400, "2 MB")
    await refused(api.environments.create(sources=[inline("a", "x" * ((1 << 20) + 1))]), 400, "1 MB")


@case("a bucket and a skill of the registry are refused by name")
async def _(api):
    for kind in ("gcs", "skill_registry"):
        source = {"type": kind, "source": "s", "target": "/workspace/s"}
        await refused(api.environments.create(sources=[source]), 400, kind)


def repository(url, target="/workspace/repo"):
    return {"type": "repository", "source": url, "target": target}


@case("a repository")
async def _(api):
    with served({"README.md": "hello", "src/main.py": "print(1)"}) as url:
        made = await api.environments.create(sources=[repository(url)])
        assert await text(api, made.id, "workspace/repo/README.md") == "hello"
        assert await text(api, made.id, "workspace/repo/src/main.py") == "print(1)"
        # A link is only the text of where it leads.
        assert await text(api, made.id, "workspace/repo/link") == "/etc/passwd"


@case("a repository that is not there leaves nothing")
async def _(api):
    before = {one.id for one in (await api.environments.list(page_size=1000)).environments or []}
    with served({"a": "a"}) as url:
        create = api.environments.create(sources=[repository(url.replace("bare", "none"))])
        await refused(create, 400, "git", code="failed_precondition")
    after = {one.id for one in (await api.environments.list(page_size=1000)).environments or []}
    assert before == after


@case("a repository that must not be asked for")
async def _(api):
    for url in ("file:///etc", "ssh://git@example.com/a", "http://example.com/a", "https://10.0.0.1/a", "--upload-pack=x"):
        await refused(api.environments.create(sources=[repository(url)]), 400, "repository")


@case("a repository where something is already")
async def _(api):
    with served({"a": "a"}) as url:
        sources = [inline("repo/x", "x"), repository(url)]
        await refused(api.environments.create(sources=sources), 400, "target")


@case("3,000 folders, one in another, are a 400")
async def _(api):
    source = inline("/workspace/" + "d/" * 3000 + "x", "x")
    await refused(api.environments.create(sources=[source]), 400, "folders")


@case("a path that leads out is a 400")
async def _(api):
    for target in ("/workspace/../../x", "../x", "/etc/passwd", "/"):
        await refused(api.environments.create(sources=[inline(target, "x")]), 400)


@case("a fork has the files and is apart")
async def _(api):
    first = await api.environments.create(sources=[inline("a.txt", "first")])
    for name in (first.id, f"environments/{first.id}"):
        fork = await api.environments.create(from_environment=name)
        assert fork.id != first.id and await text(api, fork.id, "workspace/a.txt") == "first"
    await api.environments.delete(first.id)
    assert await text(api, fork.id, "workspace/a.txt") == "first"


@case("a fork takes no sources and no variables")
async def _(api):
    first = await api.environments.create()
    fork = {"from_environment": first.id}
    await refused(api.environments.create(**fork, sources=[inline("a", "a")]), 400, "sources")
    await refused(api.environments.create(**fork, extra_body={"env": {"A": "b"}}), 400, "env")
    await refused(api.environments.create(from_environment="nonsense"), 404)


@case("what the server fills in is nobody's to send")
async def _(api):
    for name in ("id", "status", "file_count", "environment_key"):
        await refused(api.json("POST", "environments", {name: "x"}), 400, name)


@case("pages")
async def _(api):
    made = {(await api.environments.create()).id for _ in range(3)}
    seen, token = [], None
    while True:
        page = await api.environments.list(page_size=2, **({"page_token": token} if token else {}))
        assert len(page.environments) <= 2
        seen += [one.id for one in page.environments]
        token = page.next_page_token
        if not token or made <= set(seen):
            break
    assert made <= set(seen) and len(seen) == len(set(seen)), seen
    await refused(api.environments.list(page_token="nonsense"), 400, "page_token")


@case("page sizes in the other casing")
async def _(api):
    for _ in range(2):
        await api.environments.create()
    assert len((await api.json("GET", "environments?pageSize=1"))["environments"]) == 1
    await refused(api.json("GET", "environments?pageSize=x"), 400, "page_size")


@case("no network is the default, and can be said in both ways")
async def _(api):
    assert (await api.environments.create()).network == "disabled"
    for network in ("disabled", {"allowlist": "disabled"}):
        body = {"network": network}
        assert (await api.json("POST", "environments", body))["status"] == "active"


@case("a self-hosted one shows its key once")
async def _(api):
    made = await api.environments.create(
        mode="self_hosted", custom_config={"poolName": "lab"}, system_instruction="Use the lab."
    )
    assert made.environment_key and made.mode == "self_hosted", made
    assert made.custom_config == {"poolName": "lab"}, made
    read = await api.environments.get(made.id)
    assert read.environment_key is None and read.custom_config == {"poolName": "lab"}, read
    listed = await api.environments.list(mode="self_hosted", page_size=1000)
    assert all(one.mode == "self_hosted" and one.environment_key is None for one in listed.environments)
    assert made.id in [one.id for one in listed.environments]
    others = await api.environments.list(mode="on_demand", page_size=1000)
    assert made.id not in [one.id for one in others.environments or []]
    await api.environments.delete(made.id)
    await refused(api.environments.get(made.id), 404)


@case("the mode in upper case")
async def _(api):
    made = await api.environments.create(mode="SELF_HOSTED")
    assert made.environment_key
    listed = await api.json("GET", "environments?mode=SELF_HOSTED&page_size=1000")
    assert made.id in [one["id"] for one in listed["environments"]]


@case("on demand is what all others are")
async def _(api):
    made = await api.environments.create(mode="on_demand")
    assert made.environment_key is None and made.file_count == 0, made


@case("a mode that is none is refused")
async def _(api):
    await refused(api.environments.create(mode="cloud"), 400, "mode")
    await refused(api.environments.list(mode="cloud"), 400, "mode")


@case("what is for self-hosted ones only")
async def _(api):
    await refused(api.environments.create(custom_config={"a": 1}), 400, "custom_config")
    await refused(api.environments.create(system_instruction="Hi."), 400, "system_instruction")


@case("what a self-hosted one does not take")
async def _(api):
    hosted = {"mode": "self_hosted"}
    await refused(api.environments.create(**hosted, sources=[inline("a", "a")]), 400, "sources")
    await refused(api.environments.create(**hosted, network="disabled"), 400, "network")


@case("work in a self-hosted one says that no worker is there")
async def _(api):
    made = await api.environments.create(mode="self_hosted")
    job = api.interactions.create(agent=AGENT, input="job", environment=made.id, background=True)
    await refused(job, 400, "worker", code="failed_precondition")
    listing = api.environments.files.list(environment=made.id, path="")
    await refused(listing, 400, "worker")
    await refused(api.environments.create(from_environment=made.id), 400, "worker")


@case("leases of workers are not served")
async def _(api):
    await refused(api.json("POST", "environments:leaseInteractions", {}), 501)


@case("a job in a new one, and another in the same", starter=False)
async def _(api):
    job = await api.job(environment={"type": "remote", "sources": [inline("in.csv", "a,1\nb,2\n")]})
    assert job.environment_id, job
    result = [step for step in job.steps if step.type == "code_execution_result"][0]
    assert result.result.strip() == "2" and not result.is_error, result
    follow = await api.job(environment=job.environment_id, previous_interaction_id=job.id)
    assert follow.environment_id == job.environment_id
    listed = await api.environments.files.list(
        environment=job.environment_id, path="workspace", recursive=True
    )
    names = sorted(file.name for file in listed.files)
    assert names == ["comparison.csv", "in.csv", "report.md"], names


@case("a job by id in an object, with more sources")
async def _(api):
    made = await api.environments.create()
    config = {"type": "remote", "environment_id": made.id, "sources": [inline("in.csv", "a\n")]}
    job = await api.job(environment=config)
    assert job.environment_id == made.id
    assert await text(api, made.id, "workspace/in.csv") == "a\n"


def printed(job):
    return [step.result.strip() for step in job.steps if step.type == "code_execution_result"]


@case("variables reach the programs, as text and as value")
async def _(api):
    for value in ("hello", {"value": "hello"}):
        environment = {"type": "remote", "env": {"GREETING": value}}
        job = await api.job("print the variable", environment)
        assert printed(job) == ["hello"], job.steps


@case("variables stay with their environment and are not echoed")
async def _(api):
    first = await api.job("print the variable", {"type": "remote", "env": {"GREETING": "hello"}})
    assert "hello" not in str(first.environment), first.environment
    second = await api.job("print the variable", first.environment_id)
    assert printed(second) == ["hello"], second.steps
    fork = await api.environments.create(from_environment=first.environment_id)
    assert printed(await api.job("print the variable", fork.id)) == ["hello"]


@case("variables of an environment that was made with them")
async def _(api):
    made = await api.environments.create(extra_body={"env": {"GREETING": "hello"}})
    assert printed(await api.job("print the variable", made.id)) == ["hello"]


@case("a job without variables has none of another")
async def _(api):
    assert printed(await api.job("print the variable")) == ["nothing"]


@case("folders that a program nested 3,000 deep harm nothing")
async def _(api):
    job = await api.job("nest")
    listed = await api.environments.files.list(
        environment=job.environment_id, path="workspace", recursive=True
    )
    assert 3 <= len(listed.files) < 3000, len(listed.files)
    await api.environments.delete(job.environment_id)
    await refused(api.environments.get(job.environment_id), 404)


@case("skills and instructions lie beside the workspace")
async def _(api):
    sources = [
        inline("/.agents/AGENTS.md", "Be kind."),
        inline(".agents/skills/table/SKILL.md", "---\nname: table\ndescription: Tables.\n---\nUse csv."),
    ]
    job = await api.job("read the skill", {"type": "remote", "sources": sources})
    listed = await api.environments.files.list(
        environment=job.environment_id, path=".agents", recursive=True
    )
    assert ".agents/skills/table/SKILL.md" in [file.path for file in listed.files], listed


@case("a cap of tokens ends a job as incomplete")
async def _(api):
    run = await api.interactions.create(
        agent=AGENT,
        input="job",
        environment="remote",
        background=True,
        agent_config={"type": "antigravity", "max_total_tokens": 1},
    )
    assert (await api.settled(run)).status == "incomplete"


@case("a deleted one is gone for jobs, too")
async def _(api):
    made = await api.environments.create()
    await api.environments.delete(made.id)
    job = api.interactions.create(agent=AGENT, input="job", environment=made.id, background=True)
    await refused(job, 404, made.id)


@case("steps of a job")
async def _(api):
    job = await api.job()
    kinds = kinds_of(job.steps)
    assert kinds[0] == "user_input" and "code_execution_call" in kinds, kinds
    for step in job.steps:
        if step.type == "function_call":
            results = [other for other in job.steps if getattr(other, "call_id", None) == step.id]
            assert len(results) == 1, "the agent's own calls have their results"


@case("many jobs at once: some wait, all are done")
async def _(api):
    runs = [
        await api.interactions.create(agent=AGENT, input="job", environment="remote", background=True)
        for _ in range(12)
    ]
    assert {run.status for run in runs} <= {"queued", "in_progress"}, runs
    for run in runs:
        assert (await api.settled(run)).status == "completed"


@case("a job that waits can be cancelled")
async def _(api):
    runs = []
    try:
        while len(runs) < 64:
            run = await api.interactions.create(
                agent=AGENT, input="endless", environment="remote", background=True
            )
            runs.append(run)
            if run.status == "queued":
                break
        assert runs[-1].status == "queued", f"none of {len(runs)} jobs had to wait"
        assert (await api.interactions.get(runs[-1].id)).status == "queued"
        assert (await api.interactions.cancel(runs[-1].id)).status == "cancelled"
    finally:
        for run in runs:
            try:
                await api.interactions.cancel(run.id)
            except Refused:
                pass
