#!/usr/bin/env bash
# google-genai 3.6.1 (Python): `FunctionDeclaration.from_callable` leaves an argument of the type `tuple` out of the
# tool that it declares, without an error, and makes a schema that is none of it if there is no other argument.
#
# Documented (google/genai/types.py, at `parameters_json_schema`): the schema "must describe an object where the
# properties are the parameters to the function"; it excludes `parameters`.
# Seen: arguments that JSON Schema alone can say go to `parameters_json_schema`, under their names but without the
# object around them, and are dropped when others have gone to `parameters`. The model is never told of the argument.
# With `use_json_schema=True`, off unless asked for, all is right; a warning that goes to the log only says that without
# it "is not recommended".
# Seen: "tuple and text: name / tuple alone: no object, where / with use_json_schema: where, name".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check google-genai==3.6.1
cat >declare.py <<'PYTHON'
import logging

from google import genai
from google.genai.types import FunctionDeclaration

logging.disable(logging.WARNING)
client = genai.Client(api_key="key")


def both(where: tuple[float, float], name: str):
    """Names a place."""


def alone(where: tuple[float, float]):
    """Looks at a place."""


def names(callable, **options):
    tool = FunctionDeclaration.from_callable(client=client, callable=callable, **options)
    tool = tool.model_dump(mode="json", exclude_none=True)
    schema = tool.get("parameters") or tool["parameters_json_schema"]
    if "properties" in schema:
        return ", ".join(schema["properties"])
    return f"no object, {', '.join(schema)}"


print(f"tuple and text: {names(both)} / tuple alone: {names(alone)}", end=" / ")
print(f"with use_json_schema: {names(both, use_json_schema=True)}")
PYTHON
seen=$(python/bin/python declare.py)
echo "$seen"
[ "$seen" = "tuple and text: name / tuple alone: no object, where / with use_json_schema: where, name" ]
