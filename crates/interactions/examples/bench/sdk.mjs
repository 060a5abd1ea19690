// Reads the stream with the official JavaScript SDK, warmed up; prints {"seconds", "characters"} of the best round.

import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({ apiKey: "bench", httpOptions: { baseUrl: process.argv[2] } });
let best = Infinity;
let characters = 0;
for (let round = 0; round < 4; round += 1) {
  const start = performance.now();
  const events = await client.interactions.create({
    model: "gemini-3.8-flash",
    input: "What moves the sea?",
    stream: true,
  });
  let text = "";
  for await (const event of events) {
    if (event.event_type === "step.delta" && event.delta.type === "text") {
      text += event.delta.text;
    }
  }
  characters = text.length;
  best = Math.min(best, (performance.now() - start) / 1000);
}
console.log(JSON.stringify({ seconds: best, characters }));
