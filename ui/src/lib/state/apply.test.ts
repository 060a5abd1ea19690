import { describe, expect, it } from "vitest";
import type { Block, Turn } from "../../bindings/bridge";
import { artifact, summary, text, turn } from "../../platform/fake-data/builders";
import { overview } from "../../platform/fake-data/overviews";
import { conversationOf } from "../../platform/fake-pages";
import { apply, applyAll } from "./apply";
import { initial, started, type State } from "./model";
import { lineOf } from "./order";

const block = (html: string, ...pieces: string[]): Block => ({ html, pieces });

function opened(...turns: Turn[]): State {
  const state: State = {
    ...started(initial, overview({ chats: [], jobs: [] })),
    view: { at: "conversation", id: "c" },
  };
  return apply(state, {
    patch: "opened",
    conversation: conversationOf({ summary: summary("c"), turns, files: [] }, null, null),
  });
}
const parts = (state: State) => state.open?.turns[0]?.parts ?? [];

describe("a batch of patches", () => {
  it("puts a new turn after its parent and shows its branch", () => {
    const state = apply(opened(turn("a", "c"), turn("b", "c", { parent: "a" })), {
      patch: "turn",
      turn: turn("b2", "c", { parent: "a" }),
    });
    expect(state.open?.turns.map((t) => t.id)).toEqual(["a", "b2"]);
  });

  it("replaces a known turn in its place and leaves those after it alone", () => {
    const state = apply(opened(turn("a", "c"), turn("b", "c", { parent: "a" })), {
      patch: "turn",
      turn: turn("a", "c", { standing: "failed" }),
    });
    expect(state.open?.turns.map((t) => [t.id, t.standing])).toEqual([
      ["a", "failed"],
      ["b", "done"],
    ]);
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
    const state = apply(before, {
      patch: "blocks",
      turn: "a",
      position: 0,
      update: { from: 1, kept: 0, blocks: [block("<p>two</p>"), block("<p>three</p>")] },
      citations: null,
    });
    const [old] = parts(before);
    const [now] = parts(state);
    if (old?.type !== "text" || now?.type !== "text") throw new Error("not text");
    expect(now.blocks.map((b) => b.html)).toEqual(["<p>one</p>", "<p>two</p>", "<p>three</p>"]);
    expect(now.blocks[0]).toBe(old.blocks[0]);
  });

  it("keeps the pieces of a block that grew, and the sources while there are no others", () => {
    const list = block("<ul></ul>", "<li>a</li>", "<li>b</li>", "<li>c</li>");
    const source = { number: 1, title: "A", url: null, site: null };
    const before = opened(
      turn("a", "c", { parts: [{ type: "text", blocks: [block("<p>one</p>"), list], citations: [source] }] }),
    );
    const update = {
      from: 1,
      kept: 2,
      blocks: [block("<ul></ul>", "<li>see</li>", "<li>d</li>"), block("<p>end</p>")],
    };
    const state = apply(before, { patch: "blocks", turn: "a", position: 0, update, citations: null });
    const grown = block("<ul></ul>", "<li>a</li>", "<li>b</li>", "<li>see</li>", "<li>d</li>");
    expect(parts(state)[0]).toEqual({
      type: "text",
      blocks: [block("<p>one</p>"), grown, block("<p>end</p>")],
      citations: [source],
    });
  });

  it("can shorten a text, when an unfinished block turns out to be less", () => {
    const before = opened(turn("a", "c", { parts: [text("<p>one</p>", "<p>two</p>", "<p>three</p>")] }));
    const state = apply(before, {
      patch: "blocks",
      turn: "a",
      position: 0,
      update: { from: 1, kept: 0, blocks: [block("<ul></ul>")] },
      citations: null,
    });
    expect(parts(state)[0]).toEqual(text("<p>one</p>", "<ul></ul>"));
  });

  it("ignores what is not on the screen", () => {
    const before = opened(turn("a", "c"));
    expect(apply(before, { patch: "turn", turn: turn("x", "other") })).toBe(before);
    expect(apply(before, { patch: "part", turn: "x", position: 0, part: text("<p></p>") })).toBe(before);
    expect(apply(before, { patch: "part", turn: "a", position: 7, part: text("<p></p>") })).toBe(before);
    expect(
      apply(before, {
        patch: "blocks",
        turn: "a",
        position: 0,
        update: { from: 0, kept: 0, blocks: [] },
        citations: null,
      }),
    ).toBe(before);
  });

  it("takes a file into the conversation and the list of all files, once", () => {
    const file = artifact("report.md", { conversation: "c", turn: "a", state: { state: "listed" } });
    const saved = { ...file, state: { state: "saved" as const } };
    const state = applyAll(opened(turn("a", "c")), [
      { patch: "artifact", artifact: file },
      { patch: "artifact", artifact: saved },
    ]);
    expect(state.open?.files).toEqual([saved]);
    expect(state.files).toEqual([saved]);
  });

  it("goes back to New when the conversation on the screen is deleted", () => {
    const state = apply(opened(turn("a", "c")), { patch: "conversation_gone", id: "c" });
    expect(state.view).toEqual({ at: "new" });
    expect(state.open).toBeNull();
    expect(state.lines).toEqual([]);
  });

  it("goes where a notification leads", () => {
    expect(apply(opened(), { patch: "open", conversation: "d" }).view).toEqual({ at: "conversation", id: "d" });
  });

  it("shows the same notice once", () => {
    const notice = {
      patch: "notice" as const,
      error: { code: "offline" as const, message: "No connection.", hint: null },
    };
    expect(applyAll(opened(), [notice, notice]).notices).toHaveLength(1);
  });

  it("keeps a summary that came before the overview", () => {
    const early = summary("c-heat", { standing: "failed" });
    const state = started(apply(initial, { patch: "conversation", summary: early }), overview());
    expect(lineOf(state.lines, "c-heat")).toBe(early);
  });
});

