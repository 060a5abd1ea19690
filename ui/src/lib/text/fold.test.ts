import { expect, it } from "vitest";
import { wordsIn } from "./fold";

it("finds words whatever their case, accents, width and order", () => {
  const fits = wordsIn("  STRASSE café ");
  expect(fits("Das Cafe\u0301 in der Straße")).toBe(true);
  expect(fits("Ｃａｆｅ, Bahnhofstraße 3")).toBe(true);
  expect(fits("Das Haus in der Straße")).toBe(false);
});

it("keeps letters apart that are others, and everything fits no words", () => {
  expect(wordsIn("が")("か")).toBe(false);
  expect(wordsIn(" ")("anything")).toBe(true);
});
