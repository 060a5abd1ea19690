"""What a create request must not ask for: contract section 3.5, and no field that is accepted and ignored."""

from harness import AGENT, MODEL, case, refused

QUESTION = {"model": MODEL, "input": "basalt"}
WORK = {"agent": AGENT, "input": "job", "environment": "remote"}

# name of the case: (base of the request, what is added or replaced, words that the refusal has, status)
REFUSED = {
    "neither a model nor an agent": ({"input": "x"}, {}, ["model"], 400),
    "a model and an agent": (QUESTION, {"agent": AGENT}, ["model", "agent"], 400),
    "an unknown model": (QUESTION, {"model": "gemini-nonsense"}, ["gemini-nonsense"], 404),
    "an unknown agent": (WORK, {"agent": "nonsense"}, ["nonsense"], 404),
    "no input": ({"model": MODEL}, {}, ["input"], 400),
    "an empty input": (QUESTION, {"input": ""}, ["input"], 400),
    "an empty list as input": (QUESTION, {"input": []}, ["input"], 400),
    "a number as input": (QUESTION, {"input": 5}, ["input"], 400),
    "contents and steps mixed": (
        QUESTION,
        {"input": [{"type": "text", "text": "a"}, {"type": "user_input", "content": []}]},
        ["input"],
        400,
    ),
    "a step of an unknown kind": (QUESTION, {"input": [{"type": "nonsense"}]}, ["input"], 400),
    "a picture with neither bytes nor address": (
        QUESTION,
        {"input": [{"type": "image", "mime_type": "image/png"}]},
        ["image"],
        400,
    ),
    "a field of content that does not exist": (
        QUESTION,
        {"input": [{"type": "text", "text": "a", "lang": "de"}]},
        ["input[0].lang"],
        400,
    ),
    "generation_config for an agent": (WORK, {"generation_config": {"seed": 1}}, ["generation_config"], 400),
    "cached_content for an agent": (WORK, {"cached_content": "c"}, ["cached_content"], 400),
    "cached_content for a model": (QUESTION, {"cached_content": "c"}, ["cached_content"], 400),
    "agent_config for a model": (QUESTION, {"agent_config": {"type": "dynamic"}}, ["agent_config"], 400),
    "an environment for a model": (QUESTION, {"environment": "remote"}, ["environment"], 400),
    "store:false in the background": (QUESTION, {"store": False, "background": True}, ["store"], 400),
    "store:false after another": (QUESTION, {"store": False, "previous_interaction_id": "v1_x"}, ["store"], 400),
    "an unknown interaction before": (QUESTION, {"previous_interaction_id": "v1_x"}, ["previous"], 404),
    "an empty id before": (QUESTION, {"previous_interaction_id": ""}, ["previous_interaction_id"], 400),
    "webhook_config without background": (
        QUESTION,
        {"webhook_config": {"uris": ["https://hooks.example.com"]}},
        ["webhook_config"],
        400,
    ),
    "webhook_config without receivers": (
        QUESTION,
        {"background": True, "webhook_config": {"uris": []}},
        ["webhook_config.uris"],
        400,
    ),
    "a receiver that is not encrypted": (
        QUESTION,
        {"background": True, "webhook_config": {"uris": ["http://hooks.example.com"]}},
        ["webhook_config.uris"],
        400,
    ),
    "a receiver in the network around": (
        QUESTION,
        {"background": True, "webhook_config": {"uris": ["https://192.168.1.1/"]}},
        ["webhook_config.uris"],
        400,
    ),
    "an agent without an environment": ({"agent": AGENT, "input": "job"}, {}, ["environment"], 400),
    "an unknown environment": (WORK, {"environment": "nonsense"}, ["nonsense"], 404),
    "structured output of an agent": (WORK, {"response_format": {"type": "object"}}, ["response_format"], 400),
    "file search by an agent": (WORK, {"tools": [{"type": "file_search"}]}, ["file_search"], 400),
    "a screen for an agent": (WORK, {"tools": [{"type": "computer_use"}]}, ["computer_use"], 400),
    "a map for an agent": (WORK, {"tools": [{"type": "google_maps"}]}, ["google_maps"], 400),
    "functions of an agent that is not stored": (
        WORK,
        {"store": False, "tools": [{"type": "function", "name": "f", "parameters": {"type": "object"}}]},
        ["function"],
        400,
    ),
    "a document for an agent": (
        WORK,
        {"input": [{"type": "document", "mime_type": "application/pdf", "data": "JVBERi0="}]},
        ["document"],
        400,
    ),
    "a token that no engine issued": (
        {"model": MODEL, "continuation_token": "t", "previous_interaction_id": "v1_x"},
        {},
        ["continuation"],
        400,
    ),
    "an unknown field": (QUESTION, {"nonsense": 1}, ["nonsense"], 400),
    "a field of another type": (QUESTION, {"stream": "yes"}, ["stream"], 400),
    "top_k, which is not here": (QUESTION, {"generation_config": {"top_k": 3}}, ["top_k"], 400),
    "a seed that is no number": (QUESTION, {"generation_config": {"seed": "x"}}, ["seed"], 400),
    "a thinking level that is none": (
        QUESTION,
        {"generation_config": {"thinking_level": "deep"}},
        ["thinking_level"],
        400,
    ),
    "summaries of thoughts by another word": (
        QUESTION,
        {"generation_config": {"thinking_summaries": "all"}},
        ["thinking_summaries"],
        400,
    ),
    "no output at all": (QUESTION, {"generation_config": {"max_output_tokens": 0}}, ["max_output_tokens"], 400),
    "a temperature out of range": (QUESTION, {"generation_config": {"temperature": 3}}, ["temperature"], 400),
    "top_p out of range": (QUESTION, {"generation_config": {"top_p": 2}}, ["top_p"], 400),
    "voices": (QUESTION, {"generation_config": {"speech_config": [{"voice": "v"}]}}, ["speech_config"], 400),
    "how pictures are made": (
        QUESTION,
        {"generation_config": {"image_config": {"aspect_ratio": "1:1"}}},
        ["image_config"],
        400,
    ),
    "how videos are made": (
        QUESTION,
        {"generation_config": {"video_config": {"task": "text_to_video"}}},
        ["video_config"],
        400,
    ),
    "how speech is written down": (
        QUESTION,
        {"generation_config": {"transcription_config": {"mode": "smart"}}},
        ["transcription_config"],
        400,
    ),
    "other modalities": (QUESTION, {"response_modalities": ["video"]}, ["response_modalities"], 400),
    "a tier that is none": (QUESTION, {"service_tier": "gold"}, ["service_tier"], 400),
    "a tier that is not here": (QUESTION, {"service_tier": "deferred"}, ["service_tier"], 400),
    "a filter that is not here": (
        QUESTION,
        {"safety_settings": [{"type": "harassment", "threshold": "block_only_high"}]},
        ["safety_settings"],
        400,
    ),
    "a harm that is none": (
        QUESTION,
        {"safety_settings": [{"type": "boredom", "threshold": "off"}]},
        ["boredom"],
        400,
    ),
    "a label in upper case": (QUESTION, {"labels": {"team": "Docs"}}, ["label"], 400),
    "a label that begins with a digit": (QUESTION, {"labels": {"1st": "a"}}, ["label"], 400),
    "a label that is too long": (QUESTION, {"labels": {"team": "a" * 64}}, ["label"], 400),
    "a label that is no text": (QUESTION, {"labels": {"team": 7}}, ["label"], 400),
    "a tool of no kind": (QUESTION, {"tools": [{"type": "telepathy"}]}, ["telepathy"], 400),
    "a name of an MCP server in upper case": (
        QUESTION,
        {"tools": [{"type": "mcp_server", "name": "Lab", "url": "https://mcp.example.com"}]},
        ["Lab"],
        400,
    ),
    "a token cap of nothing": (
        WORK,
        {"agent_config": {"type": "antigravity", "max_total_tokens": "0"}},
        ["max_total_tokens"],
        400,
    ),
    "a model inside that is not here": (
        WORK,
        {"agent_config": {"type": "antigravity", "model": "gemini-nonsense"}},
        ["gemini-nonsense"],
        404,
    ),
    "the configuration of another agent": (
        WORK,
        {"agent_config": {"type": "deep-research", "visualization": "off"}},
        ["agent_config.type"],
        400,
    ),
    "a configuration of no agent": (WORK, {"agent_config": {"type": "nonsense"}}, ["agent_config.type"], 400),
    "a free configuration that does nothing": (
        WORK,
        {"agent_config": {"type": "dynamic", "mood": "good"}},
        ["mood"],
        400,
    ),
    "an environment that is not remote": (WORK, {"environment": {"type": "local"}}, ["environment.type"], 400),
    "custom_config of a sandbox of this computer": (
        WORK,
        {"environment": {"type": "remote", "custom_config": {"a": 1}}},
        ["custom_config"],
        400,
    ),
    "a mode that is none": (
        WORK,
        {"environment": {"type": "remote", "mode": "cloud"}},
        ["environment.mode"],
        400,
    ),
    "a self-hosted environment without a worker": (
        WORK,
        {"environment": {"type": "remote", "mode": "self_hosted"}},
        ["self-hosted"],
        400,
    ),
    "a field of an environment that does not exist": (
        WORK,
        {"environment": {"type": "remote", "cpu": 4}},
        ["environment.cpu"],
        400,
    ),
    "a field of a source that does not exist": (
        WORK,
        {"environment": {"type": "remote", "sources": [{"type": "inline", "mode": 1}]}},
        ["environment.sources[0].mode"],
        400,
    ),
    "a source at the root": (
        WORK,
        {"environment": {"type": "remote", "sources": [{"type": "inline", "target": "/", "content": "x"}]}},
        ["/"],
        400,
    ),
    "a source outside of the workspace": (
        WORK,
        {"environment": {"type": "remote", "sources": [{"type": "inline", "target": "/etc/x", "content": "x"}]}},
        ["/etc/x"],
        400,
    ),
    "a source that is not base64": (
        WORK,
        {
            "environment": {
                "type": "remote",
                "sources": [{"type": "inline", "target": "a", "content": "***", "encoding": "base64"}],
            }
        },
        ["base64"],
        400,
    ),
    "a bucket": (
        WORK,
        {"environment": {"type": "remote", "sources": [{"type": "gcs", "source": "b/c", "target": "/workspace/c"}]}},
        ["gcs"],
        400,
    ),
    "a skill of the registry": (
        WORK,
        {"environment": {"type": "remote", "sources": [{"type": "skill_registry", "source": "s"}]}},
        ["skill_registry"],
        400,
    ),
    "a variable without a name": (
        WORK,
        {"environment": {"type": "remote", "env": {"": "x"}}},
        ["variable"],
        400,
    ),
    "a variable that is a credential": (
        WORK,
        {"environment": {"type": "remote", "env": {"TOKEN": {"credential": "cred-x"}}}},
        ["TOKEN"],
        400,
    ),
    "variables that are a list": (WORK, {"environment": {"type": "remote", "env": ["A"]}}, ["env"], 400),
    "a result of a call that nobody made": (
        QUESTION,
        {"input": [{"type": "function_result", "call_id": "fc_x", "result": "ok"}]},
        ["call"],
        400,
    ),
}


