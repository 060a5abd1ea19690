import { expect, it } from "vitest";
import { artifact } from "../../platform/fake-data/builders";
import { previous, versions } from "./versions";

const file = (id: string, path: string | null, created_at: number) =>
  artifact(id, { path, created_at, conversation: "c" });

it("tells the report of the first turn from that of the fifth, the newest first", () => {
  const files = [
    file("r1", "workspace/report.md", 1),
    file("a", "workspace/a.csv", 1),
    file("r3", "/workspace/report.md", 3),
    file("r2", "./workspace/report.md", 2),
  ];
  expect(versions(files).map((v) => [v.newest.id, v.older.map((f) => f.id)])).toEqual([
    ["r3", ["r2", "r1"]],
    ["a", []],
  ]);
});

it("keeps apart what has no path, and the same path of another conversation", () => {
  const other = artifact("d", { path: "workspace/a.csv", conversation: "other" });
  expect(versions([file("p1", null, 1), file("p2", null, 2), file("a", "workspace/a.csv", 1), other])).toHaveLength(4);
});

it("knows the version before one that is here", () => {
  const files = [
    file("r1", "report.md", 1),
    { ...file("r2", "report.md", 2), state: { state: "listed" } as const },
    file("r3", "report.md", 3),
    file("a", "a.csv", 1),
  ];
  const before = (id: string) =>
    previous(
      files,
      files.find((f) => f.id === id)!,
    )?.id;
  expect([before("r3"), before("r2"), before("r1"), before("a")]).toEqual(["r1", "r1", undefined, undefined]);
});
