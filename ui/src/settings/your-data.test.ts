// Everything as one archive, imports, and the backup by itself, in the settings.
import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { nothingKept } from "../platform/fake-keep";
import { byId, findId, openWindow, type TestWindow } from "../test-window";

async function settings(): Promise<TestWindow> {
  const window = await openWindow();
  await window.user.click(byId("nav-settings"));
  await findId("your-data");
  return window;
}

it("exports everything, says how far it is, and can be stopped", async () => {
  const window = await settings();
  await window.user.click(byId("export-everything"));
  const section = within(byId("your-data"));
  expect(await section.findByText("30 %")).toBeTruthy();
  expect(byId("import-files")).toHaveProperty("disabled", true);
  await window.user.click(byId("stop-keeping"));
  expect((await findId("keeping-end")).textContent).toContain("Stopped. Nothing was changed.");
  expect(byId("export-everything")).toHaveProperty("disabled", false);
});

it("says what an import brought, what was here, and what was left out", async () => {
  const window = await settings();
  await window.user.click(byId("import-settings"));
  await window.user.click(byId("import-files"));
  expect(window.asked("import_files")).toEqual([{ with_settings: true }]);
  await window.push({
    patch: "keeping",
    keeping: {
      ...nothingKept,
      work: "import",
      end: { ended: "imported", from: ["ChatGPT"], conversations: 2, turns: 9, known: 3, agents: 0, schedules: 0, left_out: [["tool", 4], ["file", 1]], stopped: false },
    },
  });
  const said = byId("keeping-end").textContent;
  expect(said).toContain("Imported 2 conversations and 9 turns from ChatGPT.");
  expect(said).toContain("3 turns were here already");
  expect(said).toContain("Left out: 4 steps with tools and 1 file that is not in the export.");
});

it("asks for the lists again when something was imported", async () => {
  const window = await settings();
  const before = window.asked("overview").length;
  await window.push({ patch: "imported" });
  await waitFor(() => expect(window.asked("overview").length).toBe(before + 1));
});

it("switches the backup on with a folder, and says when it failed", async () => {
  const window = await settings();
  const backup = byId("backup-switch") as HTMLInputElement;
  expect(backup.checked).toBe(false);
  await window.user.click(backup);
  await waitFor(() => expect(byId("your-data").textContent).toContain("/home/ada/Backups"));
  expect((byId("backup-switch") as HTMLInputElement).checked).toBe(true);
  await window.push({
    patch: "keeping",
    keeping: { ...nothingKept, backup: { on: true, folder: "/x", last: null, problem: { code: "file", message: "The folder is not there.", hint: "Connect the disk." } } },
  });
  expect(byId("backup-problem").textContent).toContain("The folder is not there. Connect the disk.");
});

it("lists schedules of an archive, which do not run, and forgets them", async () => {
  const window = await settings();
  const schedule = { id: "s1", text: "Read the news", when: "every day at 8" };
  await window.push({ patch: "keeping", keeping: { ...nothingKept, schedules: [schedule] } });
  const line = screen.getByTestId("archived-schedule");
  expect(line.textContent).toContain("Read the news");
  await window.user.click(within(line).getByRole("button"));
  expect(window.asked("forget_archived_schedule")).toEqual(["s1"]);
});
