import { expect, it } from "vitest";
import { findRanges } from "./find";

function page(html: string): HTMLElement {
  const root = document.createElement("div");
  root.innerHTML = html;
  return root;
}

it("finds every place whatever the case, and leaves the document as it was", () => {
  const root = page("<p>Heat moves. <b>heat</b> pump</p><p>no</p>");
  const before = root.innerHTML;
  expect(findRanges(root, "HEAT").map(String)).toEqual(["Heat", "heat"]);
  expect(root.innerHTML).toBe(before);
});

it("finds nothing for nothing", () => {
  expect(findRanges(page("<p>a</p>"), "")).toEqual([]);
});

it("finds what the host finds, and marks it whole", () => {
  const root = page("<p>Das Café in der Straße, cafe\u0301s; ＡＢＣ, Łódź, don’t; सलाम سَلَام</p><p>が</p>");
  const found = (text: string) => findRanges(root, text).map(String);
  expect(found("cafe")).toEqual(["Café", "cafe\u0301"]);
  expect(found("STRASSE")).toEqual(["Straße"]);
  expect(found("abc")).toEqual(["ＡＢＣ"]);
  expect(found("lodz")).toEqual(["Łódź"]);
  expect(found("don't")).toEqual(["don’t"]);
  expect(found("سلام")).toEqual(["سَلَام"]);
  expect(found("か")).toEqual([]);
});
