import { beforeEach, describe, expect, it } from "vitest";
import type { Patch, TurnsRequest } from "../../bindings/bridge";
import { failure, fakeHost, type FakeHost } from "../../platform/fake";
import { summary, turn } from "../../platform/fake-data/builders";
import { conversationOf, pageOf, type FakeConversation } from "../../platform/fake-pages";
import { applyAll } from "./apply";
import { initial, type State } from "./model";
import { Reading } from "./reading";

const conversation: FakeConversation = {
  summary: summary("c"),
  turns: Array.from({ length: 400 }, (_, i) => turn(`t${i}`, "c", { parent: i ? `t${i - 1}` : null })),
  files: [],
};

let host: FakeHost;
let store: { state: State; host: FakeHost; tell(error: unknown): void; told: unknown[] };
let reading: Reading;
/** Pending requests. */
let wanted: TurnsRequest[];

const take = (...patches: Patch[]) => {
  store.state = applyAll(store.state, patches);
  reading.took(patches);
};
const open = (turn: string | null = null) =>
  take({ patch: "opened", conversation: conversationOf(conversation, turn, null) });
/** Answers the oldest request. */
const answer = () => {
  const { turn, wanted: which } = wanted.shift()!;
  take({ patch: "turns", conversation: "c", ...pageOf(conversation, turn, which) });
};
const held = () => store.state.open!.turns.map((t) => t.id);
const kept = () => host.calls.filter(([name]) => name === "keep_turns").map(([, ids]) => ids as string[]);

beforeEach(() => {
  host = fakeHost();
  wanted = [];
  host.on("more_turns", (request) => {
    wanted.push(request);
    return null;
  });
  store = {
    state: { ...initial, view: { at: "conversation", id: "c" } },
    host,
    told: [],
    tell: (error) => store.told.push(error),
  };
  reading = new Reading(store);
});

describe("asking for more", () => {
  it("asks once for each direction until the turns came, and not where there are none", async () => {
    open("t200");
    const asked = [reading.more("before"), reading.more("before"), reading.more("after")];
    expect(wanted.map((w) => [w.wanted, w.turn])).toEqual([
      ["before", "t190"],
      ["after", "t209"],
    ]);
    answer();
    answer();
    expect(await Promise.all(asked)).toEqual([true, true, true]);
    expect([held().at(0), held().at(-1)]).toEqual(["t170", "t229"]);
    void reading.more("before");
    expect(wanted).toMatchObject([{ wanted: "before", turn: "t170" }]);
    open();
    expect(await reading.more("after")).toBe(false);
    expect(kept()).toEqual([]);
  });

  it("asks again after it failed, and says why it did", async () => {
    open("t200");
    host.on("more_turns", () => Promise.reject(failure("internal", "The record did not answer.")));
    expect(await reading.more("before")).toBe(false);
    expect(store.told).toMatchObject([{ message: "The record did not answer." }]);
    expect(await reading.more("before")).toBe(false);
    expect(host.calls.filter(([name]) => name === "more_turns")).toHaveLength(2);
  });

  it("brings a turn that is not held, and the end", async () => {
    open();
    const there = reading.around("t50");
    answer();
    expect(await there).toBe(true);
    expect(await reading.around("t50")).toBe(true);
    const end = reading.toEnd();
    answer();
    expect(await end).toBe(true);
    expect([held().at(-1), store.state.open?.after]).toEqual(["t399", false]);
  });

  it("waits for the page that was wanted last", async () => {
    open();
    const first = reading.around("t50");
    const second = reading.around("t150");
    answer();
    expect(await first).toBe(false);
    let done = false;
    void second.then(() => (done = true));
    await Promise.resolve();
    expect(done).toBe(false);
    answer();
    expect(await second).toBe(true);
  });

  it("waits for nothing of a conversation that was left", async () => {
    open("t200");
    const asked = [reading.more("before"), reading.around("t50")];
    reading.leave();
    expect(await Promise.all(asked)).toEqual([false, false]);
  });
});

describe("what the host takes to be held", () => {
  it("hears what was let go, and what came back is asked for again", async () => {
    open();
    while (held().length <= 200) {
      void reading.more("before");
      answer();
    }
    reading.letGo(new Set([held()[0]!]));
    expect(held()).toHaveLength(120);
    expect(kept()).toEqual([[...held(), "t399"]]);
    const [from, to] = [held()[0], held().at(-1)];
    void reading.more("after");
    answer();
    expect([held()[0], held()[120]]).toEqual([from, `t${Number(to!.slice(1)) + 1}`]);
    reading.letGo(new Set(held().slice(0, 3)));
    expect(kept()).toHaveLength(1);
  });

  it("hears that a page came too late, and which turns a new one took the place of", () => {
    open("t200");
    void reading.more("after");
    take({ patch: "turn", turn: turn("n", "c", { parent: "t205" }) });
    expect(kept().at(-1)).toEqual([...held()]);
    answer();
    expect(held().at(-1)).toBe("n");
    expect(kept()).toHaveLength(2);
  });
});
