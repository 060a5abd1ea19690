import { render, screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { TreeEntry } from "../bindings/bridge";
import { branches } from "./branches";
import Tree from "./Tree.svelte";

const entry = (path: string, more: Partial<TreeEntry> = {}): TreeEntry => ({
  path,
  kind: "file",
  size: 5,
  is_locked: false,
  is_outside: false,
  ...more,
});

it("puts files into folders that are named by their files alone, folders first and numbers by their value", () => {
  const root = branches([
    entry("b.txt"),
    entry("a/10.txt"),
    entry("a/9.txt"),
    entry("a/deep/x"),
    entry("empty", { kind: "folder" }),
  ]);
  expect(root.inner.map((b) => [b.name, b.files])).toEqual([
    ["a", 3],
    ["empty", 0],
    ["b.txt", 0],
  ]);
  expect(root.inner[0]!.inner.map((b) => b.name)).toEqual(["deep", "9.txt", "10.txt"]);
  expect(root.files).toBe(4);
});

it("says which names lead out of the folder, and which files are locked", () => {
  render(Tree, {
    entries: [entry("../../etc/passwd", { is_outside: true }), entry("secret.pdf", { is_locked: true })],
    size: 10,
  });
  expect(screen.getByText("passwd").closest("li")?.textContent).toContain("leads out of the folder");
  expect(screen.getByText("secret.pdf").closest("li")?.textContent).toContain("opens with a password");
});
