import { expect, it } from "vitest";
import { turn } from "../../platform/fake-data";
import { shownTurns } from "./branches";

const tree = [turn("a", "c"), turn("b1", "c", { parent: "a" }), turn("b2", "c", { parent: "a" }), turn("c1", "c", { parent: "b1" }), turn("c2", "c", { parent: "b2" })];
const ids = (chosen: Record<string, string>) => shownTurns(tree, chosen).map((s) => s.turn.id);

it("shows the newest branch where none was chosen", () => {
  expect(ids({})).toEqual(["a", "b2", "c2"]);
});

it("follows the chosen branch to its end", () => {
  expect(ids({ a: "b1" })).toEqual(["a", "b1", "c1"]);
});

it("names the siblings of each turn", () => {
  expect(shownTurns(tree, {}).map((s) => s.siblings)).toEqual([["a"], ["b1", "b2"], ["c2"]]);
});

it("treats another first turn as a branch of the beginning", () => {
  expect(shownTurns([...tree, turn("a2", "c")], {}).map((s) => s.siblings)).toEqual([["a", "a2"]]);
});

it("still shows a turn whose parent is gone, and ends on a circle", () => {
  expect(shownTurns([turn("x", "c", { parent: "lost" })], {}).map((s) => s.turn.id)).toEqual(["x"]);
  expect(shownTurns([turn("x", "c", { parent: "y" }), turn("y", "c", { parent: "x" })], {})).toEqual([]);
});
