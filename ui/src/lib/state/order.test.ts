import { describe, expect, it } from "vitest";
import { summary } from "../../platform/fake-data/builders";
import { withLine, withoutLine, withPageOfLines } from "./order";

const ids = (lines: readonly { id: string }[]) => lines.map(({ id }) => id);

describe("the lines of the lists", () => {
  const many = Array.from({ length: 50 }, (_, i) => summary(`c-${i}`, { updated_at: 1000 - i }));
  const before = withPageOfLines([], many.toReversed());

  it("are newest first, and the same list while nothing changes", () => {
    expect(ids(before)).toEqual(ids(many));
    expect(withLine(before, many[7]!)).toBe(before);
    expect(withPageOfLines(before, many)).toBe(before);
  });

  it("move one that changed to its place, and leave all others as they are", () => {
    const changed = { ...many[30]!, updated_at: 2000 };
    const now = withLine(before, changed);
    expect(ids(now)).toEqual(["c-30", ...ids(many).filter((id) => id !== "c-30")]);
    expect(now[0]).toBe(changed);
    expect(now[1]).toBe(before[0]);
    expect(ids(before)).toEqual(ids(many));
  });

  it("let go of what is gone, and put in what came, in the order that sorting gives", () => {
    const same = summary("c-x", { updated_at: 990 });
    const rest = withoutLine(before, "c-3");
    expect(ids(withLine(rest, same))).toEqual(ids(withPageOfLines([], [...rest, same])));
    expect(ids(rest)).not.toContain("c-3");
  });

  it("take a page of new ones once each, and keep what is known", () => {
    const page = Array.from({ length: 40 }, (_, i) => summary(`d-${i}`, { updated_at: 980 - i }));
    const now = withPageOfLines(before, [...page, page[3]!, { ...many[2]!, updated_at: 1 }]);
    expect(ids(now)).toEqual(ids(withPageOfLines([], [...many, ...page])));
    expect(now[2]).toBe(many[2]);
    expect(now).toHaveLength(90);
  });
});
