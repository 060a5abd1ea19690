"""Reads the stream with the official Python SDK; prints {"seconds", "characters"}."""

import json
import sys
import time

from google import genai

client = genai.Client(api_key="bench", http_options={"base_url": sys.argv[1]})
start = time.perf_counter()
pieces = []
for event in client.interactions.create(
    model="gemini-3.8-flash", input="What moves the sea?", stream=True
):
    if event.event_type == "step.delta" and event.delta.type == "text":
        pieces.append(event.delta.text)
characters = len("".join(pieces))
print(json.dumps({"seconds": time.perf_counter() - start, "characters": characters}))
