"""Triggers and their runs (contract section 11)."""

import asyncio

from harness import AGENT, case, refused

WORK = {"agent": AGENT, "environment": "remote", "input": "job"}
MONDAYS = {"schedule": "0 7 * * 1", "time_zone": "Europe/Zurich"}


async def make(api, **more):
    return await api.triggers.create(interaction=WORK, **{**MONDAYS, **more})


async def ended(api, trigger):
    for _ in range(600):
        runs = (await api.triggers.list_executions(trigger, page_size=5)).trigger_executions
        if runs and runs[0].status != "in_progress":
            return runs
        await asyncio.sleep(0.1)
    raise AssertionError(f"still running: {runs}")


@case("made, read, listed, paused, resumed and deleted")
async def _(api):
    made = await make(api, display_name="Weekly", execution_timeout_seconds=60, max_consecutive_failures=2)
    assert made.status == "active" and made.next_run_time and made.environment_id, made
    assert (made.execution_timeout_seconds, made.max_consecutive_failures) == (60, 2), made
    assert (await api.triggers.get(made.id)).display_name == "Weekly"
    assert made.id in [one.id for one in (await api.triggers.list(page_size=100)).triggers]
    paused = await api.triggers.update(made.id, status="paused")
    assert paused.status == "paused" and paused.next_run_time is None and paused.last_pause_time, paused
    active = await api.triggers.update(made.id, status="active", display_name="Mondays")
    assert active.status == "active" and active.next_run_time and active.display_name == "Mondays", active
    await api.triggers.delete(made.id)
    await refused(api.triggers.get(made.id), 404)
    await refused(api.triggers.delete(made.id), 404)


@case("the defaults of the contract")
async def _(api):
    made = await make(api)
    assert (made.execution_timeout_seconds, made.max_consecutive_failures) == (600, 5), made
    await api.triggers.delete(made.id)


@case("a run by hand, also while it is paused")
async def _(api):
    made = await make(api)
    await api.triggers.update(made.id, status="paused")
    begun = await api.triggers.run(made.id)
    assert begun.status == "in_progress" and begun.trigger_id == made.id, begun
    runs = await ended(api, made.id)
    assert [(run.id, run.status) for run in runs] == [(begun.id, "completed")], runs
    assert runs[0].interaction_id and runs[0].start_time and runs[0].end_time, runs
    done = await api.interactions.get(begun.interaction_id)
    assert done.environment_id == made.environment_id == begun.environment_id, done
    assert (await api.triggers.get(made.id)).previous_interaction_id == begun.interaction_id
    await api.triggers.delete(made.id)
    assert (await api.interactions.get(begun.interaction_id)).status == "completed"
    history = (await api.triggers.list_executions(made.id)).trigger_executions
    assert [run.id for run in history] == [begun.id], history


@case("the second run follows the first, in its sandbox")
async def _(api):
    made = await make(api)
    first = await api.triggers.run(made.id)
    await ended(api, made.id)
    second = await api.triggers.run(made.id)
    runs = await ended(api, made.id)
    assert len(runs) == 2 and second.environment_id == first.environment_id, runs
    follow = await api.interactions.get(second.interaction_id)
    assert follow.previous_interaction_id == first.interaction_id, follow
    page = await api.triggers.list_executions(made.id, page_size=1)
    assert [run.id for run in page.trigger_executions] == [second.id] and page.next_page_token, page
    rest = await api.triggers.list_executions(made.id, page_token=page.next_page_token)
    assert [run.id for run in rest.trigger_executions] == [first.id], rest
    await api.triggers.delete(made.id)


@case("lists by status")
async def _(api):
    made = await make(api)
    await api.triggers.update(made.id, status="paused")
    # The SDK has no filter; the query does.
    paused = await api.json("GET", "triggers?page_size=100&filter=status%20%3D%20%22paused%22")
    assert made.id in [one["id"] for one in paused["triggers"]]
    active = await api.json("GET", "triggers?page_size=100&filter=status%3Dactive")
    assert made.id not in [one["id"] for one in active.get("triggers", [])]
    await refused(api.json("GET", "triggers?filter=mood%20%3D%20good"), 400, "filter")
    await api.triggers.delete(made.id)


REFUSED = {
    "no schedule": ({"time_zone": "Europe/Zurich", "interaction": WORK}, ["schedule"], 400),
    "no time zone": ({"schedule": "0 7 * * 1", "interaction": WORK}, ["time_zone"], 400),
    "no work": (MONDAYS, ["interaction"], 400),
    "a schedule that is none": ({**MONDAYS, "schedule": "sometimes", "interaction": WORK}, [], 400),
    "a schedule of six fields": ({**MONDAYS, "schedule": "0 0 7 * * 1", "interaction": WORK}, [], 400),
    "a time zone that is none": ({**MONDAYS, "time_zone": "Mars/Base", "interaction": WORK}, ["Mars/Base"], 400),
    "work for a model": (
        {**MONDAYS, "interaction": {"model": "gemini-3.8-flash", "input": "x"}},
        ["agent"],
        400,
    ),
    "work with a stream": ({**MONDAYS, "interaction": {**WORK, "stream": True}}, ["stream"], 400),
    "work of an unknown agent": ({**MONDAYS, "interaction": {**WORK, "agent": "nonsense"}}, ["nonsense"], 404),
    "work with an unknown field": ({**MONDAYS, "interaction": {**WORK, "nonsense": 1}}, ["nonsense"], 400),
    "work with what is not here": (
        {**MONDAYS, "interaction": {**WORK, "service_tier": "flex"}},
        ["service_tier"],
        400,
    ),
    "two sandboxes": (
        {**MONDAYS, "environment_id": "a", "interaction": {**WORK, "environment": "b"}},
        ["environment"],
        400,
    ),
    "no time at all": ({**MONDAYS, "interaction": WORK, "execution_timeout_seconds": 0}, ["execution_timeout_seconds"], 400),
    "no failures at all": ({**MONDAYS, "interaction": WORK, "max_consecutive_failures": 0}, ["max_consecutive_failures"], 400),
    "a status of one's own": ({**MONDAYS, "interaction": WORK, "status": "active"}, ["status"], 400),
    "an unknown field": ({**MONDAYS, "interaction": WORK, "nonsense": 1}, ["nonsense"], 400),
}


def register(label, body, words, status):
    @case(f"{label} is refused")
    async def _(api):
        await refused(api.json("POST", "triggers", body), status, *words)


for _label, (_body, _words, _status) in REFUSED.items():
    register(_label, _body, _words, _status)


@case("a change to what cannot be is refused")
async def _(api):
    made = await make(api)
    path = f"triggers/{made.id}"
    await refused(api.json("PATCH", path, {"schedule": "0 8 * * 1"}), 400, "schedule")
    await refused(api.json("PATCH", path, {"status": "error"}), 400, "status")
    await refused(api.json("PATCH", path, {"status": "sleepy"}), 400, "status")
    await api.triggers.delete(made.id)


@case("an unknown one")
async def _(api):
    await refused(api.triggers.get("nonsense"), 404, code="not_found")
    await refused(api.triggers.run("nonsense"), 404)
    await refused(api.triggers.update("nonsense", status="paused"), 404)
    await refused(api.triggers.list_executions("nonsense"), 404)
