"""Drives an engine with the official SDK, google-genai 3.6.1: every operation of the contract, and every rule of it.

    python3 run.py BASE_URL KEY [--starter] [--only WORDS]

Without `--starter` the engine must follow script.json of this folder. A line for each case, and a JSON object as the
last line: {"passed": N, "failed": N, "cases": [{"case", "ok", "why"?}]}. Ends with 0 when all cases passed.
"""

import asyncio
import importlib
import json
import pathlib
import sys
import traceback
import warnings

warnings.simplefilter("ignore")

from google.genai import version  # noqa: E402

import harness  # noqa: E402

WANTED_VERSION = "3.6.1"
# How long a case may take, in seconds.
LIMIT = 180


def load():
    folder = pathlib.Path(__file__).parent / "cases"
    for file in sorted(folder.glob("[a-z]*.py")):
        importlib.import_module(f"cases.{file.stem}")


async def run_one(run, api):
    try:
        await asyncio.wait_for(run(api), LIMIT)
    except Exception as error:  # noqa: BLE001: whatever it is, the case has failed
        place = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in place if "cases" in frame.filename]
        return f"{type(error).__name__}: {error} (line {lines[-1] if lines else '?'})"
    return None


async def run_all(base_url, key, starter, only):
    done = []
    for name, run, for_starter in harness.CASES:
        if starter and not for_starter or only and only not in name:
            continue
        for is_async in (False, True):
            label = f"{name} [{'async' if is_async else 'sync'}]"
            why = await run_one(run, harness.Api(base_url, key, is_async))
            print(f"{label}: {'ok' if why is None else 'FAILED ' + why}", flush=True)
            done.append({"case": label, "ok": why is None} | ({"why": why} if why else {}))
    return done


def main():
    arguments = sys.argv[1:]
    starter = "--starter" in arguments
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else None
    assert version.__version__ == WANTED_VERSION, f"google-genai {version.__version__}"
    load()
    done = asyncio.run(run_all(arguments[0], arguments[1], starter, only))
    failed = sum(not one["ok"] for one in done)
    print(json.dumps({"passed": len(done) - failed, "failed": failed, "cases": done}))
    sys.exit(1 if failed or not done else 0)


if __name__ == "__main__":
    main()
