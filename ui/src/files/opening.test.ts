import { screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { artifact } from "../platform/fake-data";
import { byId, openConversation, openWindow } from "../test-window";

it("asks once before a file is opened that can run, and opens it then", async () => {
  const window = await openWindow();
  window.host.on("list_files", () => ({ files: [artifact("it", { name: "it.html", state: { state: "saved" } })], next: null }));
  window.host.on("preview_file", () => ({ type: "page", truncated: false, needs_scripts: true }));
  window.host.on("open_file", ({ is_sure }) => (is_sure ? { type: "opened" } : { type: "asks", runs: "page" }));
  await window.user.click(byId("nav-files"));
  await window.user.click(await screen.findByText("it.html"));
  const said = await screen.findByTestId("needs-scripts");
  await window.user.click(said.querySelector("button")!);
  expect((await screen.findByTestId("open-dialog")).textContent).toContain("in your browser");
  await window.user.click(byId("open-anyway"));
  expect(window.asked("open_file")).toEqual([{ file: "it", is_sure: false }, { file: "it", is_sure: true }]);
  await expect.poll(() => screen.queryByTestId("open-dialog")).toBeNull();
});

it("saves all files of a job as one archive, the newest of each", async () => {
  const window = await openWindow();
  await openConversation(window, "c-sup");
  window.host.on("save_archive", () => "/home/ann/job.zip");
  await window.user.click(byId("save-archive"));
  expect(window.asked("save_archive")).toEqual([{ files: ["report.md", "comparison.csv", "chart.svg"], name: "Compare three packaging suppliers" }]);
  expect(await screen.findByText("Saved as /home/ann/job.zip.")).toBeTruthy();
});
