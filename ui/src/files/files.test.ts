import { screen, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { artifact, summary, turn } from "../platform/fake-data/builders";
import { overview } from "../platform/fake-data/overviews";
import { byId, openConversation, openWindow } from "../test-window";

const panel = () => screen.getByRole("complementary", { name: "Files" });
const rows = () => within(panel()).getAllByTestId("file-item");

describe("the files of a job", () => {
  it("show their folders, and older versions under the newest", async () => {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    const old = {
      path: "workspace/notes/résumé #1?.txt",
      name: "résumé #1?.txt",
      folder: "notes",
      conversation: "c-sup",
    };
    await window.push({
      patch: "artifacts",
      artifacts: [artifact("v1", { ...old, created_at: 1 }), artifact("v2", { ...old, created_at: 2 })],
    });
    const row = rows().find((e) => e.dataset.file === "v2");
    expect(row?.textContent).toContain("notes/résumé #1?.txt");
    expect(rows().some((e) => e.dataset.file === "v1")).toBe(false);
    await window.user.click(within(panel()).getByTestId("older-versions"));
    expect(rows().some((e) => e.dataset.file === "v1")).toBe(true);
    await window.user.click(byId("save-all"));
    expect(window.asked("save_files")).toEqual([
      { files: ["report.md", "comparison.csv", "chart.svg", "v2"], ask: false },
    ]);
  });

  it("count a folder of packages as one line, which fetches when it is asked", async () => {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    const folder = artifact("nm", {
      name: "node_modules",
      path: "workspace/node_modules",
      mime: "inode/directory",
      holds: { files: 3412, here: 0 },
      conversation: "c-sup",
      state: { state: "listed" },
    });
    await window.push({ patch: "artifact", artifact: folder });
    const row = within(panel()).getByText("node_modules").closest("li")!;
    expect(row.textContent).toContain("3,412 files");
    let answer = () => {};
    window.host.on("fetch_file", () => new Promise<null>((answered) => (answer = () => answered(null))));
    await window.user.click(within(row).getByRole("button", { name: /^Fetch these 3,412/ }));
    expect(window.asked("fetch_file")).toEqual(["nm"]);
    await window.push({ patch: "artifact", artifact: artifact("inner.js", { inside: "nm", conversation: "c-sup" }) });
    expect(within(panel()).queryByText("inner.js")).toBeNull();
    // The response to the click may come after everything is done.
    await window.push({
      patch: "artifact",
      artifact: { ...folder, holds: { files: 3412, here: 3412 }, state: { state: "saved" } },
    });
    answer();
    await tick();
    expect(within(panel()).getByText("node_modules").closest("li")!.textContent).toContain("All here");
  });

  it("say what is not here, and fetch the rest of it", async () => {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    const listed = ["a.csv", "b.csv"].map((id) =>
      artifact(id, { conversation: "c-sup", turn: "t-sup", state: { state: "listed" } }),
    );
    await window.push({ patch: "artifacts", artifacts: listed });
    expect(byId("missing-files").textContent).toContain("2 files are not here yet");
    await window.user.click(byId("fetch-rest"));
    expect(window.asked("fetch_rest")).toEqual(["t-sup"]);
  });

  it("are drawn a hundred at a time, however many there are", async () => {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    const many = Array.from({ length: 5_000 }, (_, i) =>
      artifact(`${i}.csv`, { conversation: "c-sup", turn: "t-sup" }),
    );
    await window.push({ patch: "artifacts", artifacts: many });
    expect(rows()).toHaveLength(100);
    await window.user.click(within(panel()).getByTestId("more-rows"));
    expect(rows()).toHaveLength(200);
  });
});

it("finds a word in a file and opens that file in its job", async () => {
  const window = await openWindow();
  window.host.on("search", () => ({
    complete: true,
    hits: [
      {
        conversation: "c-sup",
        kind: "job",
        turn: "t-sup",
        step: null,
        file: { id: "comparison.csv", name: "comparison.csv" },
        title: "Compare three packaging suppliers",
        snippet: ["supplier ", "Primaplast", ""],
        at: 1,
      },
    ],
  }));
  await window.user.click(byId("nav-search"));
  await window.user.type(byId("search-field"), "primaplast");
  const hit = await screen.findByTestId("search-hit");
  expect(hit.textContent).toContain("In the file “comparison.csv”");
  await window.user.click(hit);
  await expect.poll(() => screen.queryByTestId("file-preview")?.dataset.file).toBe("comparison.csv");
});

it("takes an error off the screen by itself, and not while it is read", async () => {
  const window = await openWindow();
  vi.useFakeTimers();
  try {
    await window.push({ patch: "notice", error: { code: "file", message: "No file manager.", hint: null } });
    const notice = byId("notice");
    notice.dispatchEvent(new Event("pointerenter"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen.queryByTestId("notice")).not.toBeNull();
    notice.dispatchEvent(new Event("pointerleave"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen.queryByTestId("notice")).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

it("says that the newest stand first, and marks the one that is shown, also before any was chosen", async () => {
  const window = await openWindow();
  await openConversation(window, "c-sup");
  expect(byId("file-panel").textContent).toContain("The newest first");
  const marked = () => [...panel().querySelectorAll("[aria-current]")].map((e) => e.closest("li")?.dataset.file);
  const shown = byId("file-preview").dataset.file;
  expect(shown).toBeTruthy();
  expect(marked()).toEqual([shown]);
  const other = rows().find((e) => e.dataset.file !== shown)!;
  await window.user.click(within(other).getAllByRole("button")[0]!);
  expect(byId("file-preview").dataset.file).toBe(other.dataset.file);
  expect(marked()).toEqual([other.dataset.file]);
  expect(within(panel()).getAllByText(other.dataset.name!)).toHaveLength(1);
});

it("takes as much room as there is, and gives it back", async () => {
  const { innerWidth } = globalThis;
  vi.stubGlobal("innerWidth", 1600);
  try {
    const window = await openWindow();
    await openConversation(window, "c-sup");
    await window.user.click(byId("widen-files"));
    await expect.poll(() => window.asked("set_settings").at(-1)).toMatchObject({ file_panel_width: 1600 - 816 });
    await expect.poll(() => byId("widen-files").getAttribute("aria-pressed")).toBe("true");
    await window.user.click(byId("widen-files"));
    await expect.poll(() => window.asked("set_settings").at(-1)).toMatchObject({ file_panel_width: 360 });
    expect(byId("widen-files").getAttribute("aria-pressed")).toBe("false");
  } finally {
    vi.stubGlobal("innerWidth", innerWidth);
  }
});

it("opens a file that was sent along from where it stands, after a question when it may run", async () => {
  const sent = { sha256: "ab", name: "tool.sh", mime: "text/x-sh", size: 12 };
  const line = summary("c-sent", { title: "Sent" });
  const window = await openWindow(overview({ chats: [line], jobs: [] }), (host) => {
    host.have({ summary: line, turns: [turn("t-sent", "c-sent", { attachments: [sent] })], files: [] });
    host.on("open_attachment", ({ is_sure }) => (is_sure ? { type: "opened" } : { type: "asks", runs: "program" }));
  });
  await openConversation(window, "c-sent");
  await window.user.click(await screen.findByRole("button", { name: "Open “tool.sh”" }));
  expect((await screen.findByTestId("open-dialog")).textContent).toContain("can run as a program");
  await window.user.keyboard("{Escape}");
  await expect.poll(() => screen.queryByTestId("open-dialog")).toBeNull();
  await window.user.click(screen.getByRole("button", { name: "Open “tool.sh”" }));
  await window.user.click(await screen.findByTestId("open-anyway"));
  const request = { turn: "t-sent", sha256: "ab" };
  expect(window.asked("open_attachment")).toEqual([
    { ...request, is_sure: false },
    { ...request, is_sure: false },
    { ...request, is_sure: true },
  ]);
});
