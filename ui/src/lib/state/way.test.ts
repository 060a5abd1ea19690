import { describe, expect, it } from "vitest";
import type { Turn, TurnsWanted } from "../../bindings/bridge";
import { summary, turn } from "../../platform/fake-data/builders";
import { conversationOf, pageOf, wayOf, type FakeConversation } from "../../platform/fake-pages";
import { changeTurn, heldIn, lastOf, letGo, MOST, opened, takes, withPage, withTurn, type Open } from "./way";

const chain = (count: number): Turn[] =>
  Array.from({ length: count }, (_, i) => turn(`t${i}`, "c", { parent: i ? `t${i - 1}` : null }));
const conversationWith = (turns: Turn[]): FakeConversation => ({ summary: summary("c"), turns, files: [] });
const ids = (open: Open) => open.turns.map((t) => t.id);
const open = (conversation: FakeConversation, at: string | null = null) =>
  opened(conversationOf(conversation, at, null));

function ask(conversation: FakeConversation, now: Open, turn: string | undefined, wanted: TurnsWanted): Open {
  const { place, page } = pageOf(conversation, turn ?? "", wanted);
  return withPage(now, place, page);
}

describe("the turns that are held", () => {
  const conversation = conversationWith(chain(100));

  it("begin with a page at the newest turn, or around the one that was asked for", () => {
    expect([
      ids(open(conversation)).at(0),
      ids(open(conversation)).at(-1),
      open(conversation).before,
      open(conversation).after,
    ]).toEqual(["t80", "t99", true, false]);
    const middle = open(conversation, "t50");
    expect(ids(middle)).toContain("t50");
    expect([middle.before, middle.after, middle.last?.id]).toEqual([true, true, "t99"]);
  });

  it("grow in front and behind and stay one way without gaps", () => {
    const middle = open(conversation, "t50");
    const grown = ask(conversation, ask(conversation, middle, ids(middle)[0], "before"), ids(middle).at(-1), "after");
    expect(ids(grown)).toEqual(
      chain(100)
        .slice(20, 80)
        .map((t) => t.id),
    );
    expect(grown.last?.id).toBe("t99");
    expect(ask(conversation, grown, "t79", "after")).toMatchObject({ after: false, last: null });
  });

  it("take no page that does not follow on from them", () => {
    const end = open(conversation);
    expect(ask(conversation, end, "t50", "before")).toBe(end);
    expect(ask(conversation, end, "t50", "after")).toBe(end);
  });

  it("end with a new turn that follows one in the middle", () => {
    const now = withTurn(open(conversation, "t50"), turn("n", "c", { parent: "t45" }));
    expect(ids(now).slice(-2)).toEqual(["t45", "n"]);
    expect([now.after, now.last]).toEqual([false, null]);
  });

  it("are one turn when another first one is made, and take none whose parent is not here", () => {
    const all = open(conversationWith(chain(5)));
    expect(ids(withTurn(all, turn("n", "c")))).toEqual(["n"]);
    const end = open(conversation);
    expect(withTurn(end, turn("n", "c"))).toBe(end);
    expect(withTurn(end, turn("n", "c", { parent: "t3" }))).toBe(end);
    expect([takes(end, null), takes(end, "t3"), takes(end, "t90"), takes(all, null)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it("know the end of the way, and what changes there", () => {
    const middle = open(conversation, "t50");
    const running = { ...middle.last!, standing: "running" as const };
    expect(lastOf(withTurn(middle, running))).toBe(running);
    expect(changeTurn(middle, "t99", (t) => ({ ...t, standing: "failed" }))?.last?.standing).toBe("failed");
    const longer = withTurn(middle, turn("n", "c", { parent: "t99" }));
    expect([ids(longer), lastOf(longer)?.id, longer.after]).toEqual([ids(middle), "n", true]);
  });
});

describe("letting go", () => {
  const all = { ...open(conversationWith(chain(20))), turns: chain(MOST + 20) };

  it("drops what is farthest from what is in use, and remembers what comes there", () => {
    const top = letGo(all, new Set(["t3", "t5"]));
    expect([ids(top).at(0), top.turns.length, top.before, top.after, top.last?.id]).toEqual([
      "t0",
      120,
      false,
      true,
      "t219",
    ]);
    const end = letGo(all, new Set(["t217", "t219"]));
    expect([ids(end).at(-1), end.turns.length, end.before, end.after, end.last]).toEqual([
      "t219",
      120,
      true,
      false,
      null,
    ]);
    const middle = letGo(all, new Set(["t110"]));
    expect([middle.turns.length, middle.before, middle.after]).toEqual([120, true, true]);
    expect(ids(middle)).toContain("t110");
  });

  it("never drops what is in use, nor anything while there is room", () => {
    const wide = letGo(all, new Set(["t2", "t180"]));
    expect([ids(wide).at(0), ids(wide).at(-1)]).toEqual(["t2", "t180"]);
    expect(letGo(all, new Set(["t0", "t219"]))).toBe(all);
    const few = { ...all, turns: chain(MOST) };
    expect(letGo(few, new Set(["t0"]))).toBe(few);
  });
});

/** A deterministic pseudo-random generator of numbers from 0 to `below`, exclusive. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it("is always a stretch of one way, and in the end the whole of it, whatever is asked for in whatever order", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seeded(seed);
    const turns: Turn[] = [turn("t0", "c")];
    // Mostly continuing from the newest turn, sometimes from another one.
    for (let i = 1; i < 320; i += 1)
      turns.push(turn(`t${i}`, "c", { parent: random(12) ? `t${i - 1}` : `t${random(i)}` }));
    const conversation = conversationWith(turns);
    const any = () => turns[random(turns.length)]!.id;
    let now = open(conversation, random(2) ? any() : null);
    for (let step = 0; step < 60; step += 1) {
      const kind = random(8);
      if (kind < 3) now = ask(conversation, now, now.turns[0]?.id, "before");
      else if (kind < 5 && now.after) now = ask(conversation, now, now.turns.at(-1)?.id, "after");
      else if (kind === 5) now = ask(conversation, now, any(), "around");
      else if (kind === 6) now = ask(conversation, now, any(), random(2) ? "before" : "after");
      else {
        const last = now.turns.at(-1)!.id;
        const way = wayOf(turns, last);
        if (now.after) expect(lastOf(now)?.id, `seed ${seed}`).toBe(way.at(-1)?.id);
        const grown = turn(`n${seed}-${step}`, "c", {
          parent: random(2) ? last : now.turns[random(now.turns.length)]!.id,
        });
        turns.push(grown);
        now = withTurn(now, grown);
      }
      const view = random(now.turns.length);
      now = letGo(now, new Set(ids(now).slice(view, view + 5)));
      const way = wayOf(turns, now.turns.at(-1)!.id).map((t) => t.id);
      const from = way.indexOf(ids(now)[0]!);
      expect(way.slice(from, from + now.turns.length), `seed ${seed}, step ${step}`).toEqual(ids(now));
      expect([now.before, now.after], `seed ${seed}, step ${step}`).toEqual([
        from > 0,
        from + now.turns.length < way.length,
      ]);
      expect(heldIn(now).length).toBeLessThanOrEqual(MOST + 1);
    }
    while (now.before) now = ask(conversation, now, now.turns[0]!.id, "before");
    while (now.after) now = ask(conversation, now, now.turns.at(-1)!.id, "after");
    expect(ids(now), `seed ${seed}`).toEqual(wayOf(turns, now.turns.at(-1)!.id).map((t) => t.id));
  }
});
