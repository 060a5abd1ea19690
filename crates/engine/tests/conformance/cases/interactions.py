"""Creating, reading, cancelling and deleting interactions (contract sections 3 and 4)."""

import re

from harness import MODEL, case, kinds_of, refused

ANSWER = "Basalt is a dark rock."


@case("a text is answered")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="What is basalt?")
    assert answer.status == "completed" and answer.output_text == ANSWER, answer
    assert answer.id.startswith("v1_") and answer.model == MODEL, answer
    assert kinds_of(answer.steps) == ["model_output"], answer.steps


@case("any model answers a text", starter=True)
async def _(api):
    name = (await api.json("GET", "models"))["models"][0]["name"].removeprefix("models/")
    answer = await api.interactions.create(
        model=name, input="Say hello.", generation_config={"max_output_tokens": 12}
    )
    assert answer.status in ("completed", "incomplete") and answer.output_text, answer
    assert answer.usage.total_tokens >= answer.usage.total_output_tokens > 0, answer.usage


@case("times are UTC to the second, updated not before created")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="What is basalt?")
    raw = await api.json("GET", f"interactions/{answer.id}")
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    assert re.fullmatch(form, raw["created"]) and re.fullmatch(form, raw["updated"]), raw
    assert raw["updated"] >= raw["created"], raw


@case("usage adds up")
async def _(api):
    usage = (await api.interactions.create(model=MODEL, input="slow")).usage
    parts = usage.total_input_tokens + usage.total_output_tokens + usage.total_thought_tokens
    assert usage.total_tokens == parts > 0 and usage.total_thought_tokens > 0, usage


@case("one content object is an input")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input={"type": "text", "text": "basalt"})
    assert answer.output_text == ANSWER


@case("a list of contents is one turn")
async def _(api):
    parts = [{"type": "text", "text": "What"}, {"type": "text", "text": "is basalt?"}]
    answer = await api.interactions.create(model=MODEL, input=parts)
    whole = await api.interactions.get(answer.id)
    assert kinds_of(whole.steps) == ["user_input", "model_output"], whole.steps
    assert [part.text for part in whole.steps[0].content] == ["What", "is basalt?"]


@case("a bare list of contents, as JavaScript sends it")
async def _(api):
    body = {"model": MODEL, "input": [{"type": "text", "text": "basalt"}]}
    answer = await api.json("POST", "interactions", body)
    assert answer["status"] == "completed", answer


@case("a history of steps")
async def _(api):
    steps = [
        {"type": "user_input", "content": [{"type": "text", "text": "Hello"}]},
        {"type": "model_output", "content": [{"type": "text", "text": "Good day."}]},
        {"type": "user_input", "content": [{"type": "text", "text": "What is basalt?"}]},
    ]
    answer = await api.interactions.create(model=MODEL, input=steps)
    assert answer.output_text == ANSWER
    whole = await api.interactions.get(answer.id)
    assert kinds_of(whole.steps) == ["user_input", "model_output", "user_input", "model_output"]


@case("text documents are read")
async def _(api):
    document = {"type": "document", "mime_type": "text/csv", "data": "YSwxCg=="}
    answer = await api.interactions.create(
        model=MODEL, input=[{"type": "text", "text": "basalt"}, document]
    )
    assert answer.status == "completed"


@case("a get has the whole timeline, a create only the output")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="What is basalt?")
    whole = await api.interactions.get(answer.id)
    assert kinds_of(whole.steps) == ["user_input", "model_output"]
    assert whole.steps[1:] == answer.steps and whole.input is None, whole


@case("the input comes when it is asked for")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="What is basalt?")
    whole = await api.interactions.get(answer.id, include_input=True)
    assert whole.input, whole


@case("stream=false in the query is no stream")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="basalt")
    assert (await api.interactions.get(answer.id, stream=False)).status == "completed"


@case("an interaction follows another", starter=True)
async def _(api):
    name = (await api.json("GET", "models"))["models"][0]["name"].removeprefix("models/")
    few = {"max_output_tokens": 8}
    first = await api.interactions.create(model=name, input="Hello.", generation_config=few)
    second = await api.interactions.create(
        model=name, input="And again.", previous_interaction_id=first.id, generation_config=few
    )
    whole = await api.interactions.get(second.id)
    assert whole.previous_interaction_id == first.id and second.id != first.id, whole
    assert kinds_of(whole.steps)[0] == "user_input", whole.steps


@case("only the history is inherited")
async def _(api):
    first = await api.interactions.create(
        model=MODEL, input="basalt", system_instruction="Be short.", labels={"team": "docs"}
    )
    second = await api.interactions.create(
        model=MODEL, input="basalt", previous_interaction_id=first.id
    )
    assert second.system_instruction is None and not second.labels, second


