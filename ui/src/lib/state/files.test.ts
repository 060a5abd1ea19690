import { expect, it } from "vitest";
import { artifact } from "../../platform/fake-data/builders";
import { listed, reach, withFilePage, withFiles } from "./files";

const file = (n: number, change = {}) => artifact(`f${n}`, { created_at: n, ...change });
const ids = (files: readonly { id: string }[]) => files.map((f) => f.id);
const newest = { files: [file(9), file(8)], next: "after 8" };
const open = { files: withFiles([], newest.files), ...reach(newest) };

it("lists only as far as the pages have come, so that there is no hole in it", () => {
  const known = { ...open, files: withFiles(open.files, [file(2), file(3), file(10)]) };
  expect(ids(listed(known))).toEqual(["f10", "f9", "f8"]);
  const grown = withFilePage(known, { files: [file(7), file(3)], next: "after 3" });
  expect(ids(listed(grown))).toEqual(["f10", "f9", "f8", "f7", "f3"]);
  expect(ids(listed(withFilePage(grown, { files: [file(2), file(1)], next: null })))).toEqual([
    "f10",
    "f9",
    "f8",
    "f7",
    "f3",
    "f2",
    "f1",
  ]);
});

it("keeps what was said of a file later than a page was read", () => {
  const saved = file(7, { state: { state: "saved" } });
  const known = { ...open, files: withFiles(open.files, [saved]) };
  const page = { files: [file(7, { state: { state: "listed" } })], next: null };
  expect(withFilePage(known, page).files[0]).toBe(saved);
});

it("puts a file that changed where it stands, and those of the same moment in the order of their ids", () => {
  const changed = file(8, { size: 5 });
  expect(withFiles(open.files, [changed])).toEqual([changed, file(9)]);
  expect(ids(withFiles([], [artifact("b", { created_at: 1 }), artifact("a", { created_at: 1 })]))).toEqual(["a", "b"]);
  expect(withFiles(open.files, [])).toBe(open.files);
});
