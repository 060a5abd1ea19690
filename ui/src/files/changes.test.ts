// Differences between two versions of a file, in the file panel.
import { screen, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { artifact } from "../platform/fake-data/builders";
import { findId, openConversation, openWindow } from "../test-window";

it("shows what changed since the version before, as text and as a table, and the file again", async () => {
  const window = await openWindow();
  await openConversation(window, "c-sup");
  const old = { path: "workspace/prices.csv", name: "prices.csv", folder: "", conversation: "c-sup" };
  await window.push({
    patch: "artifacts",
    artifacts: [artifact("v1", { ...old, created_at: 1 }), artifact("v2", { ...old, created_at: 2 })],
  });
  const row = screen.getAllByTestId("file-item").find((e) => e.dataset.file === "v2");
  await window.user.click(within(row!).getAllByRole("button")[0]!);
  await window.user.click(await findId("show-changes"));
  const changes = await findId("file-changes");
  expect(changes.querySelector("del")?.textContent).toBe("5");
  expect(changes.querySelector("ins")?.textContent).toBe("7");
  expect(within(changes).getByText("4 lines as before")).toBeTruthy();
  await window.user.click(await findId("show-changes"));
  expect(screen.queryByTestId("file-changes")).toBeNull();

  window.host.on("compare_files", ({ before, after }) => {
    expect([before, after]).toEqual(["v1", "v2"]);
    return {
      is_table: true,
      added: 1,
      removed: 0,
      truncated: false,
      rows: [{ type: "row", before: null, after: 3, cells: [{ before: [], after: ["", "Nordwerk"] }] }],
    };
  });
  await window.user.click(await findId("show-changes"));
  const added = await within(await findId("file-changes")).findByText("Nordwerk");
  expect(added.tagName).toBe("INS");
  expect(added.closest("tr")?.className).toContain("added");
  await window.user.click(await findId("show-changes"));

  const same = { is_table: true, added: 0, removed: 0, rows: [] };
  window.host.on("compare_files", () => ({ ...same, truncated: false }));
  await window.user.click(await findId("show-changes"));
  await within(await findId("file-changes")).findByText("Both versions say the same.");
  await window.user.click(await findId("show-changes"));
  window.host.on("compare_files", () => ({ ...same, truncated: true }));
  await window.user.click(await findId("show-changes"));
  await within(await findId("file-changes")).findByText(/^What is compared of both versions is the same\./);
});
