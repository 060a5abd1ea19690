import { flushSync } from "svelte";
import { describe, expect, it } from "vitest";
import { Windowing } from "./windowing.svelte";

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** A list without layout: only explicit requests determine what is rendered. */
function list(count: number, fromEnd: boolean) {
  let items = $state.raw(numbers(0, count));
  let entire = $state(false);
  const rows = new Windowing({
    items: () => items,
    key: String,
    whole: 30,
    fromEnd,
    inOrder: fromEnd,
    entire: () => entire,
  });
  return {
    rows,
    drawn: () => rows.pieces.flatMap((piece) => ("gap" in piece ? [] : [piece.item])),
    set: (next: number[]) => (items = next),
    all: (on: boolean) => (entire = on),
  };
}

describe("a long list", () => {
  it("begins with its first rows, or with its last, and a short one is whole", () => {
    expect(list(200, false).drawn()).toEqual(numbers(0, 30));
    expect(list(200, true).drawn()).toEqual(numbers(170, 200));
    expect(list(30, true).drawn()).toEqual(numbers(0, 30));
    expect(list(0, true).rows.pieces).toEqual([]);
  });

  it("has one gap for all that is left out on a side", () => {
    const { rows } = list(200, false);
    expect(rows.pieces.filter((piece) => "gap" in piece)).toHaveLength(1);
    expect(rows.goesBack).toBe(false);
    expect(list(200, true).rows.goesBack).toBe(true);
  });

  it("goes back by as many rows as it began with, and draws what is added at the end", () => {
    const { rows, drawn, set } = list(200, true);
    rows.back();
    expect(drawn()).toEqual(numbers(140, 200));
    set(numbers(0, 203));
    flushSync();
    expect(drawn()).toEqual(numbers(140, 203));
  });

  it("draws a row that is aimed at with those around it, and nothing between it and the end", async () => {
    const { rows, drawn } = list(10_000, true);
    await rows.reveal("5000");
    expect(drawn()).toEqual(numbers(4985, 5015));
    rows.begin();
    expect(drawn()).toEqual(numbers(9970, 10_000));
    await rows.reveal("not there");
    expect(drawn()).toEqual(numbers(9970, 10_000));
  });

  it("draws every row while it is asked for, and then as before", () => {
    const { drawn, all } = list(200, true);
    all(true);
    expect(drawn()).toHaveLength(200);
    all(false);
    expect(drawn()).toEqual(numbers(170, 200));
  });

  it("draws rows that are there when the list became shorter than what was drawn of it", async () => {
    const { rows, drawn, set } = list(10_000, true);
    await rows.reveal("9000");
    set(numbers(0, 100));
    expect(drawn().length).toBeGreaterThan(0);
    expect(drawn().every((n) => n < 100)).toBe(true);
  });

  it("goes on drawing the same rows when others come or go in front, however often", async () => {
    const { rows, drawn, set } = list(200, true);
    await rows.reveal("100");
    const here = numbers(85, 115);
    for (const from of [-20, -40, 60, 85, 20]) {
      set(numbers(from, 200));
      flushSync();
      expect(drawn(), `from ${from}`).toEqual(here);
    }
    rows.back();
    expect(drawn()).toEqual(numbers(55, 115));
  });

  it("draws what is there when another list takes its place", async () => {
    const { rows, drawn, set } = list(200, true);
    await rows.reveal("150");
    set(numbers(1000, 1020));
    expect(drawn()).toEqual(numbers(1000, 1020));
    set(numbers(2000, 2100));
    await rows.reveal("2050");
    expect(drawn()).toEqual(numbers(2035, 2065));
  });

  it("says which rows are drawn", async () => {
    const { rows } = list(200, true);
    await rows.reveal("100");
    expect([...rows.around(4)]).toEqual(numbers(85, 115).map(String));
  });
});
