"""Drives the engine with the official google-genai SDK, as any other program would.

    python3 drive.py BASE_URL KEY

Needs google-genai 3.4.0 and an engine that follows script.json of this folder. Ends with 0 when all is well.
"""

import io
import sys
import time
import warnings

from google import genai
from google.genai import types

warnings.simplefilter("ignore")

MODEL = "gemini-3.8-flash"
AGENT = "antigravity-preview-09-2026"


def client(base_url, key, version):
    options = types.HttpOptions(base_url=base_url, api_version=version)
    return genai.Client(api_key=key, http_options=options)


def unary(api):
    answer = api.interactions.create(model=MODEL, input="What is basalt?")
    assert answer.status == "completed", answer
    assert answer.output_text == "Basalt is a dark rock.", answer.output_text
    assert answer.usage.total_tokens > 0
    again = api.interactions.create(
        model=MODEL,
        input=[{"type": "text", "text": "What is basalt?"}],
        previous_interaction_id=answer.id,
    )
    assert again.output_text == answer.output_text
    whole = api.interactions.get(answer.id, include_input=True)
    assert whole.steps[0].type == "user_input", whole
    return answer.id


def stream(api):
    kinds, text, ids = [], "", []
    for event in api.interactions.create(model=MODEL, input="What is basalt?", stream=True):
        kinds.append(event.event_type)
        ids.append(event.event_id)
        if event.event_type == "step.delta" and event.delta.type == "text":
            text += event.delta.text
    assert kinds[0] == "interaction.created" and kinds[-1] == "interaction.completed", kinds
    assert text == "Basalt is a dark rock.", text
    assert all(ids) and len(set(ids)) == len(ids), ids


def background(api):
    run = api.interactions.create(model=MODEL, input="slow", background=True)
    assert run.status in ("queued", "in_progress"), run
    for _ in range(200):
        now = api.interactions.get(run.id)
        if now.status not in ("queued", "in_progress"):
            break
        time.sleep(0.05)
    assert now.status == "completed" and now.output_text == "Slowly done.", now


def resume(api):
    first, rest = [], []
    for event in api.interactions.create(model=MODEL, input="slow", background=True, stream=True):
        if event.event_type == "interaction.created":
            run = event.interaction.id
        first.append(event.event_id)
        if len(first) == 4:
            break
    for event in api.interactions.get(run, stream=True, last_event_id=first[-1]):
        rest.append(event.event_id)
    whole = [event.event_id for event in api.interactions.get(run, stream=True)]
    assert first + rest == whole, (first, rest, whole)


def cancel_and_delete(api):
    run = api.interactions.create(model=MODEL, input="endless", background=True)
    assert api.interactions.cancel(run.id).status == "cancelled"
    api.interactions.delete(run.id)
    try:
        api.interactions.get(run.id)
    except Exception as error:
        assert getattr(error, "status_code", getattr(error, "code", None)) == 404, error
    else:
        raise AssertionError("a deleted interaction was found")


def functions(api):
    tool = {"type": "function", "name": "set_lamp", "parameters": {"type": "object"}}
    asked = api.interactions.create(model=MODEL, input="lamp", tools=[tool])
    assert asked.status == "requires_action", asked
    call = [step for step in asked.steps if step.type == "function_call"][0]
    assert call.arguments == {"on": True}, call
    result = {"type": "function_result", "call_id": call.id, "name": call.name, "result": "ok"}
    done = api.interactions.create(
        model=MODEL, input=[result], tools=[tool], previous_interaction_id=asked.id
    )
    assert done.output_text == "The lamp is on.", done


def download(api, environment, path):
    return bytes(api.environments.files.download(environment_id=environment, path=path))


