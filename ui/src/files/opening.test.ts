import { cleanup, screen } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { failure } from "../platform/fake";
import { artifact } from "../platform/fake-data/builders";
import { overview } from "../platform/fake-data/overviews";
import { byId, openConversation, openWindow } from "../test-window";

it("asks once before a file is opened that can run, and opens it then", async () => {
  const window = await openWindow();
  window.host.on("list_files", () => ({
    files: [artifact("it", { name: "it.html", state: { state: "saved" } })],
    next: null,
  }));
  window.host.on("preview_file", () => ({ type: "page", truncated: false, needs_scripts: true }));
  window.host.on("open_file", ({ is_sure }) => (is_sure ? { type: "opened" } : { type: "asks", runs: "page" }));
  await window.user.click(byId("nav-files"));
  await window.user.click(await screen.findByText("it.html"));
  const said = await screen.findByTestId("needs-scripts");
  await window.user.click(said.querySelector("button")!);
  expect((await screen.findByTestId("open-dialog")).textContent).toContain("in your browser");
  await window.user.click(byId("open-anyway"));
  expect(window.asked("open_file")).toEqual([
    { file: "it", is_sure: false },
    { file: "it", is_sure: true },
  ]);
  await expect.poll(() => screen.queryByTestId("open-dialog")).toBeNull();
});

it("saves all files of a job as one archive, the newest of each", async () => {
  const window = await openWindow();
  await openConversation(window, "c-sup");
  window.host.on("save_archive", () => "/home/ann/job.zip");
  await window.user.click(byId("save-archive"));
  expect(window.asked("save_archive")).toEqual([
    { files: ["report.md", "comparison.csv", "chart.svg"], name: "Compare three packaging suppliers" },
  ]);
  expect(await screen.findByText("Saved as /home/ann/job.zip.")).toBeTruthy();
});

it("opens a file in a program of the person's choice, after the same question", async () => {
  const window = await openWindow();
  await openConversation(window, "c-sup");
  const { file } = byId("file-preview").dataset;
  window.host.on("open_file_with", ({ is_sure }) => (is_sure ? { type: "opened" } : { type: "asks", runs: "program" }));
  await window.user.click(byId("file-menu"));
  await window.user.click(byId("open-with"));
  await window.user.click(await screen.findByTestId("open-anyway"));
  expect(window.asked("open_file_with")).toEqual([
    { file, is_sure: false },
    { file, is_sure: true },
  ]);
});

it("copies a file and says under which name, and says why when it cannot", async () => {
  const window = await openWindow();
  await openConversation(window, "c-sup");
  const copy = async () => {
    await window.user.click(byId("file-menu"));
    await window.user.click(byId("copy-file"));
  };
  window.host.on("copy_file", () => "its name.md");
  await copy();
  expect(await screen.findByText("“its name.md” is copied. Paste it in your file manager.")).toBeTruthy();
  window.host.on("copy_file", () => Promise.reject(failure("file", "It could not be copied.", "Save it.")));
  await copy();
  expect(await screen.findByText("It could not be copied.")).toBeTruthy();
  expect(window.asked("copy_file")).toEqual([byId("file-preview").dataset.file, byId("file-preview").dataset.file]);
});

it("leaves a drag of a file to the host, and offers none of it where the host cannot", async () => {
  const window = await openWindow();
  await openConversation(window, "c-sup");
  const row = () => screen.getAllByTestId("file-item").find((e) => e.dataset.state === "saved")!;
  const drag = new Event("dragstart", { bubbles: true, cancelable: true });
  row().dispatchEvent(drag);
  expect(drag.defaultPrevented).toBe(true);
  expect(window.asked("drag_file")).toEqual([row().dataset.file]);
  cleanup();

  const elsewhere = await openWindow(overview({ hands_out_files: false }));
  await openConversation(elsewhere, "c-sup");
  expect(screen.queryByTestId("file-menu")).toBeNull();
  expect(row().draggable).toBeFalsy();
});
