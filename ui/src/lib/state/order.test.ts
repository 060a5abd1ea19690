import { describe, expect, it } from "vitest";
import { summary } from "../../platform/fake-data";
import { linesOf } from "./order";

const byId = (lines: readonly ReturnType<typeof summary>[]) => Object.fromEntries(lines.map((line) => [line.id, line]));
const ids = (lines: readonly { id: string }[]) => lines.map(({ id }) => id);

describe("the lines of the lists", () => {
  const many = Array.from({ length: 50 }, (_, i) => summary(`c-${i}`, { updated_at: 1000 - i }));
  const before = linesOf(byId(many), []);

  it("are newest first, and the same list while nothing changes", () => {
    expect(ids(before)).toEqual(ids(many));
    expect(linesOf(byId(many), before)).toBe(before);
  });

  it("move one that changed to its place, and leave all others as they are", () => {
    const changed = { ...many[30]!, updated_at: 2000 };
    const now = linesOf({ ...byId(many), "c-30": changed }, before);
    expect(ids(now)).toEqual(["c-30", ...ids(many).filter((id) => id !== "c-30")]);
    expect(now[0]).toBe(changed);
    expect(now[1]).toBe(before[0]);
    expect(ids(before)).toEqual(ids(many));
  });

  it("let go of what is gone, and put in what came, in the order that sorting gives", () => {
    const { "c-3": _, ...rest } = byId(many);
    const same = summary("c-x", { updated_at: 990 });
    expect(ids(linesOf({ ...rest, "c-x": same }, before))).toEqual(ids(linesOf({ ...rest, "c-x": same }, [])));
    expect(ids(linesOf(rest, before))).not.toContain("c-3");
    expect(ids(linesOf({}, before))).toEqual([]);
  });

  it("take a whole page of new ones", () => {
    const page = Array.from({ length: 40 }, (_, i) => summary(`d-${i}`, { updated_at: 980 - i }));
    const all = { ...byId(many), ...byId(page) };
    expect(ids(linesOf(all, before))).toEqual(ids(linesOf(all, [])));
    expect(linesOf(all, before)).toHaveLength(90);
  });
});
