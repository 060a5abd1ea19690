import { describe, expect, it } from "vitest";
import type { Part } from "../bindings/bridge";
import { text } from "../platform/fake-data/builders";
import { entries, resultAndLog, troubled } from "./timeline";

const code = (language: string, failed = false): Part => ({
  type: "code",
  language,
  html: "<pre></pre>",
  output: "",
  failed,
});
const thought: Part = { type: "thought", blocks: [], ms: 10 };
const kinds = (parts: Part[]) => entries(parts).map((e) => ("steps" in e ? `${e.type}×${e.steps.length}` : e.type));

describe("the log", () => {
  it("joins neighbours of one kind and language", () => {
    expect(kinds([code("python"), code("python"), code("bash"), thought, code("python")])).toEqual([
      "code×2",
      "code×1",
      "thought",
      "code×1",
    ]);
  });

  it("keeps searches for pictures apart from those for pages", () => {
    const search = (of_pictures: boolean): Part => ({
      type: "search",
      queries: ["basalt"],
      of_pictures,
      running: false,
    });
    expect(kinds([search(false), search(false), search(true)])).toEqual(["search×2", "search×1"]);
  });

  it("takes the words at the end as the result", () => {
    const { result, log } = resultAndLog(
      entries([
        thought,
        text("<p>I start.</p>"),
        code("python"),
        text("<p>Done.</p>"),
        { type: "media", artifact: "x" },
      ]),
    );
    expect(result.map((e) => e.position)).toEqual([3, 4]);
    expect(log.map((e) => e.position)).toEqual([0, 1, 2]);
  });

  it("takes the last words as the result when work came after them", () => {
    const { result, log } = resultAndLog(entries([thought, text("<p>Here it is.</p>"), code("python")]));
    expect(result.map((e) => e.position)).toEqual([1]);
    expect(log.map((e) => e.position)).toEqual([0, 2]);
  });

  it("has no result where no word was said", () => {
    expect(resultAndLog(entries([thought, code("python")])).result).toEqual([]);
  });

  it("counts an entry as troubled by its last step only", () => {
    const [mended] = entries([code("python", true), code("python")]);
    const [broken] = entries([code("python"), code("python", true)]);
    expect([mended, broken].map((e) => e && troubled(e))).toEqual([false, true]);
  });
});
