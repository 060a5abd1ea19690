import { describe, expect, it } from "vitest";
import type { Block, Turn } from "../../bindings/bridge";
import { artifact, overview, summary, text, turn } from "../../platform/fake-data";
import { apply, applyAll, catchUp } from "./apply";
import { initial, started, type State } from "./model";

const block = (html: string, ...pieces: string[]): Block => ({ html, pieces });

function opened(...turns: Turn[]): State {
  const state = started(initial, overview({ chats: [], jobs: [] }));
  const line = summary("c");
  return { ...state, view: { at: "conversation", id: "c" }, summaries: { c: line }, open: { summary: line, turns, files: [], draft: null } };
}
const parts = (state: State) => state.open?.turns[0]?.parts ?? [];

describe("a batch of patches", () => {
  it("puts a new turn at the end and shows its branch", () => {
    const state = apply(opened(turn("a", "c"), turn("b", "c", { parent: "a" })), { patch: "turn", turn: turn("b2", "c", { parent: "a" }) });
    expect(state.open?.turns.map((t) => t.id)).toEqual(["a", "b", "b2"]);
    expect(state.chosen).toEqual({ a: "b2" });
  });

  it("replaces a known turn in its place and leaves the chosen branch alone", () => {
    const before = { ...opened(turn("a", "c"), turn("b", "c", { parent: "a" })), chosen: { a: "b" } };
    const state = apply(before, { patch: "turn", turn: turn("a", "c", { standing: "failed" }) });
    expect(state.open?.turns.map((t) => [t.id, t.standing])).toEqual([["a", "failed"], ["b", "done"]]);
    expect(state.chosen).toBe(before.chosen);
  });

  it("keeps the parts of a turn whose head changes", () => {
    const before = opened(turn("a", "c", { parts: [text("<p>one</p>")], standing: "running" }));
    const state = apply(before, { patch: "turn_head", turn: turn("a", "c", { standing: "done" }) });
    expect(state.open?.turns[0]?.standing).toBe("done");
    expect(parts(state)).toBe(parts(before));
  });

  it("appends and replaces parts by position", () => {
    const state = applyAll(opened(turn("a", "c")), [
      { patch: "part", turn: "a", position: 0, part: text("<p>one</p>") },
      { patch: "part", turn: "a", position: 1, part: text("<p>two</p>") },
      { patch: "part", turn: "a", position: 0, part: text("<p>uno</p>") },
    ]);
    expect(parts(state)).toEqual([text("<p>uno</p>"), text("<p>two</p>")]);
  });

  it("leaves finished blocks as the same objects when later ones come", () => {
    const before = opened(turn("a", "c", { parts: [text("<p>one</p>", "<p>tw</p>")] }));
    const state = apply(before, { patch: "blocks", turn: "a", position: 0, update: { from: 1, kept: 0, blocks: [block("<p>two</p>"), block("<p>three</p>")] }, citations: null });
    const [old] = parts(before);
    const [now] = parts(state);
    if (old?.type !== "text" || now?.type !== "text") throw new Error("not text");
    expect(now.blocks.map((b) => b.html)).toEqual(["<p>one</p>", "<p>two</p>", "<p>three</p>"]);
    expect(now.blocks[0]).toBe(old.blocks[0]);
  });

  it("keeps the pieces of a block that grew, and the sources while there are no others", () => {
    const list = block("<ul></ul>", "<li>a</li>", "<li>b</li>", "<li>c</li>");
    const source = { number: 1, title: "A", url: null, site: null };
    const before = opened(turn("a", "c", { parts: [{ type: "text", blocks: [block("<p>one</p>"), list], citations: [source] }] }));
    const update = { from: 1, kept: 2, blocks: [block("<ul></ul>", "<li>see</li>", "<li>d</li>"), block("<p>end</p>")] };
    const state = apply(before, { patch: "blocks", turn: "a", position: 0, update, citations: null });
    const grown = block("<ul></ul>", "<li>a</li>", "<li>b</li>", "<li>see</li>", "<li>d</li>");
    expect(parts(state)[0]).toEqual({ type: "text", blocks: [block("<p>one</p>"), grown, block("<p>end</p>")], citations: [source] });
  });

  it("can shorten a text, when an unfinished block turns out to be less", () => {
    const before = opened(turn("a", "c", { parts: [text("<p>one</p>", "<p>two</p>", "<p>three</p>")] }));
    const state = apply(before, { patch: "blocks", turn: "a", position: 0, update: { from: 1, kept: 0, blocks: [block("<ul></ul>")] }, citations: null });
    expect(parts(state)[0]).toEqual(text("<p>one</p>", "<ul></ul>"));
  });

  it("ignores what is not on the screen", () => {
    const before = opened(turn("a", "c"));
    expect(apply(before, { patch: "turn", turn: turn("x", "other") })).toBe(before);
    expect(apply(before, { patch: "part", turn: "x", position: 0, part: text("<p></p>") })).toBe(before);
    expect(apply(before, { patch: "part", turn: "a", position: 7, part: text("<p></p>") })).toBe(before);
    expect(apply(before, { patch: "blocks", turn: "a", position: 0, update: { from: 0, kept: 0, blocks: [] }, citations: null })).toBe(before);
  });

  it("takes a file into the conversation and the list of all files, once", () => {
    const file = artifact("report.md", { conversation: "c", turn: "a", state: { state: "listed" } });
    const saved = { ...file, state: { state: "saved" as const } };
    const state = applyAll(opened(turn("a", "c")), [{ patch: "artifact", artifact: file }, { patch: "artifact", artifact: saved }]);
    expect(state.open?.files).toEqual([saved]);
    expect(state.files).toEqual([saved]);
  });

  it("goes back to New when the conversation on the screen is deleted", () => {
    const state = apply(opened(turn("a", "c")), { patch: "conversation_gone", id: "c" });
    expect(state.view).toEqual({ at: "new" });
    expect(state.open).toBeNull();
    expect(state.summaries).toEqual({});
  });

  it("goes where a notification leads", () => {
    expect(apply(opened(), { patch: "open", conversation: "d" }).view).toEqual({ at: "conversation", id: "d" });
  });

  it("shows the same notice once", () => {
    const notice = { patch: "notice" as const, error: { code: "offline" as const, message: "No connection.", hint: null } };
    expect(applyAll(opened(), [notice, notice]).notices).toHaveLength(1);
  });

  it("keeps a summary that came before the overview", () => {
    const early = summary("c-heat", { standing: "failed" });
    const state = started(apply(initial, { patch: "conversation", summary: early }), overview());
    expect(state.summaries["c-heat"]).toBe(early);
  });
});

