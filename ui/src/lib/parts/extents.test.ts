import { describe, expect, it } from "vitest";
import { Extents, moved, piecesOf, spanFor } from "./extents";

const keys = (count: number) => Array.from({ length: count }, (_, i) => `row ${i}`);

function measured(count: number, length: number): Extents {
  const extents = new Extents();
  extents.order(keys(count));
  for (let i = 0; i < count; i += 1) extents.measure(i, length);
  return extents;
}

describe("where rows begin", () => {
  it("is exact for rows that were seen, and the mean of those for the others", () => {
    const extents = new Extents();
    extents.order(keys(100));
    extents.measure(98, 300);
    extents.measure(99, 100);
    expect(extents.start(98)).toBe(98 * 200);
    expect(extents.start(99) - extents.start(98)).toBe(300);
    expect(extents.start(100) - extents.start(99)).toBe(100);
  });

  it("stays known of a row that moves, and is found again from a place", () => {
    const extents = measured(10, 50);
    extents.measure(9, 80);
    extents.order(["row 9", ...keys(9)]);
    expect(extents.start(1)).toBe(80);
    expect(extents.start(10)).toBe(530);
    expect([extents.at(-5), extents.at(79), extents.at(80), extents.at(9999)]).toEqual([0, 0, 1, 9]);
  });

  it("is told of rows that stay by how far they moved", () => {
    const extents = measured(10, 50);
    expect(extents.order(["x", "y", ...keys(10)])).toBe(2);
    expect(extents.order(keys(10).slice(3))).toBe(-5);
    expect(extents.order([...keys(10).slice(3), "z"])).toBe(0);
    expect(extents.order(["other"])).toBe(0);
  });

  it("is forgotten of rows that went, so that what is known does not grow with all that was ever seen", () => {
    const extents = measured(100, 50);
    extents.measure(0, 900);
    for (let from = 20; from < 10_000; from += 20) {
      const there = Array.from({ length: 100 }, (_, i) => `row ${from + i}`);
      extents.order(there);
      there.forEach((_, at) => extents.measure(at, 50));
    }
    extents.order(keys(100));
    expect(extents.start(1)).toBeLessThan(900);
  });

  it("says whether a length is news", () => {
    const extents = measured(3, 50);
    expect([extents.measure(1, 50), extents.measure(1, 60), extents.measure(7, 60)]).toEqual([false, true, false]);
    expect(extents.start(3)).toBe(160);
  });
});

describe("the rows that are drawn", () => {
  const extents = measured(1000, 100);

  it("reach a view further than what is seen, on both sides, however long the list is", () => {
    expect(spanFor(extents, 1000, 50_000, 800, { from: 0, to: 10 })).toEqual({ from: 492, to: 517 });
    expect(spanFor(extents, 1000, 0, 800, { from: 900, to: 1000 })).toEqual({ from: 0, to: 17 });
    expect(spanFor(extents, 1000, 99_200, 800, { from: 0, to: 10 })).toEqual({ from: 984, to: 1000 });
  });

  it("stay the same for a small step, so that not every pixel draws anew", () => {
    const now = { from: 492, to: 517 };
    expect(spanFor(extents, 1000, 50_300, 800, now)).toBe(now);
    expect(spanFor(extents, 1000, 50_600, 800, now)).toEqual({ from: 498, to: 523 });
  });

  it("leave gaps that are as long as what they stand for, with the space between rows counted once", () => {
    const pieces = piecesOf(keys(1000), (key) => key, extents, { from: 500, to: 503 }, [10], 20);
    expect(pieces.map((p) => ("gap" in p ? p.gap : p.key))).toEqual([
      980,
      "row 10",
      48_880,
      "row 500",
      "row 501",
      "row 502",
      49_680,
    ]);
    expect(new Set(pieces.map((p) => p.key)).size).toBe(7);
    const drawn = pieces.reduce((sum, p) => sum + ("gap" in p ? p.gap : 80), 0);
    expect(drawn + 20 * (pieces.length - 1)).toBe(1000 * 100 - 20);
  });

  it("are all there is of a short list", () => {
    expect(piecesOf(["a", "b"], (key) => key, measured(2, 10), { from: 0, to: 2 }, [], 0)).toEqual([
      { key: "a", item: "a", at: 0 },
      { key: "b", item: "b", at: 1 },
    ]);
  });
});

describe("how far what is read has moved", () => {
  it("is told by the first row where rows keep their order: what grows below it moves nothing", () => {
    expect([moved([40, 40, 90], true), moved([0, 300], true), moved([], true)]).toEqual([40, 0, 0]);
  });

  it("is told by most rows where one of them went elsewhere by itself", () => {
    expect(moved([56, 56, -900, 56, 0], false)).toBe(56);
  });
});
