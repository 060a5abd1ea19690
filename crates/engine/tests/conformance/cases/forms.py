"""Structured output and the choice of functions (contract sections 3.2 and 3.4)."""

import json

from harness import MODEL, case, refused

CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
LAMP = {"type": "function", "name": "set_lamp", "parameters": {"type": "object", "properties": {"on": {"type": "boolean"}}}}

FORMS = {
    "text by a schema": {"type": "text", "mime_type": "application/json", "schema": CITY},
    "any JSON": {"type": "text", "mime_type": "application/json"},
    "a list of one form": [{"type": "text", "mime_type": "application/json", "schema": CITY}],
    "a bare schema": CITY,
}


def register_form(label, form):
    @case(label)
    async def _(api):
        answer = await api.interactions.create(model=MODEL, input="as json", response_format=form)
        assert answer.status == "completed", answer
        assert json.loads(answer.output_text) == {"city": "Bern"}, answer.output_text


for _label, _form in FORMS.items():
    register_form(_label, _form)


@case("plain text is a form, too")
async def _(api):
    form = {"type": "text", "mime_type": "text/plain"}
    answer = await api.interactions.create(model=MODEL, input="basalt", response_format=form)
    assert answer.status == "completed", answer


QUESTION = {"model": MODEL, "input": "as json"}
REFUSED = {
    "a schema that is none": ({"response_format": {"type": "text", "mime_type": "application/json", "schema": {"type": 7}}}, ["response_format"]),
    "a form of a type that is none": ({"response_format": {"type": "text", "mime_type": "text/html"}}, ["response_format"]),
    "a choice that is none": ({"tools": [LAMP], "generation_config": {"tool_choice": "maybe"}}, ["tool_choice"]),
    "a must without functions": ({"generation_config": {"tool_choice": "any"}}, ["tool_choice"]),
    "an allowed function that is not declared": (
        {"tools": [LAMP], "generation_config": {"tool_choice": {"allowed_tools": {"mode": "any", "tools": ["set_fan"]}}}},
        ["set_fan"],
    ),
    "a function without a name": ({"tools": [{"type": "function", "parameters": {"type": "object"}}]}, ["name"]),
    "two functions of one name": ({"tools": [LAMP, LAMP]}, ["set_lamp"]),
    "arguments that are no schema": ({"tools": [{"type": "function", "name": "f", "parameters": {"type": 7}}]}, ["f"]),
}


def register_refused(label, change, words):
    @case(f"{label} is refused")
    async def _(api):
        await refused(api.json("POST", "interactions", {**QUESTION, **change}), 400, *words)


for _label, (_change, _words) in REFUSED.items():
    register_refused(_label, _change, _words)


@case("no function may be called")
async def _(api):
    answer = await api.interactions.create(
        model=MODEL, input="basalt", tools=[LAMP], generation_config={"tool_choice": "none"}
    )
    assert answer.status == "completed", answer


@case("one of the allowed functions")
async def _(api):
    choice = {"allowed_tools": {"mode": "any", "tools": ["set_lamp"]}}
    answer = await api.interactions.create(
        model=MODEL, input="lamp", tools=[LAMP], generation_config={"tool_choice": choice}
    )
    assert answer.status == "requires_action", answer