describe("what changed while a conversation was on its way", () => {
  const asked = opened(turn("a", "c", { standing: "running", parts: [text("<p>so far</p>")] }));

  it("is not lost: the end of a turn that came before the answer stays", () => {
    const state = catchUp(asked, [{ patch: "turn", turn: turn("a", "c", { standing: "failed" }) }]);
    expect(state.open?.turns[0]?.standing).toBe("failed");
  });

  it("is left out where it is older than the answer", () => {
    const state = catchUp(asked, [
      { patch: "blocks", turn: "a", position: 0, update: { from: 0, kept: 0, blocks: [block("<p>so</p>")] }, citations: null },
      { patch: "turn_head", turn: turn("a", "c", { standing: "needs_you" }) },
    ]);
    expect(state).toBe(asked);
  });

  it("goes on from the whole turn that the host sends with the answer", () => {
    const state = catchUp(asked, [
      { patch: "blocks", turn: "a", position: 0, update: { from: 0, kept: 0, blocks: [block("<p>so</p>")] }, citations: null },
      { patch: "turn", turn: turn("a", "c", { standing: "running", parts: [text("<p>so far</p>")] }) },
      { patch: "blocks", turn: "a", position: 0, update: { from: 1, kept: 0, blocks: [block("<p>and on</p>")] }, citations: null },
    ]);
    expect(parts(state)[0]).toMatchObject({ blocks: [block("<p>so far</p>"), block("<p>and on</p>")] });
  });
});