describe("a conversation that comes", () => {
  const come = (id: string) => ({
    patch: "opened" as const,
    conversation: conversationOf({ summary: summary(id), turns: [turn(`${id}1`, id)], files: [] }, null, null),
  });

  it("is shown when it is the one in view, and ignored when the person went elsewhere", () => {
    const gone: State = { ...initial, view: { at: "settings" } };
    expect(apply(gone, come("c"))).toBe(gone);
    const elsewhere = opened(turn("a", "c"));
    expect(apply(elsewhere, come("d"))).toBe(elsewhere);
    expect(apply({ ...initial, view: { at: "conversation", id: "d" } }, come("d")).open?.summary.id).toBe("d");
  });

  it("takes the place of the New page when it was begun there", () => {
    const waiting: State = { ...initial, awaited: "d", finishedMeanwhile: ["d", "e"] };
    expect(apply(waiting, come("c"))).toBe(waiting);
    expect(apply(waiting, come("d"))).toMatchObject({
      view: { at: "conversation", id: "d" },
      awaited: null,
      finishedMeanwhile: ["e"],
    });
  });

  it("goes on from there: what came before it touches nothing, what comes after it does", () => {
    const blocks = (html: string, from: number) => ({
      patch: "blocks" as const,
      turn: "c1",
      position: 0,
      update: { from, kept: 0, blocks: [block(html)] },
      citations: null,
    });
    const asked = { ...initial, view: { at: "conversation" as const, id: "c" } };
    const running = turn("c1", "c", { standing: "running", parts: [text("<p>so far</p>")] });
    const conversation = conversationOf({ summary: summary("c"), turns: [running], files: [] }, null, null);
    const state = applyAll(asked, [
      blocks("<p>so</p>", 0),
      { patch: "opened", conversation },
      blocks("<p>and on</p>", 1),
    ]);
    expect(parts(state)[0]).toMatchObject({ blocks: [block("<p>so far</p>"), block("<p>and on</p>")] });
  });
});
