// Export of everything, imports, and automatic backup in the settings.
import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, it } from "vitest";
import type { ArchivedSchedule } from "../bindings/bridge";
import { noTransfer } from "../platform/fake-transfers";
import { byId, findId, openWindow, type TestWindow, wordsOf } from "../test-window";

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
  await window.user.click(byId("stop-transfer"));
  expect((await findId("transfer-end")).textContent).toContain("Stopped. Nothing was changed.");
  expect(byId("export-everything")).toHaveProperty("disabled", false);
});

it("says what an import brought, what was here, and what was left out", async () => {
  const window = await settings();
  await window.user.click(byId("import-settings"));
  await window.user.click(byId("import-files"));
  expect(window.asked("import_files")).toEqual([{ with_settings: true }]);
  await window.push({
    patch: "transfer",
    transfer: {
      ...noTransfer,
      work: "import",
      end: {
        ended: "imported",
        from: ["ChatGPT"],
        conversations: 2,
        turns: 9,
        known: 3,
        agents: 0,
        schedules: 0,
        left_out: [
          ["tool", 4],
          ["file", 1],
        ],
        stopped: false,
      },
    },
  });
  const said = byId("transfer-end").textContent;
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
    patch: "transfer",
    transfer: {
      ...noTransfer,
      backup: {
        on: true,
        folder: "/x",
        last: null,
        problem: { code: "file", message: "The folder is not there.", hint: "Connect the disk." },
      },
    },
  });
  expect(wordsOf(byId("backup-problem"))).toContain("The folder is not there. Connect the disk.");
});

const archived: ArchivedSchedule = {
  id: "s1",
  text: "The news",
  when: "every Monday at 7:00",
  draft: {
    name: "The news",
    text: "Read the news and name what is new",
    files: [{ sha256: "ab", name: "sources.txt", mime: "text/plain", size: 9 }],
    who: "l-agent",
    network: { reach: "off" },
    tools: null,
    words: "every Monday at 7:00",
    zone: null,
  },
};

it("lists schedules of an archive, which do not run, and forgets them", async () => {
  const window = await settings();
  await window.push({ patch: "transfer", transfer: { ...noTransfer, schedules: [{ ...archived, draft: null }] } });
  const line = byId("archived-schedule");
  expect(line.textContent).toContain("The news");
  // An unreadable schedule can only be removed.
  expect(within(line).getAllByRole("button")).toHaveLength(1);
  await window.user.click(byId("forget-archived"));
  expect(window.asked("forget_archived_schedule")).toEqual(["s1"]);
});

it("makes a schedule of an archive anew in a form that is filled in, and forgets the old one when it is saved", async () => {
  const window = await settings();
  await window.push({ patch: "transfer", transfer: { ...noTransfer, schedules: [archived] } });
  await window.user.click(byId("make-anew"));
  expect((await findId("schedule-text")) as HTMLTextAreaElement).toHaveProperty(
    "value",
    "Read the news and name what is new",
  );
  expect(byId("schedule-words")).toHaveProperty("value", "every Monday at 7:00");
  expect(screen.getByText("sources.txt")).toBeTruthy();
  await waitFor(() => expect(byId("save-schedule")).toHaveProperty("disabled", false));
  expect(window.asked("forget_archived_schedule")).toEqual([]);
  await window.user.click(byId("save-schedule"));
  await waitFor(() => expect(window.asked("forget_archived_schedule")).toEqual(["s1"]));
  expect(window.asked("save_schedule")).toMatchObject([{ id: null, draft: archived.draft }]);
});