def register(name, base, change, words, status):
    @case(name)
    async def _(api):
        await refused(api.json("POST", "interactions", {**base, **change}), status, *words)


for _name, (_base, _change, _words, _status) in REFUSED.items():
    register(_name, _base, _change, _words, _status)


@case("after one that still runs")
async def _(api):
    run = await api.interactions.create(model=MODEL, input="endless", background=True)
    follow = api.interactions.create(model=MODEL, input="x", previous_interaction_id=run.id)
    await refused(follow, 400, "in progress", code="failed_precondition")
    await api.interactions.cancel(run.id)


@case("nothing is left of a refused request")
async def _(api):
    before = await api.environments.list(page_size=1000)
    body = {**WORK, "environment": {"type": "remote"}, "service_tier": "flex"}
    await refused(api.json("POST", "interactions", body), 400, "service_tier")
    after = await api.environments.list(page_size=1000)
    assert [one.id for one in before.environments or []] == [one.id for one in after.environments or []]


@case("blocking may be switched off in every form")
async def _(api):
    settings = [
        {"type": "hate_speech", "threshold": "off", "method": "severity"},
        {"type": "image_harassment", "threshold": "block_none"},
    ]
    answer = await api.interactions.create(model=MODEL, input="basalt", safety_settings=settings)
    assert len(answer.safety_settings) == 2, answer


@case("a lone function result is taken like a list of one")
async def _(api):
    result = {"type": "function_result", "call_id": "fc_x", "result": "ok"}
    body = {"model": MODEL, "input": result}
    # It is understood as a step: what is refused is that nobody made the call.
    await refused(api.json("POST", "interactions", body), 400, "call")
