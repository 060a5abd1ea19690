"""Both casings on input, at every depth, and never inside the caller's own JSON (contract section 1.3)."""

from harness import AGENT, MODEL, case, refused

FUNCTION = {
    "type": "function",
    "name": "set_lamp",
    "shortDescription": "Lamps.",
    "parameters": {"type": "object", "properties": {"roomName": {"type": "string"}}, "additionalProperties": True},
}


@case("a create request of a model")
async def _(api):
    body = {
        "model": MODEL,
        "input": [{"type": "user_input", "content": [{"type": "image", "mimeType": "image/png", "data": "AA=="}]}],
        "systemInstruction": "Be short.",
        "generationConfig": {"maxOutputTokens": 50, "stopSequences": ["###"], "topP": 0.5},
        "safetySettings": [{"type": "jailbreak", "threshold": "off"}],
        "serviceTier": "standard",
    }
    answer = await api.json("POST", "interactions", body)
    assert answer["system_instruction"] == "Be short.", answer
    config = answer["generation_config"]
    assert (config["max_output_tokens"], config["stop_sequences"], config["top_p"]) == (50, ["###"], 0.5)
    whole = await api.json("GET", f"interactions/{answer['id']}?includeInput=true")
    assert whole["input"][0]["content"][0]["mime_type"] == "image/png", whole["input"]


@case("labels keep their names")
async def _(api):
    body = {"model": MODEL, "input": "basalt", "labels": {"teamname": "docs"}}
    assert (await api.json("POST", "interactions", body))["labels"] == {"teamname": "docs"}
    await refused(api.json("POST", "interactions", {**body, "labels": {"teamName": "docs"}}), 400, "teamName")


@case("schemas and arguments keep their names")
async def _(api):
    body = {"model": MODEL, "input": "lamp", "tools": [FUNCTION]}
    answer = await api.json("POST", "interactions", body)
    assert answer["tools"][0]["parameters"] == FUNCTION["parameters"], answer["tools"]
    assert answer["tools"][0]["short_description"] == "Lamps.", answer["tools"]


@case("results keep their names")
async def _(api):
    asked = await api.json("POST", "interactions", {"model": MODEL, "input": "lamp", "tools": [FUNCTION]})
    call = [step for step in asked["steps"] if step["type"] == "function_call"][0]
    result = {"type": "function_result", "callId": call["id"], "name": "set_lamp", "result": {"isOn": True}}
    body = {"model": MODEL, "input": [result], "previousInteractionId": asked["id"], "tools": [FUNCTION]}
    done = await api.json("POST", "interactions", body)
    whole = await api.json("GET", f"interactions/{done['id']}")
    assert whole["steps"][0]["result"] == {"isOn": True} and whole["steps"][0]["call_id"] == call["id"]


@case("an environment and its sources")
async def _(api):
    made = await api.environments.create()
    body = {
        "agent": AGENT,
        "input": "print the variable",
        "background": False,
        "environment": {
            "type": "remote",
            "environmentId": made.id,
            "env": {"GREETING": "hello", "camelCase": "kept"},
            "sources": [{"type": "inline", "target": "in.csv", "content": "a\n"}],
        },
        "agentConfig": {"type": "antigravity", "maxTotalTokens": "500000"},
    }
    done = await api.json("POST", "interactions", body)
    assert done["environment_id"] == made.id and done["agent_config"]["max_total_tokens"] == "500000", done
    results = [s["result"].strip() for s in done["steps"] if s["type"] == "code_execution_result"]
    assert results == ["hello"], done["steps"]


@case("a new environment")
async def _(api):
    first = await api.json("POST", "environments", {})
    fork = await api.json("POST", "environments", {"fromEnvironment": first["id"]})
    assert fork["id"] != first["id"]
    hosted = {"mode": "self_hosted", "customConfig": {"gpuType": "a"}, "systemInstruction": "Hi."}
    assert (await api.json("POST", "environments", hosted))["custom_config"] == {"gpuType": "a"}


@case("an agent")
async def _(api):
    name = f"camel-{'a' if api.is_async else 's'}"
    body = {
        "id": name,
        "baseAgent": AGENT,
        "systemInstruction": "Be short.",
        "baseEnvironment": {"type": "remote", "env": {"aB": "c"}},
        "agentConfig": {"type": "antigravity", "maxTotalTokens": 500000},
    }
    made = await api.json("POST", "agents", body)
    assert made["base_agent"] == AGENT and made["system_instruction"] == "Be short.", made
    assert made["base_environment"]["env"] == {"aB": "c"}, made
    assert made["agent_config"]["max_total_tokens"] == "500000", made
    await api.agents.delete(name)


@case("a trigger and the work in it")
async def _(api):
    body = {
        "schedule": "0 7 * * 1",
        "timeZone": "Europe/Zurich",
        "displayName": "Weekly",
        "executionTimeoutSeconds": 60,
        "interaction": {"agent": AGENT, "input": "job", "environment": "remote", "systemInstruction": "Hi."},
    }
    made = await api.json("POST", "triggers", body)
    assert made["time_zone"] == "Europe/Zurich" and made["execution_timeout_seconds"] == 60, made
    assert made["interaction"]["system_instruction"] == "Hi.", made
    changed = await api.json("PATCH", f"triggers/{made['id']}", {"displayName": "Mondays"})
    assert changed["display_name"] == "Mondays", changed
    await api.triggers.delete(made["id"])


@case("credentials")
async def _(api):
    body = {
        "type": "environment_variable",
        "value": "v",
        "injectionLocation": ["header", "query"],
        "trustedDomains": ["a.example.com"],
    }
    made = await api.json("POST", "credentials", body)
    await api.credentials.delete(made["id"])


@case("webhooks")
async def _(api):
    body = {"uri": "http://127.0.0.1:9/", "subscribedEvents": ["interaction.failed"]}
    made = await api.json("POST", "webhooks", body)
    rotate = {"revocationBehavior": "revoke_previous_secrets_immediately"}
    assert (await api.json("POST", f"webhooks/{made['id']}:rotateSigningSecret", rotate))["secret"]
    await api.webhooks.delete(made["id"])


@case("a field in both spellings is refused")
async def _(api):
    body = {"model": MODEL, "input": "x", "systemInstruction": "a", "system_instruction": "b"}
    await refused(api.json("POST", "interactions", body), 400, "system_instruction")


@case("an unknown field is named as it is written in the contract")
async def _(api):
    body = {"model": MODEL, "input": "x", "generationConfig": {"topK": 3}}
    await refused(api.json("POST", "interactions", body), 400, "generation_config.top_k")
