import { expect, it } from "vitest";
import { fold, folded, wordsIn } from "./fold";

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

it.each([
  "  Ärger \u00a0 mit\tdem\r\nMüll ",
  "ΟΔΟΣ Αθήνας",
  "İstanbul ﬁn ½ № ㎏",
  "한국어 ﾎﾞﾙﾄ が か\u3099",
  "soft\u00adhyphen \u200b blank \u00b4",
  "“Łódź” – l’œuvre – Straße",
  "عَرَبِيّ שָׁלוֹם",
])("says the same of a text whether or not the places are asked for: %j", (text) => {
  expect(folded(text)).toBe(fold(text).text);
});