def job_and_files(api):
    source = {"type": "inline", "target": "/workspace/in.csv", "content": "a,1\nb,2\n"}
    job = api.interactions.create(
        agent=AGENT,
        input="job",
        environment={"type": "remote", "sources": [source]},
        background=True,
    )
    while job.status in ("queued", "in_progress"):
        time.sleep(0.1)
        job = api.interactions.get(job.id)
    assert job.status == "completed", job
    kinds = [step.type for step in job.steps]
    assert "code_execution_call" in kinds and "code_execution_result" in kinds, kinds
    environment = job.environment_id
    assert environment
    assert api.environments.get(environment).status == "active"
    assert environment in [one.id for one in api.environments.list().environments]
    root = [file.path for file in api.environments.files.list(environment=environment, path="").files]
    assert root == ["workspace"], root
    listed = api.environments.files.list(
        environment=environment, path="workspace", recursive=True
    ).files
    names = sorted(file.name for file in listed)
    assert names == ["comparison.csv", "in.csv", "report.md"], names
    table = download(api, environment, "workspace/comparison.csv")
    assert table == b"name,price\nA,1\n", table
    api.environments.files.upload(
        environment_id=environment,
        path="workspace/extra.csv",
        file=io.BytesIO(b"x,y\n"),
        mime_type="text/csv",
        overwrite=True,
    )
    assert download(api, environment, "workspace/extra.csv") == b"x,y\n"
    follow = api.interactions.create(
        agent=AGENT, input="job", environment=environment, previous_interaction_id=job.id
    )
    assert follow.environment_id == environment
    api.environments.delete(environment)


def agents(api):
    made = api.agents.create(
        id="sdk-writer", base_agent=AGENT, description="Writes.", system_instruction="Be short."
    )
    assert made.id == "sdk-writer"
    assert "sdk-writer" in [agent.id for agent in api.agents.list().agents]
    assert api.agents.get("sdk-writer").system_instruction == "Be short."
    job = api.interactions.create(agent="sdk-writer", input="job", environment="remote")
    assert job.status == "completed", job
    api.agents.delete("sdk-writer")


def triggers(api):
    work = {"agent": AGENT, "environment": "remote", "input": "job"}
    made = api.triggers.create(
        interaction=work, schedule="0 7 * * 1", time_zone="Europe/Zurich", display_name="Weekly"
    )
    assert made.status == "active" and made.next_run_time and made.environment_id, made
    assert api.triggers.get(made.id).display_name == "Weekly"
    assert made.id in [one.id for one in api.triggers.list(page_size=20).triggers]
    assert api.triggers.update(made.id, status="paused").status == "paused"
    # A paused trigger can be run by hand.
    begun = api.triggers.run(made.id)
    assert begun.status == "in_progress" and begun.trigger_id == made.id, begun
    for _ in range(200):
        runs = api.triggers.list_executions(made.id, page_size=5).trigger_executions
        if runs[0].status != "in_progress":
            break
        time.sleep(0.05)
    assert [(run.id, run.status) for run in runs] == [(begun.id, "completed")], runs
    assert api.interactions.get(begun.interaction_id).environment_id == made.environment_id
    resumed = api.triggers.update(made.id, status="active")
    assert resumed.previous_interaction_id == begun.interaction_id, resumed
    api.triggers.delete(made.id)
    assert made.id not in [one.id for one in api.triggers.list().triggers or []]
    assert api.interactions.get(begun.interaction_id).status == "completed"


def models(api):
    names = [model.name for model in api.models.list()]
    assert f"models/{MODEL}" in names, names
    assert api.models.get(model=MODEL).name == f"models/{MODEL}"


def wrong_key(base_url, version):
    api = client(base_url, "wrong", version)
    try:
        api.interactions.create(model=MODEL, input="x")
    except Exception as error:
        assert getattr(error, "status_code", getattr(error, "code", None)) == 400, error
    else:
        raise AssertionError("a wrong key was taken")


def main():
    base_url, key = sys.argv[1], sys.argv[2]
    for version in ("v1", "v1beta"):
        api = client(base_url, key, version)
        for check in (unary, stream, background, resume, cancel_and_delete, functions, job_and_files, agents, triggers, models):
            check(api)
            print(f"{version} {check.__name__}: ok", flush=True)
        wrong_key(base_url, version)
        print(f"{version} wrong_key: ok", flush=True)


if __name__ == "__main__":
    main()
