"""Server-sent events and resuming (contract section 8)."""

import json

from harness import AGENT, MODEL, case, each, refused, text_of


async def raw_stream(api, method, path, body=None):
    answer = await api.http(method, path, body)
    assert answer.status_code == 200, answer.text
    return answer


def frames(text):
    """The events of a raw stream as (name, data)."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith(":")]
        if lines:
            fields = dict(line.split(": ", 1) for line in lines)
            found.append((fields["event"], fields["data"]))
    return found


@case("the order of events", starter=True)
async def _(api):
    name = (await api.json("GET", "models"))["models"][0]["name"].removeprefix("models/")
    config = {"max_output_tokens": 12}
    events = await each(
        await api.interactions.create(model=name, input="Hello.", stream=True, generation_config=config)
    )
    kinds = [event.event_type for event in events]
    assert kinds[:2] == ["interaction.created", "interaction.status_update"], kinds
    assert kinds[-1] == "interaction.completed", kinds
    open_step = None
    for event in events:
        if event.event_type == "step.start":
            assert open_step is None, kinds
            open_step = event.index
        elif event.event_type in ("step.delta", "step.stop"):
            assert event.index == open_step, kinds
            open_step = None if event.event_type == "step.stop" else open_step
    assert open_step is None and text_of(events), kinds


@case("the words of a stream are those of the answer")
async def _(api):
    events = await each(await api.interactions.create(model=MODEL, input="basalt", stream=True))
    assert text_of(events) == "Basalt is a dark rock."
    whole = await api.interactions.get(events[0].interaction.id)
    assert whole.output_text == "Basalt is a dark rock."


@case("every event has an id of its own")
async def _(api):
    events = await each(await api.interactions.create(model=MODEL, input="basalt", stream=True))
    ids = [event.event_id for event in events]
    assert all(ids) and len(set(ids)) == len(ids), ids


@case("the raw form: names, one data line, the end")
async def _(api):
    answer = await raw_stream(api, "POST", "interactions", {"model": MODEL, "input": "basalt", "stream": True})
    assert answer.headers["content-type"].startswith("text/event-stream"), answer.headers
    found = frames(answer.text)
    assert found[-1] == ("done", "[DONE]"), found[-1]
    for name, data in found[:-1]:
        assert json.loads(data)["event_type"] == name, (name, data)


@case("the last event tells status and usage")
async def _(api):
    events = await each(await api.interactions.create(model=MODEL, input="basalt", stream=True))
    last = events[-1].interaction
    assert last.status == "completed" and last.usage.total_tokens > 0 and last.model == MODEL, last


@case("a thought comes before its answer, as its own step")
async def _(api):
    events = await each(await api.interactions.create(model=MODEL, input="slow", stream=True))
    starts = [event.step.type for event in events if event.event_type == "step.start"]
    assert starts == ["thought", "model_output"], starts
    deltas = [event.delta.type for event in events if event.event_type == "step.delta"]
    assert deltas[0] == "thought_summary" and deltas[-1] == "text", deltas


@case("a stream of a job: code, its output, files, the report")
async def _(api):
    events = await each(
        await api.interactions.create(agent=AGENT, input="job", environment="remote", stream=True)
    )
    starts = [event.step.type for event in events if event.event_type == "step.start"]
    for kind in ("thought", "code_execution_call", "code_execution_result", "function_call", "function_result"):
        assert kind in starts, starts
    assert events[-1].interaction.status == "completed"


@case("a failure in mid-stream is an error event and the end")
async def _(api):
    events = await each(await api.interactions.create(model=MODEL, input="fail", stream=True))
    assert events[-1].event_type == "error" and events[-1].error.code == "api_error", events[-1]
    assert (await api.interactions.get(events[0].interaction.id)).status == "failed"


@case("a stream of what is not stored")
async def _(api):
    events = await each(
        await api.interactions.create(model=MODEL, input="basalt", stream=True, store=False)
    )
    assert text_of(events) == "Basalt is a dark rock." and events[-1].event_type == "interaction.completed"


@case("a finished interaction is replayed")
async def _(api):
    first = await each(await api.interactions.create(model=MODEL, input="slow", stream=True))
    again = await each(await api.interactions.get(first[0].interaction.id, stream=True))
    assert [event.event_id for event in again] == [event.event_id for event in first]


@case("a stream goes on after the last event that was seen")
async def _(api):
    stream = await api.interactions.create(model=MODEL, input="slow", background=True, stream=True)
    first = await each(stream, most=4)
    run = first[0].interaction.id
    rest = await each(await api.interactions.get(run, stream=True, last_event_id=first[-1].event_id))
    whole = await each(await api.interactions.get(run, stream=True))
    ids = [event.event_id for event in first + rest]
    assert ids == [event.event_id for event in whole], ids
    assert rest[0].event_type != "interaction.created", rest[0]


@case("after the last event there is only the end")
async def _(api):
    events = await each(await api.interactions.create(model=MODEL, input="basalt", stream=True))
    path = f"interactions/{events[0].interaction.id}?stream=true&last_event_id={events[-1].event_id}"
    assert frames((await raw_stream(api, "GET", path)).text) == [("done", "[DONE]")]


@case("an event id of nowhere is a 400")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="basalt")
    path = f"interactions/{answer.id}?stream=true&last_event_id=nonsense"
    await refused(api.json("GET", path), 400, "last_event_id")


@case("a background run can be followed from its beginning")
async def _(api):
    run = await api.interactions.create(model=MODEL, input="slow", background=True)
    events = await each(await api.interactions.get(run.id, stream=True))
    assert events[0].event_type == "interaction.created" and text_of(events) == "Slowly done."


@case("a cancelled run ends its stream")
async def _(api):
    run = await api.interactions.create(model=MODEL, input="endless", background=True)
    await api.interactions.cancel(run.id)
    events = await each(await api.interactions.get(run.id, stream=True))
    assert events[-1].interaction.status == "cancelled", events[-1]


@case("a stream of an unknown interaction is a 404, not a stream")
async def _(api):
    await refused(api.json("GET", "interactions/v1_nothing?stream=true"), 404)


@case("an image comes whole, in one delta")
async def _(api):
    events = await each(await api.interactions.create(model=MODEL, input="draw", stream=True))
    images = [e.delta for e in events if e.event_type == "step.delta" and e.delta.type == "image"]
    assert len(images) == 1 and images[0].data == "iVBORw0KGgo=", images
