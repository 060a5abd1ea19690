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
