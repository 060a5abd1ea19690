"""Functions of the client (contract section 15.1)."""

from harness import MODEL, case, each, kinds_of, refused

LAMP = {
    "type": "function",
    "name": "set_lamp",
    "description": "Switches a lamp.",
    "parameters": {"type": "object", "properties": {"on": {"type": "boolean"}}},
}


async def ask(api, words="lamp", **more):
    return await api.interactions.create(model=MODEL, input=words, tools=[LAMP], **more)


def calls(interaction):
    return [step for step in interaction.steps if step.type == "function_call"]


def result(call, value="ok", **more):
    return {"type": "function_result", "call_id": call.id, "name": call.name, "result": value, **more}


def answer(api, asked, *results):
    return api.interactions.create(
        model=MODEL, input=list(results), tools=[LAMP], previous_interaction_id=asked.id
    )


@case("a call waits for the client")
async def _(api):
    asked = await ask(api)
    assert asked.status == "requires_action", asked
    assert [(call.name, call.arguments) for call in calls(asked)] == [("set_lamp", {"on": True})]


RESULTS = {
    "a text": "ok",
    "an object": {"done": True},
    "a list of contents": [{"type": "text", "text": "ok"}],
    "a picture": [{"type": "image", "mime_type": "image/png", "data": "iVBORw0KGgo="}],
}


def register(label, value):
    @case(f"{label} as a result")
    async def _(api):
        asked = await ask(api)
        done = await answer(api, asked, result(calls(asked)[0], value))
        assert done.status == "completed" and done.output_text == "The lamp is on.", done


for _label, _value in RESULTS.items():
    register(_label, _value)


@case("a result that is an error")
async def _(api):
    asked = await ask(api)
    done = await answer(api, asked, result(calls(asked)[0], "no power", is_error=True))
    whole = await api.interactions.get(done.id)
    assert whole.steps[0].is_error is True, whole


@case("two calls at once")
async def _(api):
    asked = await ask(api, "two lamps")
    both = calls(asked)
    assert len(both) == 2 and len({call.id for call in both}) == 2, both
    done = await answer(api, asked, *[result(call) for call in both])
    assert done.status == "completed", done


@case("a result for a call that nobody made")
async def _(api):
    asked = await ask(api)
    bogus = {"type": "function_result", "call_id": "fc_x", "name": "set_lamp", "result": "ok"}
    await refused(answer(api, asked, bogus), 400, "fc_x")


@case("a call in a stream")
async def _(api):
    events = await each(await ask(api, stream=True))
    starts = [event.step for event in events if event.event_type == "step.start"]
    assert starts[-1].type == "function_call" and starts[-1].name == "set_lamp", starts
    pieces = [e.delta.arguments for e in events if e.event_type == "step.delta" and e.delta.type == "arguments_delta"]
    assert "".join(pieces).replace(" ", "") == '{"on":true}', pieces
    assert events[-1].interaction.status == "requires_action"


@case("a call and its result in a history without a server")
async def _(api):
    asked = await ask(api, store=False)
    question = {"type": "user_input", "content": [{"type": "text", "text": "lamp"}]}
    steps = [question, *[step.model_dump(exclude_none=True) for step in asked.steps], result(calls(asked)[0])]
    done = await api.interactions.create(model=MODEL, input=steps, tools=[LAMP], store=False)
    assert done.output_text == "The lamp is on.", done


@case("what waits is not terminal for its conversation")
async def _(api):
    asked = await ask(api)
    done = await answer(api, asked, result(calls(asked)[0]))
    whole = await api.interactions.get(done.id)
    assert kinds_of(whole.steps)[0] == "function_result", whole.steps
    assert (await api.interactions.get(asked.id)).status == "requires_action"