@case("what was asked is echoed")
async def _(api):
    answer = await api.interactions.create(
        model=MODEL,
        input="basalt",
        system_instruction="Be short.",
        labels={"team": "docs"},
        generation_config={"seed": 7, "max_output_tokens": 500, "temperature": 0.5, "top_p": 0.9},
        service_tier="standard",
        safety_settings=[{"type": "jailbreak", "threshold": "off"}],
    )
    assert answer.system_instruction == "Be short." and answer.labels == {"team": "docs"}, answer
    assert answer.generation_config.seed == 7 and answer.service_tier == "standard", answer
    assert answer.safety_settings[0].threshold == "off", answer


@case("thoughts are steps of their own and no output")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="slow")
    assert kinds_of(answer.steps) == ["thought", "model_output"], answer.steps
    assert answer.output_text == "Slowly done." and answer.steps[0].summary[0].text, answer


@case("an image in the answer")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="draw")
    assert answer.output_image.mime_type == "image/png" and answer.output_image.data, answer


@case("an answer that was not stored is whole and cannot be read again")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="basalt", store=False)
    assert answer.output_text == ANSWER and not answer.id, answer


@case("a stored history without a server: the steps go back as they came")
async def _(api):
    first = await api.interactions.create(model=MODEL, input="slow", store=False)
    question = {"type": "user_input", "content": [{"type": "text", "text": "slow"}]}
    again = {"type": "user_input", "content": [{"type": "text", "text": "What is basalt?"}]}
    steps = [question, *[step.model_dump(exclude_none=True) for step in first.steps], again]
    answer = await api.interactions.create(model=MODEL, input=steps, store=False)
    assert answer.output_text == ANSWER, answer


@case("a failed answer says why")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="fail")
    assert answer.status == "failed" and answer.errors[0].code == "api_error", answer


@case("the token limit makes an answer incomplete")
async def _(api):
    assert (await api.interactions.create(model=MODEL, input="limit")).status == "incomplete"


@case("in the background", starter=True)
async def _(api):
    name = (await api.json("GET", "models"))["models"][0]["name"].removeprefix("models/")
    run = await api.interactions.create(
        model=name, input="Hello.", background=True, generation_config={"max_output_tokens": 8}
    )
    assert run.status in ("queued", "in_progress", "completed", "incomplete"), run
    done = await api.settled(run)
    assert done.status in ("completed", "incomplete") and done.usage.total_tokens, done


@case("a background run goes from in_progress to completed")
async def _(api):
    run = await api.interactions.create(model=MODEL, input="slow", background=True)
    assert run.status == "in_progress" and not run.steps, run
    assert (await api.settled(run)).output_text == "Slowly done."


@case("cancelling")
async def _(api):
    run = await api.interactions.create(model=MODEL, input="endless", background=True)
    assert (await api.interactions.cancel(run.id)).status == "cancelled"
    assert (await api.interactions.get(run.id)).status == "cancelled"


@case("cancelling what has ended changes nothing")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="basalt")
    assert (await api.interactions.cancel(answer.id)).status == "completed"


@case("deleting")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="basalt")
    await api.interactions.delete(answer.id)
    await refused(api.interactions.get(answer.id), 404, code="not_found")
    await refused(api.interactions.delete(answer.id), 404)


@case("deleting a run ends it")
async def _(api):
    run = await api.interactions.create(model=MODEL, input="endless", background=True)
    await api.interactions.delete(run.id)
    await refused(api.interactions.get(run.id), 404)


@case("what was deleted cannot be followed")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="basalt")
    await api.interactions.delete(answer.id)
    follow = api.interactions.create(model=MODEL, input="x", previous_interaction_id=answer.id)
    await refused(follow, 404)


@case("a deletion is answered by an empty object")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="basalt")
    raw = await api.http("DELETE", f"interactions/{answer.id}")
    assert raw.status_code == 200 and raw.json() == {}, raw.text


@case("both versions are served alike")
async def _(api):
    for version in ("v1", "v1beta"):
        answer = await api.of_version(version).interactions.create(model=MODEL, input="basalt")
        assert (await api.interactions.get(answer.id)).output_text == ANSWER


@case("tokens of a live interaction, which there are none of")
async def _(api):
    answer = await api.interactions.create(model=MODEL, input="basalt")
    await refused(api.interactions.auth_tokens.create(answer.id), 404)
    await refused(api.interactions.auth_tokens.delete(answer.id, "auth_tokens/00ff"), 404)
